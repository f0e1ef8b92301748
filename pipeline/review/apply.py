"""Decisions and rules together: what the rules ask for, changed by what people decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.config import RepairConfig
from pipeline.document import Edit, Segment
from pipeline.repair import Repair, apply, repair
from pipeline.repair.edits import Patch
from pipeline.review.anchors import Spot, find, places
from pipeline.review.decisions import Always, Decision, Review, plain
from pipeline.review.hand import HAND, clean_range, rewritten

#: What a decision adds to the chain of rules of an edit, and to its reason.
MARKS = {
    "review.accepted": "A reviewer accepted this.",
    "review.rejected": "A reviewer rejected this.",
    "review.always": "A reviewer wants this in every article.",
    "review.never": "A reviewer wants this in no article.",
    HAND: "A reviewer wrote this.",
}


@dataclass(frozen=True)
class Reviewed:
    """A repair after the decisions.

    `asked`: what can still be decided, as the rules ask for it: edits and proposals, dropped lines among them.
    `verdicts`: the decision about an edit of `asked` that has one. `lines`: the decision about a line of this number.
    `hands`: where a person wrote the French. `dormant`: the decisions whose place is gone.
    """

    repair: Repair
    asked: tuple[Edit, ...] = ()
    verdicts: Mapping[Edit, Decision | Always] = field(default_factory=dict)
    lines: Mapping[int, Decision | Always] = field(default_factory=dict)
    hands: tuple[tuple[Spot, Decision], ...] = ()
    dormant: tuple[Decision, ...] = ()


def settings(config: RepairConfig, always: Iterable[Always]) -> RepairConfig:
    """The configuration with the rules that never run and the names that are always written in one way."""
    always = list(always)
    never = (each.before for each in always if each.kind == "rule" and each.verdict == "never")
    names = {each.before: each.after for each in always if each.kind == "name" and each.verdict == "always"}
    if not always:
        return config
    return replace(config, disabled=(*config.disabled, *never), names={**config.names, **names})


def reviewed(
    lines: Sequence[str],
    config: RepairConfig,
    review: Review,
    repairing: Callable[..., Repair] = repair,
    names: tuple[tuple[str, str], ...] = (),
) -> Reviewed:
    """Repair the raw lines of one document as its reviewers want it.

    The account stays exact: `apply` of the edits gives the clean lines, `revert` the raw ones. Decisions about one
    document come before those about all; a French sentence that a person wrote stands whatever else was decided.
    `repairing`: `pipeline.repair.repair`, or something that remembers what it gave. `names`: those of the document.
    """
    if not review:
        done = repairing(lines, config, names=names)
        return Reviewed(done, (*done.edits, *done.proposals))
    work = _Work(lines, review)
    standing = frozenset(number for number, (_, keep) in work.about_lines.items() if keep)
    work.take(repairing(lines, settings(config, review.always), standing=standing, names=names))
    return work.finish()


def with_others(
    done: Reviewed, lines: Sequence[str], others: Iterable[Edit], config: RepairConfig, review: Review
) -> Reviewed:
    """The same with edits that no rule asked for but a later step, each as it was decided about or else as sure as it
    is; those that a dropped line or a person's words have overtaken are left out."""
    edits: dict[int, list[Edit]] = {}
    for each in done.repair.edits:
        edits.setdefault(each.line, []).append(each)
    proposals, asked, verdicts = list(done.repair.proposals), list(done.asked), dict(done.verdicts)
    decided = {(each.before, each.after): each for each in review.decisions if each.kind == "edit"}
    dormant = done.dormant
    for edit in others:
        spots = (spot for spot, _ in done.hands if spot.line == edit.line)
        written = any(spot.start < edit.end and edit.start < spot.end for spot in spots)
        if written or any(each.drops_line for each in edits.get(edit.line, ())):
            continue
        asked.append(edit)
        applied, by = edit.confidence >= config.min_confidence, decided.get((edit.before, edit.after))
        if by is not None:
            verdicts[edit] = by
            dormant = tuple(each for each in dormant if each != by)
            applied = by.verdict == "accept"
            edit = with_mark(edit, _mark(by, applied), applied=applied)
        if applied:
            kept = [each for each in edits.get(edit.line, ()) if not _meet(each, edit)]
            edits[edit.line] = sorted([*kept, edit], key=_order)
        else:
            proposals.append(replace(edit, applied=False))
    made = tuple(each for number in sorted(edits) for each in edits[number])
    whole = Repair(apply(lines, made), made, tuple(proposals))
    return replace(done, repair=whole, asked=tuple(asked), verdicts=verdicts, dormant=dormant)


