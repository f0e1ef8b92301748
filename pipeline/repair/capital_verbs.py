"""Capitals of verbs inside a sentence: conjugated ones, participles after their auxiliary, infinitives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.capital_links import speaks_of_works
from pipeline.repair.capitals import TITLE_NOUNS, in_quotes, is_title_cased
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, is_person_noun, table_of
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.verbs import PARTICIPLE, is_usual, is_verb

_SPACE = "[ \u00a0\u202f]"
_ENDS = (".", "!", "?", "…", "»", "”", ")", ":", ";")
#: (It begins with the capital, and what stands before is looked at later: a search for a class of letters is fast.)
_CANDIDATE = re.compile(
    rf"(?P<word>[A-ZÀ-Þ][a-zà-ÿœ]{{2,}})(?![\w’'-])(?={_SPACE}(?P<next>[a-zà-ÿœ]+[’']?|\d)|{_SPACE}?[.,;:!?»)])"
)
_INSIDE = re.compile(rf"[\wà-ÿ%)»]{_SPACE}$")
_BEFORE = re.compile(r"([\wà-ÿœ]+(?:[’'-][\wà-ÿœ]+)*)[%)»]?[ \u00a0\u202f]+$")
_ADVERB = (
    r"(?:pas|plus|jamais|rien|guère|déjà|aussi|également|toujours|encore|bien|tous|toutes|tout|très|peu|ainsi|enfin|"
    r"même|ensuite|d[’']abord|[a-zà-ÿœ]{3,}ment)"
)
_HAVE = (
    r"(?:ai|as|avons|avez|ont|avai(?:s|t|ent)|aur(?:a|ai|ont|ait|aient)|ayant|avoir|eu(?:t|rent)?|"
    r"été|sui?s|sommes|êtes|sont|étai(?:t|ent)|ser(?:a|ont|ait|aient)|fut|furent|soit|soient|être|étant)"
)
_AFTER_AUXILIARY = re.compile(rf"(?<![\w-]){_HAVE}{_SPACE}(?:{_ADVERB}{_SPACE}){{0,2}}$")
#: After "a", which may stand for "à" before a name, and "est", the point of the compass, a subject has to come before.
_AFTER_HAS = re.compile(
    rf"(?:(?<![\w-])(?:il|elle|on|qui|ce|cela|ça|y|lui|leur|nous|vous|les){_SPACE}|[nlm][’']|[\wà-ÿœ%)»,]{_SPACE})"
    rf"(?:a|est){_SPACE}(?:{_ADVERB}{_SPACE}){{0,2}}$",
    re.IGNORECASE,
)
#: Endings of a third person that hardly any name has.
_FINITE = re.compile(r"(?:ait|aient|[iu]ra|[eiu]ront|[dtv]ra|[dtv]ront|era|èrent|[iu]rent|ent|înt)$")
_PRESENT = re.compile(r"(?:[^ée]e|[aeo]nd|[eiîû]t|ert)$")
_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")
#: After these a verb can't come, but a name can.
_NO_SUBJECT = frozenset(
    "le la les l un une des du de d à au aux en et ou ni par pour sur dans avec sans sous chez vers entre selon contre "
    "depuis dès comme que où quand si son sa ses leur leurs mon ma mes notre nos votre vos ce cet cette ces m mm mme mmes "
    "mlle dr pr monsieur madame saint sainte rue place avenue boulevard famille frères dit dite alias docteur maître "
    "van von san santa los las el al the of and da di do dos".split()
)
_TO_DO = frozenset(
    "pour de d à sans faut va vont peut peuvent doit doivent veut veulent devait devrait pourrait pourra voulait allait "
    "fait faire laisse laisser afin dû pu voulu fallu souhaite souhaitent souhaitait préfère préfèrent ose "
    "osent".split()
)
#: What an object or a complement begins with.
_OBJECT = frozenset(
    "le la les l’ l' un une des du au aux à que qu’ qu' son sa ses leur leurs ce cet cette ces pas plus déjà toujours "
    "encore d’ d' de en sur contre pour dans par avec aussi également avoir être ne n’ n' s’ s'".split()
)
_CAPITALISED = re.compile(r"[A-ZÀ-Þ][a-zà-ÿœ]{2,}")


@Picker
def _may_be_verb(run: str) -> bool:
    """Whether a run of letters with a capital is the form of a verb, and no first name."""
    verb = _CAPITALISED.fullmatch(run) is not None and is_verb(run.lower(), default_lexicon(), or_noun=True)
    return verb and run not in first_names()


@rule(
    "capitals.conjugated",
    category="capitals",
    confidence=0.85,
    why="The verb has a capital in the middle of the sentence.",
    example=(
        "Depuis, la marque Perdait de l’argent, les voisins Réclament une aide, et elle a Piqué du nez.",
        "Depuis, la marque perdait de l’argent, les voisins réclament une aide, et elle a piqué du nez.",
    ),
    picks=_may_be_verb,
    trigger=rf"[A-ZÀ-Þ](?<=[\wà-ÿ%)»]{_SPACE}.)[a-zà-ÿœ]{{2,}}(?![\w’'-])",
)
def conjugated(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a verb inside a sentence: conjugated, a participle after its auxiliary, an infinitive.

    Evidence: a form of a usual verb, no noun, which other languages and names do not have, where such a form is due: an
    ending of the third person after what can be a subject, a participle after "a", "ont", "été", an infinitive after
    "pour" or "peut" before its object. Spared: names, quoted titles, headlines in the English manner.
    """
    text = line.text
    if not text.rstrip().endswith(_ENDS):
        return
    for match in _CANDIDATE.finditer(text):
        word, at = match["word"].lower(), match.start("word")
        if not _INSIDE.search(text, max(0, at - 2), at) or not is_verb(word, context.lexicon, or_noun=True):
            continue
        if match["word"] in first_names() or match["word"] in table_of(context).types:
            continue
        due = not in_quotes(text, at) and _is_due(word, text, at, (match["next"] or "").replace("'", "’"), context)
        if due and not is_title_cased(text):
            yield Change(at, at + 1, text[at].lower())


def _is_due(word: str, text: str, at: int, following: str, context: Context) -> bool:
    """Whether a verb of this form is due at the place."""
    near = text[max(0, at - 60) : at]
    before = _BEFORE.search(near)
    if before is None:
        return False
    previous = before[1].replace("'", "’")
    last = previous.rpartition("’")[2]
    if PARTICIPLE.search(word) and (_AFTER_AUXILIARY.search(near) or _AFTER_HAS.search(near)):
        return True
    if not is_verb(word, context.lexicon):
        return False
    if _INFINITIVE.search(word):
        return (last in _TO_DO or previous in _TO_DO) and following in _OBJECT and is_usual(word, context.lexicon)
    if not following or last.lower() in _NO_SUBJECT or last.isdigit():
        return False
    if _FINITE.search(word):
        return last.islower() or following in _OBJECT
    # « le film Rencontre des … »: a title may be any verb in the present.
    return (
        _PRESENT.search(word) is not None
        and last.islower()
        and following in _OBJECT
        and last not in TITLE_NOUNS
        # "condamner Berne pour", "l’amiral Calme ne": a name is the object, or the noun’s own.
        and not _INFINITIVE.search(last)
        and not (following in ("ne", "n’", "s’") and is_person_noun(last))
        and not context.evidence(speaks_of_works)
    )
