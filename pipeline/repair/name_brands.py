"""The family names: names cut in two, and names of firms and media that are words as well, where a firm must stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.language import FOREIGN, frequency
from pipeline.repair.evidence import all_words, vocabulary
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, in_token, small_names, table_of
from pipeline.repair.name_lexicon import capital_only
from pipeline.repair.name_table import NameTable
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table

#: A piece this frequent in any language is a word, and no piece.
_ANY_WORD = 3.3
_CAPITAL_BEFORE = re.compile(r"(?<![\w’'-])(?P<elided>[dlDL][’'])?(?P<piece>[A-ZÀ-Þ][a-zà-ÿœ]+) $")
#: So short a name could be put together by chance.
_SHORTEST = 6


@rule(
    "names.cut",
    category="names",
    confidence=0.9,
    why="The name was cut in two.",
    example=("La mine du Bots wana a fermé.", "La mine du Botswana a fermé."),
    among=small_names,
)
def cut(line: Line, context: Context) -> Iterator[Change]:
    """Joins a name that a blank has cut in two: "Bots wana", "Net flix".

    Evidence: the second piece is no word of any language, and the whole is a name of the tables, or one that the
    document writes in one piece. Spares a first piece that is a first name.
    """
    small = context.evidence(small_names)
    for word in line.words:
        piece = word.group()
        if piece not in small or in_token(line.text, word.start(), word.end()):
            continue
        before = _CAPITAL_BEFORE.search(line.text, max(0, word.start() - 30), word.start())
        if before is None or before["piece"] in first_names():
            continue
        whole = before["piece"] + piece
        if len(whole) < _SHORTEST or any(frequency(piece, language) >= _ANY_WORD for language in ("fr", *FOREIGN)):
            continue
        if _is_known(whole, context) or context.evidence(vocabulary)[whole] and not _is_known(before["piece"], context):
            yield Change(word.start() - 1, word.start(), "")


def _is_known(name: str, context: Context) -> bool:
    table = table_of(context)
    small = name.lower()
    return name in table.types or small in capital_only() or small in load_table("names")["spelling"]["small_places"]


#: What a firm, a paper or a club does, before its name, and the kinds of names that may follow.
_FIRMS = (
    "groupe|constructeur(?: automobile)?|avionneur|opérateur|fabricant|géant|firme|entreprise|société|banque|assureur|"
    "distributeur|enseigne|marque|compagnie(?: aérienne)?|start-up|jeune pousse|éditeur|équipementier|laboratoire|"
    "réseau social|plateforme|application|appli|messagerie|moteur de recherche|navigateur|chaîne|agence de presse|"
    "studio|"
    "brasseur|sidérurgiste|pétrolier|armateur|motoriste|joaillier|horloger|maroquinier|couturier|transporteur|"
    "fournisseur d[’']accès|cabinet|consortium|conglomérat|holding|filiale|maison mère|syndicat|"
    "site(?: d[’']information| spécialisé| d[’']actualités?)?|fonds|biotech|fintech|loueur|magazine|"
    "hebdomadaire|revue|sous-traitant"
)
_SLOT = re.compile(
    rf"(?<![\w’'-])(?:[Ll]e|[Ll]a|[Dd]u|[Aa]u|[Uu]ne?|[Dd]e la|[Àà] la|[Cc]ette|[Cc]e|(?:[Dd]e |[Àà] )?[Ll][’']) ?"
    rf"(?:(?:ex-|géant |petite? |grande? |célèbre )?(?:{_FIRMS})"
    r"(?: (?:américaine?|française?|allemande?|chinoise?|japonaise?|coréenne?|sud-coréenne?|coréen|italienne?|"
    r"espagnole?|"
    r"britannique|suisse|suédoise?|indienne?|russe|publique?|privée?|mondiale?|historique|italien|indien|"
    r"européen(?:ne)?))?)"
    r" (?P<name>[a-zà-ÿ][\w-]{2,})(?![\w’'-])"
    r"|(?<![\w’'-])(?:[Cc]hez|(?:PDG|patronn?e?|actions?|titre|salariés|filiale|clients|usines?|concession|"
    r"fondateur) d[eu]"
    r"|[Gg]roupe) (?P<other>[a-zà-ÿ][\w-]{2,})(?![\w’'-])"
)
#: Names that are adjectives or verbs too, or nouns of what a firm may be or make.
_NOT_BY_SLOT = frozenset(
    "continental général mobile nationale direct public privé commune orange rouge leader active libre premium capital "
    "textile cosmos elle bel salon stern latitude focus brut sharp deadline dawn expresso cell nostalgie "
    "challenges".split()
)
#: After a name that is a word as well: a stop, or what goes on with the sentence, and no adjective.
_AFTER_NAME = re.compile(
    r"[.,;:)]|[ \u00a0]»|$|[ \u00a0](?:(?:a|ont|est|sont|va|avait|aura|était|sera|et|ou|qui|pour|en|dans|à|au|aux|"
    r"par|sur|"
    r"ne|se|doit|peut|veut|annonce|lance|prévoit|affirme|assure|vient|compte|recrute|vend|redoute|dénonce|réclame|"
    r"exige|appelle|menace|craint|espère|refuse|promet|revendique|estime|juge|demande|accuse|conteste|avec|depuis|"
    r"mais|comme|où|que|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?![\w’'-])|[ns][’'])"
)


_AT = re.compile("[Cc]hez ")
#: With whom somebody is at home.
_WITH_SOMEBODY = frozenset("lui elle moi toi soi nous vous eux elles maman papa mémé autrui".split())


@lru_cache(maxsize=8)
def _brands(table: NameTable) -> dict[str, str]:
    """Names of one word of firms, media and products that start with a capital, in small letters → right."""
    kinds = ("company", "media", "product")
    names = sorted(name for name, kind in table.types.items() if kind in kinds and name.isalpha() and name[0].isupper())
    names = [name for name in names if len(name) > 2 and name not in table.small_too]
    return {name.lower(): name for name in names if name.lower() not in _NOT_BY_SLOT}


@lru_cache(maxsize=8)
def _small_brands(table: NameTable) -> Picker:
    brands = _brands(table)
    return Picker(lambda word: word in brands)


def brands_in_small(context: Context) -> frozenset[str]:
    """The words of the document, written small, that are names of firms, media or products as well."""
    return _small_brands(table_of(context))(context.evidence(all_words))


@rule(
    "names.brand",
    category="names",
    confidence=0.86,
    why="The name of a firm takes a capital.",
    example=("Le constructeur fiat recrute.", "Le constructeur Fiat recrute."),
    among=brands_in_small,
)
def brand(line: Line, context: Context) -> Iterator[Change]:
    """Gives a name of a firm its capital where only a firm can stand: "le constructeur fiat", "chez oracle".

    The name may be a French word by itself. Behind "patron de" it must be no word that a noun could be.
    """
    brands = _brands(table_of(context))
    for match in _SLOT.finditer(line.text):
        small = match["name"] or match["other"]
        right = brands.get(small)
        if right is None or in_token(line.text, match.end() - len(small), match.end()):
            continue
        word = context.lexicon.known(small) and small not in capital_only()
        # (No noun stands behind "chez" by itself: chez orange, on se tait.)
        open_ = match["other"] and (not _AT.match(match.group()) or small in _WITH_SOMEBODY)
        if word and (open_ or not _AFTER_NAME.match(line.text, match.end())):
            continue
        yield Change(match.end() - len(small), match.end(), right)
