"""Reading the numbers of a sentence: figures, times, multipliers and number words, as comparable values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_FR_WORDS = {
    "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "nonante": 90, "cent": 100, "cents": 100, "mille": 1000,
}  # fmt: skip
_FR_OTHERS = {
    "premier": 1, "première": 1, "second": 2, "seconde": 2, "deuxième": 2, "troisième": 3, "quatrième": 4,
    "cinquième": 5, "sixième": 6, "septième": 7, "huitième": 8, "neuvième": 9, "dixième": 10, "onzième": 11,
    "douzième": 12, "quinzième": 15, "vingtième": 20, "centième": 100, "millième": 1000, "double": 2, "triple": 3,
    "dizaine": 10, "dizaines": 10, "douzaine": 12, "douzaines": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "centaines": 100, "millier": 1000,
    "milliers": 1000, "demi": "0.5", "demie": "0.5", "moitié": "0.5", "tiers": 3, "quart": 4, "quarts": 4,
    "midi": 12, "minuit": 0, "premiers": 1, "premières": 1,
}  # fmt: skip
_EN_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
}  # fmt: skip
_EN_OTHERS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "once": 1, "twice": 2, "double": 2,
    "triple": 3, "dozen": 12, "dozens": 12, "hundreds": 100, "thousands": 1000, "half": "0.5", "quarter": 4,
    "quarters": 4, "thirds": 3, "noon": 12, "midnight": 0, "midday": 12, "single": 1, "pair": 2, "couple": 2,
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90, "decade": 10, "fortnight": 15,
}  # fmt: skip
_WORDS = {"fr": _FR_WORDS, "en": _EN_WORDS}
#: The words that numbers are written with, by language.
NUMBER_WORDS = {language: frozenset(words) for language, words in _WORDS.items()}
_OTHERS = {"fr": _FR_OTHERS, "en": _EN_OTHERS}

_MULTIPLIERS = {
    "fr": {
        "mille": 10**3, "milles": 10**3, "milliers": 10**3, "million": 10**6, "millions": 10**6,
        "milliard": 10**9, "milliards": 10**9, "mds": 10**9, "md": 10**9, "mrd": 10**9,
        "billion": 10**12, "billions": 10**12, "trillion": 10**18,
        "m": 10**6, "k": 10**3,
    },
    "en": {
        "hundred": 100, "thousand": 10**3, "million": 10**6, "millions": 10**6, "billion": 10**9, "billions": 10**9,
        "trillion": 10**12, "bn": 10**9, "tn": 10**12, "m": 10**6, "k": 10**3, "b": 10**9,
    },
}  # fmt: skip

_SPACE = "[ \u00a0\u202f\u2009]"
_FIGURES = re.compile(
    rf"\d{{1,3}}(?:(?:{_SPACE}|['’])\d{{3}}(?!\d))+(?:[.,]\d+(?!\d))?|(?<!\bm)(?<!\b[kcm]m)\d+(?:[.,]\d+)*",
)
_TIME_FR = re.compile(rf"(?<!\d)(\d{{1,2}}){_SPACE}?(?:h(?:eures?)?\b{_SPACE}?(\d{{2}})?|:(\d{{2}}))(?!\d)")
_LASTS_FR = re.compile(
    rf"(?<!\d)(\d{{1,3}}){_SPACE}?h(?:eures?)?{_SPACE}(?:et{_SPACE})?(\d{{1,2}}){_SPACE}?(?:min|mn|minutes?)\b"
)
_LASTS_EN = re.compile(r"(?<![\d.,])(\d{1,3}) hours?,?(?: and)? (\d{1,2}) minutes?\b", re.IGNORECASE)
#: 9 s 58, 52''30.
_HUNDREDTHS = re.compile(rf"(?<![\d.,])(\d{{1,2}})(?:{_SPACE}?s{_SPACE}|\s?(?:[’'′]{{2}}|[\"″”]))(\d\d)(?!\d)")
_TIME_FR_GLUED = re.compile(r"(?<!\d)(\d{1,2})h(\d{2})(?!\d)")
_TIME_EN = re.compile(
    rf"(?<![\d.,])(\d{{1,2}})(?:[:.h](\d{{2}}))?{_SPACE}?(?:([ap])\.?{_SPACE}?m\b\.?|o[’']clock|hours\b)"
    r"|(?<!\d)(\d{1,2})[:h](\d{2})(?!\d)",
    re.IGNORECASE,
)
#: The multiplier of a number, or of the range that it begins.
_FOLLOWS = re.compile(
    rf"(?P<to>{_SPACE}?(?:à|et|ou|to|and|or|-|–){_SPACE}?\d[\d.,]*)?(?:{_SPACE}|-)?(?:de{_SPACE})?(?P<unit>[^\W\d_]+)"
)
_TOKEN = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"\b([IVX]{1,6})(?:e|er|ère|ème|th|st|nd|rd)?\b")


@dataclass(frozen=True)
class Quantities:
    """`written`: the possible readings of each number in figures; `all`: every reading of figures and of words."""

    written: tuple[frozenset[str], ...]
    all: frozenset[str]


def quantities(text: str, language: str) -> Quantities:
    """The numbers of `text` ("fr" or "en")."""
    written = []
    covered: list[tuple[int, int]] = []
    for start, end, readings in (*_lengths(text, language), *_times(text, language)):
        if not any(start < b and a < end for a, b in covered):
            written.append(readings)
            covered.append((start, end))
    for match in _FIGURES.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in covered):
            written.append(_readings(text, match, language))
    spelt = set(_spelt(text, language))
    return Quantities(tuple(written), frozenset(spelt.union(*written)))


def _lengths(text: str, language: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """« 2 h 14 min », "2 hours, 14 minutes", « 9 s 58 »: one quantity each."""
    for match in (_LASTS_FR if language == "fr" else _LASTS_EN).finditer(text):
        yield *match.span(), frozenset({f"{int(match[1])}:{int(match[2]):02d}"})
    for match in _HUNDREDTHS.finditer(text) if language == "fr" else ():
        yield *match.span(), frozenset({_text(Decimal(f"{match[1]}.{match[2]}"))})


def _times(text: str, language: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    if language == "fr":
        matches = sorted((*_TIME_FR_GLUED.finditer(text), *_TIME_FR.finditer(text)), key=lambda each: each.start())
        last = -1
        for match in matches:
            if match.start() >= last:
                last = match.end()
                minutes = next((group for group in match.groups()[1:] if group), None)
                yield match.start(), match.end(), _clock(int(match[1]), minutes, "")
        return
    for match in _TIME_EN.finditer(text):
        hour, minutes = (match[1], match[2]) if match[1] else (match[4], match[5])
        yield match.start(), match.end(), _clock(int(hour), minutes, (match[3] or "").lower())


def _clock(hour: int, minutes: str | None, half: str) -> frozenset[str]:
    """A time also reads as on the other clock, because « 8 h 30 » may be said of the evening."""
    hours = {hour, (hour + 12) % 24, (hour - 12) % 24 if hour >= 12 else hour}
    if half == "p" and hour < 12:
        hours = {hour, hour + 12}
    readings = {f"{each}:{int(minutes or 0):02d}" for each in hours}
    if not int(minutes or 0):
        readings |= {_text(Decimal(each)) for each in hours}
    else:
        readings.add(_text(hour + Decimal(int(minutes or 0)) / 60))
    return frozenset(readings)


def _readings(text: str, match: re.Match[str], language: str) -> frozenset[str]:
    figures = re.sub(r"[\s'’]", "", match.group())
    values = set(_values(figures, language))
    follows = _FOLLOWS.match(text, match.end())
    unit = follows["unit"].lower() if follows else ""
    factor = _MULTIPLIERS[language].get(unit)
    if factor:
        scaled = {value * factor for value in values}
        # 450 m are metres, and of "2 à 3 millions" the first number may be meant as it stands.
        ambiguous = len(unit) == 1 or follows["to"] is not None
        values = values | scaled if ambiguous else scaled
    readings = {_text(value) for value in values}
    if figures.count(".") + figures.count(",") > 1:
        readings.add(figures)
    if re.fullmatch(r"1[0-9]\d0|20\d0|\d0", figures):
        # A decade: les années 80, the 1980s.
        readings |= {_text(Decimal(figures) % 100), f"19{figures[-2:]}"}
    return frozenset(readings)


def _values(figures: str, language: str) -> Iterator[Decimal]:
    """11,6 in French is 11.6; 1,500 in English 1500; the other language's habit counts where it can be meant."""
    if figures.isdecimal():
        yield Decimal(figures)
        return
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", figures):
        yield Decimal(re.sub("[.,]", "", figures))
    head, _, tail = figures.replace(",", ".").rpartition(".")
    decimal = Decimal(f"{head.replace('.', '')}.{tail}")
    grouped = "," if language == "en" else "."
    if not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(grouped)}\d{{3}})+", figures):
        yield decimal


def _text(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _spelt(text: str, language: str) -> Iterator[str]:
    """Every reading of the number words: each by itself, and the compounds."""
    words, others, factors = _WORDS[language], _OTHERS[language], _MULTIPLIERS[language]
    total = group = Decimal(0)
    running = False
    for match in _TOKEN.finditer(text.lower()):
        word = match.group()
        if word in others:
            yield str(others[word])
        if word in words:
            value = Decimal(words[word])
            yield _text(value)
            group = group * 100 if value == 100 and group else _joined(group, value)
            if value == 1000:
                total, group = total + (group - 1000 or 1) * 1000, Decimal(0)
            running = True
            yield _text(total + group)
        elif word in factors and running:
            group = (group or 1) * factors[word]
            total, group = total + group, Decimal(0)
            yield _text(total)
        elif word not in ("et", "and", "de"):
            total = group = Decimal(0)
            running = False
    for match in _ROMAN.finditer(text):
        yield str(_roman(match[1]))


def _joined(group: Decimal, value: Decimal) -> Decimal:
    return group * 20 if group % 100 == 4 and value == 20 else group + value


def _roman(figures: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[figure] for figure in figures]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
