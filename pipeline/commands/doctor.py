"""`bitexte doctor`: looks for the usual trouble."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pipeline.commands.common import add_config, command, config_path, configuration
from pipeline.config import Config
from pipeline.errors import BitexteError

EXAMPLES = """\
  bitexte doctor
  bitexte doctor --out corpus --config news.toml
"""
DESCRIPTION = """\
Look for the usual trouble: packages that do not go together, SQLite, clock, encoding, model, state and output folders,
space, lock, loopback, a Prefect server that does not answer or was left behind, proxies. `ok` is fine, `??` should be
looked at (exit code 1), `no` has to be mended first (2 or 3)."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "doctor", execute, "look for the usual trouble", EXAMPLES, DESCRIPTION)
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="DIR", help="the output folder (default: out)")
    add_config(parser)


def execute(options: argparse.Namespace) -> int:
    """Print what is found; the exit code of the worst trouble."""
    from pipeline.health import CHECKS, Place, Trouble

    worst, config = 0, Config()
    try:
        config = configuration(options)
        path = config_path(options)
        print(f"ok  {'configuration':<14} {path or 'defaults'}")
    except BitexteError as error:
        worst = error.exit_code
        print(f"no  {'configuration':<14} {error}")
    for name, check in CHECKS.items():
        try:
            text, mark = check(Place(config, options.out)), "ok"
        except BitexteError as error:
            text, mark, worst = str(error), "??" if isinstance(error, Trouble) else "no", max(worst, error.exit_code)
        print(f"{mark}  {name:<14} {text}")
    return worst
