"""Days and months, which French writes small."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.capitals import TITLE_NOUNS, changed, in_title, is_title_cased
from pipeline.repair.evidence import all_words
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule

_SPACE = "[ \u00a0\u202f]"

_MONTHS = "Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|Décembre"
_DAYS = "Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche"
#: Days that are events or places and keep their capital.
_FEASTS = re.compile(
    rf"(?<!\w)(?:14 Juillet|1er Mai|8 Mai|11 Novembre|11 Septembre|4 Septembre|10 Mai|15 Août|(?<=appel du )18 Juin)(?!{_SPACE}\d)"
    r"|(?:rue|place|avenue|boulevard|quai|pont|stade|mouvement|révolution|journée|club|parti) (?:du|d[’'])[^.,;]{0,20}"
    rf"|(?:{_MONTHS}|{_DAYS}){_SPACE}(?:noir|rouge|rose|bleu|gras|saint|sanglant|sans|in|de Pâques|de Pentecôte"
    r"|des Cendres)(?!\w)"
)
#: What may follow a day or a month inside a sentence: no capital, which would make a name of it.
_NO_NAME = rf"(?=[.,;:!?)»”…]|\Z|{_SPACE}(?:[a-zà-ÿœ\d–—(»«:;!?]))"
_CALENDAR = re.compile(
    rf"(?<![\w’'-])(?:(?:\d{{1,2}}|1er|[Ee]n|[Dd][’']ici|[Dd]ébut|[Ff]in|[Dd]epuis|[Dd]ès|courant|[Aa]vant|[Aa]près|[Vv]ers|[Ee]ntre|jusqu[’'](?:en|à|au)"
    rf"|rapport à|(?:mois|matin|soir|nuit|journée|week-end) de){_SPACE}|(?:mois|matin|soir|nuit|week-end) d[’']|mi-)"
    rf"(?P<month>{_MONTHS})(?![\w’'-]){_NO_NAME}"
    rf"|(?<=[a-zà-ÿœ,%\d)]{_SPACE})(?P<day>{_DAYS})(?![\w’'-]){_NO_NAME}"
)
#: Before these a day is the name of a paper, a film, a person.
_BEFORE_NAMED_DAY = re.compile(
    rf"(?:{'|'.join(sorted(TITLE_NOUNS - {'dans', 'lire', 'lu'}))}|[Jj]ournal du|série|agence|prénom)[ \u00a0]$"
)


#: “Mars” after these is the month where nothing in the document is about the planet.
_SINCE = re.compile(r"(?<![\w’'-])(?:[Ee]n|[Dd]epuis|[Dd]ès|[Dd]ébut|[Ff]in|[Cc]ourant)[ \u00a0]$|[ \u00a0]mi-$")
_OF_PLANETS = frozenset(
    "planète planètes sonde sondes rover astronaute astronautes espace spatial spatiale orbite martien martienne "
    "martiens "
    "fusée fusées nasa Nasa NASA SpaceX Jupiter Vénus Saturne dieu mythologie Perseverance Curiosity".split()
)


def _speaks_of_planets(context: Context) -> bool:
    return not _OF_PLANETS.isdisjoint(context.evidence(all_words))


def _is_object(text: str, day: re.Match[str]) -> bool:
    """Whether a verb in the present stands before the day and a noun after it: "il appelle Vendredi son ami"."""
    following = re.match(rf"{_SPACE}([^\W\d_]+)", text[day.end() : day.end() + 12])
    objects = ("le", "la", "les", "un", "une", "des", "son", "sa", "ses", "ce", "cette")
    return following is not None and following.group(1) in objects and text[: day.start()].rstrip()[-1:] == "e"


@rule(
    "capitals.calendar",
    category="capitals",
    confidence=0.9,
    why="Days and months are written small in French.",
    example=(
        "Le procès, prévu le 26 Octobre 2023, a repris Lundi soir.",
        "Le procès, prévu le 26 octobre 2023, a repris lundi soir.",
    ),
    words=(_MONTHS + "|" + _DAYS).split("|"),
    trigger=rf"{_SPACE}(?:{_MONTHS}|{_DAYS})|(?:[’'-])(?:{_MONTHS})",
)
def calendar(line: Line, context: Context) -> Iterator[Change]:
    """Write a day or a month small inside a sentence.

    Evidence: a number or a preposition of time before a month, a word of the sentence before a day, and no capital
    after either. Spared: feasts and streets ("le 14 Juillet", "rue du 4 Septembre"), events ("Vendredi saint"), titles
    and names ("le film Vendredi", "Mars" without a date), and headlines in the English manner.
    """
    text, changes = line.text, []
    feasts = [match.span() for match in _FEASTS.finditer(text)]
    for match in _CALENDAR.finditer(text):
        kind = match.lastgroup or ""
        at = match.start(kind)
        if any(start <= at < end for start, end in feasts) or in_title(text, at, ","):
            continue
        if match.group(kind) == "Mars" and not re.search(r"(?:\d|er|mois de)[ \u00a0]$", text[max(0, at - 8) : at]):
            planet = context.evidence(_speaks_of_planets) or not _SINCE.search(text, max(0, at - 8), at)
            if planet and not re.match(r"[ \u00a0](?:19|20)\d\d(?!\d)", text[match.end() : match.end() + 6]):
                continue
        if kind == "day" and (_BEFORE_NAMED_DAY.search(text[max(0, at - 20) : at]) or _is_object(text, match)):
            continue
        changes.append(Change(at, at + 1, text[at].lower()))
    if changes and not is_title_cased(changed(text, changes)):
        yield from changes
