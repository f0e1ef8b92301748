"""Proves that no test sentence is in the training text.

Compares every pair that training may draw (the tags in `data.py`) with every test sentence,
each side, after lower-casing and dropping punctuation and digits' grouping. Also counts the
test sentences that share a run of twelve words with a training sentence, which an exact
comparison misses.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from . import data

RUN = 12


def words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.lower()))


def runs(sentence: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (sentence[i : i + RUN] for i in range(len(sentence) - RUN + 1))


def check(files: list[Path], devtest: Path) -> tuple[int, int, int]:
    """Sentences in the tests, those found whole, those that share a run of words."""
    tests = {
        words(line): path.name
        for path in sorted(devtest.iterdir())
        for line in data.read_lines(path)
    }
    by_run = {run: sentence for sentence in tests for run in runs(sentence)}
    whole: set[tuple[str, ...]] = set()
    partly: set[tuple[str, ...]] = set()
    for path in files:
        for pairs in data.read_corpus(path).values():
            for pair in pairs:
                for side in map(words, pair):
                    # Very short sentences ("No.") say nothing.
                    if len(side) > 3 and side in tests:
                        whole.add(side)
                    partly.update(by_run[run] for run in runs(side) if run in by_run)
    for sentence in sorted(whole):
        print(f"{tests[sentence]}: {' '.join(sentence)}")
    return len(tests), len(whole), len(partly)


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="training.leakcheck", description=__doc__)
    options.add_argument("files", type=Path, nargs="+", help="training pairs, .tsv or .tsv.zst")
    options.add_argument("--devtest", type=Path, required=True)
    a = options.parse_args(arguments)
    total, whole, partly = check(a.files, a.devtest)
    print(
        f"{total} test sentences: {whole} in the training text, {partly} share {RUN} words with it"
    )
    if whole:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
