"""Filters that look at the length of a pair and at whether it is one at all."""

from __future__ import annotations

import re

from pipeline.check.filters import Pair, check
from pipeline.language import frequency

#: Added to both lengths, so that a ratio of short sentences says little: "Oui." – "Yes, he did."
_GRACE = 15

_LETTERS = re.compile(r"[^\W_]+")


@check("empty", threshold=0.0, fails="above", source="bicleaner-hardrules, no_empty")
def empty(pair: Pair) -> int:
    """How many of the two sides have no letter and no digit."""
    return sum(not _LETTERS.search(side) for side in (pair.fr, pair.en))


@check("length-ratio", threshold=1.9, fails="above", source="bicleaner-hardrules, length_ratio (3.0, without grace)")
def length_ratio(pair: Pair) -> float:
    """The longer side in characters by the shorter one, with 15 characters of grace on both."""
    fr, en = len(pair.fr) + _GRACE, len(pair.en) + _GRACE
    return max(fr, en) / min(fr, en)


@check("too-long", threshold=1500.0, fails="above", source="bicleaner-hardrules, not_too_long (1024)")
def too_long(pair: Pair) -> int:
    """Characters of the longer side: hardly one sentence any more."""
    return max(len(pair.fr), len(pair.en))


@check("copied-source", threshold=0.6, fails="above", source="bicleaner-hardrules, no_identical")
def copied_source(pair: Pair) -> float:
    """Share of the French words that stand in the English in the same order, once names and numbers are left out.

    With fewer than three ordinary words only two equal sides count, and only
    if one of their words is French rather than English: a headline such as
    « Elon Musk, Tesla, SpaceX » is rightly the same in both languages.
    """
    ordinary = [word.lower() for word in pair.fr_words if word.islower() and len(word) > 1]
    if len(ordinary) < 3:
        equal = _LETTERS.findall(pair.fr.lower()) == _LETTERS.findall(pair.en.lower())
        french = any(frequency(word, "fr") > frequency(word, "en") for word in ordinary)
        return float(equal and french)
    english = iter(word.lower() for word in pair.en_words)
    return sum(word in english for word in ordinary) / len(ordinary)


@check("length-words", threshold=None, fails="above", source="OpusFilter, LengthFilter")
def length_words(pair: Pair) -> int:
    """Words of the longer side; only measured."""
    return max(len(pair.fr_words), len(pair.en_words))
