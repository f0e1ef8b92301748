"""Rare words of the French that the English must render: « méduse » must not become a medus."""

from __future__ import annotations

from pipeline.check.filters import Pair, check
from pipeline.check.lexical import zipf
from pipeline.repair.dictionary import english_words, find_words, rendered

#: A word as rare as this (Zipf) is rendered by one of few words; usual ones are often said in another way.
_RARE = 3.2


@check("lost-words", threshold=0.0, fails="above", source="own")
def lost_words(pair: Pair) -> int:
    """How many rare French words with one meaning (méduse, malversation) have none of their English renderings.

    Renderings are those of a dictionary, recognised in any form. Of 1,994 human translations 1 % miss one.
    """
    english = english_words(pair.en)
    return sum(
        not rendered(word, english)
        for word in find_words(pair.fr)
        if word.sure and zipf(pair.fr[word.start : word.end], "fr") < _RARE
    )
