"""Finds names and numbers that stand on both sides of a pair, and invents new ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from .data import Pair

NAME_WORD = r"[A-ZÀ-ÖØ-Þ]\w+(?:[-.&]\w+)*"
NAME = re.compile(rf"(?<![\w&-]){NAME_WORD}(?: {NAME_WORD}){{0,3}}(?![\w-])")
FRENCH_NUMBER = re.compile(
    r"(?<![\w.,-])(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?:,\d+)?(?![\w]|[.,]\d)"
)
ENGLISH_NUMBER = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w]|[.,]\d)")
PERCENT_FRENCH = re.compile(r"[ \u00a0\u202f]?%")
PERCENT_ENGLISH = re.compile(r" ?%| percent\b| per cent\b")
LARGE = 0.25
"""How often a new number has thousands, whatever the old one was."""
VOWELS = "AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ"


@dataclass(frozen=True)
class Span:
    """The same name or number on both sides: where it stands in each."""

    foreign: tuple[int, int]
    english: tuple[int, int]
    number: bool


def ordinary_words(pairs: Iterable[Pair], least: int = 3) -> frozenset[str]:
    """Words that occur in small letters on either side, so are no names."""
    counts: Counter[str] = Counter()
    for pair in pairs:
        for side in pair:
            counts.update(re.findall(r"\b[a-zà-ÿ]\w+", side))
    return frozenset(word for word, count in counts.items() if count >= least)


def _once(text: str, sentence: str) -> tuple[int, int] | None:
    places = list(re.finditer(rf"(?<![\w-]){re.escape(text)}(?![\w-])", sentence))
    return places[0].span() if len(places) == 1 else None


def find_names(foreign: str, english: str, ordinary: frozenset[str]) -> list[Span]:
    """Capitalised words that stand once on each side; ordinary words don't count."""
    spans = []
    for match in NAME.finditer(foreign):
        whole = [match]
        if " " in match[0] and not _once(match[0], english):
            whole = list(re.finditer(NAME_WORD, match[0]))
        for part in whole:
            text = part[0]
            if all(word.lower() in ordinary for word in text.split()):
                continue
            here, there = _once(text, foreign), _once(text, english)
            if here and there:
                spans.append(Span(here, there, number=False))
    return spans


def find_numbers(foreign: str, english: str) -> list[Span]:
    """Numbers in digits of the same value that stand once on each side."""
    theirs: dict[float, list[tuple[int, int]]] = defaultdict(list)
    ours: dict[float, list[tuple[int, int]]] = defaultdict(list)
    for match in FRENCH_NUMBER.finditer(foreign):
        theirs[float(re.sub(r"[^\d,]", "", match[0]).replace(",", "."))].append(match.span())
    for match in ENGLISH_NUMBER.finditer(english):
        ours[float(match[0].replace(",", ""))].append(match.span())
    return [
        Span(theirs[value][0], ours[value][0], number=True)
        for value in theirs
        if len(theirs[value]) == 1 and len(ours[value]) == 1
    ]


def with_unit(span: Span, foreign: str, english: str) -> Span:
    """The span with its percent or currency sign, where both sides have the same one."""
    (a, b), (c, d) = span.foreign, span.english
    after, later = PERCENT_FRENCH.match(foreign, b), PERCENT_ENGLISH.match(english, d)
    if after and later:
        return Span((a, after.end()), (c, later.end()), True)
    sign = re.compile(r"[ \u00a0\u202f]?([$€£])").match(foreign, b)
    if sign and english[c - 1 : c] == sign[1]:
        return Span((a, sign.end()), (c - 1, d), True)
    return span


def replace(pair: Pair, changes: list[tuple[Span, str, str]]) -> Pair:
    """The pair with each span replaced by its foreign and its English text."""
    foreign, english = pair
    for span, text, _ in sorted(changes, key=lambda c: -c[0].foreign[0]):
        foreign = foreign[: span.foreign[0]] + text + foreign[span.foreign[1] :]
    for span, _, text in sorted(changes, key=lambda c: -c[0].english[0]):
        english = english[: span.english[0]] + text + english[span.english[1] :]
    return foreign, english


