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
from operator import attrgetter, eq
from typing import Any, NamedTuple, TypeVar

from pipeline.config import RepairConfig
from pipeline.document import Edit
from pipeline.language import foreign_spans, may_stray
from pipeline.repair import lexicon as lexicon_module

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

#: A module a family, in that order; apostrophes, which nearly every line needs, are set before the others look at it.
_MODULES = (
    FAMILIES[0],
    "markup",
    "apostrophes",
    *FAMILIES[1:3],
    "broken_sentences",
    FAMILIES[3],
    "glued_words",
    "glued",
    "accents",
    "hyphens",
    FAMILIES[4],
    "bracket_echoes",
    FAMILIES[5],
    "stray_content",
    FAMILIES[6],
    "stray_phrases",
    "stray_lone",
    "stray_dates",
    "stray_nouns",
    "stray_pronouns",
    "stray_places",
    FAMILIES[7],
    "name_acronyms",
    "name_compounds",
    "name_meanings",
    "name_persons",
    "name_seconds",
    "name_alone",
    "name_brands",
    "name_exonyms",
    *FAMILIES[8:10],
    "word_forms",
    "spoken_participles",
    "capital_calendar",
    "capital_links",
    "capital_verbs",
    "capital_roles",
    "capital_bodies",
    "capital_phrases",
    "number_habits",
    "number_forms",
    *FAMILIES[10:],
)

#: Web addresses, e-mail addresses, handles, hashtags and file names: no rule but encoding may touch them.
UNTOUCHABLE = re.compile(
    r"(?:https?://|www\.)[^\s<>«»“”\"]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|(?<!\w)[@#]\w+"
    r"|\b[\w-]{1,60}(?:\.[\w-]{1,60}){0,4}\.(?:com|org|net|fr|eu|io|be|ch|de|co|uk|info|html?|php|pdf|csv|py|js)\b"
    r"(?:/[^\s<>«»“”\"]*)?"
)

#: What every such stretch holds, and no blank; most lines hold none of it.
_ADDRESS_MARKS = ("://", "www.", "@", "#")
_ADDRESS_END = re.compile(r"\.(?:com|org|net|fr|eu|io|be|ch|de|co|uk|info|html?|php|pdf|csv|py|js)\b")
_BLANK = re.compile(r"\s")

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")

T = TypeVar("T")


