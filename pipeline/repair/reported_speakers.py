"""Who said a quotation, behind it: « … », “ont-elle raconté”, « … », “a ajouté” en sortant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.lost_subjects import ADVERB, DONE
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.spoken_pronouns import speaker
from pipeline.repair.subjects import is_person, spoken_of, without_quotations
from pipeline.repair.typography import BLANK

_MANY_FOR_ONE = re.compile(
    rf"[»”],[{BLANK}](?P<verb>ont|avaient)(?=-(?P<pronoun>il|elle)[{BLANK}](?:{ADVERB}[{BLANK}])?(?:{DONE})(?!\w))"
)
_SINGULAR = {"ont": "a-t", "avaient": "avait"}


def _gender(line: Line, at: int, context: Context) -> str | None:
    """The gender of the one person whom the sentences before speak of, or who said the quotation before."""
    return spoken_of(without_quotations(line.text)[:at], "", context) or speaker(line.text, at, context)


@rule(
    "words.speaker-number",
    category="words",
    confidence=0.85,
    why="One person speaks: the verb stands in the singular, as the pronoun does.",
    example=(
        "La maire a reçu la presse. «\u00a0On verra bien\u00a0», ont-elle expliqué.",
        "La maire a reçu la presse. «\u00a0On verra bien\u00a0», a-t-elle expliqué.",
    ),
    trigger=r"(?:ont|avaient)-(?:il|elle)(?!\w)",
)
def speaker_number(line: Line, context: Context) -> Iterator[Change]:
    """« … », “ont-elle expliqué” → « … », a-t-elle expliqué.

    Evidence: the verb and its pronoun clash, and the sentences before speak of one person of that gender; where they do
    not show it, the pronoun may have lost its s instead, and the change is proposed.
    """
    for match in _MANY_FOR_ONE.finditer(line.text):
        gender = _gender(line, match.start() + 1, context)
        sure = gender == ("f" if match["pronoun"] == "elle" else "m")
        yield Change(*match.span("verb"), _SINGULAR[match["verb"]], confidence=None if sure else 0.6)


_NO_SUBJECT = re.compile(
    rf"[»”],[{BLANK}](?P<verb>a|avait)[{BLANK}](?:{ADVERB}[{BLANK}])?(?:{DONE})"
    rf"(?P<rest>[{BLANK}]en[{BLANK}][a-zà-ÿ]+ant(?![\w’'-])[^.;:!?«»“”]{{0,60}}|)\.(?=[{BLANK}]|\Z)"
)
#: Behind a gerund that takes no object stands who said it.
_THEN_SUBJECT = re.compile(
    rf"[{BLANK}]en[{BLANK}](?:souriant|riant|plaisantant|soupirant|pleurant|hésitant|partant)"
    rf"[{BLANK}](?:l[ea]s?|l[’']|un|une|son|sa|ses)"
)


@rule(
    "words.lost-speaker",
    category="words",
    confidence=0.84,
    why="Nobody says it: the pronoun behind the verb was lost.",
    example=(
        "Le maire a reçu la presse. «\u00a0On verra bien\u00a0», a expliqué en quittant la salle.",
        "Le maire a reçu la presse. «\u00a0On verra bien\u00a0», a-t-il expliqué en quittant la salle.",
    ),
    trigger=rf"[»”],[{BLANK}](?:a|avait)[{BLANK}][^.»”]{{2,110}}\.",
)
def lost_speaker(line: Line, context: Context) -> Iterator[Change]:
    """« … », “a expliqué en quittant la salle.” → « … », a-t-il expliqué en quittant la salle.

    Evidence: a verb of saying behind a quotation, then the stop or a gerund and the stop, with no person and no name
    between; the sentences before speak of one person, whose gender they show, else it is only proposed. Spares
    “a ajouté en riant le ministre”.
    """
    for match in _NO_SUBJECT.finditer(line.text):
        words = re.findall(r"[\wà-ÿ-]+", match["rest"])
        if any(word[0].isupper() or is_person(word) for word in words) or _THEN_SUBJECT.match(match["rest"]):
            continue
        gender = _gender(line, match.start() + 1, context)
        pronoun = "elle" if gender == "f" else "il"
        joined = f"a-t-{pronoun}" if match["verb"] == "a" else f"avait-{pronoun}"
        yield Change(*match.span("verb"), joined, confidence=None if gender else 0.6)
