"""The edit algebra: apply, revert and compose, always between the raw line and the clean one.

Rules run one after another over text that keeps changing; a `Patch` holds the
changes of one line so far and folds every new one back into raw coordinates,
so that the account stays raw → clean however many passes there were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

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

    def composed(self, edit: Edit) -> Edit:
        """`edit`, whose offsets are those of `text`, as one edit of the raw line.

        It swallows every earlier edit that it overlaps; it also swallows one
        that it merely touches if either is an insertion or a deletion, because
        their order in the raw line could not be told otherwise.
        """
        return self._fold(edit)[0]

    def with_edit(self, edit: Edit) -> Patch:
        """The patch after one more change, given in offsets of `text`."""
        merged, others = self._fold(edit)
        if merged.before != merged.after:
            others.append(merged)
        edits = tuple(sorted(others, key=lambda each: (each.start, each.end)))
        return replace(self, text=self.text[: edit.start] + edit.after + self.text[edit.end :], edits=edits)

    def _fold(self, edit: Edit) -> tuple[Edit, list[Edit]]:
        if not 0 <= edit.start <= edit.end <= len(self.text) or self.text[edit.start : edit.end] != edit.before:
            raise EditError(f"line {self.line}: the change at {edit.start} does not fit the text")
        touched, others = [], []
        before_shift = 0  # of the edits that lie wholly before the new one
        shift = 0
        for old in self.edits:
            start = old.start + shift
            end = start + len(old.after)
            shift += len(old.after) - len(old.before)
            thin = not (old.before and old.after and edit.before and edit.after)
            overlaps = start < edit.end and edit.start < end
            touches = thin and start <= edit.end and edit.start <= end
            if overlaps or touches:
                touched.append((old, start, end))
            else:
                others.append(old)
                if end <= edit.start:
                    before_shift = shift
        if not touched:
            start = edit.start - before_shift
            return replace(edit, line=self.line, start=start, end=start + len(edit.before)), others
        first, first_start, _ = touched[0]
        last, _, last_end = touched[-1]
        now_start, now_end = min(first_start, edit.start), max(last_end, edit.end)
        raw_start = first.start - (first_start - now_start)
        raw_end = last.end + (now_end - last_end)
        olds = [old for old, _, _ in touched]
        rules = tuple(dict.fromkeys(name for each in (*olds, edit) for name in each.rules))
        merged = Edit(
            line=self.line,
            start=raw_start,
            end=raw_end,
            before=self.raw[raw_start:raw_end],
            after=self.text[now_start : edit.start] + edit.after + self.text[edit.end : now_end],
            rules=rules,
            category=edit.category if edit.category != "typography" else olds[0].category,
            why=" ".join(dict.fromkeys(each.why for each in (*olds, edit))),
            confidence=min(each.confidence for each in (*olds, edit)),
            applied=edit.applied,
        )
        if merged.drops_line and not edit.drops_line:
            merged = replace(merged, category="typography")
        return merged, others
