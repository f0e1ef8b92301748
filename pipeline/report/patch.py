"""A unified diff between `raw.txt` and `clean.fr.txt` that GNU `patch` accepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.report.diff import DocumentView

_CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file\n"


def unified(
    view: DocumentView,
    *,
    old: str = "raw.txt",
    new: str = "clean.fr.txt",
    old_ends: bool = True,
    new_ends: bool = True,
) -> Iterator[str]:
    """The patch, one line at a time, each with its line feed; nothing where the document was not changed.

    `old` and `new` are the file names of the header; `old_ends` and `new_ends` say whether the last line of each file
    ends in a line feed. The text is exact, control characters included: pass it through `visible` for a terminal.
    """
    rows = _rows(view, old_ends, new_ends)
    changed = [place for place, (sign, _) in enumerate(rows) if sign != " "]
    if not changed:
        return
    # A tab ends the name: without it `patch` would cut a name at its first blank.
    yield f"--- {old}\t\n"
    yield f"+++ {new}\t\n"
    old_at = new_at = at = 0
    for first, last in _hunks(changed, len(rows)):
        skipped = first - at
        old_at, new_at = old_at + skipped, new_at + skipped
        rows_here = rows[first:last]
        olds, news = (sum(sign in kept for sign, _ in rows_here) for kept in (" -", " +"))
        yield f"@@ -{_range(old_at, olds)} +{_range(new_at, news)} @@\n"
        for sign, text in rows_here:
            yield f"{sign}{text}" if text.endswith("\n") else f"{sign}{text}\n{_NO_NEWLINE}"
        old_at, new_at, at = old_at + olds, new_at + news, last


def _rows(view: DocumentView, old_ends: bool, new_ends: bool) -> list[tuple[str, str]]:
    """Every line of either file, with its sign (blank, minus, plus) and its line feed if it has one."""
    last_old = view.lines[-1].number if view.lines else 0
    last_new = max((line.number for line in view.lines if line.clean is not None), default=0)
    rows: list[tuple[str, str]] = []
    added: list[tuple[str, str]] = []
    for line in view.lines:
        old = line.raw + ("\n" if old_ends or line.number != last_old else "")
        new = None if line.clean is None else line.clean + ("\n" if new_ends or line.number != last_new else "")
        if old == new:
            rows += [*added, (" ", old)]
            added = []
        else:
            rows.append(("-", old))
            added += [] if new is None else [("+", new)]
    return rows + added


def _hunks(changed: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    first, last = changed[0], changed[0]
    for place in changed[1:]:
        if place - last > 2 * _CONTEXT:
            yield max(first - _CONTEXT, 0), last + 1 + _CONTEXT
            first = place
        last = place
    yield max(first - _CONTEXT, 0), min(last + 1 + _CONTEXT, size)


def _range(at: int, count: int) -> str:
    """Lines count from 1; an empty range names the line before it."""
    return f"{at + 1 if count else at},{count}"
