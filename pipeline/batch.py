"""A batch in steps: what is to be done, the work on one shard, and the corpus put together from what is on the disk.

`flows/` runs these steps; nothing here knows in which order or on how many threads the shards were worked on, and
nothing that is written depends on it.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.corpus import (
    build_manifest,
    mark_duplicates,
    read_edits,
    read_segments,
    rejects,
    write_corpus,
    write_document,
    write_manifest,
    write_quarantine,
    write_rejected,
)
from pipeline.document import Document, Segment
from pipeline.errors import BitexteError
from pipeline.incremental import RECORD, DocumentKey, document_key, forget_record, read_record, write_record
from pipeline.process import Processed, open_translator, process
from pipeline.reading import Quarantined, read_paths
from pipeline.report.html import write_document_html, write_report_html
from pipeline.report.summary import DocumentRecord, summarise
from pipeline.report.summary import Quarantined as report_quarantined
from pipeline.translate.translator import Translator

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
    """What became of one document in this run: `fresh` unless earlier results still hold."""

    id: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished batch in numbers. `documents` by what became of them, `pairs` by status, `edits` by family."""

    out: str
    documents: Mapping[str, int]
    pairs: Mapping[str, int]
    edits: Mapping[str, int]
    dropped_lines: int
    quarantined: tuple[tuple[str, str], ...] = ()
    rows: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    def to_json(self) -> dict[str, Any]:
        """All of it as plain data."""
        return asdict(self)


def shards(
    found: Iterable[Document | Quarantined],
    out: Path,
    config: Config,
    translator: Mapping[str, str],
    evidence: Evidence = no_evidence,
    *,
    force: bool = False,
) -> Iterator[list[Work | Quarantined | Done]]:
    """The inputs in groups for one task each; a document whose results in `out` still hold comes as `Done`.

    `translator`: its `digests`. `evidence`: what else bears on a document, as named digests. A group ends when it has
    `shard_documents` documents that need work; read as it is asked for.
    """
    group: list[Work | Quarantined | Done] = []
    work = 0
    for each in found:
        if isinstance(each, Document):
            key = document_key(each, config, translator, evidence(each))
            record = None if force else read_record(directory(out, each.id))
            if record and not key.differences(record):
                group.append(Done(each.id, fresh=False))
                continue
            work += 1
            group.append(Work(each, key))
        else:
            group.append(each)
        if work >= max(1, config.run.shard_documents):
            yield group
            group, work = [], 0
    if group:
        yield group


def work_on(
    group: Sequence[Work | Quarantined | Done], out: Path, config: Config, translator: Translator
) -> list[Quarantined | Done]:
    """Process the documents of one shard and write the files of each; what is done already is passed on."""
    outcome: list[Quarantined | Done] = [each for each in group if not isinstance(each, Work)]
    work = [each for each in group if isinstance(each, Work)]
    if not work:
        return outcome
    results = process([each.document for each in work], config, translator)
    for each, result in zip(work, results, strict=True):
        if isinstance(result, Quarantined):
            outcome.append(result)
            continue
        write_results(out, result, each.key)
        outcome.append(Done(result.document.id, fresh=True))
    return outcome


def run_batch(
    paths: Iterable[str | Path], out: Path, config: Config, *, force: bool = False
) -> Summary:
    """The whole batch, one shard after another in this thread: what the flow does, without Prefect."""
    with open_translator(config) as translator:
        groups = shards(read_paths(paths, config.run), out, config, translator.digests, force=force)
        outcome = [each for group in groups for each in work_on(group, out, config, translator)]
        return assemble(outcome, out, config, model_facts(translator))


def model_facts(translator: Translator) -> dict[str, Any]:
    """What the manifest says of the model."""
    identity = translator.identity
    return {"name": identity.name, "version": identity.version, "sha256": identity.sha256}


def write_results(out: Path, processed: Processed, key: DocumentKey) -> None:
    """Write the files of a document below `out`. Raises BitexteError where writing fails."""
    document, repair = processed.document, processed.repair
    folder = directory(out, document.id)
    forget_record(folder)
    write_document(folder, document, repair.lines, repair.edits, repair.proposals, processed.segments)
    write_document_html(folder / "diff.html", document, repair.edits, repair.proposals, processed.segments)
    write_record(folder, processed, key)


