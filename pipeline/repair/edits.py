"""The edit algebra: apply, revert and compose, always between the raw line and the clean one.

Rules run one after another over text that keeps changing; a `Patch` holds the
changes of one line so far and folds every new one back into raw coordinates,
so that the account stays raw → clean however many passes there were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter

from pipeline.document import Edit


class EditError(ValueError):
    """Edits that overlap, leave their line or do not fit the text they are applied to."""


def _by_line(edits: Iterable[Edit]) -> dict[int, list[Edit]]:
    ordered = sorted(edits, key=lambda edit: (edit.line, edit.start, edit.end))
    return {line: list(group) for line, group in groupby(ordered, key=lambda edit: edit.line)}


def _apply_line(text: str, edits: Sequence[Edit]) -> str | None:
    parts, at = [], 0
    for edit in edits:
        if not at <= edit.start <= edit.end <= len(text) or text[edit.start : edit.end] != edit.before:
            raise EditError(f"line {edit.line}: the edit at {edit.start}–{edit.end} does not fit the raw text")
        if edit.drops_line:
            if edit.end != len(text):
                raise EditError(f"line {edit.line}: a dropped line must be dropped whole")
            return None
        parts += text[at : edit.start], edit.after
        at = edit.end
    return "".join([*parts, text[at:]])


def apply(lines: Sequence[str], edits: Iterable[Edit]) -> tuple[str | None, ...]:
    """The clean lines; a dropped line is None. Proposed edits are passed over.

    Raises EditError where an edit does not fit the raw text.
    """
    by_line = _by_line(edit for edit in edits if edit.applied)
    if any(not 1 <= number <= len(lines) for number in by_line):
        raise EditError("an edit names a line that the document does not have")
    return tuple(_apply_line(text, by_line.get(number, ())) for number, text in enumerate(lines, 1))


def revert(clean: Sequence[str | None], edits: Iterable[Edit]) -> tuple[str, ...]:
    """The raw lines again, from the clean ones (dropped lines as None).

    Raises EditError where an edit does not fit the clean text.
    """
    by_line = _by_line(edit for edit in edits if edit.applied)
    raw = []
    for number, text in enumerate(clean, 1):
        line_edits = by_line.get(number, [])
        if text is None:
            if len(line_edits) != 1:
                raise EditError(f"line {number}: nothing says what was dropped here")
            raw.append(line_edits[0].before)
            continue
        parts, at, shift = [], 0, 0
        for edit in line_edits:
            start = edit.start + shift
            end = start + len(edit.after)
            if start < at or text[start:end] != edit.after:
                raise EditError(f"line {number}: the edit at {edit.start} does not fit the clean text")
            parts += text[at:start], edit.before
            at = end
            shift += len(edit.after) - len(edit.before)
        raw.append("".join([*parts, text[at:]]))
    return tuple(raw)


def apply_text(raw: str, edits: Iterable[Edit]) -> str:
    """`apply` on a text whose lines all end in a newline: `raw.txt` → `clean.fr.txt`."""
    return "".join(line + "\n" for line in apply(raw.split("\n")[:-1], edits) if line is not None)


def revert_text(clean: str, edits: Iterable[Edit]) -> str:
    """`revert` on a text whose lines all end in a newline: `clean.fr.txt` → `raw.txt`."""
    edits = [edit for edit in edits if edit.applied]
    dropped = {edit.line for edit in edits if edit.drops_line}
    kept = clean.split("\n")[:-1]
    lines: list[str | None] = []
    while kept or len(lines) + 1 in dropped:
        lines.append(None if len(lines) + 1 in dropped else kept.pop(0))
    return "".join(line + "\n" for line in revert(lines, edits))


@dataclass(frozen=True, slots=True)
class Patch:
    """The changes of one raw line so far. `text` is the line as it stands now."""

    line: int
    raw: str
    text: str
    edits: tuple[Edit, ...] = ()

    @classmethod
    def of(cls, line: int, raw: str) -> Patch:
        """An unchanged line."""
        return cls(line, raw, raw)

    @property
    def dropped(self) -> bool:
        """Whether the line has been taken out."""
        return bool(self.edits) and self.edits[-1].drops_line

    def composed(self, edits: Sequence[Edit]) -> list[Edit]:
        """`edits`, whose offsets are those of `text`, as edits of the raw line; they must be in order, without overlap.

        A new edit swallows every earlier one that it overlaps; it also swallows
        one that it merely touches if either is an insertion or a deletion,
        because their order in the raw line could not be told otherwise.
        """
        return self._fold(edits)[0]

    def with_edits(self, edits: Sequence[Edit]) -> Patch:
        """The patch after more changes, given in offsets of `text`, in order and without overlap."""
        merged, untouched = self._fold(edits)
        changed = (edit for edit in merged if edit.before != edit.after)
        return Patch(
            self.line,
            self.raw,
            _replaced(self.text, 0, len(self.text), edits),
            tuple(sorted((*untouched, *changed), key=_span)),
        )

    def _fold(self, edits: Sequence[Edit]) -> tuple[list[Edit], list[Edit]]:
        """The new edits in raw coordinates, and the old ones that none of them swallowed."""
        if not self.edits and all(one.end < other.start for one, other in pairwise(edits)):
            return list(edits), []
        if not edits:
            return [], list(self.edits)
        items = [(edit.start, edit.end, True, edit) for edit in edits]
        merged, untouched, shift = [], [], 0
        for old in self.edits:
            start = old.start + shift
            items.append((start, start + len(old.after), False, old))
            shift += len(old.after) - len(old.before)
        items.sort(key=lambda item: item[:2])
        shift = at = 0
        while at < len(items):
            start, end = items[at][:2]
            thin, first = _thin(items[at][3]), at
            at += 1
            while at < len(items) and (
                items[at][0] < end or (items[at][0] == end and (thin or _thin(items[at][3])))
            ):
                thin = thin or _thin(items[at][3])
                end = max(end, items[at][1])
                at += 1
            olds = [edit for _, _, is_new, edit in items[first:at] if not is_new]
            news = [edit for _, _, is_new, edit in items[first:at] if is_new]
            raw_start = start - shift
            shift += sum(len(old.after) - len(old.before) for old in olds)
            if news:
                merged.append(self._merge(olds, news, raw_start, end - shift, start, end))
            else:
                untouched += olds
        return merged, untouched

    def _merge(
        self, olds: list[Edit], news: list[Edit], raw_start: int, raw_end: int, start: int, end: int
    ) -> Edit:
        parts = [*olds, *news]
        last = news[-1]
        if len(parts) == 1 and (raw_start, raw_end) == (last.start, last.end):
            return last
        merged = Edit(
            line=self.line,
            start=raw_start,
            end=raw_end,
            before=self.raw[raw_start:raw_end],
            after=_replaced(self.text, start, end, news),
            rules=tuple(dict.fromkeys(name for part in parts for name in part.rules)),
            category=last.category if last.category != "typography" else parts[0].category,
            why=" ".join(dict.fromkeys(part.why for part in parts)),
            confidence=min(part.confidence for part in parts),
            applied=last.applied,
        )
        if merged.drops_line and not last.drops_line:
            merged = replace(merged, category="typography")
        return merged


#: The start and the end of an edit.
_span = attrgetter("start", "end")


def _thin(edit: Edit) -> bool:
    return not edit.before or not edit.after


def _replaced(text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    """`text[start:end]` after the edits, which lie within it."""
    parts, at = [], start
    for edit in edits:
        if not at <= edit.start <= edit.end <= end or text[edit.start : edit.end] != edit.before:
            raise EditError(f"line {edit.line}: the change at {edit.start} does not fit the text")
        parts += text[at : edit.start], edit.after
        at = edit.end
    return "".join([*parts, text[at:end]])
