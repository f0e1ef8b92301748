"""Unpacking an `.argosmodel` so that nothing lands outside its directory and nothing half done counts as done."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from pipeline.errors import ModelError

#: An official package holds about 100 MB in a dozen files; these bounds only stop a bomb.
MAX_FILES, MAX_BYTES = 2_000, 2_000_000_000
RECEIPT = "bitexte.json"
_BLOCK = 1 << 20


def file_sha256(path: Path) -> str:
    """The sha256 of a file's bytes. Raises ModelError where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror or error}") from error
    return digest.hexdigest()


def tree_sha256(directory: Path) -> str:
    """One sha256 over the names and the contents of all files of a directory, without our receipt."""
    digest = hashlib.sha256()
    for path in sorted(path for path in directory.rglob("*") if path.is_file() and path.name != RECEIPT):
        digest.update(f"{path.relative_to(directory).as_posix()}\0{file_sha256(path)}\n".encode())
    return digest.hexdigest()


def unpack(archive: Path, target: Path, source: str) -> None:
    """The package of an archive as the directory `target`, with a receipt of where it came from and its hashes.

    The directory appears whole or not at all. Raises ModelError for an archive
    that is no zip, is damaged, is too large, has members with an unsafe name,
    or does not hold exactly one package.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=target.parent, prefix=".unpacking-"))
    try:
        _extract(archive, work)
        root = _package_root(archive, work)
        receipt = {"source": source, "sha256": file_sha256(archive), "tree": tree_sha256(root)}
        (root / RECEIPT).write_text(json.dumps(receipt, indent=1), encoding="utf-8")
        try:
            os.rename(root, target)
        except OSError:
            if not (target / RECEIPT).is_file():
                raise
            # Another process was faster; what it unpacked has the same name because it has the same content.
    except OSError as error:
        raise ModelError(f"{archive}: cannot be unpacked into {target.parent} ({error.strerror or error})") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _extract(archive: Path, work: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as package:
            members = package.infolist()
            if len(members) > MAX_FILES or sum(member.file_size for member in members) > MAX_BYTES:
                raise ModelError(f"{archive}: larger than a model may be when unpacked")
            for member in members:
                if not member.is_dir():
                    _extract_member(package, member, work / _safe_name(archive, member))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ModelError(f"{archive}: not a model package, or a damaged one ({error})") from error
    except zipfile.zlib.error as error:
        raise ModelError(f"{archive}: not a model package, or a damaged one ({error})") from error


def _safe_name(archive: Path, member: zipfile.ZipInfo) -> PurePosixPath:
    name = PurePosixPath(member.filename)
    kind = (member.external_attr >> 16) & 0o170000
    if name.is_absolute() or ".." in name.parts or "\\" in member.filename or ":" in member.filename:
        raise ModelError(f"{archive}: unsafe member name {member.filename!r}")
    if kind not in (0, 0o100000):
        raise ModelError(f"{archive}: {member.filename!r} is a link or a special file")
    return name


def _extract_member(package: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with package.open(member) as source, target.open("xb") as file:
        while block := source.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise zipfile.BadZipFile(f"{member.filename} is longer than it says")
            file.write(block)


def _package_root(archive: Path, work: Path) -> Path:
    roots = sorted(path.parent for path in work.rglob("metadata.json"))
    if len(roots) != 1:
        raise ModelError(f"{archive}: holds {len(roots)} packages instead of one")
    return roots[0]
