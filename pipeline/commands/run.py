"""`bitexte run`: the batch flow."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.common import add_config, command, config_path, positive, print_lines, tell
from pipeline.config import load_config
from pipeline.errors import BitexteError
from pipeline.reading import check_paths

if TYPE_CHECKING:
    from pipeline.batch import Summary

EXAMPLES = """\
  bitexte run
  bitexte run articles/ more.jsonl --out corpus --workers 4
  bitexte run --force                 work on unchanged documents too
"""
DESCRIPTION = """\
Read articles (txt, html, jsonl, csv, tsv; directories are walked), repair their French, translate it, check every
pair and write the corpus. Only new and changed articles are worked on; those that are gone leave the corpus."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "run", execute, "turn articles into a bilingual corpus", EXAMPLES, DESCRIPTION)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and directories (default: seeds)")
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="where the corpus goes (default: out)"
    )
    add_config(parser)
    parser.add_argument("--workers", type=positive, metavar="N", help="shards of documents in work at the same time")
    parser.add_argument("--force", action="store_true", help="work on unchanged documents too")


def execute(options: argparse.Namespace) -> int:
    """Run the flow and print the summary; 1 where something was quarantined."""
    start = time.monotonic()
    paths, config = options.paths or ["seeds"], config_path(options)
    # What can be known to be wrong is said before Prefect takes its seconds to start.
    check_paths(paths)
    check_run(config, options.out)
    summary = run_flow(paths, config, options) if reachable() else run_plain(paths, config, options)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    from pipeline.summary import summary_lines

    print_lines(summary_lines(summary, time.monotonic() - start))
    return 1 if summary.quarantined else 0


def reachable() -> bool:
    """Whether Prefect can work here; a server elsewhere is the user's business."""
    from flows.settings import loopback

    return bool(os.environ.get("PREFECT_API_URL")) or loopback()


def run_flow(paths: list[str], config: Path | None, options: argparse.Namespace) -> Summary:
    """The batch as a Prefect flow."""
    tell("bitexte: starting")
    from flows.serve import server

    # A server of our own, out of reach of a Ctrl-C that is meant for us, is there for the end of the run to be told;
    # the ephemeral one would be gone by then. It is also quicker: this process need not import a server.
    with server():
        from flows.corpus import corpus  # Prefect takes seconds to import

        return corpus(
            paths=[str(path) for path in paths],
            out=str(options.out),
            config=str(config) if config else None,
            workers=options.workers,
            force=options.force,
            progress=progress,
        )


def run_plain(paths: list[str], config: Path | None, options: argparse.Namespace) -> Summary:
    """The batch without Prefect, which needs the loopback interface."""
    from pipeline.batch import run_batch

    tell("bitexte: no loopback interface here; running without Prefect")
    return run_batch(paths, options.out, load_config(config), force=options.force)


def check_run(config: Path | None, out: Path) -> None:
    """Raise what would stop the run: a wrong configuration, no usable model, a folder that cannot be written."""
    from pipeline.corpus.formats import formats
    from pipeline.translate.models import find_model, prepare

    settings = load_config(config)
    formats(settings.output.formats)
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".bitexte-probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BitexteError(f"{out}: cannot write: {error.strerror or error}") from error
    prepare(find_model(settings.translate))


def progress(seen: int, worked: int) -> None:
    """One line that is written over on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{seen} documents seen, {worked} worked on", end="", file=sys.stderr, flush=True)
