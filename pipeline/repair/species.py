"""Latin names of species, whose second word is written small: Anguillicola crassus, Dicksonia antarctica."""

from __future__ import annotations

import re

from pipeline.repair.name_evidence import first_names
from pipeline.repair.name_lexicon import capital_only

_GENUS = re.compile(r"(?<![\w’'-])(?:(?P<genus>[A-ZÀ-Þ][a-zë]{2,})|[A-Z]\.)[ \u00a0](?P<second>[a-z]{3,}[ \u00a0])?\Z")
_LATIN_GENUS = re.compile(r"(?:us|a|um|is|es|os|on|ys|ix|ax|yx|as|er|io|mo)\Z")
#: Endings that hardly any name has but an epithet (Stearn, Botanical Latin, ch. IX).
_EPITHET = re.compile(
    r"(?:ensis|oides|alis|aris|icus|ica|icum|ifoli(?:a|us|um)|iflor(?:a|us|um)|atus|atum|ian(?:us|um)|escens|osum|osus|"
    r"phyll(?:a|us|um)|ace(?:a|us|um)|inum|orum|arum|issim(?:a|us|um)|cola|fer(?:a|us)|ger(?:a|us))\Z"
)
_LATIN = re.compile(r"(?:us|um|is|ii|ae|ens|ans|ax|ex|ix|ops|or)\Z")


def is_epithet(text: str, start: int, end: int) -> bool:
    """Whether the small word of a text is the second or the third of a species: a Latin genus stands before it.

    The endings tell a genus from a first name and a place: behind these only an ending that no name has counts.
    """
    before = _GENUS.search(text, max(0, start - 50), start)
    if before is None:
        return False
    word, genus = text[start:end], before["genus"]
    if _EPITHET.search(word):
        return genus is None or _LATIN_GENUS.search(genus) is not None
    if genus is None or genus in first_names() or genus.lower() in capital_only() or not _LATIN_GENUS.search(genus):
        return False
    return _LATIN.search(word) is not None or word[-1] == "a" and genus[-1] == "a" or word == genus.lower()
