"""What a repair rule is, the registry of rules, and the plan that runs them.

A rule is one function with a decorator in the module of its family:

    @rule("words.doubled", category="words", confidence=0.97,
          why="The word stands twice in a row.",
          example=("Il a vu vu le film.", "Il a vu le film."))
    def doubled(line: Line, context: Context) -> Iterator[Change]:
        ...

It looks at one line as it stands and yields changes of it; it changes nothing
itself. What it may know about the rest of the document comes from `Context`.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from pipeline.config import RepairConfig
from pipeline.repair import lexicon as lexicon_module
from pipeline.repair.line import Line

#: The families, in the order in which their rules run. Encoding comes first because all others
#: read characters; typography comes last because all others may leave wrong spaces behind.
FAMILIES = (
    "encoding",
    "boilerplate",
    "sentences",
    "spacing",
    "quotes",
    "brackets",
    "stray",
    "names",
    "words",
    "capitals",
    "numbers",
    "typography",
)

#: The modules in the order of their rules; what nearly every line needs comes before most others look at it.
_MODULES = (
    FAMILIES[0],
    "markup",
    "apostrophes",
    FAMILIES[1],
    "broken_ellipses",
    FAMILIES[2],
    "broken_sentences",
    "sentence_fragments",
    "sentence_tails",
    "sentence_appositions",
    "sentence_commas",
    FAMILIES[3],
    "glued_words",
    "glued",
    "accents",
    "hyphens",
    FAMILIES[4],
    FAMILIES[10],
    "number_habits",
    "number_forms",
    FAMILIES[11],
    "bracket_echoes",
    "bracket_foreign",
    "bracket_cognates",
    "bracket_tenses",
    "bracket_persons",
    FAMILIES[5],
    "stray_openers",
    "stray_clauses",
    "stray_partitives",
    "stray_having",
    "stray_comparatives",
    "stray_dates",
    "stray_months",
    "stray_joints",
    "stray_copulas",
    "stray_content",
    FAMILIES[6],
    "stray_phrases",
    "stray_lone",
    "stray_nouns",
    "stray_pronouns",
    "stray_relatives",
    "stray_small",
    "stray_compounds",
    "stray_places",
    "name_media",
    FAMILIES[7],
    "name_acronyms",
    "name_compounds",
    "name_stops",
    "name_meanings",
    "name_actors",
    "name_givens",
    "name_brackets",
    "name_persons",
    "name_chinese",
    "name_seconds",
    "name_alone",
    "name_brands",
    "name_exonyms",
    "name_bodies",
    *FAMILIES[8:10],
    "misspelt",
    "word_forms",
    "spoken_participles",
    "spoken_pronouns",
    "lost_auxiliaries",
    "lost_articles",
    "distributive_verbs",
    "lost_subjects",
    "reported_speakers",
    "verb_numbers",
    "phrase_genders",
    "capital_calendar",
    "capital_links",
    "capital_little",
    "capital_behind_names",
    "capital_verbs",
    "capital_headlines",
    "capital_roles",
    "capital_bodies",
    "capital_phrases",
    "capital_nouns",
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a rule asks for, in offsets of the line as it stands.

    `why`, `category` and `confidence` override the rule's own. `drop` takes the
    whole line out.
    """

    start: int
    end: int
    after: str
    why: str | None = None
    confidence: float | None = None
    drop: bool = False


class Context:
    """What a rule may know beyond its line: the lines of the document as they stand, the lexicon, the configuration.

    It notes what it was asked, so that a line need not be looked at again while nothing that it depends on changed.
    `before` is what the rules were told in the pass before: what rests on nothing that changed is taken from there.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        config: RepairConfig,
        lexicon: lexicon_module.Lexicon,
        names: Mapping[str, str] | None = None,
        before: Context | None = None,
    ) -> None:
        self.config = config
        self.lexicon = lexicon
        #: How other documents of the batch spell names, in small letters → right.
        self.names: Mapping[str, str] = names or {}
        self._lines = tuple(lines)
        self._texts = tuple([line.text for line in lines])
        self._evidence: dict[Callable[[Context], Any], Any] = {}
        self._rests_on: dict[Callable[[Context], Any], set[Callable[[Context], Any]]] = {}
        self._asked: set[Callable[[Context], Any]] = set()
        self._before = before
        if before is not None:
            before._before = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that are still there; better asked through `evidence`, which changes less often."""
        self._asked.add(_all_lines)
        return self._texts

    def each(self, look: Callable[[Line], T]) -> tuple[T, ...]:
        """What `look` finds in each line by itself; a line that does not change is not looked at again."""
        self._asked.add(_all_lines)
        return tuple([line.read(look) for line in self._lines])

    def evidence(self, gather: Callable[[Context], T]) -> T:
        """What `gather` finds in the whole document, computed once a pass."""
        asked = self._asked
        asked.add(gather)
        if gather not in self._evidence:
            self._asked = set()
            if not self._kept(gather):
                self._asked = set()
                self._evidence[gather] = gather(self)
                self._rests_on[gather] = self._asked
            self._asked = asked
        return self._evidence[gather]

    def _kept(self, gather: Callable[[Context], Any]) -> bool:
        """Take over what was found in the pass before, if all that it rests on is as it was then."""
        before = self._before
        if before is None or gather is _all_lines or gather not in before._evidence:
            return False
        rests_on = before._rests_on[gather]
        if any(self.differs(before, each) for each in rests_on):
            return False
        self._evidence[gather] = before._evidence[gather]
        self._rests_on[gather] = rests_on
        return True

    def note(self) -> set[Callable[[Context], Any]]:
        """A new set, which from now on holds all that is asked."""
        self._asked = set()
        return self._asked

    def differs(self, other: Context, gather: Callable[[Context], Any]) -> bool:
        """Whether the answer to `gather` here is another than it was there."""
        here, there = self.evidence(gather), other.evidence(gather)
        return here is not there and here != there


