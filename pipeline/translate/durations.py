"""Durations in French text: where they are, and how English writes them.

« 2 h 14 » is a time of day or a length of time; only what stands around it tells. In doubt it is left to be a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPACE = "[ \u00a0\u202f]"
_WITH_UNITS = re.compile(
    rf"(?<![\w,.])(?:(?P<hours>\d{{1,4}}){_SPACE}?h(?:eures?)?(?:{_SPACE}|(?=\d)))?"
    rf"(?:(?P<minutes>\d{{1,4}}){_SPACE}?(?:min|mn)\b(?:{_SPACE}|(?=\d))?)?"
    rf"(?:(?P<seconds>\d{{1,3}}(?:,\d+)?){_SPACE}?s(?:ec)?(?:{_SPACE}(?P<hundredths>\d\d))?)?(?![\w'’]|,\d)"
)
_WITH_PRIMES = re.compile(
    r"(?<![\w,.])(?:(?P<hours>\d)\s?h\s?)?(?:(?P<minutes>\d{1,3})\s?['’′]\s?)?"
    r"(?P<seconds>\d{2})(?:\s?(?:['’′]{2}|[\"″”])(?P<hundredths>\d{2})?)(?!\w)"
)
_HOURS = re.compile(rf"(?<![\w,.])(?P<hours>\d{{1,4}}){_SPACE}?h(?:{_SPACE}?(?P<minutes>[0-5]\d))?(?!\w)")
_ROUND = re.compile(
    rf"(?<!\w)(?:24{_SPACE}?h(?:eures)?|(?P<days>7){_SPACE}?j(?:ours)?){_SPACE}?(?:/|sur){_SPACE}?(?:24|7)"
    rf"(?:{_SPACE}?(?:h(?:eures)?|j(?:ours)?)\b)?(?!\w)"
)
_ROUGHLY = (
    r"(?: (?:de |d[’'])?(?:plus|moins|près|environ|à peine|seulement|au moins|presque|exactement)(?: d[e’'])?)?"
)
#: « pendant 2 h », « moins de 2 h 10 », « un retard de 3 h »: what follows is a length of time.
_BEFORE = re.compile(
    r"\b(?:en|pendant|durant|dans|dur(?:e|ent|é|era|ait|aient|eront)|toutes les|au bout d[e’']|il y a|moins d[e’']"
    r"|plus d[e’']|près d[e’']|sous les|au[- ]del[àa] d[e’']|met(?:tre|tent)?|faut|fallu|restait|compter"
    r"|(?:barre|limite|durée|temps|chrono|record(?: du monde| national)?|retard|avance|attente|trajet|marche|garde à vue"
    r"|pause|coma|délai|semaine|décalage(?: horaire)?)s?(?: \w+)? (?:de|des|à))"
    rf"{_ROUGHLY}(?: les)?{_SPACE}$",
    re.IGNORECASE,
)
#: « un film de 3 h », but « le match de 21 h ».
_EVENT = re.compile(
    r"\b(?:vol|film|voyage|match|concert|spectacle|procès|version|débat|course|discours|entretien|opération|émission"
    rf"|(?:journ|mont|travers|plong|randonn)ée|séance|réunion)s?(?: \w+)? de{_ROUGHLY}{_SPACE}$",
    re.IGNORECASE,
)
_EVENT_HOURS = 7
_AFTER = re.compile(
    rf"{_SPACE}?(?:(?:de|d[’'])\s?(?:route|marche|vol|avion|train|voiture|bateau|bus|vélo|ski|navigation|mer|course|nage|travail|débats?"
    r"|discussions?|négociations?|réunion|spectacle|films?|musique|concert|match|jeu|cours|attente|retard|queue|bouchons?|trajet"
    r"|montée|effort|interrogatoire|audience|procès|plaidoiries?|programmes?|direct|vidéos?|images|lutte|combats?|suspense"
    r"|randonnée|soleil|ensoleillement|lumière|sommeil|repos|garde à vue|coma|opération|recherches?|vie|production|autonomie"
    r"|formation|écoute|lecture|cuisson|conversation|entretien|transport|plus|moins|[A-ZÀ-Þ][\w-]+)"
    r"|par (?:jour|nuit|semaine|mois|an)|hebdomadaires?|supplémentaires?|d[’']affilée|de suite|consécutives?|plus tard|plus tôt"
    r"|auparavant|chrono\b|non[- ]stop|de rang|durant)\b"
)
#: « vers 14 h 30 », « de 8 h à 20 h »: times of day, whatever else stands there.
_CLOCK = re.compile(
    r"(?:\b(?:vers|dès|jusqu[’']à|avant|entre|[àa]u?|de|depuis|et)"
    rf"|\d{_SPACE}?h(?:{_SPACE}?\d\d)?{_SPACE}?[-–]){_SPACE}?$",
    re.IGNORECASE,
)
_AT = re.compile(rf"\bà{_SPACE}$", re.IGNORECASE)
#: « à 2 h de Paris », « à 3 h de route ».
_AWAY = re.compile(
    rf"{_SPACE}(?:(?:de|d[’'])\s?(?:route|marche|vol|avion|train|voiture|bateau|bus|[A-ZÀ-Þ])"
    r"|de la (?:capitale|frontière|ville|mer|côte))"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in French text: its stretch, and the ways English writes it, ours first."""

    start: int
    end: int
    forms: tuple[str, ...]


