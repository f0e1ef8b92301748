"""English verbs in brackets with their auxiliary, where the clause has no other verb: "[has said]", "[will vote]"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.repair.bracket_context import Person, antecedent_number, in_person, subject
from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.bracket_insertions import english_brackets
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.bracket_verbs import Form, Verb, conjugated, verb_forms
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.tables import load_table
from pipeline.repair.verbs import is_verb

#: Auxiliary → the number that it tells, if any.
_NUMBERS: Mapping[str, Person | None] = {
    "has": 2, "is": 2, "was": 2, "does": 2, "have": 5, "are": 5, "were": 5, "do": 5, "had": None, "will": None,
    "would": None, "did": None, "can": None, "must": None, "should": None,
}  # fmt: skip
_SHORT = {"hasn't": "has", "haven't": "have", "hadn't": "had", "isn't": "is", "aren't": "are", "wasn't": "was",
          "weren't": "were", "won't": "will", "wouldn't": "would", "didn't": "did", "doesn't": "does", "don't": "do",
          "can't": "can", "cannot": "can", "mustn't": "must", "shouldn't": "should"}  # fmt: skip
_ADVERBS = {"already": "déjà", "also": "aussi", "always": "toujours", "often": "souvent", "still": "encore",
            "finally": "finalement", "recently": "récemment"}  # fmt: skip
_MODALS = {"can": "peut", "must": "doit", "should": "devrait"}
#: The verbs that make their past with être.
_MOVING = frozenset("aller venir revenir arriver devenir mourir".split())
_FUTURES = (
    ("prendre", "prendr"), ("avoir", "aur"), ("aller", "ir"), ("savoir", "saur"), ("voir", "verr"), ("cevoir", "cevr"),
    ("vouloir", "voudr"), ("tenir", "tiendr"), ("venir", "viendr"), ("mourir", "mourr"), ("courir", "courr"),
    ("cueillir", "cueiller"), ("faire", "fer"),
)  # fmt: skip
_IMPERFECTS = (
    ("prendre", "pren"), ("tenir", "ten"), ("venir", "ven"), ("cevoir", "cev"), ("vouloir", "voul"), ("boire", "buv"),
    ("croire", "croy"), ("avoir", "av"), ("voir", "voy"), ("mourir", "mour"), ("aller", "all"),
)  # fmt: skip
_FUTURE_ENDINGS = ("ai", "as", "a", "ons", "ez", "ont")
_PAST_ENDINGS = ("ais", "ais", "ait", "ions", "iez", "aient")
_CLITICS = r"(?:(?:ne|se|me|te|le|la|les|lui|leur|nous|vous|y|en) |[nsmtly][’'])*"
_AFTER = re.compile(rf" ?{_CLITICS}(?P<word>[^\W\d_]+)(?P<que>[’'])?")
_COMPOUND_AFTER = re.compile(
    rf" ?{_CLITICS}(?:a|ont|avait|avaient|aura|auront|aurait|auraient|est|sont|était|étaient|va|vont|sera|seront)"
    r"(?: (?:pas|été|déjà|bien|aussi|ainsi|également|toujours|[a-zà-ÿ]+ment))* (?P<verb>[^\W\d_]+)"
)
#: What follows up to a stop or to what opens another clause.
_REST = re.compile(
    r"(?:(?! (?:qu[ei]|dont|où|si|et|mais|car|parce|lorsque|quand|comme|après|avant|ou|donc) | (?:qu|s|lorsqu)[’'])"
    r"[^.,;:!?«»“”()\[\]])+"
)
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"([^\W\d_]+) $")
_DOUBLED = re.compile(r" (?:de |d[’']|du |des |à |aux? )")
_RUN_TOGETHER = re.compile(r" les? ")
_POSSESSED = re.compile(r" (?:que |qu[’']|ses? |son |sa |leurs? )")
_OBJECT = re.compile(r" (?:les? |la |l[’']|ses? |son |sa |leurs? |ce |cet |cette |ces |[A-ZÀ-Þ])")
_ASIDE = re.compile(r", [^,.!?;:«»“”]{3,60}, $")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A verb with its auxiliary as read: what is inflected in French, and what follows it."""

    verb: Verb
    tense: str
    number: Person | None
    negated: bool
    adverb: str


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, tuple[tuple[Verb, Form], ...]]:
    """English form → the French verbs and which form of each it is."""
    found: dict[str, list[tuple[Verb, Form]]] = {}
    for word, (verb, form) in verb_forms().items():
        found.setdefault(word, []).append((verb, form))
    table = load_table("brackets")
    irregular = {base for base, form in table["tense_forms"].values() if form == "past"}
    for base, entry in table["tenses"].items():
        verb, stem = conjugated(entry), base.removesuffix("e")
        ends_y = base.endswith("y") and base[-2] not in "aeiou"
        found.setdefault(base, []).append((verb, "base"))
        if not any(each == [base, "ing"] for each in table["tense_forms"].values()):
            found.setdefault(stem + "ing", []).append((verb, "ing"))
        if base not in irregular:
            found.setdefault(base[:-1] + "ied" if ends_y else stem + "ed", []).append((verb, "past"))
    for word, (base, form) in table["tense_forms"].items():
        found.setdefault(word, []).append((conjugated(table["tenses"][base]), form))
    return {word: tuple(each) for word, each in found.items()}


