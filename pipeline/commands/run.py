"""`bitexte run`: the batch flow."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.common import (
    add_config,
    add_review,
    command,
    config_path,
    not_negative,
    positive,
    print_lines,
    tell,
)
from pipeline.config import load_config
from pipeline.errors import BitexteError, ConfigError
from pipeline.lock import WAIT
from pipeline.reading import check_paths

if TYPE_CHECKING:
    from pipeline.batch import Summary

log = logging.getLogger("bitexte")

EXAMPLES = """\
  bitexte run
  bitexte run articles/ more.jsonl --out corpus --workers 4
  bitexte run --force                 work on unchanged documents too
  bitexte run --log-json 2> log.jsonl what happens, as JSON lines
"""
DESCRIPTION = """\
Read articles (txt, html, jsonl, csv, tsv; directories are walked), repair their French, translate it, check every
pair and write the corpus. Only new and changed articles are worked on; those that are gone leave the corpus. Where
another run is at work on the same folder, it is waited for; see --wait."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "run", execute, "turn articles into a bilingual corpus", EXAMPLES, DESCRIPTION)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and directories (default: seeds)")
    add_run_options(parser)
    parser.add_argument("--force", action="store_true", help="work on unchanged documents too")


def add_run_options(parser: argparse.ArgumentParser) -> None:
    """The options of every command that runs the batch."""
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="where the corpus goes (default: out)"
    )
    add_review(parser)
    add_config(parser)
    parser.add_argument("--workers", type=positive, metavar="N", help="shards of documents in work at the same time")
    parser.add_argument(
        "--wait",
        type=not_negative,
        default=WAIT,
        metavar="SECONDS",
        help=f"how long to wait for another run on the same folder; 0: not at all (default: {WAIT:g})",
    )
    parser.add_argument(
        "--dask", metavar="ADDRESS", help="work on the Dask cluster with this scheduler, e.g. tcp://host:8786 (docs/scale.md)"
    )
    parser.add_argument("--log-json", action="store_true", help="what happens, as JSON lines on standard error")


def execute(options: argparse.Namespace) -> int:
    """Run the flow and print the summary; 1 where something was quarantined."""
    return run(options, options.paths or ["seeds"], config_path(options), force=options.force)


def run(
    options: argparse.Namespace,
    paths: list[str],
    config: Path | None,
    *,
    force: bool = False,
    only_quarantined: bool = False,
) -> int:
    """Run the batch on `paths` and print the summary; 1 where something is quarantined."""
    start = time.monotonic()
    # What can be known to be wrong is said before Prefect takes its seconds to start.
    check_paths(paths)
    check_run(config, options.out)
    arguments = {
        "paths": [str(path) for path in paths],
        "out": str(options.out),
        "config": str(config) if config else None,
        "force": force,
        "only_quarantined": only_quarantined,
        "wait": options.wait,
        "review": str(options.review) if options.review else None,
    }
    if options.dask and not reachable():
        raise ConfigError("--dask needs a network, or at least the loopback interface")
    summary = run_flow(options, arguments) if reachable() else run_plain(arguments)
    if sys.stderr.isatty() and not options.log_json:
        print("\r\x1b[K", end="", file=sys.stderr)
    from pipeline.summary import summary_lines

    print_lines(summary_lines(summary, time.monotonic() - start))
    return 1 if summary.quarantined else 0


def reachable() -> bool:
    """Whether Prefect can work here; a server elsewhere is the user's business."""
    from flows.settings import loopback

    return bool(os.environ.get("PREFECT_API_URL")) or loopback()


def run_flow(options: argparse.Namespace, arguments: dict[str, Any]) -> Summary:
    """The batch as a Prefect flow."""
    if not options.log_json:
        tell("bitexte: starting")
    from flows.serve import server

    # A server of our own, out of reach of a Ctrl-C that is meant for us, is there for the end of the run to be told;
    # the ephemeral one would be gone by then. It is also quicker: this process need not import a server.
    with server():
        from flows.corpus import corpus  # Prefect takes seconds to import

        shown = sys.stderr.isatty() and not options.log_json
        return corpus(**arguments, dask=options.dask, workers=options.workers, progress=progress if shown else None)


def run_plain(arguments: dict[str, Any]) -> Summary:
    """The batch without Prefect, which needs the loopback interface."""
    from pipeline.batch import Order, run_order

    log.warning("no loopback interface here; running without Prefect")
    return run_order(Order.of(**arguments))


def check_run(config: Path | None, out: Path) -> None:
    """Raise what would stop the run: a wrong configuration, no usable model, a folder that cannot be written."""
    from pipeline.corpus.formats import formats
    from pipeline.translate.models import find_model, prepare

    settings = load_config(config)
    formats(settings.output.formats)
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / f".bitexte-probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BitexteError(f"{out}: cannot write: {error.strerror or error}") from error
    prepare(find_model(settings.translate))


def progress(seen: int, worked: int) -> None:
    """One line that is written over."""
    print(f"\r\x1b[K{seen} documents seen, {worked} worked on", end="", file=sys.stderr, flush=True)