class once:
    """A property that is computed at the first look (like functools.cached_property, without its lock)."""

    def __init__(self, compute: Callable[[Any], Any]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._compute(instance)
        return value


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


class Word(NamedTuple):
    """A word of a line, with the methods of a match."""

    first: int
    last: int
    text: str

    def start(self) -> int:
        return self.first

    def end(self) -> int:
        return self.last

    def span(self) -> tuple[int, int]:
        return self.first, self.last

    def group(self) -> str:
        return self.text


class Line:
    """A line as it stands: `index` counts the lines that are still there, from 0."""

    def __init__(self, text: str, index: int) -> None:
        self.text = text
        self.index = index

    def after(self, text: str, edits: Sequence[Edit]) -> Line:
        """The line once `edits` have made it `text`; what is known of its words and languages is carried along."""
        line = Line(text, self.index)
        known = self.__dict__
        if "foreign" in known:
            line.__dict__["foreign"] = tuple(_moved(self.foreign, list(edits)))
        if _spares_words(self.text, edits):
            line.__dict__.update((name, known[name]) for name in _OF_WORDS if name in known)
        return line

    def anew(self, index: int) -> Line:
        """The line as one that nobody has looked at yet, but for what follows from its words alone."""
        line = Line(self.text, index)
        known = self.__dict__
        line.__dict__.update((name, known[name]) for name in _OF_WORDS if name in known)
        return line

    @once
    def words(self) -> tuple[Word, ...]:
        """The words (letters, inner apostrophes) with their offsets."""
        # A search for each is several times faster than to have the expression give its matches: between two words no
        # letter stands, so that each is found where it was matched.
        found, at, find = [], 0, self.text.find
        for word in self._joined.split("\n") if self._joined else ():
            start = find(word, at)
            at = start + len(word)
            found.append(Word(start, at, word))
        return tuple(found)

    @once
    def lowered(self) -> tuple[str, ...]:
        """The words in lower case, with curly apostrophes."""
        # All at once, which is three times faster; a line end parts them like nothing that a word may hold.
        words = self._joined.lower().replace("'", "’")
        return tuple(words.split("\n")) if words else ()

    @once
    def repeats_word(self) -> bool:
        """Whether a word stands twice in a row."""
        return any(map(eq, self.lowered, self.lowered[1:]))

    @once
    def repeats_group(self) -> bool:
        """Whether a group of two to four words stands twice in a row."""
        words = self.lowered
        # (A byte a word: whether the word so many places on is the same.)
        return any(bytes(map(eq, words, words[size:])).find(b"\1" * size) >= 0 for size in (2, 3, 4))

    @once
    def runs(self) -> list[str]:
        """The runs of letters: the words, elided ones apart."""
        return self._joined.replace("'", "\n").replace("’", "\n").split("\n") if self._joined else []

    @once
    def forms(self) -> frozenset[str]:
        """The different runs of letters."""
        return frozenset(self.runs)

    @once
    def _joined(self) -> str:
        return "\n".join(WORD.findall(self.text))

    @once
    def untouchable(self) -> tuple[tuple[int, int], ...]:
        """The stretches that no rule may touch: addresses, handles, file names."""
        return tuple(_untouchable(self.text))

    @once
    def foreign(self) -> tuple[tuple[int, int], ...]:
        """The stretches in another language than French."""
        return tuple((span.start, span.end) for span in foreign_spans(self.text)) if self._may_stray else ()

    @once
    def _may_stray(self) -> bool:
        return may_stray(set("\n".join(self.runs).lower().split("\n")))

    def read(self, look: Callable[[Line], T]) -> T:
        """What `look` finds in the line, found once."""
        seen = self._seen
        if look not in seen:
            seen[look] = look(self)
        return seen[look]

    @once
    def _seen(self) -> dict[Callable[[Line], Any], Any]:
        return {}


#: What is known of a line that follows from its words alone.
_OF_WORDS = ("lowered", "repeats_word", "repeats_group", "runs", "forms", "_may_stray")
#: Characters that part words and are no apostrophes.
_PARTING = frozenset(" \u00a0\u202f«»“”\"…–—()[],;:!?.%")


def _spares_words(text: str, edits: Sequence[Edit]) -> bool:
    """Whether the changes leave the words as they were, straight apostrophes aside."""
    last = -1
    for edit in edits:
        if edit.start == last:
            return False
        last = edit.end
        if edit.before == "'" and edit.after == "’":
            continue
        if not (_PARTING.issuperset(edit.before) and _PARTING.issuperset(edit.after)):
            return False
        # Where something comes in or goes, there has to be something beside it that parts the words for good.
        beside = (text[: edit.start][-1:] or " ", text[edit.end : edit.end + 1] or " ")
        if not (edit.before and edit.after) and _PARTING.isdisjoint(beside):
            return False
    return True


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


def _moved(spans: Iterable[tuple[int, int]], edits: list[Edit]) -> Iterator[tuple[int, int]]:
    """Spans of a text where they lie after the edits, both in order."""
    shift = at = 0
    for span in spans:
        moved = []
        for offset in span:
            while at < len(edits) and edits[at].end <= offset:
                shift += len(edits[at].after) - len(edits[at].before)
                at += 1
            moved.append(offset + shift)
        yield moved[0], moved[1]


def _untouchable(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for mark in sorted(_address_marks(text)):
        # No address holds a blank: only the stretch between two blanks around a mark has to be read.
        if mark >= end:
            start = mark
            while start > end and not text[start - 1].isspace():
                start -= 1
            blank = _BLANK.search(text, mark)
            end = blank.start() if blank else len(text)
            for match in UNTOUCHABLE.finditer(text, start, end):
                yield match.span()


def _address_marks(text: str) -> Iterator[int]:
    for mark in _ADDRESS_MARKS:
        at = text.find(mark)
        while at >= 0:
            yield at
            at = text.find(mark, at + 1)
    for match in _ADDRESS_END.finditer(text):
        yield match.start()


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
