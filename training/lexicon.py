"""The French–English lexicon of the check `adequacy`: IBM model 1 in both directions over stems of content words.

    python -m training.lexicon --corpus fr-en.tsv.zst training/written.fr-en.tsv \
        --out pipeline/check/data/lexicon.fr-en.gz

What the table of less common words (`pipeline.repair.dictionary`) knows is added.

IBM model 1: Brown et al. 1993, "The Mathematics of Statistical Machine Translation". Function words are left out, which
makes a tenth of the links and loses nothing of what the lexicon is for. 2 GB of memory, two minutes.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from pipeline.check.overlap import content
from pipeline.repair import dictionary
from training.data import EXCLUDED, Pair, read_rows

#: Pairs of one source at most, or here: volume is no guide, legal text and manuals would be most of it.
CAP = 40_000
CAPS = {
    "legal-regs": 15_000, "legal-acts": 20_000, "legal-annual": 8_000, "legal-heading": 4_000, "debian-descr": 20_000,
    "app-ui": 8_000, "python-docs": 10_000, "libreoffice-help": 5_000, "bible": 15_000, "gimp-help": 3_000,
    "debian-security": 1_500, "written": 200_000,
}  # fmt: skip
ROUNDS = 5
#: A stem must stand in as many pairs; a link must have this probability in one direction and this expected count.
MIN_COUNT, MIN_PROBABILITY, MIN_LINKS = 3, 0.03, 1.0
#: How sure a rendering of the table of words is.
TABLE_PROBABILITY = 0.5


def main() -> None:
    """Trains the lexicon and writes its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="as training.train reads it")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    pairs = choose(*options.corpus)
    links = learn(pairs)
    for link in table_links():
        links[link] = max(links.get(link, 0.0), TABLE_PROBABILITY)
    write(links, options.out)
    print(f"{len(pairs)} pairs, {len(links)} links, {options.out.stat().st_size / 1e6:.2f} MB")


def choose(*corpora: Path) -> list[Pair]:
    """The pairs to learn from, the same each time."""
    by_tag: dict[str, list[Pair]] = {}
    for tag, french, english in chain.from_iterable(map(read_rows, corpora)):
        if tag not in EXCLUDED:
            by_tag.setdefault(tag, []).append((french, english))
    draw = random.Random(0)
    chosen = []
    for tag, pairs in sorted(by_tag.items()):
        cap = CAPS.get(tag, CAP)
        chosen += draw.sample(pairs, cap) if len(pairs) > cap else pairs
    return chosen


def table_links() -> Iterator[tuple[str, str]]:
    """The stems of the words of the table with those of their renderings."""
    for french, renderings in dictionary.renderings():
        for stem, _ in content(french, "fr"):
            yield from ((stem, other) for each in renderings for other, _ in content(each, "en"))


def learn(pairs: Sequence[Pair]) -> dict[tuple[str, str], float]:
    """French stem, English stem → the higher of p(English | French) and p(French | English)."""
    sides = [
        [[stem for stem, _ in content(pair[side], language)] for pair in pairs]
        for side, language in enumerate(("fr", "en"))
    ]
    vocabularies = [_vocabulary(side) for side in sides]
    places = [{word: place for place, word in enumerate(known, 1)} for known in vocabularies]
    numbered = [
        [sorted({known[word] for word in sentence if word in known}) for sentence in side]
        for side, known in zip(sides, places, strict=True)
    ]
    del sides
    best: dict[tuple[str, str], float] = {}
    for source, target in ((0, 1), (1, 0)):
        found = _model1(numbered[source], numbered[target], len(vocabularies[source]), len(vocabularies[target]))
        for given, other, probability in found:
            ends = (vocabularies[source][given - 1], vocabularies[target][other - 1])
            link = ends if source == 0 else ends[::-1]
            best[link] = max(best.get(link, 0.0), probability)
    return best


def write(links: dict[tuple[str, str], float], path: Path) -> None:
    """The table as `pipeline.check.overlap` reads it, the same bytes each time."""
    lines: dict[str, list[tuple[int, str]]] = {}
    for (french, english), probability in links.items():
        lines.setdefault(french, []).append((min(9, round(10 * probability**0.5)), english))
    text = "".join(
        " ".join([word, *(f"{value}{other}" for value, other in sorted(found, key=lambda each: (-each[0], each[1])))])
        + "\n"
        for word, found in sorted(lines.items())
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _vocabulary(side: Sequence[Sequence[str]]) -> list[str]:
    counts = Counter(word for sentence in side for word in set(sentence))
    return sorted(word for word, count in counts.items() if count >= MIN_COUNT)


def _model1(
    source: Sequence[Sequence[int]], target: Sequence[Sequence[int]], given: int, other: int
) -> Iterator[tuple[int, int, float]]:
    """Links from words (from 1; 0 stands for none) of `source` to those of `target`, with p(target | source)."""
    froms, tos, groups, group = [], [], [], 0
    for one, two in zip(source, target, strict=True):
        if two:
            froms.append(np.tile(np.array([0, *one], dtype=np.int32), len(two)))
            tos.append(np.repeat(np.array(two, dtype=np.int32), len(one) + 1))
            groups.append(np.repeat(np.arange(group, group + len(two), dtype=np.int32), len(one) + 1))
            group += len(two)
    keys = np.concatenate(froms).astype(np.int64) * (other + 1) + np.concatenate(tos)
    groups_ = np.concatenate(groups)
    del froms, tos, groups
    links, place = np.unique(keys, return_inverse=True)
    place = place.astype(np.int32)
    first, second = links // (other + 1), links % (other + 1)
    probability = np.full(len(links), 1.0 / other)
    expected = probability
    for _ in range(ROUNDS):
        weight = probability[place]
        weight /= np.bincount(groups_, weight, minlength=group)[groups_]
        expected = np.bincount(place, weight, minlength=len(links))
        probability = expected / np.bincount(first, expected, minlength=given + 1)[first]
    for at in np.flatnonzero((first > 0) & (probability >= MIN_PROBABILITY) & (expected >= MIN_LINKS)):
        yield int(first[at]), int(second[at]), float(probability[at])


if __name__ == "__main__":
    main()
