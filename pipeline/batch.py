"""A batch in steps: what is to be done, the work on one shard, and the corpus put together from what is on the disk.

`flows/` runs these steps; nothing here knows in which order or on how many threads the shards were worked on, and
nothing that is written depends on it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.assemble import put_together, remove_others
from pipeline.config import Config, load_config
from pipeline.corpus import write_document
from pipeline.corpus.atomic import discard_temporary
from pipeline.document import Document
from pipeline.events import event
from pipeline.incremental import (
    DocumentKey,
    directory,
    document_key,
    forget_record,
    read_record,
    shared_parts,
    write_record,
)
from pipeline.lastrun import RunRecord, quarantined_last_time
from pipeline.limits import Runner, runner
from pipeline.lock import locked
from pipeline.process import HERE, Processed, Stopwatch, open_translator, process
from pipeline.reading import STDIN, Quarantined, read_paths
from pipeline.repair.batch_names import BatchNames, relevant
from pipeline.report.html import write_document_html
from pipeline.review.bearing import after, bearing
from pipeline.review.store import with_review
from pipeline.translate.engine import ModelIdentity
from pipeline.translate.translator import Translator

#: The most documents of a group, most of which then need no work.
MOST = 1000

#: What has a bearing on a document besides itself, the configuration and the model: name → sha256.
Evidence = Callable[[Document], Mapping[str, str]]


def no_evidence(document: Document) -> Mapping[str, str]:
    """Nothing else bears on any document."""
    return {}


@dataclass(frozen=True, slots=True)
class Work:
    """A document to work on, and the key under which its results will stand."""

    document: Document
    key: DocumentKey


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one document in this run: `fresh` unless earlier results still hold.

    `key`: what its results stand under, if that is known; its record tells otherwise. `seconds`: how long each step
    took.
    """

    id: str
    fresh: bool
    key: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished batch in numbers. `documents` by what became of them, `pairs` by status, `edits` by family.

    `removed`: the documents that were no longer among the inputs. `rows`: the counts of the first documents.
    `seconds`: by step; those of the documents are sums over all workers. `slowest`: the documents that took longest
    this time, with their seconds.
    """

    out: str
    documents: Mapping[str, int]
    pairs: Mapping[str, int]
    edits: Mapping[str, int]
    dropped_lines: int
    quarantined: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    seconds: Mapping[str, float] = field(default_factory=dict)
    slowest: tuple[tuple[str, float], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """All of it as plain data."""
        return asdict(self)


#: How many documents the summary names as the slowest.
SLOWEST = 5

Group = list[Work | Quarantined | Done]
Outcome = list[Quarantined | Done]


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked for. `only_quarantined`: the documents of the last quarantine and no others.

    `wait`: seconds for which another run on the same folder is waited for.
    """

    paths: tuple[str, ...]
    out: Path
    config: Config
    force: bool = False
    only_quarantined: bool = False
    wait: float = 0.0

    @classmethod
    def of(
        cls, paths: Iterable[str], out: str, config: str | None, review: str | None = None, **more: Any
    ) -> Order:
        """The order in plain values, as a command or a deployment gives them. Raises ConfigError.

        `review`: the folder of the reviewers' decisions in the place of the configured one.
        """
        settings = with_review(load_config(Path(config) if config else None), review)
        return cls(tuple(paths), Path(out), settings, **more)


