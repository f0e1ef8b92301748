"""What usually goes wrong on a machine, looked for: one function a check, which says what it found or what is wrong."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from pipeline.config import Config
from pipeline.errors import BitexteError
from pipeline.lastrun import last_run
from pipeline.lock import holder
from pipeline.translate.models import find_model, verify
from pipeline.translate.state import state_directory

#: Free space below which a run is likely to fail: a Prefect database, a log and a corpus of some thousand articles.
SPACE, FILES = 500_000_000, 10_000
#: The oldest SQLite that Prefect 3 works with.
SQLITE = (3, 24)
#: What happens where a package is not the one that is asked for, measured with Prefect 3.8.8.
TRAPS = {
    "fastapi": "every run crashes at its start",
    "SQLAlchemy": "schedules never fire",
    "sqlalchemy": "schedules never fire",
}
#: Environment variables that would send something over the network, with what they do.
REACHING = {
    "PREFECT_API_URL": "runs report to the Prefect server there",
    "PREFECT_CLOUD_API_URL": "runs may report to Prefect Cloud",
}
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


class Trouble(BitexteError):
    """Something that should be looked at; work goes on all the same."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Place:
    """What the checks look at."""

    config: Config
    out: Path


def python(place: Place) -> str:
    """The interpreter and the machine."""
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores"


def packages(place: Place) -> str:
    """Whether every package is there in a version that was tested."""
    parts, wrong = [f"bitexte {version('bitexte')}"], []
    for text in requires("bitexte") or ():
        needed = Requirement(text)
        if needed.marker is not None and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(needed.name)
        except PackageNotFoundError:
            wrong.append(f"{needed.name} is missing")
            continue
        if not needed.specifier.contains(found, prereleases=True):
            trap = f": {TRAPS[needed.name]}" if needed.name in TRAPS else ""
            wrong.append(f"{needed.name} {found} is not {needed.specifier}{trap}")
        parts.append(f"{needed.name} {found}")
    if wrong:
        raise BitexteError("; ".join(wrong))
    return ", ".join(parts)


def sqlite(place: Place) -> str:
    """Whether SQLite is new enough, and the translation memory a database."""
    if sqlite3.sqlite_version_info < SQLITE:
        raise BitexteError(f"SQLite {sqlite3.sqlite_version} is too old for Prefect, which needs 3.24")
    memory = state_directory() / "memory.sqlite"
    if memory.is_file():
        try:
            with closing(sqlite3.connect(f"file:{memory}?mode=ro", uri=True, timeout=10)) as database:
                database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            raise BitexteError(f"{memory}: {error}; move it away, it is made again") from error
    return sqlite3.sqlite_version


def clock(place: Place) -> str:
    """Whether the time can be right: schedules and certificates go by it."""
    now, newest = time.time(), max(path.stat().st_mtime for path in Path(__file__).parent.glob("*.py"))
    last = last_run(place.out)
    if last and isinstance(last.get("finished"), str):
        newest = max(newest, datetime.fromisoformat(last["finished"]).timestamp())
    if now < newest - 60:
        raise Trouble(f"it is before {datetime.fromtimestamp(newest):%Y-%m-%d %H:%M}, when something here was written")
    return f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}"


def encoding(place: Place) -> str:
    """Whether names and text with accents come through."""
    names = sys.getfilesystemencoding()
    if names.lower().replace("-", "") != "utf8":
        raise Trouble(f"file names are {names}: those with accents cannot be read; set LC_ALL=C.UTF-8")
    output = getattr(sys.stdout, "encoding", None) or "?"
    if output.lower().replace("-", "") != "utf8":
        raise Trouble(f"the terminal is {output}: accents are shown as ?; set LC_ALL=C.UTF-8 or PYTHONUTF8=1")
    return "UTF-8"


def model(place: Place) -> str:
    """Whether there is a model that translates."""
    path = find_model(place.config.translate)
    identity = verify(path, place.config.translate)
    return f"{identity.name} {identity.version} ({identity.sha256[:12]}) from {path}"


