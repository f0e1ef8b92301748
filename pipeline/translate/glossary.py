"""A user's glossary: French terms and the English that must stand for them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.translate.terms import Term, TermTable

_COLUMNS = ("french", "english", "case", "do-not-translate")
_YES = frozenset(("yes", "true", "1", "x", "oui"))
_NO = frozenset(("", "no", "false", "0", "non"))
_SMALL = frozenset("de d' du des à au aux en et par pour sur la le les".split())


def load_glossary(path: Path) -> TermTable:
    """The terms of a CSV file with the columns French, English, case, do-not-translate (the last two may be absent).

    `case` yes: only as written; otherwise in any case. `do-not-translate` yes:
    the French stays. The regular plurals of a term are found too and get an
    English plural. Raises InputError, with the line, for a file that cannot be
    read, an unknown column, a missing term or a value that is neither yes nor no.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: the glossary cannot be read ({error})") from error
    if not rows:
        raise InputError(f"{path}: the glossary is empty")
    columns = [name.strip().lower().replace("_", "-").replace(" ", "-") for name in rows[0]]
    unknown = [name for name in columns if name not in _COLUMNS]
    if unknown or columns[:2] != ["french", "english"]:
        raise InputError(f"{path}: line 1: the columns must be {', '.join(_COLUMNS)}")
    terms = [term for number, row in enumerate(rows[1:], 2) if any(row) for term in _terms(path, number, columns, row)]
    return TermTable.of(tuple(terms))


def _terms(path: Path, number: int, columns: list[str], row: list[str]) -> Iterator[Term]:
    entry = dict(zip(columns, (cell.strip() for cell in row), strict=False))
    french, english = entry.get("french", ""), entry.get("english", "")
    keep = _flag(path, number, entry, "do-not-translate")
    case = _flag(path, number, entry, "case")
    if not french or not (english or keep):
        raise InputError(f"{path}: line {number}: a term needs its French and its English")
    if keep:
        yield Term(french, (french,), "term", not case)
        return
    plural = _english_plural(english)
    yield Term(french, (english,), "term", not case)
    for form in _french_plurals(french):
        yield Term(form, (plural, english), "term", not case)


def _flag(path: Path, number: int, entry: dict[str, str], column: str) -> bool:
    value = entry.get(column, "").lower()
    if value not in _YES | _NO:
        raise InputError(f"{path}: line {number}: {column} must be yes or no, not {value!r}")
    return value in _YES


def _french_plurals(term: str) -> tuple[str, ...]:
    """The regular plurals: of all words up to the first preposition, or of the first word alone."""
    words = re.split(r"(\s+|(?<=['’]))", term)
    end = next((place for place, word in enumerate(words) if word.lower().replace("’", "'") in _SMALL), len(words))
    whole = "".join(_french_plural(word) if place < end and word.strip() else word for place, word in enumerate(words))
    first = "".join([_french_plural(words[0]), *words[1:]])
    return tuple(form for form in dict.fromkeys((whole, first)) if form != term)


def _french_plural(word: str) -> str:
    if not word[-1:].isalpha() or word[-1] in "sxz" or word.isupper():
        return word
    if word.endswith(("au", "eu")):
        return word + "x"
    return word[:-2] + "aux" if word.endswith("al") else word + "s"


def _english_plural(term: str) -> str:
    head, of, rest = term.partition(" of ")
    if head.endswith(("s", "x", "z", "ch", "sh")):
        head += "" if head.endswith("s") and not head.endswith("ss") else "es"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    else:
        head += "s"
    return head + of + rest
