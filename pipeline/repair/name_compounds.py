"""The family names: a stop that fell into a name of several words of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from pipeline.repair.name_evidence import first_names
from pipeline.repair.name_lexicon import capital_only
from pipeline.repair.name_table import further_names
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, Line, rule
from pipeline.repair.sentences import ABBREVIATIONS, STOP_INSIDE
from pipeline.repair.tables import load_table

_STOP = re.compile(r"\.(?<=[^\W\d_].)[ \u00a0\u202f](?=([^\W_][\w&’'-]{0,40}))")
_BEFORE = re.compile(r"[\w&’'-]{2,40}\Z")
#: After a name that ends its clause; a sentence of its own would go on.
_CLOSES = re.compile(r"[ \u00a0\u202f]?[,;:)».!?…]|\Z")
_CAPITAL_NEXT = re.compile(r"[ \u00a0\u202f][A-ZÀ-Þ]")
#: A bare noun in front of a verb or a preposition: the start of a sentence, perhaps, where it is a French word.
_RARE = 3.6
#: Words that stand for a club or a firm by themselves, before the stop.
_CLIPPED = frozenset(
    "Real Inter Sporting Athletic Atlético Racing Stade Ajax Bayern Borussia Union Dynamo Spartak Celtic Bloomberg "
    "Canal Orange Disney Apple Amazon Google Microsoft Air Grand Petit Mer Front Parti Banque Agence".split()
)

#: First words of names that end no sentence.
_OPEN = frozenset("New Los Las San Santa El The Saint Associated Royal Le La Les Il Die Der Het De Al".split())


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The names of the tables with a blank inside, without persons."""
    groups = {**load_table("names")["names"], "person": ()}
    names = chain(*groups.values(), *further_names().values(), load_table("names_compound")["stops"]["names"])
    return frozenset(name for name in names if " " in name)


@lru_cache(maxsize=1)
def _breaks() -> Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]:
    """Word after the blank → word before it → the two parts of each name, the longest first."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for name in sorted(_names(), key=lambda each: (-len(each), each)):
        words = name.split(" ")
        for place in range(1, len(words)):
            before, after = words[place - 1], words[place]
            if len(before) > 1 and before[-1].isalpha() and after[0].isalnum():
                parts = (" ".join(words[:place]), " ".join(words[place:]))
                found.setdefault(after, {}).setdefault(before, []).append(parts)
    return {after: {before: tuple(parts) for before, parts in befores.items()} for after, befores in found.items()}


@rule(
    "names.stop_inside",
    category="sentences",
    confidence=0.88,
    why="A stop has fallen into a name of several words.",
    example=("Elle l’a dit au Wall Street. Journal, en mai.", "Elle l’a dit au Wall Street Journal, en mai."),
    gate=STOP_INSIDE,
    trigger=r"\.(?<=[^\W\d_].)[ \u00a0\u202f][^\W_]",
)
def stop_inside(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop inside a name of the tables: "New. Scientist", "Banque. mondiale", "Corriere. della Sera".

    The whole name must stand there. Where what follows the stop could begin a sentence, as it has a capital, and what
    stands before it is a name by itself (Manchester. City), the name must close a clause too. Spares a second part that
    is a name by itself (Madrid), unless a bracket or a closing mark follows it, and a name that goes on with a capital.
    """
    text = line.text
    breaks = _breaks()
    for match in _STOP.finditer(text):
        befores = breaks.get(match.group(1).replace("’", "'"))
        if befores is None:
            continue
        word = _BEFORE.search(text, max(0, match.start() - 40), match.start())
        if word is None or word.group().lower() in ABBREVIATIONS:
            continue
        before = word.group().replace("’", "'")
        for left, right in befores.get(before) or befores.get(before.rpartition("'")[2], ()):
            start, end = match.start() - len(left), match.end() + len(right)
            if _stands(text, start, match.start(), left) and text[match.end() : end].replace("’", "'") == right:
                if not (text[end : end + 1].isalnum() or text[end : end + 1] in ("-", "_")):
                    if _belongs(text, left, right, end, context):
                        yield Change(match.start(), match.start() + 1, "")
                    break


def _stands(text: str, start: int, end: int, left: str) -> bool:
    return (
        start >= 0
        and text[start:end].replace("’", "'") == left
        and not (text[start - 1 : start].isalnum() or text[start - 1 : start] in ("-", "_"))
    )


def _belongs(text: str, left: str, right: str, end: int, context: Context) -> bool:
    """Whether the second part of the name begins no sentence."""
    if right[0].islower():
        return True
    if _CAPITAL_NEXT.match(text, end):
        return False
    closes = _CLOSES.match(text, end) is not None
    if _verbless(text, end - len(right) - 2, context):
        return True
    first = right.split(" ")[0]
    if _alone(right) or _alone(first):
        return not _alone(left) and left not in _CLIPPED and (closes or left in _OPEN)
    if not (_alone(left) or left in _CLIPPED):
        return True
    return closes or context.lexicon.zipf(first) < _RARE


_FRAGMENT = re.compile(r"(?:^|[.!?…»] )(?P<words>(?:Les?|La|L[’']|Une?|Des|Ce(?:t|tte|s)?|Son|Sa|Ses)[^.!?…«»]{3,60})$")
_SMALL = re.compile(r"(?<![\w’'-])(?:[a-zà-ÿ]{1,2}[’'])?([a-zà-ÿœ]{1,20})(?![\w’'])")


def _verbless(text: str, stop: int, context: Context) -> bool:
    """Whether what the stop ends has a subject and no verb: "L’équipe de Manchester"."""
    fragment = _FRAGMENT.search(text, max(0, stop - 70), stop)
    if fragment is None:
        return False
    words = _SMALL.findall(fragment["words"])
    return bool(words) and all(is_noun(word) or word in _LINKS for word in words[-3:]) and len(words) < 6


_LINKS = frozenset("de du des la le les l d à au aux en un une et".split())


@lru_cache(maxsize=4096)
def _alone(part: str) -> bool:
    """Whether a part of a name is one by itself: Manchester, Wall Street, Madrid."""
    known = part in _names() or part in first_names() or part.lower() in capital_only()
    return known or any(part in group for group in load_table("names")["names"].values())
