"""Past tenses that lost their auxiliary, by their frame, whatever the verb: “la mission été un succès”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_nouns import finite
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_listed, is_noun
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.spoken_participles import auxiliary_of
from pipeline.repair.typography import BLANK
from pipeline.repair.verbs import is_verb

#: Participles in -i, -u, -is and -ert that no finite form and no noun looks like.
_IRREGULAR = frozenset(
    "saisi investi averti établi rétabli défini banni uni converti accompli anéanti assoupli fini réussi subi "
    "fourni rempli suivi servi trahi agrandi élargi envahi garanti bâti démoli puni franchi "
    "guéri nourri ralenti durci réuni accueilli cueilli choisi perdu rendu reçu lu obtenu retenu maintenu "
    "soutenu défendu attendu entendu suspendu étendu battu combattu abattu vaincu convaincu reconnu résolu conclu "
    "parcouru revendu interrompu rompu corrompu conçu déçu aperçu remis transmis soumis permis commis promis omis "
    "admis "
    "repris appris surpris entrepris conquis acquis ouvert offert couvert découvert rouvert recouvert".split()
)
#: Participles that a name may follow as what somebody or something is called or made, and adjectives.
_NAMING = frozenset(
    "baptisé rebaptisé nommé renommé surnommé appelé prénommé dénommé intitulé titré sacré élu réélu dit couronné "
    "proclamé jugé considéré estimé évalué valorisé chiffré facturé noté classé coté situé passé présumé supposé "
    "déchu exilé installé basé né décédé venu devenu parti sorti entré resté arrivé tombé mort monté allé revenu "
    "âgé privé carré sacré désigné qualifié traité payé vendu acheté été dû pu fort voulu cru mu nu vu ému".split()
)
#: Zipf frequency from which an infinitive is one that news uses.
_USUAL = 2.3


def _may_be_participle(word: str) -> bool:
    if word in _IRREGULAR:
        return True
    if not word.endswith("é") or len(word) < 4 or word in _NAMING or is_listed(word) or word in finite():
        return False
    return default_lexicon().zipf(word[:-1] + "er") >= _USUAL


_WHEN = (
    "an|année|automne|été|hiver|printemps|jour|journée|lendemain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    "matin|matinée|midi|mois|même|moment|nuit|première|premier|deuxième|seconde?|troisième|dernière|dernier|nouvelle|"
    "semaine|siècle|soir|soirée|tout|toute|trimestre|veille|week-end|instant|fois|heure|minute|décennie|autre|saison|"
    "demi-heure|plus|moins|mieux|long|tête|main|temps|peu|seule"
)
_AT_ONCE = (
    "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|également|aussi|ensuite|récemment|officiellement|"
    "finalement|définitivement|rapidement|ainsi|déjà|enfin)"
)
_NUMBER = (
    r"(?:\d[\d,.\u00a0\u202f]*|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|"
    r"cinquante|cent|mille|plusieurs|quelque)"
)
_MEASURED = (
    "ans?|années?|mois|semaines?|jours?|heures?|minutes?|secondes?|fois|siècles?|pour|autres?|et|ou|à|mètres|"
    "kilomètres|points?|voix|reprises|euros?|dollars?|francs|livres|exemplaires|saisons?|matchs?|tours?|buts?|places?|"
    "étages?|degrés|pages|personnes"
)
_LOST = re.compile(
    rf"(?:é|i|u|[mr]is|quis|ert)[{BLANK}]"
    rf"(?=(?:{_AT_ONCE}[{BLANK}])?(?:(?:(?:les?|la|une?|son|sa|ses|leurs?|cette|ces)[{BLANK}]|l[’'](?![\w-]+(?:ra|"
    rf"ront|rait|raient|ait|aient)(?!\w)))"
    rf"(?!(?:{_WHEN}|\d+\w*)(?![\w-]))[a-zà-ÿœA-ZÀ-Þ][\w-]+"
    rf"|des[{BLANK}](?:milliers|centaines|dizaines|millions)(?!\w)"
    rf"|{_NUMBER}[{BLANK}](?:millions?[{BLANK}]d|milliards?[{BLANK}]d|(?!(?:{_MEASURED})(?!\w))[a-zà-ÿœ]{{4,}})))"
)


_PRONOUN_AND_VERB = re.compile(rf"[{BLANK}](?:(les)|le|la)[{BLANK}]([a-zà-ÿœ]+e)(?![\w’'-])")
_VERB = re.compile(rf"(?<=[^\W_][{BLANK}])[a-zà-ÿœ]{{4,}}\Z")


@rule(
    "words.lost-auxiliary-object",
    category="words",
    confidence=0.85,
    why="The participle has a subject, an object and no auxiliary: “a” was lost.",
    example=("Les enquêteurs fouillé la maison toute la nuit.", "Les enquêteurs ont fouillé la maison toute la nuit."),
    picks=Picker(_may_be_participle),
    trigger=rf"(?:é|i|u|[mr]is|quis|ert)[{BLANK}](?:[lusdc\d]|{_AT_ONCE}|{_NUMBER})(?<=[a-zà-ÿœ][{BLANK}].)",
)
def lost_object(line: Line, context: Context) -> Iterator[Change]:
    """Gives a participle with a direct object its auxiliary back: "l’entreprise embauché 300 salariés".

    Evidence: a participle of the dictionary that is no noun, a subject with its article or a name that begins the
    sentence, an object with its article or number right behind, no other verb in the sentence. Spares times, measures
    and prices, what something is called, headings, and what an indefinite article begins.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ":")):
        return
    for match in _LOST.finditer(text):
        end = match.end() - 1
        verb = _VERB.search(text, max(0, end - 25), end)
        if verb is None or not _may_be_participle(verb.group()):
            continue
        # “Le juge corrompu les envoie en prison”: a pronoun and the verb.
        other = _PRONOUN_AND_VERB.match(text, end)
        if other and (other[1] or not is_noun(other[2]) and context.lexicon.zipf(other[2] + "r") >= 3.0):
            continue
        auxiliary = auxiliary_of(text, verb.start(), end, context, sure=True)
        if auxiliary is not None:
            yield Change(verb.start(), verb.start(), auxiliary)


