"""The configuration: every option with its default, read from `bitexte.toml`."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError


@dataclass(frozen=True)
class LanguageConfig:
    """`profiles`: the languages (ISO 639-1) that a document may be told apart from; `source`: the one we work on."""

    source: str = "fr"
    profiles: tuple[str, ...] = ("fr", "en", "es", "it", "pt", "de")
    #: Below this probability a document is quarantined even when "fr" is its likeliest language.
    min_probability: float = 0.7


@dataclass(frozen=True)
class RepairConfig:
    """`disabled`: names of rules or families; `names`: garbled → right, added to the tables ("" switches an entry off)."""

    min_confidence: float = 0.8
    disabled: tuple[str, ...] = ()
    #: "french" « … » with no-break spaces, "english" “ … ”, "keep" as they came.
    quotes: str = "french"
    #: Between French quotes and before ; : ! ? %: "nbsp" U+00A0, "narrow" U+202F, "space" an ordinary space.
    spaces: str = "nbsp"
    names: Mapping[str, str] = field(default_factory=dict)
    #: Lines to drop or to keep whatever the classifier says, as regular expressions on the whole line.
    boilerplate_drop: tuple[str, ...] = ()
    boilerplate_keep: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for garbled, right in self.names.items():
            if right != garbled and garbled and garbled in right:
                raise ConfigError(f"[repair.names] {garbled!r} = {right!r}: the right form contains the garbled one")


@dataclass(frozen=True)
class TranslateConfig:
    """`model`: a path to an `.argosmodel` or the name of an installed package; empty: the best one there is."""

    model: str = ""
    beam_size: int = 6
    #: Source pieces a batch; sentences are sorted by length, so that little of a batch is padding.
    batch_tokens: int = 1024
    #: Worker threads of one core each; 0: as many as the machine has cores.
    threads: int = 0
    protect: bool = True
    #: Whether each translation is judged by the package that translates back, where there is one that can.
    judge: bool = True
    #: Whether that package also helps to choose among the translations of the beam; only with the bundled model.
    rerank: bool = True
    memory: bool = True
    #: A CSV of terms with their English, relative to the configuration file; empty: none.
    glossary: str = ""


@dataclass(frozen=True)
class CheckConfig:
    """Thresholds of the checks by name, and which failures reject a pair instead of flagging it."""

    thresholds: Mapping[str, float] = field(default_factory=dict)
    reject: tuple[str, ...] = ("empty", "wrong-language-fr", "wrong-language-en", "copied-source", "stray-language")
    #: Whether flagged pairs stay in the corpus.
    keep_flagged: bool = False


@dataclass(frozen=True)
class ReviewConfig:
    """`folder`: where the decisions of reviewers are kept, relative to the configuration file."""

    folder: str = "review"


@dataclass(frozen=True)
class OutputConfig:
    """`formats`: which files of the corpus are written."""

    formats: tuple[str, ...] = ("jsonl", "tsv", "moses", "tmx", "parquet")


@dataclass(frozen=True)
class RunConfig:
    """`workers`: documents in work at the same time; `shard_documents`: documents a Prefect task."""

    workers: int = 1
    shard_documents: int = 25
    #: Larger inputs are quarantined, and so is one with a longer line (in characters): no paragraph is that long.
    max_bytes: int = 100_000_000
    max_line: int = 2_000_000
    #: The column of a CSV or TSV file that holds the articles.
    text_column: str = "text"
    #: For the repair and the checks of one document, which is quarantined beyond them: processor time, so that a busy
    #: machine changes nothing, and memory. 0: no limit.
    document_seconds: float = 300.0
    document_memory_mb: int = 4000

    def __post_init__(self) -> None:
        for name in ("document_seconds", "document_memory_mb"):
            if getattr(self, name) < 0:
                raise ConfigError(f"[run] {name} must not be negative")


@dataclass(frozen=True)
class Config:
    """All sections of `bitexte.toml`. `path` is where it was read from, if it was."""

    language: LanguageConfig = field(default_factory=LanguageConfig)
    repair: RepairConfig = field(default_factory=RepairConfig)
    translate: TranslateConfig = field(default_factory=TranslateConfig)
    check: CheckConfig = field(default_factory=CheckConfig)
    review: ReviewConfig = field(default_factory=ReviewConfig)
    output: OutputConfig = field(default_factory=OutputConfig)
    run: RunConfig = field(default_factory=RunConfig)
    path: Path | None = field(default=None, compare=False)

    def to_json(self) -> dict[str, Any]:
        """Every option with its value, without the path."""
        return {name: value for name, value in dataclasses.asdict(self).items() if name != "path"}

    def fingerprint(self, *sections: str) -> str:
        """A sha256 of the named sections (all of them if none is named), equal for equal values."""
        data = self.to_json()
        chosen = {name: data[name] for name in sections or data}
        return hashlib.sha256(json.dumps(chosen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def load_config(path: Path | None = None) -> Config:
    """The configuration in `path`, or the defaults.

    Raises ConfigError where the file cannot be read, is not TOML, has a key
    that we do not know, or a value of the wrong kind.
    """
    if path is None:
        return Config()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    sections = {each.name: each for each in dataclasses.fields(Config) if each.name != "path"}
    unknown = sorted(set(data) - set(sections))
    if unknown:
        raise ConfigError(f"{path}: unknown section [{unknown[0]}]; known are {', '.join(sections)}")
    types_ = typing.get_type_hints(Config)
    return Config(**{name: _section(types_[name], data[name], f"{path}: [{name}]") for name in data}, path=path)


def _section(kind: type, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise ConfigError(f"{where} must be a table")
    hints = typing.get_type_hints(kind)
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise ConfigError(f"{where} has no option {unknown[0]!r}; it has {', '.join(hints)}")
    return kind(**{name: _value(hints[name], value, f"{where} {name}") for name, value in data.items()})


def _value(kind: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(kind)
    if origin is tuple:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{where} must be a list of strings")
        return tuple(value)
    if origin is not None and issubclass(origin, Mapping):
        item_kind = typing.get_args(kind)[1]
        if not isinstance(value, dict):
            raise ConfigError(f"{where} must be a table")
        return {key: _value(item_kind, item, f"{where}.{key}") for key, item in value.items()}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ConfigError(f"{where} must be {kind.__name__}, not {value!r}")
    return value
