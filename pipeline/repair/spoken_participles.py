"""Past tenses that lost their auxiliary: « … », expliqué le maire; le gouvernement annoncé la fermeture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_nouns import finite
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.typography import BLANK
from pipeline.repair.verbs import PARTICIPLE, is_verb

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
    rf"(?=(?P<many>les |des |ses |leurs |plusieurs )"
    rf"|(?:le |la |l[’']|une? |son |sa |ce |cette |M\.[{BLANK}]|Mme[{BLANK}])"
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


#: Verbs whose past tense news is made of, as participles; none of them takes an object without an auxiliary.
_STATED_WORDS = (
    "accepté affirmé ajouté annoncé assuré confirmé critiqué demandé dénoncé déclaré décidé estimé expliqué indiqué "
    "ordonné précisé présenté proposé rappelé rejeté réclamé signé souligné admis promis reconnu répondu"
).split()
_STATED = "|".join(_STATED_WORDS)
_LOST = re.compile(
    rf"(?<=[^\W_][{BLANK}]|,[{BLANK}])(?P<verb>{_STATED})"
    rf"(?=[{BLANK}](?:(?:(?:les?|la|une?|des|son|sa|ses|leurs?)[{BLANK}]|l[’'])(?!(?:{_WHEN}|\d)(?![\w-]))"
    rf"(?P<object>[a-zà-ÿœ]+)(?![\w’'])|(?:[^\s,.;:!?«»“”()]+[{BLANK}]){{0,7}}qu(?:e[{BLANK}]|[’'])))"
)
_REST = re.compile(r"[^.!?…:;«»“”\"]*")
#: Where a clause of its own begins, whose verb is not that of the sentence.
_CLAUSE = re.compile(
    r"(?<![\w’'-])(?:(?:qui|que|dont|où|afin|pour|si|comme|lorsque|quand|car)(?!\w)|(?:qu|lorsqu)[’'])"
)
_SENTENCE = re.compile(r"[.!?…:;«»“”\"()][^\w]*(?=[^.!?…:;«»“”\"()]*\Z)")
_AUXILIARY = re.compile(
    r"(?<![\w-])(?:n[’']|s[’']|l[’']|y )?(?:ai|as|a|avons|avez|ont|avais|avions|aviez|avait|avaient|aura|auront|aurait|"
    r"auraient|ait|aient|eut|eurent|avoir|ayant|suis|es|sommes|êtes|est|sont|étais|étions|étiez|était|étaient|sera|seront|"
    r"serait|seraient|soit|soient|fut|furent|être|été|étant)(?![\w-])",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"(?:[^,]{{0,40}},[{BLANK}])?(?:(?P<many>Les|Des|Ses|Ces|Leurs|Plusieurs)"
    r"|Le|La|L[’']|Une?|Son|Sa|Leur|Ce|Cette|Cet|M\.|Mme|[A-ZÀ-Þ][\w-]+)(?![\w-])",
    re.IGNORECASE,
)
_NO_NOUN = frozenset(
    "fois comme bien ainsi jamais non pas plus déjà de d à en par et ou ni que qui dont où être tel telle si puis le "
    "la".split()
)


@rule(
    "words.lost-auxiliary",
    category="words",
    confidence=0.86,
    why="The participle has a subject, an object and no auxiliary: “a” was lost.",
    example=(
        "Le lendemain, le gouvernement annoncé la fermeture de la route.",
        "Le lendemain, le gouvernement a annoncé la fermeture de la route.",
    ),
    words=_STATED_WORDS,
    trigger=rf"[\w,][{BLANK}](?:{_STATED})[{BLANK}]",
)
def lost_auxiliary(line: Line, context: Context) -> Iterator[Change]:
    """Gives a past tense its auxiliary back: "le gouvernement annoncé la fermeture", "la firme, …, assuré que".

    Evidence: a subject begins the sentence, an object or "que" follows the participle, which a participle alone cannot
    have, and neither an auxiliary nor another verb stands before it in the sentence. Spares what tells when ("le plan
    annoncé la veille").
    """
    for match in _LOST.finditer(line.text):
        opening = _SENTENCE.search(line.text, 0, match.start())
        head = line.text[opening.end() if opening else 0 : match.start()].strip()
        subject = _SUBJECT.match(head)
        if subject is None or not head[:1].isupper() or _AUXILIARY.search(head) or " et " in head:
            continue
        parts = [part.strip() for part in head.rstrip(",").split(",")]
        told = " ".join(part for part in parts if not re.match(r"(?:qui|que|dont|où|qu[’']|d[’']où)(?!\w)", part))
        words = [word.rpartition("’")[2] for word in re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", told)]
        if len(words) < 2 and "," not in head or not words or words[-1].lower() in _NO_NOUN or head[-1] in "’'":
            continue
        if match["object"]:
            rest = _CLAUSE.split(_REST.match(line.text, match.end())[0])[0]
            words += re.findall(r"[^\W\d_]+", rest)
            words.append(match["object"])
        if not any(_is_finite(word, context) for word in words if word.islower()):
            yield Change(match.start("verb"), match.start("verb"), "ont " if subject["many"] else "a ")


def _is_finite(word: str, context: Context) -> bool:
    """Whether a word can only be a verb that has a subject."""
    if is_noun(word) or PARTICIPLE.search(word) or word.endswith(("er", "ir", "oir", "ant")):
        return False
    return word in finite() or is_verb(word, context.lexicon)
