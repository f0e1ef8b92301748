"""Numbers compared in value, across the conventions of the two languages."""

from __future__ import annotations

from pipeline.check.filters import Pair, check
from pipeline.check.quantities import quantities


@check("numbers", threshold=0.0, fails="above", source="OpusCleaner, num_mismatch; OpusFilter, NonZeroNumeralsFilter")
def numbers(pair: Pair) -> int:
    """How many numbers written in figures on one side have no equal in value on the other, in figures or in words."""
    fr, en = quantities(pair.fr, "fr"), quantities(pair.en, "en")
    return _missing(fr.written, en.all) + _missing(en.written, fr.all)


def _missing(wanted: tuple[frozenset[str], ...], there: frozenset[str]) -> int:
    return sum(not readings & there for readings in wanted)
