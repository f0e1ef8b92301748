"""Precision and recall of the repairs against a gold file, counted in word-level changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from pipeline.config import RepairConfig
from pipeline.errors import InputError
from pipeline.repair import repair

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

#: Style, not damage: the kind of a space, of an apostrophe and of a quotation mark. Each mark says by itself on which
#: side of it the quotation lies, so that "a « b" and "a “b" come out alike.
STYLE = (
    (re.compile(r"[\u00a0\u202f\u2009]"), " "),
    (re.compile(r"[’‘]"), "'"),
    (re.compile(r"(?:[«‹„‟]|(?<![^\s(\['—–-])“) ?| ?[»›”]|“"), '"'),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"(?<= )-(?= )"), "–"),
    (re.compile(r" +([;:!?%€])"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class GoldLine:
    """A raw line and what a careful sub-editor makes of it; None: drops it."""

    raw: str
    clean: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """How many changes were `expected`, how many were `made`, how many of these are `right`."""

    expected: int
    made: int
    right: int

    @property
    def precision(self) -> float:
        """Right changes among those made; 1 where none was made."""
        return self.right / self.made if self.made else 1.0

    @property
    def recall(self) -> float:
        """Right changes among those expected; 1 where none was."""
        return self.right / self.expected if self.expected else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A line that came out otherwise than the gold file has it."""

    line: int
    raw: str
    expected: str | None
    result: str | None


def read_gold(path: Path) -> list[GoldLine]:
    """A gold file: JSON lines `{"raw": …, "clean": … or null}`, one document a file.

    Raises InputError where the file cannot be read or a line has another form.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    gold = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            data = json.loads(line)
            raw, clean = data["raw"], data["clean"]
            if not isinstance(raw, str) or not (clean is None or isinstance(clean, str)):
                raise TypeError("raw must be text, clean text or null")
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f'{path}:{number}: not a line like {{"raw": "…", "clean": "…"}} ({error})') from error
        gold.append(GoldLine(raw, clean))
    return gold


def without_style(text: str) -> str:
    """The text with one kind of space, apostrophe and quotation mark."""
    for pattern, replacement in STYLE:
        text = pattern.sub(replacement, text)
    return text


def word_changes(before: str, after: str | None) -> set[tuple[int, int, str | None]]:
    """The changes between two texts, by word, in offsets of the first; a dropped line is one change."""
    if after is None:
        return {(0, len(before), None)}
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    return _at_offsets(old, ((a, b, new[c:d]) for a, b, c, d in _steps(old, new)))


def changes_made(raw: str, wanted: str | None, got: str | None) -> set[tuple[int, int, str | None]]:
    """The changes from `raw` to `got`, told so that they agree with those from `raw` to `wanted` where they can.

    Which of two equal phrases was deleted cannot be seen from the outcome; as in the evaluation that `evaluate_repair`
    follows, the reading that is nearest to the gold counts, if it takes no more changes.
    """
    direct = word_changes(raw, got)
    if wanted is None or got is None:
        return direct
    want = word_changes(raw, wanted)
    over = _over(TOKEN.findall(raw), TOKEN.findall(wanted), TOKEN.findall(got))
    return max((direct, over), key=lambda made: (2 * len(made & want) - len(made), -len(made)))


def _at_offsets(old: Sequence[str], steps: Iterable[tuple[int, int, list[str]]]) -> set[tuple[int, int, str | None]]:
    offsets = [0]
    for token in old:
        offsets.append(offsets[-1] + len(token))
    return {(offsets[start], offsets[end], "".join(tokens)) for start, end, tokens in steps}


def _steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """What differs, as old and new stretches; what only comes in or goes lies as far to the left as it can."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        first = steps[-1][1] + 1 if steps else 0
        while tag == "delete" and a > first and old[a - 1] == old[b - 1]:
            a, b, c, d = a - 1, b - 1, c - 1, d - 1
        while tag == "insert" and a > first and new[c - 1] == new[d - 1]:
            a, b, c, d = a - 1, b - 1, c - 1, d - 1
        steps.append((a, b, c, d))
    return steps


def _over(raw: Sequence[str], gold: Sequence[str], got: Sequence[str]) -> set[tuple[int, int, str | None]]:
    """The changes from the raw text to the result by way of the gold one."""
    # In places of the gold text: where, how much longer the raw text or the result is there.
    places = [(c, d, (b - a) - (d - c), 0) for a, b, c, d in _steps(raw, gold)]
    places += [(a, b, 0, (d - c) - (b - a)) for a, b, c, d in _steps(gold, got)]
    spans: list[tuple[int, int, int, int]] = []
    for start, end, in_raw, in_got in sorted(places):
        if spans and (start < spans[-1][1] or (start, end) == spans[-1][:2]):
            first, last, more_raw, more_got = spans.pop()
            start, end, in_raw, in_got = first, max(last, end), more_raw + in_raw, more_got + in_got
        spans.append((start, end, in_raw, in_got))
    made: list[tuple[int, int, list[str]]] = []
    raw_ahead = got_ahead = 0
    for start, end, in_raw, in_got in spans:
        at = start + raw_ahead
        old, new = raw[at : end + raw_ahead + in_raw], got[start + got_ahead : end + got_ahead + in_got]
        for a, b, c, d in _steps(old, new):
            # Changes that touch are one, as they are where the two texts are compared at once.
            first, _, before = made.pop() if made and made[-1][1] == at + a else (at + a, at + a, [])
            made.append((first, at + b, [*before, *new[c:d]]))
        raw_ahead, got_ahead = raw_ahead + in_raw, got_ahead + in_got
    return _at_offsets(raw, made)


def evaluate_repair(
    gold: Sequence[GoldLine], config: RepairConfig | None = None, *, style: bool = False
) -> tuple[Score, tuple[Miss, ...]]:
    """Repair the raw lines as one document and compare with the gold lines.

    A change counts as right if the very same stretch is replaced by the very
    same text, as in the evaluation of grammatical error correction (Dahlmeier
    & Ng 2012). Without `style`, the kinds of spaces, apostrophes and quotation
    marks do not count.
    """
    result = repair([line.raw for line in gold], config).lines
    plain = (lambda text: text) if style else without_style
    expected = made = right = 0
    misses = []
    for number, (line, text) in enumerate(zip(gold, result, strict=True), 1):
        raw = plain(line.raw)
        wanted = None if line.clean is None else plain(line.clean)
        got = None if text is None else plain(text)
        want, have = word_changes(raw, wanted), changes_made(raw, wanted, got)
        expected, made, right = expected + len(want), made + len(have), right + len(want & have)
        if wanted != got:
            misses.append(Miss(number, line.raw, line.clean, text))
    return Score(expected, made, right), tuple(misses)


def total(scores: Iterable[Score]) -> Score:
    """The sum of several scores."""
    scores = list(scores)
    return Score(*(sum(getattr(score, name) for score in scores) for name in ("expected", "made", "right")))
