"""The case tables: what each family of rules must mend, and the look-alikes it must leave alone.

`tests/cases/<family>.json` is a list of {"group", "before", "after"?, "note"?}: "fix" goes from `before` to `after`,
"leave" stays as it is, "known-failure" is what we would like and do not manage yet. A case is a whole
document (lines divided by newlines) and runs through the whole plan, with French typography kept as `before` has it
wherever that is already right. A line dropped as boilerplate is missing from `after`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.repair import all_rules, apply, repair, revert

CASES = Path(__file__).parent / "cases"


def load(group: str) -> list:
    return [
        pytest.param(case, id=f"{path.stem}-{number}")
        for path in sorted(CASES.glob("*.json"))
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8")))
        if case["group"] == group
    ]


def clean(text: str) -> str:
    lines = text.split("\n")
    result = repair(lines)
    assert apply(lines, result.edits) == result.lines
    assert revert(result.lines, result.edits) == tuple(lines)
    kept = [line for line in result.lines if line is not None]
    assert repair(kept).edits == (), "repairing twice must change nothing"
    return "\n".join(kept)


@pytest.mark.parametrize("case", load("fix"))
def test_damage_is_mended(case: dict) -> None:
    assert case["before"] != case["after"]
    assert clean(case["before"]) == case["after"]


@pytest.mark.parametrize("case", load("leave"))
def test_look_alikes_are_left_alone(case: dict) -> None:
    assert clean(case["before"]) == case["before"]


@pytest.mark.parametrize("case", load("known-failure"))
def test_known_failures_are_still_failures(case: dict) -> None:
    """A known failure that is mended belongs among the fixes."""
    assert clean(case["before"]) != case["after"]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_rule_keeps_what_its_example_promises(rule) -> None:
    before, after = rule.example
    lines = before.split("\n")
    result = repair(lines)
    assert [line for line in result.lines if line is not None] == ([] if not after else after.split("\n"))
    assert any(rule.name in edit.rules for edit in (*result.edits, *result.proposals))
    assert rule.purpose, "a rule says in its docstring what it is for and what it spares"
