"""What the page of a batch shows, counted from the edits and pairs of its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.document import Edit, Segment
from pipeline.repair.rule import FAMILIES

#: Different changes shown for each rule, and the characters that are kept of each.
SAMPLES, SAMPLE = 5, 200
#: Documents that a page lists.
ROWS = 2000
#: Columns that are summed up.
TOTALS = ("lines", "dropped", "applied", "proposed", "kept", "flagged", "rejected")


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What a run knows of one document: `lines` counts the lines that are not blank; `edits` holds proposals too."""

    id: str
    title: str | None
    language: str
    lines: int
    edits: Sequence[Edit]
    segments: Sequence[Segment]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """The counts of one document."""

    id: str
    title: str | None
    language: str
    lines: int
    dropped: int
    applied: int
    proposed: int
    kept: int
    flagged: int
    rejected: int


@dataclass(frozen=True, slots=True, order=True)
class Sample:
    """One change that a rule made, and where."""

    document: str
    line: int
    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What a rule did in the batch, with its first different changes."""

    name: str
    category: str
    applied: int
    proposed: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class FlagRow:
    """How many pairs have a flag, by what became of them."""

    name: str
    kept: int
    flagged: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input that could not be processed, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A batch at a glance. `documents`: at most ROWS of them. It holds no times: equal runs give equal pages."""

    documents: tuple[DocumentRow, ...]
    quarantine: tuple[Quarantined, ...] = ()
    rules: tuple[RuleRow, ...] = ()
    flags: tuple[FlagRow, ...] = ()
    model: Mapping[str, Any] = field(default_factory=dict)
    configuration: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, Any] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)

    def total(self, name: str) -> int:
        """The sum of a column over all documents, or the number of "documents": not all of them may be listed."""
        return self.totals.get(name, 0)

    @property
    def families(self) -> tuple[tuple[str, int, int], ...]:
        """Family, applied and proposed edits, in the order of the families; an edit of two rules counts for each."""
        known = {family: [0, 0] for family in FAMILIES}
        for row in self.rules:
            counts = known.setdefault(row.category, [0, 0])
            counts[0] += row.applied
            counts[1] += row.proposed
        return tuple((name, applied, proposed) for name, (applied, proposed) in known.items() if applied or proposed)


class Tally:
    """Counts a batch, one document at a time; the order in which they come makes no difference."""

    def __init__(self) -> None:
        self._rows: list[DocumentRow] = []
        self._totals: Counter[str] = Counter()
        self._rules: dict[tuple[str, str], list[int]] = {}
        self._samples: dict[tuple[str, str], dict[tuple[str, str], Sample]] = {}
        self._flags: dict[str, Counter[str]] = {}

    def add(self, record: DocumentRecord) -> None:
        """Count one document."""
        row = _row(record)
        self._totals.update({"documents": 1, **{name: getattr(row, name) for name in TOTALS}})
        self._rows.append(row)
        if len(self._rows) > 2 * ROWS:
            self._rows = _listed(self._rows)
        for edit in record.edits:
            for name in edit.rules:
                key = (_family(name, edit), name)
                self._rules.setdefault(key, [0, 0])[0 if edit.applied else 1] += 1
                sample = Sample(record.id, edit.line, edit.start, edit.before[:SAMPLE], edit.after[:SAMPLE])
                _keep(self._samples.setdefault(key, {}), sample)
        for segment in record.segments:
            for name in sorted({flag.name for flag in segment.flags}):
                self._flags.setdefault(name, Counter())[segment.status] += 1

    def finish(
        self,
        quarantine: Iterable[Quarantined] = (),
        *,
        model: Mapping[str, Any] | None = None,
        configuration: Mapping[str, Any] | None = None,
        versions: Mapping[str, Any] | None = None,
    ) -> ReportSummary:
        """What was counted."""
        return ReportSummary(
            documents=tuple(sorted(_listed(self._rows), key=lambda row: row.id)),
            quarantine=tuple(sorted(quarantine, key=lambda each: (each.source, each.reason))),
            rules=tuple(
                RuleRow(name, category, *counts, tuple(sorted(self._samples[category, name].values())))
                for (category, name), counts in sorted(self._rules.items(), key=lambda item: (-sum(item[1]), item[0]))
            ),
            flags=tuple(
                FlagRow(name, counts["kept"], counts["flagged"], counts["rejected"])
                for name, counts in sorted(self._flags.items(), key=lambda item: (-item[1].total(), item[0]))
            ),
            model=model or {},
            configuration=configuration or {},
            versions=versions or {},
            totals=dict(self._totals),
        )


def summarise(records: Iterable[DocumentRecord], quarantine: Iterable[Quarantined] = (), **facts: Any) -> ReportSummary:
    """Count a batch that is there as a whole; `facts` as for `Tally.finish`."""
    tally = Tally()
    for record in records:
        tally.add(record)
    return tally.finish(quarantine, **facts)


def _listed(rows: Iterable[DocumentRow]) -> list[DocumentRow]:
    """The documents that a page has room for: those with the most pairs that someone should look at."""
    return sorted(rows, key=lambda row: (-row.rejected - row.flagged, row.id))[:ROWS]


def _family(rule: str, edit: Edit) -> str:
    """The family that a rule's name begins with: an edit that several rules made has the category of the last one."""
    family = rule.split(".", 1)[0]
    return family if family in FAMILIES else edit.category


def _row(record: DocumentRecord) -> DocumentRow:
    states = Counter(segment.status for segment in record.segments)
    applied = [edit for edit in record.edits if edit.applied]
    return DocumentRow(
        record.id,
        record.title,
        record.language,
        record.lines,
        dropped=sum(edit.drops_line for edit in applied),
        applied=len(applied),
        proposed=len(record.edits) - len(applied),
        kept=states["kept"],
        flagged=states["flagged"],
        rejected=states["rejected"],
    )


def _keep(samples: dict[tuple[str, str], Sample], sample: Sample) -> None:
    """Keep the first few different changes, first by place and not by arrival."""
    key = (sample.before, sample.after)
    if key in samples:
        samples[key] = min(samples[key], sample)
        return
    samples[key] = sample
    if len(samples) > SAMPLES:
        last = max(samples.values())
        del samples[last.before, last.after]
