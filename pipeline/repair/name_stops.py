"""The family names: a stop that fell between somebody's first name and family name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.lexicon import Lexicon
from pipeline.repair.line import Line
from pipeline.repair.name_compounds import has_finite_verb
from pipeline.repair.name_evidence import capital_pairs, first_names, is_person_noun, person_expected, table_of
from pipeline.repair.name_lexicon import capital_only, ordinary
from pipeline.repair.name_slots import is_speaker
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentences import ABBREVIATIONS, STOP_INSIDE
from pipeline.repair.tables import load_table

_BLANK = "[ \u00a0\u202f]"
_PART = r"[A-ZÀ-ÞŁŚŽŠČĐ][^\W\d_]*[^\W\d_A-ZÀ-Þ](?:-[A-ZÀ-ÞŁŚŽŠČĐ][^\W\d_]+)?"
_STOP = re.compile(
    rf"\.(?<=[^\W\d_A-ZÀ-Þ].){_BLANK}(?P<family>[A-ZÀ-ÞŁŚŽŠČĐ][^\W\d_]+(?:[-’'][A-ZÀ-ÞŁŚŽŠČĐ]?[^\W\d_]+)*)"
    rf"(?P<more>(?:{_BLANK}[A-ZÀ-ÞŁŚŽŠČĐ][^\W\d_]+)*)(?![\w’'-])"
)
_GIVEN = re.compile(
    rf"(?<![\w’'.-])(?:(?:[dl]|qu)[’'])?(?P<given>(?:(?!(?:Me|Mme|Mlle|Dr|Pr|Avec|Pour|"
    rf"Selon|Chez|Par|Contre|Comme|Avant){_BLANK}){_PART}{_BLANK}){{0,2}}(?P<last>{_PART}))\Z"
)
#: Abbreviations and parts of names that look like first names.
_CUT = frozenset(("Melle", "Sal", "Bros", "Univ"))
_FORMS_OF_ADDRESS = frozenset(("Mme", "Mmes", "Mlle", "Mlles", "Me", "Mes", "Dr", "Pr", "Mgr", "Sœur", "Sir", "Lord"))
_TITLE = re.compile(rf"(?<![\w’'-])(?:M\.|MM\.|Mme|Mlle|Me|Dr){_BLANK}\Z")
_CLAUSE = re.compile(r"(?:^|[.!?…;:«»“”(][ \u00a0\u202f]?)(?P<clause>[^.!?…;:«»“”(]*)\Z")
#: Between two commas, or behind the only one: what somebody is, and the name.
_APPOSED = re.compile(rf"(?P<head>[^,]*),{_BLANK}\Z")
_SENTENCE = re.compile(r"[^.!?…:«»“”]*")
#: A clause that depends on the name, up to its comma or its end.
_RELATIVE = re.compile(
    rf",{_BLANK}(?:à{_BLANK}|avec{_BLANK}|pour{_BLANK})?(?:qui|que|qu[’']|dont|où|lequel|laquelle)(?!\w)[^,]*(?:,|\Z)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Zipf frequency from which a family name is so well known that a sentence may begin with it alone.
_FAMOUS = 3.5
#: The same where both sides of the stop have a verb.
_HEARD = 2.0


@rule(
    "names.stop_in_person",
    category="sentences",
    confidence=0.86,
    why="A stop has fallen between the first name and the family name.",
    example=(
        "Le ministre de la Pêche, Juan Carlos. Henríquez, s’est rendu sur la côte.",
        "Le ministre de la Pêche, Juan Carlos Henríquez, s’est rendu sur la côte.",
    ),
    gate=STOP_INSIDE,
    trigger=r"\.(?<=[^\W\d_].)[ \u00a0\u202f][A-ZÀ-ÞŁŚŽŠČĐ]",
)
def stop_in_person(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop between a first name and a family name that no table has: “déplore Ettore. Rinaldi.”

    Evidence: a person must stand before the stop (behind what he is, behind a verb of saying or “selon”, behind a
    title) or a well-known first name does; and what the stop ends or begins has no verb and is no sentence; or the
    family name is one that nobody knows and that the text has not had before. Spares French words, first names, firms
    and places, which may begin a sentence, and persons whom the document has under another first name.
    """
    text = line.text
    for match in _STOP.finditer(text):
        given = _GIVEN.search(text, max(0, match.start() - 45), match.start())
        if given is None or len(last := given["last"]) < 3 or last in _CUT or last.lower() in ABBREVIATIONS:
            continue
        if _is_one_person(text, given, match, context):
            yield Change(match.start(), match.start() + 1, "")


