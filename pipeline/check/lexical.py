"""What the filters that look at words share: frequencies, and words compared without accents, case and inner marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import wordfreq

#: Marks inside a name, which come and go: GPT-4, GPT 4, X.AI.
_INNER = re.compile(r"(?<=\w)[-‑.](?=\w)")


def folded(text: str) -> str:
    """The text without accents and case, and without hyphens and stops inside words."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _INNER.sub("", bare.casefold().replace("’", "'"))


@lru_cache(maxsize=65536)
def zipf(word: str, language: str) -> float:
    """How common the form is, on the Zipf scale; 0 where wordfreq does not list it."""
    return wordfreq.zipf_frequency(word, language)
