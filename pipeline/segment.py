"""Sentence segmentation for French news: spans of a line, nothing of it changed.

A boundary is a run of terminal marks, with the quotes and brackets that close
after it, before something that looks like the start of a sentence. What stands
before a single full stop decides whether it ends an abbreviation instead. The
abbreviations are those of the Lexique des règles typographiques en usage à
l'Imprimerie nationale and of everyday news.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_SPACE = "[ \u00a0\u202f\u2009]"
#: A run of terminal marks; its parts may stand apart by one space (". . .", "? !").
_TERMINAL = re.compile(rf"[.!?…‽]+(?:{_SPACE}?[.!?…‽]+)*")
_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
#: What may close after a terminal mark. The straight double quote is decided by its parity.
_CLOSER = re.compile(rf"{_SPACE}?[»”]|[)\]’'›]|\[\d{{1,3}}\]|{_SPACE}?\"")
#: Straight double quotes, without slips such as l"équipe.
_STRAIGHT = re.compile(r"(?<!\w)\"|\"(?!\w)")
_OPENERS = re.compile(
    rf"(?:[«“„‹\"‘'(\[¿¡]{_SPACE}?|[-–—•·▪*]{_SPACE}+|[–—]){{0,8}}",
)
#: A lower-case brand: iPhone, eBay, xAI, macOS.
_BRAND = re.compile(r"[a-zà-ÿ]{1,6}[A-ZÀ-Þ]|https?://|www\.")
_GAP = re.compile(r"\s*")
_WORD_BEFORE = re.compile(r"[^\s«»“”\"()\[\]’'/]+$")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")
_NUMBERING = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[IVX]{1,5})")
_ROMAN = re.compile(r"[IVXLCDM]+\b")
_LOOK_BACK = 40

#: Before a name: no sentence ends here, whatever follows.
_TITLES = frozenset(
    "m mm mr mrs ms mme mmes mlle mlles dr drs pr prof me mgr st ste sts stes gal gén col cdt lt maj sgt "
    "ft mt rév rev cf c.-à-d".split()
)
#: Before a number, and ordinary words otherwise ("son vol.", "de l’art.").
_BEFORE_NUMBER = frozenset(
    "n no nos num p pp art vol chap fig tél tel al alin éd ed env av bd min max t liv sect § par pl r réf".split()
)
#: These may end a sentence: only a word that starts one more often than it names something tells.
_BEFORE_NAME = frozenset(
    "éd ed av bd bld boul coll dir trad réf env ex inc corp ltd co bros jr sr v vs op cit ibid auj anc "
    "dép dépt arr fac hist ing prés sec sén adj cap capt sgt univ min max tél".split()
)
_MONTHS = frozenset("janv jan févr fév fevr mar avr juil juill août sept oct nov déc dec".split())
#: Words that begin sentences and hardly ever names; the articles are looked at apart because of "J. Le Pen".
_STARTERS = frozenset(
    "il elle ils elles on je tu nous vous ce cet cette ces ça cela ceci un une des du au aux mais et ou or donc "
    "car si quand lorsque lorsqu puisque comme pour par sur sous dans avec sans chez selon depuis pendant après avant "
    "alors ainsi enfin puis ensuite cependant pourtant toutefois néanmoins aujourd hier demain en à y son sa ses leur "
    "leurs mon ma mes notre nos votre vos qui que qu quoi dont où quel quelle quels quelles pourquoi comment combien "
    "tout toute tous toutes plusieurs certains certaines aucun aucune chaque même autre autres voici voilà malgré "
    "outre parmi entre vers jusqu dès bien plus moins très trop aussi non oui ni ne rien personne".split()
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
#: Names that end in a mark.
_MARKED_NAMES = ("Yahoo!", "Jeopardy!", "Joomla!", "Yum!", "Oui.sncf", "Akamai!")


def split(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of `text` as (start, end) in code points.

    The spans are in order, do not overlap, neither begin nor end in white
    space, and every other character lies in exactly one of them. A line break
    always ends a sentence. Works in time linear in the length of the text.
    """
    spans = []
    start = 0
    for cut in (*_cuts(text), len(text)):
        span = _trimmed(text, start, cut)
        if span is not None:
            spans.append(span)
        start = cut
    return tuple(spans)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _cuts(text: str) -> Iterator[int]:
    """The places where a sentence ends, in order."""
    begin = 0
    for line_break in (*(match.end() for match in _BREAK.finditer(text)), len(text)):
        if begin < line_break:
            line = text[begin:line_break]
            yield from (begin + cut for cut in _line_cuts(line))
            yield line_break
        begin = line_break


def _line_cuts(line: str) -> Iterator[int]:
    straight = [match.start() for match in _STRAIGHT.finditer(line)]
    brackets = _brackets(line)
    start = _after(_GAP, line, 0)
    for terminal in _TERMINAL.finditer(line):
        if terminal.start() < start:
            continue
        end, quoted = _closed(line, terminal.end(), straight)
        gap = _after(_GAP, line, end)
        if gap == len(line):
            return
        if not _separated(line, end, gap, quoted):
            continue
        if not _starts_sentence(line, gap, terminal.group(), straight):
            continue
        if _is_bracketed(terminal, end, start, brackets, line):
            continue
        bare = not line[terminal.end() : end].strip(")]")
        if terminal.group() == "." and bare and _abbreviates(line, start, terminal.start(), gap):
            continue
        if _is_marked_name(line, terminal, gap):
            continue
        yield end
        start = gap


