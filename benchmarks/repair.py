"""How fast the repair is, and where the time goes.

    python -m benchmarks.repair SENTENCES.fr [--lines 40] [--megabytes 1]

The sentences of the file are laid out as articles of --lines lines and repeated up to --megabytes of UTF-8. Prints MB a
second of CPU time for the whole plan, its cost on one line of the same size (which shows whether the cost is linear),
and the share of each rule.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.repair import repair
from pipeline.repair.rule import Change, Context, Line, Rule, all_rules


@contextmanager
def timed_rules(spent: Counter[str]) -> Iterator[None]:
    """Count the seconds of every rule into `spent`."""
    original = Rule.changes

    def changes(rule: Rule, line: Line, context: Context) -> list[Change]:
        start = time.process_time()
        result = original(rule, line, context)
        spent[rule.name] += time.process_time() - start
        return result

    Rule.changes = changes
    try:
        yield
    finally:
        Rule.changes = original


def articles(sentences: list[str], lines: int, size: int) -> Iterator[list[str]]:
    """Articles of `lines` sentences, until `size` bytes are reached."""
    at = 0
    while size > 0:
        article = [sentences[(at + place) % len(sentences)] for place in range(lines)]
        at += lines
        size -= sum(len(line.encode()) + 1 for line in article)
        yield article


def seconds(documents: list[list[str]]) -> float:
    """CPU seconds that repairing the documents takes."""
    start = time.process_time()
    for lines in documents:
        repair(lines)
    return time.process_time() - start


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="French, one sentence a line")
    parser.add_argument("--lines", type=int, default=40)
    parser.add_argument("--megabytes", type=float, default=1.0)
    arguments = parser.parse_args()
    sentences = [line for line in arguments.file.read_text(encoding="utf-8").splitlines() if line]
    documents = list(articles(sentences, arguments.lines, int(arguments.megabytes * 1e6)))
    size = sum(len(line.encode()) + 1 for lines in documents for line in lines) / 1e6
    repair(sentences[:200])  # reads the tables
    whole = seconds(documents)
    one_line = seconds([[" ".join(line for lines in documents for line in lines)]])
    print(f"{size:.2f} MB in {len(documents)} articles: {size / whole:.2f} MB/s")
    print(f"the same on one line: {size / one_line:.2f} MB/s")
    spent: Counter[str] = Counter()
    with timed_rules(spent):
        seconds(documents)
    for name, used in spent.most_common():
        print(f"{name:40} {used:7.3f} s")
    print(f"{len(all_rules())} rules: {sum(spent.values()):.3f} s")


if __name__ == "__main__":
    main()
