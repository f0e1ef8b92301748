"""What a document says of its words, for rules of several families."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pipeline.repair.line import Line
from pipeline.repair.rule import Context


def vocabulary(context: Context) -> Mapping[str, int]:
    """Every run of letters in the document with how often it is met."""
    counts: Counter[str] = Counter()
    for runs in context.evidence(_runs):
        counts.update(runs)
    return counts


def all_words(context: Context) -> frozenset[str]:
    """Every different run of letters in the document."""
    return frozenset(context.evidence(vocabulary))


def _runs(context: Context) -> tuple[list[str], ...]:
    return context.each(_runs_of)


def _runs_of(line: Line) -> list[str]:
    return line.runs
