"""Capitals inside set phrases and measures: “modus Vivendi”, “par An”, “deux tonnes de Poulpe”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.language import FOREIGN, frequency
from pipeline.repair.capital_links import PLAIN_NEXT, WITH_CAPITAL, capital_nouns, small_nouns, speaks_of_works
from pipeline.repair.capitals import in_quotes, is_title_cased
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, surnames, table_of
from pipeline.repair.nouns import is_listed, noun_form
from pipeline.repair.phrases import Phrases
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule

_SPACE = "[ \u00a0\u202f]"
_ENDS = (".", "!", "?", "…", "»", "”", ")", ":", ";")

#: Latin and Italian phrases that French uses as words, all of them written small.
_PHRASES = (
    "a contrario|a fortiori|a posteriori|a priori|ad hoc|ad hominem|ad infinitum|ad libitum|ad nauseam|ad vitam "
    "aeternam|"
    "alma mater|alter ego|casus belli|curriculum vitae|de facto|de jure|deus ex machina|ex aequo|ex nihilo|extra muros|"
    "fac simile|grosso modo|habeas corpus|honoris causa|idem|in absentia|in extenso|in extremis|in fine|in memoriam|"
    "in situ|in utero|in vitro|in vivo|intra muros|ipso facto|manu militari|mea culpa|modus operandi|modus vivendi|"
    "motu proprio|nec plus ultra|numerus clausus|persona non grata|post mortem|pro bono|pro domo|pro forma|"
    "quid pro quo|sine die|sine qua non|statu quo|stricto sensu|sub judice|ultra petita|vade mecum|vice versa|"
    "a cappella|al dente|dolce vita|mezzo soprano|prima donna"
).split("|")


@lru_cache(maxsize=1)
def _phrase() -> re.Pattern[str]:
    either = "|".join(phrase.replace(" ", _SPACE) for phrase in _PHRASES if " " in phrase)
    return re.compile(rf"(?<=[a-zà-ÿœ’',»”%)]{_SPACE})(?P<phrase>(?i:{either}))(?![\w’'-])(?!{_SPACE}[A-ZÀ-Þ])")


_may_be_phrase = Phrases(phrase for phrase in _PHRASES if " " in phrase)


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    return frozenset(word.capitalize() for phrase in _PHRASES for word in phrase.split())


def _is_prose(text: str) -> bool:
    return text.rstrip().endswith(_ENDS) and not is_title_cased(text)


@rule(
    "capitals.phrase",
    category="capitals",
    confidence=0.88,
    why="The set phrase is written small.",
    example=("Ils ont trouvé un modus Vivendi avec la ville.", "Ils ont trouvé un modus vivendi avec la ville."),
    words=sorted(_last_words()),
)
def phrase(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a later word in a phrase of Latin that French has as words: “statu Quo”, “de Facto”.

    The first word must be written small, so that no name or title (Mea Culpa, Dolce Vita) is touched, nor a phrase
    before another capital.
    """
    if not _may_be_phrase(line.small) or not _is_prose(line.text):
        return
    for match in _phrase().finditer(line.text):
        written = match["phrase"]
        if written[0].islower() and not written.islower() and not any(word.isupper() for word in written.split()):
            if not in_quotes(line.text, match.start()):
                yield Change(*match.span("phrase"), written.lower())


_NEXT = rf"(?=[.,;:!?)»]|\Z|{_SPACE}[a-zà-ÿ»(;:!?])"
_UNITS = re.compile(
    rf"(?<=[a-zà-ÿœ\d%€$]{_SPACE})(?:(?:par|chaque|\d+{_SPACE}fois{_SPACE}l[’'])(?:(?<=[’'])|{_SPACE}))"
    rf"(?P<unit>An|Jour|Mois|Semaine|Heure|Minute|Seconde|Nuit|Année|Trimestre|Habitant|Personne|Ménage|Kilo|Litre|"
    rf"Tonne|"
    rf"Match){_NEXT}"
    rf"|(?<=\d{_SPACE})(?P<counted>Ans|Jours|Mois|Semaines|Heures|Minutes|Secondes|Hectares|Kilomètres|Mètres|"
    rf"Centimètres|"
    rf"Tonnes|Kilos|Grammes|Litres|Euros|Dollars|Degrés|Points|Personnes|Habitants|Étages|Watts|"
    rf"Pour{_SPACE}cent){_NEXT}(?!(?<=(?:eures|Jours)){_SPACE}d)"
    rf"|(?<=[a-zà-ÿœ]{_SPACE})(?:par|en){_SPACE}(?P<means>Hélicoptère|Avion|Train|Bateau|Voiture|Autocar|Camion|"
    rf"Téléphone|"
    rf"Ambulance|Satellite|Courriel|Tracteur|Moto)(?=[.,;)]|\Z|{_SPACE}{PLAIN_NEXT}(?!\w))"
    rf"|(?<=[a-zà-ÿœ],{_SPACE})(?P<size>Haut|Haute|Hautes|Hauts|Long|Longue|Longs|Longues|Large|Larges|Profond|"
    rf"Profonde|Épais|"
    rf"Épaisse|Lourd|Lourde|Vieux|Vieille|Riche|Riches|Forte?|Issue?s?|Native?|Natif)"
    rf"(?={_SPACE}(?:de|d[’']|du|en)(?:(?<=[’'])|{_SPACE})(?:plus|près|environ|son|sa|ses|\d|[a-zà-ÿ]))"
    rf"|(?<=\d{_SPACE})(?P<scale>M(?:illions?|illiards?)|Milliers)(?={_SPACE}(?:de(?!\w)|d[’']|[a-zà-ÿ])|[.,;)])"
    rf"|(?<=(?<!\w)une{_SPACE})(?P<first>Première)(?={_SPACE}(?:mondiale|européenne|nationale|historique|"
    rf"internationale|"
    rf"absolue|française|américaine|africaine|asiatique|médicale|scientifique|technologique|judiciaire|depuis|en|pour|"
    rf"dans|étape|fois|victoire|série|vague|partie|tranche|version)(?!\w))"
)