#: Participles behind which the name of a person, a firm or a place is an object: “choisi Bilbao pour”.
_WITH_NAME = (
    "choisi préféré battu quitté rencontré recruté convaincu remplacé critiqué racheté affronté devancé dominé éliminé "
    "dépassé contacté averti prévenu remercié attaqué poursuivi signé visité survolé surclassé renversé "
    "abandonné défié approché félicité salué testé adopté lancé accueilli interrogé dénoncé sanctionné envahi".split()
)
_NAMED = re.compile(
    rf"(?<=[^\W_][{BLANK}])(?P<verb>{'|'.join(_WITH_NAME)})(?=[{BLANK}](?!Outre)[A-ZÀ-Þ][\w’'-]+"
    rf"(?:[{BLANK}][A-ZÀ-Þ][\w’'-]+){{0,3}}(?:[{BLANK}](?:à|au|aux|en|sur|pour|dans|comme|par|contre|lors|après|avant|"
    rf"avec|chez|comme|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|face|devant|et|d[eu])(?!\w)|[.,]))"
)


@rule(
    "words.lost-auxiliary-named",
    category="words",
    confidence=0.84,
    why="The participle has a subject, a name as its object and no auxiliary: “a” was lost.",
    example=("L’an dernier, la firme préféré Boeing à Airbus.", "L’an dernier, la firme a préféré Boeing à Airbus."),
    words=_WITH_NAME,
    trigger=rf"[{BLANK}](?:{'|'.join(_WITH_NAME)})[{BLANK}][A-ZÀ-Þ]",
)
def lost_named(line: Line, context: Context) -> Iterator[Change]:
    """Gives a participle with a name as its object its auxiliary back: "le groupe choisi Bilbao pour son usine".

    Evidence: a definite subject or a name begins the sentence, which has no other verb. Spares headings, and
    participles behind which a name says who or what somebody is ("le président déchu Viktor Ianoukovitch").
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ":")):
        return
    for match in _NAMED.finditer(text):
        auxiliary = auxiliary_of(text, match.start("verb"), match.end("verb"), context, sure=True)
        if auxiliary is not None:
            yield Change(match.start("verb"), match.start("verb"), auxiliary)


#: Participles that stand beside no noun: their verbs have no passive.
_ALWAYS = (
    "réagi démissionné succombé protesté participé renoncé résisté progressé bondi chuté grimpé fonctionné duré "
    "triomphé persisté semblé existé survécu contribué collaboré enquêté excellé insisté milité oscillé péri patienté "
    "plaisanté profité rivalisé souri sévi stagné tardé témoigné trébuché manifesté bénéficié régné voyagé "
    "dormi parlé menti nui assisté culminé débuté déménagé dérapé échappé émigré hésité jailli jubilé mendié pataugé "
    "récidivé riposté siégé sympathisé transité tergiversé vacillé".split()
)


@rule(
    "words.lost-auxiliary-alone",
    category="words",
    confidence=0.85,
    why="The participle stands beside a noun only with its auxiliary, which was lost.",
    example=("Le ministre réagi dans la soirée.", "Le ministre a réagi dans la soirée."),
    words=_ALWAYS,
    trigger=rf"[{BLANK}](?:{'|'.join(_ALWAYS)})(?![\w’'-])",
)
def lost_alone(line: Line, context: Context) -> Iterator[Change]:
    """Gives the participle of a verb that has no passive its auxiliary back: "les ventes bondi de 12 %".

    Evidence: a subject with its article or a name begins the sentence, which has no other verb.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ":")):
        return
    for match in re.finditer(rf"(?<=[^\W_][{BLANK}])(?:{'|'.join(_ALWAYS)})(?![\w’'-])", text):
        auxiliary = auxiliary_of(text, match.start(), match.end(), context, sure=True)
        if auxiliary is not None:
            yield Change(match.start(), match.start(), auxiliary)


