"""Months, dates and times of the day in another language amid French."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_dates import alternatives, capitals, cased, known, pairs, put
from pipeline.repair.stray_frame import touches_name
from pipeline.repair.stray_lone import DAYS, MONTHS
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table

_SPACE = "[ \u00a0\u202f]"
#: French words behind which a month stands.
_FRENCH_LEAD = (
    r"en|fin|début|mi|depuis|dès|jusqu[’']en|jusqu[’']à|courant|avant|après|entre|et|de|à|d[’']ici|pour|mois{_}de"
    r"|cours{_}de|ou|ce|chaque|\d{{1,2}}|1er|\d{{1,2}}{_}et{_}\d{{1,2}}"
).replace("{{", "{").replace("}}", "}").replace("{_}", _SPACE)
_YEAR = rf"(?:(?:{_SPACE}(?:de|del|di|do))?(?P<year>{_SPACE}(?:19|20)\d\d)(?!\d))?"
#: First names, family names or towns as well.
_NAMED = frozenset("April May June August January March Mayo Juni Juli Mai".split())


@lru_cache(maxsize=1)
def _months() -> Mapping[str, Mapping[str, str]]:
    """Language → its months that French writes otherwise → their French."""
    return {
        language: {name: french for name, french in zip(names, MONTHS, strict=True) if name != french}
        for language, names in load_table("stray")["months"].items()
    }


_MONTH_WORDS = tuple(dict.fromkeys(name for names in _months().values() for name in names))


@lru_cache(maxsize=1)
def _framed() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str], Mapping[str, str]]]:
    """Language → the expression of a month with what stands before and behind, the frames, what stands behind."""
    table, found = load_table("stray"), {}
    for language, names in _months().items():
        frames = pairs(table["month_frames"][language])
        which = pairs(table["month_which"].get(language, ()))
        found[language] = (
            re.compile(
                rf"(?<![\w’'-])(?:(?:(?P<frame>{alternatives(frames)}|{capitals(frames)})|(?P<french>{_FRENCH_LEAD}))"
                rf"(?:(?<=mi)-|{_SPACE})(?P<of>(?:de|of){_SPACE})?)?"
                rf"(?P<month>{'|'.join(names)}|{'|'.join(MONTHS)})"
                rf"(?:{_SPACE}(?P<which>{alternatives(which) or '(?!)'}))?{_YEAR}(?![\w’'-])"
            ),
            frames,
            which,
        )
    return found


@lru_cache(maxsize=1)
def _american() -> re.Pattern[str]:
    months = "|".join((*_months()["en"], *MONTHS))
    days = "|".join((*load_table("stray")["weekdays"]["en"], *DAYS))
    return re.compile(
        rf"(?<![\w’'-])(?:(?P<lead>le|du|au|on|since|until|till|by|before|after|from|depuis|avant|après|dès|en|de"
        rf"|d[’']ici|jusqu[’']à|à{_SPACE}partir{_SPACE}de|jusqu[’']au|d[’']ici{_SPACE}au|On|Le|Since|Until|By|From)"
        rf"{_SPACE})?(?:(?P<day>{days}),?{_SPACE})?"
        rf"(?:(?P<month>{months}){_SPACE}(?P<number>3[01]|[12]?\d)(?:st|nd|rd|th|er)?"
        rf"|(?P<number2>3[01]|[12]?\d)(?:st|nd|rd|th)?{_SPACE}(?:of{_SPACE})?(?P<month2>{months}))"
        rf"(?:,?{_SPACE}(?P<year>(?:19|20)\d\d))?(?![\w’'-]|[.,:]\d|{_SPACE}\d)"
    )


_LEADS = {
    "": "le", "on": "le", "le": "le", "en": "le", "since": "depuis le", "depuis": "depuis le", "until": "jusqu’au",
    "till": "jusqu’au", "jusqu’à": "jusqu’au", "jusqu’au": "jusqu’au", "by": "d’ici au", "d’ici": "d’ici au",
    "d’ici au": "d’ici au", "before": "avant le", "avant": "avant le", "after": "après le", "après": "après le",
    "from": "à partir du", "à partir de": "à partir du", "de": "du", "du": "du", "au": "au", "dès": "dès le",
}  # fmt: skip


@rule(
    "stray.american-date",
    category="stray",
    confidence=0.88,
    why="French gives the day before the month.",
    example=("Le train arrivera le March 12 en gare.", "Le train arrivera le 12 mars en gare."),
    words=_months()["en"],
    trigger=rf"\d(?:st|nd|rd|th)?{_SPACE}(?:of{_SPACE})?[A-Z]|[a-z]{_SPACE}[123]?\d(?!\d)",
)
def american_date(line: Line, context: Context) -> Iterator[Change]:
    """“le March 12” → “le 12 mars”, “on June 3rd, 2021” → “le 3 juin 2021”, “Monday, March 12” → “lundi 12 mars”.

    Evidence: an English month beside a day in figures, French beside. Spared: names and titles.
    """
    text = line.text
    for match in _american().finditer(text):
        name, number = match["month"] or match["month2"], match["number"] or match["number2"]
        lead = match["lead"] or ""
        english = name in _months()["en"]
        if not english or not 1 <= int(number) <= 31:
            continue
        if match["month2"] and lead.lower() not in ("on", "since", "until", "till", "by", "before", "after", "from"):
            if not match["day"] and match.end("number2") + 1 == match.start("month2"):
                continue  # "le 12 March", for the months
        if touches_name(text, *match.span()) or lies_in(line.read(terms), match.start()):
            continue
        day = "1er" if number == "1" else number
        weekday = _weekday(match["day"])
        date = f"{day} {_months()['en'][name]}" + (f" {match['year']}" if match["year"] else "")
        plain = re.sub(_SPACE, " ", lead.lower().replace("'", "’"))
        article = _LEADS[plain]
        if weekday:
            article = "" if plain in ("", "on") else article
            date = f"{weekday} {date}"
        french = f"{article} {date}".strip()
        if not lead and not weekday and text[max(0, match.start() - 2) : match.start()].rstrip()[-1:] not in "," and (
            not text[max(0, match.start() - 2) : match.start() - 1].islower()
        ):
            continue
        french = french[0].upper() + french[1:] if text[match.start()].isupper() and lead[:1].isupper() else french
        if put(text, *match.span(), french, "en") or match["year"] or lead in ("le", "du", "au"):
            yield Change(*match.span(), french)


def _weekday(word: str | None) -> str:
    english = load_table("stray")["weekdays"]["en"]
    return "" if not word else word if word in DAYS else DAYS[english.index(word)]


@lru_cache(maxsize=1)
def _dated() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A date with the article of another language: "el 3 de marzo de 2021", "am 3. März", "il 3 marzo"."""
    months = {name: french for language in ("es", "pt", "it", "de") for name, french in _months()[language].items()}
    months |= {name: name for name in MONTHS}
    expression = re.compile(
        rf"(?<![\w’'-])(?P<lead>el|il|em|am|no{_SPACE}dia|dia|den|desde{_SPACE}el|dal|seit{_SPACE}dem|bis{_SPACE}zum"
        rf"|antes{_SPACE}del|después{_SPACE}del"
        rf"|vor{_SPACE}dem|nach{_SPACE}dem|prima{_SPACE}del|dopo{_SPACE}il"
        rf"|hasta{_SPACE}el|fino{_SPACE}al|até|ab{_SPACE}dem|a{_SPACE}partir{_SPACE}del|vom|del|zum|do{_SPACE}dia|entro{_SPACE}il"
        rf"|le|du|au|El|Il|Am|Em|No{_SPACE}dia){_SPACE}(?:(?P<weekday>{'|'.join(_other_days())}),?{_SPACE})?"
        rf"(?P<number>3[01]|[12]?\d)(?P<stop>\.|º|°)?{_SPACE}(?P<of>de{_SPACE})?(?P<month>{'|'.join(months)})"
        rf"(?:{_SPACE}(?P<of2>(?:de|del){_SPACE})?(?P<year>(?:19|20)\d\d))?(?![\w’'-]|[.,:]\d)"
    )
    return expression, months


