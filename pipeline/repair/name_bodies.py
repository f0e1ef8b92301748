"""The family names: bodies, offices and events under their name in another language, and acronyms without elision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.bracket_french import joined, starts_with_vowel
from pipeline.repair.line import Line
from pipeline.repair.phrases import Phrases
from pipeline.repair.place_names import foreign_places
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_frame import french_after, french_before
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table

_GAP = "[ \u00a0]"
#: Articles, French and foreign, with the French preposition that they hold.
_DETERMINERS: Mapping[str, str] = {
    "le": "", "la": "", "les": "", "l’": "", "el": "", "los": "", "las": "", "il": "", "lo": "", "gli": "", "die": "",
    "der": "", "das": "", "the": "", "du": "de", "des": "de", "de la": "de", "de l’": "de", "de les": "de", "del": "de",
    "della": "de", "dell’": "de", "delle": "de", "dei": "de", "do": "de", "da": "de", "dos": "de", "das ": "de",
    "de los": "de", "de las": "de", "de el": "de", "de die": "de", "de der": "de", "de das": "de", "de the": "de",
    "de il": "de", "au": "à", "aux": "à", "à la": "à", "à l’": "à", "al": "à", "alla": "à", "ao": "à", "à el": "à",
    "à the": "à", "à die": "à", "à il": "à",
}  # fmt: skip
_PREPOSITIONS = (
    "de|d[’']|à|par|pour|selon|avec|contre|chez|sans|entre|et|que|qu[’']|sur|dans|vers|depuis|pendant|après|"
    "avant|devant|sous"
)


def _either(words: tuple[str, ...]) -> str:
    return "|".join(_GAP.join(re.escape(part).replace("’", "[’']") for part in each.split(" ")) for each in words)


_LEADING = tuple(sorted(map(str.strip, _DETERMINERS), key=lambda each: (-len(each), each)))
_LEAD = (
    rf"(?i:(?P<determiner>{_either(_LEADING)})(?:(?<=[’'])|{_GAP})"
    rf"|(?P<preposition>{_PREPOSITIONS})(?:(?<=[’'])|{_GAP}))"
)
#: The name goes on: another body.
_GOES_ON = re.compile(
    rf"[-’']\w|{_GAP}(?:[A-ZÀ-Þ]|d[eio]l?{_GAP}(?:la{_GAP}|los{_GAP})?[A-ZÀ-Þ]|d[ao]s?{_GAP}|della{_GAP}"
    rf"|dell[’']|of{_GAP}|für{_GAP}|per{_GAP}"
    rf"|(?:y|e|ed|and|und|&){_GAP}[A-ZÀ-Þ])|,{_GAP}[A-ZÀ-Þ][a-zà-ÿ]+,?{_GAP}(?:[A-ZÀ-Þ]|(?:y|e|ed|and"
    rf"|und){_GAP}[A-ZÀ-Þ])"
)


@lru_cache(maxsize=1)
def _bodies() -> Mapping[str, tuple[str, str]]:
    """Foreign name → the French one and its gender or number."""
    table = load_table("names_exonyms")["bodies"]
    return {other: (french, kind) for french, (kind, *others) in table.items() for other in others}


@lru_cache(maxsize=1)
def _body_pattern() -> re.Pattern[str]:
    names = _either(tuple(sorted(_bodies(), key=lambda each: (-len(each), each))))
    return re.compile(rf"(?<![\w’'-])(?:{_LEAD})?(?P<name>{names})(?![\w-])")


@lru_cache(maxsize=1)
def _may_be_body() -> Phrases:
    return Phrases(_bodies())


def _words_of_bodies() -> Iterator[str]:
    for name in _bodies():
        yield max(re.findall(r"[^\W\d_]+", name), key=len)


def _article(french: str, kind: str) -> str:
    if kind == "p":
        return "les "
    return "l’" if starts_with_vowel(french) else "la " if kind == "f" else "le "


def _opens(text: str, at: int) -> bool:
    head = text[:at].rstrip(" \u00a0\u202f")
    return not head or head[-1] in ".!?…" or bool(re.search(r"[«“\"—–]$", head))


def _replaced(text: str, match: re.Match[str], french: str, kind: str) -> Change | None:
    """The French name with the article and the preposition that its place asks for."""
    name_start = match.start("name")
    if text[match.start() - 1 : match.start()] == "(":
        return None  # the name in the other language, behind the French one
    if match["determiner"]:
        given = match["determiner"]
        key = re.sub(r"\s", " ", given.replace("'", "’")).lower()
        if kind == "-":
            return None
        phrase = _article(french, kind) + french
        held = _DETERMINERS.get(key, "")
        whole = joined(held, phrase) if held else phrase
        upper = given[0].isupper()
        return Change(match.start("determiner"), match.end("name"), whole[0].upper() + whole[1:] if upper else whole)
    if match["preposition"]:
        given = match["preposition"]
        key = given.lower().replace("'", "’")
        full = {"d’": "de", "qu’": "que"}.get(key, key)
        phrase = french if kind == "-" else _article(french, kind) + french
        whole = joined(full, phrase) if full in ("de", "à", "que") else f"{full} {phrase}"
        whole = whole[0].upper() + whole[1:] if given[0].isupper() else whole
        return Change(match.start("preposition"), match.end("name"), whole)
    if kind == "-":
        return Change(name_start, match.end("name"), french)
    if _opens(text, name_start):
        whole = _article(french, kind) + french
        return Change(name_start, match.end("name"), whole[0].upper() + whole[1:])
    return None


def _in_french(text: str, start: int, end: int) -> bool:
    """Whether the words beside the name are French: one language alone may claim those on a side ("porte-parole" seems
    Italian for its second half)."""
    languages = ("es", "it", "pt", "de", "en")
    before = sum(french_before(text, start, each) == -1 for each in languages)
    return before < 2 and sum(french_after(text, end, each) == -1 for each in languages) < 2


@rule(
    "names.body",
    category="names",
    confidence=0.88,
    why="The body has a French name.",
    example=(
        "Médicos Sin Fronteras et la Cruz Roja ont parlé à la Organización Mundial de la Salud.",
        "Médecins sans frontières et la Croix-Rouge ont parlé à l’Organisation mondiale de la santé.",
    ),
    words=_words_of_bodies(),
)
def body(line: Line, context: Context) -> Iterator[Change]:
    """“la Cruz Roja” → “la Croix-Rouge”, “Médicos Sin Fronteras” → “Médecins sans frontières”, with the article that
    the French name takes.

    Only where French has one usual name, behind an article or a preposition or at the start of a sentence. Spared:
    longer names, titles, what stands in a sentence of the other language.
    """
    text = line.text
    for match in _body_pattern().finditer(text) if _may_be_body()(line.forms) else ():
        written = re.sub(_GAP, " ", match["name"].replace("'", "’"))
        known = _bodies().get(written)
        if known is None or _GOES_ON.match(text, match.end()) or lies_in(line.read(terms), match.start("name")):
            continue
        change = _replaced(text, match, *known)
        if change and _in_french(text, change.start, match.end()):
            yield change


@lru_cache(maxsize=1)
def _heads() -> Mapping[str, tuple[str, str]]:
    table = load_table("names_exonyms")["heads"]
    return {head: (french.partition(" ")[2], french[0]) for head, french in table.items()}


@lru_cache(maxsize=1)
def _head_pattern() -> re.Pattern[str]:
    heads = _either(tuple(sorted(_heads(), key=lambda each: (-len(each), each))))
    place = r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)*"
    place += r"(?:[ \u00a0](?:(?:de[ \u00a0](?:la[ \u00a0])?|do[ \u00a0]|del[ \u00a0])?[A-ZÀ-Þ][a-zà-ÿ]+))?"
    return re.compile(
        rf"(?<![\w’'-])(?:{_LEAD})?(?P<name>(?P<head>{heads}){_GAP}(?P<of>d[eio]{_GAP}|da{_GAP}|del{_GAP}"
        rf"|von{_GAP}|d[’'])?"
        rf"(?P<place>{place}))(?![\w-])"
    )


@rule(
    "names.body-of-place",
    category="names",
    confidence=0.88,
    why="The body has a French name.",
    example=("Elle enseigne à la Universidad de Zaragoza.", "Elle enseigne à l’université de Saragosse."),
    words={word for head in load_table("names_exonyms")["heads"] for word in [max(head.split(), key=len)]},
)
def body_of_place(line: Line, context: Context) -> Iterator[Change]:
    """“la Universidad de Zaragoza” → “l’université de Saragosse”, “el Ayuntamiento de Sevilla” → “la mairie de
    Séville”.

    The place takes its French name. Spared: titles, names of which more than the place follows, other languages.
    """
    text = line.text
    for match in _head_pattern().finditer(text):
        head = re.sub(_GAP, " ", match["head"])
        known = _heads().get(head)
        place = re.sub(_GAP, " ", match["place"])
        german = head not in _ROMANCE and not head.endswith(" of")
        if known is None or not (match["of"] or german or head.endswith(" of")):
            continue
        end = match.end()
        if place not in foreign_places() and " " in place and not re.search(" (?:de|do|del) ", place):
            first = place.split()[0]
            if german or first in foreign_places():
                continue
        if head.endswith(" of") and place not in foreign_places():
            continue
        if re.match(rf"[-’']\w|{_GAP}[A-ZÀ-Þ]", text[end : end + 3]) or lies_in(line.read(terms), match.start("name")):
            continue
        name, kind = foreign_places().get(place, (place, ""))
        if kind:
            owned = {"m": "du ", "p": "des ", "f": "de "}[kind]
            owned = "d’" if kind != "p" and starts_with_vowel(name) else owned
        elif name.startswith("Le "):
            owned, name = "du ", name.removeprefix("Le ")
        else:
            owned = "d’" if starts_with_vowel(name) and name[0] != "H" else "de "
        change = _replaced(text, match, f"{known[0]} {owned}{name}", known[1])
        if change and _in_french(text, change.start, end):
            yield change


_ROMANCE = frozenset(
    head for head in load_table("names_exonyms")["heads"]
    if not re.search(r"ä|gericht|hafen|hof$|schaft|bistum|klinik", head)
)  # fmt: skip


#: Before these words nothing is elided.
_NO_ACRONYM = frozenset(("OUI", "UNE", "ONZE"))
_ACRONYM = re.compile(
    rf"(?<![\w’'-])(?P<article>[Ll][ae]|[Dd]e|[Dd]e{_GAP}la|[Àà]{_GAP}la|[Dd]u"
    rf"|[Aa]u){_GAP}(?P<acronym>[AEIOUÉ][A-Z]{{2,6}})(?![\w’'&/-]|\.\w)"
    rf"(?!{_GAP}(?:[A-Z]{{2}}|\d))"
)
_ELIDED = {"le": "l’", "la": "l’", "de": "d’", "de la": "de l’", "à la": "à l’", "du": "de l’", "au": "à l’"}
_ROMAN = re.compile(r"[IVXLCDM]+")


@rule(
    "names.acronym-elision",
    category="names",
    confidence=0.88,
    why="The article is elided before an acronym that begins with a vowel.",
    example=("Le seuil toléré par la OMS a été dépassé.", "Le seuil toléré par l’OMS a été dépassé."),
    # (A search for a class of letters is fast; so what stands before it is asked second.)
    trigger=rf"[AEIOUÉ](?<=(?<![\w’'-])(?:[Ll][ae]|[Dd]e|[Dd]u|[Aa]u){_GAP}.)[A-Z]{{2}}",
)
def acronym_elision(line: Line, context: Context) -> Iterator[Change]:
    """“la OMS” → “l’OMS”, “du ONU” → “de l’ONU”, “de EDF” → “d’EDF”.

    Spared: words in capitals (“le OUI”), Roman numerals, headings in capitals, model names with figures.
    """
    text = line.text
    for match in _ACRONYM.finditer(text):
        acronym = match["acronym"]
        if acronym in _NO_ACRONYM or _ROMAN.fullmatch(acronym):
            continue
        if re.search(rf"[A-ZÀ-Þ]{{3,}}{_GAP}$", text[: match.start()]):
            continue
        given = re.sub(_GAP, " ", match["article"])
        elided = _ELIDED[given.lower()]
        elided = elided[0].upper() + elided[1:] if given[0].isupper() else elided
        yield Change(match.start(), match.start("acronym"), elided)
