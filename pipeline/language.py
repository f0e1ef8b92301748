"""Languages: of a document (langdetect, seeded) and of stretches inside a sentence (function-word votes)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text and its language (ISO 639-1)."""

    start: int
    end: int
    language: str


def foreign_spans(text: str) -> tuple[Span, ...]:
    """The stretches of `text` that are not French, in order, with their exact extent."""
    return ()
