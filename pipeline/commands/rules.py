"""`bitexte rules`: what the repair rules are for."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.commands.common import columns, command, print_lines, valid_rule_name
from pipeline.repair import Rule, all_rules
from pipeline.repair.rule import FAMILIES
from pipeline.report.visible import visible, visible_spaces
from pipeline.whole import DESCRIPTION as MADE_WHOLE

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
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="the run whose counts are shown (default: out)"
    )


def execute(options: argparse.Namespace) -> int:
    """Print the rules."""
    rules = sorted((*all_rules(), MADE_WHOLE), key=lambda rule: FAMILIES.index(rule.category))
    fired = _fired(options.out)
    if options.name is None:
        print_lines(overview(rules, fired))
        return 0
    names = [*dict.fromkeys(rule.category for rule in rules), *(rule.name for rule in rules)]
    name = valid_rule_name(options.name, names, "rule or family")
    chosen = [rule for rule in rules if name in (rule.name, rule.category)]
    for place, rule in enumerate(chosen):
        if place:
            print()
        print_lines(detail(rule))
        if fired is not None:
            print(f"  fired   {fired.get(rule.name, 0)} × in the last run ({options.out})")
    return 0


def _fired(out: Path) -> Mapping[str, int] | None:
    """How often each rule had a part in an applied change of the last run; None where there was none."""
    try:
        counts = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["counts"]["rules"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return counts if isinstance(counts, dict) else None


def overview(rules: Sequence[Rule], fired: Mapping[str, int] | None) -> Iterator[str]:
    """A line for each rule below the name of its family: confidence, how often it fired, what it says."""
    widest = max((len(rule.name) for rule in rules), default=0)
    for place, (family, group) in enumerate(groupby(rules, key=lambda rule: rule.category)):
        if place:
            yield ""
        yield family
        for rule in group:
            times = "" if fired is None else f"  {fired.get(rule.name, 0) or '·':>4}"
            yield f"  {rule.name:<{widest}}  {rule.confidence:.2f}{times}  {rule.why}"


def detail(rule: Rule) -> Iterator[str]:
    """All about one rule."""
    yield f"{rule.name}  (family {rule.category}, confidence {rule.confidence:.2f})"
    for text in (rule.why, rule.purpose):
        yield from textwrap.wrap(text, max(40, min(columns(), 110)), initial_indent="  ", subsequent_indent="  ")
    # Blanks are marked only where they are all that the rule changes.
    shown = visible_spaces if _letters(rule.example[0]) == _letters(rule.example[1]) else str
    for name, text in zip(("before", "after"), rule.example, strict=True):
        yield from (f"  {name:<7} {visible(shown(line))}" for line in text.split("\n"))


def _letters(text: str) -> str:
    return "".join(text.split())
