"""Precision, recall and F1 of the sentence segmentation, on a text file of one sentence a line.

    python benchmarks/segment.py sentences.fr [--errors N]

Three to six neighbouring lines are joined with spaces, and the boundaries must
be found again. Lines that do not end like a sentence are left out, because
nothing could tell their end. With the package `sentence-splitter` installed it
is measured on the same text.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.segment import split

#: Lengths of the joined stretches, over and over.
SIZES = (3, 5, 4, 6)
COMPLETE = re.compile(r"^[«“\"(–—-]?\s?[A-ZÀ-Þ0-9].*[.!?…][\s»”\")]*$")

#: Gives the starts of all sentences but the first.
Splitter = Callable[[str], set[int]]


def ours(text: str) -> set[int]:
    """The starts that `pipeline.segment.split` finds."""
    return {start for start, _ in split(text)[1:]}


def oracle() -> Splitter | None:
    """The splitter of the package `sentence-splitter`, if it is there."""
    try:
        from sentence_splitter import SentenceSplitter
    except ImportError:
        return None
    splitter = SentenceSplitter(language="fr")

    def starts(text: str) -> set[int]:
        # It changes spaces, so its sentences are found again by their other characters.
        places = [place for place, char in enumerate(text) if not char.isspace()]
        found, seen = set(), 0
        for sentence in splitter.split(text):
            found.add(places[seen])
            seen += sum(not char.isspace() for char in sentence)
        return found - {0}

    return starts


def stretches(lines: Sequence[str]) -> Iterator[tuple[str, set[int]]]:
    """Joined lines with the starts of all but the first."""
    complete = [line.strip() for line in lines if COMPLETE.match(line.strip())]
    at = place = 0
    while at < len(complete):
        group = complete[at : at + SIZES[place % len(SIZES)]]
        starts, text = set(), ""
        for line in group:
            text += " " if text else ""
            starts.add(len(text))
            text += line
        yield text, starts - {0}
        at += len(group)
        place += 1


def measure(name: str, splitter: Splitter, texts: Sequence[tuple[str, set[int]]], errors: int) -> None:
    """Print the scores of one splitter and its first errors: │ missed, ┃ wrong."""
    begin = time.perf_counter()
    found = [splitter(text) for text, _ in texts]
    seconds = time.perf_counter() - begin
    hits = sum(len(starts & gold) for starts, (_, gold) in zip(found, texts, strict=True))
    precision = hits / max(1, sum(map(len, found)))
    recall = hits / max(1, sum(len(gold) for _, gold in texts))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:18} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  {seconds * 1000:8.1f} ms")
    shown = 0
    for starts, (text, gold) in zip(found, texts, strict=True):
        for at in sorted(starts ^ gold):
            if shown < errors:
                mark = "┃" if at in starts else "│"
                print(f"  {text[max(0, at - 40) : at]}{mark}{text[at : at + 30]}")
                shown += 1


def main() -> None:
    """Measure both splitters on the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="one sentence a line, UTF-8")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to show of each")
    arguments = parser.parse_args()
    texts = list(stretches(arguments.file.read_text(encoding="utf-8").split("\n")))
    print(f"{len(texts)} stretches, {sum(len(gold) for _, gold in texts)} boundaries")
    measure("pipeline.segment", ours, texts, arguments.errors)
    theirs = oracle()
    if theirs is not None:
        measure("sentence-splitter", theirs, texts, arguments.errors)


if __name__ == "__main__":
    main()
