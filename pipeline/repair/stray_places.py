"""Cities and countries under their names in other languages: "à London", "en Alemania", "in Germany"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.line import Line
from pipeline.repair.name_lexicon import ordinary
from pipeline.repair.nouns import is_noun
from pipeline.repair.phrases import Phrases
from pipeline.repair.place_names import OF_FRENCH_PLACE, foreign_places
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_frame import SURE, french_after, french_before, touches_name
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table

_SPACE = "[ \u00a0]"
#: Before these a city’s name stands for the city, behind "de".
_OF_CITIES = (
    r"(?:ville|villes|maire|mairie|aéroport|banlieue|gare|port|région|province|habitants?|université|tribunal|procureur|bourse"
    r"|centre|nord|sud|est|ouest|rues?|quartiers?|stade|métro|musée|hôpital|évêque|archevêque|capitale|périphérie|environs)"
)
_PREPOSITION = re.compile(
    rf"(?<![\w’'-])(?P<word>[àÀ]|[eE]n|[aA]u|[aA]ux|vers|[dD]epuis|entre|via|de|du|des|d[’'])(?P<space>{_SPACE}?)$"
)
#: "Valle de México": what the place belongs to is a name.
_NAME_BEFORE = re.compile(rf"(?<![.!?…] )(?<!^)(?<![\w’'-])[A-ZÀ-Þ][\w’-]+{_SPACE}$")
_NOUN = re.compile(rf"(?<![\w-]){_OF_CITIES}{_SPACE}(?:de{_SPACE}|d[’'])$", re.IGNORECASE)
#: Something longer begins: a club, a province, another town of that name.
_GOES_ON = re.compile(
    rf"[-’']\w|{_SPACE}(?:[A-ZÀ-Þ0-9]|d[eio]l?{_SPACE}|della?{_SPACE}|am{_SPACE})"
    rf"|,?{_SPACE}?\(?(?:en{_SPACE}|dans{_SPACE}l[’'e]{_SPACE}?)?(?:Ontario|Kentucky|Ohio|Idaho|Virginie|Texas"
    r"|Tennessee|Illinois|Géorgie|Maine|New York|Pennsylvanie|Michigan)"
)


_WORD_BEFORE = re.compile(rf"(?<![\w’'-])(?P<word>[a-zà-ÿœ]+){_SPACE}\Z")


def _is_french(word: str, context: Context) -> bool:
    return is_noun(word) or len(word) > 3 and ordinary(word, context.lexicon)


_may_be_named = Phrases(foreign_places())
_NAMES = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, foreign_places()), key=len, reverse=True))})(?!\w)")


@rule(
    "stray.place",
    category="stray",
    confidence=0.9,
    why="The place has a French name.",
    example=("Il vit à London et travaille en Alemania.", "Il vit à Londres et travaille en Allemagne."),
    words=(name.split()[0] for name in foreign_places()),
)
def place(line: Line, context: Context) -> Iterator[Change]:
    """Give a city or country its French name, with the preposition that this takes: "de Brasil", "du Brésil".

    Evidence: a French preposition before it; a city behind "de" needs a noun such as "ville" or "maire" too, since
    clubs, films and people bear such names. Spared: longer names ("à Milano Marittima", "London, Ontario").
    """
    text = line.text
    for match in _NAMES.finditer(text) if _may_be_named(line.forms) else ():
        before = _PREPOSITION.search(text, max(0, match.start() - 8), match.start())
        if not before or _GOES_ON.match(text, match.end()):
            continue
        if _NAME_BEFORE.search(text, max(0, before.start() - 25), before.start()):
            continue
        noun = _WORD_BEFORE.search(text, max(0, before.start() - 25), before.start())
        if before["word"] in ("d’", "d'") and noun and not _is_french(noun["word"], context):
            # “re d’Italia”, “campioni d’Italia”: Italian.
            continue
        opens = before["word"][0].isupper()
        word = before["word"].lower().replace("'", "’")
        if word != "d’" and not before["space"]:
            continue
        french, kind = foreign_places()[match.group()]
        if not kind and word in ("de", "d’", "du", "des", "au", "aux") and not _NOUN.search(text, 0, match.start()):
            continue
        lead = _lead(word, french, kind)
        if lead is not None:
            name = french.removeprefix("Le ") if lead in ("au ", "du ") else french
            yield Change(before.start("word"), match.end(), (lead.capitalize() if opens else lead) + name)


def _lead(word: str, french: str, kind: str) -> str | None:
    """The preposition before the French name; None where the two do not go together."""
    article = french.startswith("Le ")
    if word in ("vers", "depuis", "entre", "via"):
        return f"{word} " if not kind else None
    if word in ("à", "en", "au", "aux"):
        if not kind:
            return None if word in ("au", "aux", "en") else "au " if article else "à "
        return {"f": "en ", "m": "au ", "p": "aux "}[kind] if not (kind == "m" and starts_with_vowel(french)) else "en "
    if kind == "p":
        return "des "
    if kind == "m":
        return "d’" if starts_with_vowel(french) else "du "
    if article:
        return "du "
    return "d’" if starts_with_vowel(french) else "de "


@rule(
    "stray.of-place",
    category="stray",
    confidence=0.88,
    why="The preposition before a French name is of another language.",
    example=("Elle enseigne à l’université of Bologne.", "Elle enseigne à l’université de Bologne."),
    words=("of", "from", "di", "von", "do"),
)
def of_place(line: Line, context: Context) -> Iterator[Change]:
    """Put "de" for "of", "from", "di", "von", "do" between a French noun and a city or country under its French name."""
    for match in OF_FRENCH_PLACE.finditer(line.text):
        noun = re.search(r"(?<![\w-])[^\W\d_]{3,}$", line.text[max(0, match.start() - 30) : match.start()])
        if noun and context.lexicon.zipf(noun.group().lower()) >= 3.0:
            elided = starts_with_vowel(match["place"])
            yield Change(match.start("of"), match.end("space"), "d’" if elided else "de ")


#: Prepositions of other languages before a place, and the language whose words may not stand before them.
_INTO = {"in": "en", "to": "en", "em": "pt", "nach": "de"}
#: States of Brazil, and regions of Portugal, that are masculine: "no Ceará".
_STATES = (
    "Acre|Amazonas|Ceará|Espírito Santo|Maranhão|Mato Grosso do Sul|Mato Grosso|Pará|Paraná|Piauí|Rio Grande do Norte"
    "|Rio Grande do Sul|Tocantins|Algarve|Alentejo|Amapá|Minho"
)
_IN_STATE = re.compile(rf"(?<![\w’'-])no(?={_SPACE}(?:{_STATES})(?![\w’'-]))")


#: How French says that something is in a city or country; peoples, which stand in the same table, are no places.
_INSIDE = re.compile(r"(?:en|au|aux|à) [A-ZÀ-Þ]")
_MANY = frozenset(("États-Unis", "Pays-Bas", "Philippines", "Émirats arabes unis", "Émirats", "Bahamas", "Maldives"))


@lru_cache(maxsize=1)
def inside() -> Mapping[str, str]:
    """A place under its French or a foreign name → in it, in French."""
    found = {}
    for english, (french, inside) in load_table("brackets")["places"].items():
        bare = re.sub(r"^(?:l[ae]s? |l’)", "", french)
        if _INSIDE.match(inside) and not (inside.startswith("aux ") and bare not in _MANY):
            found[english.removeprefix("the ")] = found[bare] = inside
    for name, (french, kind) in foreign_places().items():
        found[name] = found[french] = f"{_lead('à', french, kind) or 'à '}{french.removeprefix('Le ')}"
    for line in load_table("stray")["regions"]["inside"]:
        names, _, where = line.partition(" = ")
        found |= dict.fromkeys(names.split(" / "), where)
        found.setdefault(re.sub(r"^(?:en|aux?|dans l[ae]s?|dans l’) ?", "", where), where)
    return found


@lru_cache(maxsize=1)
def _into() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, inside()), key=len, reverse=True))
    return re.compile(rf"(?<![\w’'-])(?P<word>{'|'.join(_INTO)}){_SPACE}(?:the{_SPACE})?(?P<place>{names})(?![\w’'-])")


@rule(
    "stray.in-place",
    category="stray",
    confidence=0.86,
    why="The preposition before the place is of another language.",
    example=(
        "Elle travaille in London et vit, no Ceará, chez ses parents.",
        "Elle travaille à Londres et vit, dans le Ceará, chez ses parents.",
    ),
    words=(*_INTO, "no"),
    trigger=rf"(?<!\w)(?:{'|'.join(_INTO)}|no){_SPACE}(?:the{_SPACE})?[A-ZÀ-Þ]",
)
def in_place(line: Line, context: Context) -> Iterator[Change]:
    """Put the French preposition, and name, for "in", "to", "em", "nach" before a city or country of the tables, and
    for Portuguese "no" before a state of Brazil.

    Evidence: French words before, which the other language hardly has ("made in France", "lost in London" stay).
    """
    text = line.text
    for match in _into().finditer(text):
        named = touches_name(text, match.start(), match.start())
        if named or _GOES_ON.match(text, match.end()) or lies_in(line.read(terms), match.start()):
            continue
        if (french_before(text, match.start(), _INTO[match["word"]]) or 0) >= SURE:
            yield Change(*match.span(), inside()[match["place"]])
    for match in _IN_STATE.finditer(text):
        if french_before(text, match.start(), "pt") != -1 and french_after(text, match.end(), "pt") != -1:
            yield Change(*match.span(), "dans le")
