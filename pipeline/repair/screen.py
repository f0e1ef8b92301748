"""Which rules a line can interest at all, told from what it holds: most rules never look at most lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.repair.evidence import all_words
from pipeline.repair.line import Line
from pipeline.repair.picking import REMEMBERED
from pipeline.repair.rule import Context, Rule


class Screen:
    """The rules of a plan as bits of a number, the first one lowest; called with a line it gives those to be asked.

    A rule is left out where nothing of its `needs`, `words`, `among` and `picks` stands in the line, or where a gate
    or trigger that it shares with others is not found.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._always = 0
        strings: Counter[str] = Counter()
        words: Counter[str] = Counter()
        among: Counter[Callable[[Context], Iterable[str]]] = Counter()
        picks: Counter[Callable[[frozenset[str]], Iterable[str]]] = Counter()
        for place, each in enumerate(rules):
            if not (each.needs or each.words or each.among or each.picks):
                self._always |= 1 << place
            for string in each.needs:
                strings[string] |= 1 << place
            for word in each.words:
                words[word] |= 1 << place
            if each.among is not None:
                among[each.among] |= 1 << place
            if each.picks is not None:
                picks[each.picks] |= 1 << place
        self._characters = {string: bits for string, bits in strings.items() if len(string) == 1}
        # One search for all characters is much faster than one for each.
        marks = "".join(sorted(self._characters))
        self._marks = re.compile(f"[{re.escape(marks)}]" if marks else r"(?!)").findall
        #: What has to be found before a string is worth a search: a mark in it, or a shorter string.
        self._strings: list[tuple[str, str, int]] = []
        for string in sorted(strings.keys() - self._characters.keys(), key=lambda each: (len(each), each)):
            shorter = (*self._characters, *(each for each, _, _ in self._strings))
            guard = next((each for each in shorter if each in string), "")
            self._strings.append((string, guard, strings[string]))
        self._words = dict(words)
        self._listed = frozenset(words)
        self._among = tuple(among.items())
        self._picks = tuple(picks.items())
        #: What single words tell, and those that tell nothing, as most do: they are left out at once.
        self._told: Counter[str] = Counter()
        self._plain: set[str] = set()
        triggers: Counter[re.Pattern[str]] = Counter()
        for place, each in enumerate(rules):
            for expression in {each.gate, each.trigger} - {None}:
                triggers[expression] |= 1 << place
        self._shared = tuple((trigger, bits) for trigger, bits in triggers.items() if bits.bit_count() > 1)

    def telling(self, context: Context) -> Mapping[str, int]:
        """The words that rules look for in this document, with the rules that do."""
        found: Counter[str] = Counter()
        for gather, bits in self._among:
            for word in context.evidence(gather):
                found[word] |= bits
        return self.with_picks(found, context.evidence(all_words))

    def with_picks(self, telling: Mapping[str, int], words: frozenset[str]) -> Mapping[str, int]:
        """The telling words with those of `words` that tell by themselves."""
        if len(self._plain) + len(self._told) > REMEMBERED:
            self._plain.clear()
            self._told.clear()
        may_tell = words.difference(self._plain)
        new = may_tell.difference(self._told)
        for pick, bits in self._picks if new else ():
            for word in pick(new):
                self._told[word] |= bits
        self._plain |= new.difference(self._told)
        found = dict(telling)
        for word in may_tell.intersection(self._told):
            found[word] = found.get(word, 0) | self._told[word]
        return found

    def worded(self, line: Line, telling: Mapping[str, int]) -> int:
        """The rules that look for a word which the line has."""
        rules = wanted(line, telling)
        for word in self._listed & line.forms:
            rules |= self._words[word]
        return rules

    def __call__(self, line: Line, worded: int, first: int = 0) -> int:
        """The rules from the place `first` on that may have something to say to the line, given those for its words."""
        text, asked, characters = line.text, self._always, self._characters
        found = set(self._marks(text))
        for mark in found:
            asked |= characters[mark]
        for string, guard, bits in self._strings:
            if (not guard or guard in found) and string in text:
                asked |= bits
                found.add(string)
        asked = (asked | worded) >> first << first
        for trigger, bits in self._shared:
            if asked & bits and not trigger.search(text):
                asked &= ~bits
        return asked


def wanted(line: Line, telling: Mapping[str, int]) -> int:
    """The rules that look for a word of the line."""
    rules = 0
    for word in telling.keys() & line.forms:
        rules |= telling[word]
    return rules