@rule(
    "capitals.measure",
    category="capitals",
    confidence=0.88,
    why="A unit or a number word is written small.",
    example=(
        "Il gagne 12 Millions de francs par An, une Première mondiale.",
        "Il gagne 12 millions de francs par an, une première mondiale.",
    ),
    words="Ans Jours Semaines Heures Minutes Secondes Hectares Kilomètres Mètres Centimètres Tonnes Kilos Grammes "
    "Litres "
    "Euros Dollars Degrés Points Personnes Habitants Étages Watts cent Hélicoptère Avion Train Bateau Voiture Autocar "
    "Camion Téléphone Ambulance Satellite Courriel Tracteur Moto Haut Haute Hautes Hauts Long Longue Longs "
    "Longues Large "
    "Larges Profond Profonde Épais Épaisse Lourd Lourde Vieux Vieille Riche Riches Fort Forte Issu Issue Issus Issues "
    "Natif Native "
    "An Jour Mois Semaine Heure Minute Seconde Nuit Année Trimestre Habitant Personne Ménage Kilo Litre Tonne Match "
    "Million Millions Milliard Milliards Milliers Première".split(),
)
def measure(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a unit behind “par” or a figure, of a means (“par Hélicoptère”), of a size behind a comma
    (“, Haute de 57 mètres”), and of “une Première mondiale”.

    Spares quoted titles, headlines, and what goes on with a capital.
    """
    text = line.text
    if not _is_prose(text):
        return
    for match in _UNITS.finditer(text):
        at = match.start(match.lastgroup)
        named = match["counted"] and _NAMED_HOURS.search(text, max(0, match.start() - 12), match.end())
        if not in_quotes(text, at) and not named:
            yield Change(at, at + 1, text[at].lower())


#: Races and feasts by how long they last: les 24 Heures, des Quatre Jours.
_NAMED_HOURS = re.compile(
    rf"(?<!dans )(?<!sous )(?<!toutes )(?<!tous )(?<!pendant )(?<![\w’'-])(?:[Ll]es|[Dd]es|[Aa]ux){_SPACE}"
    rf"(?:4|6|8|10|12|24|48){_SPACE}(?:Heures|Jours)\Z"
)
_QUANTITY = re.compile(
    rf"(?<![\w’'-])(?:(?P<head>(?:\d|deux|trois|quatre|cinq|six|dix|vingt|trente|quarante|cinquante|cent|mille|"
    rf"plusieurs|"
    rf"quelques|de|des){_SPACE}(?:milliers|centaines|dizaines|millions|milliards)?(?:(?<=s){_SPACE}de{_SPACE})?"
    rf"(?:tonnes?|kilos?|kilogrammes|kg|litres?|grammes|hectolitres|barils|sacs|caisses|cargaisons|hectares|quintaux|"
    rf"ans|mois|années|jours))"
    rf"|(?P<about>taux|hausse|baisse|récolte|production|consommation|pénurie|manque|stocks|culture|importations|"
    rf"exportations|livraisons|fabrication|trafic|vente|ventes|absence|demande)"
    rf"|(?P<kind>espèces?|sortes?|variétés?|colonies?|populations?|dizaines?|centaines?|milliers?|dizaine|"
    rf"vingtaine|trentaine|"
    rf"quarantaine|cinquantaine|douzaine|quinzaine|poignée|majorité|moitié))"
    rf"(?:{_SPACE}de{_SPACE}|{_SPACE}d[’'])(?P<noun>[A-ZÀ-ÞŒ][a-zà-ÿœ]{{2,}})(?![\w’'-]){_NEXT}"
    rf"|(?<![\w’'-])(?P<none>[Aa]ucune?|[Cc]haque|[Cc]ertaine?s){_SPACE}(?P<thing>[A-ZÀ-Þ][a-zà-ÿœ]{{3,}})(?![\w’'-])"
    rf"(?={_SPACE}(?:n[’']|{PLAIN_NEXT}(?!\w))|[.,;])"
)
#: What one is given years or months of.
_TERMS = frozenset(
    "prison détention réclusion emprisonnement mariage carrière travail guerre retard attente recherche recherches "
    "négociations travaux conflit formation sursis probation suspension".split()
)
_OF_TIME = re.compile(r"(?:ans|mois|années|jours)\Z")
#: Nouns of goods that are firms, places or papers as well.
_NAMES_TOO = frozenset(
    "orange carrefour casino total canal boulanger cognac champagne bordeaux bourgogne camembert roquefort cantal "
    "libération justice apple pomme action actions page marine rose pierre ferme galop courant".split()
)


_CAPITALISED = re.compile("[A-ZÀ-ÞŒ][a-zà-ÿœ]{2,}")


@Picker
def _may_be_common(run: str) -> bool:
    """Whether a run of letters with a capital is a common noun, and neither a first name nor one that may have it."""
    word = run.lower()
    if _CAPITALISED.fullmatch(run) is None or run in first_names() or {word, word.rstrip("sx")} & WITH_CAPITAL:
        return False
    return _is_common_word(word)


@rule(
    "capitals.quantity",
    category="capitals",
    confidence=0.85,
    why="A common noun behind a quantity is written small.",
    example=(
        "Ils ont pêché deux tonnes de Poulpe. Il risque dix ans de Prison.",
        "Ils ont pêché deux tonnes de poulpe. Il risque dix ans de prison.",
    ),
    picks=_may_be_common,
    trigger=rf"[A-ZÀ-ÞŒ](?:(?<=[a-zà-ÿ]{_SPACE}de{_SPACE}.)|(?<=[a-zà-ÿ]{_SPACE}d[’'].)|(?<=(?:cun|que){_SPACE}.)"
    rf"|(?<=(?:cune|ains){_SPACE}.)|(?<=aines{_SPACE}.))[a-zà-ÿœ]{{2}}",
)
def quantity(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a noun behind a quantity and “de”: “deux tonnes de Poulpe”, “dix ans de Prison”.

    Evidence: a number with its unit and a noun of the tables; behind a time, one of those that last. Behind “taux”,
    “récolte” and the like the document must also have the noun in small letters behind a determiner. Spares names of
    persons and of the table, nouns that are firms or places as well, words that another language has more often, and
    what the document has with a capital elsewhere.
    """
    text = line.text
    for match in _QUANTITY.finditer(text):
        group = "noun" if match["noun"] else "thing"
        form, at = match[group], match.start(group)
        word = form.lower()
        if not _is_common(word, form, context) or in_quotes(text, at):
            continue
        if {word, word.rstrip("sx")} & WITH_CAPITAL or match["none"] and not is_listed(word):
            continue
        if match["kind"] or match["none"]:
            right = True
        elif match["head"]:
            right = (word in _TERMS) if _OF_TIME.search(match["head"]) else True
        else:
            right = bool(context.evidence(small_nouns)[word])
        once = right and context.evidence(capital_nouns)[form] <= 1 + text.count(f"de {form}")
        if once and not is_title_cased(text):
            yield Change(at, at + 1, text[at].lower())


def _is_common(word: str, form: str, context: Context) -> bool:
    """Whether a noun with a capital is one of the tables and no name that anybody knows."""
    named = form in first_names() or form in table_of(context).types
    return not named and _is_common_word(word) and form not in context.evidence(surnames)


def _is_common_word(word: str) -> bool:
    if not (is_listed(word) or noun_form(word) is not None) or word in _NAMES_TOO:
        return False
    return max(frequency(word, each) for each in FOREIGN) < frequency(word, "fr")


_STANDING = re.compile(
    rf"(?<=[a-zà-ÿœ]s{_SPACE}|[a-zà-ÿœ],{_SPACE})(?P<word>Debout)"
    rf"(?=,|\.|{_SPACE}(?:et|dont|qui|devant|derrière|sur|dans|pendant|depuis|face|pour|à|au|aux|en)(?!\w))"
)


@rule(
    "capitals.standing",
    category="capitals",
    confidence=0.85,
    why="The adverb is written small inside the sentence.",
    example=("Il chante devant des spectateurs Debout.", "Il chante devant des spectateurs debout."),
    words=("Debout",),
)
def standing(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of “Debout” behind a noun of the plural or a comma.

    Spares parties and movements of that name (Debout la France, Nuit debout): nothing but a stop, a comma or a
    preposition may follow, and the document has no other “Debout” inside a sentence.
    """
    text = line.text
    if not _is_prose(text) or context.evidence(capital_nouns)["Debout"] > 1:
        return
    for match in _STANDING.finditer(text):
        if not in_quotes(text, match.start()):
            yield Change(match.start(), match.start() + 1, "d")


_FIRST = re.compile(
    rf"(?:^|(?<=[.!?…»]{_SPACE}))(?P<determiner>L[ae]s?|Ces?|Cet|Cette|S[ao]n?|Ses|Leurs?|Une?){_SPACE}"
    rf"(?P<noun>[A-ZÀ-Þ][a-zà-ÿœ]{{3,}})(?![\w’'-])(?={_SPACE}(?!d[ue]s?{_SPACE})(?:n[’']|{PLAIN_NEXT}(?!\w)))"
)
#: Papers whose title is a noun with its article, beside those of the table.
_PAPERS = frozenset(
    "devoir droit quotidien presse dépêche télégramme progrès nouvelliste voix libre marseillaise capital parisien "
    "populaire courrier temps soir point monde figaro croix tribune matin journal montagne provence liberté nation "
    "gazette opinion économiste équipe express projet festival salon fonds programme collectif réseau consortium forum "
    "sommet stade cercle".split()
)

#: So often a document must write a noun small before a capital behind “le” is a slip and not the name of a body.
_OFTEN = 3
#: Nouns of things and times that are no body, no paper and no title by themselves.
_THINGS = frozenset(
    "salle usine match voiture camion avion navire bateau immeuble appartement chiffre chiffres hausse baisse prix "
    "vaccin virus médicament traitement maladie épidémie incendie séisme inondation sécheresse récolte bâtiment "
    "barrage "
    "véhicule véhicules moteur batterie écran téléphone ordinateur appareil logiciel algorithme câble tunnel "
    "route autoroute trottoir toit mur plafond plancher couloir escalier ascenseur chaudière facture loyer "
    "salaire impôt "
    "taxe dette bénéfice dépense dépenses recette recettes coût coûts bilan rapport enquête procès verdict peine "
    "amende "
    "accident attaque explosion fuite panne crise conflit grève manifestation vote scrutin sondage réunion "
    "entretien discours accord contrat offre achat commande livraison colis stock production fabrication pêche chasse "
    "poisson poulpe poulet bœuf vache mouton abeille abeilles insecte oiseau oiseaux arbre arbres plante plantes "
    "poumon cerveau foie sang douleur patient patients blessé blessés victime victimes suspect suspects élève élèves "
    "température pluie neige vent chaleur froid glace sable rocher échantillon étude résultat résultats expérience "
    "méthode mesure mesures données hypothèse découverte suppression fermeture ouverture construction".split()
)


@rule(
    "capitals.noun-first",
    category="capitals",
    confidence=0.84,
    why="The noun behind the article is a common one, which the document writes small.",
    example=(
        "Ce Poulpe a disparu. Un pêcheur cherche le poulpe.",
        "Ce poulpe a disparu. Un pêcheur cherche le poulpe.",
    ),
    trigger=rf"[LCSU](?:(?<=^.)|(?<=[.!?…»]{_SPACE}.))(?<=(?=(?:L[ae]s?|Ces?|Cet|Cette|S[ao]n?|Ses|Leurs?|Une?){_SPACE}"
    rf"[A-ZÀ-Þ][a-zà-ÿœ]{{3}}).)",
)
def noun_first(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a common noun behind the determiner that begins its sentence: “Le Syndicat réclame”.

    Evidence: a noun of the tables before a verb, a preposition or “qui”; the document has it in small letters behind a
    determiner, three times where the article is definite, and with a capital nowhere else; or it is a thing, and the
    document speaks of no works of art. Spares papers, bodies and places.
    """
    text = line.text
    if not _is_prose(text):
        return
    for match in _FIRST.finditer(text):
        form, at = match["noun"], match.start("noun")
        word = form.lower()
        if not is_listed(word) or word in _PAPERS or {word, word.rstrip("sx")} & WITH_CAPITAL:
            continue
        if form == "Réunion" and match["determiner"] == "La":
            continue
        named = {form, f"{match['determiner']} {form}"} & table_of(context).types.keys()
        if named or not _is_common(word, form, context) or in_quotes(text, at):
            continue
        thing = word in _THINGS and not context.evidence(speaks_of_works)
        needed = 0 if thing else _OFTEN if match["determiner"] in ("Le", "La", "Les") else 1
        if context.evidence(small_nouns)[word] >= needed and context.evidence(capital_nouns)[form] <= 1:
            yield Change(at, at + 1, text[at].lower())
