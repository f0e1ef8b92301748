"""The family names: first names that were translated before a family name that the document has with the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.evidence import vocabulary
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import capital_pairs, first_names
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table


@lru_cache(maxsize=1)
def _given() -> Mapping[str, tuple[str, ...]]:
    """First name → the French words that it means, with a capital."""
    table = load_table("names_meanings")["given"]
    return {name: tuple(word.capitalize() for word in words) for name, words in table.items()}


def given_readings(context: Context) -> Mapping[str, Mapping[str, str]]:
    """French word with a capital → family name behind it → the first name that the document has with it elsewhere."""
    words = context.evidence(vocabulary)
    table = _given()
    # (Most documents have none of them.)
    if not any(form in words for name in table.keys() & words.keys() for form in table[name]):
        return {}
    pairs = context.evidence(capital_pairs)
    found: dict[str, dict[str, str]] = {}
    for first, family in sorted(pair for pair in pairs if pair[0] in table):
        for form in table[first]:
            if (form, family) in pairs and form not in first_names() and words[form] <= words[first] + 1:
                found.setdefault(form, {})[family] = first
    return found


@rule(
    "names.translated_given",
    category="names",
    confidence=0.87,
    why="The document has this person under a first name that means this word.",
    example=(
        "Hope Williams dirige l’école. Espoir Williams a reçu un prix.",
        "Hope Williams dirige l’école. Hope Williams a reçu un prix.",
    ),
    among=given_readings,
)
def translated_given(line: Line, context: Context) -> Iterator[Change]:
    """Puts a first name back that was translated before its family name: "Dimanche Adeyemi" for Sunday Adeyemi.

    Only where the document has the family name behind the right first name as well. Spares words that are first names
    too (Victoire, Rose).
    """
    readings = context.evidence(given_readings)
    for match in _PAIR.finditer(line.text):
        name = readings.get(match["first"], {}).get(match["family"])
        if name:
            yield Change(*match.span("first"), name)


_PAIR = re.compile(r"(?<![\w’'-])(?:(?:[dl]|qu)[’'])?(?P<first>[A-ZÀ-Þ][a-zà-ÿœ]+) (?=(?P<family>[A-ZÀ-Þ][^\W\d_]*))")
