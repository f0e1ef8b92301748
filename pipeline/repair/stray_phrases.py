"""Stray words that are put into French by what they mean: participles, nouns with an article, half-translated names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from pipeline.repair.bracket_verbs import past_forms, past_participle
from pipeline.repair.line import Line
from pipeline.repair.nouns import definite_article
from pipeline.repair.place_names import OF_FRENCH_PLACE
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import ARTICLES, MEETINGS, WORDS_ABOUT_WORDS, lead, speaks_of_goals
from pipeline.repair.stray_words import (
    SHORT_QUOTATION,
    adverbs,
    english_phrases,
    joints,
    lies_in,
    offices,
    openers,
    stray_words,
    terms,
)

_SPACE = "[ \u00a0\u202f]"


_AUXILIARY = re.compile(
    rf"(?<![\w’'-])(?:(?:n[’'])?(?:ai|as|a|avons|avez|ont|avait|avaient|aura|auront|aurait|auraient|ayant|avoir)"
    rf"(?:{_SPACE}(?:déjà|aussi|pas|également|récemment|finalement|ensuite|toujours|jamais))?){_SPACE}"
    rf"(?P<english>[a-z]{{3,}})(?![\w’'-])(?={_SPACE}[«“\"]|{_SPACE}(?P<next>[^\W\d_]+)|[.,;:!?])"
)


@rule(
    "stray.participle",
    category="stray",
    confidence=0.88,
    why="An English participle follows a French auxiliary.",
    example=("Le ministre a said que la loi passerait.", "Le ministre a dit que la loi passerait."),
    words=past_forms(),
)
def participle(line: Line, context: Context) -> Iterator[Change]:
    """Put the French participle for an English one after a form of avoir ("a said que" → "a dit que").

    Evidence: the table of English verbs has the form, French does not, and the word behind is no English.
    """
    for match in _AUXILIARY.finditer(line.text):
        english = match.group("english")
        french = past_participle(english)
        if french is None or lead(english) > -1.0:
            continue
        following = match.group("next")
        if following and following.islower() and lead(following) < -0.5:
            continue
        yield Change(match.start("english"), match.end("english"), french)


_THE = re.compile(
    rf"(?<![\w’'-])(?:(?P<before>[a-zà-ÿœæ]+)[,;]?{_SPACE}|[,;:]{_SPACE}|[«“]{_SPACE}?)the{_SPACE}"
    rf"(?P<noun>[a-zà-ÿœæ]+)(?![\w’'-])(?={_SPACE}(?P<next>[^\W\d_]+[’']?)|[.,;:!?)]|{_SPACE}?»)"
)


@rule(
    "stray.the",
    category="stray",
    confidence=0.86,
    why="An English article stands before a French noun.",
    example=("Les élus et the gouvernement ont signé.", "Les élus et le gouvernement ont signé."),
    words=("the",),
)
def the(line: Line, context: Context) -> Iterator[Change]:
    """Put the French article for "the" before a French noun whose gender a table or its ending gives.

    Evidence: the noun is much more at home in French than in English, and so are the words beside it. A preposition
    before contracts with the article. Spared: English terms, titles, words about words, short quotations.
    """
    text = line.text
    quotations = [each.span() for each in SHORT_QUOTATION.finditer(text)]
    for match in _THE.finditer(text):
        noun, before, following = match["noun"], match["before"] or "", (match["next"] or "").lower()
        sure = before and lead(before) > 0.3 and (not following.isalpha() or lead(following) > 0.3)
        if lead(noun) < (-1.2 if sure else 0.8) or any(start < match.start() < end for start, end in quotations):
            continue
        if before in WORDS_ABOUT_WORDS or before in ARTICLES or (before and lead(before) < 0):
            continue
        if following.isalpha() and lead(following) < -0.5:
            continue
        article = definite_article(noun)
        if article is None:
            continue
        at = text.rindex("the", match.start(), match.start("noun"))
        glue = "" if article.endswith("’") else " "
        meeting = MEETINGS.get((before, article))
        if meeting:
            yield Change(match.start("before"), match.start("noun"), f"{meeting} ")
        else:
            yield Change(at, match.start("noun"), article + glue)


@rule(
    "stray.word",
    category="stray",
    confidence=0.86,
    why="A single word of another language stands among French words.",
    example=(
        "Il l’a very largement emporté con sa rivale. And maintenant, le maire e le préfet cèdent.",
        "Il l’a très largement emporté avec sa rivale. Et maintenant, le maire et le préfet cèdent.",
    ),
    words=stray_words(),
)
def word(line: Line, context: Context) -> Iterator[Change]:
    """Put the French word for an adverb, a conjunction or a preposition that one French word renders.

    Evidence: both neighbours are small French words that the other language hardly has; before "e", "y" and after
    "del" they are nouns. Spared: terms and titles, words about words, short quotations, words with two renderings.
    """
    text, quoted = line.text, line.read(terms)
    goals = not line.forms.isdisjoint(("But", "but")) and speaks_of_goals(context)
    for start, end, french, sure in chain(adverbs(text, line.forms), joints(text, line.forms)):
        if not lies_in(quoted, start) and not (goals and text[start:end] == "but"):
            yield Change(start, end, french, confidence=None if sure else 0.6)
    for start, end, french in offices(text, line.forms):
        yield Change(start, end, french)
    for start, end, french, subject in openers(text, line.forms, goals):
        if subject or not lies_in(quoted, start):
            yield Change(start, end, french)


@rule(
    "stray.phrase",
    category="stray",
    confidence=0.84,
    why="An English article and noun stand among French words.",
    example=("Les routiers paient the toll à la frontière.", "Les routiers paient le péage à la frontière."),
    words=("the", "his", "her", "their", "our", "my", "your", "this", "these", "its"),
)
def phrase(line: Line, context: Context) -> Iterator[Change]:
    """Render an English determiner and noun by the table of insertions, between French words only.

    Spared: nouns with two renderings, terms of which the next word is English as well, short quotations.
    """
    for start, end, french in english_phrases(line.text):
        if not lies_in(line.read(terms), start):
            yield Change(start, end, french)


#: First words of institutions and their English.
_INSTITUTIONS: Mapping[str, str] = {
    "Département": "Department",
    "Ministère": "Ministry",
    "Université": "University",
    "Banque": "Bank",
    "Institut": "Institute",
    "Collège": "College",
    "École": "School",
    "Conseil": "Council",
    "Association": "Association",
    "Fédération": "Federation",
    "Académie": "Academy",
    "Musée": "Museum",
    "Chambre": "House",
    "Ligue": "League",
    "Cour": "Court",
    "Église": "Church",
    "Société": "Society",
    "Secrétaire": "Secretary",
    "Directeur": "Director",
}
_HALF_TRANSLATED = re.compile(
    rf"(?P<elided>(?<!\w)[Ll][’'])?(?<!\w)(?P<head>{'|'.join(_INSTITUTIONS)}){_SPACE}"
    rf"(?=(?:of|for){_SPACE}(?:the{_SPACE})?[A-Z]\w+)"
)
#: What a ministry is for, in English and behind the French word.
_FIELDS = {
    "State": "d’État", "Defense": "de la Défense", "Defence": "de la Défense", "Justice": "de la Justice",
    "the Treasury": "du Trésor", "Treasury": "du Trésor", "Commerce": "du Commerce", "Energy": "de l’Énergie",
    "Homeland Security": "de la Sécurité intérieure", "Labor": "du Travail", "Education": "de l’Éducation",
    "Agriculture": "de l’Agriculture", "the Interior": "de l’Intérieur", "Interior": "de l’Intérieur",
    "Transportation": "des Transports", "Transport": "des Transports", "Health": "de la Santé",
    "Veterans Affairs": "des Anciens combattants", "Finance": "des Finances", "Foreign Affairs": "des Affaires étrangères",
}  # fmt: skip
_FIELD = "|".join(_FIELDS)
_MINISTRY = re.compile(
    rf"(?P<head>Département|Ministère){_SPACE}(?:of|for){_SPACE}(?P<field>{_FIELD})"
    rf"(?!\w|{_SPACE}?(?:[A-Z]|and\b|&|de{_SPACE}l['’]État)|(?:,|{_SPACE}et){_SPACE}(?:{_FIELD}))"
)


@rule(
    "stray.institution",
    category="stray",
    confidence=0.86,
    why="Only the first word of an English name was translated.",
    example=("La Banque of America a ouvert une agence.", "La Bank of America a ouvert une agence."),
    words=("of", "for"),
    trigger=rf"(?:{'|'.join(_INSTITUTIONS)}){_SPACE}(?:of|for){_SPACE}",
)
def institution(line: Line, context: Context) -> Iterator[Change]:
    """Put the English word back at the head of an English name ("Département of Government Efficiency").

    Evidence: an English preposition between the word and a capital. A ministry whose field has one French name gets
    that ("Département of Justice" → "Département de la Justice"). Where a city or country stands there under its
    French name, the preposition is what was not translated: "Université of Bologne" (`stray.of-place`).
    """
    for match in _HALF_TRANSLATED.finditer(line.text):
        if OF_FRENCH_PLACE.match(line.text, match.end("head")):
            continue
        ministry = _MINISTRY.match(line.text, match.start("head"))
        if ministry:
            yield Change(ministry.end("head"), ministry.end(), f" {_FIELDS[ministry['field']]}")
            continue
        english = _INSTITUTIONS[match["head"]]
        elided = match["elided"] or ""
        if elided and english[0] not in "AEIOU":
            elided = "Le " if elided[0] == "L" else "le "
        yield Change(match.start(), match.end("head"), elided + english)
