"""What a filter of the bitext is, and the registry of filters.

A filter is one function with a decorator in a module that `MODULES` names:

    @check("too-long", threshold=400.0, fails="above", source="OpusCleaner, max_length")
    def too_long(pair: Pair) -> float:
        ...

It measures one pair and decides nothing: a pair fails where the measured value
lies above (or below) the threshold, so that stored values can be judged again
by other thresholds. None means that there was nothing to measure.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from pipeline.document import Scalar

#: In the order of their scores and flags.
MODULES = (
    "pipeline.check.shape",
    "pipeline.check.languages",
    "pipeline.check.repetition",
    "pipeline.check.numbers",
    "pipeline.check.names",
    "pipeline.check.places",
    "pipeline.check.currencies",
    "pipeline.check.words",
    "pipeline.check.invented",
    "pipeline.check.marks",
    "pipeline.check.adequacy",
    "pipeline.check.judged",
)

WORD = re.compile(r"[^\W\d_]+(?:[’'‑-][^\W\d_]+)*")


@dataclass(frozen=True)
class Pair:
    """Both texts of a pair; `exonyms` maps French names to the English that may stand for them.

    `machine` tells that no person wrote the English, `model_score` is the mean log-probability of its pieces, `back` that
    of the pieces of the French by a model that translates back, and of the worst fifth of them, where it
    is known.
    """

    fr: str
    en: str
    language: str = "fr"
    exonyms: Mapping[str, str] = field(default_factory=dict)
    machine: bool = False
    model_score: float | None = None
    back: tuple[float, float] | None = None

    @cached_property
    def fr_words(self) -> tuple[str, ...]:
        """The words of the French side (letters, inner apostrophes and hyphens)."""
        return tuple(WORD.findall(self.fr))

    @cached_property
    def en_words(self) -> tuple[str, ...]:
        """The words of the English side."""
        return tuple(WORD.findall(self.en))


Measure = Callable[[Pair], Scalar]


@dataclass(frozen=True)
class Check:
    """A registered filter. Without a `threshold` it only measures, until the configuration gives it one."""

    name: str
    threshold: float | None
    fails: Literal["above", "below"]
    source: str
    measure: Measure

    @property
    def purpose(self) -> str:
        """The docstring of the filter: what its value means."""
        return re.sub(r"\s+", " ", self.measure.__doc__ or "").strip()

    def missed(self, value: Scalar, threshold: float | None) -> bool:
        """Whether `value` lies on the wrong side of `threshold`."""
        if value is None or threshold is None or isinstance(value, str):
            return False
        return value > threshold if self.fails == "above" else value < threshold


_registry: dict[str, Check] = {}


def check(
    name: str, *, threshold: float | None, fails: Literal["above", "below"], source: str
) -> Callable[[Measure], Measure]:
    """Register a filter; `source` names where the method or the threshold comes from."""

    def register(measure: Measure) -> Measure:
        _registry[name] = Check(name, threshold, fails, source, measure)
        return measure

    return register


@cache
def all_checks() -> Mapping[str, Check]:
    """Every filter by its name, in the order in which they run."""
    for module in MODULES:
        importlib.import_module(module)
    order = {module: place for place, module in enumerate(MODULES)}
    return {each.name: each for each in sorted(_registry.values(), key=lambda each: order[each.measure.__module__])}
