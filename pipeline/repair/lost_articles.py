"""Articles that were lost before a noun: “trouver moyens de vérifier”, “Pourtant, juge fédérale Elaine Torres a …”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_context import starts_sentence
from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import is_person_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.subjects import given_genders
from pipeline.repair.typography import BLANK
from pipeline.repair.verbs import is_verb

_ENDS = (".", "!", "?", "…", "»", "”", ":", ";")
#: Verbs with an object that set phrases without an article know little of: infinitive and participle.
_VERBS = (
    "trouver=trouvé créer=créé construire=construit ouvrir=ouvert fournir=fourni offrir=offert produire=produit acheter=acheté "
    "recruter=recruté embaucher=embauché organiser=organisé proposer=proposé développer=développé chercher=cherché "
    "obtenir=obtenu recevoir=reçu apporter=apporté publier=publié financer=financé supprimer=supprimé adopter=adopté "
    "envisager=envisagé examiner=examiné mobiliser=mobilisé verser=versé générer=généré causer=causé provoquer=provoqué "
    "subir=subi nouer=noué attirer=attiré planter=planté installer=installé envoyer=envoyé livrer=livré récolter=récolté "
    "commettre=commis rencontrer=rencontré formuler=formulé imposer=imposé réaliser=réalisé effectuer=effectué "
    "entreprendre=entrepris vendre=vendu lancer=lancé poser=posé fabriquer=fabriqué concevoir=conçu élaborer=élaboré "
    "collecter=collecté recueillir=recueilli emprunter=emprunté dépenser=dépensé investir=investi exiger=exigé "
    "découvrir=découvert identifier=identifié conclure=conclu signer=signé distribuer=distribué importer=importé "
    "exporter=exporté susciter=suscité économiser=économisé accorder=accordé introduire=introduit"
)
_INFINITIVES, _PARTICIPLES = ("|".join(part) for part in zip(*(pair.split("=") for pair in _VERBS.split()), strict=True))
_LISTED_VERBS = frozenset(_INFINITIVES.split("|"))
#: Adjectives that stand before their noun.
_BEFORE_NOUN = (
    "nouveaux|nouvelles|grands|grandes|petits|petites|bons|bonnes|mauvais|mauvaises|gros|grosses|autres|anciens|anciennes"
    "|jeunes|vieux|vieilles|meilleurs|meilleures|nombreux|nombreuses|longues|longs|vastes|lourdes|lourds|fortes|forts"
)
#: What an infinitive follows, and verbs that take a noun without an article.
_GOVERNS = (
    rf"(?:(?:à|de|pour|peut|peuvent|pouvait|pourrait|pourra|doit|doivent|devait|devra|devrait|va|vont|allait|veut|veulent"
    rf"|voulait|voudrait|faut|fallait|faudra|souhaite|souhaitent|permet|espère|espèrent|compte|préfère|afin[{BLANK}]de)"
    rf"[{BLANK}]|d[’'])"
)
_BARE = frozenset(
    "être devenir redevenir rester paraître sembler demeurer faire refaire prendre reprendre plier porter donner tenir "
    "demander rendre avoir mettre remettre parler changer courir tirer perdre entendre dire élire nommer passer vivre "
    "mourir naître sentir crier jouer voter croiser baisser déclarer qualifier appeler super trier mêler allier joindre unir rimer boire manger opposer "
    "conjuguer préférer concilier combiner lire écrire traduire sonner parer partir venir aller sortir tomber servir voir "
    "tourner aimer chanter danser travailler compter payer coûter valoir durer peser mesurer gagner".split()
)
_OBJECT = re.compile(
    rf"(?<![\w’'-])(?:{_GOVERNS}(?:(?:ne[{BLANK}]pas|en|y|leur|lui|nous|vous|se|me)[{BLANK}]|[sl][’'])?"
    rf"(?P<infinitive>[a-zà-ÿœ]{{3,}}(?:er|ir|re))|{_INFINITIVES}|(?:a|ont|avait|avaient|aura|auront|aurait|auraient|avoir|ayant)"
    rf"(?:[{BLANK}](?:déjà|aussi|ensuite|également|récemment|enfin|ainsi))?[{BLANK}](?:{_PARTICIPLES}))[{BLANK}]"
    rf"(?P<object>(?:(?P<adjective>{_BEFORE_NOUN})[{BLANK}])?(?P<noun>[a-zà-ÿœ]{{4,}}[sx]))(?![\w’'-])"
)
#: What is given, sent or asked without an article.
_SET = frozenset(
    "bagages congés affaires honneurs lieux excuses pardons conseils secours parents enfants preuves plusieurs certains "
    "certaines toutes jamais toujours moins alors après dans sans sous vers hors dehors ailleurs longtemps parfois "
    "mieux près très assez divers diverses quelques différents différentes tous ceux celles dessus dessous dès "
    "volontiers exprès mains pieds armes corps millions milliards milliers centaines dizaines francs euros dollars "
    "livres autres nombreux nombreuses".split()
)
#: What may be a participle or an adjective: "la réserve à détenir faits par l’armée".
_QUALITY = re.compile(r"(?:(?<!m)[éiu]e?s|faits|duits|crits|mis|pris|iques|atures|aires|els|ants|ents|eurs|ifs|istes)\Z")
_NEGATED = re.compile(
    rf"(?<![\w-])(?:pas|plus|jamais|sans|ni|aucun|guère|ne|n[’'])(?:[{BLANK}][^\W\d_]+){{0,4}}[{BLANK}]?\Z"
)
#: An enumeration does without articles: "acheter livres, cahiers et stylos".
_LISTED = re.compile(
    rf"(?:[{BLANK}][a-zà-ÿœ]+(?:s|x|aux))?(?:[{BLANK}](?:de|d[’'])[{BLANK}]?[a-zà-ÿœ]+)?"
    rf"(?:,[{BLANK}]|[{BLANK}](?:et|ou|/|comme|sur|contre|après)[{BLANK}])"
    r"(?!(?:d[eu]s?|l[ae]s?|une?|aux?|à|pour|qui|que|dont|où|il|elle|ils|elles|on|mais|ainsi|ce|cela|par|en|son|sa|ses|"
    r"leurs?|notre|nos)(?!\w)|[ldc][’'])"
)


@rule(
    "words.lost-plural-article",
    category="words",
    confidence=0.84,
    why="The article before the plural is missing.",
    example=("Il faut trouver moyens de vérifier cela.", "Il faut trouver des moyens de vérifier cela."),
    trigger=rf"(?:[a-zà-ÿœ](?:er|ir|re)|(?:a|ont|avaient|avait|aura|aurait|avoir|ayant)[{BLANK}].{{0,14}}(?:{_PARTICIPLES}))[{BLANK}]"
    rf"[a-zà-ÿœ]{{4,}}[sx]",
)
def lost_plural_article(line: Line, context: Context) -> Iterator[Change]:
    """Put “des”, before an adjective “de”, between a transitive verb and a noun in the plural right behind it.

    Evidence: one of some eighty verbs, in the infinitive or with “avoir”, and a noun that the tables have, in the
    plural. Spared: set phrases (plier bagages), enumerations, negations, lines without a final stop.
    """
    text = line.text
    if not text.rstrip().endswith(_ENDS):
        return
    for match in _OBJECT.finditer(text):
        noun, adjective, at = match["noun"], match["adjective"], match.start("object")
        infinitive = match["infinitive"]
        if infinitive in _LISTED_VERBS:
            infinitive = None
        if infinitive and (infinitive in _BARE or noun_gender(infinitive) or not is_verb(infinitive, context.lexicon)):
            continue
        form = noun_gender(noun)
        if form is None or not form[1] or noun in _SET or is_verb(noun, context.lexicon) or noun in finite():
            continue
        if _NEGATED.search(text, max(0, match.start() - 40), match.start()) or _LISTED.match(text, match.end()):
            continue
        if infinitive and _QUALITY.search(noun):
            continue
        lead = "d’" if adjective and starts_with_vowel(adjective) else "de " if adjective else "des "
        # "Dénicher meilleurs talents": the best ones, perhaps.
        yield Change(at, at, lead, confidence=0.6 if adjective and adjective.startswith("meilleur") else None)


_OPENING = (
    r"Pourtant|Cependant|Mais|Or|Ensuite|Puis|Toutefois|Néanmoins|Enfin|Ainsi|Par ailleurs|De plus|En outre|Finalement"
    r"|Depuis|Hier|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Entre-temps|Désormais|Par la suite|En revanche"
    r"|Au contraire|De son côté|Plus tard|Autrement dit|En effet|D[’']ailleurs|Aujourd[’']hui"
)
_TITLED = re.compile(
    rf"(?<![\w’'-])(?:{_OPENING}),[{BLANK}](?P<role>(?P<noun>[a-zà-ÿœ]{{4,}})"
    rf"(?:[{BLANK}](?:de[{BLANK}]|d[’'])[a-zà-ÿœ]{{3,}})?(?:[{BLANK}](?P<adjective>[a-zà-ÿœ]{{4,}}))?)"
    rf"[{BLANK}](?P<given>[A-ZÀ-Þ][\w’-]+)(?:[{BLANK}](?:de[{BLANK}]|van[{BLANK}]|von[{BLANK}])?[A-ZÀ-Þ][\w’-]+){{1,2}}"
    rf"(?:,[{BLANK}][^,.;:!?«»]{{2,80}},)?[{BLANK}](?:n[’']|s[’']|ne[{BLANK}]|se[{BLANK}]|l[’']|y[{BLANK}])?(?P<verb>[a-zà-ÿœ]+)"
)
#: Forms of address that need no article.
_ADDRESSED = frozenset(
    "maître monsieur madame mademoiselle docteur saint sainte frère sœur père mère sire lord lady papa maman tante oncle "
    "messire maîtresse feu cher chère notre votre monseigneur révérend sieur dame pape".split()
)
#: An adjective of the feminine, and of the masculine.
_FEMININE = re.compile(r"(?:ale|elle|ienne|enne|aise|oise|aine|ive|euse|ière|trice|ée|ante|ente|ande|onne|ine|ectrice)\Z")
_MASCULINE = re.compile(r"(?:al|el|ien|ais|ois|ain|if|eux|ier|teur|é|ant|ent|and|on|in)\Z")


@rule(
    "words.lost-title-article",
    category="words",
    confidence=0.84,
    why="The article before the title of a person is missing.",
    example=(
        "Pourtant, juge fédérale Elaine Torres a rejeté la demande.",
        "Pourtant, la juge fédérale Elaine Torres a rejeté la demande.",
    ),
    trigger=rf",[{BLANK}][a-zà-ÿœ]{{4,}}(?:[{BLANK}](?:de[{BLANK}]|d[’'])[a-zà-ÿœ]{{3,}})?(?:[{BLANK}][a-zà-ÿœ]{{4,}})?"
    rf"[{BLANK}][A-ZÀ-Þ]",
)
def lost_title_article(line: Line, context: Context) -> Iterator[Change]:
    """Put the article before what a person is, where it stands with the name as the subject behind an opening word.

    Evidence: a noun for a person, two parts of a name or more, and a verb behind them; the adjective, the noun or
    the first name tells the gender, else the change is proposed. Spared: forms of address (maître, docteur), and what a
    comma parts from the name: “Pourtant, juge redouté, Paul Morel a …”.
    """
    text = line.text
    for match in _TITLED.finditer(text):
        noun, adjective, verb = match["noun"], match["adjective"], match["verb"]
        if not is_person_noun(noun) or noun in _ADDRESSED or not starts_sentence(text, match.start()):
            continue
        if verb not in finite() and not is_verb(verb, context.lexicon):
            continue
        given = given_genders().get(match["given"])
        feminine = _agrees(_FEMININE, noun, adjective) or given == "f" and not _agrees(_MASCULINE, noun, adjective)
        masculine = _agrees(_MASCULINE, noun, adjective) or given == "m" and not feminine
        article = "l’" if starts_with_vowel(noun) else "la " if feminine else "le "
        sure = starts_with_vowel(noun) or feminine != masculine
        yield Change(match.start("role"), match.start("role"), article, confidence=None if sure else 0.6)


def _agrees(gender: re.Pattern[str], noun: str, adjective: str | None) -> bool:
    return bool(adjective and gender.search(adjective)) or gender.search(noun) is not None
