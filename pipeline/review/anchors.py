"""Finding a place again by what stands there, whatever has changed elsewhere in the document.

Line numbers and offsets shift with every change of an article. An anchor holds what stood around a place instead; a
place is found again only where nothing else could be meant (compare the quote selectors of the W3C Web Annotation
Data Model, https://www.w3.org/TR/annotation-model/#text-quote-selector, which have the first match win).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

#: Characters that are kept of the line on either side of a place.
CONTEXT = 24
#: Characters that are kept of the lines above and below.
NEIGHBOUR = 40
#: So many characters are a place of their own: a sentence as long does not stand in an article twice by chance.
LONG = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a line: the line's number, from 1, and its start and end in code points."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """What stood around a place.

    `left` and `right` are of its own line (shorter than CONTEXT at its ends), `above` and `below` of the next lines
    that are not blank. Of the places with the same text, `alike` had the same `left` and `right`; `of` had the same
    `above` and `below` besides, and this one was the `nth` of those, from 0. `only` says that no other place had the
    same text.
    """

    left: str
    right: str
    above: str
    below: str
    nth: int = 0
    of: int = 1
    alike: int = 1
    only: bool = True

    def to_json(self) -> dict[str, Any]:
        """All fields by name."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Anchor:
        """The anchor that `to_json` wrote. Raises TypeError where it is none."""
        return cls(**data)


def anchor(lines: Sequence[str], spot: Spot, equals: Iterable[Spot]) -> Anchor:
    """The anchor of a place. `equals`: all the places that have the same text, this one among them."""
    equals = sorted(set(equals) | {spot}, key=_order)
    around, beside = _around(lines, spot), _beside(lines, spot)
    alike = [each for each in equals if _around(lines, each) == around]
    same = [each for each in alike if _beside(lines, each) == beside]
    return Anchor(*around, *beside, same.index(spot), len(same), len(alike), len(equals) == 1)


def find(lines: Sequence[str], wanted: Anchor, candidates: Iterable[Spot]) -> Spot | None:
    """The one among the places with the same text that `wanted` means; None where that cannot be told any more."""
    candidates = sorted(set(candidates), key=_order)
    alike = [each for each in candidates if _around(lines, each) == (wanted.left, wanted.right)]
    same = [each for each in alike if _beside(lines, each) == (wanted.above, wanted.below)]
    if same:
        return same[wanted.nth] if len(same) == wanted.of else None
    if alike:
        return alike[0] if len(alike) == wanted.alike == 1 else None
    if len(candidates) == 1 and wanted.only and candidates[0].end - candidates[0].start >= LONG:
        return candidates[0]
    return None


def places(lines: Sequence[str], text: str) -> list[Spot]:
    """Every place where `text`, which must not be empty, stands in a line."""
    found = []
    for number, line in enumerate(lines, 1):
        at = line.find(text)
        while at >= 0:
            found.append(Spot(number, at, at + len(text)))
            at = line.find(text, at + 1)
    return found


def _order(spot: Spot) -> tuple[int, int, int]:
    return spot.line, spot.start, spot.end


def _around(lines: Sequence[str], spot: Spot) -> tuple[str, str]:
    line = lines[spot.line - 1]
    return line[max(0, spot.start - CONTEXT) : spot.start], line[spot.end : spot.end + CONTEXT]


def _beside(lines: Sequence[str], spot: Spot) -> tuple[str, str]:
    above = next((line for line in reversed(lines[: spot.line - 1]) if line.strip()), "")
    below = next((line for line in lines[spot.line :] if line.strip()), "")
    return above[-NEIGHBOUR:], below[:NEIGHBOUR]
