"""Killing real runs, and taking from them what they need: what has to hold of `out/` afterwards.

    python -m benchmarks.crash [--kills 50] [--commands 12] [--seed 1] [--faults]

A run that turns an older corpus into a newer one is killed with SIGKILL, its Prefect server and every other process of
it too. Then every file under its final name has to be one of the old or of the new corpus, whole; `corpus/` has to be
one of the two as a whole, with right checksums; and the next run has to make `out/` byte for byte what it is without a
kill (but for the files that hold times: `VOLATILE` in pipeline/lastrun.py). `--commands` of the `--kills` go
through the real `bitexte run` and fall at random moments from its start to its end; the others are runs of the same
batch without Prefect, and fall before a random call that changes a file. `--faults` fills a small file system, makes
directories read-only and takes the network away (mounts need root; what cannot be done is named).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.lastrun import VOLATILE

ROOT = Path(__file__).parent.parent
FRENCH = (
    "Le conseil municipal de {town} a voté mardi un budget de {number} millions d’euros pour les écoles.",
    "À {town}, la maire a remercié les {number} habitants qui lui avaient écrit pendant l’été.",
)
TOWNS = ("Brest", "Lille", "Lyon", "Metz", "Nantes", "Pau", "Rennes", "Tours")
#: The batch without Prefect, which kills itself before its n-th call that changes a file.
PLAIN = """
import os, signal, sys
from pathlib import Path
from pipeline.batch import run_batch
from pipeline.config import load_config
from pipeline.errors import BitexteError

last, config, out, *paths = sys.argv[1:]
last, calls = int(last), 0
CHANGING = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod", "ctypes.dlsym", "sqlite3.connect"}

def watch(name, arguments):
    global calls
    if name in CHANGING or name == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)

settings = load_config(Path(config))
sys.addaudithook(watch)
try:
    run_batch(paths, Path(out), settings)
except BitexteError as error:
    print(f"bitexte: {error}", file=sys.stderr)
    sys.exit(error.exit_code)
finally:
    if not last:
        print(calls)
"""


@dataclass(frozen=True, slots=True)
class Bench:
    """The two corpora between which runs are killed, and where they are made."""

    work: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    #: Calls that change a file in a run without Prefect, and seconds that the real command takes.
    calls: int
    seconds: float

    @property
    def config(self) -> Path:
        """Shards of one document, so that there is something between them."""
        return self.work / "bitexte.toml"


def articles(folder: Path, *, new: bool) -> None:
    """Eight articles; in the new edition one of them is gone, two are other ones and one has come."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, town in enumerate(TOWNS, 10):
        if not (new and town == "Metz"):
            amount = number + 50 * (new and town in ("Lyon", "Tours"))
            text = "\n\n".join(each.format(town=town, number=amount) for each in FRENCH)
            (folder / f"{town}.txt").write_text(text + "\n", encoding="utf-8")
    if new:
        (folder / "Nice.txt").write_text(FRENCH[0].format(town="Nice", number=7) + "\n", encoding="utf-8")
    (folder / "vide.txt").write_bytes(b"")


def contents(out: Path) -> dict[str, bytes]:
    """Every file that is the same for equal runs, with its content."""
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files if path.name not in VOLATILE}


def command(bench_config: Path, folder: Path, out: Path) -> list[str]:
    """The real command."""
    return [sys.executable, "-m", "pipeline.cli", "run", str(folder), "--out", str(out), "--config", str(bench_config)]


def plain(bench_config: Path, folder: Path, out: Path, last: int = 0) -> list[str]:
    """The batch without Prefect, killed before its call number `last`; 0 for never."""
    return [sys.executable, "-c", PLAIN, str(last), str(bench_config), str(out), str(folder)]


