"""The page of one document: raw French, clean French and English side by side, every change with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.check.decision import HUMAN
from pipeline.corpus.atomic import write_atomic
from pipeline.document import Document, Edit, Flag, Segment
from pipeline.repair.rule import FAMILIES
from pipeline.report.diff import DocumentView, LineView, Piece, SentenceView, sentences, view
from pipeline.report.html.page import changed, embedded, escape, page, prose

_STATES = ("kept", "flagged", "rejected")
#: The families of changes, and what people wrote.
_FAMILIES = (*FAMILIES, "review")
#: How a change looks that people decided about, by what their decision added to its rules.
_DECIDED = {
    "review.accepted": " accepted",
    "review.always": " accepted",
    "review.rejected": " rejected",
    "review.never": " rejected",
}
#: A longer title is the article's first paragraph, and is set like one.
_HEADLINE = 120
#: A paragraph of more sentences is laid out sentence by sentence as it comes into sight.
_LONG = 30


def write_document_html(
    path: Path,
    document: Document,
    edits: Iterable[Edit],
    proposals: Iterable[Edit],
    segments: Sequence[Segment],
    *,
    report: str | None = "../../report.html",
) -> None:
    """Write the page of a document; `report` is its link to the page of the batch, if there is one.

    Raises EditError where an edit does not fit the raw text, BitexteError where the file cannot be written.
    """
    text = document_html(document, edits, proposals, segments, report=report)
    with write_atomic(path) as file:
        file.write(text)


def document_html(
    document: Document,
    edits: Iterable[Edit],
    proposals: Iterable[Edit],
    segments: Sequence[Segment],
    *,
    report: str | None = "../../report.html",
) -> str:
    """The page as text."""
    shown = view(document.id, document.lines, edits, proposals, document.title)
    return article_page(Writer(), document, shown, segments, Extras(report=report))


@dataclass(frozen=True, slots=True)
class Extras:
    """What a page has besides the article: its link to the page of the batch, something below the figures and below the
    text, more keys for the help, more styles and scripts, and whether its script may ask the server it came from."""

    report: str | None = None
    state: str = ""
    below: str = ""
    keys: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    connects: bool = False


def article_page(
    writer: Writer, document: Document, shown: DocumentView, segments: Sequence[Segment], extras: Extras
) -> str:
    """The page of a document as `writer` writes its paragraphs."""
    pairs = by_line(segments)
    text = "\n".join(writer.paragraph(line, pairs.get(line.number, ())) for line in shown.lines if line.raw.strip())
    body = (
        f'<body class="article notypo">\n{_header(document, shown, segments, extras)}\n{_tools(writer, segments)}\n'
        '<main id="text">\n<div class="heads" aria-hidden="true"><span class="raw">As it came</span>'
        '<span class="fr">Clean French</span><span class="en">English</span></div>\n'
        f"{text}\n"
        '<p class="none" id="none" hidden>No sentence fits these filters. '
        '<button type="button" class="reset">Show all</button></p>\n</main>\n'
        f'<aside id="note" role="tooltip" hidden></aside>\n{_HELP.format(extras.keys)}\n'
        f"{extras.below}{embedded('changes', writer.data())}"
    )
    return page(
        title=f"{document.title or document.id} – Bitexte",
        language="en",
        body=body,
        styles=("base.css", "article.css", *extras.styles),
        scripts=("base.js", "article.js", *extras.scripts),
        connects=extras.connects,
    )


def by_line(segments: Iterable[Segment]) -> dict[int, list[Segment]]:
    """The segments of each line, in order."""
    return {line: list(group) for line, group in groupby(sorted(segments, key=_place), key=lambda each: each.line)}


def _place(segment: Segment) -> tuple[int, int]:
    return segment.line, segment.index


class Writer:
    """Writes paragraphs and numbers the changes on its way, as the page's script knows them."""

    def __init__(self) -> None:
        #: Each way of changing once: family, rules, reason, confidence, applied.
        self.kinds: dict[tuple[str, tuple[str, ...], str, float, bool], int] = {}
        #: For every change its raw text, its clean text, and its kinds.
        self.changes: list[tuple[str, str, list[int]]] = []
        self.families: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()

    def data(self) -> dict[str, Any]:
        """What the script must know of all that was written so far."""
        return {"kinds": list(self.kinds), "changes": self.changes}

    def paragraph(self, line: LineView, segments: Sequence[Segment]) -> str:
        """One raw line with its sentences."""
        rows = sentences(line, segments)
        state = " dropped" if line.drop else ""
        long = " long" if len(rows) > _LONG else ""
        return (
            f'<section class="p{state}{long}" id="l{line.number}">'
            f'<a class="n" href="#l{line.number}" aria-label="Line {line.number}">{line.number}</a>'
            + "".join(self._offer(line, edit) for edit in line.offered[:1])
            + "".join(map(self._dropped if line.drop else self.sentence, rows))
            + "</section>"
        )

    def _offer(self, line: LineView, edit: Edit) -> str:
        """What would drop the line, and does not."""
        number = self._number((Piece(line.raw, "", (edit,)),))
        family, said = _family_of((edit,)), "kept by a reviewer" if _decided(edit) else "drop this line?"
        return (
            f'<div class="s offer"><div class="c raw"></div><div class="c fr">'
            f'<mark class="e maybe gone{_decided(edit)} {family}" data-e="{number}" tabindex="0">{said}</mark></div>'
            '<div class="c en"></div></div>'
        )

    def _dropped(self, row: SentenceView) -> str:
        (piece,) = row.pieces
        number = self._number((piece,))
        family = _family(piece)
        return (
            f'<div class="s"><div class="c raw" lang="fr"><del class="e {family}" data-e="{number}">'
            f"{prose(piece.before)}</del></div>"
            f'<div class="c fr"><ins class="e gone{_decided(*piece.edits)} {family}" data-e="{number}" tabindex="0">'
            "line dropped</ins></div>"
            '<div class="c en"></div></div>'
        )

    def sentence(self, row: SentenceView) -> str:
        """One pair."""
        raw, clean = [], []
        for edits, group in groupby(row.pieces, key=lambda piece: piece.edits):
            pieces = tuple(group)
            if not edits:
                text = "".join(prose(piece.before) for piece in pieces)
                raw.append(text)
                clean.append(text)
                continue
            number = self._number(pieces)
            for piece in pieces:
                old, new = _marks(piece, number)
                raw.append(old)
                clean.append(new)
        calm = " calm" if all(not piece.applied or _family(piece) == "typography" for piece in row.pieces) else ""
        segment = row.segment
        attributes, english, language, flags = "", "", "fr", ""
        if segment is not None:
            names = " ".join(escape(flag.name) for flag in segment.flags)
            attributes = f' data-i="{segment.index}" data-s="{segment.status}" data-f="{names}"'
            english, language = prose(segment.en), escape(segment.language)
            flags = _flags(segment)
            if HUMAN in segment.scores:
                flags += '<p class="byhand">translated by a person</p>'
        return (
            f'<div class="s{calm}"{attributes}><div class="c raw" lang="{language}">{"".join(raw)}</div>'
            f'<div class="c fr" lang="{language}">{"".join(clean)}</div>'
            f'<div class="c en" lang="en">{english}{flags}</div>{self.controls(segment)}</div>'
        )

    def controls(self, segment: Segment | None) -> str:
        """What else belongs to a pair: nothing on a page that is only read."""
        return ""

    def _number(self, pieces: Sequence[Piece]) -> str:
        first = pieces[0]
        kinds = []
        for edit in dict.fromkeys((*first.edits, *first.proposed)):
            kind = (edit.category, edit.rules, edit.why, edit.confidence, edit.applied)
            kinds.append(self.kinds.setdefault(kind, len(self.kinds)))
            self.rules.update(edit.rules)
        self.families[_family(first)] += 1
        joint = " … " if len(pieces) > 1 else ""
        before, after = joint.join(each.before for each in pieces), joint.join(each.after for each in pieces)
        return self.keep((before, after, kinds), first.edits, first.proposed)

    def keep(
        self, change: tuple[str, str, list[int]], edits: Sequence[Edit], proposed: Sequence[Edit]
    ) -> str:
        """Remember a change, with the edits it shows and the proposals beside it; gives the name by which the script
        finds it."""
        self.changes.append(change)
        return str(len(self.changes) - 1)


