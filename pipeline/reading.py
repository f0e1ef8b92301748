"""Reading articles: files, directories and standard input to `Document`, one at a time.

Nothing an input can hold raises here: what cannot be read becomes `Quarantined` with its reason, so that one bad
article never stops the others. Only a path that does not exist is an error of the caller.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import logging
import os
import re
import stat
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import RunConfig
from pipeline.document import Document
from pipeline.encodings import decode
from pipeline.errors import InputError

log = logging.getLogger("bitexte")

STDIN = "-"
MAX_ID_BYTES = 120
#: Columns of a table, and characters of them, that a message names.
MAX_NAMED, MAX_SHOWN = 12, 200
RECORD_FORMATS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv"}
FORMATS = {".txt": "txt", ".text": "txt", ".html": "html", ".htm": "html", ".xhtml": "html", **RECORD_FORMATS}

SURROGATES = re.compile("[\ud800-\udfff]")

#: Names that Windows gives to devices: no folder can be called so there.
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z")


#: What else than a file can stand in a directory under the name of an article.
KINDS = {stat.S_IFIFO: "pipe", stat.S_IFSOCK: "socket", stat.S_IFDIR: "directory"}


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input that could not be processed, and why, in one line.

    `where` is the place in our code at which a step failed. `lasting`: it would fail again; then `key` is that of the
    document, under which it need not be tried again.
    """

    id: str
    source: str
    reason: str
    where: str = ""
    lasting: bool = True
    key: str = ""

    def to_json(self) -> dict[str, Any]:
        """The keys of `quarantine.jsonl`."""
        return {"id": self.id, "source": self.source, "reason": self.reason, "where": self.where, "key": self.key}


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read; `path` is None for standard input. `problem` says why it is not read ("" where it is)."""

    path: Path | None
    format: str
    problem: str = ""

    @property
    def source(self) -> str:
        return "standard input" if self.path is None else str(self.path)

    @property
    def stem(self) -> str:
        return "stdin" if self.path is None else self.path.stem


@dataclass(frozen=True, slots=True)
class _Item:
    """One document of a file before its id is settled; `read` gives the rest of it or says why not."""

    wanted: str
    source: str
    identity: str
    read: Callable[[], dict[str, Any]]


class _Unreadable(Exception):
    """Why an input is quarantined."""


def read_paths(
    paths: Iterable[str | Path], config: RunConfig | None = None, *, quiet: bool = False
) -> Iterator[Document | Quarantined]:
    """The documents below `paths`, read one after another as they are asked for.

    A directory is walked in sorted order; hidden files are passed over, and so are unknown kinds, which the log names
    unless `quiet`.
    What is called like an article and is none (a link that leads out of the directory, a pipe, a folder that may not
    be read) is quarantined. Two documents that want the same id each get a suffix made from what they are (path or
    content), so that the ids do not depend on the order of the inputs.

    Raises InputError, before anything is read, where a path does not exist.
    """
    config = config or RunConfig()
    return _documents(_files(paths, quiet), config)


def read_one(path: str | Path, config: RunConfig | None = None) -> Document:
    """The one document that `path` (or "-" for standard input) holds.

    Raises InputError where there is none, more than one, or it cannot be read.
    """
    found = list(read_paths([path], config))
    if len(found) != 1:
        raise InputError(f"{path}: holds {len(found)} documents, one is wanted; `bitexte run` takes many")
    if isinstance(found[0], Quarantined):
        raise InputError(f"{found[0].source}: {found[0].reason}")
    return found[0]


def check_paths(paths: Iterable[str | Path]) -> None:
    """Raises InputError for the first path that does not exist; "-" always does."""
    for given in paths:
        if str(given) != STDIN and ("\0" in str(given) or not Path(given).exists()):
            raise InputError(f"{given}: no such file or directory")


def safe_id(name: str) -> str:
    """`name` as the name of a folder: no separators, control characters or leading dots, of bounded length."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    name = re.sub(r"[^\w.+@=,-]+", "-", name).strip("-. ")
    if RESERVED.match(name):
        name = f"{name}-"
    if len(name.encode()) > MAX_ID_BYTES:
        tail = hashlib.sha256(name.encode()).hexdigest()[:8]
        name = f"{name.encode()[: MAX_ID_BYTES - 9].decode('utf-8', 'ignore')}-{tail}"
    return name or "document"


