"""What of one side of a pair has its counterpart on the other, by a lexicon learnt from parallel text.

The lexicon is IBM model 1 (Brown et al. 1993) over stems of content words; `python -m training.lexicon` makes it.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import wordfreq

from pipeline.check.quantities import NUMBER_WORDS

#: The table: a line for each French stem, then the English ones it goes with, each after a digit: the probability, in
#: tenths of its square root.
TABLE = "lexicon.fr-en.gz"
#: Words as frequent as these stand in sentences that have nothing to do with each other.
_FUNCTION_WORDS = 100
_ELIDED = frozenset(("qu", "jusqu", "lorsqu", "puisqu", "quelqu", "aujourd", "hui"))
#: Stems are cut here: "nationalisation" and "nationaliser" are one.
_STEM = 7
#: Different words that begin with as many letters are taken for kin: président – presidential.
_KIN_LETTERS, _KIN = 4, 0.5
#: Words looked at on each side; no sentence is as long.
_MOST = 400
_WORD = re.compile(r"[^\W\d_]+")


def stem(word: str) -> str:
    """The word in small letters without accents, final s, x and e, cut to seven letters."""
    plain = unicodedata.normalize("NFD", word.lower()).replace("œ", "oe").replace("æ", "ae")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for endings in ("sx", "e"):
        if len(plain) > 3 and plain[-1] in endings:
            plain = plain[:-1]
    return plain[:_STEM]


def content(text: str, language: str) -> list[tuple[str, str]]:
    """The stems of the words that carry the sense, each with its form in small letters, in order: without function
    words and single letters."""
    function = function_stems(language)
    forms = (word.lower() for word in _WORD.findall(text) if len(word) > 1)
    stems = ((stem(form), form) for form in forms)
    return [each for each in stems if len(each[0]) > 1 and each[0] not in function][:_MOST]


@cache
def function_stems(language: str) -> frozenset[str]:
    """The stems of the commonest words of French or English, and of number words, which have a check of their own."""
    usual = wordfreq.top_n_list(language, _FUNCTION_WORDS, "small")
    return _ELIDED | {stem(word) for word in (*usual, *NUMBER_WORDS[language])}


@dataclass(frozen=True, slots=True)
class Overlap:
    """For each content word of both sides, in order, how sure it is that the other side has it (0–1)."""

    fr: tuple[float, ...]
    en: tuple[float, ...]


def overlap(french: Sequence[str], english: Sequence[str]) -> Overlap:
    """Compare the stems of a pair.

    A word is there if the lexicon links it to a word of the other side, with
    the higher probability of both directions; if it is the same (a name); or,
    with 0.5, if it begins alike.
    """
    fr, en = dict.fromkeys(french, 0.0), dict.fromkeys(english, 0.0)
    kin: dict[str, list[str]] = {}
    for word in en:
        kin.setdefault(word[:_KIN_LETTERS], []).append(word)
    for word in fr:
        found = {other: value for other, value in linked(word).items() if other in en}
        if len(word) >= _KIN_LETTERS:
            for other in kin.get(word[:_KIN_LETTERS], ()):
                found[other] = max(found.get(other, 0.0), _KIN)
        if word in en:
            found[word] = 1.0
        for other, value in found.items():
            fr[word], en[other] = max(fr[word], value), max(en[other], value)
    return Overlap(tuple(fr[word] for word in french), tuple(en[word] for word in english))


@lru_cache(maxsize=1 << 14)
def linked(word: str) -> Mapping[str, float]:
    """The English stems that a French one goes with, and how surely."""
    return {each[1:]: (int(each[0]) / 10) ** 2 for each in _table().get(word, "").split()}


@cache
def _table() -> Mapping[str, str]:
    packed = (files(__package__) / "data" / TABLE).read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return {word: others for word, _, others in (line.partition(" ") for line in lines)}
