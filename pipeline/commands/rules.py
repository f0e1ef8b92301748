"""`bitexte rules`: what the repair rules are for."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pipeline.commands.common import columns, command, print_lines, valid_rule_name
from pipeline.repair import Rule, all_rules
from pipeline.report.visible import visible_spaces

EXAMPLES = """\
  bitexte rules                    all rules, in the order in which they run
  bitexte rules words              those of one family
  bitexte rules words.doubled      one rule: its purpose, its confidence, an example
"""
DESCRIPTION = """\
List the repair rules by family. Rules and whole families can be switched off in the configuration ([repair]
disabled); below [repair] min_confidence a change is only proposed."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "rules", execute, "explain the repair rules", EXAMPLES, DESCRIPTION)
    parser.add_argument("name", nargs="?", metavar="NAME", help="a rule or a family")


def execute(options: argparse.Namespace) -> int:
    """Print the rules."""
    rules = all_rules()
    if options.name is None:
        print_lines(overview(rules))
        return 0
    names = [*dict.fromkeys(rule.category for rule in rules), *(rule.name for rule in rules)]
    name = valid_rule_name(options.name, names, "rule or family")
    chosen = [rule for rule in rules if name in (rule.name, rule.category)]
    for place, rule in enumerate(chosen):
        if place:
            print()
        print_lines(detail(rule))
    return 0


def overview(rules: tuple[Rule, ...]) -> Iterator[str]:
    """A line for each rule below the name of its family."""
    widest = max((len(rule.name) for rule in rules), default=0)
    for place, (family, group) in enumerate(groupby(rules, key=lambda rule: rule.category)):
        if place:
            yield ""
        yield family
        for rule in group:
            yield f"  {rule.name:<{widest}}  {rule.confidence:.2f}  {rule.why}"


def detail(rule: Rule) -> Iterator[str]:
    """All about one rule."""
    yield f"{rule.name}  (family {rule.category}, confidence {rule.confidence:.2f})"
    for text in (rule.why, rule.purpose):
        yield from textwrap.wrap(text, max(40, min(columns(), 110)), initial_indent="  ", subsequent_indent="  ")
    yield f"  before  {visible_spaces(rule.example[0])}"
    yield f"  after   {visible_spaces(rule.example[1])}"