def english(
    segments: Sequence[Segment], decisions: Iterable[Decision]
) -> tuple[dict[tuple[int, int], Decision], tuple[Decision, ...]]:
    """The decisions about the English of sentences, by line and index, and those whose sentence is gone."""
    wanted = [each for each in decisions if each.kind == "english"]
    lines = sentence_lines(segments) if wanted else []
    found, dormant = {}, []
    for decision in wanted:
        spots = {spot: place for place, (segment, spot) in _spots(segments).items() if segment.fr == decision.before}
        # One sentence of these words is the one that was meant, whatever stands around it now.
        spot = next(iter(spots)) if len(spots) == 1 else find(lines, decision.anchor, spots)
        if spot is None:
            dormant.append(decision)
        else:
            found[spots[spot]] = decision
    return found, tuple(dormant)


def sentence_lines(segments: Sequence[Segment]) -> list[str]:
    """The lines that the sentences of a document make, for the anchors of English sentences."""
    lines: list[str] = []
    for segment in segments:
        lines += [""] * (segment.line - len(lines))
        lines[segment.line - 1] += (" " if lines[segment.line - 1] else "") + segment.fr
    return lines


def sentence_spot(segments: Sequence[Segment], line: int, index: int) -> Spot:
    """Where a sentence stands in `sentence_lines`."""
    return _spots(segments)[line, index][1]


def _spots(segments: Sequence[Segment]) -> dict[tuple[int, int], tuple[Segment, Spot]]:
    found: dict[tuple[int, int], tuple[Segment, Spot]] = {}
    lengths: dict[int, int] = {}
    for segment in segments:
        start = lengths.get(segment.line, -1) + 1
        lengths[segment.line] = start + len(segment.fr)
        found[segment.line, segment.index] = segment, Spot(segment.line, start, start + len(segment.fr))
    return found


def spot_of(edit: Edit) -> Spot:
    """Where an edit stands in the raw text."""
    return Spot(edit.line, edit.start, edit.end)


def alike(edit: Edit, asked: Iterable[Edit]) -> list[Edit]:
    """The edits that ask for the same change of the same words, this one among them."""
    wanted = edit.before, edit.after, edit.category
    return [each for each in asked if (each.before, each.after, each.category) == wanted and not each.drops_line]


def whole_lines(lines: Sequence[str], text: str) -> list[Spot]:
    """The lines that are `text`."""
    return [Spot(number, 0, len(line)) for number, line in enumerate(lines, 1) if line == text]


def widened(line: str, edit: Edit) -> tuple[str, str]:
    """What an edit changes and makes, in whole words."""
    start, end = edit.start, edit.end
    while start and line[start - 1].isalnum() and (edit.before[:1] or edit.after[:1]).isalnum():
        start -= 1
    while end < len(line) and line[end].isalnum() and (edit.before[-1:] or edit.after[-1:]).isalnum():
        end += 1
    return line[start:end], line[start : edit.start] + edit.after + line[edit.end : end]


