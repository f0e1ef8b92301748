"""The page of one document on which its reviewers decide, the parts of it that a decision changes, and the list of
documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pipeline.document import Document, Edit, Segment
from pipeline.report.diff import DocumentView
from pipeline.report.html.article import Extras, Writer, article_page, by_line, facts
from pipeline.report.html.page import escape, page, prose

#: A longer text is shown by its beginning in the list of decisions.
_SHORT = 140


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in words: its id, what was decided, about which text, what became of it, and where (0: everywhere).

    `dormant`: its place is gone.
    """

    id: str
    what: str
    before: str
    after: str = ""
    line: int = 0
    dormant: bool = False


@dataclass(frozen=True)
class Desk:
    """What the page shows of a document. `decisions`: the id of the decision about an edit, by the edit's line,
    start, end, before and after; `waiting`: the sentences that wait for a new English, by line and index; `list`: all
    that was decided."""

    document: Document
    view: DocumentView
    segments: Sequence[Segment]
    decisions: Mapping[tuple[int, int, int, str, str], str]
    waiting: Collection[tuple[int, int]]
    list: Sequence[Decided]
    version: str


class _Writer(Writer):
    """Names the changes by line, so that a line can be written again on its own, and notes their edits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._named: dict[str, tuple[str, str, list[int]]] = {}
        self._targets: dict[str, list[list[Any]]] = {}
        self._numbers: Counter[int] = Counter()

    def data(self) -> dict[str, Any]:
        desk = self._desk
        return {
            "kinds": list(self.kinds),
            "changes": self._named,
            "targets": self._targets,
            "version": desk.version,
            "facts": facts(desk.view, desk.segments),
            "state": _state(desk),
            "decisions": _list(desk.list),
        }

    def keep(
        self, change: tuple[str, str, list[int]], edits: Sequence[Edit], proposed: Sequence[Edit]
    ) -> str:
        line = edits[0].line
        name = f"{line}.{self._numbers[line]}"
        self._numbers[line] += 1
        self._named[name] = change
        self._targets[name] = [
            [each.line, each.start, each.end, each.before, each.after, self._decision(each), beside]
            for beside, group in enumerate((edits, proposed))
            for each in group
        ]
        return name

    def _decision(self, edit: Edit) -> str | None:
        return self._desk.decisions.get((edit.line, edit.start, edit.end, edit.before, edit.after))

    def controls(self, segment: Segment | None) -> str:
        if segment is None:
            return ""
        waits = '<p class="waits">waits for its English</p>' if _pair(segment) in self._desk.waiting else ""
        return f'{waits}<button type="button" class="pen" aria-label="Edit this sentence" title="Edit (e)">✎</button>'


def review_html(desk: Desk) -> str:
    """The page as text."""
    extras = Extras(
        report="../../",
        state=f'<p class="facts state" id="state">{_state(desk)}</p>',
        below=_BELOW,
        keys=_KEYS,
        styles=("review.css",),
        scripts=("review.js",),
        connects=True,
    )
    return article_page(_Writer(desk), desk.document, desk.view, desk.segments, extras)


def review_parts(desk: Desk, lines: Iterable[int]) -> dict[str, Any]:
    """These lines of the page, by the id of their paragraph, with what its script must know of them."""
    writer, pairs = _Writer(desk), by_line(desk.segments)
    paragraphs = {
        f"l{number}": writer.paragraph(desk.view.lines[number - 1], pairs.get(number, ()))
        for number in lines
        if desk.view.lines[number - 1].raw.strip()
    }
    return {"paragraphs": paragraphs, **writer.data()}


def index_html(rows: Iterable[tuple[str, str | None, str]], decided: Sequence[Decided]) -> str:
    """The list of documents: id, title and what there is to say of each; and what was decided for all of them."""
    items = "".join(
        f'<li><a href="documents/{quote(name, safe="")}/"><span class="id">{escape(name)}</span>'
        f'<span class="name" lang="fr">{prose(title or name)}</span></a><span class="what">{escape(what)}</span></li>'
        for name, title, what in rows
    )
    everywhere = f"<section><h2>Decided for every article</h2>{_list(decided)}</section>" if decided else ""
    body = (
        '<body class="index"><header class="top"><nav><span class="mark">Bitexte</span>'
        '<button type="button" class="plain icon" id="theme" aria-label="Light or dark">◐</button></nav>'
        f'<h1>Review</h1></header>\n<main><ul class="articles">{items}</ul>{everywhere}</main>'
        '<output id="said" aria-live="polite"></output>'
    )
    return page(
        title="Bitexte – review",
        language="en",
        body=body,
        styles=("base.css", "article.css", "review.css"),
        scripts=("base.js", "review-index.js"),
        connects=True,
    )


def _pair(segment: Segment) -> tuple[int, int]:
    return segment.line, segment.index


def _state(desk: Desk) -> str:
    """How far the review is, and what is still to be done about it."""
    dormant = sum(each.dormant for each in desk.list)
    made = len(desk.list)
    parts = [f"{made:,} {'decision' if made == 1 else 'decisions'}" if made else "Nothing decided yet"]
    if dormant:
        parts.append(f'<b class="lost">{dormant:,} without {"its" if dormant == 1 else "their"} place</b>')
    count = len(desk.waiting)
    if count:
        parts.append(f"{count:,} {'sentence waits' if count == 1 else 'sentences wait'} for new English")
    shown = '<button type="button" class="plain small" id="show-decisions">Decisions</button>' if made else ""
    return (
        f"<span>{' · '.join(parts)}</span> {shown}"
        f'<button type="button" class="plain small{" due" if count else ""}" id="run">Translate again</button>'
    )


def _list(decided: Sequence[Decided]) -> str:
    return '<ul class="decisions">' + "".join(map(_item, decided)) + "</ul>"


def _item(each: Decided) -> str:
    where = f'<a href="#l{each.line}">line {each.line}</a>' if each.line and not each.dormant else ""
    lost = '<b class="lost">its place is gone</b>' if each.dormant else ""
    everywhere = "" if each.line else "<span>every article</span>"
    after = f" → <ins>{prose(_short(each.after))}</ins>" if each.after else ""
    return (
        f'<li><p><b>{escape(each.what)}</b> {where}{everywhere}{lost}</p>'
        f'<p class="swap"><del>{prose(_short(each.before))}</del>{after}</p>'
        f'<button type="button" class="plain small" data-undo="{escape(each.id)}">Undo</button></li>'
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"


_KEYS = """
<dt><kbd>n</kbd> <kbd>p</kbd></dt><dd>next, previous change</dd>
<dt><kbd>a</kbd></dt><dd>accept the change</dd>
<dt><kbd>r</kbd></dt><dd>reject it</dd>
<dt><kbd>e</kbd></dt><dd>edit its sentence</dd>
<dt><kbd>u</kbd></dt><dd>undo the decision about it, or else the last one</dd>
<dt><kbd>w</kbd></dt><dd>always or never do this</dd>"""

_BELOW = """<section id="dock" aria-label="Decide"><div class="told" id="told"><p class="why">Choose a change in
the text, or press <kbd>j</kbd> for the first one.</p></div>
<div class="does"><button type="button" class="plain" id="accept" disabled>Accept <kbd>a</kbd></button>
<button type="button" class="plain" id="reject" disabled>Reject <kbd>r</kbd></button>
<button type="button" class="plain" id="edit" disabled>Edit <kbd>e</kbd></button>
<button type="button" class="plain" id="undo" disabled>Undo <kbd>u</kbd></button>
<button type="button" class="plain" id="always" disabled>Always… <kbd>w</kbd></button></div>
<output id="said" aria-live="polite"></output></section>
<dialog id="everywhere" aria-labelledby="everywhere-title"><h2 id="everywhere-title">In every article</h2>
<div id="choices"></div><form method="dialog"><button class="plain">Cancel</button></form></dialog>
<dialog id="decisions" aria-labelledby="decisions-title"><h2 id="decisions-title">Decisions</h2>
<div id="list"></div><form method="dialog"><button class="plain">Close</button></form></dialog>
"""
