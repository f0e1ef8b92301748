"""`bitexte status`: what a run would do."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.common import add_config, add_review, command, print_json, print_lines
from pipeline.commands.retry import last_inputs
from pipeline.config import load_config
from pipeline.reading import check_paths

if TYPE_CHECKING:
    from pipeline.standing import Standing

EXAMPLES = """\
  bitexte status
  bitexte status articles/ --out corpus
  bitexte status --json
"""
DESCRIPTION = """\
Say what `bitexte run` would do: which articles are new, which have changed and in what (text, configuration, model,
rules, glossary, …), which would leave the corpus, and what was quarantined. Nothing is worked on or written."""

#: Documents of a kind that are named; `--json` has all of them.
MOST = 10


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "status", execute, "what a run would do", EXAMPLES, DESCRIPTION)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and directories (default: those of the last run, or seeds)"
    )
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="DIR", help="the output folder (default: out)")
    add_review(parser)
    add_config(parser)
    parser.add_argument("--json", action="store_true", help="everything, as JSON")


def execute(options: argparse.Namespace) -> int:
    """Print what a run would do."""
    from pipeline.lastrun import last_run
    from pipeline.review.store import with_review
    from pipeline.standing import standing

    if not options.paths and last_run(options.out) is None:
        options.paths = ["seeds"]
    paths, config = last_inputs(options)
    check_paths(paths)
    found = standing(paths, options.out, with_review(load_config(config), options.review))
    if options.json:
        print_json(found.to_json())
    else:
        print_lines(lines(found))
    return 0


def lines(found: Standing) -> Iterator[str]:
    """For people."""
    if found.holder:
        yield f"running     {found.holder}"
    if found.last:
        how = "ended well" if found.last.get("success") else "failed"
        yield f"last run    {found.last.get('finished')}, {how}, {found.last.get('seconds')} s"
    yield from _named("new", found.new)
    yield from _named("changed", [f"{name} ({', '.join(parts)})" for name, parts in found.changed.items()])
    yield f"unchanged   {found.unchanged}"
    yield from _named("removed", found.removed)
    yield from _named("quarantine", [f"{source}: {reason}" for source, reason in found.quarantined])
    if found.again:
        yield f"            {found.again} of these would be tried again; `bitexte retry` tries all of them"
    yield f"corpus      {'up to date' if found.current else 'would be put together again'}"


def _named(kind: str, names: list[str] | tuple[str, ...]) -> Iterator[str]:
    from pipeline.report.visible import visible

    yield f"{kind:<12}{len(names)}"
    for name in names[:MOST]:
        yield f"  {visible(' '.join(name.split()))}"
    if len(names) > MOST:
        yield f"  … and {len(names) - MOST} more"
