"""A line as it stands while the rules run over it: its words, and the stretches that rules must leave alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from operator import eq
from typing import Any, NamedTuple, TypeVar

from pipeline.document import Edit
from pipeline.language import foreign_spans, may_stray

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

_WORD = r"[^\W\d_]+(?:[’'][^\W\d_]+)*"
WORD = re.compile(_WORD)
_APART = re.compile(f"({_WORD})")

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


#: (Much faster than to call the class.)
_word = partial(tuple.__new__, Word)


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
        # To add up the lengths is several times faster than to have the expression give its matches.
        ends = list(accumulate(map(len, self._parts)))
        return tuple(map(_word, zip(ends[::2], ends[1::2], self._parts[1::2], strict=False)))

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
    def small(self) -> frozenset[str]:
        """The same in lower case."""
        return frozenset("\n".join(self.forms).lower().split("\n"))

    @once
    def _joined(self) -> str:
        return "\n".join(self._parts[1::2])

    @once
    def _parts(self) -> list[str]:
        """What stands between the words, and the words, by turns."""
        return _APART.split(self.text)

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
        return may_stray(self.small)

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
_OF_WORDS = ("lowered", "repeats_word", "repeats_group", "runs", "forms", "small", "_may_stray")
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
