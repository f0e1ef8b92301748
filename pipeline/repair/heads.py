"""Searches that look only where a match can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator


def matches(expression: re.Pattern[str], heads: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `expression.finditer` gives, where every match begins with one of `heads`.

    A search for a class of letters is several times faster than to try an expression that begins with a look behind,
    or with one of several things, at every place of the text.
    """
    end = 0
    for head in heads.finditer(text):
        if head.start() >= end and (match := expression.match(text, head.start())) is not None:
            end = match.end()
            yield match
