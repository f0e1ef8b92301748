"""The family names: persons that lost a capital, by the slot they stand in and by what the document says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from pipeline.repair.evidence import all_words, vocabulary
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line, Word
from pipeline.repair.name_evidence import (
    family_first_names,
    first_names,
    in_token,
    person_expected,
    persons,
    small_names,
    table_of,
    table_surnames,
)
from pipeline.repair.name_lexicon import capital_only, may_name, not_french, ordinary
from pipeline.repair.name_slots import (
    closes_attribution,
    follows_first_name,
    is_apposed,
    is_speaker,
    names_after_nouns,
    names_of_persons,
    takes_apposition,
)
from pipeline.repair.name_table import PARTICLES, NameTable
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.species import is_epithet
from pipeline.repair.tables import load_table

#: Zipf frequency below which a word after a first name is the family name that the document has elsewhere.
_UNLIKELY_WORD = 3.5
#: How often a document must have a name with its capital before the one small form is a slip.
_OFTEN = 2
#: Zipf frequency below which a noun is hardly put beside a first name.
_RARE_NOUN = 3.0

_FIRST_AND_SMALL = re.compile(
    r"([A-ZÀ-Þ](?<![\w-].)[^\W\d_]*(?:-[A-ZÀ-Þ][^\W\d_]*)?\.?)"
    r" (?:(?:da|di|del|della|dos|van|von|der|den|ben|bin|al|el|ter|ten) ){0,2}([^\W\d_A-ZÀ-Þ]{3,16})(?![\w’'-])"
)
_HONORIFICS = frozenset(("M.", "MM.", "Mme", "Mmes", "Mlle"))
#: Words between names, which no dictionary of French has.
BETWEEN = PARTICLES.union(
    "per alias and aka feat featuring junior senior versus the of ibn ould bint bei zu zum".split()
)


@rule(
    "names.family_name",
    category="names",
    confidence=0.86,
    why="A family name that follows a first name takes a capital.",
    example=("La chercheuse Mira kovatchev a signé l’étude.", "La chercheuse Mira Kovatchev a signé l’étude."),
    in_foreign=True,
)
def family_name(line: Line, context: Context) -> Iterator[Change]:
    """Gives a family name after a well-known first name, or after M. or Mme, its capital, when it can be nothing else.

    Either no dictionary of French has the word (harrison, and baker, which English has), or the document writes it
    with a capital after a first name elsewhere, or the word is in no lexicon at all, nor is the verb it could be a
    form of. After a first name that is not in the table, a person must be due: "l’ingénieure Tanvi", "Tanvi x, 40 ans".
    """
    given = first_names()
    for match in _FIRST_AND_SMALL.finditer(line.text):
        first, small = match.groups()
        if small in BETWEEN:
            continue
        titled = first in _HONORIFICS
        if not titled and first not in given and ordinary(first.lower(), context.lexicon):
            continue
        name = small_surnames(table_of(context)).get(small) or small.capitalize()
        if first not in given and not titled:
            right = _unknown_person(line.text, match, context)
        elif titled and name in table_surnames(table_of(context)) and not also_word(name):
            right = True
        elif titled and not context.lexicon.known(small) and not _glued(small, context):
            right = True
        elif name in context.evidence(persons):
            right = not also_word(name) and (
                context.lexicon.zipf(small) < _UNLIKELY_WORD or not ordinary(small, context.lexicon)
            )
        elif name in table_surnames(table_of(context)) and _titled_apposition(line.text, match):
            right = True
        else:
            right = is_name(small, context)
            right = right or _apposed(line.text, match, context) or _due(line.text, match, small, context)
            right = right or _acts(line.text, match.end(), small, context)
        right = right or _named_again(first, small, context)
        if not right or _titled_phrase(line.text, match) or is_epithet(line.text, *match.span(2)):
            continue
        if is_speaker(line.text, match.start()) or not _abroad(line, match.start(2)):
            yield Change(match.start(2), match.end(2), name)


def _titled_phrase(text: str, match: re.Match[str]) -> bool:
    """Whether a short quotation in another language begins with what looks like a first name: « Nana korobi ya oki »."""
    opens = text[max(0, match.start() - 2) : match.start()].rstrip(" \u00a0\u202f")[-1:] in ("«", "“", '"')
    rest = re.match(r"[ \u00a0]([a-zà-ÿ]{2,})[^«»“”\".!?]{0,25}[ \u00a0]?[»”\"]", text[match.end() : match.end() + 45])
    return opens and rest is not None


def _abroad(line: Line, at: int) -> bool:
    """Whether a place lies in a stretch of another language, which may reach into the French after it."""
    return any(start <= at < end for start, end in line.foreign)


def _due(text: str, match: re.Match[str], small: str, context: Context) -> bool:
    """Whether a family name has to stand after the first name, so that a word of Spanish or Italian is one too."""
    start, end = match.span()
    if closes_attribution(text, start, small, end, context):
        return True
    if ordinary(small, context.lexicon):
        return False
    if may_name(small, context.lexicon) and takes_apposition(text, end):
        return not (_VERBAL.search(small) or _PARTICIPLE.search(small) or _glued(small, context))
    if is_apposed(text, start, end):
        return not small.endswith(("é", "ée", "és", "ées", "ant", "ante"))
    return not _could_be_form(small, context) and (person_expected(text, start, end) or is_speaker(text, start))


_AUXILIARY_AFTER = re.compile(
    r" (?:n[’']|ne |s[’']|se |l[’']|y |en )?(?:a|avait|aura|aurait|est|était|sera|va|doit|devait|peut|pouvait|veut)"
    r" (?:[a-zà-ÿœ]|[dl][’'])"
)
#: Words between a subject and its auxiliary: "Pauline elle-même a", "Paul jamais n’a".
_NO_NAME = re.compile(r"(?:ment|é|ée|ant|ante|eux|euse|if|ive|ique|able|ible|ien|ienne|ais|aise|ois|oise|er|ir|re)$")


def _acts(text: str, end: int, small: str, context: Context) -> bool:
    """Whether an auxiliary follows a word behind a first name that no lexicon has, which then is no verb itself."""
    if context.lexicon.known(small) or context.lexicon.known(small, "en") or _NO_NAME.search(small):
        return False
    name = may_name(small, context.lexicon) and not _glued(small, context)
    return name and _AUXILIARY_AFTER.match(text, end) is not None


def is_name(small: str, context: Context) -> bool:
    """Whether a word that stands where a family name is due is one: listed as no French word, or in no lexicon."""
    if not may_name(small, context.lexicon):
        return False
    listed = small in capital_only() or small in not_french()
    return listed or not (_could_be_form(small, context) or _glued(small, context))


def also_word(name: str) -> bool:
    """Whether a family name is a word as well, or one that translations make of it."""
    return name.lower() in _words_too() or name in load_table("names_persons")["read_as_nouns"]


@lru_cache(maxsize=1)
def _words_too() -> frozenset[str]:
    return frozenset(load_table("names_persons")["also_words"]) | PARTICLES


@lru_cache(maxsize=8)
def small_surnames(table: NameTable) -> Mapping[str, str]:
    """The family names of the table that are no French words, in small letters → as they should be written."""
    lexicon = default_lexicon()
    names = sorted(name for name in table_surnames(table) if len(name) > 3 and name.isalpha() and not also_word(name))
    return {name.lower(): name for name in names if not ordinary(name.lower(), lexicon)}


#: How participles and verbs of the past end, whatever the stem.
_PARTICIPLE = re.compile(r"(?:ée?s?|ante?s?|ai(?:en)?t|èrent|irent|urent)$")
_TITLE_BEFORE = re.compile(r"(?<![\w’'-])(?:Me|M\.|Mme|Mlle|Dr|Mgr) $")


def _titled_apposition(text: str, match: re.Match[str]) -> bool:
    """Whether a first name with a title before it, and the word after it, are set off by a comma: Me Antonio conte,"""
    titled = _TITLE_BEFORE.search(text, max(0, match.start() - 6), match.start())
    return bool(titled) and text[match.end() : match.end() + 1] == ","


#: How verbs and participles end: an apposition takes none of them.
_PREDICATE = re.compile(r"(?:[aeté]|es|is|us|ée?s|ent|ant|ait|aient|ons|ez)$")


def _apposed(text: str, match: re.Match[str], context: Context) -> bool:
    """Whether a rare noun with a first name between two commas is a family name: le patron du port, Yves guillemot,"""
    small = match.group(2)
    return (
        text[max(0, match.start() - 2) : match.start()] == ", "
        and text[match.end() : match.end() + 1] == ","
        and match.group(1) not in _HONORIFICS
        and context.lexicon.zipf(small) < _RARE_NOUN
        and (not _PREDICATE.search(small) or small.endswith("ot"))
    )


def _unknown_person(text: str, match: re.Match[str], context: Context) -> bool:
    """Whether two words that no lexicon has are a person's name: where a person must stand, not Xylella fastidiosa."""
    first, small = match.groups()
    return (
        len(first) > 2
        and not ordinary(first.lower(), context.lexicon)
        and is_name(small, context)
        and (
            person_expected(text, *match.span())
            or is_apposed(text, *match.span())
            or is_speaker(text, match.start())
            or follows_first_name(text, *match.span())
        )
    )