def _brackets(line: str) -> list[tuple[int, int]]:
    """The outermost pairs of round and square brackets, in order."""
    pairs, stack = [], []
    for match in re.finditer(r"[()\[\]]", line):
        if match.group() in "([":
            stack.append(match.start())
        elif stack and (line[stack[-1]] == "(") == (match.group() == ")"):
            opened = stack.pop()
            while pairs and pairs[-1][0] > opened:
                pairs.pop()
            pairs.append((opened, match.start()))
    return pairs


def _closed(line: str, end: int, straight: list[int]) -> tuple[int, bool]:
    """Where the quotes and brackets that close after a terminal mark end, and whether there was a quote."""
    quoted = False
    while closer := _CLOSER.match(line, end):
        mark = closer.group()[-1]
        if mark == '"' and _opens(line, closer.end() - 1, straight):
            break
        if mark in "'’" and line[closer.end() : closer.end() + 1].isalnum():
            break
        quoted |= mark in "»”\""
        end = closer.end()
    return end, quoted


def _opens(line: str, at: int, straight: list[int]) -> bool:
    """Whether a straight quote opens: the side of its space tells, and else whether one is still open."""
    before, after = line[at - 1].isspace(), at + 1 == len(line) or line[at + 1].isspace()
    if before != after:
        return before
    return bisect_left(straight, at) % 2 == 0


def _separated(line: str, end: int, gap: int, quoted: bool) -> bool:
    """White space must follow, except after a closing quote or before an opening one: »J’ai, .«J’ai."""
    return gap > end or line[gap] in "«“" or (quoted and line[gap].isupper())


def _after(pattern: re.Pattern[str], line: str, at: int) -> int:
    """Where what the pattern matches at `at` ends; `at` itself where it matches nothing."""
    match = pattern.match(line, at)
    return match.end() if match else at


def _starts_sentence(line: str, at: int, terminal: str, straight: list[int]) -> bool:
    opened = _after(_OPENERS, line, at)
    if opened >= len(line):
        return False
    first = line[opened]
    if first.isdigit():
        return "…" not in terminal and ".." not in terminal and ". ." not in terminal
    if first.isalpha():
        return not first.islower() or _BRAND.match(line, opened) is not None
    return first in "#@€$£+&"


def _is_bracketed(
    terminal: re.Match[str], end: int, start: int, brackets: list[tuple[int, int]], line: str
) -> bool:
    """Whether the mark stands inside brackets that belong to a longer sentence: (!), […], (voir p. 3. Puis 4)."""
    place = bisect_left(brackets, (terminal.start(), 0)) - 1
    if place < 0:
        return False
    opened, closed = brackets[place]
    if not opened < terminal.start() < closed:
        return False
    return terminal.start() == opened + 1 or (opened > start and end <= closed)


def _abbreviates(line: str, start: int, dot: int, after: int) -> bool:
    """Whether the full stop at `dot` belongs to the word before it and ends no sentence."""
    low = max(start, dot - _LOOK_BACK)
    match = _WORD_BEFORE.search(line, low, dot)
    if match is None:
        return False
    word = match.group()
    if match.start() == start and _NUMBERING.fullmatch(word):
        return True
    lowered = word.lower().removeprefix("-")
    if lowered in _TITLES and (word == "MM" or word == word.capitalize() or lowered in ("cf", "c.-à-d")):
        return True
    if lowered in ("av", "apr", "ap") and line.startswith(("J.", "J-C"), after):
        return True
    next_ = line[after]
    if next_.isdigit() or _ROMAN.match(line, after):
        return lowered in _BEFORE_NUMBER or (lowered in _MONTHS and next_.isdigit())
    if len(word) == 1 and word.isupper() or _initials(word) or _DOTTED.fullmatch(word) or lowered in _BEFORE_NAME:
        return line[after].isalpha() and not _starts_plainly(line, after)
    return False


def _starts_plainly(line: str, at: int) -> bool:
    """Whether a word stands here that begins a sentence and no name: Il, L’, La vitesse, but not Le Pen."""
    word = _FIRST_WORD.match(line, at)
    if word is None:
        return False
    lowered, rest = word.group().lower(), line[word.end() : word.end() + 2]
    if len(lowered) == 1 and lowered != "à":
        return rest[:1] in ("'", "’")
    if lowered in ("le", "la", "les"):
        return rest[:1].isspace() and not rest[1:].isupper()
    return lowered in _STARTERS


def _initials(word: str) -> bool:
    """J.K, J.-P: initials of a person, which a family name with an article may follow."""
    return re.fullmatch(r"[A-ZÀ-Þ][a-z]?(?:\.-?[A-ZÀ-Þ])+", word) is not None and len(word) <= 4


def _is_marked_name(line: str, terminal: re.Match[str], gap: int) -> bool:
    if terminal.group() != "!":
        return False
    name = line[max(0, terminal.start() - 12) : terminal.end()]
    if not name.endswith(_MARKED_NAMES):
        return False
    return line[gap].isalpha() and not _starts_plainly(line, gap)
