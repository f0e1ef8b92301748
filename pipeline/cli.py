"""The `bitexte` command: parse, call, print. The commands themselves are modules of `pipeline.commands`."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from pipeline.commands import (
    clean,
    diff,
    doctor,
    evaluation,
    memory,
    models,
    recheck,
    retry,
    review,
    rules,
    run,
    serve,
    status,
    translate,
)
from pipeline.errors import BitexteError
from pipeline.events import log, set_up
from pipeline.translate.state import state_directory

COMMANDS = (run, status, retry, recheck, translate, clean, diff, review, rules, models, memory, serve, evaluation, doctor)

EPILOG = """\
examples:
  bitexte run                        the articles in seeds/ → a corpus in out/
  bitexte run articles/ --out corpus --workers 4
  bitexte translate article.txt      one article in English, on standard output
  bitexte clean --diff article.txt   what was repaired, and why
  bitexte diff 003 --open            the same for an article of the last run, as a page

exit codes:
  0  done
  1  done, but something was quarantined or needs a look
  2  wrong usage or bad input
  3  no usable model
  75 another run is at work on the same output folder; try again later
"""


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="bitexte",
        description="French news, often machine-translated, to clean French, faithful English and a bilingual corpus.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"bitexte {version('bitexte')}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code."""
    # The tables are large and stay: looking through them for cycles again and again is a tenth of a short command.
    gc.set_threshold(100_000, 50, 50)
    _lenient_output()
    options = parser().parse_args(arguments)
    set_up(json_lines=getattr(options, "log_json", False))
    try:
        code = options.execute(options)
        sys.stdout.flush()
        return code
    except BitexteError as error:
        return _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        _fail("stopped", 130)
        # Threads may be in the middle of a shard; whatever is written appears whole or not at all.
        os._exit(130)
    except BrokenPipeError:
        # The reader has seen enough (`| head`); without this Python complains again when it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        full = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        return _fail(f"{where}{full}", 2)
    except Exception as error:
        log.debug("unexpected", exc_info=True)
        place = state_directory() / "log" / "bitexte.log"
        return _fail(f"unexpected {type(error).__name__}: {error} (the traceback is in {place})", 2)


def _fail(message: str, code: int) -> int:
    log.error(message)
    return code


def _lenient_output() -> None:
    """A terminal that cannot show a character gets a substitute instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace" if stream is sys.stderr else "replace")


if __name__ == "__main__":
    sys.exit(main())
