"""Swaps countries, cities and their adjectives, which a small corpus shows too rarely to be learned one by one.

The table, which translation and the check of places use too, has a line a place: the four forms of the French
adjective, the English adjective, the French name with its article and the English name. A place is only replaced by one
that needs the same article, elision and plural, so that both sentences stay right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from random import Random

from .data import Pair
from .names import VOWELS, Span, replace

TABLE = files("pipeline.translate") / "data" / "places.tsv"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SINGULAR, _PLURAL = (0, 1), (2, 3)


@dataclass(frozen=True)
class Place:
    """A line of the table; `forms` are masculine and feminine singular, then plural."""

    forms: tuple[str, str, str, str]
    adjective: str
    article: str
    french: str
    english: str

    @property
    def noun(self) -> bool:
        """Whether the English adjective also names one of the people, with -s for several."""
        return self.adjective.endswith(("an", "i")) and " " not in self.adjective

    def kind(self, slot: int, noun: bool) -> tuple[object, ...]:
        """What a replacement of the form in that slot must have in common with it."""
        alike = tuple(self.forms.index(form) for form in self.forms)
        return slot, alike, _vowel(self.forms[slot]), self.noun if noun else None

    @property
    def place_kind(self) -> tuple[object, ...]:
        return self.article, _vowel(self.french), self.english.startswith("the ")


def _vowel(word: str) -> bool:
    return word[0].upper() in VOWELS or word[0] in "hH"


def read() -> list[Place]:
    """The places of the table."""
    places = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        *forms, adjective, french, english = line.split("\t")
        article = re.match(r"l’|l[ae] |les |", french)
        assert article
        masculine, feminine, men, women = forms
        rest = french[article.end() :]
        places.append(Place((masculine, feminine, men, women), adjective, article[0], rest, english))
    return places


class Places:
    """Finds places of the table that stand once on both sides of a pair, and swaps them."""

    def __init__(self, places: list[Place]) -> None:
        self._forms: dict[str, list[tuple[Place, int]]] = defaultdict(list)
        self._like: dict[tuple[object, ...], list[Place]] = defaultdict(list)
        self._places: dict[str, Place] = {}
        for place in places:
            for slot, form in enumerate(place.forms):
                self._forms[form].append((place, slot))
                for noun in (False, True):
                    self._like[place.kind(slot, noun)].append(place)
            if " " not in place.french:
                self._places[place.french] = place
            self._like[place.place_kind].append(place)

    def swap(self, pair: Pair, chance: Random) -> Pair:
        """The pair with its places replaced by others, alike on both sides."""
        changes = list(self._changes(pair, chance))
        return _with_articles(replace(pair, changes)) if changes else pair

    def _changes(self, pair: Pair, chance: Random) -> Iterator[tuple[Span, str, str]]:
        french, english = pair
        taken: set[tuple[int, int]] = set()
        for match in _WORD.finditer(french):
            found = self._place(match, french, english, chance) or self._adjective(
                match, french, english, chance
            )
            if found and found[0].english not in taken:
                taken.add(found[0].english)
                yield found

    def _place(
        self, match: re.Match[str], french: str, english: str, chance: Random
    ) -> tuple[Span, str, str] | None:
        old = self._places.get(match[0])
        there = old and _only(old.english, english)
        if not (old and there and _only(old.french, french)):
            return None
        new = chance.choice(self._like[old.place_kind])
        return Span(match.span(), there, False), new.french, new.english

    def _adjective(
        self, match: re.Match[str], french: str, english: str, chance: Random
    ) -> tuple[Span, str, str] | None:
        form = match[0].lower()
        noun = match[0][0].isupper()
        for old, slot in self._forms.get(form, []) if _only(match[0], french) else []:
            one, many = _only(old.adjective, english), _only(old.adjective + "s", english)
            there = one or many
            if there is None or (one and many):
                continue
            # A form that is singular and plural alike is the plural if the English is.
            if many and slot in _SINGULAR and form in old.forms[2:]:
                slot += 2
            if many and slot in _SINGULAR or noun and not old.noun:
                return None
            new = chance.choice(self._like[old.kind(slot, noun or bool(many))])
            text = new.forms[slot]
            return (
                Span(match.span(), there, False),
                text[0].upper() + text[1:] if noun else text,
                new.adjective + ("s" if many else ""),
            )
        return None


def _only(text: str, sentence: str) -> tuple[int, int] | None:
    """Where the text stands as whole words, if it does so once."""
    if sentence.count(text) != 1:
        return None
    at = sentence.index(text)
    end = at + len(text)
    beside = sentence[at - 1 : at] + sentence[end : end + 1]
    return None if any(c.isalnum() or c == "-" for c in beside) else (at, end)


def _with_articles(pair: Pair) -> Pair:
    """The English side with “a” and “an” as the word after them needs it."""
    french, english = pair
    english = re.sub(r"\b([Aa])n(?= (?:[B-DF-HJ-NP-TV-Z][a-zà-ÿ]|Eur|Uru|Ukr|Ugan|Uzb))", r"\1", english)
    return french, re.sub(r"\b([Aa])(?= (?:[AEIO](?!ur)[a-zà-ÿ]|Umbr))", r"\1n", english)
