"""Hostile input through the real command: every nasty that is not megabytes long (benchmarks/nasties.py has those too)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.nasties import check, nasties
from flows.settings import loopback


def test_nasties(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if loopback():
        monkeypatch.setenv("PREFECT_API_URL", request.getfixturevalue("server"))
    count, problems = check(tmp_path, [sys.executable, "-m", "pipeline.cli"], small=True)
    assert problems == []
    assert count >= 200


def test_equal_seeds_give_equal_nasties() -> None:
    first, second = ([each.name for each in nasties(7, small=True)] for _ in range(2))
    assert first == second and len(set(first)) == len(first)
