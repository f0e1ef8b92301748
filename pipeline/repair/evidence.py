"""What a document says of its words, for rules of several families."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain

from pipeline.repair.line import Line
from pipeline.repair.rule import Context


def vocabulary(context: Context) -> Mapping[str, int]:
    """Every run of letters in the document with how often it is met."""
    return Counter(chain.from_iterable(context.evidence(_runs)))


def all_words(context: Context) -> frozenset[str]:
    """Every different run of letters in the document."""
    return frozenset(context.evidence(vocabulary))


def _runs(context: Context) -> tuple[list[str], ...]:
    return context.each(_runs_of)


def _runs_of(line: Line) -> list[str]:
    return line.runs
