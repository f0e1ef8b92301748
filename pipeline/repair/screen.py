"""Which rules a line can interest at all, told from what it holds: most rules never look at most lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.repair.rule import Line, Rule


class Screen:
    """The rules of a plan as bits of a number, the first one lowest; called with a line it gives those to be asked.

    A rule is left out where nothing of its `needs` and `words` stands in the line, or where a trigger that it shares
    with others is not found.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._always = 0
        strings: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for place, each in enumerate(rules):
            if not each.needs and not each.words:
                self._always |= 1 << place
            for string in each.needs:
                strings[string] |= 1 << place
            for word in each.words:
                words[word] |= 1 << place
        self._strings = tuple(strings.items())
        self._words = dict(words)
        self._listed = frozenset(words)
        self._worded = sum(1 << place for place, each in enumerate(rules) if each.words)
        triggers: Counter[re.Pattern[str]] = Counter()
        for place, each in enumerate(rules):
            if each.trigger is not None:
                triggers[each.trigger] |= 1 << place
        self._shared = tuple((trigger, bits) for trigger, bits in triggers.items() if bits.bit_count() > 1)

    def __call__(self, line: Line, first: int = 0) -> int:
        """The rules from the place `first` on that may have something to say to the line."""
        text, asked = line.text, self._always
        for string, bits in self._strings:
            if string in text:
                asked |= bits
        if self._worded >> first:
            for word in self._listed & line.forms:
                asked |= self._words[word]
        asked = asked >> first << first
        for trigger, bits in self._shared:
            if asked & bits and not trigger.search(text):
                asked &= ~bits
        return asked
