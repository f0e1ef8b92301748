"""What the model that translates back makes of a pair: how likely the French is, given the English.

A fluent English sentence of another meaning looks right by itself; the French is then not what it would come from.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pipeline.check.adequacy import features
from pipeline.check.filters import Pair, check
from pipeline.check.overlap import content

#: The sentences that were judged have more content words; a shorter one is a likelihood of two or three words.
_ENOUGH = 3


@check("source-score", threshold=None, fails="below", source="dual cross-entropy filtering, Junczys-Dowmunt 2018")
def source_score(pair: Pair) -> float | None:
    """The mean log-probability that the package into French gives a piece of the French, given the English; only
    measured."""
    return pair.back[0] if pair.back else None


@check("misleading", threshold=0.65, fails="above", source="own; features after Junczys-Dowmunt 2018")
def misleading(pair: Pair) -> float | None:
    """How likely it is that a reader of the English alone is misled, or misses a main phrase.

    By the source score, that of the worst fifth of the pieces, and how surely words are found by the lexicon; fitted to
    600 sentences that were judged by eye. Not measured below three content words.
    """
    enough = pair.back and pair.language == "fr" and len(content(pair.fr, "fr")) >= _ENOUGH
    found = features(pair.fr, pair.en) if enough else None
    if found is None or pair.back is None:
        return None
    named = {**found.named(), "mean": pair.back[0], "worst": pair.back[1], "bias": 1.0}
    total = sum(weight * named[feature] for feature, weight in _weights().items())
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, total))))


@cache
def _weights() -> Mapping[str, float]:
    table = tomllib.loads((files(__package__) / "data" / "judged.toml").read_text(encoding="utf-8"))
    return dict(table["misleading"])