def environment(state: Path, server: str | None = None) -> dict[str, str]:
    """The environment of a run with its own state directory."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("PREFECT_API_URL", "PREFECT_HOME")}
    where = {"PREFECT_API_URL": server} if server else {}
    return {**inherited, "BITEXTE_STATE": str(state), "PYTHONPATH": str(ROOT), **where}


def finished(arguments: list[str], state: Path, server: str | None = None) -> subprocess.CompletedProcess[str]:
    """A run that nobody disturbs."""
    return subprocess.run(
        arguments, cwd=ROOT, env=environment(state, server), capture_output=True, text=True, errors="replace", timeout=600
    )


def prepared(work: Path, *, real: bool = True, server: str | None = None) -> Bench:
    """Make both editions and both corpora below `work`. Raises AssertionError where that depends on the way there."""
    work.mkdir(parents=True, exist_ok=True)
    articles(work / "articles", new=False)
    config = work / "bitexte.toml"
    config.write_text("[run]\nshard_documents = 1\n[translate]\nbeam_size = 1\nthreads = 1\n", encoding="utf-8")
    done = finished(plain(config, work / "articles", work / "reference"), work / "state")
    assert done.returncode == 0, done.stderr
    articles(work / "articles", new=True)
    shutil.copytree(work / "reference", work / "before", copy_function=shutil.copy2)
    old = contents(work / "reference")
    done = finished(plain(config, work / "articles", work / "reference"), work / "state")
    calls, new_ = int(done.stdout), contents(work / "reference")
    seconds = 0.0
    if real:
        shutil.copytree(work / "before", work / "timed", copy_function=shutil.copy2)
        start = time.monotonic()
        done = finished(command(config, work / "articles", work / "timed"), work / "state-timed", server)
        seconds = time.monotonic() - start
        assert done.returncode == 1, done.stderr
        assert contents(work / "timed") == new_, "the way there matters: through Prefect it comes out otherwise"
    fresh = finished(plain(config, work / "articles", work / "fresh"), work / "state-fresh")
    assert fresh.returncode == 0 and contents(work / "fresh") == new_, "the way there matters: from nothing it comes out otherwise"
    return Bench(work, old, new_, calls, seconds)


def family(process: int) -> list[int]:
    """A process and all that descend from it, the youngest last."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [process]
    for each in found:
        found += children.get(each, [])
    return found


def kill_after(arguments: list[str], state: Path, seconds: float, server: str | None = None) -> bool:
    """Run, and kill everything of it after `seconds`; False where it had ended by then."""
    process = subprocess.Popen(
        arguments, cwd=ROOT, env=environment(state, server), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        pass
    members = family(process.pid)
    for member in members:
        try:
            os.kill(member, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()
    return True


def problems_after_a_kill(out: Path, bench: Bench, *, first: bool = False) -> Iterator[str]:
    """What does not hold of `out/` right after a kill. `first`: there was no corpus before."""
    old = {} if first else bench.old
    found = contents(out) if out.exists() else {}
    for name, content in found.items():
        if not _temporary(name) and content not in (old.get(name), bench.new.get(name)):
            yield f"{name}: neither the old nor the new one, {len(content)} bytes"
    corpus = {name: content for name, content in found.items() if name.startswith("corpus/")}
    editions = [{name: content for name, content in each.items() if name.startswith("corpus/")} for each in (old, bench.new)]
    if corpus not in editions:
        yield f"corpus/: neither the old nor the new one as a whole, but {sorted(corpus)}"
    if corpus:
        for line in corpus["corpus/SHA256SUMS"].decode().splitlines():
            digest, _, name = line.partition("  ")
            if hashlib.sha256(corpus[f"corpus/{name}"]).hexdigest() != digest:
                yield f"corpus/{name}: not what SHA256SUMS says"
        [json.loads(line) for line in corpus["corpus/bitext.jsonl"].splitlines()]


def _temporary(name: str) -> bool:
    return any(part.startswith(".") and part.endswith(".tmp") for part in name.split("/"))


def problems_after_the_next(out: Path, bench: Bench, done: subprocess.CompletedProcess[str], code: int) -> Iterator[str]:
    """What does not hold after the run that follows a kill."""
    if done.returncode != code:
        yield f"the next run ended with {done.returncode}: {done.stderr.strip()[-300:]}"
    found = contents(out)
    for name in sorted({*found, *bench.new}):
        if found.get(name) != bench.new.get(name):
            yield f"{name}: after the next run {'missing' if name not in found else 'too much' if name not in bench.new else 'other bytes'}"


def killed_once(bench: Bench, name: str, *, last: int = 0, after: float = 0, first: bool, server: str | None = None) -> list[str]:
    """Kill one run, look at what it left, let the next one finish, look again."""
    place = bench.work / name
    out, state, folder = place / "out", place / "state", bench.work / "articles"
    place.mkdir()
    if not first:
        shutil.copytree(bench.work / "before", out, copy_function=shutil.copy2)
    if last:
        done = finished(plain(bench.config, folder, out, last), state)
        was_killed = done.returncode == -signal.SIGKILL
    else:
        was_killed = kill_after(command(bench.config, folder, out), state, after, server)
    problems = [] if was_killed else ["it had ended before it was killed"]
    problems += problems_after_a_kill(out, bench, first=first)
    again = plain(bench.config, folder, out) if last else command(bench.config, folder, out)
    problems += problems_after_the_next(out, bench, finished(again, state, server), 0 if last else 1)
    if not problems or not was_killed:
        shutil.rmtree(place)
    return problems


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[bool]:
    """A file system of its own at `place`; gives False where none can be mounted."""
    place.mkdir(parents=True)
    made = shutil.which("mount") is not None and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True
    ).returncode == 0
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "-l", str(place)], check=True)


