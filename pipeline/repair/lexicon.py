"""What words exist and how frequent they are: wordfreq's tables, read through one small object.

wordfreq (Speer 2022, https://doi.org/10.5281/zenodo.7199437) gives the frequency of a word form in many
languages on the Zipf scale (van Heuven et al. 2014): log10 of occurrences in a thousand million words, so that
3 is a word met once in a million and 6 one met a thousand times.
"""

from __future__ import annotations

import math
from functools import lru_cache

import wordfreq

#: Below this a word form is as good as unknown: wordfreq's own noise floor in French lies near 1.5.
KNOWN = 1.8


class Lexicon:
    """Frequencies of word forms; lower and upper case are not told apart."""

    def zipf(self, word: str, language: str = "fr") -> float:
        """The Zipf frequency of a form (0 where it is not listed)."""
        return _zipf(word.lower().replace("’", "'"), language)

    def lists(self, form: str, language: str = "fr") -> bool:
        """Whether the tables have the form, given in lower case without apostrophes, however rare it is."""
        return form in _frequencies(language)

    def known(self, word: str, language: str = "fr") -> bool:
        """Whether the form is a word of the language and not noise."""
        return self.zipf(word, language) >= KNOWN


@lru_cache(maxsize=1 << 16)
def _zipf(word: str, language: str) -> float:
    frequency = _frequencies(language).get(word)
    return math.log10(frequency) + 9 if frequency else 0.0


@lru_cache(maxsize=None)
def _frequencies(language: str) -> dict[str, float]:
    return wordfreq.get_frequency_dict(language, "best")


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """The lexicon of this process; a table of about 30 MB a language is read at the first question."""
    return Lexicon()