def _verb(word: str, *forms: Form) -> Verb | None:
    return next((verb for verb, form in _forms().get(word, ()) if form in forms), None)


def _read(content: str) -> _Clause | None:
    """What the words of the bracket say, or None where they are no verb with its auxiliary."""
    first, *words = content.split()
    negated = first in _SHORT
    first = _SHORT.get(first, first)
    number, adverb = _NUMBERS.get(first), ""
    if first not in _NUMBERS:
        verb = _verb(first, "past") if not words else None
        return _Clause(verb, "told", None, False, "") if verb and verb.participle else None
    while len(words) > 1 and (words[0] in ("not", "never") or words[0] in _ADVERBS):
        word = words.pop(0)
        if word == "not":
            negated = True
        else:
            adverb = _ADVERBS.get(word, "jamais")
    *middle, last = words or [""]
    reading = _tense(first, tuple(middle), last)
    if reading is None:
        return None
    tense, verb = reading
    return _Clause(verb, tense, number, negated or adverb == "jamais", adverb)


def _tense(first: str, middle: tuple[str, ...], last: str) -> tuple[str, Verb] | None:
    participle, base, ing = _verb(last, "past", "participle"), _verb(last, "base"), _verb(last, "ing")
    if first in ("has", "have", "had"):
        had = first == "had"
        if middle == () and participle and participle.participle:
            return ("pluperfect" if had else "perfect"), participle
        if middle == ("been",) and ing:
            return ("imperfect" if had else "present"), ing
        if middle == ("been",) and participle:
            return ("had been" if had else "been"), participle
    if first in ("will", "would"):
        if middle == () and base:
            return ("future" if first == "will" else "conditional"), base
        if middle == ("have",) and participle and participle.participle:
            return ("will have" if first == "will" else "would have"), participle
        if middle == ("be",) and participle:
            return ("will be" if first == "will" else "would be"), participle
        if middle == ("be",) and ing:
            return ("future" if first == "will" else "conditional"), ing
    if first in ("is", "are", "was", "were"):
        past = first in ("was", "were")
        if middle in ((), ("being",)) and participle:
            return ("been" if past else "be"), participle
        if middle == () and ing:
            return ("imperfect" if past else "present"), ing
    if first in ("do", "does", "did") and middle == () and base:
        return ("perfect" if first == "did" else "present"), base
    return (first, base) if first in _MODALS and middle == () and base else None


#: What the rule for auxiliaries renders as well, but without agreement.
_OTHERS = ("has become", "have become", "became")
_PASSIVES = {"be": "est", "been": "a été", "had been": "avait été", "will be": "sera", "would be": "serait"}
_HAVING = {"perfect": "a", "told": "a", "pluperfect": "avait", "will have": "aura", "would have": "aurait"}
_BEING = {"perfect": "est", "told": "est", "pluperfect": "était", "will have": "sera", "would have": "serait"}


@rule(
    "brackets.tense",
    category="brackets",
    confidence=0.86,
    why="The English verb in brackets has this French.",
    example=("La ministre [has announced] que le pont sera fermé.", "La ministre [a annoncé] que le pont sera fermé."),
    needs="[",
    trigger=r"\[[a-z]+(?:['’]t)?(?: [a-z]+){0,4}\]",
    in_foreign=True,
)
def tense(line: Line, context: Context) -> Iterator[Change]:
    """Render a verb with its auxiliary that is the only verb of its clause, in the person of its subject; take it away
    where the same verb stands beside it in French.

    Evidence: tables of newsroom verbs. Spared: brackets beside another French verb; a past form alone, which may be a
    participle, unless "que" or a possessive follows. Where person, number or gender are not told, it is only proposed.
    """
    text = line.text
    for match in english_brackets(line, context):
        content = match.group(1).strip().replace("’", "'")
        if content in load_table("brackets")["verbs"] and content not in _OTHERS or not (clause := _read(content)):
            continue
        if _said_beside(text, match, clause, context.lexicon):
            start = match.start() - (text[match.start() - 1 : match.start()] == " ")
            yield Change(start, match.end(), "", "The English verb in brackets is said again in French beside it.")
        elif _is_only_verb(text, match, context) and (clause.tense != "told" or _POSSESSED.match(text, match.end())):
            yield from _rendered(text, match, clause)


