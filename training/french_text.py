"""The sentences that a network which writes French learns from."""

from __future__ import annotations

import re
from collections import defaultdict

from .data import Corpus


def french_and_spanish(french: Corpus, spanish: Corpus) -> Corpus:
    """French and Spanish sentences with the same English one, by the Spanish tag; at most two French for a Spanish."""
    known: dict[str, list[str]] = defaultdict(list)
    for tag in sorted(french):
        for ours, english in french[tag]:
            if ours not in known[english]:
                known[english].append(ours)
    return {
        tag: [(ours, theirs) for theirs, english in pairs for ours in known.get(english, [])[:2]]
        for tag, pairs in spanish.items()
    }


def in_style(french: str) -> str:
    """With « » and straight apostrophes; the spaces are made equal by the vocabulary."""
    french = french.replace("’", "'").replace("“", '"').replace("”", '"')
    if '"' in french and french.count('"') % 2 == 0 and "«" not in french:
        parts = french.split('"')
        french = parts[0] + "".join(
            f"« {part.strip()} »" if i % 2 == 0 else part for i, part in enumerate(parts[1:])
        )
    return re.sub(r" ?»", " »", re.sub(r"« ?", "« ", french))


def curly(english: str) -> str:
    """English with curly apostrophes and quotation marks."""
    english = re.sub(r"(?<=\w)'(?=\w)", "’", english)
    return re.sub(r'(?<!\S)"(?=\S)', "“", english).replace('"', "”")
