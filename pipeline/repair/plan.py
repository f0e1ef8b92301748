"""Running all rules over a document until nothing changes any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.config import RepairConfig
from pipeline.document import Edit
from pipeline.repair.edits import Patch
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.rule import Change, Context, Line, Rule, all_rules

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


@lru_cache(maxsize=8)
def _plan(disabled: tuple[str, ...]) -> tuple[Rule, ...]:
    return tuple(each for each in all_rules() if each.name not in disabled and each.category not in disabled)


def repair(lines: Sequence[str], config: RepairConfig | None = None) -> Repair:
    """Repair the raw lines of one document.

    The plan is run again over its own result until a pass changes nothing, and
    each pass sees only what a new call would see (the lines that are left), so
    that repairing the result again is no change by construction. A line that
    never comes to rest is left as it came.
    """
    config = config or RepairConfig()
    rules = _plan(tuple(config.disabled))
    patches = [Patch.of(number, text) for number, text in enumerate(lines, 1)]
    frozen: set[int] = set()
    for passes in range(1, 2 * MAX_PASSES):
        changed, proposals = _run(rules, patches, frozen, config)
        if not changed:
            break
        if passes >= MAX_PASSES:
            for number in changed:
                patches[number - 1] = Patch.of(number, lines[number - 1])
            frozen |= changed
    return Repair(
        lines=tuple(None if patch.dropped else patch.text for patch in patches),
        edits=tuple(edit for patch in patches for edit in patch.edits),
        proposals=proposals,
    )


def _run(
    rules: Sequence[Rule], patches: list[Patch], frozen: set[int], config: RepairConfig
) -> tuple[set[int], tuple[Edit, ...]]:
    """One pass over all lines, in place: the numbers of the lines that changed, and what was only proposed."""
    standing = [patch for patch in patches if not patch.dropped]
    context = Context(tuple(patch.text for patch in standing), config, default_lexicon())
    changed: set[int] = set()
    proposals: list[Edit] = []
    for index, patch in enumerate(standing):
        if patch.line in frozen or not patch.text:
            continue
        result, proposed = _run_line(rules, patch, index, context)
        proposals += proposed
        if result.text != patch.text or result.dropped:
            changed.add(patch.line)
        patches[patch.line - 1] = result
    return changed, tuple(dict.fromkeys(proposals))


def _run_line(rules: Sequence[Rule], patch: Patch, index: int, context: Context) -> tuple[Patch, list[Edit]]:
    line = Line(patch.text, index)
    proposals: list[Edit] = []
    for rule in rules:
        edits = [_edit(rule, change, line, patch.line, context.config.min_confidence) for change in rule.changes(line, context)]
        if not edits:
            continue
        proposals += patch.composed([edit for edit in edits if not edit.applied])
        applied = [edit for edit in edits if edit.applied]
        dropping = [edit for edit in applied if edit.drops_line]
        if dropping:
            return patch.with_edits(dropping[:1]), []
        if applied:
            patch = patch.with_edits(applied)
            line = line.after(patch.text, applied)
    return patch, proposals


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
