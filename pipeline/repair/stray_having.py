"""English “has” and “have” before a French participle: their number, and where French has said them already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_context import subject
from pipeline.repair.dictionary import verb_forms
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.line import Line
from pipeline.repair.nouns import noun_form
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import WORDS_ABOUT_WORDS
from pipeline.repair.stray_frame import french_after
from pipeline.repair.stray_vocabulary import usual
from pipeline.repair.verbs import PARTICIPLE, is_verb

_SPACE = "[ \u00a0\u202f]"
_ADVERB = (
    r"(?:déjà|aussi|pas|plus|également|récemment|finalement|ensuite|toujours|jamais|encore|enfin|bien|même|tous|toutes"
    r"|tout|ainsi|depuis|certes|notamment)"
)
_HAVING = re.compile(
    rf"(?P<before>[\w»”)\]]+)(?P<gap>,?{_SPACE})(?P<word>has|have){_SPACE}(?:{_ADVERB}{_SPACE})?(?P<participle>[a-zà-ÿœ]{{2,}})"
    r"(?![\w’'-])"
)
#: The auxiliary in French, before the English one.
_SAID = frozenset("a ont avait avaient aura auront aurait auraient ai avons avez".split())
_NUMBER = {"a": "has", "ont": "have", "avait": "had", "avaient": "had"}
_PLURAL = (
    r"(?:les|des|ces|ses|nos|vos|mes|leurs|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs|certaine?s|quelques"
    r"|la plupart des|beaucoup de)"
)
_SINGULAR = r"(?:le|la|un|une|ce|cet|cette|son|sa|mon|ma|notre|votre|leur|chaque|aucune?)"
#: The noun phrase that begins the sentence, up to its first comma, where an aside stands between it and the verb.
_FIRST = re.compile(
    rf"(?:^|[.!?…«“\"]{_SPACE}?)"
    rf"(?:(?:À|Au|Aux|En|Dans|Pour|Selon|Depuis|Après|Avant|Sur|Chez|Par|Sans|Avec)(?![\w’'-])[^,.;:!?«»“”\"()]{{2,40}},{_SPACE})?(?:(?P<many>{_PLURAL}{_SPACE})|(?P<one>{_SINGULAR}{_SPACE}|l[’'])"
    rf"|(?P<name>[A-ZÀ-Þ][\w-]+(?={_SPACE}[A-ZÀ-Þ]|,)))(?P<rest>[^,.;:!?«»“”\"()]{{0,60}}),(?P<aside>[^.;:!?«»“”\"]{{2,160}}),{_SPACE}$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?<![\w’'-])(?:et|ou|que|qui|dont|où)(?![\w’'-])|qu[’']")
#: Two names.
_TWO_NAMES = re.compile(
    rf"(?:^|[.!?…«“\"]{_SPACE}?)(?:[A-ZÀ-Þ][\w-]+{_SPACE}){{1,3}}et{_SPACE}(?:[A-ZÀ-Þ][\w-]+{_SPACE}){{1,3}}$"
)
_FORMS = ("ai", "as", "a", "avons", "avez", "ont")
SINGULAR, _SEVERAL = 2, 5


@rule(
    "stray.having",
    category="stray",
    confidence=0.88,
    why="The auxiliary before the French participle is English.",
    example=(
        "Plusieurs élus, absents ce jour-là, has refusé de voter. Le club a has gagné.",
        "Plusieurs élus, absents ce jour-là, ont refusé de voter. Le club a gagné.",
    ),
    words=("has", "have"),
    trigger=rf"{_SPACE}(?:has|have){_SPACE}[a-zà-ÿ]",
)
def having(line: Line, context: Context) -> Iterator[Change]:
    """“le groupe have déjà averti” → “le groupe a déjà averti”, “les joueurs, liés au circuit, has refusé” → “ont
    refusé”, “a has rappelé” → “a rappelé”.

    Evidence: a French participle behind it that English hardly has, and a subject that tells its number. Spared: words
    about words, English clauses, and subjects that nothing tells, which other rules render by the form of the verb.
    """
    text = line.text
    for match in _HAVING.finditer(text):
        participle = match["participle"]
        if not is_participle(participle, context.lexicon):
            continue
        if usual(participle, "en") > _CLEARLY or french_after(text, match.end(), "en") == -1:
            continue
        start, end = match.span("word")
        before = match["before"].lower()
        if before in WORDS_ABOUT_WORDS:
            continue
        if before in _SAID and match["gap"][0] != ",":
            yield Change(start, end + 1, "")
            continue
        number = subject_person(text, start)
        if number is not None:
            yield Change(start, end, _FORMS[number])


_CLEARLY = -0.7
_FIRST_GROUP = re.compile(r"é(?:e|s|es)?$")
_ENDING = re.compile(r"(?:e|s|es)$")
_IRREGULAR = frozenset(
    "fait dit mis pris promis permis compris appris repris surpris transmis admis remis soumis vu lu eu su pu bu cru "
    "tenu venu voulu dû reçu perçu déçu conçu écrit décrit inscrit ouvert offert souffert couvert "
    "découvert mort conduit produit réduit construit détruit traduit atteint peint craint joint rejoint vécu connu "
    "reconnu couru parcouru secouru interdit prédit contredit satisfait refait défait prévu revu aperçu résolu paru "
    "disparu apparu élu exclu conclu acquis conquis entrepris commis souscrit prescrit introduit instruit séduit "
    "contraint éteint restreint suivi poursuivi plu valu".split()
)


def is_participle(word: str, lexicon: Lexicon) -> bool:
    """Whether a small word is a past participle of a French verb."""
    if PARTICIPLE.search(word) is None:
        return False
    for form in dict.fromkeys((word, _ENDING.sub("", word))):
        if form in _IRREGULAR or form.endswith("i") and form + "r" in verb_forms():
            return True
        if form.endswith("u") and any(form[:-1] + ending in verb_forms() for ending in ("re", "ir")):
            return True
    return _FIRST_GROUP.search(word) is not None and is_verb(word, lexicon, or_noun=True)


def subject_person(text: str, start: int) -> int | None:
    """The person of the subject of the verb at `start`, as an index; None where nothing tells."""
    person, pronoun = subject(text, start)
    if _TWO_NAMES.search(text, 0, start):
        return _SEVERAL
    if pronoun and person not in (0, 1):
        return person
    if person in (SINGULAR, _SEVERAL):
        return person if pronoun or not _JOINED.search(text[max(0, start - 60) : start].rpartition(",")[2]) else None
    first = _FIRST.search(text, max(0, start - 240), start)
    if first is None or _JOINED.search(first["rest"]) or re.search(r"(?:^|\s)et\s", first["aside"].rpartition(",")[2]):
        return None
    if first["many"] and first["rest"].rstrip()[-1:] in ("s", "x", "z"):
        return _SEVERAL
    if first["one"]:
        noun = re.search(r"[^\W\d_]+", first["rest"])
        known = noun_form(noun.group().lower()) if noun else None
        # (A determiner of the singular tells the number, unless it is the object of an infinitive.)
        if known:
            return None if known[1] else SINGULAR
        return SINGULAR if noun and not noun.group().endswith(("er", "ir", "re", "s")) else None
    return SINGULAR if first["name"] and re.fullmatch(rf"(?:{_SPACE}[A-ZÀ-Þ][\w-]+)*", first["rest"]) else None
