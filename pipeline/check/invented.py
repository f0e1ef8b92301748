"""English words that do not exist, which a small model puts together from pieces."""

from __future__ import annotations

import re

from pipeline.check.filters import Pair, check
from pipeline.check.lexical import folded, zipf

_LETTERS = re.compile(r"[^\W\d_]+")
#: Shorter ones are abbreviations and parts of names more often than not.
_SHORTEST = 4
#: What English puts before any word, and how common the word behind it has to be (Zipf).
_PREFIXES = re.compile(
    r"(?:anti|counter|cyber|eco|euro|geo|hyper|inter|mega|micro|mini|mis|multi|nano|neo|non|out|over|photo|post|pre|"
    r"pro|pseudo|re|semi|sub|super|trans|ultra|under|un)(?=[^\W\d_]{4})"
)
_BEHIND_PREFIX = 3.0


@check("invented-words", threshold=0.0, fails="above", source="own; word forms from wordfreq")
def invented_words(pair: Pair) -> int:
    """English words that no word list knows and that the French does not have either: mostcinogenic, Unosour.

    Acronyms and words with inner capitals are left to the checks of names. Of 3,997 human translations (flores-dev
    and wmt13) 1.3 % have such a word.
    """
    given = folded(" ".join([pair.fr, *pair.exonyms.values()]))
    words = {match.group() for match in _LETTERS.finditer(pair.en)}
    return sum(_invented(word, given) for word in words)


def _invented(word: str, given: str) -> bool:
    if len(word) < _SHORTEST or not word[1:].islower():
        return False
    plain = folded(word)
    return plain not in given and plain.removesuffix("s") not in given and not _exists(word.lower())


def _exists(word: str) -> bool:
    if zipf(word, "en") > 0:
        return True
    prefix = _PREFIXES.match(word)
    return prefix is not None and zipf(word[prefix.end() :], "en") >= _BEHIND_PREFIX
