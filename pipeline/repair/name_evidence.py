"""What a document itself says about names: who is named in full, which spellings it uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

from pipeline.language import frequency
from pipeline.repair.evidence import all_words, vocabulary
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.name_lexicon import capital_only, may_name, ordinary
from pipeline.repair.name_table import PARTICLES, NameTable, name_table
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Context
from pipeline.repair.tables import load_table

_WORDS = re.compile(r"[^\W\d_]+")
#: A search for a class of characters is fast; so what stands before it is asked second.
_PAIR = re.compile(r"([A-ZÀ-ÖØ-Þ](?<![^\W_].)[^\W\d_]*(?:-[A-ZÀ-ÖØ-Þ][^\W\d_]*)?) (?=([A-ZÀ-ÖØ-Þ][^\W\d_]*))")
_INNER_CAPITAL = re.compile(r"[a-zß-öø-ÿ][A-Z]")

#: Zipf frequency from which a word may be meant as the word that it is: Next beside NeXT.
_COMMON = 3.6

#: Prefixes after which both spellings are met, for different families: Macdonald, MacDonald.
FAMILY_PREFIX = re.compile(r"(?:Ma?c|L[ea]|D[eui]|Da|V[ao]n|Fitz|Saint)(?=[A-ZÀ-Þ])")


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """First names that are met in the news."""
    return frozenset(load_table("names_persons")["given"])


@lru_cache(maxsize=1)
def words_of(text: str) -> frozenset[str]:
    """The words of a line, elided ones apart."""
    return frozenset(_WORDS.findall(text))


def table_of(context: Context) -> NameTable:
    """The table of names with the entries of the user."""
    return name_table(tuple(sorted(context.config.names.items())))


def suspects(context: Context) -> frozenset[str]:
    """The words of the document at which a wrongly written name of the table may start."""
    table, words = table_of(context), context.evidence(all_words)
    return table.suspects(_heads(table)(words), words)


@lru_cache(maxsize=8)
def _heads(table: NameTable) -> Picker:
    return Picker(lambda word: word.lower() in table.heads)


def capital_pairs(context: Context) -> frozenset[tuple[str, str]]:
    """The words with a capital that stand beside one another in the document."""
    return frozenset(chain.from_iterable(context.each(_pairs)))


def _pairs(line: Line) -> list[tuple[str, str]]:
    return _PAIR.findall(line.text)


def persons(context: Context) -> Mapping[str, int]:
    """The names that follow a first name in the document, with how often they are met at all."""
    words, given = context.evidence(vocabulary), first_names()
    named = {second for first, second in context.evidence(capital_pairs) if first in given}
    return {name: words.get(name, 0) for name in sorted(named)}


def surnames(context: Context) -> frozenset[str]:
    """The capitalised words that follow a first name, or a name that no lexicon has as a word, in the document."""
    given, lexicon = first_names(), context.lexicon
    return frozenset(
        second
        for first, second in context.evidence(capital_pairs)
        if first in given
        or first.lower() in capital_only()
        or not (len(first) < 3 or ordinary(first.lower(), lexicon))
    )


def small_names(context: Context) -> frozenset[str]:
    """The words of the document that are written small and are no French words: names perhaps."""
    return _may_be_names(context.evidence(all_words))


@Picker
def _may_be_names(word: str) -> bool:
    return len(word) > 2 and word.islower() and word not in PARTICLES and may_name(word, default_lexicon())


@lru_cache(maxsize=8)
def single_names(table: NameTable) -> frozenset[str]:
    """The names of the table that are one word, in small letters."""
    return frozenset(name.lower() for name in table.types if " " not in name)


@lru_cache(maxsize=8)
def table_surnames(table: NameTable) -> frozenset[str]:
    """The family names of the persons of the table."""
    return frozenset(name.split()[-1] for name, kind in table.types.items() if kind == "person")


def inner_capitals(context: Context) -> Mapping[str, str]:
    """Plain form → form with inner capitals, where the document or its batch has the latter at least as often.

    The plain form is the capitalised one or the one in small letters.
    """
    counts = context.evidence(vocabulary)
    best: dict[str, str] = {}
    for form in sorted(form for form in counts if not (form.islower() or form.istitle() or form.isupper())):
        if len(form) < 4 or not _INNER_CAPITAL.search(form) or FAMILY_PREFIX.match(form):
            continue
        small = form.lower()
        often = counts[form]
        if often < counts.get(small.capitalize(), 0) or often <= counts.get(best.get(small, ""), 0):
            continue
        best[small] = form
    batch = {small: form for small, form in context.names.items() if not form.isupper() and small not in best}
    return {
        plain: form
        for small, form in (*best.items(), *batch.items())
        for plain in (small, small.capitalize())
        if counts.get(plain, 0) and plain != form and not _common(small, context)
    }


def _common(small: str, context: Context) -> bool:
    return any(frequency(small, language) >= _COMMON for language in ("fr", "en", "es"))


_SYLLABLE = (
    r"(?:ch|kk|tt|pp|[bdghjkmnprstw])?[wy]?"
    r"(?:yeo|yae|eui|ae|eo|eu|oo|ou|ui|oe|ee|[aeiou])(?:ng|ck|n|m|k|l|p|t|h)?"
)
_FAMILY_THEN_GIVEN = re.compile(rf"(?<![\w’'-])([A-Z][a-z]{{1,5}}) ({_SYLLABLE}-{_SYLLABLE})(?![\w’'-])")
#: After a hyphen these are French pronouns: dit-on, va-t-il.
_ENCLITICS = frozenset("il elle on je tu nous vous ils elles ce moi toi lui y en la le les t là ci".split())


def family_first_names(text: str) -> list[re.Match[str]]:
    """East Asian names whose given name lost its capital: the match's second group is it (Lee "byung-hun").

    The syllables follow the romanisations of Korean (Revised, 2000; McCune and Reischauer 1939, without diacritics).
    """
    families = load_table("names_persons")["family_first"]
    return [
        match
        for match in _FAMILY_THEN_GIVEN.finditer(text)
        if match.group(1) in families and match.group(2).rpartition("-")[2] not in _ENCLITICS
    ]


@lru_cache(maxsize=1)
def _person_nouns() -> frozenset[str]:
    return frozenset(load_table("names_persons")["person_nouns"])


def is_person_noun(word: str) -> bool:
    """Whether a word in small letters says what a person is or does: ministre, chanteuse."""
    return word in _person_nouns()


_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)?) $")
_DEMONYM = re.compile(r"(?:ien|ienne|ais|aise|ois|oise|ain|aine|and|ande|ol|ole|que|Grec|Turc|Turque|Suisse|Russe)$")
#: An adjective of nationality between the noun and the name: le pianiste turc Fazıl Say.
_ADJECTIVE = re.compile(
    r"^(?:[^\W\d_A-ZÀ-Þ]+(?:ien|ienne|ais|aise|ois|oise|ain|aine|and|ande|ol|ole|que)|grec|turc|suisse|russe)$"
)
_ARTICLE_BEFORE = re.compile(r"(?<![^\W_])(?:[lL][’']|(?:[lL][ea]|[uU]ne?|[dD]u|[cC]et?|[cC]ette) )$")
_NAME_AND = re.compile(r"(?<![\w’'-])([A-ZÀ-Þ][^\W\d_]+) [A-ZÀ-Þ][\w-]+ et $")
_AGE_AFTER = re.compile(r", \d\d ans(?!\w)")


def person_expected(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` must be a person: after "ministre" or "l’Italien", before an age."""
    before = text[max(0, start - 40) : start]
    word = _WORD_BEFORE.search(before)
    if word and _ADJECTIVE.search(word.group(1)) and (noun := _WORD_BEFORE.search(before[: word.start()])):
        word = noun if noun.group(1) in _person_nouns() else word
    if word and word.group(1) in _person_nouns():
        return True
    if word and word.group(1)[0].isupper() and _DEMONYM.search(word.group(1)):
        return bool(_ARTICLE_BEFORE.search(before[: word.start()]))
    pair = _NAME_AND.search(before)
    return bool(pair and pair.group(1) in first_names()) or bool(_AGE_AFTER.match(text, end))


def in_token(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is part of something longer: a file name, a path, a hyphened word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return before in tuple("-_/\\.@#=&~`0123456789") or after in tuple("-_/\\@=&~`0123456789") or (
        after in (".", ":") and text[end + 1 : end + 2].isalnum()
    )
