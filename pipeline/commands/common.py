"""What several commands share: their options, the configuration, colours, printing."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pipeline.config import Config, load_config
from pipeline.errors import ConfigError

DEFAULT_CONFIG = Path("bitexte.toml")

Execute = Callable[[argparse.Namespace], int]


def command(
    commands: Any, name: str, execute: Execute, summary: str, examples: str, description: str = ""
) -> argparse.ArgumentParser:
    """A sub-command with its help: one line in the list, a description and examples on its own page."""
    made = commands.add_parser(
        name,
        help=summary,
        description=description or f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(execute=execute)
    return made


def add_config(parser: argparse.ArgumentParser) -> None:
    """The option `--config`."""
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help=f"configuration (default: {DEFAULT_CONFIG}, where there is one)"
    )


def add_review(parser: argparse.ArgumentParser) -> None:
    """The option `--review`."""
    parser.add_argument(
        "--review", type=Path, metavar="DIR", help="where the decisions of reviewers are (default: review)"
    )


def config_path(options: argparse.Namespace) -> Path | None:
    """The configuration file that is meant: the named one, or the default one where it exists."""
    if options.config is not None:
        return options.config
    return DEFAULT_CONFIG if DEFAULT_CONFIG.is_file() else None


def configuration(options: argparse.Namespace) -> Config:
    """The configuration that is meant, with the folder that `--review` names. Raises ConfigError."""
    from pipeline.review.store import with_review

    return with_review(load_config(config_path(options)), getattr(options, "review", None))


def colour(stream: Any = None) -> bool:
    """Whether colours are wanted: only on a terminal, and not where NO_COLOR (https://no-color.org) is set."""
    stream = stream or sys.stdout
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """The width of the terminal; 100 where there is none."""
    return shutil.get_terminal_size((100, 40)).columns


def print_json(data: Any) -> None:
    """`data` on standard output, readable for people and programs."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def print_lines(lines: Iterable[str]) -> None:
    """Each line on standard output."""
    for line in lines:
        print(line)


def tell(message: str) -> None:
    """One line on standard error."""
    print(message, file=sys.stderr, flush=True)


def positive(text: str) -> int:
    """A whole number from 1, for an option."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def not_negative(text: str) -> float:
    """A number from 0, for an option."""
    number = float(text)
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


def valid_rule_name(name: str, known: Iterable[str], what: str) -> str:
    """`name` if it is known. Raises ConfigError, with the known ones, where it is not."""
    known = list(known)
    if name not in known:
        raise ConfigError(f"there is no {what} {name!r}; there are {', '.join(known)}")
    return name
