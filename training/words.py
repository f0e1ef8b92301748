"""Swaps nouns, adjectives, adverbs and verbs for rare ones, which a small corpus shows too seldom to be learned.

After Fadaee, Bisazza and Monz 2017, "Data Augmentation for Low-Resource Neural Machine Translation", but from a
dictionary (`pipeline/repair/data/words.tsv`) and without a language model: the sentence need not make sense for the
network to learn what the word is in English. Only words with one usual sense come in; gender, number, elision and the
English article are kept right.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from random import Random

from pipeline.repair.dictionary import inflected, is_irregular, past, plural

from .data import Pair
from .names import Span, replace

TABLE = files("pipeline.repair") / "data" / "words.tsv"
SINGULAR = {
    "le": "m", "un": "m", "du": "m", "au": "m", "ce": "m", "cet": "m", "la": "f", "une": "f", "cette": "f", "sa": "f",
    "l’": "", "son": "", "chaque": "", "notre": "", "votre": "", "leur": "",
}  # fmt: skip
PLURAL = frozenset("les des aux ces ses nos vos leurs plusieurs quelques".split())
_WORD = r"[a-zà-ÿœæ]{3,}(?:-[a-zà-ÿœæ]+)*"
_AFTER = (
    r"(?= (?:d[eu’']|des|qui|qu[e’']|dont|où|à|aux?|et|ou|est|sont|était|étaient|a|ont|avait|dans|pour|en|sur|par|avec"
    r"|sans|se|s’|ne|n’|sera|peut|comme|lors|mais|»|\()(?![\wà-ÿ])| d[’']|[,.;:!?)]|$)"
)
_NOUN = re.compile(
    r"(?<![\w’'-])(?P<before>(?:de|à) )?(?:(?P<article>" + "|".join(sorted({*SINGULAR, *PLURAL} - {"l’"})) + r") "
    rf"|l[’'])(?P<word>{_WORD}){_AFTER}",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(rf"(?<=[a-zà-ÿ]{{4}} )(?P<word>{_WORD}){_AFTER}")
_ADVERB = re.compile(r"(?<![\w’'-])(?P<word>[a-zà-ÿ]{3,}ment)(?![\w-])")
#: No reflexive verb: what it is in English is another matter.
_VERB = re.compile(
    r"(?<![\w’'-])(?<!(?<!\w)se )"
    r"(?P<word>[a-zà-ÿ]{2,}?(?:er|é|ée|és|ées|ant|ai[st]|aient|ent|era|eront|erait|eraient|e))(?![\w’'-])"
)
#: Stems that stay the same before every ending.
_REGULAR = re.compile(r"[a-zà-ÿ]{2,}(?<![cgy])(?<![eé][^aeiouéè])(?<![eé][^aeiouéè]{2})er$")
_ENGLISH = re.compile(r"(?<![\w’'-])[a-z]+(?:-[a-z]+)*(?![\w-]|['’][a-z])")
_FEMININE = re.compile(r"(?:[^m]ent|tion|sion|té|ance|ence|ure|ette|ie|ise|trice|euse|ade|ude|esse|ière|erie|ose|ite)$")
_MASCULINE = re.compile(r"(?:ment|age|isme|eur|oir|ier|eau|et|in|on|al|il|ard|[iy]cle|scope|mètre)$")
#: What common adjectives end in; other common words behind a noun are as often nouns, participles or adverbs.
_ADJECTIVAL = re.compile(r"(?:[ae]l|aux|elle|ale|ique|if|ive|eux|euse|[ai]ble|aire|ine|iste)s?$")
#: Nouns of fixed phrases: to swap them teaches wrong what goes with them.
_FIXED = frozenset(
    "an ans année années jour jours mois semaine fois million millions milliard milliards millier milliers cent pour cas "
    "lieu fait part droit sens moitié quart tiers plupart reste cours temps moment suite effet base compte égard "
    "point".split()
)
_VOWEL = re.compile(r"[aeiouyhàâäéèêëîïôöùûüœæ]")


@dataclass(frozen=True)
class Noun:
    """A noun to put in: both French forms, the English singular, "m", "f" or "" where the gender is not known."""

    one: str
    several: str
    english: str
    gender: str


def _rows() -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """Mark, forms, plural forms and renderings of each word of the table."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        mark = line[0] if line[0] in "?!~" else ""
        one, several, english = line.lstrip("?!~").split("\t")
        yield mark, one.split(), several.split(), english.split("; ")


def _ending(form: str) -> tuple[bool, bool]:
    """Feminine or alike in both genders, plural: as far as an adjective's ending tells."""
    return form.rstrip("s").endswith("e"), form.endswith(("s", "x"))


