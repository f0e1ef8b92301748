"""Runs that are killed, and runs that something is taken from; `benchmarks/crash.py` does it at many more points."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.crash import (
    Bench,
    full_disk,
    killed_once,
    prepared,
    read_only,
    without_network,
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, server: str) -> Bench:
    return prepared(tmp_path_factory.mktemp("crash") / "bench", server=server)


@pytest.mark.parametrize("share", [0.4, 0.85])
def test_killed_before_a_change_of_a_file(bench: Bench, share: float) -> None:
    assert killed_once(bench, f"plain-{share}", last=int(bench.calls * share), first=False) == []


def test_the_command_killed_in_the_middle(bench: Bench, server: str) -> None:
    for attempt in range(5):
        after = bench.seconds * 0.6 * 0.7**attempt
        problems = killed_once(bench, f"command-{attempt}", after=after, first=False, server=server)
        if problems != ["it had ended before it was killed"]:
            break
    assert problems == []


@pytest.mark.parametrize("left", [0, 100_000])
def test_full_disk(bench: Bench, left: int) -> None:
    problems = full_disk(bench, f"full-{left}", left=left)
    if problems is None:
        pytest.skip("a file system can be mounted by root only")
    assert problems == []


def test_read_only_output(bench: Bench) -> None:
    problems = read_only(bench, "read-only")
    if problems is None:
        pytest.skip("a file system can be mounted by root only")
    assert problems == []


def test_without_any_network(bench: Bench) -> None:
    problems = without_network(bench, "no-loopback", loopback=False)
    if problems is None:
        pytest.skip("the network can be taken away by root only")
    assert problems == []


def test_what_a_kill_leaves_is_looked_at(bench: Bench, tmp_path: Path) -> None:
    """The judge sees half a file under a final name, and a mixture of two corpora."""
    from benchmarks.crash import problems_after_a_kill

    for content in (bench.old, bench.new):
        for name, text in content.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is bench.old or name == "corpus/bitext.fr":
                path.write_bytes(text)
    assert any("as a whole" in each for each in problems_after_a_kill(tmp_path, bench))
    (tmp_path / "manifest.json").write_bytes(bench.new["manifest.json"][:100])
    assert any(each.startswith("manifest.json") for each in problems_after_a_kill(tmp_path, bench))