def _named_again(first: str, small: str, context: Context) -> bool:
    """Whether the document often has the word as a name, which no lexicon has, and the word before is none either."""
    return (
        context.evidence(vocabulary)[small.capitalize()] >= _OFTEN
        and not context.lexicon.lists(small)
        and not context.lexicon.known(small, "en")
        and not ordinary(first.lower(), context.lexicon)
        and may_name(small, context.lexicon)
    )


def _glued(small: str, context: Context) -> bool:
    """Whether the word is two French ones without the space: communiquéde, directà."""
    zipf = context.lexicon.zipf
    for cut in range(1, len(small)):
        left, right = zipf(small[:cut]), zipf(small[cut:])
        if min(left, right) >= 3.0 and max(left, right) >= (4.5 if 2 < cut < len(small) - 2 else 6.0):
            return True
    return False


_INFLECTED = re.compile(
    r"(?:èrent|irent|urent|aient|assent|issent|issait|issant|eront|iront|eraient|erait|asse|ant|ait|ons|ions|ez|iez|ent"
    r"|era|ira|ées|ée|és|as|ât|ît|ût|es|it|is|ut|us|é|a|e|s|t)$"
)


#: How verbs end that no lexicon has: toussota, pétaradait.
_VERBAL = re.compile(
    r"(?:[aiou]tta|ota|onna|illa|issa|ait|aient|èrent|irent|era|erait|eront|ant|ante|ants|elle|ette|otte|ote|ise|ifie"
    r"|oie)$"
)