class NameMaker:
    """Invents names: a letter model of known ones, company-like coinages, acronyms.

    The network must learn to copy, not to remember, so most names are ones nobody has. But a
    piece has a vector of its own, and it has to be met to be learned: the `whole` names are a
    single piece, the `composed` ones several, so that all are met.
    """

    STARTS = ["Open", "Deep", "Data", "Net", "Micro", "Blue", "Smart", "Cyber", "Bio", "Neo"]
    STARTS += ["Quant", "Green", "Med", "Fin", "Geo", "Astra", "Nova", "Sky", "Hyper", "Meta"]
    ENDS = ["AI", "Soft", "Tech", "Lab", "Labs", "Works", "Bank", "Pay", "Cloud", "Mind", "GPT"]
    ENDS += ["Net", "Hub", "Gen", "Space", "Bot", "Store", "Tube", "Watch", "X", "ify", "ium"]
    EXOTIC = dict(zip("acegilnorsuyzdt", "åčęğıłñøřšůýžđț", strict=True))

    def __init__(
        self, known: list[str], whole: list[str], composed: list[str], order: int = 3
    ) -> None:
        self.known = known
        self.whole = whole or known
        self.composed = composed or known
        self.order = order
        self.following: dict[str, list[str]] = defaultdict(list)
        for name in known:
            padded = "^" * order + name + "$"
            for i in range(order, len(padded)):
                self.following[padded[i - order : i]].append(padded[i])

    def invented(self, chance: Random) -> str:
        for _ in range(20):
            text = "^" * self.order
            while not text.endswith("$") and len(text) < 16:
                text += chance.choice(self.following[text[-self.order :]])
            name = text.strip("^$")
            if 3 <= len(name) <= 12 and name[0].isupper():
                return name
        return chance.choice(self.known)

    def word(self, chance: Random) -> str:
        kind = chance.random()
        if kind < 0.26:
            return chance.choice(self.whole)
        if kind < 0.57:
            return chance.choice(self.composed)
        if kind < 0.64:
            return chance.choice(self.known)
        if kind < 0.80:
            return self.invented(chance)
        if kind < 0.83:
            swapped = [
                self.EXOTIC.get(c, c) if chance.random() < 0.4 else c for c in self.invented(chance)
            ]
            return "".join(swapped)
        if kind < 0.88:
            start = chance.choice([chance.choice(self.STARTS), self.invented(chance)])
            return start + chance.choice(self.ENDS)
        if kind < 0.91:
            return self.invented(chance) + "-" + self.invented(chance)
        letters = "".join(
            chance.choice("ABCDEFGHIJKLMNOPRSTUVWZ") for _ in range(chance.randint(2, 5))
        )
        return letters + (str(chance.randint(1, 99)) if chance.random() < 0.2 else "")

    def like(self, old: str, after_elision: bool, chance: Random) -> str:
        """A new name of as many words as the old; with a vowel first after d’, l’, qu’."""
        words = [self.word(chance) for _ in old.split()]
        for _ in range(12):
            if not after_elision or words[0][0] in VOWELS:
                break
            words[0] = self.word(chance)
        return " ".join(words)


def render_number(value: float, decimals: int, grouped: bool, chance: Random) -> Pair:
    """A number as French and as English write it."""
    english = f"{value:,.{decimals}f}" if grouped else f"{value:.{decimals}f}"
    space = chance.choice([" "] * 5 + ["\u00a0", "\u202f", "."])
    if 1000 <= value < 10_000 and chance.random() < 0.3:
        space = ""
    french = english.replace(",", "\0").replace(".", ",").replace("\0", space)
    return french, english


def new_number(old: str, chance: Random) -> Pair:
    """Another number of about the same form as the English `old`, or a large one: text has few of these, and they
    are written differently in the two languages."""
    plain = old.replace(",", "")
    whole, _, fraction = plain.partition(".")
    if len(whole) == 4 and not fraction and "," not in old:
        return (year := str(chance.randint(1900, 2039))), year
    if not fraction and chance.random() < LARGE:
        whole = "1" * chance.randint(4, 7)
    low = 10 ** (len(whole) - 1) if len(whole) > 1 else 2
    value = chance.randint(low, 10 ** len(whole) - 1)
    if len(whole) > 3 and chance.random() < 0.5:
        value = round(value, 2 - len(whole))
    decimals = len(fraction)
    exact = value + (chance.randint(1, 10**decimals - 1) / 10**decimals if decimals else 0)
    return render_number(exact, decimals, len(whole) > 3, chance)
