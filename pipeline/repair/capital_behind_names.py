"""Capitals behind the name of a person: « Marc Delorme N’a pas », « a déclaré Anna Roux En sortant »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.attribution import SAYS
from pipeline.repair.capitals import in_quotes, is_title_cased
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.typography import BLANK

_NEGATED = rf"N[’'](?=[a-zà-ÿ][^.!?«»“”]{{0,40}}[{BLANK}](?:pas|plus|jamais|rien|guère|que|aucun)\b)"
_AUXILIARY = (
    rf"(?:Est|Ont|Avait|Avaient|Était|Sera|Serait|Aurait)(?=[{BLANK}](?:[a-zà-ÿ]+ment[{BLANK}]|aussi[{BLANK}]|"
    rf"déjà[{BLANK}]|encore[{BLANK}])?[a-zà-ÿœ]+(?:é|ée|és|i|ie|is|u|ue|us|mort|morte|ert)(?![\w’'-]))"
)
_PREPOSITION = "En|Dans|Lors|Après|Avant|Devant|Pendant|Depuis|Sur|Avec|Au|Aux|À"
_NAME = r"[A-ZÀ-Þ][a-zà-ÿ’-]+"
_CANDIDATE = re.compile(
    rf"(?<![\w’'-])(?P<first>{_NAME})[{BLANK}](?:{_NAME}[{BLANK}])?{_NAME}[{BLANK}](?P<verb>{_NEGATED}|{_AUXILIARY})"
    rf"|{SAYS}(?:[{BLANK}]{_NAME}){{1,3}}[{BLANK}](?P<preposition>{_PREPOSITION})(?=[{BLANK}][a-zà-ÿœ]{{2}})"
    rf"|[a-zà-ÿœ],[{BLANK}](?:et|mais|car)[{BLANK}](?P<linked>Dans|Lors|Après|Pendant|Depuis|Avec)"
    rf"(?=[{BLANK}](?:une?|son|sa|ses|leurs?|cette|ces?|d[’'e]|des|le|la|les)[{BLANK}])"
)


@rule(
    "capitals.behind-name",
    category="capitals",
    confidence=0.87,
    why="The word behind the name is an ordinary one of the sentence.",
    example=("Marc Delorme N’a pas répondu.", "Marc Delorme n’a pas répondu."),
    trigger=rf"[{BLANK}](?:N[’']|(?:Est|Ont|Avaient|Avait|Était|Sera|Serait|Aurait|Lors|{_PREPOSITION})[{BLANK}][a-zà-ÿ])",
)
def behind_name(line: Line, context: Context) -> Iterator[Change]:
    """Lower « N’a » and « Est » behind a person, a preposition behind who spoke, and « Dans » behind “, et”.

    Evidence: a first name and the family name before a negation that goes on or an auxiliary with its participle; a
    verb of saying before the name; a small word behind. Spared: quotations, headlines in the English manner, and places
    (“Dijon Est”), which begin with no first name.
    """
    text = line.text
    for match in _CANDIDATE.finditer(text):
        group = next(name for name in ("verb", "preposition", "linked") if match[name])
        at = match.start(group)
        auxiliary = match["verb"] and not match["verb"].startswith("N")
        if auxiliary and match["first"] not in first_names():
            continue
        if not in_quotes(text, at) and not is_title_cased(text):
            yield Change(at, at + 1, text[at].lower())