@lru_cache(maxsize=1)
def _week_dated() -> re.Pattern[str]:
    """“lunedì 12 novembre”, “Montag, 12. November”, without an article."""
    months = "|".join(_dated()[1])
    return re.compile(
        rf"(?<![\w’'-])(?P<weekday>{'|'.join(_other_days())}),?{_SPACE}(?:den{_SPACE})?(?P<number>3[01]|[12]?\d)"
        rf"[.º°]?{_SPACE}(?:de{_SPACE})?(?P<month>{months})(?:{_SPACE}(?:de{_SPACE}|del{_SPACE})?(?P<year>(?:19|20)\d\d))?"
        r"(?![\w’'-]|[.,:]\d)"
    )


@lru_cache(maxsize=1)
def _other_days() -> Mapping[str, str]:
    table = load_table("stray")["weekdays"]
    return {
        name: french
        for language in ("es", "pt", "it", "de")
        for name, french in zip(table[language], DAYS, strict=True)
    } | {name: name for name in DAYS}


_DATE_LEADS = {
    "el": "le", "il": "le", "em": "le", "am": "le", "no dia": "le", "dia": "le", "den": "le", "desde el": "depuis le",
    "dal": "depuis le", "seit dem": "depuis le", "bis zum": "jusqu’au", "hasta el": "jusqu’au",
    "fino al": "jusqu’au", "até": "jusqu’au", "ab dem": "à partir du", "a partir del": "à partir du", "vom": "du",
    "antes del": "avant le", "después del": "après le", "vor dem": "avant le", "nach dem": "après le",
    "prima del": "avant le", "dopo il": "après le", "del": "du", "zum": "au", "do dia": "du", "entro il": "d’ici au", "le": "le", "du": "du", "au": "au",
}  # fmt: skip


