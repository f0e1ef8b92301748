"""The word-level view of what was changed in a document: what the terminal, the patch and the pages show.

An edit says which code points changed; a person reads words. Here edits are widened to the words they fall in, edits
of one word are shown as one change, and what a long edit left alone inside itself is shown as left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from pipeline.document import Edit, Segment
from pipeline.repair.edits import EditError

#: Words with their inner apostrophes and hyphens, runs of blanks, and single other characters.
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: Beyond so many tokens on one side a change is shown whole: matching costs the product of both sides.
_MAX_TOKENS = 600
_QUOTES = re.compile(r"\s*[“”„‟«»\"]\s*")
_BEFORE_MARK = re.compile(r"\s+(?=[;:!?%»])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: equal (no edits), changed (`applied`), or only proposed for change.

    `before` is the raw text, `after` what the edits make of it; `edits` are those that it shows, in raw order, and
    `proposed` the proposals that overlap an applied change. Pieces of one change have the same `edits`.
    """

    before: str
    after: str
    edits: tuple[Edit, ...] = ()
    proposed: tuple[Edit, ...] = ()

    @property
    def applied(self) -> bool:
        """Whether the clean text holds `after` and not `before`."""
        return any(edit.applied for edit in self.edits)

    @property
    def clean(self) -> str:
        """What stands in the clean text."""
        return self.after if self.applied else self.before

    @property
    def changed(self) -> bool:
        """Whether there is anything to show: an edit, applied or proposed."""
        return bool(self.edits)

    @property
    def typographic(self) -> bool:
        """Whether the change is one of typography only: spaces, forms of quotes, apostrophes and dashes."""
        if all(edit.category == "typography" for edit in self.edits):
            return True
        return skeleton(self.before) == skeleton(self.after)


