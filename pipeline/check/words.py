"""Less common words of the French that the English must render: « truite » must not become a truue."""

from __future__ import annotations

from pipeline.check.filters import Pair, check
from pipeline.repair.dictionary import english_words, find_words, rendered


@check("lost-words", threshold=1.0, fails="above", source="own")
def lost_words(pair: Pair) -> int:
    """How many less common French words have none of their known English renderings on the other side.

    Renderings are those of a table of some ten thousand words, recognised in any form.
    """
    english = english_words(pair.en)
    return sum(not rendered(word, english) for word in find_words(pair.fr))
