"""Pairs that nearly say what an earlier one says: the same sentence with a word or a mark changed.

MinHash with locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", ch. 3)
finds candidates, and their exact Jaccard similarity over character n-grams decides.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.check.decision import HUMAN, NEAR_DUPLICATE, NEAR_THRESHOLD
from pipeline.config import CheckConfig
from pipeline.corpus.bitext import belongs
from pipeline.corpus.formats import pair_id
from pipeline.document import Flag, Segment, Status

#: Sentences with fewer letters and figures are let be: headlines and answers are alike by chance.
_MIN_LENGTH = 40
_GRAM = 4
#: Two sentences of similarity 0.8 meet in one of the bands with a probability of 0.99, of 0.5 with 0.22.
_BANDS, _ROWS = 16, 6
_SEED = 1
#: Sentences whose n-grams are in memory at the same time.
_BATCH = 5_000
_FIGURES = re.compile(r"\d+")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Near:
    """What a pair nearly repeats: the id of the earlier pair, and how alike their French is (0–1)."""

    first: str
    similarity: float


def mark_near(segments: Callable[[], Iterable[Segment]], config: CheckConfig) -> Iterator[Segment]:
    """The same segments in the same order, each that would go into the corpus and nearly repeats an earlier one flagged
    `near-duplicate`, with the id of that one; its score is the similarity.

    `segments` gives them, exact duplicates marked; it is called three times. A translation by a person is let be.
    """

    def wanted() -> Iterator[Segment]:
        return (each for each in segments() if belongs(each, config.keep_flagged) and HUMAN not in each.scores)

    threshold = config.thresholds.get(NEAR_DUPLICATE, NEAR_THRESHOLD)
    found = near_duplicates(wanted, threshold)
    status: Status = "rejected" if NEAR_DUPLICATE in config.reject else "flagged"
    for segment in segments():
        near = found.get(pair_id(segment))
        if near is None:
            yield segment
        else:
            flags = (*segment.flags, Flag(NEAR_DUPLICATE, near.first, threshold))
            scores = {**segment.scores, NEAR_DUPLICATE: near.similarity}
            yield replace(segment, status=status, flags=flags, scores=scores)


def near_duplicates(read: Callable[[], Iterable[Segment]], threshold: float = NEAR_THRESHOLD) -> dict[str, Near]:
    """The pairs that nearly repeat an earlier one that does not do so itself, by their ids.

    `read` gives the pairs, in the same order each time; it is called twice. 64 bytes a pair are held, and the text of
    those that may be alike. The French decides: the English follows it. With other figures a sentence says something
    else, however alike it is.
    """
    if threshold > 1:
        return {}
    links = _candidates(_plain(segment) for segment in read())
    wanted = {place for link in links for place in link}
    texts: dict[int, tuple[str, str]] = {}
    for place, segment in enumerate(read()):
        if place in wanted:
            texts[place] = pair_id(segment), _plain(segment)
    found: dict[int, Near] = {}
    for later, earlier in sorted(links):
        if later in found or earlier in found:
            continue
        one, other = texts[later][1], texts[earlier][1]
        similarity = _jaccard(one, other) if _FIGURES.findall(one) == _FIGURES.findall(other) else 0.0
        if similarity >= threshold:
            found[later] = Near(texts[earlier][0], round(similarity, 4))
    return {texts[place][0]: near for place, near in found.items()}


def _plain(segment: Segment) -> str:
    """The French in small letters without accents, marks and double spaces."""
    text = unicodedata.normalize("NFD", segment.fr.casefold())
    return _NOT_WORD.sub(" ", "".join(char for char in text if not unicodedata.combining(char))).strip()


def _grams(text: str) -> list[str]:
    return [text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)]


def _jaccard(one: str, other: str) -> float:
    first, second = set(_grams(one)), set(_grams(other))
    return len(first & second) / len(first | second)


def _candidates(texts: Iterator[str]) -> set[tuple[int, int]]:
    """(later, earlier) places of texts that share a band, each with the first of the band and with the one before."""
    import numpy as np

    places, bands = array("I"), [array("I") for _ in range(_BANDS)]
    for batch in _batches(texts):
        usable = [(place, text) for place, text in batch if len(text) >= _MIN_LENGTH]
        places.extend(place for place, _ in usable)
        for hashes, band in zip(_band_hashes([text for _, text in usable]), bands, strict=True):
            band.extend(hashes)
    numbers = np.frombuffer(places, dtype=np.uint32) if places else np.zeros(0, dtype=np.uint32)
    links: set[tuple[int, int]] = set()
    for band in bands:
        values = np.frombuffer(band, dtype=np.uint32) if band else np.zeros(0, dtype=np.uint32)
        order = np.argsort(values, kind="stable")
        head = 0
        for at in (np.flatnonzero(values[order][1:] == values[order][:-1]) + 1).tolist():
            head = head if values[order[head]] == values[order[at]] else at - 1
            later = int(numbers[order[at]])
            links.update((later, int(numbers[order[earlier]])) for earlier in (head, at - 1))
    return links


def _batches(texts: Iterator[str]) -> Iterator[list[tuple[int, str]]]:
    numbered = iter(enumerate(texts))
    while batch := list(islice(numbered, _BATCH)):
        yield batch


def _band_hashes(texts: list[str]) -> Iterator[Iterable[int]]:
    """For each band the hash of every text."""
    import numpy as np
    from rensa import RMinHash

    if not texts:
        yield from ([] for _ in range(_BANDS))
        return
    digests = RMinHash.digests_from_token_sets([_grams(text) for text in texts], num_perm=_BANDS * _ROWS, seed=_SEED)
    rows = np.array(digests, dtype=np.uint64).reshape(len(texts), _BANDS, _ROWS)
    mixed = np.zeros((len(texts), _BANDS), dtype=np.uint64)
    for row in range(_ROWS):
        # FNV-1a, a word at a time.
        mixed = (mixed ^ rows[:, :, row]) * np.uint64(0x100000001B3)
        mixed ^= mixed >> np.uint64(29)
    for band in range(_BANDS):
        yield (mixed[:, band] & np.uint64(0xFFFFFFFF)).astype(np.uint32).tolist()
