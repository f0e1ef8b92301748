"""Noun phrases of other languages as they were read, and their French: agreement, elision, the place of adjectives."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.repair.bracket_french import joined, starts_with_vowel
from pipeline.repair.stray_vocabulary import Adjective, Noun


#: An adjective, the degree before it (plus, très) and whether it was French already.
Qualifier = tuple[Adjective, str, bool]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as it was read."""

    stop: int
    noun: Noun
    number: str
    determiner: str = ""
    whole: bool = False
    count: str = ""
    before: tuple[Qualifier, ...] = ()
    behind: tuple[Qualifier, ...] = ()
    cases: str = "1234"

    @property
    def plural(self) -> bool:
        return self.number == "p" or "P" in self.noun.marks


#: Adjectives that stand before a French noun wherever they stood, those that mean something else behind it, and those
#: that may be before it where the other language has them there.
_MOVED = frozenset(
    "faux grand petit nouveau vieux jeune bon mauvais beau long gros premier deuxième troisième quatrième".split()
)
_EITHER = frozenset(
    "important grave terrible célèbre principal futur actuel profond riche pauvre triste simple pur".split()
)
_FORMS = {
    "un": ("un", "une", "des"), "ce": ("ce", "cette", "ces"), "son": ("son", "sa", "ses"), "mon": ("mon", "ma", "mes"),
    "notre": ("notre", "notre", "nos"), "leur": ("leur", "leur", "leurs"), "chaque": ("chaque", "chaque", ""),
    "aucun": ("aucun", "aucune", ""), "plusieurs": ("", "", "plusieurs"), "quelques": ("", "", "quelques"),
    "des": ("", "", "des"), "beaucoup de": ("", "", "beaucoup de"), "le": ("le", "la", "les"),
    "plus de": ("plus de", "plus de", "plus de"), "moins de": ("moins de", "moins de", "moins de"),
}  # fmt: skip
_BEFORE_VOWEL = {"le": "l’", "la": "l’", "ce": "cet", "ma": "mon", "sa": "son"}
_UNELIDED = ("onze", "huit", "oui", "un ", "onzième", "huitième")
OWNERS = frozenset("son mon notre leur".split())
#: "La semaine dernière", but "le dernier jour".
_CALENDAR = frozenset("semaine mois année siècle week-end".split())


def in_french(phrase: Phrase, language: str, several: bool | None) -> str | None:
    """The noun phrase in French, with what agrees; None where the tables do not tell.

    `several`: whether those who own something are several.
    """
    noun, plural, gender = phrase.noun, phrase.plural, phrase.noun.gender
    name = noun.plural if plural else noun.singular
    if noun.singular == "année" and phrase.count and not phrase.before and not phrase.behind:
        name, gender = "ans" if plural else "an", "m"
    if noun.singular == "homme" and phrase.determiner.rstrip("?") in OWNERS and not plural:
        name = "mari"
    front: list[str] = []
    back: list[str] = []
    for adjective, degree, native in phrase.before:
        first = adjective.forms[0]
        ahead = adjective.before or native or language not in ("de", "en") and first in _EITHER
        if first in ("prochain", "dernier") and noun.singular in _CALENDAR and not plural and phrase.determiner == "le":
            ahead = False
        (front if ahead else back).append(_degreed(adjective, degree, gender, plural, phrase, back=not ahead))
    for adjective, degree, _ in phrase.behind:
        first = adjective.forms[0]
        if adjective.before and not degree:
            if first not in _MOVED:
                return None
            front.append(_degreed(adjective, degree, gender, plural, phrase, back=False))
        else:
            back.append(_degreed(adjective, degree, gender, plural, phrase, back=True))
    count = [phrase.count] if phrase.count else []
    words = [*count, *front, name, *back]
    for place, word in enumerate(words[:-1]):
        if gender == "m" and not plural and _vowel(words[place + 1]):
            words[place] = {"nouveau": "nouvel", "beau": "bel", "vieux": "vieil"}.get(word, word)
    core = " ".join(words)
    key = phrase.determiner
    if key == "son?":
        key = "leur" if several else "son"
    if not key:
        return core
    if phrase.count and key in ("un", "des"):
        return None
    if key == "nombreux":
        return f"de nombreuses {core}" if gender == "f" else f"de nombreux {core}"
    form = _FORMS[key][2 if plural else gender == "f"]
    if not form:
        return None
    if key in ("un", "des") and plural and front and not count:
        form = "de"
    whole = ("toutes" if gender == "f" else "tous") if plural else "toute" if gender == "f" else "tout"
    return f"{whole} {_determined(form, core)}" if phrase.whole else _determined(form, core)


def _vowel(text: str) -> bool:
    return starts_with_vowel(text) and not text.startswith(_UNELIDED)


def _determined(form: str, core: str) -> str:
    if _vowel(core):
        form = _BEFORE_VOWEL.get(form, form)
        if form == "de" or form.endswith(" de"):
            return f"{form[:-1]}’{core}"
    return f"{form}{core}" if form.endswith("’") else f"{form} {core}"


def join(left: str, right: str) -> str:
    """A preposition and what follows it, contracted and elided."""
    if right.startswith(_UNELIDED) and not right.startswith("un "):
        return f"{left} {right}"
    return joined(left, right)


def _degreed(adjective: Adjective, degree: str, gender: str, plural: bool, phrase: Phrase, *, back: bool) -> str:
    form = adjective.forms[2 * plural + (gender == "f")]
    if not degree:
        return form
    if back and degree in ("plus", "moins") and (phrase.determiner == "le" or phrase.determiner.rstrip("?") in OWNERS):
        return f"{_FORMS['le'][2 if plural else gender == 'f']} {degree} {form}"
    return f"{degree} {form}"
