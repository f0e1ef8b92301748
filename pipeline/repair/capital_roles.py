"""Capitals of what stands beside a name or a noun: ranks and kin after a comma, participles, trades, an elided “d’”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language import FOREIGN, frequency
from pipeline.repair.capital_links import speaks_of_works
from pipeline.repair.capitals import changed, in_quotes, in_title, is_title_cased
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names
from pipeline.repair.nouns import noun_form
from pipeline.repair.rule import Change, Context, rule

_SPACE = "[ \u00a0\u202f]"
_ENDS = (".", "!", "?", "…", "»", "”", ")", ":", ";")

#: What says in apposition which one somebody or something is: adjectives, ordinals, kin.
_RANKS = (
    "actuel actuelle actuels actuelles ancien ancienne anciens anciennes futur future nouveau nouvelle jeune célèbre "
    "simple seul seule premier première deuxième second seconde troisième quatrième cinquième sixième septième dixième "
    "dernier dernière principal principale double triple quadruple quintuple petit petite gros grosse vieux vieille "
    "meilleur meilleure unique véritable longtemps autrefois jadis naguère fils fille frère sœur père mère époux "
    "épouse "
    "mari veuf veuve neveu nièce cousin cousine petit-fils petite-fille beau-frère belle-sœur ex-président ex-ministre "
    "ex-champion ex-championne tenant tenante détenteur détentrice finaliste demi-finaliste lauréats titulaire "
    "directeur directrice président présidente chercheur chercheuse responsable porte-parole "
    "surnommé surnommée alias filiales rivale rival concurrent concurrente coauteur colistier numéro"
).split()
_RANK = re.compile(
    rf"(?<=[^\W_],){_SPACE}+(?P<word>{'|'.join(rank[0].upper() + rank[1:] for rank in sorted(_RANKS))})"
    rf"(?={_SPACE}+(?P<next>[dl][’']|[a-zà-ÿœ]+)(?![’']))"
)
#: Words that make a name together with a rank (Premier ministre, Première Guerre mondiale), and "et", "ou" in lists.
_NAMED_WITH_RANK = frozenset(
    "et ou ministre ministres guerre testament continent monde droite gauche vague régime république empire garde "
    "chambre "
    "dame internationale prix école ligue division".split()
)
_PARTICIPLE = re.compile(
    rf"(?<![\w’'-])(?P<noun>[a-zà-ÿœ]{{3,}}){_SPACE}(?P<word>[A-ZÀ-Þ][a-zà-ÿœ]{{2,}}(?:ants?|antes?|ée?s?))"
    rf"(?={_SPACE}(?P<next>les?|la|une?|des|son|sa|ses|leurs?|à|au|aux|en|dans|par|pour|sur|depuis|de|du|le)(?!\w)"
    rf"|{_SPACE}[ld][’'])"
)
#: Participles that are nouns or names as well.
_NOT_PARTICIPLES = frozenset(
    "durant commandant représentant lieutenant restaurant étudiant étudiante enfant enfants géant géante géants "
    "croissant "
    "levant couchant montant vivant vivants passant sergent président figurant figurants savants comté comtés cité "
    "cités "
    "côté côtés été café cafés traité traités musée musées vallée vallées armée armées année années conté liberté "
    "santé "
    "beauté volonté égalité marché marchés congé congés clé clés blé procédé procédés carré doré aimé désiré honoré "
    "renée "
    "andrée dorothée aimée désirée élysée prytanée athénée coryphée trophée trophées lycée lycées fée fées épée épées "
    "majesté altesse éminence ligue autorité autorités université universités faculté facultés société sociétés comité "
    "comités député députés députée défilé délégué communauté communautés actualité actualités vérité vérités".split()
)
#: Trades and callings that head no name of a body and are no form of address.
_TRADES = (
    "entraîneur entraîneuse sélectionneur joueur joueuse attaquant attaquante coureur coureuse sprinteur pilote buteur "
    "buteuse ailier cycliste nageur nageuse athlète skieur skieuse patineur patineuse boxeur boxeuse footballeur "
    "footballeuse basketteur handballeur rugbyman tennisman alpiniste chercheur chercheuse économiste politologue "
    "sociologue historien historienne analyste journaliste militant militante médecin astronaute physicien physicienne "
    "biologiste ingénieur ingénieure cofondateur cofondatrice agriculteur agricultrice éleveur éleveuse milliardaire "
    "écrivain écrivaine romancier romancière actrice acteur chanteur chanteuse musicien musicienne pianiste violoniste "
    "navigateur navigatrice astronome mathématicien mathématicienne chimiste glaciologue volcanologue paléontologue "
    "apiculteur apicultrice viticulteur viticultrice "
    "virologue épidémiologiste psychiatre psychologue climatologue océanographe géologue archéologue anthropologue "
    "entrepreneur entrepreneuse banquier banquière syndicaliste vigneron vigneronne chirurgien chirurgienne infirmier "
    "infirmière pharmacien pharmacienne vétérinaire photographe informaticien informaticienne développeur gérant "
    "gérante "
    "policier policière gendarme pompier retraité retraitée habitant habitante ouvrier ouvrière salarié salariée "
    "diplomate soldat touriste passager passagère voisin voisine étudiant étudiante élève "
    "enseignant enseignante parent fonctionnaire citoyen citoyenne manifestant manifestante migrant migrante"
).split()
_TRADE = re.compile(
    rf"(?:(?<=[a-zà-ÿœ,;]{_SPACE})(?P<article>l[’']|d[’']|cet{_SPACE}|l[ea]{_SPACE}|une?{_SPACE}|son{_SPACE}|sa{_SPACE}"
    rf"|cette{_SPACE}|du{_SPACE}|aux?{_SPACE}|[ldcs]es{_SPACE}|leurs?{_SPACE}|nos{_SPACE})"
    rf"|^(?P<first>L[’']|L[ea]s?{_SPACE}|Une?{_SPACE}|Des{_SPACE}))"
    rf"(?P<word>(?:{'|'.join(trade[0].upper() + trade[1:] for trade in sorted(_TRADES))})s?)(?![\w’'-])"
    rf"(?!{_SPACE}(?:et|ou){_SPACE}(?:[ld][’']|(?:de|la|le){_SPACE})?[A-ZÀ-Þ])"
    rf"(?={_SPACE}(?:[a-zà-ÿœ]|[A-ZÀ-Þ][a-zà-ÿ]+{_SPACE}[A-ZÀ-Þ])|[.,;:]|{_SPACE}?[»(])"
)
#: Countries and the like behind an elided “de”; family names begin so too (D’Annunzio).
_OF = re.compile(
    rf"(?<![\w’'-])[a-zà-ÿœ]+{_SPACE}(?P<word>D)(?=[’'](?:(?:État|Azur|Ivoire|Honneur|Europe|Amérique|Afrique|Asie|"
    rf"Israël|Espagne|"
    r"Italie|Allemagne|Angleterre|Irlande|Écosse|Ukraine|Iran|Irak|Égypte|Algérie|Argentine|Australie|Autriche|Arabie|"
    r"Éthiopie|Haïti|Estonie|Islande|Inde|Indonésie|Or|Orsay|Europe|Amazon|Apple|Airbus|OpenAI|Amnesty)(?!\w)"
    r"|(?P<small>[a-zà-ÿœ]{2,})(?![’'])))"
)


_PLACES = (
    "État|Europe|Amérique|Afrique|Asie|Israël|Espagne|Italie|Allemagne|Angleterre|Irlande|Écosse|Ukraine|Iran|"
    "Irak|Égypte|"
    "Algérie|Argentine|Australie|Autriche|Éthiopie|Estonie|Islande|Inde|Indonésie|Union européenne|Élysée|"
    "Assemblée nationale"
)
#: The same of an elided article behind a small preposition, before what is no title: papers and works begin so too.
_THE = re.compile(
    rf"(?<![\w’'-])(?:minist(?:re|ère)s?{_SPACE}de{_SPACE}(?P<office>L)(?=[’'](?:Agriculture|Intérieur|Éducation|"
    rf"Économie|"
    rf"Énergie|Écologie|Environnement|Égalité|Emploi|Industrie|Enseignement|Aménagement|Immigration|Information))"
    rf"|(?:de|à|par|que|pour|avec|et|dans|sur|selon|contre|vers|"
    rf"depuis){_SPACE}(?:(?P<place>L)(?=[’'](?:{_PLACES})(?![\w’'-]))"
    rf"|(?P<body>L)(?=[’'](?!AGEFI|OBS|ADN|ACTU|ÉQUIPE|EXPRESS|ALSACE|UNION|HUMA|EST|AVENIR)[A-ZÉ]{{2,6}}(?![\w’'-]))))"
)


def _plain(text: str, at: int) -> bool:
    return text.rstrip().endswith(_ENDS) and not in_quotes(text, at)


@rule(
    "capitals.rank",
    category="capitals",
    confidence=0.86,
    why="What is said of somebody after a comma begins small.",
    example=(
        "Anna Brecht, Actuelle directrice du port, et son frère, Ancien marin, sont partis.",
        "Anna Brecht, actuelle directrice du port, et son frère, ancien marin, sont partis.",
    ),
    trigger=rf",{_SPACE}[A-ZÀ-Þ][a-zà-ÿ]+(?:-[a-z]+)?{_SPACE}[a-zà-ÿœ]",
)
def rank(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a rank, an ordinal or a kinship after a comma: “, Actuel directeur”, “, Fils de paysans”.

    Evidence: a small word follows, which makes no title of it. Spares lists, quoted titles, headlines.
    """
    text = line.text
    changes = []
    for match in _RANK.finditer(text):
        at = match.start("word")
        if match["next"] in _NAMED_WITH_RANK or not _plain(text, at) or in_title(text, at, ","):
            continue
        changes.append(Change(at, at + 1, text[at].lower()))
    if changes and not is_title_cased(changed(text, changes)):
        yield from changes


