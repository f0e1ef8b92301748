"""`bitexte review`: the changes of a run in the browser, to be accepted, rejected and corrected."""

from __future__ import annotations

import argparse
import webbrowser
from pathlib import Path
from typing import Any

from pipeline.commands.common import add_config, add_review, command, configuration, tell
from pipeline.errors import InputError

#: Asked for on every day alike, so that a page that is still open works again.
PORT = 8757

EXAMPLES = """\
  bitexte review                the articles of the last run
  bitexte review 003 --open     one of them, in the browser
"""
DESCRIPTION = """\
Serve the changes of the last run on this machine (127.0.0.1), where they can be accepted, rejected and corrected by
hand. What is decided is kept in the folder review/ and holds for every later run; it can be undone."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "review", execute, "decide about changes in the browser", EXAMPLES, DESCRIPTION)
    parser.add_argument("document", nargs="?", metavar="DOCUMENT", help="a document of the last run")
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="where the run wrote (default: out)"
    )
    add_review(parser)
    parser.add_argument("--port", type=_port, default=PORT, metavar="N", help=f"default: {PORT}; 0: any that is free")
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    add_config(parser)


def execute(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from pipeline.review.desk import ReviewDesk
    from pipeline.review.server import ReviewServer
    from pipeline.review.view import documents

    config = configuration(options)
    names = documents(options.out)
    if not names:
        raise InputError(f"{options.out / 'documents'}: no documents; `bitexte run` makes them")
    if options.document is not None and options.document not in names:
        raise InputError(f"there is no document {options.document!r} in {options.out / 'documents'}")
    desk = ReviewDesk(options.out, config)
    with ReviewServer(desk, options.port) as server:
        address = server.address + (f"documents/{options.document}/" if options.document else "")
        print(address, flush=True)
        tell("bitexte: Ctrl-C stops it")
        if options.open and not webbrowser.open(address):
            tell("bitexte: no browser found; open the address by hand")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            tell("\nbitexte: stopped")
        finally:
            desk.close()
    return 0


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("must lie between 0 and 65535")
    return number
