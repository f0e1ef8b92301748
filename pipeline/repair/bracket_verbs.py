"""English verbs of editorial insertions in the third person, and their French: "who work" → "qui travaillent"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.repair.tables import load_table

Form = Literal["base", "s", "past", "participle", "ing"]

#: Stands between the two numbers of a past tense, of which the French around the bracket says the right one.
EITHER = "\u2502"
_AUXILIARIES = {"has": "a", "have": "ont", "had": "avait"}
_PROGRESSIVE = {"is": "s", "are": "base"}


@dataclass(frozen=True, slots=True)
class Verb:
    """A French verb: the infinitive, the present (il, ils) and the participle."""

    infinitive: str
    singular: str
    plural: str
    participle: str


def conjugated(entry: str | list[str]) -> Verb:
    """The verb of an entry of the table: the infinitive of one in -er, or all four forms."""
    if isinstance(entry, list):
        return Verb(*entry)
    verb, _, rest = entry.partition(" ")
    tail = f" {rest}" if rest else ""
    stem = verb.removesuffix("er")
    stem_e = stem[:-1] + "i" if stem.endswith("y") else stem
    return Verb(entry, f"{stem_e}e{tail}", f"{stem_e}ent{tail}", f"{stem}é{tail}")


@lru_cache(maxsize=1)
def verb_forms() -> Mapping[str, tuple[Verb, Form]]:
    """English form → the French verb and which form it is."""
    table = load_table("brackets")
    found: dict[str, tuple[Verb, Form]] = {}
    irregular = {base for base, form in table["action_forms"].values() if form == "past"}
    for base, entry in table["actions"].items():
        verb = conjugated(entry)
        stem = base.removesuffix("e")
        ends_y = base.endswith("y") and base[-2] not in "aeiou"
        found[base] = (verb, "base")
        ending = "es" if base.endswith(("s", "sh", "ch", "x")) else "s"
        found[base[:-1] + "ies" if ends_y else base + ending] = (verb, "s")
        found[stem + "ing"] = (verb, "ing")
        if base not in irregular:
            found[base[:-1] + "ied" if ends_y else stem + "ed"] = (verb, "past")
    for english, (base, form) in table["action_forms"].items():
        if base in table["actions"]:
            found[english] = (conjugated(table["actions"][base]), form)
    return found


def infinitive(word: str) -> str | None:
    """The French infinitive of an English base form."""
    verb, form = verb_forms().get(word, (None, "base"))
    return verb.infinitive if verb is not None and form == "base" else None


def french_verb(words: tuple[str, ...], at: int) -> tuple[str, int] | None:
    """The French of the verb that begins at `at` (lower case) and the place behind it; None where none is known.

    A past tense that does not tell its number is given in both, divided by EITHER.
    """
    word = words[at]
    following = verb_forms().get(words[at + 1]) if at + 1 < len(words) else None
    if word in _PROGRESSIVE and following and following[1] == "ing":
        return (following[0].singular if word == "is" else following[0].plural), at + 2
    if word in _AUXILIARIES and following and following[1] in ("past", "participle") and following[0].participle:
        return f"{_AUXILIARIES[word]} {following[0].participle}", at + 2
    known = verb_forms().get(word)
    if known is None:
        return None
    verb, form = known
    if form == "s":
        return verb.singular, at + 1
    if form == "base":
        return verb.plural, at + 1
    if form == "past" and verb.participle:
        return f"a{EITHER}ont {verb.participle}", at + 1
    return None


def past_participle(word: str) -> str | None:
    """The French participle of an English past form or participle."""
    verb, form = verb_forms().get(word, (None, "base"))
    return verb.participle or None if verb is not None and form in ("past", "participle") else None


def past_forms() -> frozenset[str]:
    """The English past forms and participles whose French participle the table gives."""
    return frozenset(word for word in verb_forms() if past_participle(word))
