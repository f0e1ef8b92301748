"""Adjectives of nationality, language and religion that were given the capital which only their nouns have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.nouns import is_invariable, is_noun
from pipeline.repair.tables import load_table

_SPACE = "[ \u00a0\u202f]"
_PAIR = re.compile(
    rf"(?<![\w-])(?P<noun>[a-zà-ÿœ]+(?:-[a-zà-ÿœ]+)*){_SPACE}"
    rf"(?P<adjective>[A-ZÀ-Þ][a-zà-ÿœ]{{3,}}|[A-ZÀ-Þ][a-zà-ÿœ]+-[A-ZÀ-Þa-zà-ÿœ]{{4,}})(?![\w’'-])"
)
#: The same after one that is small: "les troupes russes et Tchétchènes".
_ANOTHER = re.compile(rf"(?:,| et| ou){_SPACE}(?P<adjective>[A-ZÀ-Þ][a-zà-ÿœ]{{3,}})(?![\w’'-])")
_JOINED = re.compile(
    rf"(?<![\w’'-])(?P<noun>[a-zà-ÿœ]+){_SPACE}et{_SPACE}(?P<adjective>[A-ZÀ-Þ][a-zà-ÿœ]{{3,}})(?![\w’'-])"
)
_LANGUAGE = re.compile(
    rf"(?<![\w’'-])(?:en|parl(?:e|er|ent|ant|ait|aient|é|ons|ez)(?:{_SPACE}(?:couramment|aussi|bien|mal))?){_SPACE}"
    rf"(?P<adjective>[A-ZÀ-Þ][a-zà-ÿœ]{{3,}})(?![\w’'-])"
)
_WORDS_BEFORE = re.compile(r"(?<![\w-])([a-zà-ÿœ-]+)[ \u00a0\u202f]$")
_COMPLEMENT = re.compile(r"(?<![\w’'-])(?:de |des |du |de la |de l[’']|d[’']|à |aux )$")

#: Endings of adjectives that follow their noun (Riegel, Pellat and Rioul, Grammaire méthodique, VII 3).
_ADJECTIVE = re.compile(
    r"(?:iques?|[eaé]ls?|elles?|ales?|aux|aires?|ifs?|ives?|eux|euses?|iens?|iennes?|ais|aises?|ées?|és?|ants?|antes?"
    r"|iers?|ières?|[io]les?|aines?|ains?|ables?|ibles?)$"
)


def _feminine(adjective: str) -> str:
    known = load_table("french")["adjectives"]["feminines"].get(adjective)
    if known:
        return known
    if adjective.endswith("if"):
        return adjective[:-1] + "ve"
    if adjective.endswith(("en", "el")):
        return adjective + adjective[-1] + "e"
    return adjective if adjective.endswith(("e", "è")) else adjective + "e"


@lru_cache(maxsize=1)
def forms() -> Mapping[str, tuple[bool, bool]]:
    """Every form of the adjectives of the table: whether it may be a singular, whether it may be a plural."""
    table = load_table("french")["adjectives"]
    found: dict[str, tuple[bool, bool]] = {}
    for adjective in (*table["peoples"], *table["plural_only"], *table["relational"]):
        for form in (adjective, _feminine(adjective)):
            singular = adjective not in table["plural_only"]
            plural = form if form.endswith("s") else form[:-1] + "ux" if form.endswith("al") else form + "s"
            if singular:
                found[form] = (True, form == plural)
            found[plural] = (form == plural, True)
    return {form: number for form, number in found.items() if form not in table["countries"]}


def capital_forms() -> frozenset[str]:
    """The words of which one stands wherever an adjective of the table has a capital."""
    prefixes = load_table("french")["adjectives"]["prefixes"]
    return frozenset(part.capitalize() for form in (*forms(), *prefixes) for part in form.split("-"))


@lru_cache(maxsize=1)
def _relational() -> frozenset[str]:
    return frozenset(load_table("french")["adjectives"]["relational"])


def _form(word: str) -> tuple[bool, bool] | None:
    """The number of a capitalised adjective, sud-coréen included; None where the word is none."""
    lower = word.lower()
    if "-" in lower and lower not in forms():
        prefix, _, lower = lower.partition("-")
        if prefix not in load_table("french")["adjectives"]["prefixes"]:
            return None
    return forms().get(lower)


def _agrees(noun: str, form: tuple[bool, bool]) -> bool:
    if is_invariable(noun):
        return True
    return form[1] if noun.endswith(("s", "x", "z")) else form[0]


def capital_adjectives(text: str) -> Iterator[tuple[int, int]]:
    """Where adjectives with a wrong capital stand: after their noun, after another of them, or as a language."""
    end = 0
    for match in _PAIR.finditer(text):
        form = _form(match["adjective"])
        if form is None or not _follows_noun(text, match, form):
            continue
        yield match.span("adjective")
        end = match.end()
        while (another := _ANOTHER.match(text, end)) and (number := _form(another["adjective"])):
            # "Un diplomate russe et Américains": the number of a noun of its own.
            if number[1] != form[1] and number[0] != form[0]:
                break
            yield another.span("adjective")
            end = another.end()
    for match in _JOINED.finditer(text):
        small, form = forms().get(match["noun"]), _form(match["adjective"])
        before = _WORDS_BEFORE.search(text, max(0, match.start() - 40), match.start())
        if small and form and before and is_noun(before.group(1)) and (small[0] and form[0] or small[1] and form[1]):
            yield match.span("adjective")
    languages = load_table("french")["adjectives"]["languages"]
    for match in _LANGUAGE.finditer(text):
        named = re.match(r"[ \u00a0][A-ZÀ-Þ]", text[match.end() : match.end() + 2])
        if match["adjective"].lower() in languages and not named and not _ANOTHER.match(text, match.end()):
            yield match.span("adjective")


def _follows_noun(text: str, match: re.Match[str], form: tuple[bool, bool]) -> bool:
    noun = match["noun"]
    if noun in load_table("french")["nouns"]["geographic"]:
        return False
    if noun in load_table("french")["nouns"]["titled"] and match["adjective"].lower() in _relational():
        return False
    before = _WORDS_BEFORE.search(text, max(0, match.start() - 40), match.start())
    previous = before.group(1) if before else ""
    if is_noun(noun):
        if _agrees(noun, form):
            return True
        return _COMPLEMENT.search(text, max(0, match.start() - 8), match.start()) is not None
    # "l’équipe nationale Portugaise", "les forces armées Turques"
    adjective = len(noun) > 3 and _ADJECTIVE.search(noun) and noun not in load_table("french")["before"]["adjectives"]
    return bool(adjective) and is_noun(previous) and _agrees(noun, form) and _agrees(previous, form)
