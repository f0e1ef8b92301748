"""Names of the French that the English must have, letter for letter."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

import wordfreq

from pipeline.check.filters import Pair, check

_NAME = re.compile(r"[^\W\d_]+(?:[-‑.&]?[^\W_]+)*")
_STARTS = re.compile(r"(?:^|[.!?…:])[\s«»“”\"‘'’(\[–—-]*$")
#: Below this frequency (Zipf: once in a hundred million) an English form is taken for a garbled one.
_KNOWN = 2.0
#: A word this much more usual in French than in English is translated and not taken over: Église, Royaume.
_FRENCH = 0.8
#: How alike a name and its English form must be: Londres – London is .62.
_ALIKE = 0.55
#: From here on an unknown form is a garbled name.
_NEARLY = 0.7


@check("names", threshold=0.34, fails="above", source="own; cf. OpusFilter, SimilarityFilter")
def names(pair: Pair) -> float | None:
    """Share of the French names that the English lacks.

    A name is a capitalised word that does not begin a sentence, or one with
    inner capitals. Accents and case may differ; an English form that is a
    known word and much alike stands for an exonym (Londres – London); words
    that are clearly French, being much rarer in English (Église), need not be there.
    """
    wanted, missing, _ = _compared(pair)
    return len(missing) / len(wanted) if wanted else None


@check("garbled-names", threshold=0.0, fails="above", source="own")
def garbled_names(pair: Pair) -> int:
    """French names for which the English has a form that is nearly theirs and no known word: Musk – Muusk."""
    _, missing, there = _compared(pair)
    french = _folded(pair.fr)
    strange = [
        folded
        for folded, other in ((_folded(other), other) for other in there)
        if other[0].isupper() and folded not in french and _zipf(folded, "en") < _KNOWN
    ]
    return sum(any(_alike(_folded(name), other) >= _NEARLY for other in strange) for name in missing)


def _compared(pair: Pair) -> tuple[list[str], list[str], tuple[str, ...]]:
    """The French names, those among them that the English lacks, and the words of the English."""
    wanted = list(dict.fromkeys(_names(pair.fr)))
    there = tuple(dict.fromkeys(match.group() for match in _NAME.finditer(pair.en)))
    plain = _folded(pair.en)
    return wanted, [name for name in wanted if not _rendered(name, plain, there, pair.exonyms)], there


def _names(text: str) -> list[str]:
    found = []
    for match in _NAME.finditer(text):
        name = match.group()
        inner = any(char.isupper() for char in name[1:]) and any(char.islower() for char in name)
        if not (inner or name[0].isupper()) or len(name) < 3:
            continue
        if inner and "-" not in name:
            found.append(name)
        elif not _STARTS.search(text, max(0, match.start() - 8), match.start()):
            found.append(name)
    return found


def _rendered(name: str, plain: str, there: Collection[str], exonyms: Mapping[str, str]) -> bool:
    folded = _folded(name)
    if folded in plain or (name in exonyms and _folded(exonyms[name]) in plain):
        return True
    if _zipf(name, "fr") > max(_zipf(name, "en"), _KNOWN) + _FRENCH:
        return True
    if name.isupper():
        return any(_turned(name, other) for other in there)
    return any(
        word[:1] == folded[:1] and _zipf(word, "en") >= _KNOWN and _alike(word, folded) >= _ALIKE
        for word in map(_folded, there)
    )


def _turned(acronym: str, other: str) -> bool:
    """OTAN – NATO, BCE – ECB, UE – EU: capitals of about the same number, two thirds of them the same."""
    if not other.isupper() or abs(len(acronym) - len(other)) > 1:
        return False
    shared = sum((Counter(_folded(acronym)) & Counter(_folded(other))).values())
    return 3 * shared >= 2 * min(len(acronym), len(other))


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _folded(text: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return bare.casefold().replace("-", "").replace("‑", "").replace(".", "").replace("’", "'")


@lru_cache(maxsize=65536)
def _zipf(word: str, language: str) -> float:
    return wordfreq.zipf_frequency(word, language)
