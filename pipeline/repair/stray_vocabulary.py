"""The content words of other languages and their French (`data/stray_words.tsv`), with their inflected forms, and the
small words that join them to phrases (`data/stray_grammar.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pipeline.language import frequency
from pipeline.repair.tables import load_table

#: In the order of the columns of the table.
LANGUAGES = ("es", "it", "pt", "de", "en")

Kind = Literal[
    "noun", "adjective", "determiner", "preposition", "numeral", "all", "degree", "amount", "joining", "phrase", "hour",
    "part", "range", "adverb",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noun:
    """A French noun: `marks` as in the head of the table."""

    singular: str
    plural: str
    gender: str
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Adjective:
    """A French adjective, masculine, feminine and their plurals; `before` its noun or behind."""

    forms: tuple[str, str, str, str]
    before: bool


class Reading(NamedTuple):
    """What one or more words of a language may be.

    `number` is s or p, in German with the gender before it and the cases behind it (ms14), empty where the form does
    not tell. `french` is the rendering, or for determiners and prepositions the key of the table; `held` is the
    determiner that a preposition has run together with. `native` where the word is French.
    """

    kind: Kind
    words: tuple[str, ...]
    french: str = ""
    number: str = ""
    noun: Noun | None = None
    adjective: Adjective | None = None
    held: str = ""
    native: bool = False


_PLURALS = {"jeu vidéo": "jeux vidéo", "site internet": "sites internet", "prix Nobel": "prix Nobel",
            "belle-mère": "belles-mères", "belle-sœur": "belles-sœurs", "belle-fille": "belles-filles",
            "beau-père": "beaux-pères", "beau-frère": "beaux-frères", "grand-père": "grands-pères",
            "grand-mère": "grands-mères", "jeune fille": "jeunes filles", "petit-fils": "petits-fils",
            "petite-fille": "petites-filles", "sage-femme": "sages-femmes", "chauve-souris": "chauves-souris",
            "cerf-volant": "cerfs-volants", "rond-point": "ronds-points", "centre-ville": "centres-villes",
            "station-service": "stations-service", "petit-déjeuner": "petits-déjeuners", "arc-en-ciel": "arcs-en-ciel",
            "cessez-le-feu": "cessez-le-feu", "gratte-ciel": "gratte-ciel", "pare-brise": "pare-brise",
            "sans-abri": "sans-abri", "porte-parole": "porte-parole", "œil": "yeux", "travail": "travaux",
            "corail": "coraux", "bijou": "bijoux", "genou": "genoux", "chou": "choux", "chou-fleur": "choux-fleurs",
            "hibou": "hiboux"}  # fmt: skip
_AL = frozenset("final fatal natal naval carnaval festival bal".split())
#: What follows the first noun of a French compound and stays as it is.
_COMPLEMENT = re.compile(r" (?:d(?:e|u|es|’.+)|à|au|en|sans)(?= |$)")


def french_plural(singular: str) -> str:
    """The plural of a French noun or masculine adjective of the table."""
    if singular in _PLURALS:
        return _PLURALS[singular]
    if " " in singular:
        match = _COMPLEMENT.search(singular)
        first, rest = (singular[: match.start()], singular[match.start() :]) if match else (singular, "")
        return " ".join(french_plural(word) for word in first.split()) + rest
    if singular.endswith(("s", "x", "z")):
        return singular
    if singular.endswith("al") and singular not in _AL:
        return singular[:-2] + "aux"
    return singular + ("x" if singular.endswith(("eau", "eu")) and singular not in ("bleu", "pneu") else "s")


def _spanish(word: str) -> str:
    if word[-1] in "aeiouáéó":
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    bare = {"á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u"}
    if len(word) > 2 and word[-2] in bare and word[-1] in "ns":
        return word[:-2] + bare[word[-2]] + word[-1] + "es"
    return word + ("" if word.endswith("s") else "es")


def _italian(word: str) -> str:
    for ending, plural in (
        ("ca", "che"), ("ga", "ghe"), ("io", "i"), ("go", "ghi"), ("ico", "ici"), ("co", "chi"), ("a", "e"), ("o", "i"),
        ("e", "i"),
    ):  # fmt: skip
        if word.endswith(ending):
            return word[: -len(ending)] + plural
    return word


def _portuguese(word: str) -> str:
    for ending, plural in (
        ("ão", "ões"), ("m", "ns"), ("al", "ais"), ("ível", "íveis"), ("ável", "áveis"), ("el", "éis"), ("ol", "óis"),
        ("ul", "uis"), ("ês", "eses"), ("r", "res"),
        ("z", "zes"), ("s", "s"),
    ):  # fmt: skip
        if word.endswith(ending):
            return word[: -len(ending)] + plural
    return word + "s"


def _english(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


_REGULAR = {"es": _spanish, "it": _italian, "pt": _portuguese, "en": _english}
#: Weak masculine nouns of German, which in the other cases are like their plural.
_WEAK = re.compile(r"(?:e|ent|ant|ist|at|Held|Nachbar|Bauer|Mensch)$")


def _german_noun(cell: str) -> Iterator[tuple[str, str]]:
    """The forms of a German noun, each with its gender, number and cases."""
    if cell.startswith("-,"):
        yield from ((cell[2:], f"p{case}") for case in "124")
        yield (cell[2:] if cell.endswith(("n", "s")) else cell[2:] + "n"), "p3"
        return
    singular, gender, plural = cell.split()
    weak = gender == "m" and plural != "-" and _WEAK.search(singular) and plural.endswith("n")
    yield singular, f"{gender}s1" if weak else f"{gender}s134" if gender != "f" else f"{gender}s"
    if weak:
        yield plural, f"{gender}s234"
    elif gender != "f":
        if not singular.endswith(("s", "z", "ß")):
            yield singular + "s", f"{gender}s2"
        if not singular.endswith(("er", "en", "el", "e", "o", "a")):
            yield singular + "es", f"{gender}s2"
    if plural != "-":
        yield plural, "p" if plural.endswith(("n", "s")) else "p124"
        if not plural.endswith(("n", "s")):
            yield plural + "n", "p3"


def _noun_forms(cell: str, language: str) -> Iterator[tuple[str, str]]:
    for each in cell.split(";"):
        if each == "-" or not each:
            continue
        if language == "de":
            yield from _german_noun(each)
            continue
        singular, _, plural = each.partition(",")
        if singular != "-":
            yield singular, "s"
        if plural != "-":
            yield plural or _REGULAR[language](singular), "p"


def _adjective_forms(word: str, language: str) -> Iterator[str]:
    if language == "en":
        yield word
    elif language == "de":
        stem = word[:-2] + word[-1] if word.endswith("el") else word.removesuffix("e")  # (dunkel, dunkle)
        yield word
        yield from (stem + ending for ending in ("e", "er", "en", "em", "es"))
    elif word in _NATIONAL:
        if word.endswith("ão"):
            feminine = word[:-1]
        else:
            feminine = (_spanish(word)[:-2] if language == "es" else word.replace("ês", "es")) + "a"
        yield from (word, _REGULAR[language](word), feminine, feminine + "s")
        if word.endswith("ão"):
            yield {"alemão": "alemães"}.get(word, word + "s")
    elif word.endswith("o"):
        feminine, plural = word[:-1] + "a", _REGULAR[language]
        yield from (word, feminine, plural(word), plural(feminine))
    elif word.endswith("eu"):
        yield from (word, word + "s", word[:-2] + "eia", word[:-2] + "eias")
    elif word.endswith("il") and language == "pt":
        yield from (word, word[:-2] + "eis")
    else:
        yield from (word, _REGULAR[language](word))


_NATIONAL = frozenset(
    "español espanhol francés francês inglés inglês alemán alemão japonés japonês holandés holandês neerlandés danés "
    "irlandés irlandês escocés escocês polonês norueguês dinamarquês musulmán cristão órfão".split()
)


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    lines = (files("pipeline.repair") / "data" / "stray_words.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if not line.startswith("#"))


def _adjective(row: tuple[str, ...]) -> Adjective:
    masculine, feminine = row[1].split()
    return Adjective((masculine, feminine, french_plural(masculine), feminine + "s"), row[2] == "b")


@cache
def _words() -> tuple[tuple[Noun | Adjective, tuple[str, ...]], ...]:
    """The rows of the table: what is French, and its words in the other languages."""
    return tuple((_noun(row) if row[0] == "noun" else _adjective(row), row[3:]) for row in _rows())


def _noun(row: tuple[str, ...]) -> Noun:
    return Noun(row[1], row[1] if "P" in row[2] else french_plural(row[1]), row[2][0], row[2][1:])


def _content(language: str) -> Iterator[Reading]:
    column = LANGUAGES.index(language)
    irregular = dict(pair.split("=") for pair in load_table("stray_grammar")["adjectives"][language].split())
    for french, cells in _words():
        cell = cells[column]
        if isinstance(french, Noun):
            if cell != "-":
                for form, number in _noun_forms(cell, language):
                    yield Reading("noun", tuple(form.split()), "", number, french)
            continue
        words = [word for word in cell.split(";") if word != "-"]
        forms = [form for word in words for form in _adjective_forms(word, language)]
        forms += irregular.get(french.forms[0], "").split(",")
        for form in dict.fromkeys(forms):
            if form:
                yield Reading("adjective", (form,), "", "", None, french)


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        french, _, forms = line.partition(" = ")
        yield french, forms


def _grammar(language: str) -> Iterator[Reading]:
    table, native = load_table("stray_grammar"), language == "fr"
    fused: dict[str, list[tuple[str, str, str]]] = {}
    for french, forms in _pairs(table["fused"][language]):
        lead, held = french.split()
        for form, number in (each.split(":") for each in forms.split()):
            fused.setdefault(lead, []).append((form, held, number))
            yield Reading("preposition", (form,), lead, number, held=held, native=native)
    for french, forms in _pairs(table["determiners"][language]):
        for form, number in (each.split(":") for each in forms.split()):
            yield Reading("determiner", (form,), french, number, native=native)
    for french, form in _pairs(table["prepositions"][language]):
        words = tuple(form.split())
        yield Reading("preposition", words, french, native=native)
        # What ends in a preposition runs together with an article as this does: "después del".
        last = {"de": "de", "di": "de", "a": "@to", "da": "@da"}.get(words[-1], "") if len(words) > 1 else ""
        for contracted, held, number in fused.get(last, ()):
            yield Reading("preposition", (*words[:-1], contracted), french, number, held=held, native=native)
    for pair in table["numerals"][language].split():
        form, french = pair.split("=")
        yield Reading("numeral", (form,), french.replace("_", " "), native=native)
    for form in table["all"][language].split():
        yield Reading("all", (form,), native=native)
    if native:
        return
    for section in ("adverbials", "endings"):
        for forms, _, french in _lines(section, language):
            yield from (Reading("adverb", tuple(_split(form)), french) for form in forms.split(" / "))
    for pair in table["degrees"][language].split():
        form, french = pair.split("=")
        yield Reading("degree", (form,), french)
    for form in table["joining"][language].split():
        yield Reading("joining", (form,))
    hours = table["hours"][language]
    yield Reading("hour", tuple(_split(hours["before"])), hours["behind"])
    for french, form in _pairs(hours["parts"]):
        yield Reading("part", tuple(_split(form)), french)
    for pair in table["ranges"][language].split():
        form, french = pair.split("=")
        yield Reading("range", (form,), french)
    for kind in ("amount", "phrase"):
        for french, forms in _pairs(table[f"{kind}s"][language]):
            for form in forms.split(" / "):
                yield Reading(kind, tuple(_split(form)), french)


def _lines(section: str, language: str) -> Iterator[tuple[str, str, str]]:
    """The lines of the table of small words, which has the foreign form before its French."""
    return (line.partition(" = ") for line in load_table("stray")[section].get(language, ()))


def _split(form: str) -> list[str]:
    return form.replace("’", "’ ").split()


@cache
def _native() -> tuple[Reading, ...]:
    """The small words of French, and the adjectives of the table that stand before their noun."""
    return (*_grammar("fr"), *_native_adjectives())


def _native_adjectives() -> Iterator[Reading]:
    for row in _rows():
        if row[0] == "adjective" and row[2] == "b":
            adjective = _adjective(row)
            for form in dict.fromkeys(adjective.forms):
                yield Reading("adjective", (form,), adjective=adjective, native=True)


@cache
def vocabulary(language: str) -> Mapping[str, tuple[Reading, ...]]:
    """First word, as it is written inside a sentence → all that it may be or begin in the language, the longest
    first."""
    found: dict[str, list[Reading]] = {}
    for reading in (*_grammar(language), *_content(language), *_native()):
        words = reading.words
        if "’" in (words[0] if len(words) == 1 else "".join(words)):
            words = tuple(part for word in words for part in _split(word))
            reading = reading._replace(words=words)
        if words[0] in found:
            found[words[0]].append(reading)
        else:
            found[words[0]] = [reading]
    return {
        word: tuple(sorted(each, key=lambda reading: -len(reading.words)) if len(each) > 1 else each)
        for word, each in found.items()
    }


def usual(word: str, language: str) -> float:
    """How much more usual a word is in the language than in French."""
    return frequency(word.lower().replace("ß", "ss"), language) - frequency(word.lower(), "fr")


def may_be(word: str, language: str) -> bool:
    """Whether a noun of the tables may be of the language, since it is no more usual a form in French (cause, cave)."""
    return frequency(word.lower(), "fr") < 3.0 or usual(word, language) >= 0.3


@cache
def languages_of() -> Mapping[str, tuple[str, ...]]:
    """Every word of the other languages' phrases, as a run of letters → the languages that have it."""
    found: dict[str, dict[str, None]] = {}
    for language in LANGUAGES:
        words = {
            word: None
            for readings in vocabulary(language).values() for reading in readings if not reading.native
            for word in reading.words
        }  # fmt: skip
        for word in words:
            for part in (word,) if word.isalpha() else re.findall(r"[^\W\d_]+", word):
                found.setdefault(part, {})[language] = None
    return {word: tuple(each) for word, each in found.items()}


@cache
def kept() -> re.Pattern[str]:
    """Phrases of other languages that are titles, dishes or terms in French."""
    phrases = sorted(load_table("stray_grammar")["kept"]["phrases"], key=lambda each: (-len(each), each))
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, phrases))})(?![\w’'-])", re.IGNORECASE)