def _same(form: str, verb: Verb, lexicon: Lexicon) -> bool:
    """Whether a French word is a form of the verb."""
    stem = verb.infinitive.split()[0].split("’")[-1]
    known = (verb.participle.split()[0] if verb.participle else "", verb.singular.split()[0], verb.plural.split()[0])
    alike = form in known or len(stem) > 4 and form.startswith(stem[: max(3, len(stem) - 3)])
    return alike and (form in finite() or is_verb(form, lexicon))


def _said_beside(text: str, match: re.Match[str], clause: _Clause, lexicon: Lexicon) -> bool:
    """Whether the French verb stands right before the bracket or right behind it."""
    compound = _COMPOUND_AFTER.match(text, match.end())
    after = _AFTER.match(text, match.end())
    before = _BEFORE.search(text, max(0, match.start() - 30), match.start())
    words = [compound["verb"] if compound else "", after["word"] if after else "", before.group(1) if before else ""]
    return any(word.islower() and _same(word, clause.verb, lexicon) for word in words if word)


def _is_only_verb(text: str, match: re.Match[str], context: Context) -> bool:
    """Whether no other verb stands beside the bracket."""
    after = _AFTER.match(text, match.end())
    before = _BEFORE.search(text, max(0, match.start() - 30), match.start())
    if after is not None and not after["que"] and after["word"].islower():
        word = after["word"]
        if word in finite() or is_verb(word, context.lexicon) and not word.endswith(("er", "ir", "re", "oir")):
            return False
        if word.endswith(("er", "ir", "oir")) and is_verb(word, context.lexicon):
            return False
    clause = _REST.match(text, match.end())
    # (A second verb behind a noun: "La loi [was adopted] par le Sénat est entrée en vigueur.")
    if clause and any(word in finite() for word in _WORD.findall(clause.group().lower())):
        return False
    return before is None or not (before.group(1) in finite() or is_verb(before.group(1), context.lexicon))


def _rendered(text: str, match: re.Match[str], clause: _Clause) -> Iterator[Change]:
    start, end = match.span()
    person, sure = _person(text, start, clause.number)
    agreement = _agreement(text, start, person)
    french = _french(clause, person, agreement)
    if french is None:
        return
    verb = clause.verb.infinitive
    if verb == "quitter" and not _OBJECT.match(text, end):
        return
    if french.endswith((" de", " à")):
        if _RUN_TOGETHER.match(text, end):
            return
        if _DOUBLED.match(text, end):
            french = french.rpartition(" ")[0]
        elif french.endswith(" de") and text[end : end + 1] == " " and starts_with_vowel(text[end + 1 : end + 20]):
            french, end = french[:-1] + "’", end + 1
    if _agrees(clause):
        sure = sure and agreement is not None
    lead = ""
    eliding = re.search(r"(?<![\w’'-])([Jj])e $", text[:start])
    if eliding and starts_with_vowel(french):
        start, lead = eliding.start(), eliding.group(1) + "’"
    why = "The English verb in brackets has this French."
    yield Change(start, end, f"{lead}[{french}]", why, confidence=None if sure else 0.6)


def _person(text: str, start: int, number: Person | None) -> tuple[Person, bool]:
    """The person of the verb, and whether the text tells it."""
    person, pronoun = subject(text, start)
    if person is None and (aside := _ASIDE.search(text, max(0, start - 64), start)):
        person, pronoun = subject(text[: aside.start()] + " ", aside.start() + 1)
    if person is None and re.search(r"(?<![\w’'])qui $", text[:start]):
        person = antecedent_number(text, start - 4)
    if person is None:
        return (number, True) if number is not None else (2, False)
    return person, pronoun or number is None or person == number


_GENDERS = {"le": "m", "un": "m", "ce": "m", "cet": "m", "la": "f", "une": "f", "cette": "f", "sa": "f"}
_HEAD = re.compile(
    r"(?<![\w’'-])(?:(?P<pronoun>ils?|elles?)|(?P<article>les?|la|une?|des|ce|cet|cette|ces|ses|son|sa|leurs?|deux|trois|\d+) "
    r"(?:(?:deux|trois|quatre|cinq|\d+) )?(?P<noun>[a-zà-ÿœ-]+)|l[’'](?P<elided>[a-zà-ÿœ-]+))"
    r"(?: [a-zà-ÿœ-]{4,}| (?:de |du |des |d[’']|de la |de l[’'])[^\W\d_]+)? (?:ne |n[’'])?$",
    re.IGNORECASE,
)


