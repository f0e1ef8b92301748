"""English nouns and adjectives by themselves in a French noun phrase: "les campaigns", "la former ministre"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.repair.bracket_french import (
    adjective_form,
    bare_noun,
    english_nouns,
    joined,
    possessive_form,
    starts_with_vowel,
)
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import WORDS_ABOUT_WORDS
from pipeline.repair.stray_frame import SURE, french_after, french_before, touches_name
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table

_SPACE = "[ \u00a0\u202f]"
#: French determiners, by the English one that takes the same forms, and the preposition that they hold.
_DETERMINERS = {
    "le": ("the", ""), "la": ("the", ""), "les": ("the", ""), "l’": ("the", ""), "un": ("a", ""), "une": ("a", ""),
    "des": ("a", ""), "du": ("the", "de"), "au": ("the", "à"), "aux": ("the", "à"), "ce": ("this", ""),
    "cet": ("this", ""), "cette": ("this", ""), "ces": ("this", ""), "son": ("his", ""), "sa": ("his", ""),
    "ses": ("his", ""),
    "leur": ("their", ""), "leurs": ("their", ""), "notre": ("our", ""), "nos": ("our", ""),
}  # fmt: skip
_PLURAL = frozenset("les des aux ces ses leurs nos".split())
_FEMININE = frozenset("la une cette sa".split())
_MASCULINE = frozenset("le un du au ce cet".split())
#: What is only a word of English: so rare in French, and so much more usual in English.
_RARE = 2.75
_RARE_SINGLE = 3.2
_USUAL = 3.5
_MORE = 1.5


@lru_cache(maxsize=4096)
def _only_english(word: str) -> bool:
    lexicon = default_lexicon()
    here, there = lexicon.zipf(word), lexicon.zipf(word, "en")
    single = re.sub(r"ies$|s$", lambda ending: "y" * (len(ending[0]) > 1), word)
    if single != word and lexicon.zipf(single) >= _RARE_SINGLE:
        return False  # "des babies", "les rings"
    return word.isascii() and here < _RARE and there >= max(_USUAL, here + _MORE)


def english_words(words: frozenset[str]) -> frozenset[str]:
    """Those of the words that are English, not French, and in the tables of nouns and adjectives."""
    return words & _candidates()


@lru_cache(maxsize=1)
def _candidates() -> frozenset[str]:
    forms = (*load_table("brackets")["adjectives"], *english_nouns())
    return frozenset(form for form in forms if len(form) > 3 and form.isalpha() and _only_english(form))


_FRENCH = (
    "[Ll][ae]s?|[Uu]ne?|[Dd]es|[Dd]u|[Aa]ux?|[Cc]et?|[Cc]ette|[Cc]es|[Ss]on|[Ss]a|[Ss]es|[Ll]eurs?|[Nn]otre|[Nn]os"
)
_NOUN = re.compile(
    rf"(?<![\w’'-])(?P<determiner>{_FRENCH}){_SPACE}(?P<word>[a-z]{{4,}})"
    rf"(?=[.,;:!?)…]|{_SPACE}?»|{_SPACE}(?P<next>[a-zà-ÿœ]+|[lLdD][’']))(?![\w’'-])"
)


@rule(
    "stray.noun",
    category="stray",
    confidence=0.84,
    why="An English noun stands behind a French determiner.",
    example=("Les élus lancent des campaigns très coûteuses.", "Les élus lancent des campagnes très coûteuses."),
    picks=english_words,
)
def noun(line: Line, context: Context) -> Iterator[Change]:
    """Render an English noun between a French determiner and French words by the table of newsroom nouns.

    The determiner takes the gender of the French noun; where the numbers differ nothing is done. Spared: words that
    French uses as well, nouns with several renderings, terms of several English words, short quotations.
    """
    text = line.text
    for match in _NOUN.finditer(text):
        word, determiner = match["word"], match["determiner"].lower()
        if not _only_english(word) or touches_name(text, *match.span("word")):
            continue
        if lies_in(line.read(terms), match.start()):
            continue
        found = bare_noun(word)
        if match["next"] and noun_gender(match["next"]):
            continue  # "le customer service"
        if found is None or found[2] != (determiner in _PLURAL) or not _framed(text, *match.span()):
            continue
        core, gender, plural = found
        kind, lead = _DETERMINERS[determiner]
        article = determiner if plural else possessive_form(kind, gender, plural, core)
        if not plural and article in ("le", "la") and starts_with_vowel(core):
            phrase = f"l’{core}"
        else:
            phrase = f"{article} {core}"
        yield Change(*match.span(), _as(match["determiner"], joined(lead, phrase) if lead and not plural else phrase))


_ADJECTIVE = re.compile(
    rf"(?<![\w’'-])(?P<determiner>{_FRENCH}|the|his|her|their|this|these|its|our){_SPACE}(?P<word>[a-z]{{3,}}){_SPACE}"
    r"(?P<noun>[a-zà-ÿœ]{3,})(?![\w’'-])"
)
#: English adjectives that French has in terms.
_BORROWED = frozenset(
    "live best open free full hard soft low high new old big top pop indie royal black white red".split()
)


@rule(
    "stray.adjective",
    category="stray",
    confidence=0.84,
    why="An English adjective stands before a French noun.",
    example=("La former ministre a vu the same film.", "L’ancienne ministre a vu le même film."),
    words=("the", "his", "her", "their", "this", "these", "its", "our", "former"),
    picks=english_words,
)
def adjective(line: Line, context: Context) -> Iterator[Change]:
    """Render an English adjective between a determiner, French or English, and a French noun of known gender.

    It goes behind the noun where French has it there. Spared: adjectives with several renderings, those that French
    has in terms (big data, best of) unless the determiner is English, short quotations.
    """
    text = line.text
    for match in _ADJECTIVE.finditer(text):
        word, determiner, head = match["word"], match["determiner"].lower(), match["noun"]
        english = determiner in load_table("brackets")["determiners"] and determiner not in _DETERMINERS
        if not _known(word, english):
            continue
        form = noun_gender(head)
        if form is None or lies_in(line.read(terms), match.start()):
            continue
        if touches_name(text, *match.span()) or not _framed(text, *match.span()):
            continue
        before = re.search(rf"([^\W\d_]+){_SPACE}$", text[max(0, match.start() - 30) : match.start()])
        if before and before.group(1) in WORDS_ABOUT_WORDS:
            continue
        gender, plural = form
        gender = "f" if determiner in _FEMININE else "m" if determiner in _MASCULINE else gender
        if gender is None or not english and plural != (determiner in _PLURAL):
            continue
        if word == "only":
            french, stands_before = f"seul{'e' * (gender == 'f')}{'s' * plural}", True
        else:
            french, stands_before = adjective_form(word, gender, plural, head)
        core = f"{french} {head}" if stands_before else f"{head} {french}"
        kind, lead = _DETERMINERS.get(determiner, (determiner, ""))
        if plural and not english:
            phrase = f"{determiner} {core}"
        else:
            phrase = joined(possessive_form(kind, gender, plural, core), core)
            phrase = joined(lead, phrase) if lead else phrase
        yield Change(*match.span(), _as(match["determiner"], phrase))


def _known(word: str, english: bool) -> bool:
    """Whether the adjective has one French rendering and, behind a French determiner, can be no French word."""
    table = load_table("brackets")
    if word == "only":
        return english
    if word not in table["adjectives"] or word in table["ambiguous"]["adjectives"]:
        return False
    return english or word == "former" or word not in _BORROWED and _only_english(word)


def _as(determiner: str, phrase: str) -> str:
    return phrase[0].upper() + phrase[1:] if determiner[0].isupper() else phrase


def _framed(text: str, start: int, end: int) -> bool:
    before, after = french_before(text, start, "en"), french_after(text, end, "en")
    return -1 not in (before, after) and ((before or 0) >= SURE or (after or 0) >= SURE)
