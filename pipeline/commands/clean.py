"""`bitexte clean`: one article, repaired."""

from __future__ import annotations

import argparse
from typing import Any

from pipeline.article import clean_article, clean_json
from pipeline.commands.common import add_config, add_review, colour, columns, command, configuration, print_json, print_lines

EXAMPLES = """\
  bitexte clean article.txt > clean.txt
  bitexte clean --diff article.txt    every change, word by word, with its reason
  curl -s https://… | bitexte clean - --json
"""
DESCRIPTION = """\
Print the repaired French: one line for each line of the article that is kept. Standard input is read where no
file, or "-", is named."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "clean", execute, "repair the French of one article", EXAMPLES, DESCRIPTION)
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="the article (default: standard input)")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="lines and edits as JSON")
    shape.add_argument("--diff", action="store_true", help="the changes with their reasons")
    add_review(parser)
    add_config(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the repaired article."""
    cleaned = clean_article(options.file, configuration(options))
    if options.json:
        print_json(clean_json(cleaned))
    elif options.diff:
        from pipeline.report.diff import view
        from pipeline.report.terminal import render

        document, repair = cleaned.document, cleaned.repair
        shown = view(document.id, document.lines, repair.edits, repair.proposals, document.title)
        print_lines(render(shown, colour=colour(), width=columns()))
    else:
        print_lines(line for line in cleaned.repair.lines if line is not None)
    return 0
