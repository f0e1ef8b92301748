"""Lines that say who wrote an article, when, and how long it takes to read: parts set side by side, no sentence."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:janv(?:ier|\.)?|f[ée]vr?(?:ier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|l\.|\.)?|ao[ûu]t|sept(?:embre|\.)?"
    r"|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?)"
)
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_DATE = (
    rf"(?:{_DAY},? )?(?:le )?(?:{_DAY} )?(?:\d{{1,2}}(?:er)? {_MONTH}(?: \d{{4}})?|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}"
    r"|\d{4}-\d{2}-\d{2})"
)
_HOUR = r"(?:\d{1,2} ?h ?\d{0,2}|\d{1,2}:\d{2})(?: ?\(?(?:cet|cest|gmt|utc|heure de paris)\)?)?"
_TIME = (
    rf"(?:{_DATE}(?:,? ?(?:à |a |- ?|– ?)?{_HOUR})?|(?:hier|aujourd'hui)(?:,? à {_HOUR})?"
    r"|il y a \d+ (?:minutes?|heures?|jours?|min|h|j))"
)
_PUBLISHED = (
    r"(?:publi(?:ée?|cation)|postée?|mise? (?:à jour|en ligne)|modifiée?|actualisée?|parue?|écrite?|créée?"
    r"|dernière (?:mise à jour|modification))"
)
_MOMENT = re.compile(
    rf"(?:(?:article )?{_PUBLISHED}(?: le| à| :| il y a)? ?)?{_TIME}"
    rf"(?:(?:,| et)? ?\(?{_PUBLISHED}(?: le| à| :)? ?(?:{_TIME}|{_HOUR})\)?)?|{_PUBLISHED}(?: le| à| :)? {_HOUR}",
    re.IGNORECASE,
)
_READING = re.compile(
    r"(?:temps de |durée de |durée )?(?:lecture|lire en|à lire en)(?: estimée?| moyenne?)? ?:? ?(?:de |environ |en )?"
    r"\d+ ?(?:min(?:utes?|\.)?|mn)|\d+ ?(?:min(?:utes?|\.)?|mn)(?: de)? lecture|\d+ ?(?:min(?:utes?)?|mn)(?: pour lire| à lire)",
    re.IGNORECASE,
)
_NAME = r"(?:[A-ZÀ-Þ][\w'-]*\.?|de|du|des|d'|von|van|der|le|la|el|al|ben|bin)"
_ONE = rf"[A-ZÀ-Þ][\w'-]*\.?(?: {_NAME}){{0,4}}"
_NAMES = rf"{_ONE}(?:(?:,| et| &| avec) (?:l'|la |le )?(?:rédaction (?:de |du |d'))?{_ONE}){{0,3}}"
_OFFICE = (
    r"(?:journaliste|rédact(?:eur|rice)(?: en chef)?|chroniqueu(?:r|se)|correspondante?|envoyée? spéciale?|grande? reporter"
    r"|reporter|éditorialiste|chef(?:fe)? (?:du|de) (?:service|rubrique)|pigiste|stagiaire)"
    r"(?: [a-zà-ÿ']+| (?:à|en|au|aux) [A-ZÀ-Þ][\w'-]+){0,3}"
)
_AUTHOR = re.compile(
    r"(?:(?i:(?:article |texte |propos )?(?:écrit|rédigé|publié|posté|proposé|recueilli)s? par|par|texte|auteure?"
    r"|texte et photos)(?: :)? )"
    rf"(?:(?:la |notre )?(?i:rédaction)(?: (?:de |du |d'|des )?{_NAMES})?(?: (?i:web|numérique|avec .{{2,20}}))?|{_NAMES})"
    rf"(?:,? {_OFFICE})?(?: ?\((?:avec )?(?:l')?[\w' /-]{{2,30}}\))?"
    rf"|(?:(?:[Ll]a |[Nn]otre )?[Rr]édaction)(?: (?:de |du |d'|des )?{_NAMES})?(?: (?:avec) (?:l')?{_NAMES})?"
    rf"|(?:[Dd]e|[Pp]ar) (?:notre|nos) (?:correspondante?s?|envoyée?s? spécia(?:le?s?|ux)|journalistes?)"
    rf"(?: (?:permanente?|à|en|au|aux) ?(?:[A-ZÀ-Þ][\w'-]+)?)*(?:,? {_NAMES})?"
    rf"|(?:[Aa]vec )(?:l'|les )?(?:AFP|Reuters|AP|ATS|agences?|EFE|ANSA|Belga|dpa)(?: et (?:l'|les )?{_NAMES})?"
)
_LONE_NAME = re.compile(rf"{_NAMES}(?: ?\((?:avec )?(?:l')?[\w' /-]{{2,30}}\))?")
_OFFICE_ALONE = re.compile(_OFFICE, re.IGNORECASE)
_APART = re.compile(r" ?[|·•—–] ?| - | ?/ (?=\D)| // ")
_COMMA = re.compile(
    r", (?=(?:le |publié|mis |posté|modifié|actualis|mise à jour|la rédaction|par |\d{1,2} [a-zéû]|hier|lecture|temps de)"
    r"|[A-ZÀ-Þ])",
    re.IGNORECASE,
)
#: Longer lines are no bylines.
_LONGEST = 140
#: Of so many parts.
_MOST = 6


def is_byline(plain: str) -> bool:
    """Whether a line, without bullets and final stop, is nothing but author, time and reading time set side by side.

    A time with an hour or a word of publishing, or a reading time, has to be there, or an author beside a date.
    """
    if len(plain) > _LONGEST or not any(each.isdigit() for each in plain):
        return False
    plain = plain.replace("\u00a0", " ").replace("\u202f", " ")
    for parts in (_parts(_APART, plain), _parts(re.compile(f"{_APART.pattern}|{_COMMA.pattern}", re.IGNORECASE), plain)):
        if len(parts) <= _MOST and _all_known(parts):
            return True
    return False


def _parts(apart: re.Pattern[str], plain: str) -> list[str]:
    return [part.strip(" ,.:;🕒⏱️") for part in apart.split(plain) if part and part.strip(" ,.:;🕒⏱️")]


def _all_known(parts: list[str]) -> bool:
    kinds: list[str] = []
    for place, part in enumerate(parts):
        if _READING.fullmatch(part):
            kinds.append("reading")
        elif _MOMENT.fullmatch(part):
            kinds.append(_kind(part))
        elif _AUTHOR.fullmatch(part):
            kinds.append("author")
        elif (split := _author_and_time(part)) is not None:
            kinds.append(split)
        elif _OFFICE_ALONE.fullmatch(part) and "author" in kinds:
            kinds.append("office")
        elif _LONE_NAME.fullmatch(part) and len(parts) > 1 and place < 3:
            kinds.append("name")
        else:
            return False
    if kinds.count("name") > 2:
        return False
    if "reading" in kinds or "dated author" in kinds:
        return True
    # "Lyon – Marseille, 12 juin 2025 à 21 heures": the hour alone tells nothing beside names.
    if "published" in kinds or "hour" in kinds and "name" not in kinds:
        return True
    return "author" in kinds and ("date" in kinds or "hour" in kinds)


def _kind(moment: str) -> str:
    if re.search(_PUBLISHED, moment, re.IGNORECASE):
        return "published"
    return "hour" if re.search(_HOUR, moment, re.IGNORECASE) and re.search(r"\d{4}|/\d\d", moment) else "date"


def _author_and_time(part: str) -> str | None:
    """An author with the time behind, without a mark between: "Par Anne Morel le 3 mars à 10 h"."""
    for match in re.finditer(r" (?=le |\d|publié|mis|il y a|hier)", part):
        if _AUTHOR.fullmatch(part[: match.start()]) and _MOMENT.fullmatch(part[match.end() :]):
            return "dated author"
    return None
