"""Less common French words and their English renderings, for what a small model has not learned: ouragan, truite.

`data/words.tsv` has a line a word: the forms that stand for one thing, those for several (empty for what is no noun),
and the English renderings, the usual one first. A line that begins with "?" is of a word with several senses, one with
"!" of a verb: their renderings are known, but the first one is put in only for what is no English word. A line with "~"
is of a common word, which translators render too freely for its renderings to be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
_ENGLISH = re.compile(r"[^\W\d_]+")
_SILENT = frozenset("a an the to of be for in on at by with up out off down over".split())
_IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "foot": "feet", "tooth": "teeth", "goose": "geese",
    "mouse": "mice", "person": "people", "ox": "oxen", "knife": "knives", "life": "lives", "wife": "wives",
    "leaf": "leaves", "loaf": "loaves", "half": "halves", "shelf": "shelves", "thief": "thieves", "wolf": "wolves",
    "calf": "calves", "scarf": "scarves", "hoof": "hooves", "elf": "elves", "sheep": "sheep", "fish": "fish",
    "deer": "deer", "salmon": "salmon", "trout": "trout", "cod": "cod", "aircraft": "aircraft", "series": "series",
    "species": "species", "crossroads": "crossroads", "headquarters": "headquarters", "means": "means", "moose": "moose",
    "shrimp": "shrimp", "squid": "squid", "criterion": "criteria", "phenomenon": "phenomena", "crisis": "crises",
    "analysis": "analyses", "hypothesis": "hypotheses", "thesis": "theses", "oasis": "oases", "potato": "potatoes",
    "tomato": "tomatoes", "hero": "heroes", "echo": "echoes", "mosquito": "mosquitoes", "volcano": "volcanoes",
    "tornado": "tornadoes", "torpedo": "torpedoes", "veto": "vetoes", "embargo": "embargoes", "cargo": "cargoes",
    "bison": "bison", "offspring": "offspring", "spacecraft": "spacecraft", "bacterium": "bacteria", "fungus": "fungi",
    "vertebra": "vertebrae", "larva": "larvae", "alga": "algae",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A French word of the table: its stretch, the English to put in, whether that is sure or only better than no
    English word, whether it is a verb, and of each rendering the beginnings of its words, by which any form of it is
    recognised."""

    start: int
    end: int
    english: str
    sure: bool
    verb: bool
    stems: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is known of a form: as in `Word`, and whether the renderings are asked for."""

    english: str
    sure: bool
    verb: bool
    asked: bool
    stems: tuple[tuple[str, ...], ...]


def find_words(text: str) -> Iterator[Word]:
    """The words of the table that stand in a French sentence in small letters, from left to right."""
    for match in _WORD.finditer(text):
        found = _entry(match[0])
        if found and found.asked:
            yield Word(*match.span(), found.english, found.sure, found.verb, found.stems)


def english_words(text: str) -> frozenset[str]:
    """The words of an English text in small letters."""
    return frozenset(_ENGLISH.findall(text.lower()))


def rendered(word: Word, english: Collection[str]) -> bool:
    """Whether one of the renderings stands among the words of an English text, in whatever form."""
    return any(all(any(each.startswith(stem) for each in english) for stem in stems) for stems in word.stems)


def says(french: str, english: str) -> bool:
    """Whether the English word, in any form, renders the French one (both in small letters)."""
    entry = _entry(french)
    return entry is not None and any(len(each) == 1 and english.startswith(each[0]) for each in entry.stems)


def renderings() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every form of every word of the table, with its English renderings."""
    for form, places in _index().items():
        for line, _ in places:
            yield form, tuple(line.rpartition("\t")[2].split("; "))


@cache
def nouns_by_rendering() -> Mapping[str, tuple[str, ...]]:
    """English word → the French words, no verbs, of which it is a rendering by itself."""
    found: dict[str, dict[str, None]] = {}
    for line in _lines():
        if line[0] != "!":
            one, _, english = line.lstrip("?~").split("\t")
            for each in english.split("; "):
                if each.isalpha():
                    found.setdefault(each.lower(), {})[one.partition(" ")[0]] = None
    return {english: tuple(words) for english, words in found.items()}


@cache
def _lines() -> tuple[str, ...]:
    return tuple((files("pipeline.repair") / "data" / "words.tsv").read_text(encoding="utf-8").splitlines())


@cache
def verb_forms() -> frozenset[str]:
    """The forms of the verbs of the table, common ones too; some of them are nouns as well."""
    found: set[str] = set()
    for line in _lines():
        if line[0] in "!~":
            forms = line.lstrip("!~").partition("\t")[0].split()
            if len(forms) > 3 and any(form.endswith(("er", "ir", "re")) for form in forms):
                found.update(forms)
    return frozenset(found)


@cache
def _index() -> dict[str, list[tuple[str, bool]]]:
    """Every form → the lines that have it, and whether it stands for several there."""
    index: dict[str, list[tuple[str, bool]]] = {}
    for line in _lines():
        one, several, _ = line.lstrip("?!~").split("\t")
        for forms, many in ((one, False), (several, True)):
            for form in forms.split():
                index.setdefault(form, []).append((line, many))
    return index


@lru_cache(maxsize=1 << 14)
def _entry(form: str) -> _Entry | None:
    """What is known of a form; one of two words has several senses."""
    found: _Entry | None = None
    for line, many in _index().get(form, ()):
        mark = line[0] if line[0] in "?!~" else ""
        english = line.rpartition("\t")[2].split("; ")
        irregular = [plural(each) for each in english if each.split()[-1] in _IRREGULAR]
        parts = [tuple(map(_stem, _ENGLISH.findall(each.lower()))) for each in (*english, *irregular)]
        stems = tuple(tuple(stem for stem in each if stem not in _SILENT) or each for each in parts)
        entry = _Entry(plural(english[0]) if many else english[0], not mark, mark == "!", mark != "~", stems)
        if found:
            asked = found.asked and entry.asked
            entry = _Entry(found.english, False, found.verb and entry.verb, asked, found.stems + entry.stems)
        found = entry
    return found