def _family(piece: Piece) -> str:
    """The family that a change is shown as; changes of typography alone are one, whatever rule made them."""
    if piece.applied and piece.typographic:
        return "typography"
    return _family_of(piece.edits)


def _family_of(edits: Iterable[Edit]) -> str:
    return next((edit.category for edit in edits if edit.category in _FAMILIES), "words")


def _decided(*edits: Edit) -> str:
    return next((_DECIDED[edit.rules[-1]] for edit in edits if edit.rules[-1] in _DECIDED), "")


def _marks(piece: Piece, number: str) -> tuple[str, str]:
    """A change as it shows in the raw text and in the clean one."""
    family = _family(piece)
    decided = _decided(*piece.edits)
    blanks = not (piece.before.strip() and piece.after.strip())
    before, after = changed(piece.before, blanks=blanks), changed(piece.after, blanks=blanks)
    if not piece.applied:
        mark = f'<mark class="e maybe{decided} {family}" data-e="{number}"'
        return f"{mark}>{before}</mark>", f'{mark} tabindex="0">{before}</mark>'
    gap = decided + ("" if piece.after else " gap")
    bare = "" if any(map(str.isalnum, piece.before)) else " bare"
    old = f'<del class="e{bare} {family}" data-e="{number}">{before}</del>' if piece.before else ""
    return old, f'<ins class="e{gap} {family}" data-e="{number}" tabindex="0">{after}</ins>'


def _flags(segment: Segment) -> str:
    if segment.status == "kept" and not segment.flags:
        return ""
    items = "".join(f"<li><b>{escape(flag.name)}</b> {escape(_value(flag))}</li>" for flag in segment.flags)
    return f'<ul class="flags {segment.status}"><li class="state">{segment.status}</li>{items}</ul>'


