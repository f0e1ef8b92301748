"""How fast the repair is, and where the time goes.

    python -m benchmarks.repair SENTENCES.fr [--lines 40] [--megabytes 1]

The sentences of the file are laid out as articles of --lines lines and repeated up to --megabytes of UTF-8. Prints MB a
second of CPU time for the whole plan, for one article and for one line of the same size and of half of it (which shows
whether the cost is linear), the share of each rule, and for lines made to stall a rule how much longer a line of double
length takes: about 2 where the cost is linear, 4 where it is quadratic.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.repair import repair
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, Rule, all_rules


#: Lines of these, over and over: what quotation marks, brackets, stops, blanks, figures and letters without an end do.
ADVERSARIAL = (
    "« ", "»a", '"a" ', "‘a", "[", "[the ", "(", ") ", " ", "\t", ".", ". ", "...", ",", " ,", ": ", "-", "a -", "– ",
    "1", "1 000 ", "1.", "A", "Aa ", "Jean ", "aB", "a", "é", "aé ", "a’", "l' ", "le le ", "que il ", "is est ", "&", "<<",
    "@", "a@", "a.", "www.", "Ã©", "\u200b", "e\u0301", "中", "M. ", "a, Le ", ". le ", "12 000 millions ",
)  # fmt: skip
#: The length of the shorter line (characters), long enough to outweigh what every line costs.
_ADVERSARIAL_SIZE = 25_000


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


def growth(unit: str) -> tuple[float, float]:
    """CPU seconds for a line of the unit over and over, and how many times as long one of double length takes."""
    short, double = (unit * (size // len(unit)) for size in (_ADVERSARIAL_SIZE, 2 * _ADVERSARIAL_SIZE))
    # The better of two: other work on the machine only ever adds.
    once = min(seconds([[short]]) for _ in range(2))
    twice = min(seconds([[double]]) for _ in range(2))
    return once, twice / once


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
    print(f"{size:.2f} MB in {len(documents)} articles: {size / seconds(documents):.2f} MB/s")
    lines = [line for document in documents for line in document]
    for name, divided in (("article", lines), ("line", [" ".join(lines)])):
        half = [line[: len(line) // 2] for line in divided] if len(divided) == 1 else divided[: len(divided) // 2]
        whole, shorter = seconds([divided]), seconds([half])
        print(f"the same as one {name}: {size / whole:.2f} MB/s, {whole / shorter:.1f} times as long as half of it")
    spent: Counter[str] = Counter()
    with timed_rules(spent):
        seconds(documents)
    for name, used in spent.most_common():
        print(f"{name:40} {used:7.3f} s")
    print(f"{len(all_rules())} rules: {sum(spent.values()):.3f} s; what is left went into triggers, screening and edits")
    print(f"\nlines of {_ADVERSARIAL_SIZE} characters, and how many times as long one of double length takes")
    for unit in ADVERSARIAL:
        once, ratio = growth(unit)
        print(f"{unit!r:22} {once:7.3f} s {ratio:6.1f}")


if __name__ == "__main__":
    main()
