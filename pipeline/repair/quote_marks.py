"""The quotation marks of a line as a small stack machine reads them, and what a line tells other lines of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.repair.line import Line
from pipeline.repair.rule import Context
from pipeline.repair.typography import ELIDED

#: Opening mark → its closing mark.
PAIRS = {"«": "»", "“": "”", "‹": "›", "„": "”", "‟": "”", "‘": "’", '"': '"'}
OPENING = frozenset(PAIRS) - {'"'}
CLOSING = frozenset(("»", "”", "›", "’"))

_MARK = re.compile(r"[«»‹›“”„‟\"]")
#: A pair of single marks; the apostrophes inside stand between two letters.
_SINGLE = re.compile(r"(?<![\w’])‘(?=[^\s‘’])(?:[^‘’\n]|(?<=\w)’(?=\w)){1,300}(?<=\S)’(?!\w)")

MARKS = "«»‹›“”„‟\"‘"
_ANY_MARK = re.compile(f"[{MARKS}]")

_ELISION = re.compile(rf"(?<![\w])(?:{ELIDED})[’']\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: where it stands and how it is written."""

    start: int
    end: int
    glyph: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks that belong together; `depth` is 1 for a quotation that lies in no other."""

    opening: Mark
    closing: Mark
    depth: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the stack machine makes of a line: pairs, marks left open, closing marks without an opening one."""

    pairs: tuple[Pair, ...]
    unclosed: tuple[Mark, ...]
    unopened: tuple[Mark, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks in order."""
        paired = (mark for pair in self.pairs for mark in (pair.opening, pair.closing))
        return tuple(sorted((*paired, *self.unclosed, *self.unopened), key=lambda mark: mark.start))


def _marks(text: str) -> list[Mark]:
    marks = [Mark(*match.span(), match.group()) for match in _MARK.finditer(text)]
    if "‘" in text:
        for match in _SINGLE.finditer(text):
            marks.append(Mark(match.start(), match.start() + 1, "‘"))
            marks.append(Mark(match.end() - 1, match.end(), "’"))
        marks.sort(key=lambda mark: mark.start)
    return marks


def _looks(text: str, mark: Mark) -> str:
    """ "open" or "close" where the spaces around a mark tell, otherwise nothing."""
    left, right = text[mark.start - 1 : mark.start] if mark.start else "", text[mark.end : mark.end + 1]
    free_left = not left or left.isspace() or left in "([—–-/«“„‹" or (left in "’'" and _elided(text, mark.start))
    free_right = not right or right.isspace() or right in ")].,;:!?…—–-/»”›"
    if free_left and not free_right:
        return "open"
    if free_right and not free_left:
        return "close"
    return ""


def _elided(text: str, at: int) -> bool:
    return bool(_ELISION.search(text[max(0, at - 9) : at]))


@lru_cache(maxsize=16)
def read(text: str) -> Reading:
    """The quotation marks of a line, paired by a stack."""
    stack: list[Mark] = []
    pairs: list[Pair] = []
    unopened: list[Mark] = []
    for mark in _marks(text):
        if not _opens(text, mark, stack):
            if stack:
                pairs.append(Pair(stack.pop(), mark, len(stack) + 1))
            elif mark.start and not _inches(text, mark):
                unopened.append(mark)
        else:
            stack.append(mark)
    return Reading(tuple(pairs), tuple(stack), tuple(unopened))


def _inches(text: str, mark: Mark) -> bool:
    return mark.glyph == '"' and text[mark.start - 1].isdecimal()


def _opens(text: str, mark: Mark, stack: Sequence[Mark]) -> bool:
    """Whether the mark opens a quotation: French marks by their shape, others by the spaces around them first."""
    looks = _looks(text, mark)
    if mark.glyph in ("«", "‹", "‘"):
        return not (stack and looks == "close" and text[mark.start - 1].isalnum())
    if mark.glyph in ("»", "›", "’"):
        return not stack and looks == "open" and mark.start > 0 and "«" in text[mark.end : mark.end + 300]
    if stack and text[mark.end : mark.end + 1] in tuple(".,;:!?)…"):
        return False
    if looks:
        return looks == "open" if mark.glyph == '"' or not stack or looks == "close" else mark.glyph in OPENING
    if mark.glyph == '"':
        return not stack and not _inches(text, mark)
    return mark.glyph in OPENING


@dataclass(frozen=True, slots=True)
class _Shape:
    """What another line needs to know of a line: how it starts, and whether a quotation runs out of or into it."""

    continues: bool
    unclosed: bool
    unopened: bool


_NO_MARKS = _Shape(False, False, False)


def _shapes(context: Context) -> tuple[_Shape | None, ...]:
    """The shape of every line; nothing for a blank one."""
    shapes: list[_Shape | None] = []
    for text in context.lines:
        if _ANY_MARK.search(text):
            reading, first = read(text), text.lstrip()[:1]
            continues, unopened_ = first in ("«", "»", "“", '"', "„"), bool(reading.unopened) or first == "»"
            shapes.append(_Shape(continues, bool(reading.unclosed), unopened_))
        else:
            shapes.append(_NO_MARKS if text.strip() else None)
    return tuple(shapes)


def runs_on(line: Line, context: Context) -> bool:
    """Whether the quotation left open in this line may go on in the next paragraphs."""
    following = [shape for shape in context.evidence(_shapes)[line.index + 1 : line.index + 6] if shape]
    return any(shape.unopened for shape in following[:3]) or any(shape.continues for shape in following[:1])


def closed_later(line: Line, context: Context) -> bool:
    """Whether one of the next paragraphs closes a quotation that it does not open."""
    following = [shape for shape in context.evidence(_shapes)[line.index + 1 : line.index + 6] if shape]
    return any(shape.unopened for shape in following[:3])


def runs_in(line: Line, context: Context) -> bool:
    """Whether the quotation closed in this line may have been opened in a paragraph before."""
    shapes = context.evidence(_shapes)[max(0, line.index - 3) : line.index]
    return any(shape.unclosed for shape in shapes if shape)


def alone(context: Context) -> bool:
    """Whether the document is one line: a sentence cut out of a quotation, for all we know."""
    return sum(1 for line in context.lines if line.strip()) < 2


def foreign(line: Line, mark: Mark) -> bool:
    return any(start <= mark.start < end for start, end in line.foreign)


def foreign_pair(line: Line, pair: Pair) -> bool:
    """Whether a mark of the pair, or all that stands between them, is in another language."""
    first, last = pair.opening.end + 1, pair.closing.start - 1
    whole = any(start <= first and last <= end for start, end in line.foreign)
    return whole or foreign(line, pair.opening) or foreign(line, pair.closing)
