"""Numbers in French text: where they are, what they are worth, and how English writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SPACE = "[ \u00a0\u202f]"
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|\d+"
_SCALES = {"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9, "billion": 12, "billions": 12}
_ENGLISH_SCALES = {"thousand": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9, "trillion": 12, "trillions": 12,
                   "m": 6, "bn": 9, "k": 3, "tn": 12}
_MONTHS = {
    "janvier": "January", "février": "February", "mars": "March", "avril": "April", "mai": "May", "juin": "June",
    "juillet": "July", "août": "August", "septembre": "September", "octobre": "October", "novembre": "November",
    "décembre": "December",
}
_CURRENCIES = {"$": "$", "€": "€", "£": "£", "¥": "¥"}
_NUMBER = re.compile(
    rf"(?<![\w,.-])(?P<digits>{_DIGITS})(?:,(?P<decimals>\d+))?"
    rf"(?:{_SPACE}(?P<scale>{'|'.join(_SCALES)})\b(?:{_SPACE}(?P<second>milliards?|millions?)\b)?)?"
    rf"(?:{_SPACE}?(?P<unit>[%$€£¥])(?!\w))?(?![\w]|-\w|[,.]\d)"
)
_TIME = re.compile(rf"(?<![\w,.])(?P<hour>[01]?\d|2[0-4]){_SPACE}?h(?:{_SPACE}?(?P<minute>[0-5]\d))?(?!\w)")
_DATE = re.compile(
    rf"(?<![\w,.])(?P<day>1er|[12]?\d|3[01]){_SPACE}(?P<month>{'|'.join(_MONTHS)})(?:{_SPACE}(?P<year>\d{{4}}))?(?!\w)"
)
#: « le XXIe siècle », « les XVIIe et XVIIIe siècles », « le XVIe arrondissement ».
_ROMAN = re.compile(
    r"(?<![\w’'-])(?P<figures>[IVX]{1,6})(?:er|re|e|ème|è|ᵉ)"
    r"(?=[ \u00a0](?:(?:et|ou|au|aux|-|–)[ \u00a0](?:les? |du |des )?[IVX]{1,6}(?:e|ème|ᵉ)[ \u00a0])?(?:siècles?|arrondissements?)(?!\w))"
)
_ENGLISH_NUMBER = re.compile(
    r"(?<![\w.,-])(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?(?:(?:st|nd|rd|th)\b)?"
    rf"(?:[ \u00a0-]?(?P<scale>{'|'.join(_ENGLISH_SCALES)})\b)?(?:[ \u00a0](?P<second>million|billion|trillion)\b)?"
)
_WORDS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
          "seventeen eighteen nineteen twenty").split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred".split()
_WORD_VALUES = {
    **{word: Decimal(value) for value, word in enumerate(_WORDS)},
    **{word: Decimal(value * 10) for value, word in enumerate(_TENS, 2)},
    "a": Decimal(1),
    "an": Decimal(1),
}
_WORD_NUMBER = re.compile(
    rf"\b(?P<word>{'|'.join(_WORD_VALUES)})\b(?:[ -](?P<scale>thousand|million|billion|trillion)\b)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, time or date in French text: its stretch, the ways English writes it (ours first), its value.

    `value` is None for times and dates, which are compared by their forms.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    value: Decimal | None


def find_numbers(text: str) -> Iterator[Number]:
    """The numbers, times and dates of a French sentence, from left to right, without overlaps."""
    found = [_date(match) for match in _DATE.finditer(text)]
    found += [_roman(match) for match in _ROMAN.finditer(text)]
    found += [_time(match) for match in _TIME.finditer(text)]
    found += [_number(match) for match in _NUMBER.finditer(text)]
    end = 0
    for number in sorted(found, key=lambda each: (each.start, -each.end)):
        if number.start >= end:
            yield number
            end = number.end


def english_numbers(text: str) -> list[tuple[int, int, Decimal]]:
    """The numbers of an English text, in digits or words, with their stretches and values; those in digits first."""
    found = []
    for match in _ENGLISH_NUMBER.finditer(text):
        value = Decimal(match["digits"].replace(",", "") + (match["decimals"] or ""))
        for scale in (match["scale"], match["second"]):
            value = value.scaleb(_ENGLISH_SCALES[scale]) if scale else value
        found.append((*match.span(), value))
    for match in _WORD_NUMBER.finditer(text):
        scale = match["scale"]
        value = _WORD_VALUES[match["word"].lower()].scaleb(_ENGLISH_SCALES[scale.lower()] if scale else 0)
        found.append((*match.span(), value))
    return found


def _number(match: re.Match[str]) -> Number:
    digits, decimals = re.sub(r"\D", "", match["digits"]), match["decimals"]
    value = Decimal(digits + ("." + decimals if decimals else ""))
    grouped = match["digits"] != digits
    plain = (f"{int(digits):,}" if grouped or (len(digits) > 4 and not digits.startswith("0")) else digits)
    plain += "." + decimals if decimals else ""
    power = sum(_SCALES[scale] for scale in (match["scale"], match["second"]) if scale)
    worth = value.scaleb(power)
    form = plain
    if power:
        form = _scaled(worth)
    unit = match["unit"]
    if unit == "%":
        form += "%"
    elif unit:
        form = _CURRENCIES[unit] + form
    forms = (form, f"{plain} percent", f"{plain} per cent") if unit == "%" else (form,)
    return Number(match.start(), match.end(), forms, worth)


def _scaled(worth: Decimal) -> str:
    """A round number of thousands or more in words: 1,000 millions are a billion."""
    for power, name in ((12, "trillion"), (9, "billion"), (6, "million")):
        if worth >= Decimal(10) ** power:
            return f"{_plain(worth.scaleb(-power))} {name}"
    return f"{worth:,f}".removesuffix(".0")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _time(match: re.Match[str]) -> Number:
    hour, minute = int(match["hour"]), match["minute"]
    clock = hour % 12 or 12
    half = "p.m." if hour >= 12 else "a.m."
    short = half.replace(".", "")
    forms = [f"{hour}:{minute or '00'}"]
    for separator in ":.":
        written = f"{clock}{separator}{minute}" if minute else str(clock)
        forms += [f"{written} {half}", f"{written} {short}", f"{written}{short}"]
    if not minute:
        forms += [f"{hour} hours", f"{hour}-hour", f"{hour} hour", f"{hour}h", f"{hour} o'clock", f"{clock} o'clock"]
    return Number(match.start(), match.end(), tuple(dict.fromkeys(forms)), None)


def _roman(match: re.Match[str]) -> Number:
    values = [{"I": 1, "V": 5, "X": 10}[figure] for figure in match["figures"]]
    value = sum(-each if each < max(values[place:]) else each for place, each in enumerate(values))
    return Number(match.start(), match.end(), (f"{value}{_ending(str(value))}",), None)


def _ending(day: str) -> str:
    return "th" if day in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(day[-1], "th")


def _date(match: re.Match[str]) -> Number:
    day, month, year = match["day"].removesuffix("er"), _MONTHS[match["month"]], match["year"]
    forms = []
    for written in (day, day + _ending(day)):
        forms += [f"{month} {written}", f"{written} {month}", f"{written} of {month}", f"{month} the {written}"]
    if year:
        forms = [f"{form}{comma} {year}" for form in forms for comma in ((",", "") if form[0].isalpha() else ("", ","))]
    return Number(match.start(), match.end(), tuple(forms), None)
