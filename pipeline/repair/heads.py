"""Expressions that are searched for only where a match can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator


class Headed:
    """An expression of which every match begins where `heads` matches.

    A search for a class of letters is several times faster than to try an expression that begins with a look behind,
    or with one of several things, at every place of the text.
    """

    def __init__(self, expression: str, *, heads: str) -> None:
        self.expression = re.compile(expression)
        self._heads = re.compile(heads)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What the expression itself would give."""
        end = 0
        for head in self._heads.finditer(text):
            if head.start() >= end and (match := self.expression.match(text, head.start())) is not None:
                end = match.end()
                yield match