def full_disk(bench: Bench, name: str, *, left: int, prefect: bool = False) -> list[str] | None:
    """A run on a disk that has `left` bytes left: the old corpus, or the new one where that was enough."""
    place = bench.work / name
    with small_disk(place / "disk", "8m") as mounted:
        if not mounted:
            return None
        out = place / "disk" / "out"
        shutil.copytree(bench.work / "before", out, copy_function=shutil.copy2)
        disk = os.statvfs(out)
        with (place / "disk" / "filler").open("wb") as filler:
            filler.write(bytes(max(0, disk.f_bavail * disk.f_frsize - left)))
        arguments = (command if prefect else plain)(bench.config, bench.work / "articles", out)
        return _refused(bench, out, finished(arguments, place / "state"), enough=True)


def read_only(bench: Bench, name: str, *, prefect: bool = False) -> list[str] | None:
    """A run on an output directory that cannot be written."""
    place = bench.work / name
    with small_disk(place / "disk", "8m") as mounted:
        if not mounted:
            return None
        out = place / "disk" / "out"
        shutil.copytree(bench.work / "before", out, copy_function=shutil.copy2)
        subprocess.run(["mount", "-o", "remount,ro", str(place / "disk")], check=True)
        arguments = (command if prefect else plain)(bench.config, bench.work / "articles", out)
        return _refused(bench, out, finished(arguments, place / "state"), enough=False)


def without_state(bench: Bench, name: str, *, full: bool) -> list[str] | None:
    """The real command with a state directory that is full or read-only: done all the same, or refused in one line."""
    place = bench.work / name
    with small_disk(place / "state", "64k") as mounted:
        if not mounted:
            return None
        if not full:
            subprocess.run(["mount", "-o", "remount,ro", str(place / "state")], check=True)
        out = place / "out"
        shutil.copytree(bench.work / "before", out, copy_function=shutil.copy2)
        return _refused(bench, out, finished(command(bench.config, bench.work / "articles", out), place / "state"), enough=False)


def _refused(bench: Bench, out: Path, done: subprocess.CompletedProcess[str], *, enough: bool) -> list[str]:
    if enough and done.returncode in (0, 1):
        return list(problems_after_the_next(out, bench, done, done.returncode))
    said = [line for line in done.stderr.splitlines() if line.strip() and line != "bitexte: starting"]
    problems = list(problems_after_a_kill(out, bench))
    if done.returncode in (0, 1):
        problems.append(f"exit code {done.returncode}")
    if len(said) != 1 or not said[0].startswith("bitexte: ") or "unexpected" in said[0]:
        problems.append(f"one clear line is wanted: {said}")
    problems += (f"{name}: left behind" for name in contents(out) if _temporary(name))
    return problems