def _files(paths: Iterable[str | Path], quiet: bool) -> list[_File]:
    paths = list(paths)
    check_paths(paths)
    files: dict[str, _File] = {}
    for given in paths:
        if str(given) == STDIN:
            files.setdefault(STDIN, _File(None, "txt"))
            continue
        path = Path(given)
        found = _walk(path, quiet) if path.is_dir() else [_File(path, FORMATS.get(path.suffix.lower(), "txt"))]
        for file in found:
            assert file.path is not None
            files.setdefault(str(file.path) if file.problem else os.path.realpath(file.path), file)
    return list(files.values())


def _walk(top: Path, quiet: bool) -> Iterator[_File]:
    root = os.path.realpath(top)
    closed: list[_File] = []

    def unreadable(error: OSError) -> None:
        closed.append(_File(Path(error.filename), "txt", f"cannot be listed: {error.strerror}"))

    for folder, folders, names in os.walk(top, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            kind = FORMATS.get(path.suffix.lower())
            if name.startswith("."):
                continue
            if kind is None and quiet:
                continue
            if kind is None:
                log.warning("%s: passed over, not one of %s", path, ", ".join(FORMATS))
            else:
                yield _File(path, kind, _problem(path, root))
    yield from closed


def _problem(path: Path, root: str) -> str:
    """Why `path`, found below `root`, is not read; "" where it is."""
    try:
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            return "the link leads out of the directory"
        mode = path.stat().st_mode
    except OSError as error:
        return error.strerror or str(error)
    return "" if stat.S_ISREG(mode) else f"not a file but a {KINDS.get(stat.S_IFMT(mode), 'device')}"


def _documents(files: list[_File], config: RunConfig) -> Iterator[Document | Quarantined]:
    piped = sys.stdin.buffer.read(config.max_bytes + 1) if any(file.path is None for file in files) else b""
    wanted = Counter(safe_id(item.wanted).casefold() for file in files for item in _items(file, config, piped))
    seen: set[str] = set()
    for file in files:
        for item in _items(file, config, piped):
            name = safe_id(item.wanted)
            if wanted[name.casefold()] > 1:
                name += "-" + hashlib.sha256(item.identity.encode("utf-8", "replace")).hexdigest()[:8]
            try:
                if name.casefold() in seen:
                    raise _Unreadable("the same document twice")
                seen.add(name.casefold())
                yield Document(id=name, source=item.source, **item.read())
            except _Unreadable as reason:
                yield Quarantined(name, item.source, str(reason))


def _items(file: _File, config: RunConfig, piped: bytes) -> Iterator[_Item]:
    stem = file.stem
    if file.problem:
        yield _refused(stem, file.source, file.problem)
        return
    if file.format in ("txt", "html"):
        reader = _html if file.format == "html" else _plain
        yield _Item(stem, file.source, file.source, lambda: reader(_bytes(file, config, piped), config))
        return
    try:
        yield from (_json_records if file.format == "jsonl" else _table_rows)(file, stem, config)
    except _Unreadable as reason:
        yield _refused(stem, file.source, str(reason))
    except OSError as error:
        yield _refused(stem, file.source, error.strerror or str(error))


def _refused(wanted: str, source: str, reason: str) -> _Item:
    def read() -> dict[str, Any]:
        raise _Unreadable(reason)

    return _Item(wanted, source, source, read)


def _bytes(file: _File, config: RunConfig, piped: bytes) -> bytes:
    try:
        raw = piped if file.path is None else _bounded(file.path, config.max_bytes)
    except OSError as error:
        raise _Unreadable(error.strerror or str(error)) from error
    if len(raw) > config.max_bytes:
        raise _Unreadable(f"more than {config.max_bytes} bytes (max_bytes)")
    if not raw:
        raise _Unreadable("empty: 0 bytes")
    return raw


def _bounded(path: Path, limit: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(limit + 1)


def _lines(text: str, config: RunConfig) -> tuple[str, ...]:
    """The lines of a text; only CR, LF and CR LF end a line."""
    # Lone surrogates come from JSON escapes and from nowhere else; no file could hold them.
    lines = _without_surrogates(text).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    if not any(line.strip() for line in lines):
        raise _Unreadable("empty: no text in it")
    for number, line in enumerate(lines, 1):
        if len(line) > config.max_line:
            raise _Unreadable(f"line {number} has {len(line)} characters, more than {config.max_line} (max_line)")
    return tuple(lines)


def _without_surrogates(text: str) -> str:
    return SURROGATES.sub("\ufffd", text)


def _decoded(raw: bytes, *, html: bool = False) -> tuple[str, str]:
    try:
        return decode(raw, html=html)
    except ValueError as error:
        raise _Unreadable(str(error)) from error


def _plain(raw: bytes, config: RunConfig) -> dict[str, Any]:
    text, encoding = _decoded(raw)
    return {"lines": _lines(text, config), "encoding": encoding, "sha256": hashlib.sha256(raw).hexdigest()}


def _html(raw: bytes, config: RunConfig) -> dict[str, Any]:
    import trafilatura  # half a second to import, needed for web pages only

    text, encoding = _decoded(raw, html=True)
    try:
        page = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, include_tables=False)
    except Exception as error:  # lxml and its callers fail in many ways on hostile pages
        raise _Unreadable(f"the page cannot be parsed ({type(error).__name__})") from error
    if page is None or not (page.text or "").strip():
        raise _Unreadable("no article text found in the page")
    metadata = {name: getattr(page, name) or None for name in ("title", "url", "date")}
    sha256 = hashlib.sha256(raw).hexdigest()
    return {"lines": _lines(page.text, config), "encoding": encoding, "sha256": sha256, **metadata}


def _json_records(file: _File, stem: str, config: RunConfig) -> Iterator[_Item]:
    assert file.path is not None
    number = 0
    with file.path.open("rb") as stream:
        while raw := stream.readline(config.max_bytes + 1):
            number += 1
            name, source = f"{stem}-{number}", f"{file.source}:{number}"
            if len(raw) > config.max_bytes:
                yield _refused(name, source, f"more than {config.max_bytes} bytes (max_bytes)")
                while not raw.endswith(b"\n") and (raw := stream.readline(config.max_bytes)):
                    pass
            elif raw.strip():
                yield _json_record(name, source, raw.strip(), config)
    if not number:
        raise _Unreadable("empty: 0 bytes")


def _json_record(fallback: str, source: str, raw: bytes, config: RunConfig) -> _Item:
    try:
        data = json.loads(raw.removeprefix(codecs.BOM_UTF8).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else f"not JSON in UTF-8 ({error})"
        return _refused(fallback, source, reason)
    name = data.get("id") if isinstance(data, dict) else None
    if isinstance(name, bool) or not isinstance(name, str | int | None):
        return _refused(fallback, source, f'"id" must be text, not {type(name).__name__}')
    name, sha256 = str("" if name is None else name).strip() or fallback, hashlib.sha256(raw).hexdigest()
    return _Item(name, source, f"{name}\0{sha256}", lambda: {"sha256": sha256, **_record(data, "text", config)})


def _record(data: Any, column: str, config: RunConfig) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise _Unreadable(f"a record must be an object, not {type(data).__name__}")
    if not isinstance(data.get(column), str):
        kind = "is missing" if data.get(column) is None else f"must be text, not {type(data[column]).__name__}"
        raise _Unreadable(f'"{column}" {kind}')
    metadata = {}
    for name in ("title", "url", "date"):
        value = data.get(name)
        if value is not None and not isinstance(value, str):
            raise _Unreadable(f'"{name}" must be text, not {type(value).__name__}')
        metadata[name] = _without_surrogates(value) if value else None
    return {"lines": _lines(data[column], config), "encoding": "utf-8", **metadata}


def _table_rows(file: _File, stem: str, config: RunConfig) -> Iterator[_Item]:
    text, encoding = _decoded(_bytes(file, config, b""))
    csv.field_size_limit(config.max_bytes)
    delimiter = "\t" if file.format == "tsv" else _delimiter(text)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = reader.fieldnames or ()
        if config.text_column not in columns:
            named = ", ".join(columns[:MAX_NAMED]) + (", …" if len(columns) > MAX_NAMED else "")
            raise _Unreadable(f"no column {config.text_column!r} (text_column); it has {_one_line(named) or 'none'}")
        for row in reader:
            sha256 = hashlib.sha256(json.dumps(row, default=str).encode()).hexdigest()
            name = (row.get("id") or "").strip() or f"{stem}-{reader.line_num}"
            yield _Item(
                name,
                f"{file.source}:{reader.line_num}",
                f"{name}\0{sha256}",
                lambda row=row, sha256=sha256: {
                    **_record(row, config.text_column, config),
                    "encoding": encoding,
                    "sha256": sha256,
                },
            )
    except csv.Error as error:
        name = f"{stem}-{reader.line_num}"
        reason = f"not a table from the row after line {reader.line_num} on ({error}); no row from there on is read"
        yield _refused(name, f"{file.source}:{reader.line_num}", reason)


def _one_line(text: str) -> str:
    """The start of `text` without line ends, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def _delimiter(text: str) -> str:
    """French spreadsheets write CSV with semicolons: the decimal comma needs the comma."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)