class Batch:
    """A run in progress: gives out the work in groups, collects what became of it, and puts the corpus together."""

    def __init__(self, order: Order, translator: Translator, run_in: Runner) -> None:
        self.order = order
        self.translator = translator
        self.runner = run_in
        self._done: dict[str, Done] = {}
        self._quarantined: list[Quarantined] = []
        self._seconds: Counter[str] = Counter()
        self._slowest: list[tuple[float, str]] = []
        self._worked = 0
        self.summary: Summary | None = None

    @property
    def seen(self) -> int:
        """How many documents have been collected."""
        return len(self._done) + len(self._quarantined)

    @property
    def worked(self) -> int:
        """How many of them were worked on."""
        return self._worked

    def groups(self) -> Iterator[Group]:
        """The work, read as it is asked for, once the names of all inputs have been counted."""
        order = self.order
        found = read_batch(order.paths, order.config)
        if order.only_quarantined:
            found = self._of_the_quarantine(found)
        return shards(
            found,
            order.out,
            order.config,
            self.translator.digests,
            bearing(lambda document: directory(order.out, document.id), order.config),
            force=order.force or order.only_quarantined,
            known={} if order.force or order.only_quarantined else quarantined_last_time(order.out),
        )

    def collect(self, outcome: Outcome) -> None:
        """Take in what became of a group."""
        for each in outcome:
            if isinstance(each, Quarantined):
                self._quarantined.append(each)
                event("quarantined", document=each.id, source=each.source, reason=each.reason, where=each.where)
                continue
            # The steps of a document are summed up here: thousands of documents are in hand at the end.
            self._done[each.id] = replace(each, seconds={})
            self._worked += each.fresh
            self._seconds.update(each.seconds)
            if each.fresh:
                took = (round(sum(each.seconds.values()), 1), each.id)
                self._slowest = sorted([*self._slowest, took], key=lambda one: (-one[0], one[1]))[:SLOWEST]

    def finish(self) -> Summary:
        """Put the corpus together. Raises BitexteError where writing fails; the last complete corpus then stays."""
        order, outcome = self.order, [*self._done.values(), *self._quarantined]
        model = model_facts(self.translator)
        made = assemble(outcome, order.out, order.config, model, seconds=self._seconds)
        self.summary = replace(made, slowest=tuple((name, seconds) for seconds, name in self._slowest))
        return self.summary

    def _of_the_quarantine(self, found: Iterable[Document | Quarantined]) -> Iterator[Document | Quarantined]:
        """The inputs that were quarantined; of all others what is there is taken as it stands."""
        last = quarantined_last_time(self.order.out)
        for folder in sorted((self.order.out / "documents").glob("*")):
            record = read_record(folder)
            if record and folder.name not in last:
                self._done[folder.name] = Done(folder.name, fresh=False, key=str(record.get("key")))
        return (each for each in found if each.id in last)


@contextmanager
def opened(order: Order) -> Iterator[Batch]:
    """A run on its output folder, which nothing else works on meanwhile; how it ended is written there.

    Raises BusyError where another run is at work for longer than the order waits, ModelError without a usable model,
    and the BitexteError of whatever else the user has to act on.
    """
    with locked(order.out, order.wait):
        record = RunRecord(order.out, order.paths, order.config.path)
        event("run-started", paths=list(order.paths), out=str(order.out))
        try:
            clean_up(order.out)
            with open_translator(order.config) as translator, runner(order.config) as run_in:
                batch = Batch(order, translator, run_in)
                yield batch
        except BaseException as error:
            event("run-failed", error=f"{type(error).__name__}: {error}", elapsed=record.elapsed)
            record.failed()
            raise
        if batch.summary:
            facts = {name: value for name, value in batch.summary.to_json().items() if name != "rows"}
            event("run-finished", **facts, elapsed=record.elapsed)
            record.ended(facts)


def run_batch(
    paths: Iterable[str | Path], out: Path, config: Config, *, force: bool = False, wait: float = 0.0
) -> Summary:
    """The whole batch, one shard after another in this thread: what the flow does, without Prefect."""
    return run_order(Order(tuple(map(str, paths)), out, config, force=force, wait=wait))


def run_order(order: Order) -> Summary:
    """The same for an order."""
    with opened(order) as batch:
        for group in batch.groups():
            batch.collect(work_on(group, order.out, order.config, batch.translator, batch.runner))
        return batch.finish()


def read_batch(paths: Sequence[str], config: Config) -> Iterator[Document | Quarantined]:
    """The documents below `paths`, each with what bears on it of how all of them spell their names.

    Standard input can be read only once: then nothing is known of the names.
    """
    counts = BatchNames()
    if STDIN not in paths:
        for each in read_paths(paths, config.run, quiet=True):
            if isinstance(each, Document):
                counts.add(each.lines)
    names = counts.right()
    return (with_names(each, names) for each in read_paths(paths, config.run))


def with_names(found: Document | Quarantined, names: Mapping[str, str]) -> Document | Quarantined:
    """The document with what bears on it of the names of the batch (`BatchNames.right`)."""
    return replace(found, names=relevant(names, found.lines)) if isinstance(found, Document) else found


def shards(
    found: Iterable[Document | Quarantined],
    out: Path,
    config: Config,
    translator: Mapping[str, str],
    evidence: Evidence = no_evidence,
    *,
    force: bool = False,
    known: Mapping[str, Quarantined] | None = None,
) -> Iterator[Group]:
    """The inputs in groups for one task each; a document whose results in `out` still hold comes as `Done`.

    `translator`: its `digests`. `evidence`: what else bears on a document, as named digests. `known`: what was
    quarantined before, which is not tried again under the same key. A group ends when it has `shard_documents`
    documents that need work; read as it is asked for.
    """
    group: Group = []
    work, shared = 0, shared_parts(config)
    for each in found:
        step: Work | Quarantined | Done
        if isinstance(each, Quarantined):
            step = each
        else:
            step = _step(each, document_key(each, config, translator, evidence(each), shared), out, force, known or {})
        group.append(step)
        work += isinstance(step, Work)
        if work >= max(1, config.run.shard_documents) or len(group) >= MOST:
            yield group
            group, work = [], 0
    if group:
        yield group


