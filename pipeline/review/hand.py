"""Text that a person wrote: the raw stretch that it stands for, and the smallest edits that make it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.document import Edit
from pipeline.repair.edits import Patch
from pipeline.review.anchors import Spot

#: The rule and the family of what a person wrote.
HAND = "review.hand"
FAMILY = "review"
WHY = "A reviewer wrote this."

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: Beyond so many tokens on one side a change is taken whole: matching costs the product of both sides.
_MAX_TOKENS = 600


def raw_spot(edits: Sequence[Edit], line: int, start: int, end: int) -> Spot:
    """The raw stretch that became `start`–`end` of a clean line; an edit across its border is taken in whole.

    `edits` are the applied ones of the line, in order.
    """
    raw_start, raw_end, shift = start, end, 0
    crossed: list[Edit] = []
    for edit in edits:
        first = edit.start + shift
        last = first + len(edit.after)
        if (first < end and last > start) or (first == last and start <= last <= end):
            crossed.append(edit)
        shift += len(edit.after) - len(edit.before)
        if last <= start:
            raw_start = start - shift
        if last <= end:
            raw_end = end - shift
        elif first < end:
            raw_end = edit.end
    low, high = [edit.start for edit in crossed], [edit.end for edit in crossed]
    return Spot(line, min([raw_start, *low]), max([raw_end, *high]))


def clean_range(edits: Sequence[Edit], spot: Spot) -> tuple[int, int] | None:
    """Where the raw stretch stands in the clean line, with what was inserted at its ends; None where an edit crosses
    its border."""
    before = inside = 0
    for edit in edits:
        growth = len(edit.after) - len(edit.before)
        if spot.start <= edit.start and edit.end <= spot.end:
            inside += growth
        elif edit.end <= spot.start:
            before += growth
        elif edit.start < spot.end:
            return None
    return spot.start + before, spot.end + before + inside


def rewritten(patch: Patch, start: int, end: int, text: str) -> Patch:
    """The patch with `text` in the place of what stands at `start`–`end` of the clean line."""
    return patch.with_edits(list(_edits(patch, start, end, text)))


def _edits(patch: Patch, start: int, end: int, text: str) -> Iterator[Edit]:
    before, after = _TOKEN.findall(patch.text[start:end]), _TOKEN.findall(text)
    if max(len(before), len(after)) > _MAX_TOKENS:
        before, after = [patch.text[start:end]], [text]
    at = start
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[a0:a1]), "".join(after[b0:b1])
        if kind != "equal":
            yield Edit(patch.line, at, at + len(old), old, new, (HAND,), FAMILY, WHY, 1.0)
        at += len(old)
