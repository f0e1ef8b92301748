"""The table of small foreign words (`data/stray.toml`), and where in a text its entries stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.language import frequency
from pipeline.repair.line import Line
from pipeline.repair.phrases import Phrases
from pipeline.repair.tables import load_table

#: In the order in which several readings of a form are tried.
LANGUAGES = ("en", "es", "pt", "it", "de", "nl")
_WORD = re.compile(r"[^\W\d_]++(?:-[^\W\d_]++)*(?![’'])|[^\W\d_]++[’']")


@dataclass(frozen=True, slots=True)
class Entry:
    """A form of a language in a section of the table, and its French."""

    section: str
    language: str
    words: tuple[str, ...]
    french: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in a text; `opens` where it has the capital of a sentence start."""

    start: int
    end: int
    entry: Entry
    opens: bool


_SECTIONS = (
    "adverbials endings attributions amounts quantities numerals prepositions bound contracted verbs determiners years "
    "comparatives"
).split()


def _listed() -> Iterator[Entry]:
    table = load_table("stray")
    for section in _SECTIONS:
        for language in LANGUAGES:
            for line in table[section].get(language, ()):
                forms, _, french = line.partition(" = ")
                for form in forms.split(" / "):
                    yield Entry(section, language, tuple(form.split()), french)
    for section, french in (("definite", "le"), ("indefinite", "un")):
        for form in table["articles"][section]:
            yield Entry("articles", _ARTICLES[form], (form,), french)


#: What an article is taken for: the language in which its neighbours would have to be, were they not French.
_ARTICLES = {
    form: language
    for language, forms in {
        "en": "the", "es": "los las el una", "pt": "o uma um", "it": "gli lo uno", "nl": "het een",
        "de": "der das den dem die eine einen einem einer ein",
    }.items()
    for form in forms.split()
}  # fmt: skip


@lru_cache(maxsize=1)
def _index() -> Mapping[str, tuple[Entry, ...]]:
    """First word → the entries that begin with it, the longest first."""
    found: dict[str, list[Entry]] = {}
    for entry in _listed():
        found.setdefault(entry.words[0], []).append(entry)
    return {word: tuple(sorted(entries, key=lambda each: -len(each.words))) for word, entries in found.items()}


def telling_words(*sections: str) -> frozenset[str]:
    """Of each entry of the sections the word that French has least, also with the capital of a sentence start."""
    found: set[str] = set()
    for entries_of in _index().values():
        for entry in entries_of:
            if entry.section in sections:
                parts = [part for word in entry.words for part in re.split("[-’']", word) if part]
                rarest = min(parts, key=lambda part: (frequency(part.lower(), "fr"), -len(part), part))
                found |= {rarest, rarest[0].upper() + rarest[1:]}
    return frozenset(found)


def may_stand(line: Line, sections: frozenset[str]) -> bool:
    """Whether a line has all words of an entry of the sections."""
    return _phrases(sections)(line.small)


@lru_cache(maxsize=None)
def _phrases(sections: frozenset[str]) -> Phrases:
    return Phrases(
        " ".join(entry.words).lower() for found in _index().values() for entry in found if entry.section in sections
    )


def entries(line: Line) -> tuple[Place, ...]:
    """The places where entries may stand, every reading of each, the longer ones first."""
    return tuple(_entries(line.text))


def _entries(text: str) -> Iterator[Place]:
    index = _index()
    tokens = list(_WORD.finditer(text))
    words = tuple(token.group().replace("'", "’") for token in tokens)
    for at, (token, word) in enumerate(zip(tokens, words, strict=True)):
        known, opens = index.get(word), False
        if known is None and word[0].isupper():
            known, opens = index.get(word[0].lower() + word[1:]), True
        for entry in known or ():
            last = at + len(entry.words) - 1
            if words[at + 1 : last + 1] == entry.words[1:] and _in_a_row(text, tokens[at : last + 1]):
                yield Place(token.start(), tokens[last].end(), entry, opens)


def _in_a_row(text: str, tokens: list[re.Match[str]]) -> bool:
    return all(
        text[left.end() : right.start()] in (" ", "\u00a0", "\u202f")
        or (left.end() == right.start() and text[left.end() - 1] in "’'")
        for left, right in zip(tokens, tokens[1:], strict=False)
    )


@lru_cache(maxsize=8)
def articles(language: str) -> Mapping[str, str]:
    """The articles of a language that French has not → le or un."""
    return {
        entry.words[0]: entry.french
        for found in _index().values()
        for entry in found
        if entry.section == "articles" and entry.language == language
    }


@lru_cache(maxsize=8)
def determiners(language: str) -> Mapping[str, str]:
    """The possessives and demonstratives of a language → the English ones that take the same French forms."""
    return {
        entry.words[0]: entry.french
        for found in _index().values()
        for entry in found
        if entry.section == "determiners" and entry.language == language
    }