def _stem(word: str) -> str:
    """What the forms of an English word have in common, roughly: happy – happier, hurricane – hurricanes."""
    if len(word) < 7:
        return word[:-1] if len(word) > 3 and word[-1] in "ey" else word
    return word[: max(5, len(word) - 3)]


#: Past forms of verbs that do not end in -ed.
_PAST = dict(
    pair.split("=")
    for pair in (
        "be=was become=became begin=began bend=bent bet=bet bind=bound bite=bit bleed=bled blow=blew break=broke bring=brought "
        "broadcast=broadcast build=built burst=burst buy=bought cast=cast catch=caught choose=chose come=came cost=cost "
        "cut=cut deal=dealt dig=dug do=did draw=drew drink=drank drive=drove eat=ate fall=fell feed=fed feel=felt fight=fought "
        "find=found flee=fled fly=flew forbid=forbade forget=forgot forgive=forgave freeze=froze get=got give=gave go=went "
        "grow=grew hang=hung have=had hear=heard hide=hid hit=hit hold=held hurt=hurt keep=kept know=knew lay=laid lead=led "
        "leave=left lend=lent let=let lie=lay light=lit lose=lost make=made mean=meant meet=met overcome=overcame pay=paid "
        "put=put quit=quit read=read ride=rode ring=rang rise=rose run=ran say=said see=saw seek=sought sell=sold send=sent "
        "set=set shake=shook shed=shed shine=shone shoot=shot show=showed shrink=shrank shut=shut sing=sang sink=sank sit=sat "
        "sleep=slept slide=slid speak=spoke spend=spent spin=spun split=split spread=spread spring=sprang stand=stood "
        "steal=stole stick=stuck sting=stung strike=struck strive=strove swear=swore sweep=swept swim=swam swing=swung "
        "take=took teach=taught tear=tore tell=told think=thought throw=threw understand=understood undertake=undertook "
        "wake=woke wear=wore weave=wove weep=wept win=won wind=wound withdraw=withdrew write=wrote"
    ).split()
)


def inflected(verb: str, like: str) -> str:
    """The English verb (its first word) in the form that the ending of another word shows: -ed, -ing, -s or none."""
    base, gap, rest = verb.partition(" ")
    if like.endswith("ing"):
        form = (base[:-1] if base.endswith("e") and not base.endswith("ee") else base + _doubled(base)) + "ing"
    elif like.endswith(("ed", "en")):
        if base in _PAST:
            form = _PAST[base]
        elif base.endswith("e"):
            form = base + "d"
        else:
            form = base[:-1] + "ied" if re.search(r"[^aeiou]y$", base) else base + _doubled(base) + "ed"
    elif like.endswith("s") and not like.endswith("ss"):
        form = _plural(base)
    else:
        form = base
    return form + gap + rest


def past(verb: str) -> str:
    """The past form of an English verb, which for most irregular ones does not end in -ed."""
    return _PAST.get(verb) or inflected(verb, "ed")


def is_irregular(verb: str) -> bool:
    """Whether the past form of an English verb does not end in -ed."""
    return verb in _PAST


def _doubled(base: str) -> str:
    """The consonant that is written twice before an ending: stop – stopped."""
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", base)
    return base[-1] if short else ""


def plural(noun: str) -> str:
    """The plural of an English noun, that of its last word, or of its first before "of" and the like."""
    head = re.search(r"^\S+(?= (?:of|in|at|for|to|on|-)\b)|\S+$", noun)
    if head is None:
        return noun
    return noun[: head.start()] + _plural(head[0]) + noun[head.end() :]


#: Nouns that have no plural.
_UNCOUNTED = frozenset(
    "equipment furniture research information advice luggage baggage evidence staff police cattle livestock knowledge "
    "software hardware clothing jewelry jewellery machinery poetry news progress homework weather traffic wildlife "
    "goods clothes belongings surroundings outskirts earnings remains proceeds savings premises arms poultry produce "
    "cutlery pottery tableware glassware underwear footwear weaponry ammunition bedding debris gossip legislation "
    "laughter applause wealth courage mud sand dust rice wheat maize barley cotton wool silk gold silver copper".split()
)
#: Nouns in -ing that have one.
_COUNTED = re.compile(
    r"(?:k|r|w|str|spr|th|sl|st|sw|build|meet|paint|wedd|feel|beginn|end|warn|find|draw|offer|rat|rul|kill|shoot|hear|record"
    r"|say|sett|sibl|earr|ceil|fill|greet|land|list|moor|open|bless|dumpl|duckl|darl|even|morn|stock|cross|clear|bear|coat|out"
    r"|post|pudd|rail|read|sight|sitt|hold|gather|writ|be|cutt|bomb|lodg|dwell|crav|sav|find|follow|train)ing$"
)


def _plural(word: str) -> str:
    if word in _UNCOUNTED or (word.endswith("ing") and not _COUNTED.match(word)):
        return word
    for singular, form in _IRREGULAR.items():
        if word == singular or (len(singular) > 2 and word.endswith(singular) and singular in _ENDINGS):
            return word.removesuffix(singular) + form
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"


_ENDINGS = frozenset(("man", "woman", "child", "fish", "wife", "shelf"))
