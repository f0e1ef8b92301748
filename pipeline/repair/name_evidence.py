"""What a document itself says about names: who is named in full, which spellings it uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.repair.name_table import NameTable, name_table
from pipeline.repair.rule import Context
from pipeline.repair.tables import load_table

_CAPITALISED = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:-[A-ZÀ-ÖØ-Þ][^\W\d_]*)*")
_INNER_CAPITAL = re.compile(r"[a-zß-öø-ÿ][A-Z]")
_SENTENCE_ENDS = frozenset(".!?…:«»“”\"(–—-•")

#: Prefixes after which both spellings are met, for different families: Macdonald, MacDonald.
_FAMILY_PREFIXES = ("Mac", "Mc", "Le", "La", "De", "Du", "Di", "Da", "Van", "Von", "Fitz", "Saint")


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """`persons`: family names that follow a first name, with how often they are met at all; `inner`: Capitalised form →
    the form with inner capitals that the document prefers to it; `counts`: how often each capitalised word is met
    inside a sentence."""

    persons: Mapping[str, int]
    inner: Mapping[str, str]
    counts: Mapping[str, int]


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """First names that are met in the news."""
    return frozenset(load_table("names_persons")["given"])


def table_of(context: Context) -> NameTable:
    """The table of names with the entries of the user."""
    return name_table(tuple(sorted(context.config.names.items())))


def gather(context: Context) -> NameEvidence:
    """The evidence of all lines of the document."""
    given = first_names()
    everywhere: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    persons: set[str] = set()
    for text in context.lines:
        before = None
        for match in _CAPITALISED.finditer(text):
            word = match.group()
            everywhere[word] += 1
            start = match.start()
            if start and not _starts_sentence(text, start):
                inside[word] += 1
            if before is not None and start == before.end() + 1 and text[start - 1] == " " and before.group() in given:
                persons.add(word)
            before = match
    return NameEvidence(
        persons={name: everywhere[name] for name in sorted(persons)}, inner=_inner_capitals(everywhere), counts=inside
    )


def _starts_sentence(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and text[at].isspace():
        at -= 1
    return at < 0 or text[at] in _SENTENCE_ENDS


def _inner_capitals(counts: Mapping[str, int]) -> Mapping[str, str]:
    """Capitalised form → form with inner capitals, where the document has both and the latter at least as often."""
    best: dict[str, str] = {}
    for form in sorted(counts):
        if "-" in form or len(form) < 4 or not _INNER_CAPITAL.search(form) or form.startswith(_FAMILY_PREFIXES):
            continue
        plain = form[0] + form[1:].lower()
        if counts.get(plain, 0) and counts[form] >= counts[plain] and counts[form] > counts.get(best.get(plain, ""), 0):
            best[plain] = form
    return best
