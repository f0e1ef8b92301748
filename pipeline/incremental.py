"""What a document's results depend on, as one key, and the record that they were finished under it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.corpus.atomic import write_atomic
from pipeline.document import Document
from pipeline.process import Processed

RECORD = "document.json"

#: The parts of the package that decide what becomes of a document.
SOURCES = (
    "document.py", "cleaning.py", "mixed.py", "steps.py", "whole.py", "process.py", "language.py", "segment.py",
    "incremental.py",
    "repair", "translate", "check", "corpus", "report", "review/anchors.py", "review/apply.py", "review/decisions.py",
    "review/hand.py", "review/store.py",
)  # fmt: skip
#: Libraries whose tables or models do.
LIBRARIES = ("ctranslate2", "ftfy", "langdetect", "sentencepiece", "wordfreq")
#: Options of the section [translate] that change how fast it goes and nothing else.
SPEED_ONLY = ("threads", "batch_tokens", "memory")


@lru_cache(maxsize=1)
def rules_version() -> str:
    """A sha256 over the code and the tables of every step, and the versions of the libraries whose tables they use."""
    home, digest = Path(__file__).parent, hashlib.sha256()
    files = [path for name in SOURCES for path in sorted([home / name, *(home / name).rglob("*")])]
    for path in files:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(" ".join(f"{name}={version(name)}" for name in LIBRARIES).encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """What the results for a document depend on: the sha256 of each part by its name."""

    parts: Mapping[str, str]

    @property
    def digest(self) -> str:
        """All parts in one sha256."""
        return _sha256(dict(self.parts))

    @property
    def failure(self) -> str:
        """All parts but the thresholds, on which no failure depends, in one sha256."""
        return _sha256({name: digest for name, digest in self.parts.items() if name != "thresholds"})

    def differences(self, record: Mapping[str, Any]) -> tuple[str, ...]:
        """The names of the parts that are others than in the record of a finished document; () where none is."""
        if record.get("key") == self.digest:
            return ()
        earlier = record.get("parts")
        if not isinstance(earlier, Mapping):
            return ("record",)
        names = sorted({*self.parts, *earlier})
        return tuple(name for name in names if self.parts.get(name) != earlier.get(name)) or ("record",)


def document_key(
    document: Document,
    config: Config,
    translator: Mapping[str, str],
    evidence: Mapping[str, str] | None = None,
    shared: Mapping[str, str] | None = None,
) -> DocumentKey:
    """The key of a document, which changes whenever the results for it may.

    Its parts: `text` (with the metadata), `configuration`, `thresholds` (the
    section [check]), `rules` (the code and the tables of every step), those of `translator` (`Translator.digests`:
    `model`, `glossary`), `names` where the batch spells names otherwise than the document, and those of `evidence`,
    named digests of whatever else from outside the document has a bearing on it. `shared`: the `shared_parts` of `config`, which take longer
    than the rest, for who makes many keys.
    """
    text = [
        document.id, document.sha256, document.encoding, document.title, document.url, document.date, document.lines
    ]  # fmt: skip
    names = {"names": _sha256(document.names)} if document.names else {}
    same = shared or shared_parts(config)
    return DocumentKey({"text": _sha256(text), **names, **same, **translator, **(evidence or {})})


def shared_parts(config: Config) -> dict[str, str]:
    """The parts of the key that are the same for every document: `configuration`, `thresholds` and `rules`."""
    options = config.to_json()
    chosen = {name: options[name] for name in ("language", "repair", "translate")}
    # The glossary counts by what it says, not by where it lies.
    ignored = (*SPEED_ONLY, "glossary")
    chosen["translate"] = {name: value for name, value in chosen["translate"].items() if name not in ignored}
    return {"configuration": _sha256(chosen), "thresholds": _sha256(options["check"]), "rules": rules_version()}


def directory(out: Path, document: str) -> Path:
    """Where the files of a document lie."""
    return out / "documents" / document


def read_record(directory: Path) -> dict[str, Any] | None:
    """The record of a finished document; None where it was never finished."""
    try:
        record = json.loads((directory / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def forget_record(directory: Path) -> None:
    """Declare the results in `directory` unfinished. To be called before any of them is touched."""
    (directory / RECORD).unlink(missing_ok=True)


def write_record(directory: Path, processed: Processed, key: DocumentKey) -> None:
    """Declare the results in `directory` finished under `key`. To be called after all of them are written."""
    document, repair = processed.document, processed.repair
    record = {
        "id": document.id,
        "source": document.source,
        "title": document.title,
        "url": document.url,
        "date": document.date,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "names": dict(document.names),
        "language": processed.language.language,
        "probability": processed.language.probability,
        "lines": sum(bool(line.strip()) for line in document.lines),
        "dropped": sum(line is None for line in repair.lines),
        "edits": dict(sorted(repair.counts.items())),
        "rules": dict(sorted(Counter(name for edit in repair.edits for name in edit.rules).items())),
        "proposals": len(repair.proposals),
        "decisions": len(processed.review.decisions) - processed.dormant,
        "dormant": processed.dormant,
        "pairs": dict(sorted(Counter(segment.status for segment in processed.segments).items())),
    }
    rewrite_record(directory, record, key)


def rewrite_record(directory: Path, record: Mapping[str, Any], key: DocumentKey) -> None:
    """The same for a record whose facts are known."""
    facts = {name: value for name, value in record.items() if name not in ("key", "parts")}
    whole = {"key": key.digest, "parts": dict(sorted(key.parts.items())), **facts}
    with write_atomic(directory / RECORD) as file:
        file.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")


def _sha256(facts: Any) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