def _is_one_person(text: str, given: re.Match[str], match: re.Match[str], context: Context) -> bool:
    family, lexicon = match["family"], context.lexicon
    small = re.split("[-’']", family)[0].lower()
    known = family in first_names() or family in table_of(context).types
    if known or family in _FORMS_OF_ADDRESS or _begins_sentence(small):
        return False
    if ordinary(small, lexicon) or not _unknown(family.lower()) and context.lexicon.zipf(small) >= _FAMOUS:
        return False
    if any(second == family and first != given["last"] for first, second in context.evidence(capital_pairs)):
        return False
    start = given.start("given")
    clause = _CLAUSE.search(text, 0, start)["clause"]
    expected = _is_expected(text, clause, start, match.start())
    parts = re.split(_BLANK, given["given"])
    known = all(_is_given(part) for part in parts)
    if not known and len(parts) > 1:
        # "Carmen Iglesias. Soto": the name is whole.
        return False
    strange = given["given"] in table_of(context).types or not _may_be_given(given["given"], lexicon)
    if not known and (strange or not expected):
        return False
    after = _SENTENCE.match(text, match.end()).group()
    told = has_finite_verb(clause, context)
    if _HIMSELF.match(after):
        return not told and expected
    tells = _PRONOUN.match(after) is not None or has_finite_verb(_RELATIVE.sub(" ", after), context)
    if not (told and tells):
        # A first name that no verb goes with ends no sentence; a family name without one begins none.
        begun = not told and _PHRASE.match(clause) is not None
        return bool(expected or begun or not tells and (clause.strip() or _closes(after)) or _AGE.match(after))
    return known and expected and lexicon.zipf(small) < _HEARD and _is_new(family, text, match.start(), context)


_HIMSELF = re.compile(rf",{_BLANK}(?:lui|elle)(?:-même)?,")
_PRONOUN = re.compile(rf"{_BLANK}(?:(?:le|la|les|lui|leur|y|se|ne|nous|vous){_BLANK}|[lsnmt][’'])")
#: What stands before a first name and is no sentence.
_PHRASE = re.compile(
    r"(?:L[ae]s?|Une?|S[ao]n|Leur|Cet?|Cette|Avec|Pour|Selon|Chez|Par|Contre|Comme|Après|Avant|Sans|Devant|Face)(?!\w)"
    r"|(?:L|D)[’']"
)
_AGE = re.compile(rf",{_BLANK}\d{{1,3}}{_BLANK}ans(?!\w)")


def _closes(after: str) -> bool:
    return not after or after.startswith(",")


def _is_given(part: str) -> bool:
    return part in first_names() or all(each in first_names() for each in part.split("-")) or part in ("Max", "Jean")


def _may_be_given(given: str, lexicon: Lexicon) -> bool:
    """Whether words with a capital can be first names that no table has."""
    return not any(ordinary(word.lower(), lexicon) for word in _WORD.findall(given))


def _unknown(small: str) -> bool:
    return small not in capital_only()


def _begins_sentence(small: str) -> bool:
    return small in load_table("french")["names"]["starters"]


def _is_expected(text: str, clause: str, start: int, end: int) -> bool:
    """Whether only a person can stand at this place."""
    if is_speaker(text, start) or _TITLE.search(text, max(0, start - 6), start) or person_expected(text, start, end):
        return True
    apposed = _APPOSED.search(clause)
    if apposed is None:
        return False
    head = re.split(r",[ \u00a0]", apposed["head"])[-1]
    words = [word.lower() for word in _WORD.findall(head)]
    return any(is_person_noun(word) for word in words)


def _is_new(family: str, text: str, at: int, context: Context) -> bool:
    """Whether the text has not had the name before."""
    return family not in text[:at] and sum(family in other for other in context.lines) <= 1
