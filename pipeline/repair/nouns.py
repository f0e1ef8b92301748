"""French nouns: which words are nouns, and of which gender and number, from tables and endings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pipeline.repair.bracket_french import french_genders, noun_genders, starts_with_vowel
from pipeline.repair.tables import load_table

Gender = Literal["m", "f"]

#: Endings that tell a noun and its gender (Riegel, Pellat and Rioul, Grammaire méthodique, VII 3).
_FEMININE = re.compile(r"(?:[ts]ion|ité|ance|ence|logie|ature|trice|erie|esse|itude)$")
_MASCULINE = re.compile(r"(?:isme|teur|oir|logue)$")
_EITHER = re.compile(r"(?:iste|graphe|[^a]eur|[^s]eron|pion|[rtn]ier)$")
_NO_NOUN = frozenset(
    "avance meilleur meilleurs majeur majeurs mineur mineurs supérieur supérieurs inférieur inférieurs extérieur "
    "extérieurs intérieur intérieurs antérieur ultérieur postérieur entier entiers premier premiers dernier derniers "
    "altier altiers plusieurs environ".split()
)


@lru_cache(maxsize=1)
def _listed() -> dict[str, Gender | None]:
    table = load_table("french")["nouns"]
    found: dict[str, Gender | None] = {}
    for noun, gender in (*french_genders().items(), *noun_genders().items()):
        found[noun] = gender
    found |= {noun: "m" for noun in table["masculine"]} | {noun: "f" for noun in table["feminine"]}
    return found


def _ending(word: str) -> Gender | None:
    return "f" if _FEMININE.search(word) else "m" if _MASCULINE.search(word) else None


@lru_cache(maxsize=4096)
def noun_form(word: str) -> tuple[Gender | None, bool] | None:
    """The gender of a lower-case noun (None where it is not known) and whether it is a plural; None for no noun."""
    if word in load_table("french")["before"]["adjectives"] or word in _NO_NOUN:
        return None
    listed = _listed()
    if word in listed:
        return listed[word], False
    if word.endswith("aux") and word[:-3] + "al" in listed:
        return listed[word[:-3] + "al"], True
    plural = word[-1:] in ("s", "x") and not is_invariable(word)
    singular = word[:-1] if plural else word
    if plural and singular in listed:
        return listed[singular], True
    if len(singular) > 5 and (_ending(singular) or _EITHER.search(singular)):
        return _ending(singular), plural
    return None


def is_listed(word: str) -> bool:
    """Whether a lower-case noun, or its singular in s or x, stands in the tables."""
    return word in _listed() or word[-1:] in ("s", "x") and word[:-1] in _listed()


def is_noun(word: str) -> bool:
    """Whether a lower-case word is a noun of the tables, in the singular or the plural, or ends like one."""
    return noun_form(word) is not None


def is_invariable(noun: str) -> bool:
    """Whether the singular of a noun ends like a plural: prix, pays."""
    return noun in load_table("french")["nouns"]["invariable"]


def definite_article(noun: str) -> str | None:
    """le, la, l’ or les before a noun; None where its gender is not known."""
    form = noun_form(noun)
    if form is None or is_invariable(noun):
        return None
    gender, plural = form
    if plural:
        return "les"
    if starts_with_vowel(noun):
        return "l’"
    return {"m": "le", "f": "la"}.get(gender or "")
