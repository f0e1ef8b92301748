"""`bitexte retry`: the documents that were quarantined, once more."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from pipeline.commands.common import command, config_path
from pipeline.commands.run import add_run_options, run
from pipeline.errors import InputError

EXAMPLES = """\
  bitexte retry
  bitexte retry --out corpus
  bitexte retry articles/ --config patient.toml   with other limits, say
"""
DESCRIPTION = """\
Work on the documents that the last run quarantined, and on no others, and put the corpus together again. `run` tries
such a document again only when it, the configuration, the rules or the model have changed."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "retry", execute, "try what was quarantined once more", EXAMPLES, DESCRIPTION)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and directories (default: those of the last run)")
    add_run_options(parser)


def execute(options: argparse.Namespace) -> int:
    """Run the flow for what is in quarantine; 1 where something still is."""
    from pipeline.lastrun import quarantine

    if not quarantine(options.out):
        print("nothing is in quarantine")
        return 0
    paths, config = last_inputs(options)
    return run(options, paths, config, only_quarantined=True)


def last_inputs(options: argparse.Namespace) -> tuple[list[str], Path | None]:
    """The paths and the configuration that are named, or those of the last run on the folder.

    Raises InputError where neither is known.
    """
    from pipeline.lastrun import last_run

    last = last_run(options.out)
    if options.paths:
        paths = list(options.paths)
    elif last:
        paths = [_from_here(path, last) for path in last["paths"]]
    else:
        raise InputError(f"{options.out}: no run is known there; name the articles")
    if "-" in paths:
        raise InputError("standard input cannot be read again; name the articles")
    config = config_path(options)
    if options.config is None and last and last.get("config"):
        config = Path(_from_here(last["config"], last))
    return paths, config


def _from_here(path: str, last: dict[str, Any]) -> str:
    there = str(last.get("directory", ""))
    return path if path == "-" or not there or there == os.getcwd() else os.path.join(there, path)
