"""The curly apostrophe, set before all other families look at a line.

It is what nearly every line of a French page needs; once it is right, a line that needs nothing else is not asked
about again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule


@rule(
    "typography.apostrophe",
    category="typography",
    confidence=0.98,
    why="French is set with the curly apostrophe.",
    example=("L'avion n'a pas pu se poser à l'heure.", "L’avion n’a pas pu se poser à l’heure."),
    needs="'",
)
def apostrophe(line: Line, context: Context) -> Iterator[Change]:
    """A straight apostrophe between two letters becomes ’.

    Spares quotation marks, feet and minutes (5' 12"), and whatever stands in another language or an address.
    """
    for match in re.finditer(r"'(?<=[^\W\d_].)(?=[^\W\d_])", line.text):
        yield Change(match.start(), match.end(), "’")