def without_network(bench: Bench, name: str, *, loopback: bool) -> list[str] | None:
    """The real command where there is no network, with or without a loopback interface."""
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode:
        return None
    place = bench.work / name
    shutil.copytree(bench.work / "before", place / "out", copy_function=shutil.copy2)
    up = "ip link set lo up; " if loopback else ""
    arguments = ["unshare", "-n", "sh", "-c", f'{up}exec "$@"', "sh", *command(bench.config, bench.work / "articles", place / "out")]
    return list(problems_after_the_next(place / "out", bench, finished(arguments, place / "state"), 1))


def faults(bench: Bench) -> Iterator[tuple[str, list[str] | None]]:
    """Everything else that can go wrong around a run: what it was and what does not hold, None where it cannot be tried."""
    for left in (0, 8_000, 40_000, 100_000, 160_000, 220_000, 280_000, 340_000, 400_000, 2_000_000):
        yield f"{left} bytes left", full_disk(bench, f"full-{left}", left=left)
    yield "100000 bytes left, real command", full_disk(bench, "full-command", left=100_000, prefect=True)
    yield "read-only out", read_only(bench, "read-only")
    yield "read-only out, real command", read_only(bench, "read-only-command", prefect=True)
    yield "full state directory", without_state(bench, "state-full", full=True)
    yield "read-only state directory", without_state(bench, "state-read-only", full=False)
    yield "no network", without_network(bench, "no-network", loopback=True)
    yield "no network, no loopback", without_network(bench, "no-loopback", loopback=False)


def kills(bench: Bench, count: int, commands: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """The kills, spread from the start of a run to its end; a fifth of them in the first run ever."""
    chance = random.Random(seed)
    for number in range(count):
        first = number % 5 == 4
        if number < commands:
            # One in each equal part of the run; where that had ended by then, once more and earlier.
            share = (number + chance.random()) / commands
            for attempt in range(6):
                after = bench.seconds * share * 0.8**attempt
                problems = killed_once(bench, f"command-{number}-{attempt}", after=after, first=first)
                if problems != ["it had ended before it was killed"]:
                    break
            yield f"bitexte run, after {after:.2f} s", problems
        else:
            rest = count - commands
            last = 1 + int((number - commands + chance.random()) / rest * bench.calls)
            yield f"batch, before call {last} of {bench.calls}", killed_once(bench, f"plain-{number}", last=last, first=first)


def main() -> int:
    """Kill, look and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--commands", type=int, default=12, help="how many of them through the real command")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", action="store_true", help="full disks, read-only directories, no network")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="crash-"))
    bench = prepared(work, real=options.commands > 0 or options.faults)
    print(f"a run takes {bench.seconds:.1f} s; without Prefect it makes {bench.calls} calls that change a file", flush=True)
    good = total = 0
    for name, problems in kills(bench, options.kills, options.commands, options.seed):
        total, good = total + 1, good + (not problems)
        print(f"{'ok   ' if not problems else 'wrong'} {name}" + "".join(f"\n      {each}" for each in problems), flush=True)
    print(f"{good} of {total} killed runs recovered byte for byte ({options.commands} of them through `bitexte run`)")
    if options.faults:
        for name, found in faults(bench):
            word = "not tried" if found is None else "wrong" if found else "ok"
            good, total = good + (not found), total + 1
            print(f"{word:<9} {name}" + "".join(f"\n      {each}" for each in found or ()), flush=True)
    if good == total:
        shutil.rmtree(work)
    else:
        print(f"what is wrong lies in {work}")
    return int(good != total)


if __name__ == "__main__":
    sys.exit(main())
