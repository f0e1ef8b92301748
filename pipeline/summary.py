"""A batch in words and tables: for the terminal and for Prefect's interface."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.batch import Summary
from pipeline.process import Processed
from pipeline.report.visible import visible

#: Quarantined inputs that are named in the summary; all of them stand in quarantine.jsonl.
MAX_NAMED = 10


def summary_lines(summary: Summary, seconds: float) -> Iterator[str]:
    """The lines that end `bitexte run`."""
    documents, pairs = summary.documents, summary.pairs
    total = documents["processed"] + documents["unchanged"]
    kinds = ("processed", "unchanged", "quarantined", "removed")
    parts = [f"{documents[name]} {name}" for name in kinds if documents[name]]
    yield f"documents  {total}" + (f" ({', '.join(parts)})" if parts else "")
    every = sum(pairs.values())
    shares = ", ".join(f"{pairs.get(name, 0)} {name}" for name in ("kept", "flagged", "rejected"))
    yield f"pairs      {every} ({shares})"
    edits = sorted(summary.edits.items(), key=lambda item: (-item[1], item[0]))
    named = ", ".join(f"{count} {name}" for name, count in edits)
    yield f"repairs    {sum(summary.edits.values())}" + (f" ({named})" if named else "")
    if summary.dropped_lines:
        yield f"dropped    {summary.dropped_lines} lines that are no part of an article"
    if summary.removed:
        named, left = summary.removed[:MAX_NAMED], len(summary.removed) - MAX_NAMED
        yield visible(f"removed    {', '.join(named)}" + (f" … and {left} more" if left > 0 else ""))
    yield f"time       {seconds:.1f} s"
    if len(summary.slowest) > 1:
        yield visible(f"slowest    {', '.join(f'{name} ({took:.1f} s)' for name, took in summary.slowest)}")
    out = Path(summary.out)
    yield f"corpus     {out / 'corpus'}"
    if (out / "report.html").is_file():
        yield f"report     {out / 'report.html'}"
    for source, reason in summary.quarantined[:MAX_NAMED]:
        yield visible(f"quarantine {' '.join(source.split())}: {reason}")
    if len(summary.quarantined) > MAX_NAMED:
        yield f"quarantine … and {len(summary.quarantined) - MAX_NAMED} more in {out / 'quarantine.jsonl'}"


def table(summary: Summary) -> list[dict[str, Any]]:
    """A row for each document."""
    return [
        {
            "document": row["id"],
            "lines": row["lines"],
            "dropped": row["dropped"],
            "edits": row["edits"],
            **{status: row["pairs"].get(status, 0) for status in ("kept", "flagged", "rejected")},
        }
        for row in summary.rows
    ]


def markdown(summary: Summary) -> str:
    """The batch as a page."""
    parts = ["# Bitexte", "", *_table("documents", summary.documents), *_table("pairs", summary.pairs)]
    parts += _table("repairs", summary.edits)
    if summary.slowest:
        parts += _table("slowest", {name: f"{took:.1f} s" for name, took in summary.slowest})
    if summary.quarantined:
        parts += ["## Quarantine", ""]
        parts += (f"- {_cell(source)}: {_cell(reason)}" for source, reason in summary.quarantined)
    return "\n".join(parts) + "\n"


def article_markdown(processed: Processed) -> str:
    """An article as a page: French and English side by side."""
    rows = (
        f"| {segment.line} | {_cell(segment.fr)} | {_cell(segment.en)} | {segment.status} |"
        for segment in processed.segments
    )
    head = [f"# {_cell(processed.document.title or processed.document.id)}", "", "| line | French | English | status |"]
    return "\n".join([*head, "| --- | --- | --- | --- |", *rows]) + "\n"


def _table(name: str, counts: Mapping[str, int | str]) -> list[str]:
    return [f"| {name} | |", "| --- | ---: |", *(f"| {_cell(key)} | {value} |" for key, value in counts.items()), ""]


def _cell(text: str) -> str:
    """Untrusted text in a Markdown table cell."""
    text = re.sub(r"([\\`*_\[\]|#])", r"\\\1", " ".join(text.split()))
    return text.replace("<", "&lt;").replace(">", "&gt;")