def _value(flag: Flag) -> str:
    value = _scalar(flag.value)
    return value if flag.threshold is None else f"{value} (threshold {_scalar(flag.threshold)})"


def _scalar(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else "" if value is None else str(value)


def _header(document: Document, shown: DocumentView, segments: Sequence[Segment], extras: Extras) -> str:
    title, report = document.title or document.id, extras.report
    lead = ' class="lead"' if len(title) > _HEADLINE else ""
    source = f'<span class="source">{escape(document.source)}</span>'
    date = f"<time>{escape(document.date)}</time>" if document.date else ""
    mark = f'<a class="mark" href="{escape(report)}">Bitexte</a>' if report else '<span class="mark">Bitexte</span>'
    return (
        f'<header class="top"><nav>{mark}'
        f'<span class="id">{escape(document.id)}</span>{source}{date}</nav>'
        f'<h1 lang="fr"{lead}>{prose(title)}</h1>'
        f'<p class="facts" id="facts">{facts(shown, segments)}</p>{extras.state}</header>'
    )


def facts(shown: DocumentView, segments: Sequence[Segment]) -> str:
    """A document in figures."""
    states = Counter(segment.status for segment in segments)
    proposed = sum(not edit.applied and not _decided(edit) for edit in shown.edits)
    rejected = sum(not edit.applied and bool(_decided(edit)) for edit in shown.edits)
    dropped = sum(line.drop is not None for line in shown.lines)
    return " · ".join(
        [
            _number_of(sum(bool(line.raw.strip()) for line in shown.lines), "paragraph"),
            _number_of(sum(shown.counts().values()), "change"),
            *([_number_of(proposed, "proposal")] if proposed else []),
            *([f"{rejected:,} rejected by a reviewer"] if rejected else []),
            *([f"{_number_of(dropped, 'line')} dropped"] if dropped else []),
            *(f"{states[state]:,} {'pairs ' if state == 'kept' else ''}{state}" for state in _STATES if states[state]),
        ]
    )


def _number_of(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _tools(writer: Writer, segments: Sequence[Segment]) -> str:
    chips = "".join(
        f'<button type="button" class="chip {family}" data-family="{family}" aria-pressed="false">'
        f"{family} <b>{writer.families[family]:,}</b></button>"
        for family in _FAMILIES
        if family != "typography" and writer.families[family]
    )
    typography = (
        '<button type="button" class="chip typography" id="typography" aria-pressed="false" '
        f'title="Show the changes of typography alone (t)">typography <b>{writer.families["typography"]:,}</b></button>'
        if writer.families["typography"]
        else ""
    )
    states = Counter(segment.status for segment in segments)
    flags = Counter(flag.name for segment in segments for flag in segment.flags)
    selects = "".join(
        (
            _select("rule", "All rules", sorted(writer.rules.items())),
            _select("state", "All pairs", [(state, states[state]) for state in _STATES if states[state]]),
            _select("flag", "All flags", sorted(flags.items())),
        )
    )
    return (
        '<div class="tools" role="toolbar" aria-label="Filters and views"><div class="bar">'
        '<input type="search" id="search" placeholder="Search" aria-label="Search in the text" '
        'autocomplete="off" spellcheck="false">'
        '<output id="count" aria-live="polite"></output>'
        '<button type="button" class="plain" id="filters" aria-expanded="false" aria-controls="panel">Filters</button>'
        '<span class="columns" role="group" aria-label="Columns">'
        '<button type="button" class="plain" data-column="raw" aria-pressed="true">Raw</button>'
        '<button type="button" class="plain" data-column="fr" aria-pressed="true">French</button>'
        '<button type="button" class="plain" data-column="en" aria-pressed="true">English</button></span>'
        '<button type="button" class="plain icon" id="theme" aria-label="Light or dark">◐</button>'
        '<button type="button" class="plain icon" id="help" aria-label="Keys">?</button></div>'
        f'<div class="panel" id="panel">{chips}{typography}{selects}'
        '<button type="button" class="plain reset" id="reset" hidden>Show all</button></div></div>'
    )


def _select(name: str, every: str, options: Iterable[tuple[str, int]]) -> str:
    items: Iterator[str] = (
        f'<option value="{escape(value)}">{escape(value)} ({number:,})</option>' for value, number in options
    )
    text = "".join(items)
    return f'<select id="{name}" aria-label="{every}"><option value="">{every}</option>{text}</select>' if text else ""


_HELP = """<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2><dl>
<dt><kbd>j</kbd> <kbd>→</kbd></dt><dd>next change</dd>
<dt><kbd>k</kbd> <kbd>←</kbd></dt><dd>previous change</dd>
<dt><kbd>f</kbd></dt><dd>next flagged or rejected pair</dd>
<dt><kbd>t</kbd></dt><dd>show or fold changes of typography</dd>
<dt><kbd>/</kbd></dt><dd>search</dd>
<dt><kbd>d</kbd></dt><dd>light or dark</dd>{}
<dt><kbd>Esc</kbd></dt><dd>close, then show all again</dd>
</dl><form method="dialog"><button class="plain">Close</button></form></dialog>"""