def _agreement(text: str, start: int, person: Person) -> tuple[str, bool] | None:
    """Gender and number of the subject; None where they are not known."""
    found = _HEAD.search(text, max(0, start - 70), start)
    if found is None:
        aside = _ASIDE.search(text, max(0, start - 64), start)
        return _agreement(text[: aside.start()] + " ", aside.start() + 1, person) if aside else None
    if found["pronoun"]:
        return ("f" if found["pronoun"][0] in "eE" else "m"), person == 5
    if (article := (found["article"] or "").lower()) in _GENDERS:
        return _GENDERS[article], person == 5
    known = noun_gender((found["noun"] or found["elided"]).lower())
    return (known[0], person == 5) if known and known[0] else None


def _agrees(clause: _Clause) -> bool:
    """Whether the participle agrees with the subject."""
    reflexive = clause.verb.infinitive.startswith("s’")
    return clause.tense in _PASSIVES or clause.tense in _BEING and (reflexive or clause.verb.infinitive in _MOVING)


def _french(clause: _Clause, person: Person, agreement: tuple[str, bool] | None) -> str | None:
    """The verb in its tense and person; None where the tables do not tell it."""
    verb = clause.verb
    reflexive = verb.infinitive.startswith("s’")
    if reflexive and person in (0, 1, 3, 4):
        return None
    rest = ""
    if clause.tense in _PASSIVES:
        if " " in verb.infinitive or reflexive or verb.infinitive in _MOVING or not verb.participle:
            return None
        head, _, been = _PASSIVES[clause.tense].partition(" ")
        finite_verb, rest = in_person(head, person), f" {_inflected(verb.participle, agreement, person)}"
        rest = f" {been}{rest}" if been else rest
    elif clause.tense in _HAVING:
        if _agrees(clause):
            finite_verb = in_person(_BEING[clause.tense], person)
            rest = f" {_inflected(verb.participle, agreement, person)}"
        else:
            finite_verb, rest = in_person(_HAVING[clause.tense], person), f" {verb.participle}"
    elif clause.tense in _MODALS:
        finite_verb, rest = in_person(_MODALS[clause.tense], person), f" {verb.infinitive}"
    else:
        finite_verb, rest = _simple(verb, clause.tense, person)
        reflexive = False if finite_verb and finite_verb.startswith("s’") else reflexive
    if finite_verb is None:
        return None
    if reflexive and clause.tense in _HAVING:
        finite_verb = ("s’" if starts_with_vowel(finite_verb) else "se ") + finite_verb
    if clause.adverb and clause.adverb != "jamais" or clause.negated:
        rest = f" {clause.adverb or 'pas'}{rest}"
    if clause.negated:
        finite_verb = ("n’" if starts_with_vowel(finite_verb) else "ne ") + finite_verb
    return finite_verb + rest


def _inflected(participle: str, agreement: tuple[str, bool] | None, person: Person) -> str:
    gender, several = agreement or ("m", person in (3, 5))
    return participle + "e" * (gender == "f") + "s" * (several and not (gender == "m" and participle[-1] == "s"))


def _simple(verb: Verb, tense: str, person: Person) -> tuple[str | None, str]:
    """A form of one word, and what belongs to the verb behind it: "met", " fin à"."""
    word, gap, rest = verb.infinitive.partition(" ")
    tail = gap + rest
    if tense == "present":
        form = {2: verb.singular, 5: verb.plural}.get(person)
        return (form.split(" ")[0] if form else None), tail
    if tense == "imperfect":
        known = next((stem for ending, stem in _IMPERFECTS if word.endswith(ending)), None)
        ending = _PAST_ENDINGS[person]
        if known is not None:
            lead = word[: -len(next(each for each, _ in _IMPERFECTS if word.endswith(each)))]
            return lead + known + ending, tail
        stem = word[:-2] if word.endswith("er") else verb.plural.split(" ")[0].removesuffix("ent")
        soft = {"g": "ge", "c": "ç"}.get(stem[-1]) if ending[0] == "a" and word.endswith("er") else None
        return (stem[:-1] + soft if soft else stem) + ending, tail
    endings = _FUTURE_ENDINGS if tense == "future" else _PAST_ENDINGS
    return _future_stem(word, verb.singular.split(" ")[0]) + endings[person], tail


def _future_stem(infinitive: str, singular: str) -> str:
    for ending, stem in _FUTURES:
        if infinitive.endswith(ending):
            return infinitive[: -len(ending)] + stem
    if infinitive.endswith("re"):
        return infinitive[:-1]
    if infinitive.endswith("er") and "é" not in infinitive[-5:]:
        return singular + "r"
    return infinitive
