"""Names of the French that the English must have, letter for letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher

from pipeline.check.filters import Pair, check
from pipeline.check.lexical import folded as _folded
from pipeline.check.lexical import zipf as _zipf

_NAME = re.compile(r"[^\W\d_]+(?:[-‑.&]?[^\W_]+)*")
_STARTS = re.compile(r"(?:^|[.!?…:])[\s«»“”\"‘'’(\[–—-]*$")
_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_]) (?=\d)")
#: Words as usual as this in French are not taken for names at the start of a sentence.
_USUAL = 3.8
#: Below this frequency (Zipf: once in a hundred million) an English form is taken for a garbled one.
_KNOWN = 2.0
#: A longer English word that begins with the name must be as usual as this: sites Web – websites, not Musk – Muski.
_COMMON = 3.0
#: A word this much more usual in French than in English is translated and not taken over: Église, Royaume.
_FRENCH = 0.8
#: How alike a name and its English form must be: Londres – London is .62.
_ALIKE = 0.55
#: From here on an unknown form is a garbled name.
_NEARLY = 0.7


@check("names", threshold=0.34, fails="above", source="own; cf. OpusFilter, SimilarityFilter")
def names(pair: Pair) -> float | None:
    """Share of the French names that the English lacks.

    A name is a capitalised word that does not begin a sentence (or that is no
    usual French word), or one with inner capitals. Accents and case may differ; an English form that is a
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


@check("lost-brands", threshold=0.0, fails="above", source="own")
def lost_brands(pair: Pair) -> int:
    """Names with capitals inside (OpenAI, DALL-E, iPhone) that the English lacks: no language translates these."""
    _, missing, _ = _compared(pair)
    return sum(_has_inner_capital(name) for name in missing)


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
        if len(name) < 3 or not (name[0].isupper() or _has_inner_capital(name)):
            continue
        starts = _STARTS.search(text, max(0, match.start() - 8), match.start()) is not None
        if not starts or _has_inner_capital(name) or _is_international(name):
            found.append(name)
    return found


def _has_inner_capital(name: str) -> bool:
    """OpenAI and ChatGPT, not OTAN, Jean-Paul or X.AI."""
    return name.isalpha() and not name.isupper() and not name[1:].islower()


def _is_international(name: str) -> bool:
    """Whether a word at the start of a sentence is a name: no usual French word, and as usual in English."""
    return name[1:].islower() and _zipf(name, "fr") < _USUAL and _zipf(name, "en") >= max(_zipf(name, "fr"), _KNOWN)


def _rendered(name: str, plain: str, there: Collection[str], exonyms: Mapping[str, str]) -> bool:
    folded = _folded(name)
    if name[-1].isdigit() and _stands(folded, _BEFORE_DIGIT.sub("", plain)):
        return True
    if _stands(folded, plain) or (name in exonyms and _stands(_folded(exonyms[name]), plain)):
        return True
    if _zipf(name, "fr") > max(_zipf(name, "en"), _KNOWN) + _FRENCH:
        return True
    if name.isupper():
        return any(_turned(name, other) for other in there)
    words = [_folded(word) for word in there]
    if any(word.startswith(folded) and _zipf(word, "en") >= _COMMON for word in words):
        return True
    return any(
        word[:1] == folded[:1] and _zipf(word, "en") >= _KNOWN and _alike(word, folded) >= _ALIKE for word in words
    )


def _stands(name: str, plain: str) -> bool:
    """Whether the name stands in the text as a word, perhaps with an ending: Tesla’s, Teslas."""
    at = plain.find(name)
    while at >= 0:
        end = at + len(name)
        ending = re.compile(r"(?:e?s)?(?![^\W_])").match(plain, end)
        if ending is not None and not (at and plain[at - 1].isalpha()):
            return True
        at = plain.find(name, at + 1)
    return False


def _turned(acronym: str, other: str) -> bool:
    """OTAN – NATO, BCE – ECB, UE – EU: capitals of about the same number, two thirds of them the same."""
    if not other.isupper() or abs(len(acronym) - len(other)) > 1:
        return False
    shared = sum((Counter(_folded(acronym)) & Counter(_folded(other))).values())
    return 3 * shared >= 2 * min(len(acronym), len(other))


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
