"""How the documents of a batch spell their names: what each offers as evidence, put together, and what bears on one.

A name with inner capitals or in capitals throughout (BioNTech, ESMA) is not written so by chance, a plain one
(Biontech) may be. So the spellings with such capitals are counted, and the plain ones against them. What comes out does
not depend on the order of the documents.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.repair.line import Line
from pipeline.repair.name_evidence import FAMILY_PREFIX

_WORDS = re.compile(r"[^\W\d_]+")
_INNER_CAPITAL = re.compile(r"[^\W\d_A-ZÀ-Þ][A-ZÀ-Þ]")
#: Small letters before the first capital of a name: iPhone, eBay. More of them are two words run together.
_FEW_SMALL = re.compile(r"[^\W\d_A-ZÀ-Þ]{0,2}[A-ZÀ-Þ]")

#: Letters of an acronym, and of a name with inner capitals: shorter ones are abbreviations, longer ones no names.
_ACRONYM, _MIXED = range(3, 11), range(4, 31)
#: The most spellings that one document may offer: a list of part numbers says nothing about names.
_PER_DOCUMENT = 500
#: A spelling counts from so many documents, or from so many times in one.
_DOCUMENTS, _TIMES = 2, 3
#: How many times as often as every other spelling with such capitals, and as the plain one, it must be met.
_MAJORITY, _PLAIN_MAJORITY = 3.0, 1.5
#: Cells of each row of the table of plain spellings, which takes 8 MB whatever the size of the batch.
_CELLS = 1 << 20


class BatchNames:
    """Counts the spellings of names over documents, added in any order, in bounded memory.

    Plain spellings are counted in a count-min sketch (Cormode & Muthukrishnan 2005), which may count too many of one
    and then leaves a name alone, but never too few.
    """

    def __init__(self) -> None:
        self._spelt: dict[str, dict[str, tuple[int, int]]] = {}
        self._plain = (array("I", bytes(4 * _CELLS)), array("I", bytes(4 * _CELLS)))

    def add(self, lines: Iterable[str]) -> None:
        """Count what the raw lines of one document offer."""
        capitals, plain = offered(lines)
        for spelling, times in capitals.items():
            found = self._spelt.setdefault(spelling.lower(), {})
            before, documents = found.get(spelling, (0, 0))
            found[spelling] = before + times, documents + 1
        for word, times in plain.items():
            for row, cell in zip(self._plain, _cells(word), strict=True):
                row[cell] = min(row[cell] + times, 0xFFFFFFFF)

    def right(self) -> dict[str, str]:
        """The names on whose spelling the batch agrees: in small letters → as they are written."""
        return {small: best for small in sorted(self._spelt) if (best := self._agreed(small))}

    def _agreed(self, small: str) -> str | None:
        found = self._spelt[small]
        mixed = {spelling: seen for spelling, seen in found.items() if not spelling.isupper()}
        # Capitals throughout are also how a headline writes a name with inner ones.
        rivals = mixed or found
        best = max(sorted(rivals), key=lambda spelling: rivals[spelling])
        times, documents = rivals[best]
        others = sum(seen[0] for spelling, seen in rivals.items() if spelling != best)
        plain = min(row[cell] for row, cell in zip(self._plain, _cells(small), strict=True))
        enough = documents >= _DOCUMENTS or times >= _TIMES
        return best if enough and times >= _MAJORITY * others and times >= _PLAIN_MAJORITY * plain else None


def offered(lines: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """The spellings with telling capitals in a raw document, and the capitalised words in small letters; with counts.

    Lines in capitals throughout and addresses offer nothing.
    """
    capitals: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for line in lines:
        if line.isupper():
            continue
        text = line
        for start, end in reversed(Line(line, 0).untouchable):
            text = f"{text[:start]} {text[end:]}"
        for word in _WORDS.findall(text):
            if word.islower():
                continue
            if word.istitle():
                plain[word.lower()] += 1
            elif _telling(word):
                capitals[word] += 1
    most = sorted(capitals, key=lambda spelling: (-capitals[spelling], spelling))[:_PER_DOCUMENT]
    return Counter({spelling: capitals[spelling] for spelling in most}), plain


def relevant(names: Mapping[str, str], lines: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What of `BatchNames.right` bears on a document: the names that stand in it otherwise spelt, sorted."""
    words = {word for line in lines for word in _WORDS.findall(line)}
    smalls = {word.lower() for word in words if not word.isupper()} & names.keys()
    return tuple((small, names[small]) for small in sorted(smalls) if {small, small.capitalize()} & words)


def _telling(word: str) -> bool:
    if word.isupper():
        return len(word) in _ACRONYM
    return (
        len(word) in _MIXED
        and bool(_INNER_CAPITAL.search(word))
        and bool(_FEW_SMALL.match(word))
        and not FAMILY_PREFIX.match(word)
    )


def _cells(word: str) -> tuple[int, int]:
    data = word.encode("utf-8", "surrogatepass")
    return zlib.crc32(data) % _CELLS, zlib.crc32(data, 0x5BD1E995) % _CELLS