def find_durations(text: str) -> Iterator[Duration]:
    """The lengths of time written with figures and signs (h, min, s, ', \"), from left to right, without overlaps.

    Those in full words (« deux heures », « 45 minutes ») are ordinary numbers and words.
    """
    found = [_round(match) for match in _ROUND.finditer(text)]
    found += [_measured(match) for match in _WITH_PRIMES.finditer(text) if match["minutes"] or match["hundredths"]]
    found += [
        _measured(match) for match in _WITH_UNITS.finditer(text)
        if match["minutes"] or match["hundredths"] or "," in (match["seconds"] or "")
        or (match["seconds"] and _BEFORE.search(text[: match.start()]))
    ]
    found += [_measured(match) for match in _HOURS.finditer(text) if _lasts(text, match)]
    end = 0
    for duration in sorted(found, key=lambda each: (each.start, -each.end)):
        if duration.start >= end:
            yield duration
            end = duration.end


def _lasts(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if int(match["hours"]) > 24:
        return True
    if _AT.search(before):
        return bool(_AWAY.match(after))
    if _BEFORE.search(before) or (int(match["hours"]) < _EVENT_HOURS and _EVENT.search(before)):
        return True
    return bool(_AFTER.match(after)) and not _CLOCK.search(before)


def _round(match: re.Match[str]) -> Duration:
    if match["days"]:
        return Duration(*match.span(), ("7 days a week", "seven days a week"))
    return Duration(*match.span(), ("24 hours a day", "24/7", "around the clock"))


def _measured(match: re.Match[str]) -> Duration:
    groups = match.groupdict()
    seconds = (groups.get("seconds") or "").replace(",", ".")
    if groups.get("hundredths"):
        seconds += "." + groups["hundredths"]
    parts = [
        (str(int(value)) if value.isdigit() else value, unit)
        for value, unit in (
            (groups["hours"] or "", "hour"), (groups.get("minutes") or "", "minute"), (seconds, "second")
        )
        if value
    ]
    parts = [part for part in parts if part[0] != "0"] or parts[-1:]
    written = [f"{value} {unit}{'' if value == '1' else 's'}" for value, unit in parts]
    forms = [", ".join(written), " ".join(written)]
    if len(written) > 1:
        forms += [f"{', '.join(written[:-1])}{comma} and {written[-1]}" for comma in ("", ",")]
    value, unit = parts[0]
    if len(parts) == 1:
        forms.append(f"{value}-{unit}")
        if value.isdigit() and int(value) < len(_WORDS):
            forms += [f"{_WORDS[int(value)]} {unit}{'' if value == '1' else 's'}", f"{_WORDS[int(value)]}-{unit}"]
    return Duration(*match.span(), tuple(dict.fromkeys(forms)))


_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
