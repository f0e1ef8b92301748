"""`bitexte recheck`: new thresholds without translating again."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from pipeline.commands.common import add_config, command, configuration, print_lines

EXAMPLES = """\
  bitexte recheck                          after a change of [check] in bitexte.toml
  bitexte recheck --out corpus --config strict.toml
"""
DESCRIPTION = """\
Judge the pairs of the last run again by the thresholds, the list of what rejects a pair and keep_flagged of the
configuration. Nothing is read, repaired or translated again; what is written is what `bitexte run --force` would
write under that configuration."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "recheck", execute, "apply new thresholds to a corpus", EXAMPLES, DESCRIPTION)
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="DIR", help="the run (default: out)")
    add_config(parser)


def execute(options: argparse.Namespace) -> int:
    """Judge again and print the summary."""
    from pipeline.recheck import recheck
    from pipeline.summary import summary_lines

    start = time.monotonic()
    summary = recheck(options.out, configuration(options))
    print_lines(summary_lines(summary, time.monotonic() - start))
    return 0
