"""Capitals that a lost link left behind: the word after a linked name began a new piece of text in the page's code.

Such a capital stands after a noun or a name without any stop, on a word that goes on with the sentence: its verb, a
pronoun before the verb, a preposition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from pipeline.language import frequency
from pipeline.repair.attribution import SAYS
from pipeline.repair.capitals import in_quotes, is_title_cased
from pipeline.repair.evidence import all_words
from pipeline.repair.heads import Headed
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, table_of
from pipeline.repair.nouns import is_listed, noun_form
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule

_SPACE = "[ \u00a0\u202f]"
_PREVIOUS = re.compile(r"([^\W\d_]+(?:[’'-][^\W\d_]+)*|[\d%€$])(?P<mark>[,»”)]{0,2})[ \u00a0\u202f]+$")
_NEXT = re.compile(rf"{_SPACE}+(?P<next>[^\W\d_]+(?:[’'-][^\W\d_]+)*)")

_HAVE = "A Ont Avait Avaient Aura Auront Aurait Auraient".split()
_MODALS = (
    "Va Vont Peut Peuvent Doit Doivent Devait Devaient Devra Devront Devrait Devraient Pourrait Pourraient Pourra "
    "Pourront Veut Veulent Allait Allaient".split()
)
_BE = "Est Sont Était Étaient Sera Seront Serait Seraient".split()
_CLITICS = "Lui Leur Les Nous Vous Se".split()
_PREPOSITIONS = (
    "Auprès D’après D'après Parmi Malgré Lors Dès Selon Envers Dans Avec Pour Sur Contre Depuis Chez".split()
)
#: Those with which many a title begins: Entre les murs.
_IN_TITLES = "Entre Vers Sans Pendant Après Avant".split()
_ARTICLES = "Le La Un Une Son Sa Ses Leurs Cette Ces".split()
_JOINTS = "À Du Des De Par Et En".split()
_WORDS = (*_HAVE, *_MODALS, *_BE, *_CLITICS, *_PREPOSITIONS, *_IN_TITLES, *_ARTICLES, *_JOINTS, "Qui", "Dont")
_CANDIDATE = Headed(
    rf"(?<=[\w,»”)%€$–—]{_SPACE})(?P<word>{'|'.join(_WORDS)})(?={_SPACE})",
    heads="[A-ZÀÉ]",
)


_PARTICIPLE = re.compile(r"(?!(?:ou|où|du|au|qui|si|ni|ici|ainsi|lui)$)(?:fait|[a-zà-ÿœ]+(?:é|i|u|is|(?<!a)it|ert))$")
_ADVERBS = frozenset(
    "déjà également aussi ainsi toujours ensuite encore notamment même enfin depuis pourtant cependant désormais "
    "jamais souvent vite bien d’ailleurs d’abord lui-même elle-même eux-mêmes".split()
)
_INFINITIVE = re.compile(r"[a-zà-ÿœ]{1,}(?:er|ir|re|oir)$")
_AUXILIARIES = frozenset(
    "a ont avait avaient aura auront aurait auraient est sont était étaient sera seront serait seraient va vont peut "
    "peuvent doit doivent permet permettait fait".split()
)
_NO_VERB = _AUXILIARIES | frozenset("il elle ils elles on nous vous je c’est s’est n’est n’a qu’il qu’elle".split())
#: Nouns that a letter follows: the letter is their name.
_LETTERED = frozenset(
    "parent parents candidat candidate patient patiente individu joueur joueuse personne cas vitamine vitamines plan "
    "hépatite groupe groupes série séries serie ligue ligues équipe équipes catégorie "
    "catégories classe classes type types point points lettre note notes grade zone zones bac terminal hall porte "
    "bâtiment ligne lignes action actions grippe facteur section annexe permis phase division poule pool lot option "
    "variante sujet question niveau virus influenza protéine format papier model modèle batterie globuline immuno "
    "obligations titres tranche tranches rang cadre agent agents fonctionnaire fonctionnaires brigade ressource film "
    "coefficient marché rubrique marque side face appartement escalier quai voie sortie entrée tribune".split()
)
#: After these a capital may begin a title.
NAMES_TITLE = re.compile(
    r"(?:li(?:re|sai\w*|t|s)|lu|relire|vo(?:ir|it|yons)|vu|revoir|regard\w+|écou\w+|écri\w+|chant\w+|jou\w+|réalis\w+|"
    r"publi\w+|tourn\w+|mont\w+|interpr\w+|achet\w+|adapt\w+|intitul\w+|titr\w+|appel\w+|nomm\w+|baptis\w+|rebaptis\w+|"
    r"surnomm\w+|dirig\w+|présent\w+|anim\w+|cré\w+|lanc\w+|fond\w+|découvr\w+|dit|dire|diffus\w+|rachet\w+|rejoin\w+|"
    r"ador\w+|aim\w+|détest\w+|préfér\w+|relu\w*|relis\w*|visionn\w+|récompens\w+|termin\w+|"
    r"produi\w+|compos\w+|enregistr\w+|sort\w+|consult\w+|signer|quitt\w+|édit\w+|adaptation|rédig\w+|traduir\w+|"
    r"citer|fin(?:ir|i|it)|dévor\w+|entam\w+|commenc\w+|offr\w+|recommand\w+|feuillet\w+|télécharg\w+|utilis\w+|propos\w+|programm\w+|projet\w+|expos\w+|peindre|peint|mettre|scène|"
    r"film|roman|livre|album|chanson|série|pièce|opéra|magazine|journal|revue|site|émission|groupe|restaurant|bar|"
    r"café|hôtel|tableau|titre|recueil|nouvelle|essai|spectacle|ballet|documentaire|bande|jeu|podcast)$"
)
#: Prepositions of place and time after which a title seldom stands.
_BEFORE_ARTICLE = frozenset("vers pendant durant malgré derrière devant parmi".split())


@rule(
    "capitals.link",
    category="capitals",
    confidence=0.87,
    why="A word that goes on with the sentence has a capital.",
    example=(
        "La société Durand A annoncé un plan, et le ministre italien Lui a donné raison.",
        "La société Durand a annoncé un plan, et le ministre italien lui a donné raison.",
    ),
    words=[word.partition("’")[0].partition("'")[0] for word in _WORDS],
    # (A search for a class of letters is fast; so what stands around it is asked second.)
    trigger=rf"[A-ZÀÉ](?<=[\w,»”)%€$–—]{_SPACE}(?=(?:{'|'.join(_WORDS)}){_SPACE}).)",
)
def link(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a verb, a pronoun, a preposition or an article that a lost link left inside a sentence.

    Evidence: no stop before the word, and after it what only the inside of a sentence has: a participle after "A", an
    infinitive after "Va", an auxiliary after "Lui", a stop instead of a clause after a preposition, a common noun after
    "vers Le". Spared: letters that are names ("vitamine A", "Serie A"), media and titles ("lire Le Monde"), what stands
    in quotation marks, and headlines in the English manner.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ")", ":", ";")) or is_title_cased(text):
        return
    for match in _CANDIDATE.finditer(text):
        at, word = match.start("word"), match.group("word").replace("'", "’")
        before, after = _PREVIOUS.search(text[max(0, at - 40) : at]), _NEXT.match(text, match.end("word"))
        if word in _HAVE and _ASIDE.search(text, 0, at) and not in_quotes(text, at):
            rest = after and (after["next"] in _ADVERBS or _PARTICIPLE.match(after["next"]))
            if rest:
                yield Change(at, at + 1, text[at].lower())
            continue
        if before is None or in_quotes(text, at):
            continue
        previous, mark = before.group(1), before.group("mark")
        if word in _JOINTS:
            if not mark and _joins(word, previous, text, at, match.end("word"), context):
                yield Change(at, at + 1, text[at].lower())
            continue
        following = after.group("next").replace("'", "’") if after else ""
        if word == "A" and _is_measure(text, match.end("word"), previous, mark):
            yield Change(at, at + 1, "à", why="“A” stands for the preposition “à”.")
            continue
        inside = following[:1].islower() or (following and _before_name(word, previous, context))
        if inside and _goes_on(word, previous, mark, following, text, match.end("word"), context):
            yield Change(at, at + 1, text[at].lower())


def _before_name(word: str, previous: str, context: Context) -> bool:
    """Whether a preposition in front of a name is one of the sentence, and no title is near."""
    return word in _PREPOSITIONS and previous.islower() and not context.evidence(speaks_of_works)


def _is_measure(text: str, end: int, previous: str, mark: str) -> bool:
    """Whether a number with its unit follows what stands for "à", after a verb or its adverb."""
    verb = previous in _AUXILIARIES | {"alors", "passe", "monte", "tombe", "arrive", "grimpe"} or (
        re.search(r"[^aeiouy]ée?s?$|^passer$", previous) is not None and previous.islower()
    )
    measure = rf"{_SPACE}\d+(?:[.,]\d+)?{_SPACE}?(?:%|°|€|\$|euros|dollars|kilomètres|mètres|ans|degrés|milli)"
    return verb and not mark and re.match(measure, text[end : end + 30]) is not None


def _goes_on(word: str, previous: str, mark: str, following: str, text: str, end: int, context: Context) -> bool:
    """Whether the word goes on with the sentence."""
    if previous.lower() in _LETTERED and word == "A":
        return False
    if word[0] in "LQU" and NAMES_TITLE.match(previous.lower()):
        return False
    name = previous[0].isupper()
    if word in _HAVE:
        rest = following in _ADVERBS or following.endswith("ment") or _PARTICIPLE.match(following) is not None
        owns = following in _OBJECTS and previous.islower() and not mark
        letter = word == "A" and not name and not mark and previous.endswith(("s", "x"))
        return (rest or owns) and not letter and len(previous) > 1
    if word in _MODALS:
        return following in _ADVERBS or following.endswith("ment") or _INFINITIVE.match(following) is not None
    if word in _BE:
        compass = name and "," not in mark or previous in ("grand", "nord", "sud", "secteur", "zone", "côté")
        bare = word == "Est" and compass
        return not bare and (following in _ADVERBS or _PARTICIPLE.match(following.rstrip("es")) is not None)
    if word == "Se":
        return mark in ("", ",") and _VERB_FORM.search(following) is not None and context.lexicon.zipf(following) >= 2.5
    if word in _CLITICS and (word != "Les" or following in _AUXILIARIES):
        return following in _AUXILIARIES and mark in ("", ",")
    if word in ("Qui", "Dont"):
        rest = re.match(r"[^.!?…]*", text[end:]).end() + end
        plain = previous.islower() and not mark and text[rest : rest + 1] != "?"
        return plain and (word == "Dont" or following in _AUXILIARIES)
    if word in _ARTICLES or word == "Les":
        if mark or not previous.islower() or context.lexicon.zipf(following) < 3.5:
            return False
        if _SAID.search(text, max(0, end - 60), end - len(word)):
            return True
        verb = _is_infinitive(previous) or _HAS_DONE.search(text, max(0, end - 60), end) is not None
        return previous in _BEFORE_ARTICLE or verb and not context.evidence(speaks_of_works)
    if word == "Auprès":
        return following.partition("’")[0] in ("de", "du", "des", "d")
    # Behind another preposition or an article it begins a title: « dans Pour un autre Moyen Âge ».
    plain = previous.isdigit() or previous.islower() and previous not in _LITTLE
    if word in _IN_TITLES:
        # "le collectif Sans voix": behind a noun it may begin a name.
        verb = _PARTICIPLE.match(previous) is not None and not is_listed(previous)
        if not verb or context.evidence(speaks_of_works) or NAMES_TITLE.match(previous):
            return False
    return not mark and plain and _ends_here(text, end)


#: Behind an aside between dashes the sentence goes on: "Meta – qui en doute – Ont".
_ASIDE = re.compile(r"(?<=[\w’»)])[ \u00a0][–—][ \u00a0][a-zà-ÿœ][^.!?–—]*[ \u00a0][–—][ \u00a0]$")
#: What one has: "le lac A sa légende".
_OBJECTS = frozenset("sa son ses leurs un une".split())
#: A participle after "avoir", before the capital word.
_HAS_DONE = re.compile(
    r"(?<![\w-])(?:ai|as|a|avons|avez|ont|avait|avaient|aura|auront|aurait|auraient|avoir|ayant)[ \u00a0]"
    r"(?:(?:déjà|aussi|également|ainsi|finalement|récemment|encore|même|ensuite|notamment)[ \u00a0])?"
    r"[a-zà-ÿœ]{2,}(?:é|i|u|is|it|ert|int)[ \u00a0]+[A-ZÀ-Þ][a-zà-ÿ]{1,5}$"
)
#: Who says it follows: « … », a tranché Le maire.
_SAID = re.compile(rf"[»”],?[ \u00a0](?:(?:l[’'])?(?:a|ont|avait|avaient) )?{SAYS} \Z")
_VERB_FORM = re.compile(r"(?:[^’]e|ent|ait|aient|[eiu]t|a|èrent|era|eront|erait|ont|er|ir|nd)$")
_ELIDED = re.compile(rf"(?<=[a-zà-ÿœ]{_SPACE})L[’'](?P<next>[a-zà-ÿœ]{{3,}})")


@rule(
    "capitals.elided-article",
    category="capitals",
    confidence=0.87,
    why="The article inside the sentence has a capital.",
    example=(
        "«\u00a0Rien ne presse\u00a0», a tranché L’avocat du port.",
        "«\u00a0Rien ne presse\u00a0», a tranché l’avocat du port.",
    ),
    needs=("L’", "L'"),
    trigger=_ELIDED.pattern,
)
def elided_article(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of “L’” inside a sentence before a common noun in small letters.

    Evidence: behind a quotation the verb of saying whose subject follows; or an infinitive or a participle of which the
    noun is the object, or a preposition before which no title stands, where the document has the noun with a small
    article too and does not speak of works.
    Spared: titles (“lire L’amant”), quotations, headlines.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ")", ":", ";")) or is_title_cased(text):
        return
    for match in _ELIDED.finditer(text):
        at = match.start()
        before = _PREVIOUS.search(text[max(0, at - 40) : at])
        if before is None or in_quotes(text, at) or context.lexicon.zipf(match["next"]) < _COMMON_NOUN:
            continue
        previous = before.group(1)
        said = _SAID.search(text, max(0, at - 60), at) is not None
        verb = _is_infinitive(previous) or _HAS_DONE.search(text, max(0, at - 60), at + 1) is not None
        titled = NAMES_TITLE.match(previous.lower()) is not None or match["next"] in _TITLE_NOUNS_ELIDED
        free = not titled and not context.evidence(speaks_of_works) and context.evidence(small_nouns)[match["next"]]
        if said or free and (verb or previous in _BEFORE_ARTICLE):
            yield Change(at, at + 1, "l")


#: Zipf frequency from which a noun is one of the sentence and no title.
_COMMON_NOUN = 3.5
#: Nouns that are the titles of papers: L’équipe, L’express.
_TITLE_NOUNS_ELIDED = frozenset(
    "équipe express humanité union est alsace obs opinion indépendant éveil écho agefi".split()
)
#: What a document on works of art has: there a capital may begin a title behind any verb.
_OF_WORKS = frozenset(
    "film films roman romans livre livres album albums chanson chansons série séries pièce opéra cinéma cinéaste "
    "réalisateur réalisatrice écrivain écrivaine romancier romancière auteur autrice chanteur chanteuse comédien "
    "comédienne acteur actrice théâtre musique musicien poète poésie tableau tableaux peintre peinture exposition "
    "spectacle ballet documentaire émission podcast bande-dessinée manga lecteur lecteurs librairie éditeur éditions "
    "festival concert restaurant magazine revue".split()
)


def speaks_of_works(context: Context) -> bool:
    """Whether the document has words of the arts or the press, whose titles begin with any word."""
    return not _OF_WORKS.isdisjoint(context.evidence(all_words))


def _is_infinitive(word: str) -> bool:
    return re.search(r"[a-zà-ÿœ]{3,}(?:er|ir)$", word) is not None and word not in _LIKE_INFINITIVES


#: Bodies that keep a capital after a preposition which must not have one.
_BODIES = frozenset(
    "Sénat Parlement Congrès Kremlin Pentagone Vatican Bundestag Conseil Trésor Hamas Hezbollah Royaume-Uni Brésil "
    "Japon Canada Portugal Mexique Pérou Chili Maroc Liban Qatar Pakistan Kenya Sénégal Mali Niger Tchad "
    "Danemark Luxembourg "
    "États-Unis Pays-Bas Philippines Antilles Alpes Balkans Nord Sud".split()
)
_REST = re.compile(rf"{_SPACE}+(?:(?P<number>\d)|(?P<next>[^\W\d_]+(?:[’'-][^\W\d_]+)*))")
#: What goes no further than a preposition: after these a capital one may begin a title or a name.
_LITTLE = frozenset(
    "de du des d à au aux le la les l un une en et ou par pour sur dans avec sans sous chez vers que qui dont où ne "
    "mais comme entre son sa ses leur leurs ce cet cette ces notre nos votre vos".split()
)
_BY_MEASURE = frozenset("an jour mois semaine heure minute seconde habitant personne tête rapport exemple".split())
#: Prompts of the page, not words of the sentence.
_PROMPTED = frozenset("lire voir écouter regarder découvrir noter savoir suivre relire".split())


def _joins(word: str, previous: str, text: str, at: int, end: int, context: Context) -> bool:
    """Whether a preposition or "et" joins what stands before it, a small word with a sense, to what follows."""
    rest = _REST.match(text, end)
    if rest is None or previous[0].isupper() or previous in _LITTLE or len(previous) == 1 and previous.isalpha():
        return False
    following = (rest["next"] or "").replace("'", "’")
    small = following[:1].islower() or rest["number"] is not None
    if previous.isalpha() and not context.lexicon.known(previous):
        return False
    if context.evidence(speaks_of_works):
        return False
    if word == "Par" and (following in _BY_MEASURE or _is_passive(previous)) or word == "De" and rest["number"]:
        return True
    if NAMES_TITLE.match(previous.lower()):
        return False
    if word == "À":
        return following not in _PROMPTED and (small or following.istitle() or following.isupper())
    if word == "De":
        return small
    if word in ("Du", "Des"):
        return small or following in _BODIES or following.isupper() and len(following) > 1
    return small and _ends_here(text, end)


def _is_passive(word: str) -> bool:
    return _PARTICIPLE.match(word) is not None or word.endswith(("ée", "és", "ées"))


_NAME_AND_VERB = re.compile(
    rf"(?:(?<=[’'])|(?<![\w’'-]))(?P<name>[A-ZÀ-Þ][\w-]+){_SPACE}(?P<verb>[A-ZÀ-Þ][a-zà-ÿœ]+)"
    rf"(?={_SPACE}(?P<next>que|les?|la|une?|des|son|sa|ses|leurs?|à|au|aux|ce|cette|ces)(?!\w)|{_SPACE}(?:qu|l)[’'])"
)
#: What firms and bodies do to something, or say.
DOES = frozenset(
    "annonce affirme estime indique confirme assure prévoit explique précise souligne déclare promet révèle montre "
    "rappelle reconnaît dénonce appelle lance lève rachète vend ouvre ferme supprime recrute investit prépare publie "
    "demande exige propose refuse rejette accuse accepte veut doit peut emploie produit possède compte cherche quitte "
    "suspend abandonne prévient avertit craint espère perd gagne signe retire présente dévoile accueille organise "
    "fournit construit livre réclame soutient menace condamne autorise interdit finance contrôle détient domine".split()
)


@rule(
    "capitals.verb",
    category="capitals",
    confidence=0.85,
    why="The verb after a name has a capital.",
    example=("Le syndicat CFDT Appelle à la grève mardi.", "Le syndicat CFDT appelle à la grève mardi."),
    words=[verb.capitalize() for verb in sorted(DOES)],
)
def verb(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital that a lost link left on the verb after the name of a firm or a body.

    Evidence: a verb of those that firms and bodies are the subject of, "que", an article or "à" after it, and an
    acronym, a name of the table or a name that a small noun introduces before it. Spared: first names, titles.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ")", ":", ";")) or is_title_cased(text):
        return
    for match in _NAME_AND_VERB.finditer(text):
        name, at = match["name"], match.start("verb")
        if match["verb"].lower() not in DOES or name in first_names() or in_quotes(text, at):
            continue
        acronym = name.isupper() and len(name) > 1
        kind = table_of(context).types.get(name)
        introduced = _INTRODUCED.search(text, max(0, match.start() - 40), match.start())
        if match["next"] == "que" or acronym or kind not in (None, "person") or introduced:
            yield Change(at, at + 1, text[at].lower())


#: A noun of a body before its name: "la start-up Mistral", "de l’Inserm" is left to the table.
_INTRODUCED = re.compile(
    r"(?<![\w’'-])(?:entreprise|société|start-up|groupe|syndicat|association|constructeur|fabricant|banque|compagnie|"
    r"club|parti|ONG|agence|institut|cabinet|laboratoire|plateforme|opérateur|éditeur|distributeur|géant|fondation)"
    r"[ \u00a0](?:[a-zà-ÿ]+[ \u00a0])?$"
)
_COUNTED = re.compile(
    rf"(?<![\w’'.,:-])(?:\d+|(?i:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|"
    rf"cinquante|cent|mille|plusieurs|quelques|(?:milli(?:on|ard)s?{_SPACE}d[’'e]))){_SPACE}?"
    rf"(?P<noun>[A-ZÀ-Þ][a-zà-ÿœ]{{2,}})(?![\w’'-])(?={_SPACE}[a-zà-ÿ]|{_SPACE}?[.,;:!?)])"
    rf"(?!{_SPACE}(?:des?|du|de la|d[’']){_SPACE}?[A-ZÀ-Þ])"
)
#: A number with its article that may begin a name: les 24 Heures, des Sept Collines.
_NAMED_BY_NUMBER = re.compile(
    rf"(?<!dans )(?<!sous )(?<!toutes )(?<!tous )(?<!pendant )(?<![\w’'-])(?:[Ll]es|[Dd]es|[Aa]ux){_SPACE}"
    rf"(?:(?:4|6|8|10|12|24|48|500|1000){_SPACE}|[A-ZÀ-Þ][a-zà-ÿ]+{_SPACE})\Z"
)
#: What follows a noun and is no adjective, which would make a name of both ("Stade rennais", "Courrier international").
PLAIN_NEXT = (
    "(?:a|ont|est|sont|était|étaient|avait|avaient|sera|seront|fut|va|vont|peut|peuvent|doit|doivent|ne|se|qui|que|où|"
    "dont|et|ou|à|au|aux|en|pour|par|avec|sans|dans|sur|sous|depuis|selon|contre|entre|mais|pas|réclame|annonce|"
    "demande|du|des)"
)
_AFTER_DETERMINER = re.compile(
    rf"(?<=[^.!?…:«“\"\s]{_SPACE})(?<!(?<!\w)de{_SPACE})(?:les?|la|une?|aux?|ce|cette|ces|son|sa|ses|leurs?)"
    rf"{_SPACE}(?P<noun>[A-ZÀ-Þ][a-zà-ÿœ]{{3,}})(?![\w’'-])"
    rf"(?={_SPACE}(?:{PLAIN_NEXT})(?!\w)|{_SPACE}?[.,;!?)])"
)
#: Nouns that have a capital where they stand for a body, a time or a place that everybody knows.
WITH_CAPITAL = frozenset(
    "état église parlement sénat assemblée chambre conseil cour bourse banque commission union république nation ville "
    "région département métropole mairie maison président présidente premier première ministre ministère gouvernement "
    "parti mouvement ligue fédération comité agence institut université école académie musée opéra théâtre "
    "bibliothèque "
    "fondation société compagnie groupe club centre office bureau tribunal trésor défense intérieur justice culture "
    "santé éducation économie finances agriculture environnement travail budget sports tourisme transports logement "
    "liberté égalité fraternité temps soir matin tribune poste bleus verts courrier monde figaro croix point armée "
    "marine police gendarmerie sélection équipe "
    "garde histoire moyen antiquité renaissance révolution empire royaume couronne trône occident orient nord sud est "
    "ouest midi terre lune soleil mars mer océan atlantique manche golfe alliance accord traité constitution charte "
    "tour coupe mondial jeux olympiade euro championnat grand prix open internationaux bible coran évangile dieu ciel "
    "seigneur roi reine prince princesse pape empereur duc histoire toile réseau web net guerre libération résistance "
    "front coalition communauté ambassade hôtel palais château cathédrale basilique place pont porte jardin parc vieux "
    "port île cap mont lac vallée côte camp zone bloc brexit capitole pentagone élysée direction cabinet cité".split()
)


def _is_common_noun(run: str) -> bool:
    """Whether a run of letters is a noun with a capital that it need not have."""
    word = run.lower()
    if len(run) < 3 or not run[0].isupper() or not run[1:].islower():
        return False
    if word != "euros" and (word in WITH_CAPITAL or word.rstrip("sx") in WITH_CAPITAL):
        return False
    return frequency(word, "en") < frequency(word, "fr") and (is_listed(word) or noun_form(word) is not None)


@rule(
    "capitals.noun",
    category="capitals",
    confidence=0.84,
    why="A common noun has a capital in the middle of the sentence.",
    example=(
        "La police a arrêté deux Suspects devant l’usine, car une Usine ne ferme pas la nuit.",
        "La police a arrêté deux suspects devant l’usine, car une usine ne ferme pas la nuit.",
    ),
    picks=Picker(_is_common_noun),
    trigger=rf"(?<=\w{_SPACE})[A-ZÀ-Þ][a-zà-ÿœ]{{2}}|[\d’'][A-ZÀ-Þ][a-zà-ÿœ]{{2}}",
)
def noun(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a common noun after a number, or after a determiner where the document writes it small.

    Evidence: a noun of the tables, in the plural after a number; elsewhere in the document after a determiner too, and
    written small there, never with a capital outside the places in question. Spared: what may stand for a body, a time
    or a place ("l’État", "la Commission", "le Moyen Âge"), headlines, quotations.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ")", ":", ";")) or is_title_cased(text):
        return
    for match in _COUNTED.finditer(text):
        word = match["noun"].lower()
        form = noun_form(word)
        plain = word == "euros" or word.rstrip("sx") not in WITH_CAPITAL
        if word != "euros" and _NAMED_BY_NUMBER.search(text, max(0, match.start() - 12), match.start("noun")):
            continue
        if form and form[1] and plain and frequency(word, "en") < frequency(word, "fr"):
            yield Change(match.start("noun"), match.start("noun") + 1, word[0])
    small = None
    for match in _AFTER_DETERMINER.finditer(text):
        word = match["noun"].lower()
        if not is_listed(word) or word.rstrip("sx") in WITH_CAPITAL or word in WITH_CAPITAL:
            continue
        if in_quotes(text, match.end()):
            continue
        if frequency(word, "en") >= frequency(word, "fr") - 0.3:
            continue
        if not table_of(context).types.keys().isdisjoint((match["noun"], f"La {match['noun']}", f"Le {match['noun']}")):
            continue
        small = context.evidence(small_nouns) if small is None else small
        if small[word] and context.evidence(capital_nouns)[match["noun"]] <= min(small[word], 2):
            yield Change(match.start("noun"), match.start("noun") + 1, word[0])


_SMALL_NOUN = re.compile(
    rf"(?<![\w’'-])(?:(?:[lL]es?|[lL]a|[uU]ne?|[dD]es|[dD]u|aux?|ce|cette|ces|son|sa|ses|leurs?){_SPACE}|[lL][’'])"
    r"([a-zà-ÿœ]{4,})"
)
_CAPITAL_NOUN = re.compile(r"(?<=[\w,’] )[A-ZÀ-Þ][a-zà-ÿœ]{3,}(?!\w)")


def small_nouns(context: Context) -> Counter[str]:
    """How often the document writes words small after a determiner."""
    return Counter(chain.from_iterable(context.each(_small_of)))


def _small_of(line: Line) -> list[str]:
    return _SMALL_NOUN.findall(line.text)


def capital_nouns(context: Context) -> Counter[str]:
    """How often the document writes words with a capital inside a sentence."""
    return Counter(chain.from_iterable(context.each(_capitals_of)))


def _capitals_of(line: Line) -> list[str]:
    return _CAPITAL_NOUN.findall(line.text)


#: Nouns that end like infinitives.
_LIKE_INFINITIVES = frozenset(
    "premier dernier janvier février quartier dossier papier courrier chantier policier avenir hier fier entier "
    "particulier financier soir espoir désir plaisir loisir cuir métier atelier cahier calendrier routier ouvrier "
    "leader manager super hiver mer fer enfer amer cher déjeuner dîner pouvoir devoir rôle chancelier officier "
    "conseiller sanglier escalier foyer panier rosier olivier pétrolier immobilier hôtelier infirmier héritier".split()
)


def _ends_here(text: str, end: int) -> bool:
    """Whether the sentence or its part ends before any verb: no clause can have begun with the preposition."""
    part = re.match(r"([^.,;:!?…«»“”()]{1,80})[.;:»]", text[end : end + 82])
    if part is None or part.group(0)[-1] == "." and text[end + part.end() : end + part.end() + 1].isalnum():
        return False
    return _NO_VERB.isdisjoint(part.group(1).replace("'", "’").lower().split())
