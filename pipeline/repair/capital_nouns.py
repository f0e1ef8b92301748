"""Capitals of nouns that French never writes so, by the words around them: “la prochaine Réunion”, “sa Voiture”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from pipeline.repair.capital_links import PLAIN_NEXT, capital_nouns, speaks_of_works
from pipeline.repair.capitals import in_quotes, is_title_cased
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import table_of
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule

_SPACE = "[ \u00a0\u202f]"
#: Nouns that a place, a body or a firm may be called by alone behind “le” or “la”, and by nothing else.
_WITH_ARTICLE_A_NAME = frozenset(
    "réunion version syndicat stade usine restaurant contrat interview pacte sommet plan programme projet forum "
    "festival congrès convention mission opération observatoire laboratoire réseau collectif cercle club village "
    "chapelle colline fabrique machine friche cave canal piscine grange source rivière rocher salle scène forge gare "
    "station maison villa auberge taverne brasserie cuisine atelier jardin terrasse boutique semaine saison rentrée "
    "exposition histoire siècle vestiaire fête".split()
)
#: Of these only what makes no name of them may follow, but for an adjective: “premier Syndicat agricole”.
_NAMED_WITH_MORE = _WITH_ARTICLE_A_NAME - frozenset(
    "syndicat usine restaurant contrat version vestiaire village".split()
)
_NAMED_BY_MORE = _WITH_ARTICLE_A_NAME - frozenset("usine restaurant contrat vestiaire".split())
#: Rivers, seasons, laws, parties and what else has a capital in some of these places.
_NAMES_TOO = frozenset(
    "candidat candidats loi lois somme don mur milieu congrès conservateurs travaillistes enfant eau aéroport "
    "cheval sommet hymne "
    "éléments "
    "nuits directive règlement règlements traités acte actes livre livres".split()
)
_ADJECTIVE = (
    "prochaine?s?|derni(?:er|ère)s?|premi(?:er|ère)s?|nouve(?:au|aux|lles?|l)|ancien(?:ne)?s?|futur(?:e?s?)|petite?s?|"
    "vie(?:ux|il|illes?)|seule?s?|seconde?|principa(?:le?s?|ux)|gros(?:ses?)?|énormes?|simples?|énièmes?|deuxième|"
    "troisième|quatrième|cinquième|mauvaise?s?|meilleure?s?|longue?s?|brefs?|brèves?|véritables?|récente?s?|"
    "immenses?|actuel(?:le)?s?|précédente?s?|jeunes?|même|pire|large|modeste|fameu(?:x|ses?)|célèbres?|rare|unique"
)
#: What makes no name of the noun behind it.
_OPEN = "une?|ce|cet|cette|ces|son|sa|ses|leurs?|notre|nos|chaque|aucune?|quelques|plusieurs|toute|tout|quelle?s?"
#: Before a definite article these show that no title begins with it.
_BEFORE = (
    "dans|sur|sous|devant|derrière|avec|après|avant|malgré|pendant|durant|depuis|vers|contre|sans|pour|par|entre|dès|"
    "hors|quitté|rejoint|fermé|ouvert|trouvé|atteint|traversé"
)
_BEHIND = (
    rf"(?={_SPACE}(?:{PLAIN_NEXT}|il|elle|ils|elles|on|s[’']|n[’']|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    rf"hier|prévue?|après|avant|devant|chez|jusqu[’']|vers|durant|pendant|face)(?![\w-])|{_SPACE}(?:s|n|qu|jusqu)[’']"
    rf"|{_SPACE}?[.,;:!?…)»])(?!{_SPACE}(?:et|ou|du|des){_SPACE}[A-ZÀ-Þ])"
)
_MORE_BEHIND = (
    rf"(?={_SPACE}(?:de{_SPACE}|d[’'])(?:la{_SPACE}|l[’'])?[a-zà-ÿœ\d]"
    rf"|(?P<more>){_SPACE}(?!des?(?!\w))[a-zà-ÿœ]{{3,}}(?![’'-]))"
)
_NOUN = r"(?P<noun>[A-ZÀ-ÞŒ][a-zà-ÿœ]{2,})(?![\w’'-])"
_FRAMES = tuple(
    re.compile(frame)
    for frame in (
        # la prochaine Réunion, premier Syndicat agricole, une nouvelle Usine de Lyon
        rf"(?<![\w’'-])(?:{_ADJECTIVE}){_SPACE}{_NOUN}(?:(?P<plain>{_BEHIND})|{_MORE_BEHIND})",
        # sa Voiture, une Version en, cette Décision étonne
        rf"(?<![\w’'-])(?P<open>(?i:{_OPEN})){_SPACE}{_NOUN}(?:(?P<plain>{_BEHIND})|{_MORE_BEHIND})",
        # dans le Vestiaire,
        rf"(?<![\w’'-])(?i:(?:{_BEFORE}){_SPACE}(?:les?|la)){_SPACE}(?P<definite>){_NOUN}{_BEHIND}",
        # l’Immeuble
        rf"(?<![\w’'-])(?i:{_BEFORE}){_SPACE}l[’'](?P<elided>){_NOUN}{_BEHIND}",
    )
)


@lru_cache(maxsize=1)
def _tables() -> tuple[frozenset[str], frozenset[str]]:
    """The nouns that are small wherever they stand, and those that are where nothing can make a name of them."""
    text = (files("pipeline.repair") / "data" / "nouns_small.txt").read_text(encoding="utf-8")
    always, _, often = text.partition("\n# Those")
    first, second = (
        frozenset(line for line in part.splitlines()[1:] if not line.startswith("#")) for part in (always, often)
    )
    return first, (second | _WITH_ARTICLE_A_NAME) - first


def _is_small(run: str) -> bool:
    """Whether a run of letters is such a noun with a capital."""
    word = run.lower()
    if not run[0].isupper() or not run[1:].islower() or word in _NAMES_TOO:
        return False
    return any(word in part for part in _tables())


@rule(
    "capitals.never",
    category="capitals",
    confidence=0.84,
    why="French writes this noun small.",
    example=(
        "La prochaine Réunion est fixée à mardi, dit-il. Sa Voiture a disparu.",
        "La prochaine réunion est fixée à mardi, dit-il. Sa voiture a disparu.",
    ),
    picks=Picker(_is_small),
    trigger=rf"[A-ZÀ-ÞŒ](?:(?<=[a-zà-ÿœ]{_SPACE}.)|(?<=[dl][’'].))[a-zà-ÿœ]{{2}}",
)
def never(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a noun that is no name behind an adjective, a possessive, “une”, or a preposition and “le”.

    Evidence: the noun is one that is met thousands of times in French and hardly ever with a capital; no capital goes
    on with it, and the document has it so at most twice and not as a name. Spares headings, quoted titles, documents
    on works of art behind a definite article, and what a place or a body may be called.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ")", ":", ";")) or is_title_cased(text):
        return
    types = table_of(context).types
    for frame in _FRAMES:
        for match in frame.finditer(text):
            form, at = match["noun"], match.start("noun")
            word = form.lower()
            if not _is_small(form) or in_quotes(text, at) or form in types:
                continue
            groups = match.groupdict()
            if groups.get("more") is not None and word in _NAMED_WITH_MORE or (
                groups.get("plain", "") is None and groups.get("more") is None and word in _NAMED_BY_MORE
            ):
                continue
            plain = groups.get("plain") is not None or "open" in groups
            if word in _tables()[1] - _WITH_ARTICLE_A_NAME and not plain:
                continue
            definite = "definite" in frame.groupindex or "elided" in frame.groupindex
            if definite and (word in _tables()[1] and word != "vestiaire" or context.evidence(speaks_of_works)):
                continue
            if context.evidence(capital_nouns)[form] <= (2 if not definite else 1):
                yield Change(at, at + 1, text[at].lower())