@rule(
    "stray.date",
    category="stray",
    confidence=0.88,
    why="The date is written as another language does.",
    example=("La loi est entrée en vigueur el 3 de marzo de 2021.", "La loi est entrée en vigueur le 3 mars 2021."),
    words=(*_MONTH_WORDS, *MONTHS),
    trigger=rf"(?<![\w’'-])(?:[a-z]+|[EIA][lm]|No{_SPACE}dia){_SPACE}(?:[\wáéçà-]+,?{_SPACE})?[123]?\d[.º°]?{_SPACE}(?:de{_SPACE})?[a-zA-Z]",
    in_foreign=True,
)
def date(line: Line, context: Context) -> Iterator[Change]:
    """“el 3 de marzo de 2021”, “am 3. März 2021”, “il 3 marzo 2021”, “em 3 de março” → “le 3 mars (2021)”.

    Evidence: the article or the month is of another language, a figure stands between. Spared: quoted terms.
    """
    text = line.text
    expression, months = _dated()
    for match in _week_dated().finditer(text):
        foreign = match["weekday"] not in DAYS or match["month"] not in MONTHS
        if foreign and not lies_in(line.read(terms), match.start()) and not touches_name(text, *match.span()):
            day = "1er" if match["number"] == "1" else match["number"]
            year = f" {match['year']}" if match["year"] else ""
            yield Change(*match.span(), f"{_other_days()[match['weekday']]} {day} {months[match['month']]}{year}")
    for match in expression.finditer(text):
        lead = re.sub(_SPACE, " ", match["lead"])
        plain = lead[0].lower() + lead[1:]
        foreign = match["month"] not in (*MONTHS, "Mai") or plain not in ("le", "du", "au")
        if not foreign or plain == "em" and not match["of"] or plain == "il" and match["month"] in MONTHS:
            continue
        if lies_in(line.read(terms), match.start("month")):
            continue
        if line.foreign and not any(put(text, *match.span(), lead, language) for language in ("es", "it", "pt", "de")):
            continue
        day = "1er" if match["number"] == "1" else match["number"]
        weekday = f"{_other_days()[match['weekday']]} " if match["weekday"] else ""
        french = f"{_DATE_LEADS[plain]} {weekday}{day} {months[match['month']]}"
        french += f" {match['year']}" if match["year"] else ""
        yield Change(*match.span(), french[0].upper() + french[1:] if lead[0].isupper() else french)


@lru_cache(maxsize=1)
def _pair_of_months() -> tuple[re.Pattern[str], Mapping[str, str], Mapping[str, str]]:
    table = load_table("stray")
    months = {name: french for names in _months().values() for name, french in names.items()}
    months |= {name: name for name in MONTHS}
    between: dict[str, str] = {"et": "et", "ou": "ou", "à": "à"}
    for lines in table["between"].values():
        between = dict(pairs(lines)) | between
    expression = re.compile(
        rf"(?<![\w’'-])(?:(?P<from>from|between|desde|entre|de|von|zwischen|da|tra|fra){_SPACE})?"
        rf"(?P<first>{'|'.join(months)}){_SPACE}(?P<and>{alternatives(between)}){_SPACE}"
        rf"(?P<second>{'|'.join(months)})(?![\w’'-])"
    )
    return expression, months, between


