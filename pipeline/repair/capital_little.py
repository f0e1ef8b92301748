"""Capitals of little words behind a verb or a conjunction: numbers, degrees, “que”, articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.capital_links import NAMES_TITLE, speaks_of_works
from pipeline.repair.capitals import TITLE_NOUNS, in_quotes, is_title_cased
from pipeline.repair.heads import Headed
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.verbs import is_verb

_SPACE = "[ \u00a0\u202f]"
_NUMBERS = "Deux Trois Quatre Cinq Six Sept Huit Neuf Dix Onze Douze Quinze Vingt Trente Cent Mille Plusieurs".split()
_DEGREES = "Très Trop Assez Plutôt Particulièrement Extrêmement".split()
_ABOUT = "Environ Presque".split()
_MORE = "Près Plus Moins".split()
_ARTICLES = "Le La Les Un Une".split()
_BE = "est|sont|était|étaient|fut|sera|serait|reste|devient|semble|paraît"
_CLAUSE = "que|lorsque|puisque|quand|parce que|tandis que|alors que|car"
_CANDIDATE = Headed(
    rf"(?<=[a-zà-ÿœ]{_SPACE})(?:(?P<number>{'|'.join(_NUMBERS)})(?={_SPACE}[a-zà-ÿœ]{{3,}}[sx](?![\w’'-]))"
    rf"|(?P<degree>{'|'.join(_DEGREES)})(?={_SPACE}[a-zà-ÿœ]{{3,}})"
    rf"|(?P<about>(?:{'|'.join(_ABOUT)})(?={_SPACE}\d)|(?:{'|'.join(_MORE)})(?={_SPACE}de{_SPACE}\d))"
    rf"|(?P<que>Que)(?={_SPACE}(?:l[ea]s?|un|une|son|sa|ses|leurs?|ce|cette|ces|des)(?!\w)|{_SPACE}l[’'][a-zà-ÿœ])"
    rf"|(?P<article>{'|'.join(_ARTICLES)})(?={_SPACE}[a-zà-ÿœ]{{3,}}))"
    rf"|(?<=[a-zà-ÿœ],{_SPACE})(?P<parted>{'|'.join(_NUMBERS)})(?={_SPACE}[a-zà-ÿœ]{{3,}}[sx]{_SPACE}[a-zà-ÿ])",
    heads=rf"[A-ZÀ-Þ](?<={_SPACE}.)",
)
_PREVIOUS = re.compile(r"([a-zà-ÿœ]+(?:[’'-][a-zà-ÿœ]+)*)[ \u00a0\u202f,]+\Z")
#: Behind these a number or a degree may begin a name: les Trois Vallées, de Deux ans, le Très haut débit.
_BEFORE_NAME = frozenset(
    "le la les l un une des du de d au aux à son sa ses leur leurs ce cet cette ces mon ma mes notre nos votre vos et "
    "ou en dans pour par sur avec sans chez vers entre contre comme selon".split()
)


@rule(
    "capitals.little-word",
    category="capitals",
    confidence=0.86,
    why="A little word inside the sentence has a capital.",
    example=(
        "Il espère Que la loi passera, car la situation est Très tendue.",
        "Il espère que la loi passera, car la situation est très tendue.",
    ),
    words=(*_NUMBERS, *_DEGREES, *_ABOUT, *_MORE, *_ARTICLES, "Que"),
)
def little_word(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a number before its noun, of a degree behind “est”, of “que” behind a verb, of an article
    behind “que” or “est”.

    Evidence: a small letter stands before, a small word behind, and what stands before can have no title or name
    behind it. Spared: quotations, headlines, documents that speak of works of art, whose titles begin with such words.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ")")):
        return
    for match in _CANDIDATE.finditer(text):
        at = match.start()
        before = _PREVIOUS.search(text, max(0, at - 40), at)
        if before is None or in_quotes(text, at):
            continue
        previous = before.group(1).replace("'", "’")
        inside = _is_inside(match, previous, context) and not context.evidence(speaks_of_works)
        if inside and not is_title_cased(text):
            yield Change(at, at + 1, text[at].lower())


def _is_inside(match: re.Match[str], previous: str, context: Context) -> bool:
    last = previous.rpartition("’")[2]
    if previous in TITLE_NOUNS or NAMES_TITLE.match(previous):
        return False
    if match["parted"] or match["about"]:
        return True
    if match["degree"]:
        return re.fullmatch(_BE, last) is not None
    if match["article"]:
        if re.fullmatch(_CLAUSE, previous):
            return True
        return re.fullmatch(_BE, last) is not None and match["article"] in ("Un", "Une")
    if last in _BEFORE_NAME or is_noun(last):
        return False
    return is_verb(last, context.lexicon)
