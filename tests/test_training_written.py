"""The sentence pairs written for the training are whole lines, each French sentence once."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.data import read_corpus

FOLDER = Path(__file__).parent.parent / "training"


@pytest.mark.parametrize("name", ["written.fr-en.tsv", "written.es-en.tsv"])
def test_every_line_is_a_pair(name: str) -> None:
    rows = [line.split("\t") for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    assert {len(row) for row in rows} == {3}
    assert {row[0] for row in rows} == {"written"}
    assert all(text == text.strip() != "" for row in rows for text in row)
    assert len({row[1] for row in rows}) == len(rows)


@pytest.mark.parametrize("name", ["written.fr-en.tsv", "written.es-en.tsv"])
def test_nearly_every_pair_is_drawn(name: str) -> None:
    path = FOLDER / name
    used = sum(map(len, read_corpus(path).values()))
    assert used > 0.99 * len(path.read_text(encoding="utf-8").splitlines())
