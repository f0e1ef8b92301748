"""Filters for what a decoder repeats."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.check.filters import Pair, check

_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*")
#: The longest run of words looked at as one repeated unit.
_LONGEST = 12


@check("repetition", threshold=2.0, fails="above", source="OpusFilter, RepetitionFilter (2 repeats, 3–100 characters)")
def repetition(pair: Pair) -> int:
    """How often the same words stand one after another in the English, beyond what the French does itself.

    1 is no repetition, 2 a doubled unit, 3 a loop.
    """
    english, french = _loops(pair.en), _loops(pair.fr)
    return english if english > french else 1


@check("doubled-phrase", threshold=1.0, fails="above", source="bicleaner-hardrules, no_repeated_words")
def doubled_phrase(pair: Pair) -> int:
    """How often a phrase of five words comes in the English, where the French repeats none of three."""
    words = _words(pair.en)
    most = max(Counter(zip(*(words[at:] for at in range(5)), strict=False)).values(), default=0)
    if most < 2:
        return most
    source = _words(pair.fr)
    triples = Counter(zip(*(source[at:] for at in range(3)), strict=False))
    return 1 if max(triples.values(), default=0) > 1 else most


def _words(text: str) -> list[str]:
    return [match.group().lower() for match in _TOKEN.finditer(text)]


def _loops(text: str) -> int:
    """The most often that a unit of one to twelve words follows itself."""
    words = _words(text)
    most = 1
    for size in range(1, min(_LONGEST, len(words) // 2) + 1):
        run = 0
        for at in range(len(words) - size):
            run = run + 1 if words[at] == words[at + size] else 0
            most = max(most, run // size + 1)
    return most