def _could_be_form(small: str, context: Context) -> bool:
    """Whether a word in no lexicon may be a form of a verb or noun that is in one."""
    if small.endswith("ment") or _VERBAL.search(small):
        return True
    known = context.lexicon.known
    for cut in range(1, 7):
        stem = small[:-cut]
        if stem.endswith(("ll", "tt")):
            stem = stem[:-1] if ordinary(stem[:-1] + "er", context.lexicon) else stem
        if len(stem) > 2 and _INFLECTED.fullmatch(small, len(small) - cut):
            if any(ordinary(stem + last, context.lexicon) for last in ("er", "ir", "re", "e", "é", "")):
                return True
    return len(small) < 6 and known(small, "en")


@rule(
    "names.after_noun",
    category="names",
    confidence=0.85,
    why="The name after the noun takes a capital.",
    example=(
        "La tempête chido a touché l’île. La tempête Chido faiblit.",
        "La tempête Chido a touché l’île. La tempête Chido faiblit.",
    ),
    among=small_names,
)
def after_noun(line: Line, context: Context) -> Iterator[Change]:
    """Gives a name its capital after the noun it names: "l’ouragan melissa", "la chanteuse rihanna".

    The word must be no French word; it is the name of a storm that is a first name or in no lexicon, or the document
    has it with its capital after the same noun, or it is known as a name alone and a noun of persons stands before it.
    """
    found = {*names_after_nouns(line, context), *names_of_persons(line, context)}
    for start, end in sorted(found):
        yield Change(start, start + 1, line.text[start].upper())


def small_givens(context: Context) -> frozenset[str]:
    """The words of the document, written small, that may be first names."""
    return context.evidence(small_names) | _small_first_names(context.evidence(all_words))


@Picker
def _small_first_names(word: str) -> bool:
    return len(word) > 2 and word.islower() and word.capitalize() in first_names()


