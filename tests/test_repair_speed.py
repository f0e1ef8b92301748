"""What the speed of the repair rests on: rules are asked only where they can apply, and no text makes one stall."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.repair import ADVERSARIAL
from pipeline.config import RepairConfig
from pipeline.repair import repair
from pipeline.repair.edits import apply, revert
from pipeline.repair.heads import Headed
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.rule import Context, Rule, all_rules
from pipeline.repair.screen import Screen

CASES = Path(__file__).parent / "cases"
#: Characters: at this length a rule whose cost is not linear would need minutes.
SIZE = 60_000


def strings(value: object) -> Iterator[str]:
    """Every string of a JSON value, line by line."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


LINES = sorted({line for path in sorted(CASES.glob("*.json")) for line in strings(json.loads(path.read_text("utf-8")))})

SCREENED = [each for each in all_rules() if each.needs or each.words or each.among is not None]


@pytest.mark.parametrize("rule", SCREENED, ids=lambda each: each.name)
def test_no_rule_would_change_a_line_without_what_it_needs(rule: Rule) -> None:
    screen = Screen((rule,))
    lines = [Line(text, index) for index, text in enumerate(LINES)]
    context = Context(lines, RepairConfig(), default_lexicon())
    telling = screen.telling(context)
    passed = [line for line in lines if not screen(line, screen.worded(line, telling))]
    assert passed
    assert [line.text for line in passed if rule.triggered(line.text) and rule.changes(line, context)] == []


HEADED = {
    f"{name}.{key}": value
    for name, module in sorted(sys.modules.items())
    if name.startswith("pipeline.repair.")
    for key, value in vars(module).items()
    if isinstance(value, Headed)
}


@pytest.mark.parametrize("headed", HEADED.values(), ids=HEADED)
def test_no_match_is_missed_where_only_heads_are_looked_at(headed: Headed) -> None:
    for line in LINES:
        assert [each.span() for each in headed.finditer(line)] == [
            each.span() for each in headed.expression.finditer(line)
        ]


@pytest.mark.parametrize("unit", ADVERSARIAL)
def test_a_long_line_of_anything_comes_to_an_end(unit: str) -> None:
    line = unit * (SIZE // len(unit))
    result = repair([line])
    assert apply([line], result.edits) == result.lines
    assert revert(result.lines, result.edits) == (line,)
