"""`bitexte serve`: the batch flow on a schedule."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pipeline.commands.common import add_config, command, config_path, positive
from pipeline.commands.run import check_run, reachable
from pipeline.errors import BitexteError
from pipeline.reading import check_paths

EXAMPLES = """\
  bitexte serve --cron "0 6 * * *" --timezone Europe/Paris
  bitexte serve articles/ --interval 3600 --out corpus
"""
DESCRIPTION = """\
Run the batch flow on a schedule until stopped. Where PREFECT_API_URL names no server, one is started on this machine:
without a server no schedule ever fires. Runs never overlap; one that came due while this was not running is made up
for at the start, and stopping (Ctrl-C, SIGTERM) does not pause the schedule."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "serve", execute, "run the batch on a schedule", EXAMPLES, DESCRIPTION)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and directories (default: seeds)")
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="where the corpus goes (default: out)"
    )
    add_config(parser)
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--cron", metavar="EXPRESSION", help='five fields, such as "0 6 * * *" (the default)')
    when.add_argument("--interval", type=positive, metavar="SECONDS", help="every so many seconds")
    parser.add_argument("--timezone", default="UTC", metavar="NAME", help="of the cron expression, such as Europe/Paris (default: UTC)")


def execute(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    paths, config = options.paths or ["seeds"], config_path(options)
    check_paths(paths)
    check_run(config, options.out)
    from flows.serve import serve  # Prefect takes seconds to import

    if not reachable():
        raise BitexteError("no loopback interface here, so no schedule can fire; let cron or a timer start `bitexte run`")
    serve(
        paths=[str(Path(path).absolute()) for path in paths],
        out=str(options.out.absolute()),
        config=str(config.absolute()) if config else None,
        cron=options.cron or (None if options.interval else "0 6 * * *"),
        interval=options.interval,
        timezone=options.timezone,
    )
    return 0