@rule(
    "capitals.participle",
    category="capitals",
    confidence=0.85,
    why="The participle goes on with the phrase.",
    example=(
        "Les deux mois Précédant la course, les lois Votées en mars ont changé.",
        "Les deux mois précédant la course, les lois votées en mars ont changé.",
    ),
    trigger=rf" [A-ZÀ-Þ][a-zà-ÿœ]+(?:ants?|antes?|ée?s?){_SPACE}",
)
def participle(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a participle behind its noun: “les mois Précédant la course”, “les lois Votées en mars”.

    Evidence: the infinitive is a usual verb, other languages do not have the form, and a past participle agrees with
    the noun and is no masculine singular, as names are. Spares names like participles, quoted titles, headlines.
    """
    text = line.text
    changes = []
    for match in _PARTICIPLE.finditer(text):
        word, at = match["word"].lower(), match.start("word")
        if not _plain(text, at) or match["word"] in first_names() or word in _NOT_PARTICIPLES:
            continue
        form = noun_form(match["noun"])
        if form is None or not _is_participle(word, context.lexicon) or not _agrees(word, form, match["next"]):
            continue
        if all(frequency(word, language) < max(frequency(word, "fr"), 3.0) for language in FOREIGN):
            changes.append(Change(at, at + 1, text[at].lower()))
    if changes and not is_title_cased(changed(text, changes)):
        yield from changes


def _is_participle(word: str, lexicon: Lexicon) -> bool:
    stem = re.sub(r"(?:antes?|ants?|ée?s?)$", "", word)
    endings = ("er", "ger", "ir", "re") if word.endswith(("ant", "ants", "ante", "antes")) else ("er",)
    stem = stem.removesuffix("iss") if stem.endswith("iss") and lexicon.known(stem[:-3] + "ir") else stem
    known = any(lexicon.zipf((stem.removesuffix("e") if end == "ger" else stem) + end) >= 2.5 for end in endings)
    return lexicon.known(word) and known


#: What begins the object of a present participle; nothing stands for an elided article.
_OBJECTS = ("le", "la", "les", "un", "une", "des", "son", "sa", "ses", "leur", "leurs", "à", "au", "aux", None)


def _agrees(word: str, form: tuple[str | None, bool], following: str | None) -> bool:
    gender, plural = form
    if word.endswith("ant"):
        return following in _OBJECTS
    if word.endswith(("ants", "ante", "antes")):
        return False
    if word.endswith("é"):
        return gender == "m" and not plural and following == "par"
    feminine = word.endswith(("ée", "ées"))
    return plural == word.endswith("s") and (gender is None or (gender == "f") == feminine)


@rule(
    "capitals.trade",
    category="capitals",
    confidence=0.85,
    why="A trade is written small.",
    example=("Selon l’Entraîneur italien, tout va bien.", "Selon l’entraîneur italien, tout va bien."),
    words=[trade[0].upper() + trade[1:] + plural for trade in _TRADES for plural in ("", "s")],
)
def trade(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a trade behind its article: “l’Entraîneur italien”, “un Chercheur de Lyon”.

    The list holds no office and no form of address, which many write with a capital (le Président, le Maire). Spares
    documents that speak of works, where it may be a title, quoted titles, and headlines.
    """
    text = line.text
    if context.evidence(speaks_of_works):
        return
    changes = []
    for match in _TRADE.finditer(text):
        at = match.start("word")
        if _plain(text, at):
            changes.append(Change(at, at + 1, text[at].lower()))
    if changes and not is_title_cased(changed(text, changes)):
        yield from changes


@rule(
    "capitals.elided",
    category="capitals",
    confidence=0.88,
    why="The preposition, or the article behind one, is written small inside the sentence.",
    example=("Le chef D’entreprise et le secrétaire D’État.", "Le chef d’entreprise et le secrétaire d’État."),
    words=("D", "L"),
)
def elided(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of “D’” before a small word or a country, behind a small word: “secrétaire D’État”.

    So it does with “L’” behind a preposition, before a country, an acronym or the field of a minister. Spares papers
    (de L’Équipe), family names (D’Annunzio, D’Alema), quoted titles, and headlines.
    """
    text = line.text
    changes = []
    for match in _OF.finditer(text):
        at = match.start("word")
        if _plain(text, at) and (not match["small"] or context.lexicon.zipf(match["small"]) >= 2.5):
            changes.append(Change(at, at + 1, "d"))
    for match in _THE.finditer(text):
        at = match.start(match.lastgroup)
        if _plain(text, at) and not (match["place"] and context.evidence(speaks_of_works)):
            changes.append(Change(at, at + 1, "l"))
    changes.sort(key=lambda change: change.start)
    if changes and not is_title_cased(changed(text, changes)):
        yield from changes
