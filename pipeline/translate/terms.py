"""The table of terms with an English form of their own, as an index over a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Kind = Literal["bare", "term", "place"]


@dataclass(frozen=True, slots=True)
class Term:
    """A French term; `forms` are its English ones, the preferred first."""

    french: str
    forms: tuple[str, ...]
    kind: Kind
    any_case: bool = False


@dataclass(frozen=True)
class TermTable:
    """Terms by their first word in lower case, the longest first."""

    heads: Mapping[str, tuple[Term, ...]] = field(repr=False)
    terms: tuple[Term, ...]

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """The terms in a text, from left to right, the longest at each place."""
        after = 0
        for word in _WORD.finditer(text):
            if word.start() < after:
                continue
            for term in self.heads.get(word[0].lower(), ()):
                match = _pattern(term).match(text, word.start())
                if match:
                    yield match.start(), match.end(), term
                    after = match.end()
                    break

    @classmethod
    def of(cls, terms: Iterator[Term] | tuple[Term, ...]) -> TermTable:
        """A table of terms; of two for the same French the first counts."""
        heads: dict[str, dict[str, Term]] = {}
        every = tuple(terms)
        for term in every:
            match = _WORD.search(term.french)
            if match and match.start() == 0:
                heads.setdefault(match[0].lower(), {}).setdefault(term.french, term)
        index = {
            head: tuple(sorted(found.values(), key=lambda each: -len(each.french)))
            for head, found in heads.items()
        }
        return cls(index, every)


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 14)
def _pattern(term: Term) -> re.Pattern[str]:
    """The expression for a term, made when its first word is met: most terms stand in no article."""
    written = "".join(
        "['’]" if character in "'’" else r"[ \u00a0\u202f]+" if character == " " else re.escape(character)
        for character in term.french
    )
    ending = r"(?!\w)" if re.match(r"\w", term.french[-1]) else ""
    return re.compile(rf"(?<![\w]){written}{ending}", re.IGNORECASE if term.any_case else 0)


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str | list[str]]]:
    return tomllib.loads((files("pipeline.translate") / "data" / "terms.toml").read_text(encoding="utf-8"))


def bundled_terms() -> tuple[Term, ...]:
    """The terms of `data/terms.toml`."""
    kinds: dict[str, Kind] = {"names": "bare", "terms": "term", "places": "place"}
    return tuple(
        Term(french, (english,) if isinstance(english, str) else tuple(english), kinds[section])
        for section in kinds
        for french, english in _data()[section].items()
    )


@lru_cache(maxsize=1)
def english_spellings() -> Mapping[str, str]:
    """Words of people's names that English spells in another way: Poutine → Putin, Aristote → Aristotle."""
    return {french: str(english) for french, english in _data()["people"].items()}


@lru_cache(maxsize=1)
def bundled_table() -> TermTable:
    """The bundled terms as an index."""
    return TermTable.of(bundled_terms())
