"""Verbs of saying behind a quotation that lost their auxiliary: « … », expliqué le maire."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.typography import BLANK

_PARTICIPLE = (
    "(?:affirm|ajout|assur|confi|confirm|constat|déclar|déplor|estim|expliqu|indiqu|insist|ironis|martel|observ|plaid|"
    "plaisant|précis|racont|rappel|regrett|répliqu|rétorqu|soulign|soupir|témoign)é|admis|averti|conclu|reconnu|répondu"
)
#: Behind a participle these tell when, not who: « … », confirmé le lendemain.
_WHEN = (
    "an|année|automne|été|hiver|printemps|jour|lendemain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|"
    "matinée|midi|mois|même|moment|nuit|première|premier|semaine|siècle|soir|soirée|tout|trimestre|veille|week-end"
)
_SPOKEN = re.compile(
    rf"[»”\"](?P<comma>,?)[{BLANK}](?P<verb>{_PARTICIPLE})[{BLANK}]"
    rf"(?=(?P<many>les |des |ses |leurs |plusieurs )|(?:le |la |l[’']|une? |son |sa |ce |cette |M\.[{BLANK}]|Mme[{BLANK}])"
    rf"(?!(?:{_WHEN}|\d)(?![\w-]))[a-zà-ÿA-ZÀ-Þ]|[A-ZÀ-Þ][\w’-]+[{BLANK}][A-ZÀ-Þ])"
)
_OPENING = re.compile(r"[«“\"]")
#: Words of a quotation that is more than a title.
_LEAST = 5


@rule(
    "words.spoken-participle",
    category="words",
    confidence=0.9,
    why="The participle has a subject and no auxiliary: “a” was lost.",
    example=(
        "« Nous allons rouvrir avant Noël », assuré la directrice du musée.",
        "« Nous allons rouvrir avant Noël », a assuré la directrice du musée.",
    ),
    needs="»”\"",
    trigger=rf"[»”\"],?[{BLANK}](?:{_PARTICIPLE})[{BLANK}]",
)
def spoken_participle(line: Line, context: Context) -> Iterator[Change]:
    """Gives a verb of saying behind a quotation its auxiliary back, as a Spanish or Italian past tense loses it.

    Evidence: who says it follows the participle directly, which French has only with an auxiliary. Spares quotations of
    less than five words, which may be titles, and what tells when: « … », confirmé le lendemain.
    """
    for match in _SPOKEN.finditer(line.text):
        openings = [each.end() for each in _OPENING.finditer(line.text, 0, match.start())]
        if openings and len(line.text[openings[-1] : match.start()].split()) >= _LEAST:
            auxiliary = "ont " if match["many"] else "a "
            yield Change(match.start("verb"), match.start("verb"), auxiliary)
