"""The translation memory: what was translated once, and what people translated better."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.tmx import TAIL, head, read_units, unit
from pipeline.translate.state import state_directory

_SCHEMA = """
CREATE TABLE IF NOT EXISTS machine (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, language TEXT NOT NULL, source TEXT NOT NULL,
    target TEXT NOT NULL, score REAL NOT NULL, notes TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS human (
    language TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, origin TEXT NOT NULL,
    PRIMARY KEY (language, source)
) WITHOUT ROWID;
"""
#: SQLite takes at most 999 parameters in builds before 3.32.
_PARAMETERS = 900
#: How long a process waits for another one's write, in seconds.
_BUSY = 60.0
#: The property of a TMX unit that says where it comes from, and its value for what no person has seen.
ORIGIN, MACHINE = "origin", "machine"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation as it was stored."""

    target: str
    score: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much is stored: machine translations by fingerprint, human ones, bytes on disk."""

    machine: Mapping[str, int]
    human: int
    size: int


class Memory:
    """A SQLite file that several processes may use at the same time (write-ahead log).

    Raises InputError where the file cannot be opened or is no such memory.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise InputError(f"{path}: the translation memory cannot be opened ({error})") from error

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    @staticmethod
    def key(fingerprint: str, language: str, source: str, evidence: Sequence[str] = ()) -> str:
        """What a machine translation is stored under. `evidence`: the known names that bear on the sentence."""
        return hashlib.sha256(json.dumps([fingerprint, language, source, list(evidence)]).encode()).hexdigest()

    def machine(self, keys: Sequence[str]) -> dict[str, Remembered]:
        """The stored machine translations among `keys`."""
        found = {}
        for part in _parts(keys):
            marks = ",".join("?" * len(part))
            for key, target, score, notes in self._database.execute(
                f"SELECT key, target, score, notes FROM machine WHERE key IN ({marks})", part
            ):
                found[key] = Remembered(target, score, tuple(json.loads(notes)))
        return found

    def has_human(self) -> bool:
        """Whether there is any human translation; to be asked for each document, so that it counts nothing."""
        return bool(self._database.execute("SELECT EXISTS (SELECT 1 FROM human)").fetchone()[0])

    def human(self, language: str, sources: Sequence[str]) -> dict[str, str]:
        """The human translations of the sentences that have one."""
        written = {source: plain(source) for source in sources}
        found: dict[str, str] = {}
        for part in _parts(list(dict.fromkeys(written.values()))):
            marks = ",".join("?" * len(part))
            found.update(self._database.execute(
                f"SELECT source, target FROM human WHERE language = ? AND source IN ({marks})", [language, *part]
            ))
        return {source: found[key] for source, key in written.items() if key in found}

    def store(self, fingerprint: str, language: str, rows: Mapping[str, tuple[str, Remembered]]) -> None:
        """Stores machine translations, all or none: key → (source, what came out)."""
        with _transaction(self._database):
            self._database.executemany(
                "INSERT OR REPLACE INTO machine VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (key, fingerprint, language, source, done.target, done.score, json.dumps(list(done.notes)))
                    for key, (source, done) in rows.items()
                ],
            )

    def statistics(self) -> Statistics:
        """How much is stored."""
        machine = dict(self._database.execute(
            "SELECT fingerprint, COUNT(*) FROM machine GROUP BY fingerprint ORDER BY fingerprint"
        ))
        human = self._database.execute("SELECT COUNT(*) FROM human").fetchone()[0]
        return Statistics(machine, human, self.path.stat().st_size)

    def export(self) -> Iterator[dict[str, str]]:
        """Every stored pair: source, target, language, origin (MACHINE or where the human one came from)."""
        for source, target, language, fingerprint in self._database.execute(
            "SELECT source, target, language, fingerprint FROM machine ORDER BY language, source, key"
        ):
            yield {"source": source, "target": target, "language": language, "origin": MACHINE,
                   "fingerprint": fingerprint}
        for source, target, language, origin in self._database.execute(
            "SELECT source, target, language, origin FROM human ORDER BY language, source"
        ):
            yield {"source": source, "target": target, "language": language, "origin": origin, "fingerprint": ""}

    def clear(self, *, human: bool = False) -> int:
        """Forgets the machine translations, and the human ones too if asked; how many there were."""
        count = 0
        with _transaction(self._database):
            for table in ("machine", "human")[: 2 if human else 1]:
                count += self._database.execute(f"DELETE FROM {table}").rowcount
        self._database.execute("VACUUM")
        return count

    def import_tmx(self, path: Path, from_code: str = "fr", to_code: str = "en") -> tuple[int, int]:
        """Takes over the pairs of a TMX file as human translations, which win over the machine: how many, and how many
        were passed over because an export of ours says that they are the machine's.

        The last one counts where a sentence is there twice. Raises InputError
        where the file cannot be read or is no TMX; then nothing is taken over.
        """
        passed = 0
        found: dict[str, str] = {}
        for texts, properties in read_units(path):
            if properties.get(ORIGIN) == MACHINE:
                passed += 1
            elif texts.get(from_code) and texts.get(to_code):
                found[texts[from_code]] = " ".join(texts[to_code].split())
        return self.add_human(from_code, found, path.name), passed

    def add_human(self, language: str, translations: Mapping[str, str], origin: str) -> int:
        """Takes over human translations, all or none: sentence → English. Gives how many there are; what was there
        for a sentence is replaced. `origin`: where they come from, for the export."""
        rows = {plain(source): target for source, target in translations.items()}
        with _transaction(self._database):
            self._database.executemany(
                "INSERT OR REPLACE INTO human VALUES (?, ?, ?, ?)",
                [(language, source, target, origin) for source, target in rows.items()],
            )
        return len(rows)

    def human_with_origin(self, language: str, source: str) -> tuple[str, str] | None:
        """The human translation of a sentence and where it comes from."""
        row = self._database.execute(
            "SELECT target, origin FROM human WHERE language = ? AND source = ?", [language, plain(source)]
        ).fetchone()
        return (row[0], row[1]) if row else None

    def put_human(self, language: str, source: str, new: tuple[str, str] | None) -> tuple[str, str] | None:
        """Gives a sentence another human translation with its origin, or none; gives what was there."""
        old = self.human_with_origin(language, source)
        with _transaction(self._database):
            if new is None:
                self._database.execute(
                    "DELETE FROM human WHERE language = ? AND source = ?", [language, plain(source)]
                )
            else:
                self._database.execute(
                    "INSERT OR REPLACE INTO human VALUES (?, ?, ?, ?)", [language, plain(source), *new]
                )
        return old


def memory_path() -> Path:
    """Where the memory of this state directory is."""
    return state_directory() / "memory.sqlite"


def export_lines(memory: Memory, *, tmx: bool) -> Iterator[str]:
    """What `Memory.export` gives, as JSON lines or as the text of a TMX file.

    The units of the machine have a property that says so, and are not taken for a person's when the file comes back.
    """
    if not tmx:
        for row in memory.export():
            yield json.dumps(row, ensure_ascii=False) + "\n"
        return
    yield head("*all*")
    for row in memory.export():
        texts = {row["language"]: row["source"], "en": row["target"]}
        yield unit(texts, source=row["language"], properties={ORIGIN: row["origin"]})
    yield TAIL


class _transaction:
    """A write transaction that is rolled back on any error."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._database.execute("ROLLBACK" if kind else "COMMIT")


def _parts(values: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _PARAMETERS):
        yield list(values[start : start + _PARAMETERS])


def plain(text: str) -> str:
    """The sentence with single ordinary spaces and straight apostrophes, as human translations are looked up: other
    tools do not keep ours."""
    return " ".join(text.split()).replace("’", "'")
