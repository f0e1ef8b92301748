"""The page of a batch: its documents, what was changed and flagged and why, and what it was made with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.corpus.atomic import write_atomic
from pipeline.report.diff import Piece
from pipeline.report.html.page import changed, escape, page, prose
from pipeline.report.summary import DocumentRow, ReportSummary, RuleRow, Sample

#: Characters of a sample: a dropped line or a rewritten sentence is shown by its beginning.
_SAMPLE = 90


def write_report_html(path: Path, summary: ReportSummary) -> None:
    """Write the page of a batch. Raises BitexteError where the file cannot be written."""
    text = report_html(summary)
    with write_atomic(path) as file:
        file.write(text)


def report_html(summary: ReportSummary) -> str:
    """The page as text."""
    sections = (
        _figures(summary),
        '<div class="pair">' + _families(summary) + _flags(summary) + "</div>",
        _quarantine(summary),
        _documents(summary),
        _rules(summary.rules),
        _provenance(summary),
    )
    body = (
        '<body class="batch"><header class="top"><nav><span class="mark">Bitexte</span>'
        '<button type="button" class="plain icon" id="theme" aria-label="Light or dark">◐</button></nav>'
        "<h1>The batch at a glance</h1></header>\n<main>" + "\n".join(filter(None, sections)) + "</main>\n"
    )
    return page(
        title="Bitexte – the batch at a glance",
        language="en",
        body=body,
        styles=("base.css", "batch.css"),
        scripts=("base.js", "batch.js"),
    )


def _figures(summary: ReportSummary) -> str:
    kept, flagged, rejected = (summary.total(name) for name in ("kept", "flagged", "rejected"))
    figures = [
        ("documents", summary.total("documents"), ""),
        ("pairs kept", kept, "kept"),
        ("flagged", flagged, "flagged"),
        ("rejected", rejected, "rejected"),
        ("changes", summary.total("applied"), ""),
        ("proposed only", summary.total("proposed"), ""),
        ("lines dropped", summary.total("dropped"), ""),
        ("in quarantine", len(summary.quarantine), "rejected" if summary.quarantine else ""),
    ]
    items = "".join(f'<div class="{style}"><dd>{number:,}</dd><dt>{name}</dt></div>' for name, number, style in figures)
    shares = _shares(kept, flagged, rejected, "share")
    return f'<section aria-label="Figures"><dl class="figures">{items}</dl>{shares}</section>'


def _shares(kept: int, flagged: int, rejected: int, style: str) -> str:
    """One bar for all pairs, in a thousand units: a picture of what the table says in numbers."""
    total = kept + flagged + rejected
    if not total:
        return ""
    parts, at = [], 0.0
    for name, number in (("kept", kept), ("flagged", flagged), ("rejected", rejected)):
        size = 1000 * number / total
        if number:
            parts.append(f'<rect class="{name}" x="{at:.1f}" width="{size:.1f}" height="10"/>')
        at += size
    label = f"{kept:,} kept, {flagged:,} flagged, {rejected:,} rejected"
    return (
        f'<svg class="{style}" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{label}">'
        f"{''.join(parts)}</svg>"
    )


def _families(summary: ReportSummary) -> str:
    rows = [(name, applied, proposed, name) for name, applied, proposed in summary.families]
    return _bars("Changes by family", rows, "applied", "proposed", "Nothing was changed.")


def _flags(summary: ReportSummary) -> str:
    rows = [(row.name, row.flagged + row.kept, row.rejected, "flag") for row in summary.flags]
    return _bars("Flags", rows, "flagged", "rejected", "No pair was flagged.")


def _bars(title: str, rows: Iterable[tuple[str, int, int, str]], first: str, second: str, empty: str) -> str:
    rows = list(rows)
    head = f"<section><h2>{title}</h2>"
    if not rows:
        return f'{head}<p class="empty">{empty}</p></section>'
    most = max(one + two for _, one, two, _ in rows)
    body = "".join(
        f'<tr class="{style}"><th scope="row">{escape(name)}</th>'
        f'<td class="draw"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="one" width="{1000 * one / most:.1f}" height="10"/>'
        f'<rect class="two" x="{1000 * one / most:.1f}" width="{1000 * two / most:.1f}" height="10"/></svg></td>'
        f"<td>{_count(one)}</td><td>{_count(two)}</td></tr>"
        for name, one, two, style in rows
    )
    return (
        f'{head}<table class="bars"><thead><tr><th scope="col"><span class="away">Name</span></th>'
        f'<td class="draw"></td><th scope="col">{first}</th><th scope="col">{second}</th></tr></thead>'
        f"<tbody>{body}</tbody></table></section>"
    )


def _count(number: int) -> str:
    return f"{number:,}" if number else '<span class="zero">·</span>'


def _quarantine(summary: ReportSummary) -> str:
    if not summary.quarantine:
        return ""
    items = "".join(
        f"<li><b>{escape(each.source)}</b> <span>{escape(each.reason)}</span></li>" for each in summary.quarantine
    )
    return f'<section><h2>In quarantine</h2><ul class="quarantine">{items}</ul></section>'


def _documents(summary: ReportSummary) -> str:
    columns = (
        "Document",
        "Language",
        "Lines",
        "Dropped",
        "Changes",
        "Proposed",
        "Pairs",
        "Kept",
        "Flagged",
        "Rejected",
    )
    kinds = ("title", "minor", "minor", "minor", "", "minor", "draw", "", "", "")
    head = "".join(
        f'<td class="{kind}"></td>'
        if name == "Pairs"
        else f'<th scope="col" class="{kind}"><button type="button" class="sort">{name}</button></th>'
        for name, kind in zip(columns, kinds, strict=True)
    )
    body = "\n".join(map(_document, summary.documents))
    left = summary.total("documents") - len(summary.documents)
    more = f'<p class="empty">{left:,} more, with fewer pairs that were flagged or rejected, in documents/.</p>'
    return (
        f'<section id="documents"><div class="over"><h2>Documents</h2>'
        '<input type="search" id="search" placeholder="Search by title or id" aria-label="Search documents">'
        '<label><input type="checkbox" id="trouble"> flagged or rejected only</label>'
        '<output id="count" aria-live="polite"></output></div>'
        f'<table class="documents"><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>'
        f"{more if left else ''}</section>"
    )


def _document(row: DocumentRow) -> str:
    numbers = (
        (row.dropped, "minor"),
        (row.applied, ""),
        (row.proposed, "minor"),
    )
    cells = "".join(f'<td class="{kind}">{_count(number)}</td>' for number, kind in numbers)
    title = f'<span class="name" lang="fr">{prose(row.title)}</span>' if row.title else ""
    return (
        f'<tr><th scope="row" class="title"><a href="documents/{quote(row.id, safe="")}/diff.html">'
        f'<span class="id">{escape(row.id)}</span>{title}</a></th>'
        f'<td class="minor word">{escape(row.language)}</td><td class="minor">{row.lines:,}</td>{cells}'
        f'<td class="draw">{_shares(row.kept, row.flagged, row.rejected, "mini")}</td>'
        f'<td class="k">{_count(row.kept)}</td><td class="f">{_count(row.flagged)}</td>'
        f'<td class="r">{_count(row.rejected)}</td></tr>'
    )


def _rules(rows: Iterable[RuleRow]) -> str:
    items = "".join(
        f'<details class="rule {escape(row.category)}"><summary><span class="dot"></span>'
        f"<span>{escape(row.name)}</span><b>{row.applied:,}</b>"
        + (f"<i>{row.proposed:,} proposed</i>" if row.proposed else "")
        + f"</summary><ul>{''.join(map(_sample, row.samples))}</ul></details>"
        for row in rows
    )
    return f'<section><h2>Changes by rule</h2><div class="rules">{items}</div></section>' if items else ""


def _sample(sample: Sample) -> str:
    piece = Piece(sample.before, sample.after)
    blanks = piece.typographic or not (sample.before.strip() and sample.after.strip())
    old, new = (changed(_short(text), blanks=blanks) for text in (sample.before, sample.after))
    before = f"<del>{old}</del>" if old else ""
    after = f"<ins>{new}</ins>" if new else '<span class="zero">nothing</span>'
    href = f"documents/{quote(sample.document, safe='')}/diff.html#l{sample.line}"
    return f'<li lang="fr">{before} → {after} <a href="{href}">{escape(sample.document)}, line {sample.line}</a></li>'


def _short(text: str) -> str:
    return text if len(text) <= _SAMPLE else text[: _SAMPLE - 1].rstrip() + "…"


def _provenance(summary: ReportSummary) -> str:
    parts = (("Model", summary.model), ("Configuration", summary.configuration), ("Versions", summary.versions))
    items = "".join(
        f"<details{' open' if title == 'Model' else ''}><summary>{title}</summary>"
        f'<dl class="facts">{_facts(data)}</dl></details>'
        for title, data in parts
        if data
    )
    return f"<section><h2>Made with</h2>{items}</section>" if items else ""


def _facts(data: Mapping[str, Any], prefix: str = "") -> str:
    out = []
    for name, value in data.items():
        if isinstance(value, Mapping):
            out.append(_facts(value, f"{prefix}{name} "))
            continue
        text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
        shown = escape(text) if text else '<span class="zero">none</span>'
        out.append(f"<dt>{escape(prefix + str(name))}</dt><dd>{shown}</dd>")
    return "".join(out)