class Words:
    """Swaps words of pairs; learns the gender of the nouns from the French `sentences`.

    The `capitalised` words have a vector of their own when they are written so, at the start of a sentence.
    """

    def __init__(self, sentences: Iterable[str], capitalised: frozenset[str] = frozenset()) -> None:
        self.headings: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
        self.senses: dict[str, list[str]] = {}
        self.plain: set[str] = set()
        self.adjectives: dict[tuple[bool, bool], list[tuple[str, str]]] = defaultdict(list)
        self.adverbs: list[tuple[str, str]] = []
        self.verbs: dict[str, tuple[str, list[str]]] = {}
        self.new_verbs: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
        rows: list[tuple[str, str, str]] = []
        for mark, one, several, english in _rows():
            if mark != "!":
                single = [each for each in english if _ENGLISH.fullmatch(each)]
                for form in (*one, *several):
                    self.senses.setdefault(form, single)
            if mark != "!" and (several or mark != "~") and one and one[0].islower() and english[0].islower():
                for word, rendering in zip([*one[:1], *several[:1]], [english[0], plural(english[0])], strict=False):
                    heading = word.capitalize(), rendering.capitalize()
                    self.headings[heading[0] in capitalised].append(heading)
            if mark and mark in "!~" and any(form.endswith(("é", "ait", "ant", "aient")) for form in one):
                self._add_verb(one, english, new=mark == "!")
            if mark == "?" and one[0].endswith("ment") and english[0].endswith("ly"):
                self.adverbs.append((one[0], english[0]))
            if mark or not all(form.islower() for form in one):
                continue
            if several and one:
                rows.append((one[0], several[0], english[0]))
            else:
                self.plain.update(one)
                for form in one:
                    self.adjectives[_ending(form)].append((form, english[0]))
        genders = _genders(sentences, {one for one, _, _ in rows})
        nouns = [Noun(*row, genders.get(row[0]) or _guess(row[0])) for row in rows]
        self.nouns = {
            gender: [noun for noun in nouns if not gender or noun.gender == gender] for gender in ("m", "f", "")
        }
        self.gendered = [noun for noun in nouns if noun.gender]

    def _add_verb(self, forms: list[str], english: list[str], new: bool) -> None:
        infinitive = next((form for form in forms if form.endswith("er")), "")
        pasts = {past(each) for each in english}
        senses = [each for each in english if _ENGLISH.fullmatch(each) and each not in pasts and each[-3:] != "ing"]
        for form in forms:
            if infinitive and form.startswith(infinitive[:-2]):
                self.verbs.setdefault(form, (infinitive[:-2], senses))
        if new and _REGULAR.fullmatch(infinitive) and not is_irregular(english[0].split()[0]):
            self.new_verbs[bool(_VOWEL.match(infinitive))].append((infinitive[:-2], english[0]))

    def swap(self, pair: Pair, chance: Random) -> Pair:
        """The pair with one or two of its words replaced by rare ones on both sides, if it has any that can be."""
        ways: list[tuple[re.Pattern[str], Callable[[re.Match[str], str, Random], _Swap | None]]] = [
            (_NOUN, self._noun),
            (_ADJECTIVE, self._adjective),
            (_ADVERB, self._adverb),
            (_VERB, self._verb),
        ]
        places = [(match, way) for expression, way in ways for match in expression.finditer(pair[0])]
        chance.shuffle(places)
        swaps: list[_Swap] = []
        for match, way in places:
            swap = way(match, pair[1], chance)
            if swap and not any(swap.meets(other) for other in swaps):
                swaps.append(swap)
                if len(swaps) == 2:
                    break
        return replace(
            pair, [(Span(swap.foreign, swap.english, number=False), swap.new, swap.rendering) for swap in swaps]
        )

    def headed(self, pair: Pair, chance: Random) -> Pair:
        """The pair behind a word or two with a capital, as headlines have: « Tennis : … », “Tennis: …”."""
        known = self.headings[chance.random() < 0.7] or self.headings[False]
        if not known:
            return pair
        one, two = chance.choice(known)
        if chance.random() < 0.2:
            more, other = chance.choice(known)
            one, two = f"{one} et {more.lower()}", f"{two} and {other.lower()}"
        mark, theirs = chance.choice([(" : ", ": "), (" : ", ": "), (". ", ". "), (" – ", " – ")])
        return one + mark + pair[0], two + theirs + pair[1]

    def _place(self, form: str, english: str, many: bool | None) -> tuple[int, int] | None:
        """Where the only rendering of the form stands in the English sentence."""
        found = []
        senses = self.senses.get(form.lower(), ())
        wanted = {plural(sense) for sense in senses} if many else set(senses)
        if many is not None:
            wanted -= set(senses) if many else {plural(sense) for sense in senses}
        for match in _ENGLISH.finditer(english):
            if match[0] in wanted:
                found.append(match.span())
        return found[0] if len(found) == 1 else None

    def _noun(self, match: re.Match[str], english: str, chance: Random) -> _Swap | None:
        article = (match["article"] or "l’").lower()
        many = article in PLURAL
        place = self._place(match["word"], english, many)
        if not place or match["word"] in _FIXED:
            return None
        gender = SINGULAR.get(article, "")
        noun = chance.choice(self.nouns[gender] if gender or many else self.gendered)
        if many:
            return _swap(match.span("word"), noun.several, place, plural(noun.english), english)
        return _swap(match.span(), _with_article(match, noun), place, noun.english, english)

    def _adjective(self, match: re.Match[str], english: str, chance: Random) -> _Swap | None:
        alike = self.adjectives[_ending(match["word"])]
        if not alike or not (match["word"] in self.plain or _ADJECTIVAL.search(match["word"])):
            return None
        place = self._place(match["word"], english, None)
        if not place:
            return None
        form, rendering = chance.choice(alike)
        return _swap(match.span("word"), form, place, rendering, english)

    def _verb(self, match: re.Match[str], english: str, chance: Random) -> _Swap | None:
        """A verb of the first group in the form of the old one, in French by its ending, in English by its kind."""
        stem, senses = self.verbs.get(match["word"], ("", []))
        if not senses:
            return None
        forms: dict[str, str] = {}
        for sense in senses:
            forms |= {past(sense): "ed", **{inflected(sense, like): like for like in ("ing", "ed", "s")}, sense: ""}
        found = [each for each in _ENGLISH.finditer(english) if each[0] in forms]
        new, rendering = chance.choice(self.new_verbs[bool(_VOWEL.match(match["word"]))])
        if len(found) != 1:
            return None
        text = inflected(rendering, forms[found[0][0]])
        return _swap(match.span("word"), new + match["word"][len(stem) :], found[0].span(), text, english)

    def _adverb(self, match: re.Match[str], english: str, chance: Random) -> _Swap | None:
        place = self._place(match["word"], english, None)
        if not place or not english[slice(*place)].endswith("ly"):
            return None
        form, rendering = chance.choice(self.adverbs)
        if _VOWEL.match(form) or _VOWEL.match(match["word"]):
            return None
        return _swap(match.span("word"), form, place, rendering, english)


