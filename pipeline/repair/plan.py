"""Running all rules over a document until nothing changes any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pipeline.config import RepairConfig
from pipeline.document import Edit
from pipeline.repair.edits import Patch
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, Rule, all_rules
from pipeline.repair.screen import Screen, wanted

#: A document that still changes after so many passes is cycling. Four passes sufficed for all text measured.
MAX_PASSES = 10


@dataclass(frozen=True, slots=True)
class Repair:
    """The repaired document: `lines` with None for a dropped line, `edits` raw → clean, `proposals` not applied."""

    lines: tuple[str | None, ...]
    edits: tuple[Edit, ...]
    proposals: tuple[Edit, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """Applied edits by family."""
        return Counter(edit.category for edit in self.edits)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The rules in order, and what tells which of them a line can interest."""

    rules: tuple[Rule, ...]
    screen: Screen


@lru_cache(maxsize=8)
def _plan(disabled: tuple[str, ...]) -> _Plan:
    rules = tuple(each for each in all_rules() if each.name not in disabled and each.category not in disabled)
    return _Plan(rules, Screen(rules))


def repair(
    lines: Sequence[str],
    config: RepairConfig | None = None,
    *,
    standing: Collection[int] = (),
    names: Iterable[tuple[str, str]] = (),
) -> Repair:
    """Repair the raw lines of one document. To drop a line whose number is in `standing` is only proposed.

    `names`: how other documents of the batch spell names (`Document.names`).

    The plan is run again over its own result until a pass changes nothing, and
    each pass sees only what a new call would see (the lines that are left), so
    that repairing the result again is no change by construction. A line that
    never comes to rest is left as it came.
    """
    config = config or RepairConfig()
    plan = _plan(tuple(config.disabled))
    states = [_State(Patch.of(number, text), Line(text, -1)) for number, text in enumerate(lines, 1)]
    frozen: set[int] = set()
    known_names = dict(names)
    told = None
    for passes in range(1, 2 * MAX_PASSES):
        told, changed = _run(plan, states, frozen, config, told, standing, known_names)
        if not changed:
            break
        if passes >= MAX_PASSES:
            for number in changed:
                text = lines[number - 1]
                states[number - 1] = _State(Patch.of(number, text), Line(text, -1))
            frozen |= changed
    return Repair(
        lines=tuple(None if state.patch.dropped else state.patch.text for state in states),
        edits=tuple(edit for state in states for edit in state.patch.edits),
        proposals=tuple(dict.fromkeys(edit for state in states for _, edit in state.proposals)),
    )


@dataclass(frozen=True, slots=True)
class _State:
    """A line after a pass: its patch, what was proposed by which rule, and what makes asking again needless.

    The rules from `settled` on have seen the text as it stands, at `index`, with `foreign` as its foreign
    stretches (None: nobody asked), and asked the context only for `asked`. `line` holds what is known of the text.
    """

    patch: Patch
    line: Line
    proposals: tuple[tuple[int, Edit], ...] = ()
    settled: int | None = None
    index: int = -1
    foreign: tuple[tuple[int, int], ...] | None = None
    asked: frozenset[Callable[[Context], Any]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Told:
    """What the rules are told in a pass, and the words of the document that some of them look for."""

    context: Context
    telling: Mapping[str, int]


def _run(
    plan: _Plan,
    states: list[_State],
    frozen: set[int],
    config: RepairConfig,
    before: _Told | None,
    standing_lines: Collection[int],
    names: Mapping[str, str],
) -> tuple[_Told, set[int]]:
    """One pass over all lines, in place: what the rules were told, and the numbers of the lines that changed."""
    standing = [state for state in states if not state.patch.dropped]
    lines = [
        state.line if state.line.index == index else state.line.anew(index) for index, state in enumerate(standing)
    ]
    context = Context(lines, config, default_lexicon(), names, before and before.context)
    told = _Told(context, plan.screen.telling(context))
    stale = lru_cache(maxsize=None)(lambda gather: before is None or context.differs(before.context, gather))
    same_words = before is not None and before.telling == told.telling
    changed: set[int] = set()
    for line, state in zip(lines, standing, strict=True):
        patch = state.patch
        if patch.line in frozen or not patch.text:
            continue
        known = (
            state.settled is not None
            and state.index == line.index
            and (state.foreign is None or state.settled == 0 or state.foreign == line.foreign)
            and (same_words or wanted(line, before.telling) == wanted(line, told.telling))
            and not any(map(stale, state.asked))
        )
        if known and state.settled == 0:
            continue
        result = _run_line(plan, state if known else _State(patch, line), line, told, patch.line in standing_lines)
        states[patch.line - 1] = result
        if result.patch.text != patch.text or result.patch.dropped:
            changed.add(patch.line)
    return told, changed


def _run_line(plan: _Plan, state: _State, line: Line, told: _Told, stands: bool) -> _State:
    """Ask the rules that have not seen the text as it stands, and all those after one that changes it."""
    rules, patch, context = plan.rules, state.patch, told.context
    stop = len(rules) if state.settled is None else state.settled
    proposals: list[tuple[int, Edit]] = [each for each in state.proposals if each[0] >= stop]
    noted = context.note()
    settled = 0
    worded = plan.screen.worded(line, told.telling)
    pending = plan.screen(line, worded) & ((1 << stop) - 1)
    while pending:
        at = (pending & -pending).bit_length() - 1
        pending &= pending - 1
        rule = rules[at]
        if not rule.triggered(line.text) or not (changes := rule.changes(line, context)):
            continue
        edits = [_edit(rule, change, line, patch.line, context.config.min_confidence) for change in changes]
        if stands:
            edits = [replace(edit, applied=False) if edit.drops_line else edit for edit in edits]
        applied = [edit for edit in edits if edit.applied]
        dropping = [edit for edit in applied if edit.drops_line]
        if dropping:
            return _State(patch.with_edits(dropping[:1]), line)
        if len(applied) < len(edits):
            proposals += ((at, edit) for edit in patch.composed([edit for edit in edits if not edit.applied]))
        if applied:
            patch = patch.with_edits(applied)
            forms = line.forms
            line = line.after(patch.text, applied)
            if line.forms is not forms:
                worded = plan.screen.worded(line, plan.screen.with_picks(told.telling, line.forms))
            settled = at + 1
            if stop < len(rules):
                stop = len(rules)
                proposals = [each for each in proposals if each[0] <= at]
            pending = plan.screen(line, worded, settled)
    return _State(
        patch,
        # What edits carried along is for this pass alone: the next one sees what a new call would see.
        line.anew(line.index) if settled else line,
        tuple(sorted(proposals, key=lambda each: each[0])),
        settled,
        line.index,
        line.__dict__.get("foreign", state.foreign),
        frozenset(noted | state.asked),
    )


def _edit(rule: Rule, change: Change, line: Line, number: int, min_confidence: float) -> Edit:
    start, end, after = change.start, change.end, change.after
    if change.drop:
        start, end, after = 0, len(line.text), ""
    elif rule.category == "boilerplate" and start == 0 and not after and end < len(line.text):
        # Keep one character in the edit: one that leaves nothing at the start stands for a dropped line.
        after = line.text[end]
        end += 1
    confidence = rule.confidence if change.confidence is None else change.confidence
    return Edit(
        line=number,
        start=start,
        end=end,
        before=line.text[start:end],
        after=after,
        rules=(rule.name,),
        category=rule.category,
        why=change.why or rule.why,
        confidence=confidence,
        applied=confidence >= min_confidence,
    )
