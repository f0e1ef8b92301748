"""English verbs in brackets with their French in the first person behind them: « chaque élu [wants] nous voulons »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_having import SINGULAR, subject_person
from pipeline.repair.tables import load_table

#: English verb in the third person of the singular → the first person of the French ones.
_FIRST: Mapping[str, tuple[str, ...]] = {
    "wants": ("veux",), "wants to": ("veux",), "needs": ("dois",), "needs to": ("dois",), "has to": ("dois",),
    "must": ("dois",), "has": ("ai",), "can": ("peux",), "knows": ("sais",), "thinks": ("pense",), "says": ("dis",),
    "will": ("vais",), "is going to": ("vais",), "is": ("vais",), "does": ("fais",), "makes": ("fais",),
    "takes": ("prends",),
    "comes": ("viens",), "gives": ("donne",), "would like": ("voudrais",), "would like to": ("voudrais",),
    "could": ("pourrais", "pouvais"), "should": ("devrais",), "wanted": ("voulais",), "wanted to": ("voulais",),
}  # fmt: skip
_SAID = re.compile(
    rf"\[(?P<english>{'|'.join(sorted(_FIRST, key=lambda each: (-len(each), each)))})\] (?:[Jj]e |[Jj][’']|[Nn]ous )"
    r"(?P<not>ne |n[’'])?(?P<verb>[a-zà-ÿ]+)(?![\w’'-])"
)


@lru_cache(maxsize=1)
def _third() -> Mapping[tuple[str, str], str]:
    """First person of the singular and any first person of the same tense → the third person."""
    rows = load_table("brackets")["persons"]["forms"]
    return {(row[0], form): row[2] for row in rows for form in (row[0], row[3])}


@rule(
    "brackets.person",
    category="brackets",
    confidence=0.87,
    why="The subject is somebody else: the verb stands in the third person.",
    example=(
        "«\u00a0Chaque locataire, en ville ou à la campagne, [wants] nous voulons comprendre.\u00a0»",
        "«\u00a0Chaque locataire, en ville ou à la campagne, veut comprendre.\u00a0»",
    ),
    needs=("] nous ", "] je ", "] j’", "] j'"),
    in_foreign=True,
)
def person(line: Line, context: Context) -> Iterator[Change]:
    """“Chaque passager, devant ou derrière, [wants] nous voulons savoir” → “veut savoir”.

    Evidence: the English verb stands in the singular, its subject is a noun in the singular that begins the sentence,
    and the French behind it is the same verb in the first person. Spared: sentences without such a subject.
    """
    text = line.text
    for match in _SAID.finditer(text):
        forms = [_third().get((first, match["verb"])) for first in _FIRST[match["english"]]]
        found = next((form for form in forms if form), None)
        if found and subject_person(text, match.start()) == SINGULAR:
            yield Change(*match.span(), (match["not"] or "") + found)
