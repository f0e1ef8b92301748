"""What the French round a bracket says about it: that it says the insertion already, who the subject of its verb is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.tables import load_table

#: Index of a person in the rows of the table: je, tu, il, nous, vous, ils.
Person = Literal[0, 1, 2, 3, 4, 5]

_PERSONS: Mapping[str, Person] = {
    "je": 0, "j’": 0, "j'": 0, "tu": 1, "il": 2, "elle": 2, "on": 2, "ce": 2, "cela": 2, "ça": 2, "nous": 3, "vous": 4,
    "ils": 5, "elles": 5,
}  # fmt: skip
_PRONOUN = re.compile(
    r"(?:(?<![\w’'-])(?P<before>[^\W\d_]+[’']?) ?)?(?<![\w’'-])"
    r"(?P<pronoun>je|tu|il|elle|on|ce|cela|ça|nous|vous|ils|elles)"
    r" (?:ne |n[’'])?(?:(?:nous|vous|me|te|se|le|la|les|lui|leur|y|en) |[mtsly][’'])?$",
    re.IGNORECASE,
)
#: After these, nous, vous, elle and elles are no subject.
_PREPOSITIONS = frozenset(
    "pour avec chez à de d’ d' sans contre entre parmi sur par comme vers dans selon devant derrière malgré"
    " envers".split()
)
_SINGULAR = r"le|la|un|une|ce|cet|cette|son|sa|mon|ma|ton|ta|notre|votre|leur|chaque|aucune?|tout"
_PLURAL = r"les|des|ces|ses|mes|nos|vos|leurs|deux|trois|quatre|cinq|dix|plusieurs|certaine?s|quelques"
_NOUN_PHRASE = re.compile(
    rf"(?:^|[.!?;:,«»“”\"(—–][ \u00a0\u202f]?|(?<!\w)(?:que|si|quand|lorsque|donc|car|mais|où) |qu[’'])"
    rf"(?:(?P<singular>(?:{_SINGULAR}) |l[’'])|(?P<plural>{_PLURAL}) )[^.!?;:,«»“”\"()\[\]—–]{{2,60}} $",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:^|[.!?;:,«»“”\"(—–][ \u00a0\u202f]?|(?<!\w)(?:que|si|quand|lorsque|donc|car|mais|où) |qu[’'])"
    r"(?:[A-ZÀ-Þ][\w-]+ ){1,3}$"
)
_SPLITS_SUBJECT = re.compile(
    r"(?<!\w)(?:qui|que|et|ou|dont|qu[’'].*|plupart|majorité|nombre|moitié|ni)(?!\w)", re.IGNORECASE
)


def subject(text: str, start: int) -> tuple[Person | None, bool]:
    """The person of the subject before `start`, and whether a pronoun says it; None where neither tells."""
    before = text[max(0, start - 90) : start]
    if re.search(r"(?<![\w’'])j[’']$", before, re.IGNORECASE):
        return 0, True
    pronoun = _PRONOUN.search(before)
    if pronoun:
        word = pronoun["pronoun"].lower()
        if word in ("nous", "vous", "elle", "elles") and (pronoun["before"] or "").lower() in _PREPOSITIONS:
            return None, False
        return _PERSONS[word], True
    phrase = _NOUN_PHRASE.search(before)
    if phrase and not _SPLITS_SUBJECT.search(phrase.group()) and not _has_verb(phrase.group()):
        return (2 if phrase["singular"] else 5), False
    name = _NAME.search(before)
    return (2 if name and not phrase else None), False


def _has_verb(text: str) -> bool:
    finite = load_table("brackets")["finite"]["forms"]
    return any(word in finite for word in re.findall(r"[^\W\d_]+", text.lower()))


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, tuple[str, ...]]:
    rows = load_table("brackets")["persons"]["forms"]
    return {form: tuple(row) for row in rows for form in (row[2], row[5])}


_VERB = re.compile(r"(ne |n’)?([^\W\d_]+)(.*)", re.DOTALL)


def in_person(french: str, person: Person) -> str | None:
    """The verb ("est", "n’est pas", "a été") in the person, or None where the table does not have it."""
    found = _VERB.fullmatch(french)
    row = _rows().get(found.group(2)) if found else None
    if found is None or row is None:
        return None
    negation, form = found.group(1) or "", row[person]
    if negation:
        negation = "n’" if starts_with_vowel(form) else "ne "
    return f"{negation}{form}{found.group(3)}"


_WORD_AFTER = re.compile(r"\s?([^\W\d_]+[’']?)")
_OPENS_CLAUSE = frozenset(
    "le la les l’ un une des du ce cet cette ces c’ ça cela celui celle ceux celles son sa ses mon ma mes"
    " ton ta tes notre nos votre vos leur leurs je j’ tu il elle on nous vous ils elles tout tous toute"
    " toutes chacun chacune chaque aucun aucune personne rien si quand lorsque lorsqu’ dans pour avec sans"
    " malgré après avant depuis pendant même plusieurs certains certaines quelques beaucoup plus moins"
    " deux trois quatre cinq dix en à au aux d’ n’ ne".split()
)
_PREPOSITION_BEFORE = re.compile(
    r"(?<![\w’'])(?:à|de|dans|avec|pour|sans|sur|par|contre|chez|sous|vers|en) $", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"(?<![\w’'-])([^\W\d_]+) $")


def that_is(text: str, start: int, end: int) -> str | None:
    """The French of "[that]" where it joins two clauses: "que" or "qui"; None where it may be a demonstrative."""
    following = _WORD_AFTER.match(text, end)
    if following is None or _PREPOSITION_BEFORE.search(text, max(0, start - 8), start):
        return None
    word = following.group(1).replace("'", "’")
    if word.lower() in _OPENS_CLAUSE or (word[0].isupper() and start and text[start - 1 : start] == " "):
        return "que"
    if word.endswith("’"):
        return "que"
    finite = load_table("brackets")["finite"]["forms"]
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    if word.lower() in finite and before and before.group(1).lower() not in finite:
        return "qui"
    return None


@lru_cache(maxsize=64)
def _said(english: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    forms = load_table("brackets")["said_again"].get(english)
    if not forms:
        return None
    either = "|".join(re.escape(form).replace("’", "[’']") for form in sorted(forms, key=len, reverse=True))
    after = re.compile(rf"\s?(?:{either})(?:(?<=[’'])|(?![\w’'-]))", re.IGNORECASE)
    whole = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True) if not form.endswith("’"))
    return after, re.compile(rf"(?<![\w’'-])(?:{whole or '(?!)'}) $", re.IGNORECASE)


def said_after(english: str, text: str, end: int) -> bool:
    """Whether the French word that renders the insertion follows it."""
    patterns = _said(english)
    return bool(patterns and patterns[0].match(text, end))


def said_before(english: str, text: str, start: int) -> bool:
    """Whether the French word that renders the insertion stands before it."""
    patterns = _said(english)
    return bool(patterns and patterns[1].search(text, max(0, start - 20), start))


#: French words that go on with a clause after "and" or "but".
_GOES_ON = _OPENS_CLAUSE | frozenset(
    "pas est sont a ont était de que qu’ qui aussi mais et par puis surtout jamais".split()
)


def joins_clauses(text: str, start: int, end: int) -> bool:
    """Whether "[but]" or "[and]" joins French clauses: "un [but]" is a goal, "a [and] b" a formula."""
    following = _WORD_AFTER.match(text, end)
    if following is None or not text[end : end + 1].isspace():
        return False
    if following.group(1).replace("'", "’").lower() not in _GOES_ON:
        return False
    before = text[:start].rstrip()[-1:]
    and_ = text[start - 1 : start] == " " and text[start + 1 : start + 4].lower() == "and"
    return not before or before in ",;:.!?«“\"—–…" or and_


_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:;«“”\"][ \u00a0\u202f]?)[^.!?:;«“”\"]{0,200}, $")
_LAST_OF_CLAUSE = re.compile(r"(?:([^\W\d_]+)[ ’'-])?([^\W\d_]+)(?: ?[»”])?, $")
#: What is said of a whole clause rather than of its last noun.
_JUDGEMENT = re.compile(
    r" (?:(?:très|plus|assez|bien|trop|déjà|pas|si|tout à fait|vraiment|presque) ){0,2}"
    r"(?:difficile|facile|normal|rare|bien|mal|mieux|pire|étrange|bizarre|logique|vrai|faux|dommage|inhabituel|"
    r"exceptionnel|inédit|nouveau|énorme|beaucoup|peu|scandaleux|illégal|interdit|pourquoi|ce que|ce qui|"
    r"[^\W\d_]{3,}(?:ant|able|ible)|une? (?:bonne|mauvaise|grand|vrai|énorme|beau|gros|problème|première|erreur|record|"
    r"scandale|catastrophe|honte|chance|signe|preuve|exploit|défi)\w*)(?![\w’'-])"
)
_HAS = re.compile(r"(?<![\w-])(?:a|ont|avait|avaient|aura|auront) ")
_PARTICIPLE = re.compile(r"[^\W\d_]{2,}(?:é|és|ée|ées|i|u|us|it|is|ert)$")


#: A stretch of so many words before the comma has a verb, though the table may not know it.
_CLAUSE_WORDS = 7


def antecedent(text: str, match: re.Match[str], french: str) -> str:
    """ "which is" after a comma: "ce qui est" where it takes up the clause, "qui est" where it takes up a noun.

    It takes up the clause where a judgement on facts follows, or where the clause ends in its verb.
    """
    before = _SENTENCE_BEFORE.search(text, max(0, match.start() - 210), match.start())
    if not french.startswith("qui ") or before is None:
        return french
    last = _LAST_OF_CLAUSE.search(before.group())
    if last is None or not (_clause(before.group()) or before.group().count(" ") >= _CLAUSE_WORDS):
        return french
    word, auxiliary = last.group(2), (last.group(1) or "").lower()
    forms = load_table("brackets")["finite"]["forms"]
    ends_in_verb = word in forms or word in ("pas", "plus", "jamais", "rien", "tout")
    ends_in_verb = ends_in_verb or (auxiliary in forms and _PARTICIPLE.match(word) is not None)
    return f"ce {french}" if ends_in_verb or _JUDGEMENT.match(text, match.end()) else french


def _clause(text: str) -> bool:
    """Whether a finite verb, or an auxiliary with its participle, stands in the text."""
    return _has_verb(text) or _HAS.search(text) is not None


_ANTECEDENT = re.compile(
    rf"(?<![\w’'-])(?:(?P<singular>(?:{_SINGULAR}|du|au) |l[’'])|(?P<plural>(?:{_PLURAL}|aux|\d+) |ceux |celles ))"
    r"[^.!?;:,«»“”\"()\[\]—–]{0,40}$",
    re.IGNORECASE,
)


def antecedent_number(text: str, start: int) -> Person | None:
    """The number of the noun that a relative clause at `start` takes up (2 or 5): of the one determiner before it."""
    found = _ANTECEDENT.search(text, max(0, start - 60), start)
    if found is None or _SPLITS_SUBJECT.search(found.group()):
        return None
    return 2 if found["singular"] else 5


_PLURAL_SUBJECT = re.compile(
    r"(?<![\w’'-])(?P<pronoun>ils|elles)(?![\w’'-])|(?:^|[.!?;:«“\",][ \u00a0\u202f]?)(?:les|des|ces|ses|leurs|nos|vos|mes) "
    r"(?:(?:deux|trois|quatre|cinq|six|dix) )?(?P<noun>[^\W\d_]+?)(?P<many>[sx])(?![\w’'-])",
    re.IGNORECASE,
)


def antecedent_gender(text: str, start: int, genders: Mapping[str, str]) -> str | None:
    """The gender of what "they" stands for: of the last plural subject before it; None where nothing tells."""
    found = None
    for found in _PLURAL_SUBJECT.finditer(text, max(0, start - 200), start):
        pass
    if found is None:
        return None
    if found["pronoun"]:
        return "f" if found["pronoun"].lower() == "elles" else "m"
    noun = found["noun"].lower()
    feminine = re.search(r"(?:tion|sion|té|ance|ence|ette|ure|euse|trice|ière)\Z", noun)
    return genders.get(noun) or ("f" if feminine else None)


_PLURAL_VERB_AFTER = re.compile(r" (?:ne |n[’']|se |s[’'])?[^\W\d_]{1,12}(?:ont|aient)(?!\w)")


def is_subject(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket opens a clause and a verb in the plural follows."""
    opens = text[: match.start()].rstrip()[-1:] in ("", ",", ";", ":", "«", "“", '"', ".", "!", "?")
    return opens and bool(_PLURAL_VERB_AFTER.match(text, match.end()))


def starts_sentence(text: str, start: int) -> bool:
    """Whether a sentence starts there, quotation marks and brackets before it apart."""
    before = text[max(0, start - 8) : start].rstrip(' \u00a0\u202f«“"(')
    return not before if start <= 8 else before[-1:] in ".!?…"


def opens_quotation(text: str, start: int) -> bool:
    """Whether a quotation, an aside or what a colon announces starts there."""
    before = text[max(0, start - 2) : start].strip(" \u00a0\u202f")
    return before.endswith(("«", "“", '"', ":", "—", "–"))
