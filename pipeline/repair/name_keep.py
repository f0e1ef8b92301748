"""The names of a text that a translation into English must keep letter by letter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain

from pipeline.config import RepairConfig
from pipeline.repair.lexicon import Lexicon, default_lexicon
from pipeline.repair.name_evidence import first_names, words_of
from pipeline.repair.name_table import NameTable, name_table, without_elision

_LETTERS = re.compile(r"[^\W\d_]+")
_SEQUENCE = re.compile(
    r"(?<![\w’'-])[A-ZÀ-Þ][^\W\d_]*(?:[-’'][^\W\d_]+)*"
    r"(?: (?:(?:de|da|do|del|della|di|du|la|le|van|von|der|den|ben|bin|al|el|y) ){0,2}"
    r"[A-ZÀ-Þ][^\W\d_]*(?:[-’'][^\W\d_]+)*){1,4}(?!\w)"
)
#: French particles inside a sequence: part of a name only after a first name (Charles de Gaulle, not Gemini de Google).
_LINKS = re.compile(r" (?:(?:de|du|la|le|y) )+")
_INNER = re.compile(r"(?<![^\W_])[^\W\d_]*[^\W\d_A-ZÀ-Þ][A-ZÀ-Þ][^\W\d_]*(?:[-.]?\d+)?(?![’']s(?!\w))")
#: A word at least so much more frequent in French than in English is a French word that a translation would change.
_FRENCH_WORD = 0.8


def known_names(lines: Sequence[str], config: RepairConfig | None = None) -> tuple[str, ...]:
    """The names in `lines` that a translation into English must keep letter by letter, sorted, each once.

    They are the names of the table that stand in the text and are spelt alike in English, the words with inner
    capitals (DeepSeek, iPhone), and the sequences of capitalised words that hold no French word (Yvonne Gonzalez
    Rogers, but not Maison Blanche). Acronyms that are not in the table are left out: French ones have English
    counterparts (UE, PIB).
    """
    table = name_table(tuple(sorted((config or RepairConfig()).names.items())))
    lexicon = default_lexicon()
    found: set[str] = set()
    text = "\n".join(lines)
    words = words_of(text)
    # The words first: a search through the whole text for each name of the table would be slow.
    kept = _kept_by_first(table)
    for name, parts in chain.from_iterable(kept[word] for word in words.intersection(kept)):
        if words.issuperset(parts):
            for spelling in sorted({name, name.replace("'", "’")}):
                if re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text):
                    found.add(spelling)
    for line in lines:
        found.update(match.group() for match in _INNER.finditer(line) if len(match.group()) > 2)
        for match in _SEQUENCE.finditer(line):
            whole = match.group()
            for piece in [whole] if whole.split(" ")[0] in first_names() else _LINKS.split(whole):
                name = " ".join(_without_french(piece.split(" "), lexicon))
                if " " in name and not name.isupper() and name not in table.french:
                    found.add(name)
    return tuple(sorted(found))


@lru_cache(maxsize=8)
def _kept_by_first(table: NameTable) -> Mapping[str, tuple[tuple[str, list[str]], ...]]:
    """The names that English spells alike by their first word, each with all its words."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for name in sorted(table.kept):
        parts = _LETTERS.findall(name)
        found.setdefault(parts[0], []).append((name, parts))
    return {first: tuple(names) for first, names in found.items()}


def _without_french(parts: list[str], lexicon: Lexicon) -> list[str]:
    """The words of a sequence without French ones at its start; empty where there are any later on."""

    def french(word: str) -> bool:
        word = without_elision(0, word)[1]
        return word not in first_names() and lexicon.zipf(word) - lexicon.zipf(word, "en") >= _FRENCH_WORD

    parts = [without_elision(0, parts[0])[1], *parts[1:]]
    while parts and (french(parts[0]) or len(parts[0]) < 2 or not parts[0][0].isupper()):
        parts = parts[1:]
    return [] if any(french(part) for part in parts if part[0].isupper()) else parts
