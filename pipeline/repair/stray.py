"""Stray language: English words left in a French sentence. Whole foreign clauses are the translation's business."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.language import frequency
from pipeline.repair.rule import Change, Context, Line, rule

_SPACE = "[ \u00a0\u202f]"

#: An English function word and the French forms that translate it.
_TRANSLATED: Mapping[str, frozenset[str]] = {
    english: frozenset(french.split())
    for english, french in {
        "is": "est",
        "are": "sont",
        "was": "était fut a",
        "were": "étaient furent ont",
        "has": "a",
        "have": "a ont avons avez",
        "had": "avait avaient eut",
        "will": "va vont sera seront aura auront",
        "would": "serait seraient aurait auraient",
        "could": "pourrait pourraient pouvait pouvaient",
        "should": "devrait devraient",
        "must": "doit doivent",
        "the": "le la les l",
        "of": "de du des d",
        "and": "et",
        "with": "avec",
        "that": "que qu",
        "which": "qui que",
        "from": "de depuis du des",
        "by": "par",
        "for": "pour",
        "but": "mais",
        "because": "parce car",
        "he": "il",
        "she": "elle",
        "they": "ils elles",
        "their": "leur leurs",
        "this": "ce cette cet",
        "these": "ces",
        "been": "été",
        "said": "dit déclaré",
    }.items()
}
#: "but" is a goal in French.
_FRENCH_TOO = frozenset(("but",))
#: English words that are also names or begin titles: with a capital only where no title can stand.
_CAPITAL = frozenset("Have Has Was Were Had Been".split())
_ENGLISH = "|".join(sorted(_TRANSLATED, key=len, reverse=True))
#: After these a word is spoken of: "la boucle for", "le mot and".
_WORDS_ABOUT_WORDS = frozenset(
    "mot mots terme termes verbe préposition conjonction boucle boucles fonction instruction opérateur commande clé "
    "méthode expression champ option paramètre clause requête".split()
)
_ENGLISH_SUBJECTS = frozenset("i you we they it he she who not to there".split())
_WORD = re.compile(r"[^\W\d_]+")
_REMNANT = re.compile(rf"(?<![\w’'-])({_ENGLISH}){_SPACE}+([^\W\d_]+)(?![\w-])", re.IGNORECASE)
_NEIGHBOUR_BEFORE = re.compile(rf"([^\W\d_]+)({_SPACE}*[–—,]?{_SPACE}*)$")


def _french(word: str) -> bool:
    """Whether a lower-case word is much more at home in French than in English."""
    return word.islower() and frequency(word, "fr") >= 3 and _lead(word) > 0.3


def _lead(word: str) -> float:
    return frequency(word, "fr") - frequency(word, "en")


@rule(
    "stray.remnant",
    category="stray",
    confidence=0.93,
    why="An English word was left standing beside its French translation.",
    example=("Le musée is est fermé depuis mardi.", "Le musée est fermé depuis mardi."),
    trigger=rf"{_SPACE}(?:{_ENGLISH}|{'|'.join(sorted(_CAPITAL))}){_SPACE}",
)
def remnant(line: Line, context: Context) -> Iterator[Change]:
    """Drop an English function word right before the French word that translates it ("was était").

    Evidence: the pair, and that the word before is no English of its own. Spared: titles and names ("This Is", "The
    Who"), quoted English, French words of the same spelling.
    """
    text = line.text
    for match in _REMNANT.finditer(text):
        english, french = match.group(1), match.group(2)
        if french not in _TRANSLATED[english.lower()] or english.lower() in _FRENCH_TOO:
            continue
        if not english.islower() and english not in _CAPITAL:
            continue
        before = _NEIGHBOUR_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
        if before is None:
            continue
        previous, gap = before.groups()
        if previous in _WORDS_ABOUT_WORDS:
            continue
        dashed = any(mark in gap for mark in "–—,")
        # "What Love Is est", "le Have a": English before it, or a capital that a title would have.
        if not english.islower() and not (dashed or previous.islower()):
            continue
        if not dashed and (previous.lower() in _ENGLISH_SUBJECTS or previous.islower() and _lead(previous) < 0):
            continue
        # "a" is an English word too: "have a dream".
        after = _WORD.search(text, match.end(2), match.end(2) + 40)
        if french == "a" and (after is None or _lead(after.group().lower()) < 0):
            continue
        yield Change(match.start(1), match.start(2), "")


#: English words with one French translation between French words.
_JOINING: Mapping[str, str] = {
    "and": "et",
    "with": "avec",
    "for": "pour",
    "between": "entre",
    "without": "sans",
    "during": "pendant",
}
#: The same, but only before a French article, because several translations compete elsewhere.
_BEFORE_ARTICLE: Mapping[str, str] = {"in": "dans", "by": "par"}
_VERBS: Mapping[str, str] = {"is": "est", "was": "était", "were": "étaient", "are": "sont", "has": "a"}
_GENITIVE = ("of", "from")
_LONE = "|".join((*_GENITIVE, *_JOINING, *_BEFORE_ARTICLE, *_VERBS))
_JOINED = re.compile(
    rf"(?<![\w-])([a-zà-ÿœæ]+|Ils?|Elles?|On|Cela){_SPACE}({_LONE})"
    rf"(?={_SPACE}((?:[ld][’'])?)([a-zà-ÿœæ]+)(?!\w))"
)
_DETERMINERS = frozenset("un une le la les des ce cet cette ces son sa ses leur leurs mon ma au aux du en de".split())
_ARTICLES = frozenset("le la les un une des ses leurs".split())
_CONTRACTED = {"le": "du", "les": "des"}
_SHORT_QUOTATION = re.compile(r"«[^«»]{0,60}»|“[^“”]{0,60}”|\"[^\"]{0,60}\"")
_VOWELS = "aeiouâàéèêëîïôöûùœæ"


@rule(
    "stray.function-word",
    category="stray",
    confidence=0.9,
    why="An English function word stands between two French words.",
    example=("Les parents and les enfants ont marché.", "Les parents et les enfants ont marché."),
    trigger=rf"{_SPACE}(?:{_LONE}){_SPACE}",
)
def function_word(line: Line, context: Context) -> Iterator[Change]:
    """Put the French word for a lone English conjunction, preposition or auxiliary between two French words.

    Evidence: both neighbours are lower-case French words that English hardly has. Spared: names and titles, English
    terms ("drag and drop", "state of the art"), short quotations, and words with several translations ("in", "by")
    except before a French article.
    """
    text = line.text
    quotations = None
    for match in _JOINED.finditer(text):
        previous, english, elided, following = match.groups()
        if previous in _DETERMINERS or previous in _WORDS_ABOUT_WORDS:
            continue
        previous = previous.lower()
        # A French article behind shows the language even where the noun before is English too ("parents").
        article = bool(elided) or following in _ARTICLES
        if not _french(previous) and not (article and _lead(previous) > -0.8):
            continue
        if not article and (english in _BEFORE_ARTICLE or not _french(following)):
            continue
        if quotations is None:
            quotations = [each.span() for each in _SHORT_QUOTATION.finditer(text)]
        if any(start < match.start() < end for start, end in quotations):
            continue
        start, end = match.span(2)
        if english not in _GENITIVE:
            yield Change(start, end, (_JOINING | _BEFORE_ARTICLE | _VERBS)[english])
        elif following in _CONTRACTED and not elided:
            yield Change(start, match.end(4), _CONTRACTED[following])
        elif elided.lower().startswith("l") or following[0] not in _VOWELS + "yh":
            yield Change(start, end, "de")
        elif not elided and following[0] in _VOWELS:
            yield Change(start, match.start(4), "d’")


_DOUBLE_ARTICLE = re.compile(
    rf"(?<![\w’'-])([Ll][ea]s?|[Uu]ne?|[Dd]es|[Dd]u|[Aa]ux?|[Cc]e(?:s|t|tte)?){_SPACE}the(?={_SPACE}([a-zà-ÿœæ]+))"
)


@rule(
    "stray.article",
    category="stray",
    confidence=0.92,
    why="An English article follows the French one.",
    example=("Le the maire a signé la the loi hier.", "Le maire a signé la loi hier."),
    trigger=rf"{_SPACE}the{_SPACE}",
)
def article(line: Line, context: Context) -> Iterator[Change]:
    """Drop "the" between a French article and a French noun; English terms behind it ("le the end") stay."""
    for match in _DOUBLE_ARTICLE.finditer(line.text):
        if _lead(match.group(2)) > -0.5 and frequency(match.group(2), "fr") >= 3:
            yield Change(match.end(1), match.end(), "")
