"""Nationalities and what belongs to a city or region: « népalais » must not become Dutch."""

from __future__ import annotations

import re

from pipeline.check.filters import Pair, check
from pipeline.check.lexical import folded
from pipeline.translate.nationalities import find_nationalities

_LETTERS = re.compile(r"[^\W_]+")


@check("lost-nationalities", threshold=0.0, fails="above", source="own")
def lost_nationalities(pair: Pair) -> int:
    """French adjectives and nouns of nationality (népalais, une Sénégalaise) for which the English has nothing.

    The adjective, the people, the place or a usual short form (US, EU) may stand there. Of 3,997 human translations
    0.5 % miss one.
    """
    english = _spaced(pair.en)
    return sum(
        not any(_spaced(word) in english for word in found.words)
        for found in find_nationalities(pair.fr)
        if found.people != "one"
    )


def _spaced(text: str) -> str:
    """The words alone, folded, with a space around each."""
    return f" {' '.join(_LETTERS.findall(folded(text)))} "
