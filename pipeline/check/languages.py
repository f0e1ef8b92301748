"""Filters that look at the language of each side.

The commonest words tell a language even in a short sentence, where statistical
detectors guess (langdetect is wrong on one clause in seven of French news).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.check.filters import Pair, check
from pipeline.language import FOREIGN, foreign_spans, frequency

#: What one word can say at most, so that no single one decides.
_CAP = 2.5
#: With fewer ordinary words there is no evidence.
_MIN_WORDS = 4


@check("wrong-language-fr", threshold=0.0, fails="above", source="bicleaner-hardrules, no_wrong_language")
def wrong_language_fr(pair: Pair) -> float | None:
    """How much more usual the words of the French side are in the likeliest other language (log10, mean of a word)."""
    return _excess(pair.fr_words, "fr")


@check("wrong-language-en", threshold=0.0, fails="above", source="bicleaner-hardrules, no_wrong_language")
def wrong_language_en(pair: Pair) -> float | None:
    """The same for the English side."""
    return _excess(pair.en_words, "en")


@check("stray-language", threshold=0.0, fails="above", source="pipeline.language, foreign_spans")
def stray_language(pair: Pair) -> float:
    """Share of the characters of the French side that belong to stretches in another language."""
    if not pair.fr:
        return 0.0
    return sum(span.end - span.start for span in foreign_spans(pair.fr)) / len(pair.fr)


def _excess(words: Sequence[str], expected: str) -> float | None:
    """Capitalised words are left out: a name speaks for no language."""
    forms = [
        part.lower() for word in words for part in word.replace("’", "'").replace("'", " ").split() if part[0].islower()
    ]
    if len(forms) < _MIN_WORDS:
        return None
    others = [language for language in ("fr", *FOREIGN) if language != expected]
    own = [frequency(form, expected) for form in forms]
    return max(
        sum(max(-_CAP, min(_CAP, frequency(form, other) - mine)) for form, mine in zip(forms, own, strict=True))
        for other in others
    ) / len(forms)
