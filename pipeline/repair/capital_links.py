"""Capitals that a lost link left behind: the word after a linked name began a new piece of text in the page's code.

Such a capital stands after a noun or a name without any stop, on a word that goes on with the sentence: its verb, a
pronoun before the verb, a preposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.capitals import in_quotes, is_title_cased
from pipeline.repair.rule import Change, Context, Line, rule

_SPACE = "[ \u00a0\u202f]"
_PREVIOUS = re.compile(r"([^\W\d_]+(?:[’'-][^\W\d_]+)*|\d)(?P<mark>[,»”)]{0,2})[ \u00a0\u202f]+$")
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
_WORDS = (*_HAVE, *_MODALS, *_BE, *_CLITICS, *_PREPOSITIONS, "Qui", "Dont", "Le", "La", "Un", "Une")
_CANDIDATE = re.compile(rf"(?<=[\w,»”)]{_SPACE})(?P<word>{'|'.join(_WORDS)})(?={_SPACE})")

_PARTICIPLE = re.compile(r"(?!(?:ou|où|du|au|qui|si|ni|ici|ainsi|lui)$)(?:fait|[a-zà-ÿœ]+(?:é|i|u|is|it|ert))$")
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
_TITLED = re.compile(
    r"(?:li(?:re|sai\w*|t|s)|lu|relire|vo(?:ir|it|yons)|vu|revoir|regard\w+|écou\w+|écri\w+|chant\w+|jou\w+|réalis\w+|"
    r"publi\w+|tourn\w+|mont\w+|interpr\w+|achet\w+|adapt\w+|intitul\w+|titr\w+|appel\w+|nomm\w+|baptis\w+|rebaptis\w+|"
    r"surnomm\w+|dirig\w+|présent\w+|anim\w+|cré\w+|lanc\w+|fond\w+|découvr\w+|dit|dire|diffus\w+|rachet\w+|rejoin\w+|"
    r"produi\w+|compos\w+|enregistr\w+|sort\w+|consult\w+|signer|quitt\w+|édit\w+|adaptation|rédig\w+|traduir\w+|"
    r"citer|feuillet\w+|télécharg\w+|utilis\w+|propos\w+|programm\w+|projet\w+|expos\w+|peindre|peint|mettre|scène|"
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
    trigger=_CANDIDATE.pattern,
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
        if before is None or in_quotes(text, at):
            continue
        previous, mark = before.group(1), before.group("mark")
        following = after.group("next").replace("'", "’") if after else ""
        if word == "A" and _is_measure(text, match.end("word"), previous, mark):
            yield Change(at, at + 1, "à", why="“A” stands for the preposition “à”.")
        elif following[:1].islower() and _goes_on(word, previous, mark, following, text, match.end("word"), context):
            yield Change(at, at + 1, text[at].lower())


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
    if word[0] in "LQU" and _TITLED.match(previous.lower()):
        return False
    name = previous[0].isupper()
    if word in _HAVE:
        rest = following in _ADVERBS or following.endswith("ment") or _PARTICIPLE.match(following) is not None
        letter = word == "A" and not name and not mark and previous.endswith(("s", "x"))
        return rest and not letter and len(previous) > 1
    if word in _MODALS:
        return following in _ADVERBS or following.endswith("ment") or _INFINITIVE.match(following) is not None
    if word in _BE:
        bare = word == "Est" and (name or previous in ("grand", "nord", "sud", "secteur", "zone", "côté"))
        return not bare and (following in _ADVERBS or _PARTICIPLE.match(following.rstrip("es")) is not None)
    if word in _CLITICS:
        return following in _AUXILIARIES and mark in ("", ",")
    if word in ("Qui", "Dont"):
        rest = re.match(r"[^.!?…]*", text[end:]).end() + end
        plain = previous.islower() and not mark and text[rest : rest + 1] != "?"
        return plain and (word == "Dont" or following in _AUXILIARIES)
    if word in ("Le", "La", "Les", "Un", "Une"):
        infinitive = re.search(r"[a-zà-ÿœ]{3,}(?:er|ir)$", previous) is not None and previous not in _LIKE_INFINITIVES
        common = context.lexicon.known(following) and context.lexicon.zipf(following) >= 3.5
        return not mark and common and previous.islower() and (infinitive or previous in _BEFORE_ARTICLE)
    if word == "Auprès":
        return following.partition("’")[0] in ("de", "du", "des", "d")
    return not mark and (previous.islower() or previous.isdigit()) and _ends_here(text, end)


#: Nouns that end like infinitives.
_LIKE_INFINITIVES = frozenset(
    "premier dernier janvier février quartier dossier papier courrier chantier policier avenir hier fier entier "
    "particulier financier soir espoir désir plaisir loisir cuir métier atelier cahier calendrier routier ouvrier "
    "leader manager super hiver mer fer enfer amer cher déjeuner dîner pouvoir devoir rôle chancelier officier "
    "conseiller sanglier escalier foyer panier rosier olivier pétrolier immobilier hôtelier infirmier héritier".split()
)


def _ends_here(text: str, end: int) -> bool:
    """Whether the sentence or its part ends before any verb: no clause can have begun with the preposition."""
    part = re.match(r"([^.,;:!?…«»“”()]{1,80})[.;»]", text[end : end + 82])
    if part is None or part.group(0)[-1] == "." and text[end + part.end() : end + part.end() + 1].isalnum():
        return False
    return _NO_VERB.isdisjoint(part.group(1).replace("'", "’").lower().split())
