"""What a document itself says about names: who is named in full, which spellings it uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from pipeline.repair.name_table import NameTable, name_table
from pipeline.repair.rule import Context
from pipeline.repair.tables import load_table

_WORDS = re.compile(r"[^\W\d_]+")
_PAIR = re.compile(r"(?<![^\W_])([A-ZÀ-ÖØ-Þ][^\W\d_]*(?:-[A-ZÀ-ÖØ-Þ][^\W\d_]*)?) (?=([A-ZÀ-ÖØ-Þ][^\W\d_]*))")
_INNER_CAPITAL = re.compile(r"[a-zß-öø-ÿ][A-Z]")

#: Zipf frequency from which a word may be meant as the word that it is: Next beside NeXT.
_COMMON = 3.6

#: Prefixes after which both spellings are met, for different families: Macdonald, MacDonald.
_FAMILY_PREFIXES = ("Mac", "Mc", "Le", "La", "De", "Du", "Di", "Da", "Van", "Von", "Fitz", "Saint")


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


def vocabulary(context: Context) -> Mapping[str, int]:
    """Every word of the document with how often it is met."""
    return Counter(_WORDS.findall("\n".join(context.lines)))


def suspects(context: Context) -> frozenset[str]:
    """The words of the document at which a wrongly written name of the table may start."""
    words = context.evidence(vocabulary)
    return table_of(context).suspects(words)


def persons(context: Context) -> Mapping[str, int]:
    """The names that follow a first name in the document, with how often they are met at all."""
    words, given = context.evidence(vocabulary), first_names()
    named = {match.group(2) for text in context.lines for match in _PAIR.finditer(text) if match.group(1) in given}
    return {name: words.get(name, 0) for name in sorted(named)}


def inner_capitals(context: Context) -> Mapping[str, str]:
    """Capitalised form → form with inner capitals, where the document has both and the latter at least as often."""
    counts = context.evidence(vocabulary)
    best: dict[str, str] = {}
    for form in sorted(form for form in counts if not (form.islower() or form.istitle() or form.isupper())):
        if len(form) < 4 or not _INNER_CAPITAL.search(form) or form.startswith(_FAMILY_PREFIXES):
            continue
        plain = form[0] + form[1:].lower()
        often = counts[form]
        if not counts.get(plain, 0) or often < counts[plain] or often <= counts.get(best.get(plain, ""), 0):
            continue
        if all(context.lexicon.zipf(plain, language) < _COMMON for language in ("fr", "en", "es")):
            best[plain] = form
    return best
