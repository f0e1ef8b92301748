"""Phrases of which a line must have every word before it is worth a search for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = re.compile(r"[^\W\d_]+")


class Phrases:
    """Tells of the words of a line (runs of letters) whether one of some phrases may stand in it."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[str, list[frozenset[str]]] = {}
        for phrase in phrases:
            words = frozenset(_WORDS.findall(phrase))
            # The longest word is met least.
            self._by_word.setdefault(max(words, key=lambda each: (len(each), each)), []).append(words)

    def __call__(self, words: frozenset[str]) -> bool:
        return any(phrase <= words for word in self._by_word.keys() & words for phrase in self._by_word[word])