_BEEN = re.compile(
    rf"(?:(?<=[^\W_][{BLANK}])|(?<=[\w»)],[{BLANK}]))été(?=[{BLANK}](?:celles?|celui|ceux|une?|le|la|les|très|"
    rf"plus|trop|moins|"
    rf"également|aussi|rapidement|immédiatement|finalement|récemment|officiellement|(?P<word>[a-zà-ÿœ]{{3,}}))"
    rf"(?![\w’'-])|[{BLANK}]l[’'])"
)
#: After these “été” is the season.
_SEASON = re.compile(
    rf"(?<![\w’'-])(?:un|cet|d|l|en|plein|chaque|dernier|prochain|bel|mi|printemps|hiver|automne|saison|collection|"
    rf"ligne|mode|tenue|campagne|offre|programme|édition|spécial|session|horaires?|formule|job|festival|juillet|juin|"
    rf"août|septembre|ou|et|comme|cours|école)[{BLANK},]*\Z"
)
_PARTICIPLE = re.compile(r"(?:é|i|u|is|it|ert|eint|aint|oint|us|uit|mort)(?:e?s?)\Z")


@rule(
    "words.lost-auxiliary-been",
    category="words",
    confidence=0.87,
    why="“Été” stands between a subject and what is said of it only with its auxiliary, which was lost.",
    example=("La réunion été reportée à lundi.", "La réunion a été reportée à lundi."),
    words=("été",),
    trigger=rf"[\w»),][{BLANK}]été[{BLANK}]",
)
def lost_been(line: Line, context: Context) -> Iterator[Change]:
    """Gives "été" its auxiliary back: "les pompiers été appelés", "la défaite, devant le public, été celle de trop".

    Evidence: a subject that shows its number begins the sentence, no verb stands before, and a participle, an
    adjective or an article behind. Spares the season ("la collection été", "été comme hiver").
    """
    text = line.text
    for match in _BEEN.finditer(text):
        at = match.start()
        word = match["word"]
        participle = word and _PARTICIPLE.search(word) and is_verb(word, context.lexicon, or_noun=True)
        if word and not participle and (is_noun(word) or word not in _SAID_OF):
            continue
        if _SEASON.search(text[max(0, at - 20) : at]):
            continue
        if (auxiliary := auxiliary_of(text, at, match.end(), context, sure=False)) is not None:
            yield Change(at, at, auxiliary)


#: Adjectives behind “être”.
_SAID_OF = frozenset(
    "bon bonne bons bonnes mauvais mauvaise faible faibles fort forte forts fortes long longue court courte rapide "
    "rude rudes difficile difficiles facile faciles clair claire claires clairs violent violente violents violentes "
    "total totale immédiat immédiate victime victimes témoin témoins utile décisif décisive exceptionnel "
    "exceptionnelle historique mortel mortelle terrible brutal brutale brève bref lourd lourde modeste unanime "
    "unanimes "
    "possible impossible nécessaire suffisant suffisante suffisants suffisantes absent absente absents absentes "
    "présent "
    "présente présents présentes capable capables incapable incapables contraint contrainte contraints".split()
)


