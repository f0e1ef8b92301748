"""Capitals behind an ellipsis that interrupts a phrase: « la nécessité de . . . Protéger les déposants »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names
from pipeline.repair.name_lexicon import capital_only
from pipeline.repair.name_table import name_table
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentence_names import has_verb
from pipeline.repair.typography import BLANK
from pipeline.repair.verbs import is_verb

#: Dots with spaces among them, as English newspapers print what they leave out; and any ellipsis.
_SPACED = rf"\.[{BLANK}]\.[{BLANK}]\.(?:[{BLANK}]\.)?"
_DOTS = rf"[{BLANK}]?(?P<dots>(?P<spaced>{_SPACED})|\.\.\.|…)[{BLANK}]+"
#: Words that end no sentence; those after which somebody may break off and begin anew are left out.
_OPEN = (
    "de|du|des|à|au|aux|par|pour|sur|dans|en|sous|vers|chez|entre|avec|sans|contre|afin de|"
    "le|la|les|un|une|ce|cette|ces|son|sa|ses|leur|leurs|nos|vos|notre|votre|et|ou|que|qui"
)
#: So much there is, or somebody has.
_THERE_IS = r"(?:il )?y (?:a|aura|avait|aurait|a eu)|n[’']y (?:a|aura|avait|aurait)"
_DETERMINER = (
    r"(?:[LDC]es|L[ae]|Une?|Ce(?:t|tte)?|S(?:on|a|es)|Leurs?|N(?:otre|os)|V(?:otre|os)|Plusieurs|Toute?s?|Tous|Aux?|"
    r"Du|De)"
)
_ARTICLES = frozenset("le la les un une ce cette ces son sa ses leur leurs nos vos notre votre des du au aux".split())
_BROKEN = re.compile(
    rf"(?<![\w’'-])(?:(?P<open>{_OPEN})|(?P<there>{_THERE_IS})){_DOTS}"
    rf"(?P<word>(?:[LDJMNST]|Qu)[’'](?=[^\W\d_])|[A-ZÀ-Þ][a-zà-ÿœ]*(?![\w’'-]))(?P<rest>[^.!?…]*)(?P<end>[.!?…]?)"
)
_QUANTITY = frozenset("Moins Plus Beaucoup Trop Assez Peu Autant Davantage Encore Toujours Seulement".split())
#: Words that open a sentence that somebody begins anew.
_ANEW = frozenset(
    "Non Oui Mais Enfin Bon Bref Ah Oh Eh Hé Allez Attends Attendez Écoutez Écoute Pardon Bien Voilà Alors Donc Or Car "
    "Puis Et Je Tu Il Elle On Nous Vous Ils Elles Si Comment Pourquoi Quand Quoi Quel Quelle Hein Euh Ben Tiens Ça "
    "Cela Merci Regardez Regarde Voyons Disons Dites Comme C J".split()
)


@rule(
    "capitals.open-ellipsis",
    category="capitals",
    confidence=0.87,
    why="The ellipsis stands inside a phrase, which goes on with a small letter.",
    example=(
        "« Il faut parler de . . . L’avenir du port », a dit la maire.",
        "«\u00a0Il faut parler de… l’avenir du port\u00a0», a dit la maire.",
    ),
    trigger=rf"(?:\.[{BLANK}]?\.[{BLANK}]?\.|…)[{BLANK}]+[A-ZÀ-Þ]",
)
def open_ellipsis(line: Line, context: Context) -> Iterator[Change]:
    """“discuté de . . . La manière dont” → “discuté de… la manière dont”; the ellipsis stays.

    Evidence: a preposition, an article or “il y a” before the ellipsis, and behind it a word that goes on with it and
    is no name: an article, a pronoun with “que”, an infinitive, a quantity; or any French word if the dots have the
    spaces that French never sets between them. Without these spaces only an infinitive is sure.
    Spares who breaks off and begins anew (“c’est le… Non.”), names and titles.
    """
    for match in _BROKEN.finditer(line.text):
        word, rest = match["word"], match["rest"]
        if word in _ANEW:
            continue
        if match["spaced"]:
            found = _goes_on(match, context)
        else:
            found = _is_infinitive(match, context) and not has_verb(rest.lower(), context.lexicon)
        if found:
            at = match.start("word")
            yield Change(at, at + 1, word[0].lower())


def _goes_on(match: re.Match[str], context: Context) -> bool:
    """Whether the word behind the ellipsis goes on with the one before it, and is no name."""
    word, low = match["word"], match["word"].lower()
    following = re.match(rf"[{BLANK}]?([\w’'-]+)", match["rest"])
    after = following[1] if following else ""
    if match["there"]:
        return word in _QUANTITY or re.fullmatch(_DETERMINER, word) is not None and after[:1].islower()
    before = match["open"]
    if before in _ARTICLES:
        return after[:1].islower() and _is_word(low, word, context)
    if word[-1] in "’'":
        if word[0] == "L":
            # « L’Oréal », « L’Équipe »: a name begins with the article.
            return after[:1].islower() or after[:2].isupper() and not name_table().types.get(word + after)
        return after[:1].islower()
    if re.fullmatch(_DETERMINER, word):
        return after[:1].islower()
    if not after[:1].islower() and after:
        return False
    return _is_word(low, word, context)


def _is_infinitive(match: re.Match[str], context: Context) -> bool:
    """Whether an infinitive follows a preposition that calls for one: “de… Protéger les”."""
    word, low = match["word"], match["word"].lower()
    if match["open"] not in ("de", "à", "pour", "sans", "afin de") or not low.endswith(("er", "ir", "re")):
        return False
    return is_verb(low, context.lexicon, or_noun=True) and not is_noun(low) and _is_word(low, word, context)


def _is_word(low: str, word: str, context: Context) -> bool:
    """Whether a word with a capital is a usual French word and nobody’s name."""
    if word in first_names() or low in capital_only() or name_table().types.get(word):
        return False
    return context.lexicon.zipf(low) >= 3.0
