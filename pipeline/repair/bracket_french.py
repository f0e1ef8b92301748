"""A very small translator: short English insertions of newsrooms, put together in French from tables.

It knows noun phrases, prepositions, auxiliaries and set phrases, and gives up
on anything else: an insertion that is not rendered whole is not rendered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pipeline.repair.bracket_verbs import EITHER, french_verb, infinitive
from pipeline.repair.tables import load_table

Kind = Literal["phrase", "verb", "possessive", "determiner", "adjective"]

_VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_ELIDING = ("de", "que", "le", "la", "je", "ne", "se", "jusque", "lorsque", "puisque", "quoique", "parce que")


@dataclass(frozen=True, slots=True)
class Rendering:
    """The French of an insertion and what kind of thing it is.

    A determiner or an adjective has no French before its noun is known: for these, `english` is the table's key, and
    `french` the preposition or the conjunction before it, if there is one ("of the", "and the"). What is not `sure` is
    only proposed.
    """

    french: str
    kind: Kind
    english: str = ""
    sure: bool = True


_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@lru_cache(maxsize=1)
def _aspirate() -> frozenset[str]:
    return frozenset(load_table("brackets")["aspirate"]["words"])


def starts_with_vowel(text: str) -> bool:
    """Whether an article is elided before the text: it starts with a vowel or an h that the table does not bar."""
    if text[:1] not in ("h", "H"):
        return bool(text) and text[0].lower() in _VOWELS
    word = _FIRST_WORD.match(text)
    return word is None or word.group().lower() not in _aspirate()


def joined(left: str, right: str) -> str:
    """Two pieces of French with the contraction or elision that their meeting asks for: de + le → du."""
    head, _, last = left.rpartition(" ")
    lead = head + " " if head else ""
    for preposition, short, plural in (("de", "du", "des"), ("à", "au", "aux")):
        if last in (preposition, f"jusqu’{preposition}"):
            stem = last[: -len(preposition)]
            if right.startswith("le "):
                return f"{lead}{stem}{short} {right[3:]}"
            if right.startswith("les "):
                return f"{lead}{stem}{plural} {right[4:]}"
    if last in _ELIDING and starts_with_vowel(right):
        return f"{lead}{last[:-1]}’{right}"
    if last == "si" and right.split(" ")[0] in ("il", "ils"):
        return f"{lead}s’{right}"
    return f"{left} {right}"


@dataclass(frozen=True, slots=True)
class _Noun:
    singular: str
    gender: str
    plural: str


#: "base de données": what follows the preposition stays as it is.
_COMPLEMENT = re.compile(r" (?:d(?:e|u|es)|à|au|en|sans) ")


def _plural(french: str) -> str:
    """The plural of a French noun that takes an s, with its adjectives."""
    head = _COMPLEMENT.split(french)[0]
    return " ".join(word + "s" * (word[-1] not in "sx") for word in head.split()) + french[len(head) :]


@lru_cache(maxsize=16)
def _nouns(fields: frozenset[str] = frozenset()) -> Mapping[str, tuple[_Noun, bool]]:
    """English form → the French noun that it is in these fields, and whether the form is a plural."""
    nouns = {}
    table = load_table("brackets")
    entries = dict(table["nouns"])
    for field in sorted(fields):
        entries |= {english: entry for english, entry in table["fields"][field].items() if english != "words"}
    for english, (french, gender, *plural) in entries.items():
        noun = _Noun(french, gender[0], plural[0] if plural else _plural(french))
        always_plural = gender.endswith("p")
        nouns[english] = (_Noun(french, gender[0], french) if always_plural else noun, always_plural)
        regular = english[:-1] + "ies" if english.endswith("y") and english[-2] not in "aeiou" else english + "s"
        if english.endswith(("s", "x", "ch", "sh")):
            regular = english + "es"
        nouns.setdefault(regular, (noun, True))
    for plural_form, english in load_table("brackets")["irregular_plurals"].items():
        nouns[plural_form] = (nouns[english][0], True)
    return nouns


def english_nouns() -> tuple[str, ...]:
    """The English nouns of the table, in the singular and the plural."""
    return tuple(_nouns())


@lru_cache(maxsize=1)
def french_genders() -> Mapping[str, str]:
    """French nouns of the table → their gender."""
    return {noun.singular: noun.gender for noun, plural in _nouns().values() if not plural}


@lru_cache(maxsize=1)
def noun_genders() -> Mapping[str, str]:
    """French nouns whose ending does not tell it → their gender."""
    genders = load_table("brackets")["genders"]
    return {noun: key[0] for key in ("feminine", "masculine") for noun in genders[key]}


@lru_cache(maxsize=1)
def place_articles() -> Mapping[str, str]:
    """Countries and institutions of the table, in French, → the article they take."""
    found = {}
    for french, _inside in load_table("brackets")["places"].values():
        for article in ("le ", "la ", "les ", "l’"):
            if french.startswith(article):
                found[french.removeprefix(article)] = article.strip().replace("l’", "l")
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def article_of_place(text: str) -> str:
    """The article of a country of the table at the start of `text`: la for "France et"."""
    for name, article in place_articles().items():
        if text.startswith(name) and not text[len(name) : len(name) + 1].isalnum():
            return article
    return ""


def ambiguous(content: str) -> bool:
    """Whether an English noun of the content has several French counterparts."""
    words = content.lower().split()
    if words[0] in _SUBJECTS:
        words = words[2:]
    return not set(words).isdisjoint(load_table("brackets")["ambiguous"]["nouns"])


def ambiguous_adjective(english: str) -> bool:
    """Whether an English adjective of the table has several French counterparts."""
    return english in load_table("brackets")["ambiguous"]["adjectives"]


@lru_cache(maxsize=1)
def french_adjectives() -> Mapping[str, tuple[str, bool]]:
    """Forms of adjectives that stand before their noun → gender and whether it is a plural, where the form tells."""
    found: dict[str, tuple[str, bool]] = {}
    for masculine, feminine, masculines, feminines, place in load_table("brackets")["adjectives"].values():
        if place == "b" and masculine != feminine:
            forms = {masculine: ("m", False), feminine: ("f", False), feminines: ("f", True), masculines: ("m", True)}
            ambiguous = masculine if masculine == masculines else ""
            found.update((form, agreement) for form, agreement in forms.items() if form != ambiguous)
    return found


def adjective_form(english: str, gender: str, plural: bool, following: str) -> tuple[str, bool]:
    """The French adjective in agreement, and whether it stands before its noun."""
    *forms, place = load_table("brackets")["adjectives"][english]
    form = forms[{("m", False): 0, ("f", False): 1, ("m", True): 2, ("f", True): 3}[gender, plural]]
    if place == "b" and gender == "m" and not plural and starts_with_vowel(following):
        form = {"nouveau": "nouvel", "vieux": "vieil"}.get(form, form)
    return form, place == "b"


def possessive_form(english: str, gender: str, plural: bool, following: str) -> str:
    """The French determiner for an English one before a noun: his → son, sa, ses."""
    masculine, feminine, many = load_table("brackets")["determiners"][english]
    if plural:
        return many
    if gender == "f" and not (feminine in ("sa", "ma", "ta") and starts_with_vowel(following)):
        return feminine
    return {"ce": "cet"}.get(masculine, masculine) if gender == "m" and starts_with_vowel(following) else masculine


#: What is said by someone is said "selon" them, whatever the tense.
_SAYS = frozenset(("say", "says", "said"))
_CONJUNCTIONS = {"and": "et", "or": "ou", "but": "mais"}


@lru_cache(maxsize=512)
def render(content: str, fields: frozenset[str] = frozenset()) -> Rendering | None:
    """The French of an English insertion in an article of these fields, or None where the tables do not suffice."""
    words = tuple(content.replace("’", "'").split())
    table = load_table("brackets")
    whole = " ".join(words).lower()
    if whole in table["verbs"]:
        return Rendering(table["verbs"][whole], "verb")
    if whole in table["determiners"] and whole not in table["pronouns"] and whole != "all":
        return Rendering("", "determiner", whole)
    if whole in table["adjectives"] and whole not in table["nouns"]:
        return Rendering("", "adjective", whole)
    preposition, _, last = whole.rpartition(" ")
    if preposition in table["prepositions"] and last in table["determiners"] and last not in table["pronouns"]:
        return Rendering(table["prepositions"][preposition], "determiner", last)
    if preposition in _CONJUNCTIONS and last in table["determiners"] and last not in table["pronouns"]:
        return Rendering(_CONJUNCTIONS[preposition], "determiner", last)
    for mark, length in (("'s", 2), ("s'", 1)):
        if whole.endswith(mark) and whole not in table["phrases"]:
            owner = " ".join(words)[:-length]
            is_name = all(word[0].isupper() for word in words) and words[0].lower() not in table["determiners"]
            place = table["places"].get(owner)
            french = place[0] if place else owner if is_name else _Parser(tuple(owner.split()), table, fields).parse()
            return Rendering(joined("de", french), "possessive") if french else None
    place = table["places"].get(" ".join(words))
    if place:
        return Rendering(place[0], "phrase", " ".join(words))
    if words[-1].lower() in _SAYS and len(words) > 1 and words[0].lower() not in table["pronouns"]:
        speaker = _Parser(words[:-1], table, fields).noun_phrase(0, after_preposition="")
        return Rendering(joined("selon", speaker[0]), "phrase") if speaker and speaker[1] == len(words) - 1 else None
    parser = _Parser(words, table, fields)
    french = parser.parse()
    return Rendering(french, "phrase", sure=parser.sure) if french else None


def bare_noun(content: str, fields: frozenset[str] = frozenset()) -> tuple[str, str, bool] | None:
    """The French of a noun without its determiner (adjectives are allowed), its gender and whether it is a plural."""
    words = tuple(content.replace("’", "'").split())
    table = load_table("brackets")
    if " ".join(words).lower() == "people":
        return "personnes", "f", True
    if " ".join(words).lower() in table["phrases"] or words[-1].lower() in table["ambiguous"]["nouns"]:
        return None
    found = _Parser(words, table, fields).core(0)
    return found[:3] if found and found[3] == len(words) else None


#: The first person before a verb in the past.
_SPEAKERS = {"we": "nous avons ", "i": "j’ai "}
_SUBJECTS = {"he": "il", "she": "elle", "they": "ils", "who": "qui", "which": "qui", "that": "qui"}

#: Heads of a compound whose first noun is what they belong to: the club president.
_BELONGING = frozenset(
    "president chairman chairwoman director leader minister boss manager owner founder member player employee worker "
    "spokesman spokeswoman spokesperson official coach captain fan supporter editor chief lawyer champion".split()
)


class _Parser:
    """Reads the words from left to right; each method gives (French, next place) or None."""

    def __init__(self, words: tuple[str, ...], table: Mapping[str, Any], fields: frozenset[str]) -> None:
        self.words = words
        self.low = [word.lower() for word in words]
        self.table = table
        self.nouns = _nouns(fields)
        self.sure = True

    def parse(self) -> str | None:
        at, french = 0, ""
        open_to_noun = True
        while at < len(self.words):
            clause = self.clause(at) or self.infinitive(at, french)
            piece = clause or self.piece(at, first=not french)
            if piece is None:
                return None
            text, after = piece
            is_noun = not clause and self.noun_phrase(at, after_preposition="") is not None
            if is_noun and not open_to_noun:
                # "he works", "union leaders": two phrases side by side say that one was read wrongly.
                return None
            open_to_noun = not is_noun and self.low[at] not in self.table["pronouns"]
            french, at = (joined(french, text) if french else text), after
        return french

    def infinitive(self, at: int, french: str) -> tuple[str, int] | None:
        """A verb after what asks for an infinitive: the right to vote."""
        if not french.endswith((" de", " à", "pour")) or self.words[at - 1].lower() != "to":
            return None
        verb = infinitive(self.low[at])
        return (verb, at + 1) if verb else None

    def clause(self, at: int) -> tuple[str, int] | None:
        """A pronoun in the third person and a verb that it is the subject of: who work, they want."""
        if at + 1 < len(self.words) and self.low[at] in _SPEAKERS:
            verb = french_verb(tuple(self.low), at + 1)
            past = verb[0].split(EITHER)[-1].removeprefix("ont ") if verb and EITHER in verb[0] else ""
            return (_SPEAKERS[self.low[at]] + past, verb[1]) if verb and past else None
        if at + 1 >= len(self.words) or self.low[at] not in _SUBJECTS:
            return None
        subject = _SUBJECTS[self.low[at]]
        known = self.looked_up("phrases", at, least=2)
        if known is not None and subject != "qui":
            return known
        verb = french_verb(tuple(self.low), at + 1)
        if verb is None and subject == "qui":
            verb = self.looked_up("verbs", at + 1, least=1)
        if verb is None:
            return None
        number = verb[0].split(EITHER)
        if subject != "qui" and len(number) == 2:
            singular, rest = number[0], number[1].removeprefix("ont")
            return f"{subject} {'ont' if subject == 'ils' else singular}{rest}", verb[1]
        return joined(subject, verb[0]) if subject != "qui" else f"qui {verb[0]}", verb[1]

    def piece(self, at: int, first: bool) -> tuple[str, int] | None:
        return (
            self.looked_up("phrases", at, least=2)
            or self.owned(at)
            or self.prepositional(at)
            or self.noun_phrase(at, after_preposition="")
            or (self.looked_up("verbs", at, least=1) if not first else None)
            or self.looked_up("phrases", at, least=1)
            or self.looked_up("pronouns", at, least=1)
            or (self.name(at) if not first or self.words[at] in self.table["titles"] else None)
        )

    def looked_up(self, section: str, at: int, least: int) -> tuple[str, int] | None:
        for length in range(min(4, len(self.words) - at), least - 1, -1):
            found = self.table[section].get(" ".join(self.low[at : at + length]))
            if found is not None:
                return found, at + length
        return None

    def prepositional(self, at: int) -> tuple[str, int] | None:
        found = self.looked_up("prepositions", at, least=1)
        if found is None:
            return None
        french, after = found
        english = " ".join(self.low[at:after])
        if after == len(self.words):
            return found
        dated = self.date(after)
        if dated:
            lead = {"in": "en", "on": ""}.get(english, french)
            return (joined(lead, dated[0]) if lead else dated[0]), dated[1]
        place = self.place(after)
        if place:
            name, inside, end = place
            return (inside if english in ("in", "at", "to") else joined(french, name)), end
        rest = (
            self.looked_up_one("disjunctive", after)
            or self.looked_up("phrases", after, least=2)
            or self.owned(after)
            or self.noun_phrase(after, after_preposition=english)
            or self.name(after)
        )
        if rest and english == "in" and rest == self.name(after):
            french = "à"  # a name that is no country of the table: a town
        return (joined(french, rest[0]), rest[1]) if rest else None

    def looked_up_one(self, section: str, at: int) -> tuple[str, int] | None:
        """A pronoun that ends the phrase ("her", but not "her company")."""
        last = at + 1 == len(self.words)
        return (self.table[section][self.low[at]], at + 1) if last and self.low[at] in self.table[section] else None

    def date(self, at: int) -> tuple[str, int] | None:
        dates = self.table["dates"]
        if self.words[at] in dates:
            if at + 1 < len(self.words) and _YEAR.fullmatch(self.words[at + 1]):
                return f"{dates[self.words[at]]} {self.words[at + 1]}", at + 2
            return dates[self.words[at]], at + 1
        if _YEAR.fullmatch(self.words[at]):
            return self.words[at], at + 1
        return None

    def place(self, at: int) -> tuple[str, str, int] | None:
        for length in range(min(3, len(self.words) - at), 0, -1):
            words = list(self.words[at : at + length])
            if words[0] == "The":
                words[0] = "the"
            found = self.table["places"].get(" ".join(words))
            if found:
                return found[0], found[1], at + length
        return None

    def owned(self, at: int) -> tuple[str, int] | None:
        """A name with ’s and the noun after it: Apple's lawyers."""
        end = at
        while end < len(self.words) and self.words[end][0].isupper():
            end += 1
            if self.words[end - 1].endswith("'s"):
                name = " ".join(self.words[at:end])[:-2]
                core = self.noun_phrase(end, after_preposition="", determiner="the") if end < len(self.words) else None
                return (joined(f"{core[0]} de", name), core[1]) if core else None
        return None

    def name(self, at: int) -> tuple[str, int] | None:
        place = self.place(at)
        if place:
            return place[0], place[2]
        title = self.table["titles"].get(self.words[at], "")
        end = start = at + 1 if title else at
        while end < len(self.words) and self.words[end][0].isupper() and not self.words[end].endswith("'s"):
            if self._common(self.low[end]):
                return None
            end += 1
        if end == start:
            # xAI, iPhone: a small letter first, capitals after.
            if start < len(self.words) and any(letter.isupper() for letter in self.words[start][1:]):
                end = start + 1
            else:
                return None
        name = " ".join(self.words[start:end])
        return (f"{title} {name}" if title else name), end

    def _common(self, word: str) -> bool:
        sections = ("verbs", "phrases", "pronouns", "prepositions", "determiners", "nouns", "adjectives", "titles")
        return any(word in self.table[section] for section in sections)

    def noun_phrase(self, at: int, after_preposition: str, determiner: str = "") -> tuple[str, int] | None:
        """A noun with its adjectives and its determiner; `determiner` stands for one that is not written."""
        place = self.place(at)
        if place and self.low[at] == "the":
            return place[0], place[2]
        if not determiner and self.low[at] in self.table["determiners"]:
            determiner = self.low[at]
            at += 1
        found = self.core(at) if at < len(self.words) else None
        if found is None:
            return None
        core, gender, plural, after = found
        if not determiner and not plural and after_preposition not in ("of", "as", "without", "in terms of"):
            return None
        if after_preposition == "as" and determiner in ("a", "an"):
            return core, after  # "en tant que pays"
        return self._determined(determiner, core, gender, plural, after_preposition), after

    def core(self, at: int) -> tuple[str, str, bool, int] | None:
        """A noun with its adjectives, its gender, whether it is a plural, and the place behind it."""
        here, adjectives = at, []
        while here < len(self.words) and self.low[here] in self.table["adjectives"] and self._more_follows(here):
            adjectives.append(self.table["adjectives"][self.low[here]])
            here += 1
        if here >= len(self.words) or self.low[here] not in self.nouns:
            return None
        if here + 1 < len(self.words) and self.words[here + 1][0].isupper() and not self._starts_name(here + 1):
            return None
        noun, plural = self.nouns[self.low[here]]
        owner = None
        if here + 1 < len(self.words) and self.low[here + 1] in self.nouns and not plural:
            # "the club president": the second noun is the head.
            owner = noun
            here += 1
            noun, plural = self.nouns[self.low[here]]
            self.sure = self.low[here] in _BELONGING or self.low[here].removesuffix("s") in _BELONGING
        form = {("m", False): 0, ("f", False): 1, ("m", True): 2, ("f", True): 3}[noun.gender, plural]
        before = [
            {"nouveau": "nouvel", "vieux": "vieil"}.get(each[form], each[form])
            if form == 0 and starts_with_vowel(noun.singular)
            else each[form]
            for each in adjectives
            if each[4] == "b"
        ]
        behind = [each[form] for each in adjectives if each[4] == "a"]
        core = " ".join([*before, noun.plural if plural else noun.singular, *behind])
        if owner is not None:
            core = joined(f"{core} de", joined("la" if owner.gender == "f" else "le", owner.singular))
        return core, noun.gender, plural, here + 1

    def _starts_name(self, at: int) -> bool:
        """Whether a capitalised word after a noun is a name of its own and not the rest of one (World Cup)."""
        return self.words[at - 1].islower()

    def _more_follows(self, at: int) -> bool:
        return at + 1 < len(self.words) and (
            self.low[at + 1] in self.nouns or self.low[at + 1] in self.table["adjectives"]
        )

    def _determined(self, determiner: str, core: str, gender: str, plural: bool, after_preposition: str) -> str:
        if not determiner:
            if after_preposition in ("of", "as", "without", "in terms of"):
                return core
            # What is given, sold or said "to farmers" is it to all of them.
            return f"des {core}" if after_preposition not in ("", "to") else f"les {core}"
        article = possessive_form(determiner, gender, plural, core)
        return joined(article, core)
