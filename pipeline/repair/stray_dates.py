"""Days of the week in another language amid French."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pipeline.language import frequency
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_frame import SURE, french_after, french_before, touches_name
from pipeline.repair.stray_lone import DAYS
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
        frames = pairs(table["weekday_frames"][language])
        parts = pairs(table["day_parts"].get(language, ()))
        before = alternatives(frames)
        behind = alternatives(parts)
        glued = "|".join(part for part in parts if part.islower() and " " not in part) if language == "de" else "(?!)"
        expression = re.compile(
            rf"(?<![\w’'-])(?:(?P<frame>{before}|{capitals(frames)}){_SPACE})?"
            rf"(?P<day>{'|'.join(names)}|{'|'.join(_MANY.get(language, {'(?!)': ''}))})"
            rf"(?:(?P<glued>{glued})|{_SPACE}(?P<part>{behind}))?(?![\w’'-])"
        )
        found[language] = (expression, dict(zip(names, DAYS, strict=True)) | _MANY.get(language, {}), frames, parts)
    return found


def pairs(lines: tuple[str, ...] | list[str]) -> Mapping[str, str]:
    split = (line.partition(" = ") for line in lines)
    return {form: french for forms, _, french in split for form in forms.split(" / ")}


def alternatives(forms: Iterable[str]) -> str:
    """An expression for any of some phrases, the longer ones first."""
    return "|".join(sorted(forms, key=lambda form: (-len(form), form))).replace(" ", _SPACE)


def capitals(forms: Iterable[str]) -> str:
    """The same with the capital of the start of a sentence."""
    return alternatives(form[0].upper() + form[1:] for form in forms)


def known(frames: Mapping[str, str], written: str) -> str:
    """The French of a frame as it is written, with its capital perhaps."""
    plain = re.sub(_SPACE, " ", written)
    return frames.get(plain) or frames[plain[0].lower() + plain[1:]]


_VERY_SURE = 2.0
_BEHIND = re.compile(rf"{_SPACE}(?:l[ae]s?|de|des|du|en|à|un|una|une){_SPACE}(?P<word>[a-zà-ÿœ]{{4,}})(?![\w’'-])")


def _goes_on(text: str, end: int, language: str) -> bool:
    """Whether behind an article that both languages have a word follows that only French has."""
    match = _BEHIND.match(text, end)
    if match is None:
        return False
    here, there = frequency(match["word"], "fr"), frequency(match["word"], language)
    # (A word too rare for the small tables counts where French alone has it.)
    return here > there + 1 or here == there and default_lexicon().zipf(match["word"]) >= 2


def cased(french: str, frames: Mapping[str, str], frame: str, text: str, start: int) -> str:
    """The French with the capital of a sentence start, where the frame has it for that and not as a German noun."""
    opens = frame[0].isupper() and (frame not in frames or french_before(text, start, "de") is None)
    return french[0].upper() + french[1:] if opens else french


def put(text: str, start: int, end: int, french: str, language: str) -> bool:
    """Whether French stands round a date: before and behind it, or on one side where names or nothing are beside."""
    before, after = french_before(text, start, language), french_after(text, end, language)
    if after == -1.0 and (before or 0) >= _VERY_SURE and (text[end : end + 1] in ",;:" or _goes_on(text, end, language)):
        return True  # what follows is set off, or articles alone are the other language's too
    if -1.0 in (before, after):
        return False
    if before is None:
        return (after or 0) >= SURE and french[0].isupper() == text[start].isupper()
    return before >= SURE or (after or 0) >= SURE


#: Plurals that are no singulars.
_MANY: Mapping[str, Mapping[str, str]] = {
    "en": {f"{name}s": french for name, french in zip(load_table("stray")["weekdays"]["en"], DAYS, strict=True)},
    "es": {"sábados": "samedi", "domingos": "dimanche"},
    "pt": {
        "segundas-feiras": "lundi", "terças-feiras": "mardi", "quartas-feiras": "mercredi", "quintas-feiras": "jeudi",
        "sextas-feiras": "vendredi", "sábados": "samedi", "domingos": "dimanche",
    },
}  # fmt: skip
_GLUED = ("morgen", "früh", "vormittag", "nachmittag", "abend", "mittag", "nacht")
_DAY_WORDS = tuple(
    dict.fromkeys(
        word.split("-")[0]
        for language, names in load_table("stray")["weekdays"].items()
        for name in (*names, *_MANY.get(language, {}))
        for word in ((name, *(name + part for part in _GLUED)) if language == "de" else (name,))
    )
)
#: Behind an auxiliary and its participle a day tells when.
_DONE = re.compile(
    r"(?<![\w’'-])(?:a|ont|est|sont|était|étaient|avait|avaient|fut|furent|sera|seront|aura|auront|été)"
    rf"(?:{_SPACE}(?:été|pas|aussi|également|de{_SPACE}nouveau))*"
    rf"{_SPACE}(?P<participle>[a-zà-ÿœ]+(?:ée?s?|ie?s?|ue?s?|ise?s?|ite?s?|erte?s?|orte?s?|ainte?s?)),?{_SPACE}$"
)
#: So does a verb in the future.
_FUTURE = re.compile(rf"(?<![\w’'-])[a-zà-ÿœ]+(?:era|eront|ira|iront|dra|dront|vra|vront),?{_SPACE}$")
_FUTURE_SAFE = frozenset("Montag Dienstag Mittwoch Donnerstag Samstag Tuesday Monday Saturday".split())
#: What they have seen or named may be a work or a person of that name.
_TITLED = re.compile(
    r"(?:vu|lu|regardé|aimé|adoré|chanté|rencontré|produit|réalisé|tourné|écouté|joué|publié|appelé|nommé|baptisé"
    r"|surnommé|intitulé|titré|enregistré|composé|écrit|interprété|repris|signé)e?s?$"
)
_FRENCH_PART = re.compile(rf"{_SPACE}(?:matin|soir|midi|après-midi|prochain|dernier)(?![\w’'-])")
_BEFORE_PLURAL = re.compile(rf"(?<![\w’'-])(?:les|des|tous{_SPACE}les|deux|trois|quatre|plusieurs|ces|certains){_SPACE}$")
_ARTICLE = re.compile(rf"(?<![\w’'-])(?:le|ce|chaque){_SPACE}$")
#: With an article they are a film, a series, papers.
_WORKS = frozenset("Wednesday Friday Sunday Freitag Sonntag Thursday".split())


@rule(
    "stray.day",
    category="stray",
    confidence=0.87,
    why="The day of the week is in another language.",
    example=("Le choc s’est produit on Friday peu avant l’aube.", "Le choc s’est produit vendredi peu avant l’aube."),
    words=_DAY_WORDS,
    in_foreign=True,
)
def day(line: Line, context: Context) -> Iterator[Change]:
    """Put the French for a day of the week, with what stands before it ("on", "last", "am", "el", "na").

    By itself a day that has a capital in its language may be a name (Wednesday, Freitag): it needs a French
    preposition of time before it, a part of the day behind it, or a participle with its auxiliary before it. Spared:
    what stands beside capitals ("Black Friday"), short quotations.
    """
    text = line.text
    for language, (expression, days, frames, parts) in _days().items():
        for match in expression.finditer(text):
            name, frame = match["day"], match["frame"]
            plural = name in _MANY.get(language, {})
            if touches_name(text, *match.span()) or lies_in(line.read(terms), match.start()):
                continue
            if not frame and not _is_time(text, match, plural):
                continue
            part, end = match["glued"] or match["part"], match.end()
            if part == "sera" and _BEHIND_VERB.match(text, end):
                part, end = None, match.end("day")  # (the French future)
            french = days[name] + (f" {parts[re.sub(_SPACE, ' ', part)]}" if part else "")
            french += "s" if plural and not frame else ""
            if frame:
                whole = known(frames, frame)
                eve = DAYS[DAYS.index(days[name]) - 1]
                french = "le " + french if plural and whole in ("*", "chaque *") else whole.replace("*", french)
                french = french.replace(" - ", f" {eve} ")
                french = cased(french, frames, frame, text, match.start())
            if put(text, match.start(), end, french, language):
                yield Change(match.start(), end, french)


#: Behind the verb “sera” something is said of the subject; behind an evening comes a mark or a preposition.
_BEHIND_VERB = re.compile(
    rf"{_SPACE}(?!(?:à|au|aux|dans|en|sur|par|pour|devant|lors|après|avant|contre|et|vers|chez|sans|avec|de|du)(?!\w))\w"
)


def _is_time(text: str, match: re.Match[str], plural: bool) -> bool:
    """Whether a day without a frame is one, and no name."""
    name, start = match["day"], match.start()
    if plural:
        return bool(_BEFORE_PLURAL.search(text, max(0, start - 12), start))
    usual = name.islower() and frequency(name, "fr") > 3  # (les lunes)
    if not usual and (name.islower() or match["part"] or match["glued"] or _FRENCH_PART.match(text, match.end())):
        return not start or name.islower() or text[start - 1] in " \u00a0\u202f"
    if not usual and re.search(rf"(?<![\w-])(?:{_SINCE}){_SPACE}$", text[max(0, start - 14) : start]):
        return True
    if not usual and _ARTICLE.search(text, max(0, start - 8), start):
        return name not in _WORKS
    if (name in _FUTURE_SAFE or text[match.end() : match.end() + 1] == ",") and _FUTURE.search(text, max(0, start - 30), start):
        return True
    done = _DONE.search(text, max(0, start - 60), start)
    return bool(done) and not _TITLED.search(done["participle"])


@lru_cache(maxsize=1)
def _pair_of_days() -> tuple[re.Pattern[str], Mapping[str, str], Mapping[str, str]]:
    """Two days with a foreign word between them or a foreign second one, the days, the words between."""
    table = load_table("stray")
    days = {name: french for names in table["weekdays"].values() for name, french in zip(names, DAYS, strict=True)}
    between: dict[str, str] = {"et": "et", "ou": "ou", "à": "à"}
    for lines in table["between"].values():
        between = dict(pairs(lines)) | between
    any_day = "|".join((*DAYS, *days))
    expression = re.compile(
        rf"(?<![\w’'-])(?:(?P<from>from|desde{_SPACE}el|desde|de|von|vom|da|dal|du|d’|de{_SPACE}la){_SPACE})?"
        rf"(?P<first>{any_day}){_SPACE}(?P<and>{alternatives(between)}){_SPACE}(?P<second>{any_day})(?![\w’'-])"
    )
    return expression, days | {name: name for name in DAYS}, between


@rule(
    "stray.two-days",
    category="stray",
    confidence=0.88,
    why="One of the two days or the word between them is in another language.",
    example=("Le parti siégera lundi y martes, puis jeudi.", "Le parti siégera lundi et mardi, puis jeudi."),
    words=(*_DAY_WORDS, *DAYS),
    trigger=rf"(?:{'|'.join((*DAYS, *_DAY_WORDS))}){_SPACE}[a-zàé]",
)
def two_days(line: Line, context: Context) -> Iterator[Change]:
    """“lundi y martes” → “lundi et mardi”, “from Monday to Friday” → “de lundi à vendredi”.

    Spared: names beside ("Lundi Matin"), French throughout, short quotations.
    """
    text = line.text
    expression, days, between = _pair_of_days()
    for match in expression.finditer(text):
        link = between[re.sub(_SPACE, " ", match["and"])]
        french = f"{days[match['first']]} {link} {days[match['second']]}"
        origin = match["from"]
        if origin and link == "à":
            french = f"{'du' if origin == 'du' else 'de'} {french}"
            french = french.replace(" à ", " au ") if origin == "du" else french
        start = match.start() if origin and link == "à" else match.start("first")
        if french == text[start : match.end()] or french.endswith(text[start : match.end()]):
            continue
        if match["first"] in DAYS and match["second"] in DAYS and link == match["and"]:
            continue
        if touches_name(text, *match.span()) or lies_in(line.read(terms), match.start()):
            continue
        if text[start].isupper() and (start == 0 or match["first"] not in days):
            continue
        yield Change(start, match.end(), french)


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