@dataclass(frozen=True)
class _Swap:
    foreign: tuple[int, int]
    new: str
    english: tuple[int, int]
    rendering: str

    def meets(self, other: _Swap) -> bool:
        return (
            self.foreign[0] <= other.foreign[1]
            and other.foreign[0] <= self.foreign[1]
            or self.english[0] <= other.english[1]
            and other.english[0] <= self.english[1]
        )


def _swap(foreign: tuple[int, int], new: str, place: tuple[int, int], text: str, english: str) -> _Swap:
    """The swap, with the English article before the word made a or an."""
    start, end = place
    article = re.search(r"\b([Aa])n? $", english[:start])
    if article:
        an = re.match(r"[aeio]|u(?!n[ai]|s[aeiu]|r[aeiou])|hono|hour|heir", text) and not re.match(r"eu|on[ce]", text)
        start, text = article.start(), f"{article[1]}{'n' if an else ''} {text}"
    return _Swap(foreign, new, (start, end), text)


def _with_article(match: re.Match[str], noun: Noun) -> str:
    """The noun in the singular with the article of the match in the form that it needs."""
    article = (match["article"] or "l’").lower()
    before = match["before"] or ""
    feminine, vowel = noun.gender == "f", bool(_VOWEL.match(noun.one))
    if article in ("le", "la", "l’", "du", "au"):
        preposition = {"du": "de ", "au": "à "}.get(article, before)
        if vowel:
            text = f"{preposition}l’"
        elif feminine:
            text = f"{preposition}la "
        else:
            text = {"de ": "du ", "à ": "au "}.get(preposition.lower(), f"{preposition}le ")
    else:
        if article in ("un", "une"):
            article = "une" if feminine else "un"
        elif article in ("ce", "cet", "cette"):
            article = "cette" if feminine else "cet" if vowel else "ce"
        elif article in ("sa", "son"):
            article = "sa" if feminine and not vowel else "son"
        text = f"{before}{article} "
    return (text.capitalize() if match[0][0].isupper() else text) + noun.one


def _genders(sentences: Iterable[str], nouns: set[str]) -> dict[str, str]:
    """The gender of those nouns that stand behind an article which tells it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    telling = re.compile(
        "(?<![\\w’'-])(" + "|".join(each for each, gender in SINGULAR.items() if gender) + rf") ({_WORD})(?![\w-])"
    )
    for sentence in sentences:
        for article, word in telling.findall(sentence):
            if word in nouns:
                counts[word][SINGULAR[article]] += 1
    most = {word: count.most_common(1)[0] for word, count in counts.items()}
    return {word: gender for word, (gender, n) in most.items() if n > 0.75 * counts[word].total()}


def _guess(noun: str) -> str:
    """The gender that the ending suggests."""
    if _MASCULINE.search(noun):
        return "m"
    return "f" if _FEMININE.search(noun) else ""