def _all_lines(context: Context) -> tuple[str, ...]:
    return context.lines


RuleFunction = Callable[[Line, Context], Iterable[Change]]


@dataclass(frozen=True)
class Rule:
    """A registered rule. `example` is a pair before → after that holds for the whole plan."""

    name: str
    category: str
    confidence: float
    why: str
    example: tuple[str, str]
    function: RuleFunction
    trigger: re.Pattern[str] | None
    gate: re.Pattern[str] | None
    needs: tuple[str, ...]
    words: frozenset[str]
    among: Callable[[Context], Iterable[str]] | None
    picks: Callable[[frozenset[str]], Iterable[str]] | None
    in_foreign: bool
    in_untouchable: bool

    @property
    def purpose(self) -> str:
        """The docstring of the rule: what it is for, on which evidence, with which exceptions."""
        return re.sub(r"\s+", " ", self.function.__doc__ or "").strip()

    def changes(self, line: Line, context: Context) -> list[Change]:
        """The changes of a line with its trigger, in order, without those that overlap or touch what is not theirs."""
        asked = list(self.function(line, context))
        return list(self._allowed(asked, line)) if asked else []

    @cached_property
    def triggered(self) -> Callable[[str], Any]:
        """Tells of a text whether the trigger is found in it."""
        if self.trigger is None:
            return _always
        # A search would try an expression that is tied to the start at every place of the line.
        tied = self.trigger.pattern.startswith("^") and "|" not in self.trigger.pattern
        return self.trigger.match if tied else self.trigger.search

    def _allowed(self, asked: list[Change], line: Line) -> Iterator[Change]:
        at = -1
        for change in sorted(asked, key=_span) if len(asked) > 1 else asked:
            if change.start < at or (line.text[change.start : change.end] == change.after and not change.drop):
                continue
            if not change.drop:
                if not self.in_untouchable and _meets(change, line.untouchable):
                    continue
                if not self.in_foreign and _meets(change, line.foreign):
                    continue
            at = max(change.end, change.start + 1)
            yield change


_span = attrgetter("start", "end")


def _always(text: str) -> bool:
    return True


def _meets(change: Change, spans: tuple[tuple[int, int], ...]) -> bool:
    if not spans:
        return False
    place = bisect_right(spans, (max(change.end, change.start + 1) - 1, float("inf")))
    return place > 0 and change.start < spans[place - 1][1]


_registry: dict[str, Rule] = {}


def rule(
    name: str,
    *,
    category: str,
    confidence: float,
    why: str,
    example: tuple[str, str],
    trigger: str | None = None,
    gate: str | None = None,
    needs: Iterable[str] = (),
    words: Iterable[str] = (),
    among: Callable[[Context], Iterable[str]] | None = None,
    picks: Callable[[frozenset[str]], Iterable[str]] | None = None,
    in_foreign: bool = False,
    in_untouchable: bool = False,
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule.

    Six arguments are there for speed alone: the function is asked only where one
    of the strings in `needs` (a string is taken as its characters), one of `words`,
    one of the words that `among` finds in the document or one of those that `picks`
    gives out of some words stands in the line, and where `gate` and `trigger`,
    regular expressions, are found; several rules share a gate. Words are runs of letters with the capitals they have;
    elided ones stand alone.
    Changes inside foreign-language stretches or addresses are discarded unless the
    rule says that it works there.
    """

    def register(function: RuleFunction) -> RuleFunction:
        _registry[name] = Rule(
            name,
            category,
            confidence,
            why,
            example,
            function,
            re.compile(trigger) if trigger else None,
            re.compile(gate) if gate else None,
            tuple(needs),
            frozenset(words),
            among,
            picks,
            in_foreign,
            in_untouchable,
        )
        return function

    return register


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which they run: by family, then as they stand in their module."""
    for module in _MODULES:
        importlib.import_module(f"pipeline.repair.{module}")
    order = {f"pipeline.repair.{module}": place for place, module in enumerate(_MODULES)}
    return tuple(sorted(_registry.values(), key=lambda each: order[each.function.__module__]))