def _step(
    document: Document, key: DocumentKey, out: Path, force: bool, known: Mapping[str, Quarantined]
) -> Work | Quarantined | Done:
    if not force:
        record = read_record(directory(out, document.id))
        if record and not key.differences(record):
            return Done(document.id, fresh=False, key=key.digest)
        before = known.get(document.id)
        if before and before.key == key.failure:
            return replace(before, source=document.source)
    return Work(document, key)


def work_on(
    group: Sequence[Work | Quarantined | Done], out: Path, config: Config, translator: Translator, run_in: Runner = HERE
) -> Outcome:
    """Process the documents of one shard and write the files of each; what is done already is passed on."""
    outcome: Outcome = [each for each in group if not isinstance(each, Work)]
    work = [each for each in group if isinstance(each, Work)]
    if not work:
        return outcome
    results = process([each.document for each in work], config, translator, run_in)
    for each, result in zip(work, results, strict=True):
        if isinstance(result, Quarantined):
            outcome.append(replace(result, key=each.key.failure if result.lasting else ""))
            continue
        start = time.perf_counter()
        key = DocumentKey(after(each.key.parts, result.segments, result.review, config))
        write_results(out, result, key)
        spent = {**result.seconds, "write": time.perf_counter() - start}
        seconds = {name: round(value, 3) for name, value in spent.items()}
        pairs = Counter(segment.status for segment in result.segments)
        event("document", document=each.document.id, edits=len(result.repair.edits), pairs=dict(pairs), seconds=seconds)
        outcome.append(Done(result.document.id, fresh=True, key=key.digest, seconds=seconds))
    return outcome


def assemble(
    outcome: Iterable[Quarantined | Done],
    out: Path,
    config: Config,
    model: Mapping[str, Any],
    *,
    seconds: Mapping[str, float] | None = None,
) -> Summary:
    """Put the corpus of `outcome` together; documents that are not in it lose their folder.

    `seconds`: what the steps before took. Raises BitexteError where writing fails; the last complete corpus then
    stays.
    """
    watch = Stopwatch()
    done, quarantined = {}, []
    for each in outcome:
        if isinstance(each, Quarantined):
            quarantined.append(each)
        else:
            done[each.id] = each
    quarantined.sort(key=lambda each: (each.id, each.source, each.reason))
    removed = remove_others(out, done)
    if removed:
        event("removed", documents=removed)
    keys = {name: done[name].key or str((read_record(directory(out, name)) or {}).get("key")) for name in sorted(done)}
    made = put_together(out, keys, quarantined, config, model)
    watch.lap("corpus")
    fresh = sum(each.fresh for each in done.values())
    documents = {
        "processed": fresh,
        "unchanged": len(done) - fresh,
        "quarantined": len(quarantined),
        "removed": len(removed),
    }
    reasons = tuple((each.source, each.reason) for each in quarantined)
    times = {name: round(value, 3) for name, value in sorted({**(seconds or {}), **watch.seconds}.items())}
    return Summary(str(out), documents, made.pairs, made.edits, made.dropped, reasons, removed, made.rows, times)


def model_facts(translator: Translator) -> dict[str, Any]:
    """What the manifest says of the model, and of those for other languages."""

    def facts(identity: ModelIdentity) -> dict[str, str]:
        return {"name": identity.name, "version": identity.version, "sha256": identity.sha256}

    others = {language: facts(identity) for language, identity in translator.other_identities.items()}
    return {**facts(translator.identity), **({"others": others} if others else {})}


def write_results(out: Path, processed: Processed, key: DocumentKey) -> None:
    """Write the files of a document below `out`. Raises BitexteError where writing fails."""
    document, repair = processed.document, processed.repair
    folder = directory(out, document.id)
    forget_record(folder)
    discard_temporary(folder)
    write_document(folder, document, repair.lines, repair.edits, repair.proposals, processed.segments)
    write_document_html(folder / "diff.html", document, repair.edits, repair.proposals, processed.segments)
    write_record(folder, processed, key)


def clean_up(out: Path) -> None:
    """Remove what a killed run left under temporary names; that of a document goes when it is worked on again."""
    for folder in (out, out / "corpus"):
        discard_temporary(folder)
