"""A sentence in two languages: cut where the language changes, so that each stretch is translated from its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.language import foreign_spans

#: What may stand between two stretches and belongs to neither; English sets no space before it.
_BETWEEN = re.compile(r"[\s:;,.…—–-]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch in one language; `before` is what stands between it and the stretch before, in English typography."""

    language: str
    text: str
    before: str = ""


def pieces(text: str, language: str, reads: Collection[str]) -> tuple[Piece, ...]:
    """The stretches of a sentence of which most is in `language`.

    It is cut around the stretches that are English or in a language that the
    engine `reads`; a quotation that the sentence holds in another language is
    left inside it.
    """
    cuts = [
        span
        for span in foreign_spans(text)
        if not span.quoted and (span.language in reads or span.language == "en") and span.language != "fr"
    ]
    found: list[Piece] = []
    at = 0
    for start, end, each in (*((span.start, span.end, span.language) for span in cuts), (len(text), len(text), "")):
        if text[at:start].strip():
            found.append(_piece("fr" if cuts else language, text, at, start, first=not found))
        if each:
            found.append(_piece(each, text, start, end, first=not found))
        at = end
    return tuple(found) or (Piece(language, text),)


def _piece(language: str, text: str, start: int, end: int, *, first: bool) -> Piece:
    if first:
        return Piece(language, text[start:end].rstrip())
    inner = _BETWEEN.match(text, start, end)
    assert inner is not None
    outer = re.search(r"[\s:;,—–-]*\Z", text[:start])
    mark = "".join(((outer.group() if outer else "") + inner.group()).split())
    between = f" {mark} " if mark in ("–", "—", "-") else mark + " "
    return Piece(language, text[inner.end() : end].rstrip() or text[start:end].strip(), between)


def joined(found: Sequence[Piece], english: Sequence[str]) -> str:
    """The English of a sentence from that of its pieces; a piece that was no sentence does not start with a capital."""
    parts: list[str] = []
    for piece, text in zip(found, english, strict=True):
        if parts and piece.text[:1].islower() and text[:1].isupper() and text[1:2].islower():
            text = text[0].lower() + text[1:]
        if parts:
            parts[-1] = parts[-1].rstrip(" .:;,") if piece.before.strip() else parts[-1]
        parts.append(piece.before + text if parts else text)
    return "".join(parts)