#: Participles of saying, of which “que” or “pourquoi” is the object.
_TELLING = (
    "raconté répété expliqué affirmé assuré annoncé déclaré précisé rappelé souligné estimé indiqué confirmé juré "
    "reconnu admis promis regretté déploré constaté insisté martelé révélé répondu conclu ajouté demandé "
    "soutenu suggéré confié jugé détaillé exigé parié nié compris appris découvert"
).split()
#: Participles of doing, with an infinitive behind “de” as their object, that do not stand beside a noun.
_TRYING = (
    "tenté essayé refusé promis décidé accepté envisagé juré oublié évité cessé exigé entrepris négligé convenu choisi "
    "regretté proposé"
).split()
#: What somebody calls a thing: « jugé le texte “trop long” ».
_JUDGING = "jugé qualifié trouvé estimé".split()
_CLAUSE = re.compile(
    rf"(?:(?<=[^\W_][{BLANK}])|(?<=[\w»)],[{BLANK}]))(?P<verb>(?:{'|'.join(_TELLING)})(?=[{BLANK}](?:(?:{_AT_ONCE}|"
    rf"plusieurs[{BLANK}]fois|encore|à[{BLANK}]nouveau|au[{BLANK}][A-ZÀ-Þ]\w+|à[{BLANK}](?:l[’']AFP|la[{BLANK}]presse|"
    rf"la[{BLANK}]radio))[{BLANK}])?"
    rf"(?:qu[’'](?!à)|que[{BLANK}]|(?P<asked>(?:pourquoi|comment|combien)[{BLANK}])))"
    rf"|(?:{'|'.join(_JUDGING)})(?=[{BLANK}](?:l[ea]s?[{BLANK}]|l[’']|s(?:on|a|es)[{BLANK}]|ce(?:t|s|tte)?[{BLANK}])"
    rf"[a-zà-ÿœ-]+[{BLANK}](?:de[{BLANK}])?(?:[«“\"]|(?:trop|très|peu|assez)[{BLANK}]))"
    rf"|(?<!,.)(?:{'|'.join(_TRYING)})(?=[{BLANK}](?:de[{BLANK}]|d[’'])(?:(?:se|la|les?|lui|leur|y|en|ne|pas|plus)"
    rf"[{BLANK}]|[lsn][’'])*[a-zà-ÿœ]{{2,}}(?:er|ir|re)(?![\w’'-])))"
)
#: A relative clause that a comma closes.
_RELATIVE = re.compile(r",[ \u00a0](?:qui|dont|que|où|qu[’'])(?![\w-])[^,.;:!?«»“”\"]*,")


@rule(
    "words.lost-auxiliary-clause",
    category="words",
    confidence=0.86,
    why="The participle has a subject, a clause as its object and no auxiliary: “a” was lost.",
    example=(
        "Mardi soir, Delmas raconté pourquoi il avait vendu sa ferme.",
        "Mardi soir, Delmas a raconté pourquoi il avait vendu sa ferme.",
    ),
    words={*_TELLING, *_JUDGING, *_TRYING},
    trigger=rf"[\w»),][{BLANK}](?:{'|'.join(sorted({*_TELLING, *_JUDGING, *_TRYING}))})[{BLANK}]",
)
def lost_clause(line: Line, context: Context) -> Iterator[Change]:
    """Gives back "a" before "que", "pourquoi" or "de" with an infinitive: "le patron, dont …, répété que".

    Evidence: a definite subject or a name begins the sentence, which has no other verb but that of a relative clause
    between commas. Spares what stands beside a noun ("Delmas, tenté de vendre, a …") and headings.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", '"', ":")):
        return
    for match in _CLAUSE.finditer(text):
        at, end = match.span("verb")
        told = _RELATIVE.sub(lambda found: " " * len(found[0]), text[:at]) + text[at:]
        if match["asked"]:
            # What is told has a verb of its own.
            told = told[:end]
        auxiliary = auxiliary_of(told, at, end, context, sure=True)
        if auxiliary is not None:
            yield Change(at, at, auxiliary)
