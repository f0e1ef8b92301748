"""What is known of the last run of an output folder: what it was asked for, how it ended, what it quarantined.

The files `.run.json` and `metrics.prom` hold times and so differ between equal runs, unlike everything else in `out/`.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.corpus.atomic import write_atomic
from pipeline.corpus.documents import read_jsonl
from pipeline.errors import BitexteError
from pipeline.lock import LOCK, SERVING
from pipeline.reading import Quarantined

RUN = ".run.json"
METRICS = "metrics.prom"
#: The files of an output folder that are not the same for equal runs.
VOLATILE = (LOCK, SERVING, RUN, METRICS)


class RunRecord:
    """A run from its start: writes how it ended."""

    def __init__(self, out: Path, paths: Sequence[str], config: Path | None) -> None:
        self._out = out
        self._began = time.monotonic()
        self._facts: dict[str, Any] = {
            "paths": list(paths),
            "config": str(config) if config else None,
            "directory": os.getcwd(),
            "host": socket.gethostname(),
            "started": _now(),
        }

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return round(time.monotonic() - self._began, 3)

    def ended(self, summary: Mapping[str, Any]) -> None:
        """The run came to its end. Raises BitexteError where that cannot be written."""
        self._write({**self._facts, "finished": _now(), "seconds": self.elapsed, "success": True, "summary": summary})

    def failed(self) -> None:
        """The run ended with an error; what the last good one counted stays."""
        before = last_run(self._out) or {}
        kept = {"summary": before.get("summary"), "last_success": last_success(before)}
        with suppress(BitexteError):  # the error that ended the run is the one to be told
            self._write({**self._facts, "finished": _now(), "seconds": self.elapsed, "success": False, **kept})

    def _write(self, data: Mapping[str, Any]) -> None:
        with write_atomic(self._out / RUN) as file:
            file.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        with write_atomic(self._out / METRICS) as file:
            file.writelines(metrics(data))


def last_run(out: Path) -> dict[str, Any] | None:
    """What is known of the last run; None where nothing is."""
    try:
        data = json.loads((out / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("paths"), list) else None


def last_success(data: Mapping[str, Any]) -> str | None:
    """When the last good run ended, by the record of a run."""
    found = data.get("finished") if data.get("success") else data.get("last_success")
    return found if isinstance(found, str) else None


def quarantine(out: Path) -> list[Quarantined]:
    """What the last run quarantined. Raises InputError where the list cannot be read."""
    path = out / "quarantine.jsonl"
    names = ("id", "source", "reason", "where", "key")
    return [Quarantined(**{name: str(row.get(name, "")) for name in names}) for row in read_jsonl(path)]


def quarantined_last_time(out: Path) -> dict[str, Quarantined]:
    """The same by id, where there is such a list; of two entries that with a key."""
    try:
        entries = quarantine(out)
    except BitexteError:
        return {}
    return {each.id: each for each in sorted(entries, key=lambda each: bool(each.key))}


def metrics(data: Mapping[str, Any]) -> Iterator[str]:
    """The record of a run in the text format of Prometheus, all of it gauges of the last run
    (https://prometheus.io/docs/instrumenting/exposition_formats/)."""
    summary = data.get("summary") or {}
    families: list[tuple[str, str, str, Mapping[str, float]]] = [
        ("documents", "Documents of the last run by outcome.", "outcome", summary.get("documents", {})),
        ("pairs", "Sentence pairs by status.", "status", summary.get("pairs", {})),
        ("edits", "Applied repairs by family.", "family", summary.get("edits", {})),
        ("step_seconds", "Seconds by step, summed over all workers.", "step", summary.get("seconds", {})),
        ("dropped_lines", "Lines dropped as no part of an article.", "", {"": summary.get("dropped_lines", 0)}),
        ("run_seconds", "Seconds that the last run took.", "", {"": data["seconds"]}),
        ("run_success", "Whether the last run came to its end.", "", {"": int(bool(data["success"]))}),
        ("run_timestamp_seconds", "When the last run ended.", "", {"": _seconds(data["finished"])}),
    ]
    if good := last_success(data):
        families.append(("success_timestamp_seconds", "When the last good run ended.", "", {"": _seconds(good)}))
    for name, text, label, values in families:
        yield f"# HELP bitexte_{name} {text}\n# TYPE bitexte_{name} gauge\n"
        for value, number in sorted(values.items()):
            labels = f'{{{label}="{_escaped(value)}"}}' if label else ""
            yield f"bitexte_{name}{labels} {number}\n"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
