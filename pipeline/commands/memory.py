"""`bitexte memory`: what was translated once, and what people translated better."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pipeline.commands.common import command, tell

EXAMPLES = """\
  bitexte memory stats
  bitexte memory export memory.tmx        for OmegaT and other tools of translators; without FILE: JSON lines
  bitexte memory import corrected.tmx     translations made by people, which win over the machine
  bitexte memory clear                    forget the machine's; --human: people's too
"""
DESCRIPTION = """\
The translation memory, .bitexte/memory.sqlite: every sentence that was translated, under the model, the parameters and
the tables that it was translated with, so that none is translated twice; and the translations that people made."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "memory", execute, "look at, export, import or clear the memory", EXAMPLES, DESCRIPTION)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("stats", help="how much is remembered")
    export = actions.add_parser("export", help="write all pairs")
    export.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: standard output")
    shape = export.add_mutually_exclusive_group()
    shape.add_argument("--tmx", action="store_true", help="as TMX 1.4 (default for a FILE ending in .tmx)")
    shape.add_argument("--jsonl", action="store_true", help="as JSON lines (default)")
    take = actions.add_parser("import", help="take over human translations from a TMX file")
    take.add_argument("file", type=Path, metavar="FILE.tmx")
    clear = actions.add_parser("clear", help="forget what the machine translated")
    clear.add_argument("--human", action="store_true", help="and what people translated")


def execute(options: argparse.Namespace) -> int:
    """Do what is asked for."""
    from pipeline.translate.memory import Memory, memory_path

    with contextlib.closing(Memory(memory_path())) as memory:
        return {"stats": show, "export": export, "import": take, "clear": clear}[options.action](memory, options)


def show(memory: Any, options: argparse.Namespace) -> int:
    """How much there is: by model and parameters for the machine."""
    known = memory.statistics()
    print(f"file     {memory.path} ({known.size / 1e6:.1f} MB)")
    print(f"machine  {sum(known.machine.values())}")
    for fingerprint, count in known.machine.items():
        print(f"         {count} under {fingerprint[:12]}")
    print(f"human    {known.human}")
    return 0


def export(memory: Any, options: argparse.Namespace) -> int:
    """Write every pair."""
    from pipeline.translate.memory import export_lines

    named_tmx = options.file is not None and options.file.suffix.lower() == ".tmx"
    as_tmx = options.tmx or (named_tmx and not options.jsonl)
    with _output(options.file) as file:
        for line in export_lines(memory, tmx=as_tmx):
            file.write(line)
    if options.file:
        tell(f"bitexte: {options.file}")
    return 0


def take(memory: Any, options: argparse.Namespace) -> int:
    """Take over a TMX file."""
    taken, passed = memory.import_tmx(options.file)
    print(f"imported {taken} human translations")
    if passed:
        print(f"passed over {passed} that the machine made")
    if not taken:
        tell(f"bitexte: {options.file} has no unit with both French and English by a person")
        return 1
    return 0


def clear(memory: Any, options: argparse.Namespace) -> int:
    """Forget."""
    print(f"forgot {memory.clear(human=options.human)} translations")
    return 0


@contextlib.contextmanager
def _output(path: Path | None) -> Iterator[IO[str]]:
    if path is None:
        yield sys.stdout
        return
    from pipeline.corpus.atomic import write_atomic

    with write_atomic(path) as file:
        yield file