def state(place: Place) -> str:
    """Whether the state directory can be written, and how large it has become."""
    directory = state_directory()
    _writable(directory, "; set BITEXTE_STATE")
    size = _size(directory)
    database = _size(Path(os.environ.get("PREFECT_HOME", directory / "prefect")))
    if database > 1_000_000_000:
        size_said = f"Prefect's database has {database / 1e9:.1f} GB"
        raise Trouble(f"{directory}: {size_said}; while nothing runs it can be removed")
    return f"{directory}, {size / 1e6:.0f} MB"


def output(place: Place) -> str:
    """Whether the output folder can be written, is free, and how its last run ended."""
    _writable(place.out, "")
    if who := holder(place.out):
        raise Trouble(f"{place.out}: {who} is at work on it")
    last = last_run(place.out)
    if last is None:
        return f"{place.out}, no run yet"
    if not last.get("success"):
        raise Trouble(f"{place.out}: the last run failed ({last.get('finished')}); log/bitexte.log says why")
    waiting = (last.get("summary") or {}).get("documents", {}).get("quarantined", 0)
    return f"{place.out}, last run {last.get('finished')}" + (f", {waiting} in quarantine" if waiting else "")


def space(place: Place) -> str:
    """Whether the disks of the output and of the state have room."""
    parts = []
    for directory in (place.out, state_directory()):
        there = _existing(directory)
        free, files = shutil.disk_usage(there).free, os.statvfs(there)
        if free < SPACE:
            raise Trouble(f"{there}: {free / 1e6:.0f} MB free")
        if files.f_files and files.f_favail < FILES:
            raise Trouble(f"{there}: room for {files.f_favail} more files only")
        parts.append(f"{free / 1e9:.1f} GB")
    return f"{parts[0]} free for the output, {parts[1]} for the state"


def loopback(place: Place) -> str:
    """Whether this machine can talk to itself, as Prefect needs."""
    from flows.settings import loopback as reachable

    if not reachable():
        raise Trouble("no loopback interface: `run` does without Prefect, `serve` cannot work")
    return "there"


def server(place: Place) -> str:
    """Whether a configured Prefect server answers, and whether none was left behind."""
    if address := os.environ.get("PREFECT_API_URL"):
        try:
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            opener.open(f"{address.rstrip('/')}/health", timeout=5).close()
        except (urllib.error.URLError, OSError, ValueError) as error:
            raise BitexteError(f"PREFECT_API_URL is {address}, and nothing answers there ({error})") from error
        return f"{address} answers"
    if left := sorted(_left_servers()):
        raise Trouble(f"servers of runs that are gone: process {', '.join(map(str, left))}; end them with `kill`")
    return "a run starts its own"


def network(place: Place) -> str:
    """What the environment would send away."""
    said = [f"{name} is set: {what}" for name, what in REACHING.items() if os.environ.get(name)]
    proxies = [name for name in PROXIES if os.environ.get(name)]
    if proxies:
        said.append(f"{', '.join(proxies)} set, and not used for this machine itself")
    asked = "nothing is fetched unless `bitexte models install` is asked for"
    return "; ".join([*said, asked]) + (f" (in {sys.prefix})" if sys.prefix != sys.base_prefix else "")


CHECKS: Mapping[str, Callable[[Place], str]] = {
    "python": python,
    "packages": packages,
    "sqlite": sqlite,
    "clock": clock,
    "encoding": encoding,
    "model": model,
    "state": state,
    "output": output,
    "space": space,
    "loopback": loopback,
    "server": server,
    "network": network,
}


def _existing(directory: Path) -> Path:
    directory = directory.absolute()
    return next(path for path in (directory, *directory.parents) if path.exists())


def _writable(directory: Path, advice: str) -> None:
    there = _existing(directory)
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise BitexteError(f"{directory}: cannot write there{advice}")


def _size(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) if directory.exists() else 0


def _left_servers() -> Iterator[int]:
    """Processes that serve our Prefect database and whose parent is gone (Linux only; elsewhere none is found)."""
    home = os.environ.get("PREFECT_HOME") or str(state_directory() / "prefect")
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == 1 and {b"prefect", b"server", b"start"} <= set(words):
                if f"PREFECT_HOME={home}".encode() in (place / "environ").read_bytes().split(b"\0"):
                    yield int(place.name)
        except (OSError, ValueError, IndexError):
            continue