@dataclass(frozen=True, slots=True)
class LineView:
    """One raw line: its number, both texts (`clean` is None where it was dropped), and its pieces in order.

    `offered`: the proposals to drop it.
    """

    number: int
    raw: str
    clean: str | None
    pieces: tuple[Piece, ...]
    drop: Edit | None = None
    offered: tuple[Edit, ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit of the line, proposals included, each once."""
        own = (edit for piece in self.pieces for edit in (*piece.edits, *piece.proposed))
        return tuple(dict.fromkeys((*((self.drop,) if self.drop else ()), *self.offered, *own)))


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as it is shown."""

    id: str
    title: str | None
    lines: tuple[LineView, ...]

    @property
    def edits(self) -> Iterator[Edit]:
        """Every edit of the document in order, proposals included."""
        return (edit for line in self.lines for edit in line.edits)

    def counts(self, *, applied: bool = True) -> Mapping[str, int]:
        """Edits by family: the applied ones, or those that are only proposed."""
        return Counter(edit.category for edit in self.edits if edit.applied is applied)


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A stretch of a line that belongs to one pair; `segment` is None where no pair was made of it."""

    pieces: tuple[Piece, ...]
    segment: Segment | None


def skeleton(text: str) -> str:
    """`text` with the differences of typography taken out: two texts with one skeleton differ in nothing else."""
    text = text.replace("’", "'").replace("‘", "'").replace("…", "...").replace("–", "-").replace("—", "-")
    text = _BEFORE_MARK.sub("", _QUOTES.sub('"', text))
    return re.sub(r"\s+", " ", text)


def view(
    id: str,
    lines: Sequence[str],
    edits: Iterable[Edit],
    proposals: Iterable[Edit] = (),
    title: str | None = None,
) -> DocumentView:
    """The view of a document from its raw lines and its edits; both kinds may also come in one sequence.

    Raises EditError where an edit does not fit the raw text.
    """
    by_line: dict[int, list[Edit]] = {}
    for edit in dict.fromkeys((*edits, *proposals)):
        by_line.setdefault(edit.line, []).append(edit)
    if any(not 1 <= number <= len(lines) for number in by_line):
        raise EditError("an edit names a line that the document does not have")
    return DocumentView(
        id, title, tuple(_line(number, raw, by_line.get(number, [])) for number, raw in enumerate(lines, 1))
    )


def _line(number: int, raw: str, edits: Sequence[Edit]) -> LineView:
    for edit in edits:
        if raw[edit.start : edit.end] != edit.before or edit.end > len(raw):
            raise EditError(f"line {number}: the edit at {edit.start}–{edit.end} does not fit the raw text")
    drop = next((edit for edit in edits if edit.applied and edit.drops_line), None)
    if drop is not None:
        others = tuple(edit for edit in edits if edit is not drop)
        return LineView(number, raw, None, (Piece(raw, "", (drop,), others),) if raw else (), drop)
    offered = tuple(edit for edit in edits if edit.drops_line)
    pieces = tuple(_pieces(raw, [edit for edit in edits if not edit.drops_line]))
    return LineView(number, raw, "".join(piece.clean for piece in pieces), pieces, offered=offered)


def _pieces(raw: str, edits: Sequence[Edit]) -> Iterator[Piece]:
    applied = sorted((edit for edit in edits if edit.applied), key=lambda edit: (edit.start, edit.end))
    groups = list(_groups(raw, applied))
    for proposal in sorted((edit for edit in edits if not edit.applied), key=lambda edit: (edit.start, edit.end)):
        _place(raw, proposal, groups)
    at = 0
    for start, end, members, proposed in sorted(groups, key=lambda group: group[:2]):
        if start > at:
            yield Piece(raw[at:start], raw[at:start])
        yield from _narrowed(Piece(raw[start:end], _after(raw, start, end, members), tuple(members), tuple(proposed)))
        at = end
    if at < len(raw):
        yield Piece(raw[at:], raw[at:])


#: Start and end in the raw line, the edits shown there, and the proposals that meet them.
Group = tuple[int, int, list[Edit], list[Edit]]


def _groups(raw: str, edits: Sequence[Edit]) -> Iterator[Group]:
    """Applied edits in order, those that change the same word together."""
    group: Group | None = None
    for edit in edits:
        start, end = _widened(raw, edit)
        if group is not None and start < group[1]:
            group = (min(start, group[0]), max(end, group[1]), [*group[2], edit], [])
            continue
        if group is not None:
            yield group
        group = (start, end, [edit], [])
    if group is not None:
        yield group


def _place(raw: str, proposal: Edit, groups: list[Group]) -> None:
    """Show a proposal on its own where it meets no other change, else beside the change it meets."""
    start, end = _widened(raw, proposal)
    for group in groups:
        if start < group[1] and group[0] < end or (start, end) == group[:2]:
            group[3].append(proposal)
            return
    groups.append((start, end, [proposal], []))


def _widened(raw: str, edit: Edit) -> tuple[int, int]:
    """The edit's place, widened to whole words where it changes a part of one, splits one or glues two."""
    start, end = edit.start, edit.end
    texts = (edit.before, edit.after)
    cuts_left = any(_letter((text + raw[end : end + 1])[:1]) for text in texts)
    cuts_right = any(_letter((raw[max(start - 1, 0) : start] + text)[-1:]) for text in texts)
    while cuts_left and start and _letter(raw[start - 1]):
        start -= 1
    while cuts_right and end < len(raw) and _letter(raw[end]):
        end += 1
    return start, end


def _letter(character: str) -> bool:
    return character.isalnum()


def _after(raw: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    parts, at = [], start
    for edit in edits:
        parts += raw[at : edit.start], edit.after
        at = edit.end
    return "".join([*parts, raw[at:end]])


def _narrowed(piece: Piece) -> Iterator[Piece]:
    """The changed words of a long change, with what it left alone between them as equal pieces.

    A proposal stays one piece: its parts would read as several proposals.
    """
    before, after = _TOKEN.findall(piece.before), _TOKEN.findall(piece.after)
    if not piece.applied or min(len(before), len(after)) < 2 or max(len(before), len(after)) > _MAX_TOKENS:
        yield piece
        return
    blocks: list[tuple[str, str, bool]] = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[a0:a1]), "".join(after[b0:b1])
        # A lone blank or stop between two changed words holds nothing together for the reader.
        equal = kind == "equal" and (any(map(_letter, old)) or a0 == 0 or a1 == len(before))
        if not equal and blocks and not blocks[-1][2]:
            blocks[-1] = (blocks[-1][0] + old, blocks[-1][1] + new, False)
        else:
            blocks.append((old, new, equal))
    for old, new, equal in blocks:
        yield Piece(old, new) if equal else replace(piece, before=old, after=new)


def sentences(line: LineView, segments: Sequence[Segment]) -> tuple[SentenceView, ...]:
    """The pieces of a line by the pairs made of it; changes are never cut in two.

    A pair whose French is not found in the line, in order, shares the stretch of the pair before it: its own
    stretch is then empty.
    """
    if not segments or line.clean is None:
        return (SentenceView(line.pieces, None),) if line.pieces else ()
    starts, at = [], 0
    for segment in segments:
        found = line.clean.find(segment.fr, at) if segment.fr else -1
        starts.append(found if found >= 0 else at)
        at = found + len(segment.fr) if found >= 0 else at
    starts[0] = 0
    cuts = _cut(line.pieces, starts[1:])
    return tuple(SentenceView(pieces, segment) for pieces, segment in zip(cuts, segments, strict=True))


def _cut(pieces: Sequence[Piece], places: Sequence[int]) -> list[tuple[Piece, ...]]:
    rest, out, at = list(pieces), [], 0
    for place in places:
        taken: list[Piece] = []
        while rest and at < place:
            piece = rest[0]
            size = len(piece.clean)
            if not piece.changed and at + size > place:
                head = piece.before[: place - at]
                taken.append(Piece(head, head))
                rest[0] = Piece(piece.before[place - at :], piece.before[place - at :])
                at = place
            else:
                taken.append(rest.pop(0))
                at += size
        out.append(tuple(taken))
    return [*out, tuple(rest)]


def changes(pieces: Iterable[Piece]) -> Iterator[tuple[tuple[Edit, ...], tuple[Piece, ...]]]:
    """The changes among pieces: the edits of each with the pieces that show them."""
    shown = (piece for piece in pieces if piece.changed)
    for edits, group in groupby(shown, key=lambda piece: piece.edits):
        yield edits, tuple(group)
