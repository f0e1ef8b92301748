"""Names of two words whose second word lost its capital: Kyma lines, beside Kyma Lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.repair.evidence import all_words
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import capital_pairs
from pipeline.repair.name_lexicon import ordinary
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.typography import BLANK

_PAIR = re.compile(rf"(?<![\w’'-])(?P<first>[A-ZÀ-Þ][\w-]+)[{BLANK}](?P<second>[a-zà-ÿœ]{{3,}})(?![\w’'-])")


_ARTICLES = frozenset("Le La Les L Un Une Des Du De En Au Aux Et".split())


def small_seconds(context: Context) -> Mapping[str, frozenset[str]]:
    """Words that the document has both small and as the second word of a name → the first words of those names."""
    words = context.evidence(all_words)
    found: dict[str, set[str]] = {}
    for first, second in sorted(context.evidence(capital_pairs)):
        small = second.lower()
        if small in words and first not in _ARTICLES and second[1:].islower() and not ordinary(small, context.lexicon):
            found.setdefault(small, set()).add(first)
    return {small: frozenset(firsts) for small, firsts in found.items()}


@rule(
    "names.second_word",
    category="names",
    confidence=0.9,
    why="The document has this name with both its capitals elsewhere.",
    example=(
        "La société Volta Freight a fermé. Les créanciers de Volta freight attendent.",
        "La société Volta Freight a fermé. Les créanciers de Volta Freight attendent.",
    ),
    among=small_seconds,
)
def second_word(line: Line, context: Context) -> Iterator[Change]:
    """Gives the second word of a name its capital back: "Kyma lines" where the document has "Kyma Lines".

    Only words that are no French ones: "la Banque populaire" and "le Parti libéral" are right beside their capitals.
    """
    readings = context.evidence(small_seconds)
    for match in _PAIR.finditer(line.text):
        if match["first"] in readings.get(match["second"], ()):
            start = match.start("second")
            yield Change(start, start + 1, line.text[start].upper())