class _Work:
    """The decisions about one document being carried out, one kind after another."""

    def __init__(self, lines: Sequence[str], review: Review) -> None:
        self.lines = lines
        self.review = review
        self.dormant: list[Decision] = []
        self.verdicts: dict[Edit, Decision | Always] = {}
        self.hands: list[tuple[Spot, Decision]] = []
        #: Line number → who decided, and whether it stays.
        self.about_lines = dict(self._about_lines())
        self.asked: tuple[Edit, ...] = ()
        self.edits: dict[int, list[Edit]] = {}
        self.proposals: list[Edit] = []

    def _about_lines(self) -> Iterator[tuple[int, tuple[Decision | Always, bool]]]:
        for each in self.review.always:
            if each.kind == "line":
                for number, line in enumerate(self.lines, 1):
                    if line.strip() and plain(line) == plain(each.before):
                        yield number, (each, each.verdict == "never")
        for decision in self.review.decisions:
            if decision.kind == "line":
                spot = find(self.lines, decision.anchor, whole_lines(self.lines, decision.before))
                if spot is None:
                    self.dormant.append(decision)
                else:
                    yield spot.line, (decision, decision.verdict == "keep")

    def take(self, done: Repair) -> None:
        """Start from what the rules ask for."""
        self.asked = (*done.edits, *done.proposals)
        for edit in done.edits:
            self.edits.setdefault(edit.line, []).append(edit)
        self.proposals = list(done.proposals)

    def finish(self) -> Reviewed:
        """Everything else in its order."""
        self._edits()
        self._always()
        self._lines()
        self._french()
        edits = tuple(edit for number in sorted(self.edits) for edit in sorted(self.edits[number], key=_order))
        return Reviewed(
            Repair(apply(self.lines, edits), edits, tuple(self.proposals)),
            self.asked,
            self.verdicts,
            {number: by for number, (by, _) in self.about_lines.items()},
            tuple(self.hands),
            tuple(self.dormant),
        )

    def _edits(self) -> None:
        for decision in self.review.decisions:
            if decision.kind != "edit":
                continue
            same = {
                spot_of(edit): edit
                for edit in self.asked
                if (edit.before, edit.after, edit.category) == (decision.before, decision.after, decision.category)
                and not edit.drops_line
            }
            spot = find(self.lines, decision.anchor, same)
            if spot is None:
                self.dormant.append(decision)
            else:
                self._decide(same[spot], decision, decision.verdict == "accept")

    def _always(self) -> None:
        rules = {each.before: each for each in self.review.always if each.kind == "rule" and each.verdict == "always"}
        names = {
            (each.before, each.after): each
            for each in self.review.always
            if each.kind == "name" and each.verdict == "never"
        }
        for edit in self.asked:
            if edit in self.verdicts or edit.drops_line:
                continue
            by = names.get(widened(self.lines[edit.line - 1], edit)) if names and edit.category == "names" else None
            if by is not None:
                self._decide(edit, by, accepts=False)
            elif not edit.applied and (rule := rules.get(edit.rules[-1])):
                self._decide(edit, rule, accepts=True)

    def _decide(self, edit: Edit, by: Decision | Always, accepts: bool) -> None:
        """Make the edit or not, whatever the rules wanted."""
        self.verdicts[edit] = by
        marked = with_mark(edit, _mark(by, accepts), applied=accepts)
        kept = self.edits.setdefault(edit.line, [])
        if edit in self.proposals:
            self.proposals.remove(edit)
        self.edits[edit.line] = kept = [each for each in kept if each != edit]
        if accepts:
            # A proposal was made with the edits before it in mind, and says what becomes of their words.
            self.edits[edit.line] = [*(each for each in kept if not _meet(each, edit)), marked]
        else:
            self.proposals.append(marked)

    def _lines(self) -> None:
        for number, (by, stays) in sorted(self.about_lines.items()):
            raw = self.lines[number - 1]
            own = (edit for edit in self.asked if edit.line == number and edit.drops_line)
            asked = next(own, None)
            if stays:
                self.proposals = [each for each in self.proposals if each.line != number or not each.drops_line]
                if asked is not None:
                    self.verdicts[asked] = by
                    self.proposals.append(with_mark(asked, _mark(by, accepts=False), applied=False))
                continue
            mark = _mark(by, accepts=True)
            drop = Edit(number, 0, len(raw), raw, "", (), "boilerplate", "", 1.0) if asked is None else asked
            if asked is not None:
                self.verdicts[asked] = by
            self.edits[number] = [with_mark(drop, mark, applied=True)]
            self.proposals = [each for each in self.proposals if each.line != number]

    def _french(self) -> None:
        for decision in self.review.decisions:
            if decision.kind != "french":
                continue
            spot = find(self.lines, decision.anchor, places(self.lines, decision.before))
            if spot is None or not self._write(spot, decision.after):
                self.dormant.append(decision)
            else:
                self.hands.append((spot, decision))

    def _write(self, spot: Spot, text: str) -> bool:
        """Put a person's words in the place of a raw stretch; False where that cannot be done."""
        number, raw = spot.line, self.lines[spot.line - 1]
        edits = sorted(self.edits.get(number, ()), key=_order)
        if any(edit.drops_line for edit in edits):
            return False
        place = clean_range(edits, spot)
        if place is None:
            return False
        (clean,) = apply((raw,), [replace(edit, line=1) for edit in edits])
        assert clean is not None
        patch = rewritten(Patch(number, raw, clean, tuple(edits)), *place, text)
        if not patch.text.strip():
            self.edits[number] = [Edit(number, 0, len(raw), raw, "", (HAND,), "boilerplate", MARKS[HAND], 1.0)]
        else:
            self.edits[number] = list(patch.edits)
        return True


def _mark(by: Decision | Always, accepts: bool) -> str:
    if isinstance(by, Always):
        return "review.always" if accepts else "review.never"
    return "review.accepted" if accepts else "review.rejected"


def with_mark(edit: Edit, mark: str, *, applied: bool) -> Edit:
    """The edit with a reviewer's mark among its rules and in its reason."""
    why = f"{edit.why} {MARKS[mark]}".strip()
    return replace(edit, rules=(*edit.rules, mark), why=why, applied=applied)


def _order(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made: they overlap, or touch where one of them only inserts or deletes."""
    thin = not (one.before and one.after and other.before and other.after)
    start, end = max(one.start, other.start), min(one.end, other.end)
    return start < end or (start == end and thin)
