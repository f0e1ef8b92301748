"""What a run would do, found out without doing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.assemble import current, others
from pipeline.batch import Evidence, model_facts, read_batch
from pipeline.config import Config
from pipeline.incremental import RECORD, directory, document_key, read_record, shared_parts
from pipeline.lastrun import last_run, quarantined_last_time
from pipeline.lock import holder
from pipeline.reading import Quarantined
from pipeline.review.bearing import bearing
from pipeline.translate.translator import Translator


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an output folder stands against its inputs.

    `changed`: the parts of each document's key that are others now. `quarantined`: source and reason of what a run
    would have in quarantine, of which `again` would be tried first. `current`: the corpus itself would stay as it is.
    `holder`: who is at work on the folder. `last`: the record of the last run.
    """

    new: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    unchanged: int
    removed: tuple[str, ...]
    quarantined: tuple[tuple[str, str], ...]
    again: int
    current: bool
    holder: str | None
    last: Mapping[str, Any] | None

    def to_json(self) -> dict[str, Any]:
        """All of it as plain data."""
        return asdict(self)


def standing(paths: Sequence[str], out: Path, config: Config, evidence: Evidence | None = None) -> Standing:
    """Compare the articles below `paths` with what is in `out`; nothing is worked on or written.

    Raises InputError where a path does not exist, ModelError where there is no usable model.
    """
    base = config.path.parent if config.path else None
    with Translator.open(config.translate, base=base, use_memory=False) as translator:
        digests, model = translator.digests, model_facts(translator)
    evidence = evidence or bearing(lambda document: directory(out, document.id), config)
    known = quarantined_last_time(out)
    new: list[str] = []
    changed: dict[str, tuple[str, ...]] = {}
    keys: dict[str, str] = {}
    quarantined: list[Quarantined] = []
    again = 0
    shared = shared_parts(config)
    for each in read_batch(paths, config):
        if isinstance(each, Quarantined):
            quarantined.append(each)
            continue
        key = document_key(each, config, digests, evidence(each), shared)
        record, before = read_record(directory(out, each.id)), known.get(each.id)
        if record and not (parts := key.differences(record)):
            keys[each.id] = key.digest
        elif before is not None:
            quarantined.append(before)
            again += before.key != key.failure
        elif record:
            changed[each.id] = parts
        else:
            new.append(each.id)
    quarantined.sort(key=lambda each: (each.id, each.source, each.reason))
    there = {*keys, *changed, *new}
    return Standing(
        tuple(sorted(new)),
        dict(sorted(changed.items())),
        len(keys),
        tuple(folder.name for folder in others(out, there) if (folder / RECORD).is_file()),
        tuple((each.source, each.reason) for each in quarantined),
        again,
        not (new or changed or again) and current(out, dict(sorted(keys.items())), quarantined, config, model),
        holder(out),
        last_run(out),
    )
