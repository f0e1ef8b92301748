"""The formats of the bitext: what a format is, and the registry of formats.

A format is one function with a decorator in a module of its own, which
`MODULES` names:

    @corpus_format("tsv", "bitext.tsv")
    def tsv(path: Path) -> Iterator[Sink]:
        with open_text(path) as file:
            yield lambda pair: print(..., file=file)

It opens its files, yields what takes one pair at a time, and closes them.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from pipeline.document import Segment
from pipeline.errors import ConfigError

Sink = Callable[[Segment], object]

#: Every format and the module it is in; imported only when it is asked for.
MODULES = {
    "jsonl": "pipeline.corpus.jsonl",
    "tsv": "pipeline.corpus.tsv",
    "moses": "pipeline.corpus.moses",
    "tmx": "pipeline.corpus.tmx",
    "parquet": "pipeline.corpus.parquet",
}

#: What some reader or other takes for the end of a line, and the other control characters.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True)
class Format:
    """A registered format: the files it writes and the function that opens them, one path for each file."""

    name: str
    files: tuple[str, ...]
    open: Callable[..., AbstractContextManager[Sink]]


_registry: dict[str, Format] = {}


def corpus_format(name: str, *files: str) -> Callable[[Callable[..., Iterator[Sink]]], Format]:
    """Register a format under its name, with the names of its files."""

    def register(function: Callable[..., Iterator[Sink]]) -> Format:
        _registry[name] = Format(name, files, contextmanager(function))
        return _registry[name]

    return register


def formats(names: tuple[str, ...]) -> tuple[Format, ...]:
    """The formats of these names. Raises ConfigError for one that we do not have."""
    unknown = [name for name in names if name not in MODULES]
    if unknown:
        raise ConfigError(f"[output] formats: unknown format {unknown[0]!r}; known are {', '.join(MODULES)}")
    for name in names:
        importlib.import_module(MODULES[name])
    return tuple(_registry[name] for name in dict.fromkeys(names))


def pair_id(segment: Segment) -> str:
    """`<document>:<line>:<index>`."""
    return f"{segment.document}:{segment.line}:{segment.index}"
