"""Whether the words beside a foreign one are French."""

from __future__ import annotations

import re

from pipeline.language import frequency
from pipeline.repair.lexicon import default_lexicon

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$|[ \u00a0]?[»”])|[«»“”\"\[\]()]")
#: How many words on a side are asked, how far away they are at most, and what they have to say together.
_ASKED = 4
_FAR = 60
SURE = 0.6
#: The word right beside may be as much more usual in the other language (actions, parents), but not more.
_BESIDE = -0.7
_CAP = 1.5
#: With a capital at the start of a sentence they are no names.
_OPENING = frozenset(
    "le la les un une des il elle ils elles ce cette ces cet on nous vous son sa ses leur leurs dans pour selon après "
    "avec".split()
)
#: What French has no other word for says nothing.
CURRENCIES = frozenset("reais real pesos peso bolívares soles quetzales lempiras córdobas guaraníes escudos kwanzas".split())
_ELIDED = frozenset("l d n s j c m t qu jusqu lorsqu puisqu".split())


def french_before(text: str, start: int, language: str) -> float | None:
    """How surely the words before a place are French and not of the language: SURE or more, 0 where only names stand
    there, -1 where they are not; None where the sentence begins there."""
    part = text[max(0, start - _FAR) : start]
    stops = list(_SENTENCE_END.finditer(part))
    at = stops[-1].end() if stops else 0
    words = list(_WORD.finditer(part, at))[::-1]
    if words and words[-1].start() == 0 and start > _FAR:
        words.pop()  # it may be cut
    return _french(part, words, language, touching=not part.rstrip().endswith((",", ";", ":", "–", "—", "-")))


def french_after(text: str, end: int, language: str) -> float | None:
    """The same for the words after it; None where the clause or sentence ends there."""
    part = text[end : end + _FAR]
    stop = _SENTENCE_END.search(part)
    words = list(_WORD.finditer(part, 0, stop.start() if stop else len(part)))
    if words and words[-1].end() == _FAR:
        words.pop()
    return _french(part, words, language, touching=part[:1] in " \u00a0\u202f")


def stands_between(text: str, start: int, end: int, language: str) -> bool:
    """Whether French stands before, and behind it too, or nothing."""
    return (french_before(text, start, language) or 0) >= SURE and french_after(text, end, language) != -1


def _french(part: str, words: list[re.Match[str]], language: str, *, touching: bool) -> float | None:
    if not words:
        return None
    total = 0.0
    for place, match in enumerate(words[:_ASKED]):
        said = _said(part, match, language)
        if place == 0 and touching and said < _BESIDE:
            return -1.0
        total += said
    if total >= SURE:
        return total
    return -1.0 if any(match.group().islower() for match in words[:_ASKED]) else 0.0


def _said(part: str, match: re.Match[str], language: str) -> float:
    """How much more a word is at home in French than in the language; names say nothing."""
    word = match.group()
    following = part[match.end() : match.end() + 1]
    if word.lower() in _ELIDED and following and following in "’'":
        return 0.3 if language == "it" else 1.0
    if not word.islower():
        if word.lower() not in _OPENING:
            return 0.0
        word = word.lower()
    if word in CURRENCIES:
        return 0.0
    here, there = frequency(word, "fr"), frequency(word, language)
    if here == there:
        # A form too rare for the small tables ("paierai") counts where French alone has it.
        return 0.7 if default_lexicon().zipf(word) >= 2 else 0.0
    return max(-_CAP, min(_CAP, here - there))


_BEFORE_CAPITAL = re.compile(r"(?P<mark>[.!?…:»”\"]?)[ \u00a0\u202f]?(?P<word>[\w’'-]*)[ \u00a0\u202f]$")
_CAPITAL_NEXT = re.compile(r"[ \u00a0\u202f][A-ZÀ-Þ]")
_JOINING = frozenset("-/_’'#@")


def touches_name(text: str, start: int, end: int) -> bool:
    """Whether a capital or a hyphen stands right beside, as in a title or a name: no sentence begins there."""
    before = _BEFORE_CAPITAL.search(text[max(0, start - 40) : start])
    if before and before["word"][:1].isupper() and before.start("word") and not before["mark"]:
        return True
    beside = text[start - 1 : start] + text[end : end + 1]
    return not _JOINING.isdisjoint(beside) or beside[:1].isdigit() or bool(_CAPITAL_NEXT.match(text, end))