@rule(
    "stray.two-months",
    category="stray",
    confidence=0.88,
    why="One of the two months or the word between them is in another language.",
    example=("Le chômage a baissé de janvier a marzo.", "Le chômage a baissé de janvier à mars."),
    words=(*_MONTH_WORDS, *MONTHS),
    trigger=rf"(?:{'|'.join((*MONTHS, *_MONTH_WORDS))}){_SPACE}[a-zàé]",
)
def two_months(line: Line, context: Context) -> Iterator[Change]:
    """“entre enero y marzo” → “entre janvier et mars”, “from May to July” → “de mai à juillet”.

    Spared: French throughout, names (“April and May”) without a preposition before, short quotations.
    """
    text = line.text
    expression, months, between = _pair_of_months()
    for match in expression.finditer(text):
        link, origin = between[re.sub(_SPACE, " ", match["and"])], match["from"] or ""
        first, second = match["first"], match["second"]
        if first in MONTHS and second in MONTHS and link == match["and"]:
            continue
        if not origin and {first, second} & _NAMED and not {first, second} & set(MONTHS):
            continue
        if touches_name(text, *match.span()) or lies_in(line.read(terms), match.start()):
            continue
        lead = "entre " if origin in ("between", "zwischen", "tra", "fra", "entre") else "de " if origin else ""
        if lead == "de " and link != "à" and origin != "de":
            continue
        yield Change(*match.span(), f"{lead}{months[first]} {link} {months[second]}")


@rule(
    "stray.month",
    category="stray",
    confidence=0.86,
    why="The month is in another language.",
    example=("Il est né le 12 January et vit ici depuis enero.", "Il est né le 12 janvier et vit ici depuis janvier."),
    words=_MONTH_WORDS,
    in_foreign=True,
)
def month(line: Line, context: Context) -> Iterator[Change]:
    """Put the French for a month behind a day in figures, "en", "depuis", "fin", before a year, or with the other
    language's words before it ("a finales de agosto", "Ende August", "in early July").

    Evidence: French before or behind. Spared: months that are names where no figure or year stands beside, and what
    stands beside capitals.
    """
    text = line.text
    for language, (expression, frames, which) in _framed().items():
        for match in expression.finditer(text):
            name, frame, year = match["month"], match["frame"], match["year"] or ""
            if name not in _months()[language] or name == "Mai" and not frame or not (frame or match["french"] or year or match["which"]):
                continue
            lead = match["french"] or ""
            if name in _NAMED and not (frame or year or lead[:1].isdigit() or lead in ("en", "début", "fin", "mi")):
                continue
            if touches_name(text, *match.span()) or lies_in(line.read(terms), match.start("month")):
                continue
            french = _months()[language][name]
            if match["which"]:
                french = f"{french} {which[match['which']]}"
            start = match.start("month")
            if frame:
                whole = known(frames, frame)
                if year and whole.endswith((" dernier", " prochain")):
                    continue
                french = whole.replace("*", french)
                french, start = cased(french, frames, frame, text, match.start()), match.start()
            elif match["of"]:
                start = match.start("of")
            if put(text, start, match.end(), french, language) or lead[:1].isdigit() or year:
                yield Change(start, match.end(), french + year)


#: Frames that are French words, or nearly.
_FRENCH_TOO = frozenset(
    "a en in este on dal da im para late this final de fin nach vor fine mid by last next from desde dopo metà".split()
)


