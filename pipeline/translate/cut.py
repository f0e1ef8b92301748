"""Cutting a sentence that is too long for the model at places where a cut hurts least."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

#: The model was trained on sentences; beyond this many pieces its attention wanders and its memory grows.
MAX_PIECES = 150
#: No word is longer; what is, gets cut anyway.
_MAX_WORD = 100
_CLAUSE = re.compile(r".+?(?:[.!?;:,…»)–—]+(?:\s+|$)|$)", re.DOTALL)
_WORD = re.compile(rf"\S{{1,{_MAX_WORD}}}\s*")


def cut(text: str, pieces: Callable[[str], int], limit: int = MAX_PIECES) -> Iterator[str]:
    """The text in chunks of at most `limit` pieces: whole if it fits, else cut behind clauses, else behind words."""
    # A piece covers at least one character of the text or a space before it.
    if len(text) <= limit // 2 or (len(text) <= limit * 20 and pieces(text) <= limit):
        yield text
        return
    chunk, size = [], 0
    for part, length in _parts(text, pieces, limit):
        if chunk and size + length > limit:
            yield "".join(chunk).strip()
            chunk, size = [], 0
        chunk.append(part)
        size += length
    if chunk:
        yield "".join(chunk).strip()


def _parts(text: str, pieces: Callable[[str], int], limit: int) -> Iterator[tuple[str, int]]:
    for clause in _CLAUSE.finditer(text):
        if len(clause[0]) <= limit * 20 and (length := pieces(clause[0])) <= limit:
            yield clause[0], length
        else:
            for word in _WORD.finditer(clause[0]):
                yield word[0], pieces(word[0])
