"""Which words are names rather than French words, whatever their capitals: two word lists under `data/`.

The lists follow from the word forms of wordfreq and from spelling dictionaries, which tell paris from Paris where a
table of frequencies in small letters cannot; `training/names_lexicon.py` makes them.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from pipeline.language import frequency
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.tables import load_table

#: Zipf frequency in English from which a word after a first name may be a stray English one: and, with, project.
_ENGLISH_WORD = 4.8
#: Zipf frequency in a foreign language from which a word that French does not have is a word there, not a name.
_FOREIGN_WORD = 3.6


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    """Words that French writes small, whatever the lists below say: peoples and their languages."""
    return frozenset(load_table("french")["small"]["words"])


@lru_cache(maxsize=1)
def capital_only() -> frozenset[str]:
    """Words, in small letters, that French writes with a capital only: mozart, kenya, hernandez."""
    return _words("lexicon_names")


@lru_cache(maxsize=1)
def not_french() -> frozenset[str]:
    """Further words, in small letters, that stand in French texts and are no French words: zimmer, baker, ocde."""
    return _words("lexicon_not_french")


def _words(name: str) -> frozenset[str]:
    text = (files("pipeline.repair") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#")) - _small()


@lru_cache(maxsize=1 << 16)
def ordinary(small: str, lexicon: Lexicon) -> bool:
    """Whether a word in small letters is a French word like any other."""
    return small not in capital_only() and small not in not_french() and lexicon.known(small)


@lru_cache(maxsize=1 << 16)
def may_name(small: str, lexicon: Lexicon) -> bool:
    """Whether a word in small letters can hardly be anything but a name where a name is due."""
    if small in capital_only():
        return True
    if small in _small():
        return False
    # (Both limits lie above what the small tables list, which are read much faster.)
    if frequency(small, "en") >= _ENGLISH_WORD:
        return False
    return small in not_french() or not (
        lexicon.known(small) or any(frequency(small, language) >= _FOREIGN_WORD for language in ("en", "es"))
    )
