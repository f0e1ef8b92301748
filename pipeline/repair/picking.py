"""Words that a rule looks for by what they are, told from all others once and for all."""

from __future__ import annotations

from collections.abc import Callable

#: So many words are remembered, some ten megabytes; a language has few frequent words, so that most are met again.
REMEMBERED = 100_000


class Picker:
    """Called with words it gives those that pass the test; it remembers those that do not.

    Most words of a text have been met before and pass no test: a set leaves them out at once.
    """

    def __init__(self, test: Callable[[str], object]) -> None:
        self._test = test
        self._others: set[str] = set()

    def __call__(self, words: frozenset[str]) -> frozenset[str]:
        """Those of the words that pass."""
        new = words.difference(self._others)
        picked = frozenset(filter(self._test, new))
        if len(self._others) > REMEMBERED:
            self._others.clear()
        self._others |= new - picked
        return picked
