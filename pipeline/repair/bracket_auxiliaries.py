"""English auxiliaries in brackets: whether the French beside the bracket says them again, and what renders them."""

from __future__ import annotations

import re

from pipeline.repair.bracket_context import in_person, subject
from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.rule import Change
from pipeline.repair.tables import load_table

NEXT_ELIDED = re.compile(r" ?(?:(?:ne|se|me|te|le|la|les|lui|leur|y|en) |[nsmtlj][’'])?([^\W\d_]+)")
_OBJECT_FIRST = re.compile(r" (?:nous|vous) ([^\W\d_]+(?:er|ir|re|oir))(?!\w)")
_LAST_WORD = re.compile(r"([^\W\d_]+) ?$")

MODALS = frozenset("va vont allait allaient peut pourrait devrait doit voudrait veut voulait".split()) | {
    "ne va pas", "ne peut pas", "ne pouvait pas", "ne doit pas", "ne devrait pas"
}  # fmt: skip
_SINGULAR_VERBS = ("is", "was", "has", "isn't", "wasn't")
_PLURAL_VERBS = ("are", "were", "have", "aren't", "weren't")


def rendered_verb(text: str, match: re.Match[str], french: str) -> Change:
    """The verb in the person of its subject; only proposed where nothing tells the person or the number."""
    why = "The English verb in brackets has this French."
    start, end = match.span()
    english = match.group(1).strip().lower().replace("’", "'").split(" ")[0]
    person, pronoun = subject(text, start)
    if not english.endswith("ing") and english not in ("be", "been", "to"):
        number = 2 if english in _SINGULAR_VERBS else 5 if english in _PLURAL_VERBS else None
        if person is None:
            return Change(start, end, f"[{french}]", why, confidence=None if number else 0.6)
        if not pronoun and number is not None and person != number:
            return Change(start, end, f"[{french}]", why, confidence=0.6)
        conjugated = in_person(french, person)
        if english == "am" and person == 0:
            conjugated = french
        if conjugated is None or (french.startswith("est ") and person in (3, 4, 5)):
            return Change(start, end, f"[{french}]", why, confidence=None if person == 2 else 0.6)
        french = conjugated
    lead = ""
    eliding = re.search(r"(?<![\w’'-])([Jj]e|[Cc]e) $", text[:start])
    if eliding and starts_with_vowel(french):
        start, lead = eliding.start(), eliding.group(1)[0] + "’"
    return Change(start, end, f"{lead}[{french}]", why)


#: Finite forms that are nouns or other words as well: before a bracket they do not say the verb.
_AMBIGUOUS = frozenset("a as reste pense soit".split())
_FUTURE = ("era", "eront", "erait", "eraient", "aient", "irait", "ira", "iront", "erons", "irons", "erez", "irez")
_THIS_IS = re.compile(r" ?ce (?:n[’']|ne |sera|serait|sont|fut|doit|peut)", re.IGNORECASE)


def infinitive_follows(text: str, end: int, lexicon: Lexicon) -> bool:
    found = _OBJECT_FIRST.match(text, end) or NEXT_ELIDED.match(text, end)
    return bool(found) and found.group(1).endswith(("er", "ir", "re", "oir")) and lexicon.known(found.group(1))


def verb_said_again(text: str, match: re.Match[str], lexicon: Lexicon) -> bool | None:
    """True where a finite verb stands beside the bracket, False where one may, None where none does."""
    following = NEXT_ELIDED.match(text, match.end())
    before = _LAST_WORD.search(text, max(0, match.start() - 30), match.start())
    if match.group(1).strip().lower() == "been":
        # The auxiliary beside a participle is not what the participle says.
        said = (before.group(1) if before else "", following.group(1) if following else "")
        return True if "été" in said else None
    infinitive = match.group(1).strip().lower().startswith("to ")
    said = before.group(1).lower() if before else ""
    if said in finite() - _AMBIGUOUS and not infinitive:
        return True
    if following is None:
        return None
    word = following.group(1).lower()
    if infinitive:
        return True if infinitive_follows(text, match.end(), lexicon) else None
    if word == "ce":
        return True if _THIS_IS.match(text, match.end()) else None
    if word in ("dit", "fait") and match.group(1).strip().lower() in ("has", "have", "had"):
        return None
    if _OBJECT_FIRST.match(text, match.end()):
        return None
    if word in finite() or word in load_table("brackets")["finite"]["subjects"]:
        return True
    if re.match(r" ?(?:j|c)[’']", text[match.end() : match.end() + 4], re.IGNORECASE):
        return True
    if word.endswith(_FUTURE) and lexicon.known(word):
        return True
    if word.endswith("ait") and lexicon.known(word[:-3] + "er"):
        return True
    plural = match.group(1).strip().lower() in ("are", "were", "have")
    if plural and word.endswith("ent") and lexicon.known(word[:-3] + "er"):
        return True
    if word.endswith("e") and lexicon.known(word + "r") and lexicon.zipf(word + "r") > 3:
        return False
    return None
