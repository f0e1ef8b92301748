"""Places in a sentence where only the name of a person, or of a storm, can stand, whatever its capital."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from pipeline.language import FOREIGN, frequency
from pipeline.repair.attribution import SAYS
from pipeline.repair.heads import Headed
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, is_person_noun, table_of
from pipeline.repair.name_lexicon import capital_only, ordinary
from pipeline.repair.name_table import NameTable
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Context

_SAID_BEFORE = re.compile(rf"(?<![\w’-])(?:{SAYS}|[Ss]elon|[Dd][’']après) $")
_NAME_BEFORE = re.compile(r"(?<![\w’'-])([A-ZÀ-Þ][^\W\d_]+) $")
_COMMA_BEFORE = re.compile(r"[^,.!?…:;«»“”]{0,80}, $")
#: Who is first, second or last, before a comma: “la deuxième, Isabeau Levito”.
_PLACED = re.compile(
    r"(?<![\w’'-])l[ea] (?:premi(?:er|ère)|deuxième|seconde?|troisième|quatrième|derni(?:er|ère)|gagnante?|favorite?"
    r"|favori|tenante? du titre|vainqueur|victime|suspecte?|accusée?|lauréate?|aînée?|cadette?|cadet), $"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: How words end that may be put beside a first name: "souffle Paul, épuisé" without its comma.
_QUALITY = re.compile(r"(?:é|és|ée|ées|ant|ante|ants|eux|euse|if|ive|ment|ique|able|el|elle)$")
#: Zipf frequency from which a French word is too common to be a family name in small letters.
_COMMON = 4.2
#: What the small frequency tables list.
_LISTED = 3.0


def is_speaker(text: str, start: int) -> bool:
    """Whether who speaks must stand at `start`: after an inverted verb of saying, or after "selon"."""
    return _SAID_BEFORE.search(text, max(0, start - 24), start) is not None


def is_apposed(text: str, start: int, end: int) -> bool:
    """Whether a name stands between two commas after a phrase with a noun of persons: "le maire du port, X y,"."""
    if text[end : end + 1] not in (",", "."):
        return False
    before = _COMMA_BEFORE.search(text, max(0, start - 84), start)
    if before is not None and _PLACED.search(before.group()):
        return True
    return before is not None and any(is_person_noun(word.lower()) for word in _WORD.findall(before.group()))


_AGE_AFTER = re.compile(r",[ \u00a0]\d{1,3}[ \u00a0]ans(?!\w)")
_TRADE_AFTER = re.compile(
    r",[ \u00a0](?:(?:l[ea]|une?|cette|cet?|son|sa|leur)[ \u00a0]|l[’'])?(?:(?:ex-|vice-)|anci(?:en|enne)[ \u00a0])?"
    r"([a-zà-ÿœ]{4,})(?!\w)"
)


def takes_apposition(text: str, end: int) -> bool:
    """Whether an age, or a noun of persons with or without its article, stands after a comma at `end`."""
    if _AGE_AFTER.match(text, end):
        return True
    noun = _TRADE_AFTER.match(text, end)
    return noun is not None and is_person_noun(noun.group(1))


def follows_first_name(text: str, start: int, end: int) -> bool:
    """Whether a well-known first name stands right before `start` (Jan Henric) and no object after `end`."""
    before = _NAME_BEFORE.search(text, max(0, start - 20), start)
    return before is not None and before.group(1) in first_names() and not _OBJECT_AFTER.match(text, end)


_OBJECT_AFTER = re.compile(
    r" (?:(?:les?|la|une?|des|du|de|aux?|à|en|que|son|sa|ses|leurs?|cet?|cette|ces)(?!\w)|[ldn]’)"
)


def closes_attribution(text: str, start: int, small: str, end: int, context: Context) -> bool:
    """Whether a French word after the first name of who speaks can only be the family name: "dit Wilma choque,"."""
    return (
        text[end : end + 1] in (",", ".")
        and is_speaker(text, start)
        and not _QUALITY.search(small)
        and context.lexicon.zipf(small) < _COMMON
    )


@lru_cache(maxsize=1 << 14)
def _unlisted(small: str) -> bool:
    return all(frequency(small, language) < _LISTED for language in ("fr", *FOREIGN))


_STORM = Headed(
    r"(?<![\w-])(?:ouragan|typhon|cyclone|tempête|dépression)(?: (?:tropicale?|post-tropicale?))?"
    r" (?P<name>[a-zà-ÿ]{3,14})(?![\w’'-])",
    heads=r"[octd](?<![\w-].)(?=uragan|yphon|yclone|empête|épression)",
)
#: A verb that no lexicon has, as news uses it of storms: "barattait".
_PAST = re.compile(r"(?:ait|aient|èrent|era)$")
_CALLED = re.compile(r"(?<![\w-])(?P<noun>[a-zà-ÿœ]{4,}) (?P<name>[a-zà-ÿœ]{4,})(?![\w’'-])")
_CAPITAL_CALLED = re.compile(r"(?<![\w-])([a-zà-ÿœ]{4,}) ([A-ZÀ-Þ][a-zà-ÿœ]{3,})(?![\w’'-])(?! [A-ZÀ-Þ])")
_PERSON = re.compile(
    r"(?<![\w-])(?P<noun>[a-zà-ÿœ-]{3,})(?: (?P<adjective>[a-zà-ÿœ-]{4,}))? (?P<name>[a-zà-ÿœ]{4,14})(?![\w’'-])"
)


#: Letters that French words do not have.
_FOREIGN_LETTER = re.compile("[öøåüñãõćčšžłđğışýńęą]")


def called(context: Context) -> frozenset[tuple[str, str]]:
    """Nouns with the name that the document gives after them: ("ouragan", "Melissa")."""
    return frozenset(chain.from_iterable(context.each(_called)))


def _called(line: Line) -> list[tuple[str, str]]:
    return _CAPITAL_CALLED.findall(line.text)


def names_after_nouns(line: Line, context: Context) -> Iterator[tuple[int, int]]:
    """Where names in small letters stand after what they name: a storm, or a noun that has the name elsewhere."""
    text, lexicon = line.text, context.lexicon
    for match in _STORM.finditer(text):
        small = match["name"]
        if not _PAST.search(small) and not ordinary(small, lexicon) and (small.capitalize() in first_names() or _unlisted(small)):
            yield match.span("name")
    pairs = context.evidence(called)
    # What the document calls by none of these names need not be searched.
    named = any(name.lower() in line.forms for _, name in pairs)
    for match in _CALLED.finditer(text) if named else ():
        small = match["name"]
        if (match["noun"], small.capitalize()) in pairs and not ordinary(small, lexicon):
            yield match.span("name")


def names_of_persons(line: Line, context: Context) -> Iterator[tuple[int, int]]:
    """Where single names in small letters stand after a noun of persons: "la chanteuse islandaise björk"."""
    names = _names_alone(table_of(context))(line.forms)
    for match in _PERSON.finditer(line.text) if names else ():
        if match["name"] in names and is_person_noun(match["noun"]):
            yield match.span("name")


@lru_cache(maxsize=8)
def _names_alone(table: NameTable) -> Picker:
    def is_name(small: str) -> bool:
        if ordinary(small, default_lexicon()):
            return False
        foreign = _FOREIGN_LETTER.search(small) is not None and _unlisted(small)
        return foreign or small in capital_only() or table.types.get(small.capitalize()) == "person"

    return Picker(is_name)
