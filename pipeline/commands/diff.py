"""`bitexte diff`: what was changed, word by word, with the reason."""

from __future__ import annotations

import argparse
import json
import os
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.commands.common import (
    add_config,
    colour,
    columns,
    command,
    configuration,
    tell,
    valid_rule_name,
)
from pipeline.document import Document, Edit, Segment
from pipeline.errors import InputError
from pipeline.reading import STDIN, safe_id

EXAMPLES = """\
  bitexte diff                          every article of the last run
  bitexte diff 003 --category stray     one article, one family of damage
  bitexte diff --stat                   how many changes, by family and by document
  bitexte diff article.txt              an article that was not in a run
  bitexte diff 003 --html d.html --open the same as a page, raw, clean and English side by side
"""
DESCRIPTION = """\
Show every change with the rule that made it, the reason and the confidence. Without colours a change is written
[-before-]{+after+}, one that was only proposed [?before?]{?after?}."""


@dataclass(frozen=True)
class _Shown:
    document: Document
    edits: tuple[Edit, ...]
    segments: tuple[Segment, ...]


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "diff", execute, "show what was changed and why", EXAMPLES, DESCRIPTION)
    parser.add_argument("document", nargs="?", metavar="DOCUMENT|FILE", help="a document of the last run, or a file")
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="where the run wrote (default: out)"
    )
    parser.add_argument("--category", metavar="C", help="only this family of changes")
    parser.add_argument("--rule", metavar="R", help="only what this rule had a part in")
    parser.add_argument("--only-proposed", action="store_true", help="only what was proposed and not applied")
    parser.add_argument("--typography", action="store_true", help="also changes of typography alone")
    parser.add_argument("--stat", action="store_true", help="tables by family and by document instead")
    parser.add_argument("--unified", action="store_true", help="a patch that `patch` accepts, raw.txt to clean.fr.txt")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page instead")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    add_config(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the changes or write the page."""
    from pipeline.repair import all_rules
    from pipeline.repair.rule import FAMILIES
    from pipeline.report.html import write_document_html
    from pipeline.report.terminal import page
    from pipeline.review.apply import MARKS
    from pipeline.review.hand import FAMILY
    from pipeline.whole import RULE as TRANSLATED

    if options.category is not None:
        valid_rule_name(options.category, (*FAMILIES, FAMILY), "family")
    if options.rule is not None:
        valid_rule_name(options.rule, [*(rule.name for rule in all_rules()), TRANSLATED, *MARKS], "rule")
    documents = list(_documents(options))
    if options.html or options.open:
        if len(documents) != 1:
            raise InputError("name one document for a page; out/report.html has all of them")
        (shown,) = documents
        target = options.html or options.out / "documents" / shown.document.id / "diff.html"
        if options.html or not target.is_file():
            applied, proposed = _parted(shown.edits)
            write_document_html(target, shown.document, applied, proposed, shown.segments)
        tell(f"bitexte: {target}")
        if options.open and not webbrowser.open(target.resolve().as_uri()):
            tell("bitexte: no browser found; open the page by hand")
        return 0
    page(_lines(documents, options), enabled=True)
    return 0


def _lines(documents: list[_Shown], options: argparse.Namespace) -> Iterator[str]:
    from pipeline.report.diff import view
    from pipeline.report.patch import unified
    from pipeline.report.terminal import render, stat
    from pipeline.report.visible import visible

    views = [
        view(shown.document.id, shown.document.lines, *_parted(shown.edits), shown.document.title) for shown in documents
    ]
    if options.stat:
        yield from stat(views, colour=colour(), width=columns())
        return
    for place, made in enumerate(views):
        if options.unified:
            for line in unified(made):
                yield visible(line.removesuffix("\n")) if sys.stdout.isatty() else line.removesuffix("\n")
            continue
        if place:
            yield ""
        yield from render(
            made,
            colour=colour(),
            width=columns(),
            category=options.category,
            rule=options.rule,
            only_proposed=options.only_proposed,
            typography=options.typography,
        )


def _parted(edits: tuple[Edit, ...]) -> tuple[list[Edit], list[Edit]]:
    return [edit for edit in edits if edit.applied], [edit for edit in edits if not edit.applied]


def _documents(options: argparse.Namespace) -> Iterator[_Shown]:
    folder = options.out / "documents"
    if options.document is None:
        found = sorted(path for path in folder.glob("*") if (path / "edits.jsonl").is_file())
        if not found:
            raise InputError(f"{folder}: no documents; `bitexte run` makes them, or name a file")
        yield from map(_from_run, found)
        return
    name = options.document
    # A bare name is a document of the last run first: a file can always be named by its path.
    in_run = folder / name if os.sep not in name and name == safe_id(name) else None
    if in_run is not None and (in_run / "edits.jsonl").is_file():
        yield _from_run(in_run)
    elif name == STDIN or Path(name).exists():
        yield _from_file(options)
    else:
        raise InputError(f"{name}: neither a document in {folder} nor a file")


def _from_run(folder: Path) -> _Shown:
    from pipeline.corpus import read_edits, read_segments

    try:
        text = (folder / "raw.txt").read_bytes().decode("utf-8")
        record = json.loads((folder / "document.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: not complete ({getattr(error, 'strerror', None) or error})") from error
    lines = tuple(text.split("\n")[:-1])
    sha256, title = record.get("sha256", ""), record.get("title")
    document = Document(folder.name, str(folder / "raw.txt"), lines, sha256, title=title)
    return _Shown(document, tuple(read_edits(folder)), tuple(read_segments(folder)))


def _from_file(options: argparse.Namespace) -> _Shown:
    from pipeline.article import account, clean_article

    cleaned = clean_article(options.document, configuration(options))
    return _Shown(cleaned.document, tuple(account(cleaned)), ())
