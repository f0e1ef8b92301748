"""The changes of a document for a terminal: marked word by word, with the rule and the reason below."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.document import Edit
from pipeline.repair.rule import FAMILIES
from pipeline.report.diff import DocumentView, LineView, Piece, changes
from pipeline.report.visible import columns, visible, visible_spaces

#: Columns of unchanged text that are kept on each side of a change.
_CONTEXT = 60
_RESET = "\x1b[0m"
_STYLES = {
    "plain": "",
    "dim": "\x1b[2m",
    "bold": "\x1b[1m",
    "before": "\x1b[31m",
    "after": "\x1b[32m",
    "proposed": "\x1b[33m",
    "rule": "\x1b[36m",
}

Run = tuple[str, str]  # a style and a text that is safe to print


@dataclass(frozen=True, slots=True)
class _Choice:
    category: str | None
    rule: str | None
    only_proposed: bool
    typography: bool

    def edit(self, edit: Edit) -> bool:
        if self.category is not None and edit.category != self.category:
            return False
        if self.rule is not None and self.rule not in edit.rules:
            return False
        return not (self.only_proposed and edit.applied)

    def piece(self, piece: Piece) -> bool:
        if not any(self.edit(edit) for edit in (*piece.edits, *piece.proposed)):
            return False
        asked = self.typography or self.category == "typography" or self.rule is not None
        return asked or not piece.typographic or not piece.applied


def render(
    view: DocumentView,
    *,
    colour: bool,
    width: int,
    category: str | None = None,
    rule: str | None = None,
    only_proposed: bool = False,
    typography: bool = False,
) -> Iterator[str]:
    """The lines to print, without line feeds; nothing but a heading and a count where nothing is to be shown.

    Without colour, changes are marked `[-before-]{+after+}` and proposals `[?before?]{?after?}`. Changes of typography
    alone are folded into a count unless `typography` is set or a family or rule is asked for.
    """
    choice = _Choice(category, rule, only_proposed, typography)
    title = f"  {visible(view.title)}" if view.title else ""
    room = max(width, 30) - columns(visible(view.id))
    if columns(title) > room:
        title = title[: room - 1] + "…"
    yield _paint([("bold", visible(view.id)), ("plain", title)], colour)
    folded = shown = 0
    for line in view.lines:
        wanted = [piece.changed and choice.piece(piece) for piece in line.pieces]
        if any(wanted) or any(map(choice.edit, line.offered)):
            shown += 1
            yield from _line(line, wanted, choice, colour, max(width, 30))
        folded += sum(
            edits[0].applied and all(piece.typographic for piece in pieces)
            for edits, pieces in changes(
                piece
                for piece, wanting in zip(line.pieces, wanted, strict=True)
                if not wanting and any(map(choice.edit, piece.edits))
            )
        )
    if folded:
        yield _paint([("dim", f"  {_count(folded, 'change')} of typography alone not shown")], colour)
    elif not shown:
        yield _paint([("dim", "  nothing to show")], colour)


def _line(line: LineView, wanted: Sequence[bool], choice: _Choice, colour: bool, room: int) -> Iterator[str]:
    gutter = f"{line.number:>5} │ "
    empty = " " * 5 + " │ "
    runs = list(_marked(line, wanted, colour))
    for number, row in enumerate(_wrapped(runs, room - len(gutter))):
        yield _paint([("dim", empty if number else gutter), *row], colour)
    told: dict[Edit, None] = dict.fromkeys(filter(choice.edit, line.offered))
    for piece, want in zip(line.pieces, wanted, strict=True):
        if want:
            told.update(dict.fromkeys(filter(choice.edit, (*piece.edits, *piece.proposed))))
    for note, times in Counter(map(_note, told)).items():
        for row in _wrapped((*note, ("dim", f" ×{times}")) if times > 1 else note, room - len(empty) - 2, hanging=4):
            yield _paint([("dim", empty), ("plain", "  "), *row], colour)
    yield _paint([("dim", empty.rstrip())], colour)


def _marked(line: LineView, wanted: Sequence[bool], colour: bool) -> Iterator[Run]:
    last = len(line.pieces) - 1
    # Neighbours that are not shown as changes read as one stretch of text.
    quiet = ""
    started = False
    for place, (piece, want) in enumerate(zip(line.pieces, wanted, strict=True)):
        if not want:
            quiet += piece.clean
            if place < last:
                continue
            yield ("plain", _trimmed(visible(quiet), head=started, tail=False))
            return
        if quiet:
            yield ("plain", _trimmed(visible(quiet), head=started, tail=True))
            quiet = ""
        started = True
        yield from _change(piece, colour)
    if quiet:
        yield ("plain", _trimmed(visible(quiet), head=True, tail=False))


def _change(piece: Piece, colour: bool) -> Iterator[Run]:
    before, after = _texts(piece)
    if piece.applied:
        if before:
            yield ("before", before if colour else f"[-{before}-]")
        if after:
            yield ("after", after if colour else f"{{+{after}+}}")
        return
    if before:
        yield ("proposed", f"[?{before}?]")
    if after:
        yield ("proposed", f"{{?{after}?}}")


def _texts(piece: Piece) -> tuple[str, str]:
    """Both texts, with blanks made visible where the change is one of typography or of nothing but blanks."""
    blanks_only = "".join(piece.before.split()) == "".join(piece.after.split())
    show = visible_spaces if blanks_only or piece.typographic else visible
    return show(piece.before), show(piece.after)


def _note(edit: Edit) -> tuple[Run, ...]:
    state = f" {edit.confidence:.2f}"
    if not edit.applied and not edit.rules[-1].startswith("review."):
        state += ", proposed only"
    return ("rule", " → ".join(map(visible, edit.rules))), ("plain", f"  {visible(edit.why)}"), ("dim", state)


def _trimmed(text: str, *, head: bool, tail: bool) -> str:
    """The ends of a long stretch: `head` if a change stands before it, `tail` if one follows."""
    if len(text) <= (head + tail) * _CONTEXT + 10:
        return text
    start = text[:_CONTEXT].rsplit(" ", 1)[0] + " …" if head else "…"
    end = " " + text[-_CONTEXT:].split(" ", 1)[-1] if tail else ""
    return start + end


def _wrapped(runs: Iterable[Run], room: int, hanging: int = 0) -> Iterator[list[Run]]:
    """Rows of at most `room` columns, broken at blanks, or anywhere in a word that is longer than a row."""
    row: list[Run] = []
    used = 0
    for style, text in runs:
        for word in _words(text, room - hanging):
            size = columns(word)
            if row and used + columns(word.rstrip(" ")) > room:
                yield row
                row, used = ([("plain", " " * hanging)], hanging) if hanging else ([], 0)
            if row and row[-1][0] == style:
                row[-1] = (style, row[-1][1] + word)
            else:
                row.append((style, word))
            used += size
    if row:
        yield row


def _words(text: str, room: int) -> Iterator[str]:
    for word in re.findall("[^ ]* |[^ ]+", text.replace("\n", " ")):
        while columns(word) > room + 1:
            # Half the room: a wide character takes two columns.
            yield word[: room // 2]
            word = word[room // 2 :]
        yield word


def _paint(runs: Iterable[Run], colour: bool) -> str:
    if not colour:
        return "".join(text for _, text in runs).rstrip(" ")
    return "".join(f"{_STYLES[style]}{text}{_RESET}" if _STYLES[style] else text for style, text in runs).rstrip(" ")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def stat(views: Iterable[DocumentView], *, colour: bool, width: int) -> Iterator[str]:
    """Two tables: edits by family and by document, applied and proposed, with a bar for the applied ones."""
    families: dict[str, list[int]] = {family: [0, 0] for family in FAMILIES}
    documents: list[tuple[str, int, int, int]] = []
    for view in views:
        applied, proposed = view.counts(), view.counts(applied=False)
        for place, counts in enumerate((applied, proposed)):
            for family, number in counts.items():
                families.setdefault(family, [0, 0])[place] += number
        dropped = sum(line.drop is not None for line in view.lines)
        documents.append((visible(view.id), sum(applied.values()), sum(proposed.values()), dropped))
    rows = [(family, *numbers) for family, numbers in families.items() if any(numbers)]
    yield from _table(("family", "applied", "proposed"), rows, colour, width)
    yield ""
    yield from _table(("document", "applied", "proposed", "lines dropped"), documents, colour, width)
    yield ""
    total = (sum(each[place] for each in documents) for place in (1, 2, 3))
    yield "{} applied, {} proposed, {} dropped, in {}".format(
        *(_count(number, noun) for number, noun in zip(total, ("edit", "edit", "line"), strict=True)),
        _count(len(documents), "document"),
    )


def _table(head: tuple[str, ...], rows: Sequence[tuple[str | int, ...]], colour: bool, width: int) -> Iterator[str]:
    cells = [[str(row[0]), *(f"{each:,}" if each else "·" for each in row[1:])] for row in rows]
    sizes = [max(map(columns, column)) for column in zip(head, *cells, strict=True)]
    room = max(min(width - sum(sizes) - 2 * len(sizes) - 1, 40), 5)
    most = max((int(row[1]) for row in rows), default=0)
    yield _paint([("bold", _row(head, sizes))], colour)
    for row, texts in zip(rows, cells, strict=True):
        # A number above nothing gets at least one mark: the bar must not say "none".
        bar = "▪" * -(-int(row[1]) * room // most) if most else ""
        yield _paint([("plain", _row(texts, sizes) + "  "), ("after", bar)], colour)


def _row(texts: Sequence[str], sizes: Sequence[int]) -> str:
    first = texts[0] + " " * (sizes[0] - columns(texts[0]))
    return "  ".join([first, *(text.rjust(size) for text, size in zip(texts[1:], sizes[1:], strict=True))])


def page(lines: Iterable[str], enabled: bool, environment: Mapping[str, str] = os.environ) -> None:
    """Print lines; if `enabled` and standard output is a terminal, through $PAGER or `less -FRX`, as git does.

    A pager that is not there, or left before the end, is no error.
    """
    command = shlex.split(environment.get("PAGER", "less"))
    if not enabled or not sys.stdout.isatty() or not command or command == ["cat"]:
        for line in lines:
            print(line)
        return
    try:
        # Git's choice too: leave at once if all fits one screen, keep colours, do not clear the screen.
        pager = subprocess.Popen(
            command, stdin=subprocess.PIPE, env={"LESS": "FRX", **environment}, encoding="utf-8", errors="replace"
        )
    except OSError:
        return page(lines, False)
    assert pager.stdin is not None
    try:
        for line in lines:
            pager.stdin.write(line + "\n")
        pager.stdin.close()
    except BrokenPipeError:
        pass
    pager.wait()
