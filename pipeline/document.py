"""The four immutable types that travel through the pipeline, and their JSON forms."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["kept", "flagged", "rejected"]
Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was read.

    `lines` are the raw paragraphs without their line ends; the number of a line
    is its index plus one, blank lines included. `sha256` is taken over the raw
    bytes of the input, before decoding. `encoding` is what the bytes were
    decoded with. `names`: how the batch it is read with spells names that it
    spells otherwise, in small letters → right.
    """

    id: str
    source: str
    lines: tuple[str, ...]
    sha256: str
    encoding: str = "utf-8"
    title: str | None = None
    url: str | None = None
    date: str | None = None
    names: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The raw text: every line with its line end."""
        return "".join(line + "\n" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one raw line, in code points of that RAW line.

    `rules` is the chain of rules that led to it, in the order in which they
    ran. `confidence` lies between 0 and 1. An edit that is only proposed has
    `applied` false. A line dropped as boilerplate is an edit of the category
    "boilerplate" that covers the whole line and leaves nothing (`drops_line`).
    """

    line: int
    start: int
    end: int
    before: str
    after: str
    rules: tuple[str, ...]
    category: str
    why: str
    confidence: float
    applied: bool = True

    @property
    def drops_line(self) -> bool:
        """Whether this edit takes the whole line out of the clean text."""
        return self.category == "boilerplate" and self.start == 0 and not self.after

    def to_json(self) -> dict[str, Any]:
        """The keys of `edits.jsonl`."""
        return {**dataclasses.asdict(self), "rules": list(self.rules)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Edit:
        """The edit that `to_json` wrote."""
        return cls(**{**data, "rules": tuple(data["rules"])})


@dataclass(frozen=True, slots=True)
class Flag:
    """One failed check of a pair: its name, the measured value, the threshold it missed."""

    name: str
    value: Scalar
    threshold: Scalar

    def to_json(self) -> dict[str, Any]:
        """`{"name", "value", "threshold"}`."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Flag:
        """The flag that `to_json` wrote."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Segment:
    """One aligned sentence pair.

    `line` is the number of the raw line, `index` the place of the sentence in
    its line, from 0. `fr_raw` is the raw stretch that became `fr`. `language`
    is that of the French side ("fr" unless a stray clause makes it another).
    `scores` are the measured values of every check, `flags` those that missed
    their threshold.
    """

    document: str
    line: int
    index: int
    fr_raw: str
    fr: str
    en: str
    language: str = "fr"
    status: Status = "kept"
    flags: tuple[Flag, ...] = ()
    scores: Mapping[str, Scalar] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The keys of `segments.jsonl`."""
        return {
            "document": self.document,
            "line": self.line,
            "index": self.index,
            "fr_raw": self.fr_raw,
            "fr": self.fr,
            "en": self.en,
            "language": self.language,
            "status": self.status,
            "flags": [flag.to_json() for flag in self.flags],
            "scores": dict(self.scores),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Segment:
        """The segment that `to_json` wrote."""
        return cls(**{**data, "flags": tuple(Flag.from_json(flag) for flag in data["flags"])})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ran: enough to know whether two corpora can be compared, and nothing that changes between equal runs.

    `inputs` maps a document's id to the sha256 of its bytes; `counts` holds
    documents, pairs by status and edits by family; `files` the sha256 of every
    file of the corpus.
    """

    versions: Mapping[str, str]
    configuration: Mapping[str, Any]
    model: Mapping[str, Any]
    inputs: Mapping[str, str]
    counts: Mapping[str, Any]
    files: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """The content of `manifest.json`."""
        return {name: dict(getattr(self, name)) for name in self.__slots__}
