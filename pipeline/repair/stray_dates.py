"""Days of the week and months in another language amid French."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.language import frequency
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_frame import stands_between, touches_name
from pipeline.repair.stray_lone import DAYS, MONTHS
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table

_SPACE = "[ \u00a0\u202f]"
#: French words behind which a day stands.
_SINCE = r"depuis|dès|avant|après|jusqu[’']à|d[’']ici|ici|de|à partir de|entre|et|matin du"


@lru_cache(maxsize=1)
def _days() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str], Mapping[str, str], Mapping[str, str]]]:
    """Language → the expression of its days, their French, the frames and the parts of the day."""
    table, found = load_table("stray"), {}
    for language, names in table["weekdays"].items():
        frames = _pairs(table["weekday_frames"][language])
        parts = _pairs(table["day_parts"].get(language, ()))
        before = "|".join(sorted(frames, key=len, reverse=True)).replace(" ", _SPACE)
        behind = "|".join(parts).replace(" ", _SPACE) or "(?!)"
        expression = re.compile(
            rf"(?<![\w’'-])(?:(?P<frame>{before}){_SPACE})?(?P<day>{'|'.join(names)})"
            rf"(?:{_SPACE}(?P<part>{behind}))?(?![\w’'-])"
        )
        found[language] = (expression, dict(zip(names, DAYS, strict=True)), frames, parts)
    return found


def _pairs(lines: tuple[str, ...] | list[str]) -> Mapping[str, str]:
    pairs = (line.partition(" = ") for line in lines)
    return {form: french for forms, _, french in pairs for form in forms.split(" / ")}


_DAY_WORDS = tuple(
    word.split("-")[0] for names in load_table("stray")["weekdays"].values() for word in names
)


@rule(
    "stray.day",
    category="stray",
    confidence=0.87,
    why="The day of the week is in another language.",
    example=("Le choc s’est produit on Friday peu avant l’aube.", "Le choc s’est produit vendredi peu avant l’aube."),
    words=_DAY_WORDS,
)
def day(line: Line, context: Context) -> Iterator[Change]:
    """Put the French for a day of the week, with what stands before it ("on", "last", "am", "el", "na").

    By itself a day that has a capital in its language may be a name (Wednesday, Freitag): it needs a French
    preposition of time before it. Spared: what stands beside capitals ("Black Friday"), short quotations.
    """
    text = line.text
    for language, (expression, days, frames, parts) in _days().items():
        for match in expression.finditer(text):
            frame = match["frame"]
            if not frame and frequency(match["day"].lower(), "fr") > 3:
                continue
            if not frame and match["day"][0].isupper():
                if not re.search(rf"(?<![\w-])(?:{_SINCE}){_SPACE}$", text[max(0, match.start() - 14) : match.start()]):
                    continue
            if touches_name(text, *match.span()) or lies_in(line.read(terms), match.start()):
                continue
            if stands_between(text, *match.span(), language):
                french = frames[re.sub(_SPACE, " ", frame)] if frame else "*"
                name = days[match["day"]] + (f" {parts[re.sub(_SPACE, ' ', match['part'])]}" if match["part"] else "")
                yield Change(*match.span(), french.replace("*", name))


@lru_cache(maxsize=1)
def _months() -> Mapping[str, tuple[str, str]]:
    return {
        name: (french, language)
        for language, names in load_table("stray")["months"].items()
        for name, french in zip(names, MONTHS, strict=True)
        if name != french
    }


_TIME = {"in": "en", "im": "en", "em": "en", "since": "depuis", "seit": "depuis"}
_TIME |= {"until": "jusqu’en", "hasta": "jusqu’en"}
#: First names and family names as well.
_NAMED = frozenset("April May June August".split())
_MONTH = re.compile(
    rf"(?<![\w’'-])(?P<lead>(?:en|fin|début|depuis|dès|jusqu[’']en|courant|{'|'.join(_TIME)}|\d{{1,2}}|1er){_SPACE})"
    rf"(?:de{_SPACE})?(?P<month>{'|'.join(_months())})(?![\w’'-])"
)


@rule(
    "stray.month",
    category="stray",
    confidence=0.86,
    why="The month is in another language.",
    example=("Il est né le 12 January et vit ici depuis enero.", "Il est né le 12 janvier et vit ici depuis janvier."),
    words=_months(),
)
def month(line: Line, context: Context) -> Iterator[Change]:
    """Put the French for a month behind a day in figures, "en", "depuis", "fin" or the other language's preposition.

    Evidence: French before and behind. Spared: months that are names where no figure stands before them, and what
    stands beside capitals.
    """
    text = line.text
    for match in _MONTH.finditer(text):
        french, language = _months()[match["month"]]
        lead = re.sub(_SPACE, " ", match["lead"]).strip()
        if match["month"].lower() == french:
            continue
        if match["month"] in _NAMED and not (lead[0].isdigit() or lead in ("en", "début", "fin")):
            continue
        if touches_name(text, *match.span()) or lies_in(line.read(terms), match.start()):
            continue
        if stands_between(text, *match.span(), language):
            start = match.start() if lead in _TIME else match.end("lead")
            yield Change(start, match.end(), (f"{_TIME[lead]} " if lead in _TIME else "") + french)


_MASCULINE = {"la": "le", "une": "un", "cette": "ce"}
_FEMININE_DAY = re.compile(
    rf"(?<![\w’'-])(?P<article>[Ll]a|[Uu]ne|[Cc]ette){_SPACE}(?P<day>{'|'.join(DAYS)})"
    rf"(?:{_SPACE}(?P<which>dernière|prochaine|suivante|précédente))?(?![\w’'-])"
)
_CONTRACTS = re.compile(rf"(?<![\w’'-])(?P<of>[Dd]e|[Àà]){_SPACE}\Z")
_WHICH = {"dernière": "dernier", "prochaine": "prochain", "suivante": "suivant", "précédente": "précédent"}


@rule(
    "stray.day-gender",
    category="stray",
    confidence=0.9,
    why="Days of the week are masculine in French.",
    example=("On y travaille même la dimanche.", "On y travaille même le dimanche."),
    words=DAYS,
    trigger=rf"(?<![\w’'-])(?:[Ll]a|[Uu]ne|[Cc]ette){_SPACE}(?:{'|'.join(DAYS)})(?!\w)",
)
def day_gender(line: Line, context: Context) -> Iterator[Change]:
    """“la dimanche” → “le dimanche”, “cette mardi” → “ce mardi”, as days of other languages are feminine.

    Spares quoted terms.
    """
    for match in _FEMININE_DAY.finditer(line.text):
        if lies_in(line.read(terms), match.start()):
            continue
        article = _MASCULINE[match["article"].lower()]
        article = article.capitalize() if match["article"][0].isupper() else article
        before = _CONTRACTS.search(line.text, 0, match.start()) if article == "le" else None
        if before:
            lead = {"de": "du", "à": "au"}[before["of"].lower()]
            lead = lead.capitalize() if before["of"][0].isupper() else lead
            yield Change(before.start(), match.end("article"), lead)
        else:
            yield Change(*match.span("article"), article)
        if match["which"]:
            yield Change(*match.span("which"), _WHICH[match["which"]])
