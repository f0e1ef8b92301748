"""Little words and figures that run together with the word beside them, and elided words that lost their apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import repeat

from pipeline.repair.lexicon import Lexicon, default_lexicon
from pipeline.repair.line import Line, Word
from pipeline.repair.nouns import noun_form
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule

#: The languages in which a run of letters may be a word although it is none in French.
_OTHERS = ("en", "es", "it", "de", "pt")

_FIRST = (
    "de à sur par pour dans avec sans sous vers chez entre contre depuis après avant et mais que qui est sont ont "
    "était plus comme tous toutes tout jusque malgré"
).split()
_SECOND = (
    "le la les un une des du ce ces cette cet son sa ses leur leurs se ne que qui il elle ils elles on en au aux à pas "
    "plus lequel laquelle lesquels lesquelles cela"
).split()
#: Two little words that make a rare word, a term of programming or a name together.
_WORDS_OF_THEIR_OWN = frozenset("parse parsa deque etau maisse quique verson estelle sursis".split())

#: Articles, pronouns and prepositions that run together with the word after them, and the number of that word: one,
#: many, either.
_BEFORE = {
    "le": 1, "la": 1, "du": 1, "au": 1, "une": 1, "les": 2, "des": 2, "aux": 2, "ces": 2, "ses": 2, "de": 0, "et": 0,
    "que": 0, "qui": 0, "pour": 0, "dans": 0, "avec": 0, "est": 1, "sont": 2, "leur": 1,
}  # fmt: skip
#: After "en" only figures, months and seasons are sure: most words with en- are derived.
_AFTER_EN = frozenset(
    "deux trois quatre cinq sept huit neuf onze douze treize quatorze quinze seize vingt trente quarante cinquante "
    "soixante cent mille janvier février mars avril juin juillet août septembre octobre novembre décembre hiver "
    "automne".split()
)
_ELIDED = ("jusqu", "lorsqu", "puisqu")
_INITIALS = frozenset(each[0] for each in (*_FIRST, *_BEFORE))
#: After these no article and no preposition can stand.
_DETERMINERS = frozenset(
    "le la les un une des du au aux ce cet cette ces son sa ses mon ma mes ton ta tes notre nos votre vos leur leurs "
    "chaque plusieurs quelques aucun aucune l d".split()
)

#: What an elided word stands before when it is not "l" or "d".
_AFTER_ELIDED = {
    "qu": frozenset("il ils elle elles on un une en au aux à avec après".split()),
    "n": frozenset("est a ont était étaient avait avaient aura auront ai avons avez existe aurait".split()),
    "s": frozenset("est était étaient agit agissait attend inscrit élève élevait".split()),
    "c": frozenset("est était étaient".split()),
    "j": frozenset("ai avais aurais espère étais".split()),
}


def _may_be_glued_short(run: str) -> bool:
    """Whether a run of letters, which may stand before an apostrophe, may be two words."""
    small = run.lower()
    return bool(_glue(small, default_lexicon())) or (len(small) > 5 and small.endswith(_ELIDED))


@rule(
    "spacing.glued-short",
    category="spacing",
    confidence=0.87,
    why="A little word has run together with the word after it.",
    example=("Il a parlé surle quai deslongues soirées.", "Il a parlé sur le quai des longues soirées."),
    picks=Picker(_may_be_glued_short),
)
def glued_short(line: Line, context: Context) -> Iterator[Change]:
    """Divides surle, descollections, ladigue behind the little word at the start, annoncéque before the one at the end.

    Evidence: no lexicon of six languages has the run; the rest is a frequent French word of the right number, a
    participle in -é or another little word; and no determiner stands before it. Spares words with a prefix, and
    capitalised ones except two little words, the first of four letters or more, that open a sentence (Malgrécela).
    """
    for place, at in enumerate(map(_glue, line.lowered, repeat(context.lexicon))):
        if not at:
            continue
        word = line.words[place]
        if not (word.group().islower() or _opens_glued(line, word, at)) or _is_part(line.text, *word.span()):
            continue
        before = line.lowered[place - 1].rpartition("’")[2] if place else ""
        if before not in _DETERMINERS:
            yield Change(word.start() + at, word.start() + at, " ")


def _is_part(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in ("-", "’", "'", ".", "_", "/", "@") or text[end : end + 1] in ("-", "_", "/", "(")


def _opens_glued(line: Line, word: Word, at: int) -> bool:
    """Whether a run with a capital is two little words at the start of a sentence, and not a name."""
    first, rest = word.group()[:at].lower(), word.group()[at:]
    little = at > 3 and first in _FIRST and rest in _SECOND and first + rest not in _WORDS_OF_THEIR_OWN
    return little and _opens_sentence(line.text, word) and not line.text[word.end() : word.end() + 2].strip().istitle()


def _glue(word: str, lexicon: Lexicon) -> int:
    """Where a little word is glued to what stands before or after it, or 0."""
    return _little_at_start(word, lexicon) or _little_after_participle(word, lexicon)


#: What runs together with the participle before it.
_AFTER_PARTICIPLE = re.compile(
    r"(?<=[^\W\d_]é)(?:que|les?|la|une?|des|de|du|par|pour|dans|avec|sur|sous|en|aux?|à|et|qu(?=’))(?=’|\Z)"
)
#: Zipf frequency from which a participle is met often enough.
_FREQUENT_PARTICIPLE = 3.4


@lru_cache(maxsize=50_000)
def _little_after_participle(word: str, lexicon: Lexicon) -> int:
    """Where the little word begins that is glued to a participle in -é: annoncéque; or 0."""
    match = _AFTER_PARTICIPLE.search(word, max(0, len(word.partition("’")[0]) - 5)) if "é" in word else None
    if match is None or match.start() < 5:
        return 0
    participle = word[: match.start()]
    if lexicon.zipf(participle) < _FREQUENT_PARTICIPLE or lexicon.zipf(participle[:-1] + "er") < _FREQUENT_PARTICIPLE:
        return 0
    run = word.partition("’")[0]
    return 0 if any(lexicon.zipf(run, language) for language in ("fr", *_OTHERS)) else match.start()


@lru_cache(maxsize=50_000)
def _little_at_start(word: str, lexicon: Lexicon) -> int:
    """Where the little word ends that the run of letters begins with, or 0."""
    if len(word) < 4 or (word[0] not in _INITIALS and "qu’" not in word):
        return 0
    french = lexicon.zipf(word)
    if french > 2.2:
        return 0
    start, _, rest = word.partition("’")
    if rest:
        # "ressentiejusqu’à": what is elided is no word of its own.
        return _little_before_elided(start, lexicon)
    # The tables of other languages, which take long to read, are asked only where everything else fits.
    for first in _FIRST:
        if word.startswith(first) and word[len(first) :] in _SECOND:
            other = max(lexicon.zipf(word, each) for each in _OTHERS)
            return 0 if word in _WORDS_OF_THEIR_OWN or other > 3.1 else len(first)
    if short := _short_noun_after(word, french, lexicon):
        return short
    if french:
        return 0
    places = [len(first) for first in _BEFORE if word.startswith(first) and _fits(word, first, lexicon)]
    if word.startswith("en") and word[2:] in _AFTER_EN:
        places.append(2)
    return 0 if len(places) != 1 or any(lexicon.zipf(word, other) for other in _OTHERS) else places[0]


#: Articles, and the gender and number of the short nouns that they run together with: laloi, lejeu.
_ARTICLE_GENDERS = {
    "la": (("f", False),), "le": (("m", False),), "une": (("f", False),), "du": (("m", False),), "au": (("m", False),),
    "les": (("f", True), ("m", True)), "des": (("f", True), ("m", True)),
}  # fmt: skip
#: Zipf frequency from which a short noun is met all the time.
_VERY_FREQUENT = 4.6
#: Zipf frequency up to which a run is noise in the lexicon.
_NOISE = 2.0


def _short_noun_after(word: str, french: float, lexicon: Lexicon) -> int:
    """Where the article ends that a short noun of its gender and number follows: laloi; or 0.

    The lexicon has some of them as noise; what another language knows may be a name.
    """
    for first, forms in _ARTICLE_GENDERS.items():
        rest = word.removeprefix(first)
        if rest != word and len(rest) in (3, 4) and noun_form(rest) in forms:
            zipf = lexicon.zipf(rest)
            sure = zipf >= _VERY_FREQUENT and french < min(_NOISE, zipf - 3)
            if sure and not any(lexicon.zipf(word, other) for other in _OTHERS):
                return len(first)
    return 0


def _fits(word: str, first: str, lexicon: Lexicon) -> bool:
    """Whether the rest of the word may stand after the little word."""
    rest, number = word[len(first) :], _BEFORE[first]
    zipf = lexicon.zipf(rest)
    if len(rest) < 5 or rest == "aient" or zipf < (4 if first == "et" else 3.3):
        return False
    many = rest[-1] in "sxz"
    if number and many != (number == 2) and first not in ("est", "sont"):
        return False
    if first[-1] in "ea" and first not in ("une", "et") and rest[0] in "aeiouyhéèêàâîôœ":
        return False
    # "desaisi", "deconstruire": a word with a prefix whose accent was left out, or with one letter too few.
    derived = {"de": (f"dé{rest}", f"re{rest}", f"des{rest}"), "des": (f"dés{rest}", f"dess{rest}")}.get(first, ())
    return not any(map(lexicon.zipf, derived)) and zipf >= lexicon.zipf(rest, "en") - 0.5


def _little_before_elided(start: str, lexicon: Lexicon) -> int:
    """Where "jusqu", "lorsqu", "puisqu", "qu" or "d" begins at the end of the run, or 0."""
    for elided in _ELIDED:
        stem = start.removesuffix(elided)
        if stem != start and lexicon.zipf(stem) >= 2:
            return 0 if any(lexicon.zipf(start, language) for language in ("fr", *_OTHERS)) else len(stem)
    return 0


def _may_have_lost_apostrophe(run: str) -> bool:
    return bool(_elided_at_start(run.lower(), default_lexicon()))


@rule(
    "spacing.lost-apostrophe",
    category="spacing",
    confidence=0.87,
    why="An elided word has lost its apostrophe.",
    example=(
        "Il attend lautomne afin dapporter la preuve quil a raison.",
        "Il attend l’automne afin d’apporter la preuve qu’il a raison.",
    ),
    picks=Picker(_may_have_lost_apostrophe),
)
def lost_apostrophe(line: Line, context: Context) -> Iterator[Change]:
    """Puts the apostrophe back in lautomne, dapporter, quil, nétait.

    Evidence: no lexicon has the run, or as noise only, and the rest is a frequent French word that begins with a vowel.
    Spares a capital inside a sentence (Lamour) or before another, unless the rest is very frequent, and a run after a
    determiner.
    """
    for place, at in enumerate(map(_elided_at_start, line.lowered, repeat(context.lexicon))):
        if not at:
            continue
        word = line.words[place]
        if not word.group()[1:].islower() or _is_part(line.text, word.start(), word.end()):
            continue
        if word.group()[0].isupper() and not _opens_sentence(line.text, word):
            continue
        named = line.text[word.end() : word.end() + 2].strip().istitle()
        if word.group()[0].isupper() and named and context.lexicon.zipf(word.group()[at:]) < 5:
            continue
        if place and line.lowered[place - 1].rpartition("’")[2] in _DETERMINERS:
            continue
        yield Change(word.start() + at, word.start() + at, "’")


_TITLE = re.compile(r"(?<![\w’'-])(?:MM?|Mmes?|Mlle|Me|Dr|Mgr|Ste?|[A-ZÀ-Þ])\.$")


def _opens_sentence(text: str, word: Word) -> bool:
    """Whether a sentence starts with the word."""
    before = text[: word.start()].rstrip(" \u00a0«“\"(—–")
    if _TITLE.search(before[-5:]):
        return False
    return before[-1:] in ("", ".", "!", "?", "…")


_VERB_ENDING = re.compile(r"(?:e|es|ent|ez|ons|ais|ait|aient|é|ée|és|ées|a|ant)\Z")


@lru_cache(maxsize=50_000)
def _elided_at_start(word: str, lexicon: Lexicon) -> int:
    """Where the apostrophe was, or 0."""
    if len(word) < 3 or word[0] not in "qnscjld" or "’" in word:
        return 0
    for elided, following in _AFTER_ELIDED.items():
        if word.startswith(elided) and word[len(elided) :] in following:
            rest = lexicon.zipf(word[len(elided) :])
            if word in ("jai", "cest"):
                return 1
            foreign = max(lexicon.zipf(word, other) for other in _OTHERS) >= 3
            return len(elided) if not foreign and lexicon.zipf(word) < rest - 2 else 0
    if word[0] not in "ld" or len(word) < 5 or word[1] not in "aeiouyhéèêàâîôœ":
        return 0
    rest = lexicon.zipf(word[1:])
    noise = lexicon.zipf(word)
    if rest < 4.4 or noise >= 2.9 or noise >= rest - 2.5 or rest < lexicon.zipf(word[1:], "en"):
        return 0
    verb = _VERB_ENDING.sub("er", word)
    if verb != word and lexicon.known(verb):
        return 0  # "lassez" is a form of "lasser"
    return 0 if any(lexicon.zipf(word, other) >= 1.5 for other in _OTHERS) else 1


_BEFORE_FIGURES = re.compile(
    r"(?<![\w’'.,/@#-])(à|de|des|les|en|et|par|pour|sur|dans|avec|vers|dès|plus|entre|environ)"
    r"(?=\d{2,}(?:[ \u00a0,.;:!?%»)]|\Z)|\d[ \u00a0])"
)
_AFTER_FIGURES = re.compile(r"(?<![\w.,/:@#-])\d{1,4}(?:,\d{1,3})?(?=([a-zà-ÿœ]{3,20})(?![\w’'/-]|\.\w))")
_AFTER_DAY = re.compile(
    r"(?<![\w.,/:@#-])\d{1,2}(?=(?:[Jj]anvier|[Ff]évrier|[Mm]ars|[Aa]vril|[Mm]ai|[Jj]uin|[Jj]uillet|[Aa]oût|"
    r"[Ss]eptembre|"
    r"[Oo]ctobre|[Nn]ovembre|[Dd]écembre)(?![\w’'/-]))"
)
#: Letters after figures that are no word: ordinals and units.
_UNITS = frozenset(
    "ème èmes eme emes ère ères ers res nde ndes min sec kwh mwh gwh mhz ghz khz mph cent bis ter".split()
)
_AFTER_PERCENT = re.compile(r"(?<=\d)[ \u00a0\u202f]?%(?=[a-zà-ÿœ]{2,20}[ \u00a0’',.])")


@rule(
    "spacing.glued-figures",
    category="spacing",
    confidence=0.9,
    why="A word has run together with a figure.",
    example=("Le taux va jusqu’à100 degrés pendant 20jours.", "Le taux va jusqu’à 100 degrés pendant 20 jours."),
    needs="0123456789",
    trigger=r"\d(?:[a-zà-ÿ%]{3}|[ADFJMNOS][a-zà-ÿ]{2}|[ \u00a0\u202f]?%[a-zà-ÿ]|(?<=[a-zà].))",
)
def glued_figures(line: Line, context: Context) -> Iterator[Change]:
    """Puts the space back in à100, 20jours and 30 %et.

    Spares ordinals, units, names of roads, models and formats: only grammatical words before, and only frequent French
    words after a figure.
    """
    text = line.text
    # "jusqu’à100": the preposition after an elided word.
    for match in re.finditer(r"(?<=[’'])à(?=\d)", text):
        yield Change(match.end(), match.end(), " ")
    for match in _BEFORE_FIGURES.finditer(text):
        yield Change(match.end(), match.end(), " ")
    for match in _AFTER_DAY.finditer(text):
        yield Change(match.end(), match.end(), " ")
    for match in _AFTER_FIGURES.finditer(text):
        word = match.group(1)
        if word not in _UNITS and context.lexicon.zipf(word) >= max(4, context.lexicon.zipf(word, "en")):
            yield Change(match.end(), match.end(), " ")
    for match in _AFTER_PERCENT.finditer(text):
        yield Change(match.end(), match.end(), " ")