@rule(
    "stray.month-edge",
    category="stray",
    confidence=0.87,
    why="The words before the month are in another language.",
    example=("Il reviendra a finales de août, ou Anfang mars.", "Il reviendra fin août, ou début mars."),
    words=MONTHS,
    trigger=rf"(?:principios|comienzos|mediados|finales|fines|Anfang|Mitte|Ende|início|meados|final|inizio|metà"
    rf"|early|mid|late|end|the|im|vergangenen|kommenden|until|hasta|até){_SPACE}(?:d[ei]{_SPACE}|of{_SPACE})?"
    rf"(?:{'|'.join(MONTHS)})",
    in_foreign=True,
)
def month_edge(line: Line, context: Context) -> Iterator[Change]:
    """“a finales de août” → “fin août”, “Ende mars” → “fin mars”, “until juin” → “jusqu’en juin”.

    Spared: names and titles beside, what is French.
    """
    text = line.text
    for language, (expression, frames, _) in _framed().items():
        for match in expression.finditer(text):
            frame = match["frame"]
            if not frame or match["month"] not in MONTHS or frame.lower() in _FRENCH_TOO:
                continue
            if touches_name(text, *match.span()) or lies_in(line.read(terms), match.start("month")):
                continue
            french = cased(known(frames, frame).replace("*", match["month"]), frames, frame, text, match.start())
            if put(text, match.start(), match.end("month"), french, language):
                yield Change(match.start(), match.end("month"), french)


@lru_cache(maxsize=1)
def _times() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]:
    found = {}
    for language, lines in load_table("stray")["time_frames"].items():
        frames = pairs(lines)
        found[language] = (
            re.compile(
                rf"(?<![\w’'-])(?P<frame>{alternatives(frames)}|{capitals(frames)}){_SPACE}(?P<hour>2[0-4]|1\d|0?\d)"
                rf"(?:(?:{_SPACE}?(?P<h>h){_SPACE}?|(?P<mark>[.:]))(?P<minutes>[0-5]\d)?)?"
                rf"(?P<unit>{_SPACE}?(?:Uhr|horas?|ore|hrs?|o[’']clock|heures?)(?!\w))?"
                rf"(?P<half>{_SPACE}?[ap]\.?m(?:\.|(?!\w)))?(?![\w%€$]|[.,:]\d|{_SPACE}?(?:%|€|h(?!\w)))"
            ),
            frames,
        )
    return found


_CLAUSE_END = re.compile(rf"[.,;:!?)]|$|{_SPACE}(?:à|au|dans|pour|devant|place|sur|de|du|en|heure|par|et)(?!\w)")


@rule(
    "stray.time",
    category="stray",
    confidence=0.88,
    why="The time is given as another language does.",
    example=("Le match commencera um 20.30 Uhr à Brême.", "Le match commencera à 20\u00a0h\u00a030 à Brême."),
    words=("las", "la", "às", "à", "das", "as", "alle", "ore", "le", "dalle", "um", "gegen", "ab", "bis", "seit", "at",
           "around", "about", "since", "until", "till", "from", "Um", "Gegen", "Alle", "Às", "At"),
    trigger=rf"(?:las?|às|das|as|[aA]lle|ore|le|um|Um|gegen|Gegen|ab|bis|seit|at|At|around|about|since|until|till|from)"
    rf"{_SPACE}\d",
    in_foreign=True,
)  # fmt: skip
def time(line: Line, context: Context) -> Iterator[Change]:
    """“um 20 Uhr” → “à 20 heures”, “a las 20.30” → “à 20 h 30”, “alle 21” → “à 21 heures” at the end of a clause.

    Evidence: the words before, with minutes, the other language's word for the hour or “p.m.”; a full hour without
    them only where nothing counted can follow. Spared: quoted terms, decimals before a unit.
    """
    text = line.text
    for language, (expression, frames) in _times().items():
        for match in expression.finditer(text):
            frame, minutes = match["frame"], match["minutes"]
            if match["half"] or frame in ("à", "À") or lies_in(line.read(terms), match.start()):
                if not match["half"] or language != "en" or lies_in(line.read(terms), match.start()):
                    continue
            told = bool(match["unit"] or match["half"] or match["h"] or match["mark"] and minutes)
            if not told and (language in ("en", "de") or not _CLAUSE_END.match(text, match.end())):
                continue
            if match["mark"] and not minutes or match["mark"] == "." and not match["unit"] and language == "en":
                continue
            french = cased(known(frames, frame), frames, frame, text, match.start())
            if not put(text, *match.span(), french, language):
                continue
            if match["half"]:
                yield Change(*match.span("frame"), french)
                continue
            hour = int(match["hour"])
            said = f"{hour}\u00a0h\u00a0{minutes}" if minutes and minutes != "00" else ""
            said = said or f"{hour}\u00a0heure{'s' if hour > 1 else ''}"
            yield Change(match.start(), match.end(), f"{french} {said}")