def assemble(
    outcome: Iterable[Quarantined | Done], out: Path, config: Config, model: Mapping[str, Any]
) -> Summary:
    """Write corpus, rejected pairs, quarantine and manifest from the documents on the disk, by their ids.

    Documents that are no longer among the inputs lose their folder. The segments are read one document at a time.
    Raises BitexteError where writing fails; the last complete corpus then stays.
    """
    done: dict[str, bool] = {}
    quarantined = []
    for each in outcome:
        if isinstance(each, Quarantined):
            quarantined.append(each)
        else:
            done[each.id] = each.fresh
    quarantined.sort(key=lambda each: (each.id, each.source, each.reason))
    ids, keep_flagged = sorted(done), config.check.keep_flagged
    removed = _remove_others(out, done)

    files = write_corpus(out / "corpus", _segments(out, ids), config.output, keep_flagged=keep_flagged)
    rows: list[dict[str, Any]] = []
    write_rejected(out, _rejected(out, ids, keep_flagged, rows))
    write_quarantine(out, (each.to_json() for each in quarantined))

    pairs = _total(row["pairs"] for row in rows)
    edits = _total(row["edits"] for row in rows)
    dropped = sum(row["dropped"] for row in rows)
    counts = {
        "documents": len(ids),
        "quarantined": len(quarantined),
        "pairs": pairs,
        "edits": edits,
        "rules": _total(row["rules"] for row in rows),
        "proposals": sum(row["proposals"] for row in rows),
        "dropped_lines": dropped,
    }
    inputs = {row["id"]: row["sha256"] for row in rows}
    manifest = build_manifest(config, model, inputs, counts, files)
    at_a_glance = summarise(
        _report_records(out, rows, keep_flagged),
        (report_quarantined(each.source, each.reason) for each in quarantined),
        model=manifest.model,
        configuration=manifest.configuration,
        versions=manifest.versions,
    )
    write_report_html(out / "report.html", at_a_glance)
    write_manifest(out, manifest)
    fresh = sum(done.values())
    documents = {"processed": fresh, "unchanged": len(ids) - fresh, "quarantined": len(quarantined), "removed": removed}
    reasons = tuple((each.source, each.reason) for each in quarantined)
    return Summary(str(out), documents, pairs, edits, dropped, reasons, tuple(rows))


def directory(out: Path, document: str) -> Path:
    """Where the files of a document lie."""
    return out / "documents" / document


def _segments(out: Path, ids: Iterable[str]) -> Iterator[Segment]:
    return (segment for name in ids for segment in read_segments(directory(out, name)))


def _rejected(
    out: Path, ids: Iterable[str], keep_flagged: bool, rows: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The records of `rejected.jsonl`; a row for each document, its pairs counted, is left in `rows`."""
    ids = list(ids)
    marked = mark_duplicates(_segments(out, ids), keep_flagged)
    for name in ids:
        record = read_record(directory(out, name))
        if record is None:
            raise BitexteError(f"{directory(out, name)}: changed by something else while this ran")
        segments = list(islice(marked, sum(record["pairs"].values())))
        record["pairs"] = dict(sorted(Counter(segment.status for segment in segments).items()))
        del record["key"], record["parts"]
        rows.append(record)
        yield from rejects(name, segments, read_edits(directory(out, name)), keep_flagged=keep_flagged)


def _report_records(out: Path, rows: Iterable[Mapping[str, Any]], keep_flagged: bool) -> Iterator[DocumentRecord]:
    rows = list(rows)
    marked = mark_duplicates(_segments(out, [row["id"] for row in rows]), keep_flagged)
    for row in rows:
        segments = list(islice(marked, sum(row["pairs"].values())))
        edits = list(read_edits(directory(out, row["id"])))
        yield DocumentRecord(row["id"], row["title"], row["language"], row["lines"], edits, segments)


def _remove_others(out: Path, wanted: Mapping[str, bool]) -> int:
    """Remove the folders of documents that are not wanted; folders that are not ours stay."""
    removed = 0
    for folder in sorted((out / "documents").glob("*")):
        if folder.name not in wanted and ((folder / RECORD).is_file() or (folder / "segments.jsonl").is_file()):
            try:
                shutil.rmtree(folder)
            except OSError as error:
                raise BitexteError(f"{folder}: cannot be removed: {error.strerror or error}") from error
            removed += 1
    return removed


def _total(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(sorted(total.items()))
