"""Installing and removing models."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.config import TranslateConfig
from pipeline.errors import ModelError
from pipeline.translate.archive import file_sha256, unpack
from pipeline.translate.models import identify, installed, models_directory, verify

#: Where the Argos project publishes its index; a mirror can be named instead.
INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
MAX_INDEX_BYTES, MAX_PACKAGE_BYTES = 20_000_000, 1_000_000_000
#: Seconds without a byte after which a server is given up, and seconds for a whole download.
_SILENCE, _WHOLE = 30.0, 3600.0
_BLOCK = 1 << 16


def install(source: str, config: TranslateConfig, *, index: str = INDEX, sha256: str = "") -> Path:
    """Installs a model and returns its directory.

    `source` is a path to an `.argosmodel`, a URL of one, or a pair such as
    "fr-en", which is looked up in `index`. If `sha256` is given, or the index
    states one, the file must have it. The model counts as installed after it
    has translated a sentence; until then nothing that was there is touched.
    Raises ModelError where anything of this fails.
    """
    directory = models_directory()
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory, prefix=".installing-") as work:
        archive, expected = Path(source), sha256
        if not archive.is_file():
            url, stated = (source, "") if _is_url(source) else _look_up(source, index)
            expected = sha256 or stated
            archive = Path(work) / "package.argosmodel"
            _download(url, archive, MAX_PACKAGE_BYTES)
        if expected and file_sha256(archive) != expected.lower():
            raise ModelError(f"{source}: the file does not have the sha256 {expected}")
        package = Path(work) / "package"
        unpack(archive, package, source if _is_url(source) else Path(source).name)
        identity = verify(package, replace(config, model=""))
        target = directory / f"{identity.name}-{identity.version}".replace("/", "_")
        _replace(package, target, Path(work))
    return target


def remove(name: str) -> Path:
    """Removes an installed model of ours by the name of its directory. Raises ModelError where there is none."""
    for path in installed():
        if path.name == name and path.parent == models_directory():
            shutil.rmtree(path)
            return path
    raise ModelError(f"{name}: no installed model of that name (`bitexte models list` shows them)")


def _replace(package: Path, target: Path, work: Path) -> None:
    if target.exists():
        if identify(package).sha256 == _sha256_of(target):
            return
        target.rename(work / "old")
    package.rename(target)


def _sha256_of(directory: Path) -> str:
    try:
        return identify(directory).sha256
    except ModelError:
        return ""


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _look_up(pair: str, index: str) -> tuple[str, str]:
    """The link of the newest package for a pair in an index, and the sha256 that the index states for it, if any."""
    codes = pair.lower().replace("_", "-").split("-")
    if len(codes) != 2 or not all(code.isalpha() for code in codes):
        raise ModelError(f"{pair}: neither a model file nor a language pair such as fr-en")
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "index.json"
        _download(index, path, MAX_INDEX_BYTES)
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
            found = [
                entry for entry in entries
                if (entry.get("from_code"), entry.get("to_code")) == tuple(codes) and _links(entry)
            ]
        except (ValueError, AttributeError, TypeError) as error:
            raise ModelError(f"{index}: not an index of Argos packages ({error})") from error
    if not found:
        raise ModelError(f"{index}: has no package for {codes[0]} → {codes[1]}")
    newest = max(found, key=lambda entry: [int(part) if part.isdigit() else 0
                                           for part in str(entry.get("package_version", "")).split(".")])
    return urllib.parse.urljoin(index, _links(newest)[0]), str(newest.get("sha256", ""))


def _links(entry: dict[str, Any]) -> list[str]:
    return [link for link in entry.get("links", ()) if isinstance(link, str) and "://" not in link or _is_url(str(link))]


def _download(url: str, target: Path, limit: int) -> None:
    """Fetches a URL into a file, with limits on size and time. Raises ModelError."""
    if not _is_url(url):
        raise ModelError(f"{url}: only http and https can be fetched")
    deadline = time.monotonic() + _WHOLE
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "bitexte"})
        with urllib.request.urlopen(request, timeout=_SILENCE) as response, target.open("wb") as file:
            stated = response.headers.get("Content-Length")
            if stated and stated.isdigit() and int(stated) > limit:
                raise ModelError(f"{url}: {stated} bytes are more than a file of this kind may have")
            size = 0
            while block := response.read(_BLOCK):
                size += len(block)
                if size > limit or time.monotonic() > deadline:
                    raise ModelError(f"{url}: given up after {size} bytes: larger or slower than it may be")
                file.write(block)
            if stated and stated.isdigit() and size != int(stated):
                raise ModelError(f"{url}: the connection ended after {size} of {stated} bytes")
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise ModelError(f"{url}: cannot be fetched ({getattr(error, 'reason', None) or error})") from error