@rule(
    "names.given_name",
    category="names",
    confidence=0.86,
    why="A first name takes a capital.",
    example=("Le Suédois christofer Berglund a gagné la course.", "Le Suédois Christofer Berglund a gagné la course."),
    among=small_givens,
)
def given_name(line: Line, context: Context) -> Iterator[Change]:
    """Gives a first name its capital before a family name that has kept it: isabelle Huppert, jean-marc Ayrault.

    The first name must be in the table and be no French word (not rose, pierre, marine), or in no lexicon where a
    person is due, before a family name that is no French word either. Where the document has first name and family
    name with their capitals elsewhere, a French word counts too.
    """
    small = context.evidence(small_givens)
    words = line.words
    for place, (_, _, form) in enumerate(words[:-1]):
        if form not in small or form in BETWEEN:
            continue
        word, following = words[place], words[place + 1]
        if line.text[word.end() : following.start()] not in (" ", "-"):
            continue
        if in_token(line.text, word.start(), word.start() + 1) and line.text[word.start() - 1] != "-":
            continue
        after = following.group()
        if line.text[word.end()] == "-" or line.text[word.start() - 1 : word.start()] == "-":
            part = _hyphened(line.text, word)
            due = part is not None
        elif after[0].isupper():
            due = _given_due(line.text, form, word, following, context)
        else:
            given = form in capital_only() and form.capitalize() in first_names()
            due = given and after in context.evidence(small_names)
        if due:
            yield Change(word.start(), word.end(), form.capitalize())


def _given_due(text: str, form: str, word: Word, following: Word, context: Context) -> bool:
    after, start = following.group(), word.start()
    end = _MORE_CAPITALS.match(text, following.end()).end()
    if f"{form.capitalize()} {after}" in context.evidence(full_names):
        return True
    plain = after in first_names() or ordinary(after.lower(), context.lexicon)
    if ordinary(form, context.lexicon):
        # "note robert Fishman": a word as well, but not where a person is named.
        named = form.capitalize() in first_names() and not plain and form not in _STAND_BEFORE_NAMES
        return named and (is_speaker(text, start) or is_apposed(text, start, end) or takes_apposition(text, end))
    if form.capitalize() in first_names():
        return True
    if _DEMONYM.search(form) or _VERBAL.search(form) or plain or not may_name(form, context.lexicon):
        return False
    return person_expected(text, start, word.end()) or is_speaker(text, start) or is_apposed(text, start, end)


_MORE_CAPITALS = re.compile(r"(?: [A-ZÀ-Þ][\w’'-]+){0,2}")
#: First names that are nouns, adjectives or adverbs before a name as well: "assure juste Macron", "la marine Royale".
_STAND_BEFORE_NAMES = frozenset(
    "juste prudence constant parfait modeste marine pierre rose reine prince noble sage ange victor max major franck "
    "ami aimé désiré violette olive colombe france victoire gloire alliance espérance".split()
)
#: How adjectives and nouns of persons end, which no dictionary lists in full: la danseuse sévillane Tórtola Valencia.
_DEMONYM = re.compile(r"(?:ien|ienne|ais|aise|ois|oise|ain|aine|ane|ande|ole|que|iste|eur|euse|ier|ière)$")
_HYPHENED = re.compile(r"([^\W\d_]+)-([^\W\d_]+) [A-ZÀ-Þ]")


def _hyphened(text: str, word: Word) -> re.Match[str] | None:
    """The hyphened first name before a family name to which a word belongs: jean-marc Ayrault."""
    start = word.start() if text[word.end() : word.end() + 1] == "-" else text.rfind(" ", 0, word.start()) + 1
    match = _HYPHENED.match(text, start)
    known = first_names()
    return match if match and match.group(1).capitalize() in known and match.group(2).capitalize() in known else None


def full_names(context: Context) -> frozenset[str]:
    """First name and family name, as the document has them with their capitals."""
    return frozenset(chain.from_iterable(context.each(_full_names_of)))


def _full_names_of(line: Line) -> list[str]:
    return [match.group() for match in _FULL_NAME.finditer(line.text) if match.group(1) in first_names()]


_FULL_NAME = re.compile(r"([A-ZÀ-ÖØ-Þ](?<![^\W_].)[^\W\d_]*) [A-ZÀ-ÖØ-Þ][^\W\d_]+")


@rule(
    "names.given_name_last",
    category="names",
    confidence=0.9,
    why="A given name that follows an East Asian family name takes a capital.",
    example=("L’actrice Kim tae-ri tourne à Séoul.", "L’actrice Kim Tae-ri tourne à Séoul."),
    needs="-",
    trigger=r"[A-Z][a-z]{1,5} [a-z]{1,6}-[a-z]",
)
def given_name_last(line: Line, context: Context) -> Iterator[Change]:
    """Gives a given name of two syllables after a Korean family name its capital: Park chan-wook.

    Leaves French verbs with a pronoun (dit-on).
    """
    for match in family_first_names(line.text):
        yield Change(match.start(2), match.start(2) + 1, match.group(2)[0].upper())
