"""The family names: a family name, a place or another name by itself that lost its capital."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from pipeline.language import frequency
from pipeline.repair.evidence import vocabulary
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import (
    in_token,
    persons,
    single_names,
    small_names,
    surnames,
    table_of,
)
from pipeline.repair.name_lexicon import capital_only
from pipeline.repair.name_persons import BETWEEN, is_name, small_surnames
from pipeline.repair.name_table import without_elision
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.species import is_epithet
from pipeline.repair.tables import load_table

#: Zipf frequency in a Romance language from which a place without its accents may be a word.
_WORD_OF_ANY = 2.6
#: Zipf frequency in English from which a word that French does not have may be a word of a title: Growth Fund.
_ENGLISH_WORD = 4.0

def small_proper(context: Context) -> frozenset[str]:
    """The words of the document, written small, that are names and nothing else."""
    return (context.evidence(small_names) & capital_only()) - single_names(table_of(context))


@rule(
    "names.proper",
    category="names",
    confidence=0.85,
    why="French writes this name with a capital only.",
    example=("Le film adapte une pièce de shakespeare.", "Le film adapte une pièce de Shakespeare."),
    among=small_proper,
)
def proper(line: Line, context: Context) -> Iterator[Change]:
    """Gives a name that no dictionary has in small letters, and that running text does not write small, its capital.

    Evidence is a list of some 8,000 persons' names, places and organisations (shakespeare, kenya, hernandez) that are
    no words of French, English, Spanish, Italian or German. Leaves what is part of a longer token (a file name, a
    hyphened word), and what the table of names has (paypal, unesco, ferrari), which has rules of its own.
    """
    found = context.evidence(small_proper)
    for word in line.words:
        start, form = without_elision(word.start(), word.group())
        if form in found and not in_token(line.text, start, word.end()) and not _INITIAL.match(line.text, word.end()):
            before = _SMALL_BEFORE.search(line.text, max(0, start - 30), start)
            if before and not context.lexicon.known(before.group(1)):
                continue  # danah boyd: who writes the first name small too means it
            if before and before.group(1) in ("double", "triple", "quadruple"):
                continue  # the jump: un triple axel
            if _SMALL_INITIAL.search(line.text, max(0, start - 4), start) or is_epithet(line.text, start, word.end()):
                continue
            yield Change(start, start + 1, form[0].upper())


_SMALL_BEFORE = re.compile(r"(?<![\w’'-])([a-zà-ÿ]{3,}) $")
#: e. e. cummings
_SMALL_INITIAL = re.compile(r"(?<!\w)(?:[a-z]\.[ \u00a0]?){1,2}$")
#: After a brand that is written small on purpose: agnès b.
_INITIAL = re.compile(r" [a-z]\.")


@lru_cache(maxsize=1)
def _small_places() -> frozenset[str]:
    return frozenset(load_table("names")["spelling"]["small_places"])


@lru_cache(maxsize=1)
def _accentless() -> Mapping[str, str]:
    """Places that lost their accents as well, and are no words so: georgie → Géorgie."""
    accents = str.maketrans("àâäçéèêëîïôöùûüœ", "aaaceeeeiioouuuo")
    places = {place.translate(accents): place.capitalize() for place in _small_places()}
    return {bare: right for bare, right in places.items() if bare not in _small_places() and not _is_word(bare)}


def _is_word(form: str) -> bool:
    return form == "suede" or any(frequency(form, each) >= _WORD_OF_ANY for each in ("fr", "es", "it", "pt"))


def _places(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word in _small_places() or word in _accentless())


_BEFORE_PLACE = re.compile(
    r"(?<![\w’'-])(?:(?:à|de|du|en|vers|depuis|entre|par|dans|au|aux|pour|la|le|et|contre) |[dl][’'])$|(?<=[a-zà-ÿ]), $",
    re.IGNORECASE,
)


@rule(
    "names.place",
    category="names",
    confidence=0.92,
    why="The name of a place takes a capital.",
    example=("La foire se tient à berlin.", "La foire se tient à Berlin."),
    picks=_places,
)
def place(line: Line, context: Context) -> Iterator[Change]:
    """Gives a city or country its capital after a preposition or an article, if its name is no French word."""
    small = _small_places()
    for word in line.words:
        start, form = without_elision(word.start(), word.group())
        right = _accentless().get(form) or (form.capitalize() if form in small else "")
        if not right or form in BETWEEN or in_token(line.text, start, word.end()):
            continue
        before = _BEFORE_PLACE.search(line.text[max(0, start - 9) : start])
        # "Selon lui, pékin joue sa carte", but no list of key words.
        if before and (not before.group().startswith(",") or _GOES_ON.match(line.text, word.end())):
            same = right.lower() == form
            yield Change(start, start + 1, right[0]) if same else Change(start, start + len(form), right)


_GOES_ON = re.compile(r" [a-zà-ÿ]{2,} [a-zà-ÿ]")


def _named_small(context: Context) -> Mapping[str, str]:
    """Family names that the document writes small in places, in their right spelling."""
    words = context.evidence(vocabulary)
    table = small_surnames(table_of(context))
    written_small = {small: table[small] for small in sorted(table.keys() & words.keys())}
    found = {}
    if written_small:
        named = context.evidence(persons)
        found = {small: name for small, name in written_small.items() if name in named}
    known, inside = context.evidence(surnames), context.evidence(capitals_inside)
    brands = single_names(table_of(context))
    for small in sorted(context.evidence(small_names) - set(found)):
        name = small.capitalize()
        english = frequency(small, "en") >= _ENGLISH_WORD and small not in capital_only()
        if len(small) < 4 or name not in words or english:
            continue
        if name in known or (name in inside and not context.lexicon.known(small, "en")):
            right = is_name(small, context)
        else:
            right = small in brands and name in table_of(context).types
        if right:
            found[small] = name
    return found


@rule(
    "names.family_name_alone",
    category="names",
    confidence=0.84,
    why="The document names this person in full; the family name takes a capital.",
    example=(
        "Emmanuel Macron a reçu Olaf Scholz. Selon scholz, rien ne presse.",
        "Emmanuel Macron a reçu Olaf Scholz. Selon Scholz, rien ne presse.",
    ),
    among=_named_small,
)
def family_name_alone(line: Line, context: Context) -> Iterator[Change]:
    """Gives a family name its capital where the document names that person in full elsewhere.

    Not behind a word that only a noun follows ("un", "mon petit"). The name must be no French word, or be that of a person of the table and no other word. So are names of the table
    (twitch), and words that no lexicon has, which the document writes with a capital inside a sentence. Leaves the
    names that are words as well (page, borne, poutine, curry).
    """
    names = context.evidence(_named_small)
    for word in line.words:
        start, form = without_elision(word.start(), word.group())
        if form not in names or in_token(line.text, start, word.end()):
            continue
        if not _NOUN_NEXT.search(line.text, max(0, start - 9), start) and not is_epithet(line.text, start, word.end()):
            yield Change(start, start + len(form), names[form])


#: What stands before a noun: "mon p’tit quinquin" is none of the family Quinquin.
_NOUN_NEXT = re.compile(
    r"(?<![\w-])(?:une?|des|mon|ma|mes|ton|ta|tes|ses|ces?|cette|petite?s?|p[’']tite?s?|grosse|gros|vieux|vieille|chère?)"
    r"[ \u00a0]$"
)
_INSIDE = re.compile(r"[A-ZÀ-Þ](?<=[^\W\d_A-ZÀ-Þ] .)[^\W\d_A-ZÀ-Þ]{3,}")


def capitals_inside(context: Context) -> frozenset[str]:
    """The words that the document writes with a capital after a word in small letters."""
    return frozenset(chain.from_iterable(context.each(_inside)))


def _inside(line: Line) -> list[str]:
    return _INSIDE.findall(line.text)


_SAYING = (
    "déclar affirm expliqu ajout précis assur répond confi soulign estim indiqu annonc lanc rappel reconn cri résum "
    "concl insist plaisant martel lâch regrett"
).split()
_SPEAKER = re.compile(
    rf"(?:(?<=[Ss]elon )|(?<=[Dd]’après )|(?:(?<=[aà] )|(?<=’a )|(?<=, ))(?:{'|'.join(_SAYING)})(?:é|u) )"
    r"([a-zà-ÿœ]{3,})"
    r"(?=[.,;:»\u00a0]|$| (?:à|sur|dans|lors|en|qu|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b)"
)


@rule(
    "names.speaker",
    category="names",
    confidence=0.86,
    why="The document names this person in full; the family name takes a capital.",
    example=(
        "Karin Marchand dirige le port. Rien ne presse, a déclaré marchand.",
        "Karin Marchand dirige le port. Rien ne presse, a déclaré Marchand.",
    ),
    words=("Selon", "selon", "après", *(stem + ending for stem in _SAYING for ending in "éu")),
)
def speaker(line: Line, context: Context) -> Iterator[Change]:
    """Gives a family name its capital where only a person who speaks can stand: "selon marchand", "a déclaré marchand".

    Evidence: the place, which no noun without an article can take, and the same name with a capital after another
    capital elsewhere in the document. Spares everything that the document does not know as a name.
    """
    known = context.evidence(persons)
    if not any(name.lower() in line.forms for name in known):
        return
    for match in _SPEAKER.finditer(line.text):
        if match.group(1).capitalize() in known:
            yield Change(match.start(1), match.end(1), match.group(1).capitalize())
