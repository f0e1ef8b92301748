"""Phrases that a stop cut off from what alone can bear them: “dans la ville. D’Austin.”, “en raison. De la grève”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.attribution import SAYS
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentence_names import has_verb
from pipeline.repair.sentences import STOP_INSIDE
from pipeline.repair.typography import BLANK
from pipeline.repair.verbs import is_verb

_STOP = rf"(?P<stop>\.[{BLANK}]+)"
#: Where the fragment ends: with its sentence.
_END = rf"\.(?=[{BLANK}]+[«“\"(]?[{BLANK}]?[A-ZÀ-Þ\d]|[{BLANK}]*\Z)"
_NAMES = rf"[A-ZÀ-Þ][\w’&-]*(?:[{BLANK}](?:(?:d[eu]|des|la|les|sur|en|l[’'])[{BLANK}]?)?[A-ZÀ-Þ\d][\w’&-]*){{0,3}}"

#: Locutions that end in “de” or “à”, without it.
_HALVES_OF = "en raison|à cause|au lieu|au sein|au profit|à l[’']issue|en vertu|en dépit|aux abords|à l[’']instar"
_HALVES_TO = "grâce|quant|par rapport|contrairement|conformément"
#: Participles behind a noun that mean nothing without their complement.
_PLACED = "basée?s?|située?s?|implantée?s?|domiciliée?s?"
_GIVEN_TO = "consacrée?s?|destinée?s?|dédiée?s?"
_COMPOSED = "composée?s?|dotée?s?|originaires?|munie?s?|issue?s?"
_HALF = re.compile(
    rf"(?<![\w-])(?:(?:(?:{_HALVES_OF})|(?P<noun>[a-zà-ÿœ]{{3,}})[{BLANK}](?:{_COMPOSED})(?=[^\w]+D[e’'](?!s))){_STOP}"
    rf"(?P<of>D(?:e[{BLANK}](?!(?:plus|fait|même|ce|son[{BLANK}]côté|leur[{BLANK}]côté|quoi|là|loin|nouveau|toute)\b)"
    rf"|u[{BLANK}](?!(?:coup|reste|moins|côté|jour)\b)|es[{BLANK}]"
    rf"|[’'](?!(?:abord|autres?|ailleurs|ici|après|où|un[{BLANK}]côté|une[{BLANK}]part)\b)))(?=[^\W_])"
    rf"|(?P<whole>[\w’'-]+[{BLANK}])?(?:{_HALVES_TO}){_STOP.replace('stop', 'stop_to')}"
    rf"(?P<to>(?:À|Au|Aux)[{BLANK}])(?=[^\W_])"
    rf"|(?P<noun_to>[a-zà-ÿœ]{{3,}})[{BLANK}](?:{_GIVEN_TO}){_STOP.replace('stop', 'stop_given')}"
    rf"(?P<given>(?:À|Au|Aux)[{BLANK}])(?=[^\W_])"
    rf"|(?P<noun_at>[a-zà-ÿœ]{{3,}})[{BLANK}](?:{_PLACED}){_STOP.replace('stop', 'stop_at')}"
    rf"(?P<at>(?:À|Au|Aux|En|Dans|Près)[{BLANK}])(?=[^\W_]))"
)

#: “Elle a demandé grâce.”, “une maison mal située.”
_GRACE = re.compile(
    rf"(?:(?:demand|obt|fai|rend|trouv|cri)\w*|fit|avec|sans|en|de|la|sa|une|cette|leur|pour|quelle)[{BLANK}]"
)
_WELL = frozenset(
    "mal bien point pas peu trop haut bas est sont était étaient être été fut furent sera seront reste restent restait "
    "aussi toujours déjà encore très même semble paraît demeure jamais plus".split()
)

#: Places that have a name behind “de”.
_PLACES = (
    "ville|région|province|commune|capitale|banlieue|périphérie|préfecture|métropole|île|péninsule|presqu[’']île|baie|"
    "vallée|forêt|gare|mairie|université|cathédrale|État|comté|canton|département|quartier|port|aéroport|"
    "territoire|désert|détroit|golfe|stade|palais|château|canal|hôpital|tribunal|parlement|rues|hauteurs|"
    "environs|alentours|plages|quais|côtes|faubourgs"
)
_OF_PLACE = re.compile(
    rf"(?<![\w’'-])(?:(?:l[ea]s?|du|des|aux?|cette)[{BLANK}]|l[’'])(?:{_PLACES}){_STOP}"
    rf"(?P<of>D(?:e[{BLANK}](?:La[{BLANK}])?|u[{BLANK}]|[’'])){_NAMES}{_END}"
)
#: So many of what one counts.
_COUNTED = re.compile(
    rf"(?<![\w’'-])(?:millions?|milliards?|milliers?|centaines?|dizaines?|douzaines?|vingtaines?){_STOP}D(?:e[{BLANK}]|[’'])"
    rf"(?:dollars|euros|livres|yens|yuans|francs|roubles|habitants|personnes|tonnes|mètres|kilomètres|visiteurs|"
    rf"spectateurs|salariés|emplois|clients|utilisateurs|hectares|litres|barils|touristes|voyageurs|passagers|abonnés|"
    rf"lecteurs|électeurs|logements|exemplaires|véhicules|manifestants|années|ans|téléspectateurs|vues|morts|blessés|"
    rf"foyers|élèves|patients|doses)(?![\w’-])"
)
#: Compounds whose second half begins nothing: the first half → what may follow it (_ for a space).
_COMPOUNDS = {
    "la_médaille|les_médailles": "D[’']or|D[’']argent(?!,)|De_bronze",
    "chefs?": "D[’']État|D[’']orchestre|D[’']entreprise|D[’']état-major|De_l[’']État|De_cabinet",
    "coups?|secrétaires?|ministres?": "D[’']État",
    "conseils?": "D[’']administration|De_surveillance|De_sécurité",
    "projets?|propositions?": "De_loi|De_résolution",
    "mise": "En_examen|En_scène|En_œuvre|En_place|En_cause|En_service|En_vente|À_jour|À_pied|À_prix",
    "garde": "À_vue",
    "points?": "De_vue",
    "chiffres?": "D[’']affaires",
    "taux": "D[’']intérêt|D[’']inflation|De_chômage|De_change|De_croissance",
    "permis": "De_conduire|De_construire|De_séjour|De_travail",
    "présidente?": "De_la_République",
    "conférences?": "De_presse",
    "pouvoir": "D[’']achat",
    "pommes?": "De_terre",
    "jeux|jeu": "Vidéo",
    "réseaux": "Sociaux",
}


def _spaced(halves: str) -> str:
    return halves.replace("_", f"[{BLANK}]")


_COMPOUND = re.compile(
    r"(?<![\w’'-])(?:"
    + "|".join(
        rf"(?:{_spaced(first)})(?P<stop{place}>\.[{BLANK}]+)(?:{_spaced(second)})"
        for place, (first, second) in enumerate(_COMPOUNDS.items())
    )
    + r")(?![\w’-])"
)
#: What is that of somebody, and of whom, at the end of the paragraph.
_OF_MANY = re.compile(
    rf"(?<![\w’'-])(?:(?:l[ea]|les|au|aux|du|leur)[{BLANK}]|l[’'])(?:vie|santé|sort|avenir|prix|coût|nombre|droits|salaires|"
    rf"revenus|qualité|sécurité|protection|bien-être|survie|confiance|colère|inquiétude|rôle|poids|durée|taux|niveau|"
    rf"ventes|départ|retour|arrivée|comportement|disparition|population)"
    rf"{_STOP}Des[{BLANK}](?P<whom>[a-zà-ÿœ-]{{3,}}[sx](?:[{BLANK}][a-zà-ÿœ-]{{4,}}[sx])?)\.(?=[{BLANK}]*\Z)"
)
#: What one has on or about oneself.
_ON_BODY = re.compile(
    rf"(?<![\w’'-])(?:t(?:ien(?:t|nent)|enai(?:t|ent)|enant)|port(?:e|ent|ait|aient|ant)|serr(?:e|ait|aient|ant))"
    rf"[{BLANK}](?P<what>[^.,;:!?…«»“”\"]{{3,60}}){_STOP}"
    rf"(?P<where>(?:Sous[{BLANK}](?:le|son)[{BLANK}]bras|À[{BLANK}](?:la[{BLANK}](?:main|ceinture|boutonnière)|"
    rf"bout[{BLANK}]de[{BLANK}]bras)|(?:Dans|Entre)[{BLANK}](?:les|ses|leurs)[{BLANK}](?:mains|bras)|"
    rf"Sur[{BLANK}](?:l[’']épaule|les[{BLANK}]épaules|le[{BLANK}]dos|la[{BLANK}]tête|les[{BLANK}]genoux)|"
    rf"Autour[{BLANK}]du[{BLANK}]cou|Au[{BLANK}](?:cou|poignet|doigt)|En[{BLANK}]bandoulière|"
    rf"Contre[{BLANK}](?:la|sa)[{BLANK}]poitrine)){_END}"
)
#: So much of something, and where.
_SHARE = re.compile(
    rf"(?<![\w’'-])(?:avoisin|dépass|représent|approch|frôl|attei(?:nt|gn)|excèd)(?:e|ent|ait|aient|era|eront)?[{BLANK}]"
    rf"(?:(?:désormais|aujourd[’']hui|déjà|presque|à[{BLANK}]peine|près[{BLANK}]de|environ)[{BLANK}])?"
    rf"(?:l[ea][{BLANK}](?:moitié|tiers|quart)|les[{BLANK}](?:deux|trois)[{BLANK}](?:tiers|quarts)|"
    rf"\d[\d,]*[{BLANK}]?(?:%|pour[{BLANK}]cent)){_STOP}(?P<where>(?:En|Au|Aux)[{BLANK}]){_NAMES}{_END}"
)
#: What something is since when: a noun without article behind a comma, with its complement.
_SINCE = re.compile(
    rf",[{BLANK}](?:(?:désormais|aujourd[’']hui|toujours|devenue?)[{BLANK}])?"
    rf"(?:propriété|filiale|marque|membre|capitale|siège|partenaire|sponsor|actionnaire|possession|colonie|résidence)"
    rf"[{BLANK}](?:d[eu][{BLANK}]|de[{BLANK}]la[{BLANK}]|des[{BLANK}]|de[{BLANK}]l[’']|d[’'])"
    rf"(?P<of>[^.,;:!?…«»“”\"]{{2,40}}){_STOP}Depuis[{BLANK}](?:(?:le[{BLANK}])?(?:\d{{1,2}}[{BLANK}])?"
    rf"(?:(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|l[’']an)[{BLANK}])?"
    rf"(?:1[4-9]|20)\d\d|(?:deux|trois|quatre|cinq|six|dix|quinze|vingt|trente|\d+)[{BLANK}](?:ans|mois)){_END}"
)


@rule(
    "sentences.cut-off-complement",
    category="sentences",
    confidence=0.85,
    why="What follows the stop completes the words before it, and is no sentence.",
    example=(
        "Le vol est retardé en raison. De la neige. Il part de la gare. De Quimper.",
        "Le vol est retardé en raison de la neige. Il part de la gare de Quimper.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}]+(?:D[eu’']|À[{BLANK}]|Aux?[{BLANK}]|Autour|En[{BLANK}]|Dans[{BLANK}]|Près|S[ou]|Entre|Contre|Vidéo)",
)
def cut_off_complement(line: Line, context: Context) -> Iterator[Change]:
    """Joins a complement in capitals to the words that call for it: “une firme basée. À Nantes”, “la ville. D’Apt.”.

    Evidence: the words before the stop mean nothing without a complement and end no sentence (“en raison”, a noun with
    “située”); or the name of the place makes a whole “sentence” behind “la ville”; or where one wears what one wears,
    where a share is reached, or since when something is what it is makes one. Spares “la ville où elle est basée. À
    Nantes”, “De plus”, and whatever has a verb of its own.
    """
    text = line.text
    for match in _HALF.finditer(text):
        group = next(name for name in ("of", "to", "given", "at") if match[name])
        stop = {"of": "stop", "to": "stop_to", "given": "stop_given", "at": "stop_at"}[group]
        noun = match["noun"] or match["noun_to"] or match["noun_at"]
        if group == "to" and _GRACE.match(match["whole"] or ""):
            continue
        if noun is None or noun not in _WELL and (is_noun(noun) or noun not in finite() and noun[-4:] != "ment"):
            yield _joined(text, match.start(stop), match.end(stop))
    for match in _OF_PLACE.finditer(text):
        if match.start() > 0 and text[match.start() - 1] in BLANK:
            yield _joined(text, *match.span("stop"))
    for match in _COUNTED.finditer(text):
        yield _joined(text, *match.span("stop"))
    for match in _COMPOUND.finditer(text):
        yield _joined(text, *match.span(str(match.lastgroup)))
    for match in _OF_MANY.finditer(text):
        lead = re.split(r"[.!?…]", text[: match.start()])[-1]
        whom = match["whom"].split()[0]
        if (is_noun(whom) or context.lexicon.zipf(whom) >= 2.5) and lead.count(" ") >= 2:
            yield _joined(text, *match.span("stop"))
    for pattern in (_ON_BODY, _SHARE):
        for match in pattern.finditer(text):
            yield _joined(text, *match.span("stop"))
    for match in _SINCE.finditer(text):
        if not has_verb(match["of"].lower(), context.lexicon):
            yield _joined(text, *match.span("stop"))


def _joined(text: str, start: int, end: int) -> Change:
    """A space in the place of the stop, and the capital behind it lowered."""
    return Change(start, end + 1, " " + text[end].lower())


#: Verbs with an object: the stems of their imperfect, and their participles.
_IMPERFECT = (
    "attend|réclam|demand|exige|craign|redout|espér|promett|défend|dénonç|critiqu|prévoy|prépar|cherch|soutena|utilis|"
    "dirige|présid|vend|produis|fabriqu|exploit|occup|déten|posséd|contrôl|propos|refus|rejet|combatt|subiss|suiv|"
    "appel|souhait|convoit|financ|protége|protège|annonç|nourriss|partag|partage|préconis|recommand"
)
_DONE = (
    "attendue?s?|réclamée?s?|demandée?s?|exigée?s?|promise?s?|annoncée?s?|proposée?s?|publiée?s?|fondée?s?|créée?s?|"
    "dirigée?s?|présidée?s?|préparée?s?|adoptée?s?|signée?s?|achetée?s?|rachetée?s?|vendue?s?|construite?s?|"
    "financée?s?|reçue?s?|obtenue?s?|négociée?s?|lancée?s?|défendue?s?|dénoncée?s?|refusée?s?|rejetée?s?"
)
_THAT = re.compile(
    rf"(?<![\w-])(?P<before>[a-zà-ÿœ]{{4,}}){_STOP}Qu(?:e[{BLANK}](?:(?:les?|la|son|sa|ses|leurs?|cette|ces?)[{BLANK}]"
    rf"|l[’'])(?:[a-zà-ÿœ-]+[{BLANK}]){{1,3}}?|e[{BLANK}]{_NAMES}[{BLANK}]|[’'](?:ils?|elles?|on)[{BLANK}])"
    rf"(?:(?:{_IMPERFECT})(?:ait|aient)|(?:avait|avaient|a|ont)[{BLANK}](?:{_DONE}))(?![\w’'-])"
    rf"(?P<rest>(?:[{BLANK}](?:depuis|pour|dans|lors|en|à|au|aux|avec|avant|après|hier|dès)(?!\w)[^.,;:!?…«»“”\"()]*)?){_END}"
)


@rule(
    "sentences.cut-off-relative",
    category="sentences",
    confidence=0.85,
    why="The clause with “que” lacks its object, which is the noun before the stop.",
    example=(
        "Le maire a enfin ouvert la piscine. Que les habitants réclamaient depuis dix ans.",
        "Le maire a enfin ouvert la piscine que les habitants réclamaient depuis dix ans.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}]+Qu(?:e[{BLANK}]|[’'])",
)
def cut_off_relative(line: Line, context: Context) -> Iterator[Change]:
    """“les règles. Que le secteur réclamait depuis dix ans.” → “les règles que le secteur réclamait depuis dix ans.”

    Evidence: “que”, a subject, and the only verb of the “sentence”, in a past tense of the indicative, which takes an
    object and has none; a noun or its adjective before the stop. Spares wishes (“Que la fête commence”), questions,
    exclamations, and clauses that are the subject of a verb (“Que la ville l’ait refusé étonne”).
    """
    for match in _THAT.finditer(line.text):
        before, lexicon = match["before"], context.lexicon
        if has_verb(match["rest"], lexicon) or has_verb(before, lexicon) and not is_noun(before):
            continue
        yield _joined(line.text, *match.span("stop"))


def _has_verb(lead: str, context: Context) -> bool:
    """Whether the words may hold a finite verb, such as “attend”, which the endings do not tell."""
    return has_verb(lead.lower(), context.lexicon) or any(
        is_verb(word, context.lexicon) for word in re.findall(r"(?<![\w’'-])[a-zà-ÿœ]{4,}(?![\w’'-])", lead)
    )


_SAID = re.compile(
    rf"(?<=[\w)][{BLANK}])(?:a|ont|avait|avaient)[{BLANK}](?:[a-zéè]+ment[{BLANK}]|aussi[{BLANK}]|également[{BLANK}]|ensuite[{BLANK}])?"
    rf"(?:{SAYS}){_STOP}Qu(?:[’'](?:ils?|elles?|on)|e[{BLANK}](?:(?:les?|la|son|sa|ses|leurs?|cette|ces?)[{BLANK}]|l[’'])"
    rf"[a-zà-ÿœ-]+)[{BLANK}](?:n[’e][{BLANK}]?|s[’e][{BLANK}]?|l[’ea]s?[{BLANK}]?|en[{BLANK}]|y[{BLANK}])?"
    rf"(?:a|ont|est|sont|va|vont|[a-zà-ÿœ]{{2,}}(?:ait|aient|ra|ront))(?![\w’'-])[^!?…«»“”\"]{{3,}}?{_END}"
)


@rule(
    "sentences.cut-off-statement",
    category="sentences",
    confidence=0.85,
    why="The clause with “que” is what was said, and no sentence.",
    example=(
        "La directrice a précisé. Que le musée resterait ouvert en août.",
        "La directrice a précisé que le musée resterait ouvert en août.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}]+Qu(?:e[{BLANK}]|[’'])",
)
def cut_off_statement(line: Line, context: Context) -> Iterator[Change]:
    """“Le préfet a déclaré. Qu’il n’était pas au courant.” → “Le préfet a déclaré qu’il n’était pas au courant.”

    Evidence: a verb of saying with its auxiliary and no object right before the stop, and behind it “que” with a verb
    in the indicative. Spares wishes in the subjunctive (“Qu’il vienne.”), questions, and what stands in quotations.
    """
    for match in _SAID.finditer(line.text):
        yield _joined(line.text, *match.span("stop"))


#: Products whose models have names with figures.
_MODELS = (
    "version|variante|modèle|appareil|avion|monocouloir|gros-porteur|long-courrier|moyen-courrier|biréacteur|jet|"
    "berline|citadine|SUV|pick-up|voiture|véhicule|camion|moto|scooter|smartphone|téléphone|ordinateur|tablette|montre|"
    "console|puce|processeur|moteur|réacteur|fusée|lanceur|capsule|drone|missile|char|hélicoptère|chasseur|navire|"
    "locomotive|tramway|robot|casque|caméra|batterie|satellite|télescope"
)
_MODEL = re.compile(
    rf"(?:\A|[.!?…»”][{BLANK}]+)(?P<lead>[A-ZÀ-Þ][^.!?…:;«»“”\"]*?[{BLANK}])(?:l[ea][{BLANK}]|l[’']|d[eu][{BLANK}]|au[{BLANK}]|"
    rf"s(?:on|a)[{BLANK}]|leur[{BLANK}])(?:(?:plus[{BLANK}])?[a-zà-ÿœ]{{3,12}}[{BLANK}]){{0,2}}(?:{_MODELS})"
    rf"(?P<complement>(?:[{BLANK}](?:(?:d[eu]|de[{BLANK}]la|en|à|pour)[{BLANK}]|de[{BLANK}]l[’']|d[’'])?[\w-]+){{0,5}}){_STOP}"
    rf"(?:(?:Le|La)[{BLANK}]|L[’'])(?P<name>[A-ZÀ-Þ\d][\w.-]*(?:[{BLANK}][A-ZÀ-Þ\d][\w-]*){{0,3}}){_END}"
)


@rule(
    "sentences.cut-off-model",
    category="sentences",
    confidence=0.84,
    why="The model alone between two stops is the thing before it.",
    example=(
        "La marque a dévoilé hier sa nouvelle berline électrique. La Zorane E9.",
        "La marque a dévoilé hier sa nouvelle berline électrique, la Zorane E9.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}]+L(?:[ea][{BLANK}]|[’'])[A-ZÀ-Þ\d][\w.-]*(?:[{BLANK}][A-ZÀ-Þ\d][\w-]*){{0,3}}\.",
)
def cut_off_model(line: Line, context: Context) -> Iterator[Change]:
    """Puts a comma in the place of the stop between a product and its model: “la version du jet. Le 737 Max 10.”

    Evidence: an article and a name with a figure and a capital make the whole “sentence”; the sentence before has a
    verb and ends in the noun of a product. Spares dates (“Le 14 juillet.”) and names without a figure.
    """
    for match in _MODEL.finditer(line.text):
        name = match["name"]
        if not re.search(r"\d", name) or not re.search(r"[A-ZÀ-Þ]", name):
            continue
        if has_verb(match["complement"], context.lexicon) or not _has_verb(match["lead"], context):
            continue
        at = match.end("stop")
        yield Change(match.start("stop"), at + 1, ", l")
