"""Past tenses that lost their auxiliary: « … », expliqué le maire; le gouvernement annoncé la fermeture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_nouns import finite
from pipeline.repair.heads import Headed
from pipeline.repair.line import Line
from pipeline.repair.name_lexicon import ordinary
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.typography import BLANK
from pipeline.repair.verbs import PARTICIPLE, is_verb

_PARTICIPLE = (
    "(?:affirm|ajout|assur|confi|confirm|constat|déclar|déplor|estim|expliqu|indiqu|insist|ironis|martel|observ|plaid|"
    "plaisant|précis|racont|rappel|regrett|répliqu|rétorqu|soulign|soupir|témoign)é|admis|averti|conclu|reconnu|répondu"
)
#: Behind a participle these tell when, not who: « … », confirmé le lendemain.
_WHEN = (
    "an|année|automne|été|hiver|printemps|jour|lendemain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|"
    "matinée|midi|mois|même|moment|nuit|première|premier|semaine|siècle|soir|soirée|tout|trimestre|veille|week-end"
)
_SPOKEN = re.compile(
    rf"[»”\"](?P<comma>,?)[{BLANK}](?P<verb>{_PARTICIPLE})[{BLANK}]"
    rf"(?=(?P<many>les |des |ses |leurs |plusieurs )"
    rf"|(?:le |la |l[’']|une? |son |sa |ce |cette |M\.[{BLANK}]|Mme[{BLANK}])"
    rf"(?!(?:{_WHEN}|\d)(?![\w-]))[a-zà-ÿA-ZÀ-Þ]|[A-ZÀ-Þ][\w’-]+[{BLANK}][A-ZÀ-Þ])"
)
_OPENING = re.compile(r"[«“\"]")
#: Words of a quotation that is more than a title.
_LEAST = 5


@rule(
    "words.spoken-participle",
    category="words",
    confidence=0.9,
    why="The participle has a subject and no auxiliary: “a” was lost.",
    example=(
        "« Nous allons rouvrir avant Noël », assuré la directrice du musée.",
        "« Nous allons rouvrir avant Noël », a assuré la directrice du musée.",
    ),
    needs="»”\"",
    trigger=rf"[»”\"],?[{BLANK}](?:{_PARTICIPLE})[{BLANK}]",
)
def spoken_participle(line: Line, context: Context) -> Iterator[Change]:
    """Gives a verb of saying behind a quotation its auxiliary back, as a Spanish or Italian past tense loses it.

    Evidence: who says it follows the participle directly, which French has only with an auxiliary. Spares quotations of
    less than five words, which may be titles, and what tells when: « … », confirmé le lendemain.
    """
    for match in _SPOKEN.finditer(line.text):
        openings = [each.end() for each in _OPENING.finditer(line.text, 0, match.start())]
        if openings and len(line.text[openings[-1] : match.start()].split()) >= _LEAST:
            auxiliary = "ont " if match["many"] else "a "
            yield Change(match.start("verb"), match.start("verb"), auxiliary)


#: Verbs whose past tense news is made of, as participles; none of them takes an object without an auxiliary.
_STATED_WORDS = (
    "accepté affirmé ajouté annoncé assuré confirmé critiqué demandé dénoncé déclaré décidé estimé expliqué indiqué "
    "ordonné précisé présenté proposé rappelé rejeté réclamé signé souligné admis promis reconnu répondu"
).split()
#: Further participles, which only an object with its article tells, and no comma may part from their subject.
_DONE_WORDS = (
    "abandonné abattu accordé accueilli acheté adopté affronté aidé alerté approuvé arraché arrêté attiré "
    "augmenté autorisé averti battu bloqué bouclé cédé choisi condamné conclu conservé convaincu convoqué créé "
    "décroché défendu démenti dépassé déposé dévoilé dirigé doublé durci écarté emporté encaissé entamé évacué "
    "évité exclu exigé exprimé fourni franchi gagné inauguré infligé interpellé interrogé invité justifié libéré "
    "limogé livré menacé mobilisé multiplié nié obligé obtenu offert organisé perdu poursuivi prévenu provoqué "
    "publié qualifié quitté racheté ramené recommandé recruté refusé réaffirmé relancé relevé remercié remis "
    "remplacé remporté rencontré rendu repoussé repris résolu retiré retrouvé réuni révélé salué sanctionné sauvé "
    "sollicité soutenu stoppé supprimé terminé tranché validé vendu visité voté"
).split()
_DONE = "|".join(_DONE_WORDS)
_STATED = "|".join(_STATED_WORDS)
#: Those of them that an infinitive follows, which no participle beside a noun has: “refusé de répondre”.
_OF_DOING = (
    "refusé accepté décidé essayé oublié juré cessé commencé continué proposé envisagé promis choisi convenu"
).split()
_TO_DO = "commencé continué cherché renoncé hésité contribué échoué réussi appris".split()
_NUMBER = (
    r"(?:\d[\d,.\u00a0\u202f]*|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|"
    r"cinquante|cent|mille|plusieurs|quelque)"
)
_INFINITIVE = (
    rf"(?:(?:se|le|la|les|lui|leur|y|en|ne|pas|plus)[{BLANK}]|[lsn][’'])*[a-zà-ÿœ]{{2,}}(?:er|ir|re)(?![\w’'-])"
)
#: What says how long or how often, and is no object.
_MEASURED = (
    "ans?|années?|mois|semaines?|jours?|heures?|minutes?|secondes?|fois|siècles?|pour|autres?|et|ou|à|mètres|"
    "kilomètres|points?|voix|reprises"
)
#: What may stand between a participle and its object.
_AT_ONCE = (
    "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|également|aussi|ensuite|récemment|officiellement|"
    "finalement|définitivement|rapidement)"
)
#: All of them, and what they begin with.
_PARTICIPLES = sorted({*_STATED_WORDS, *_DONE_WORDS, *_OF_DOING, *_TO_DO})
_INITIALS, _FINALS = ("".join(sorted({word[place] for word in _PARTICIPLES})) for place in (0, -1))
_LOST = Headed(
    rf"(?<=[^\W_][{BLANK}]|,[{BLANK}])(?P<verb>{_STATED})"
    rf"(?=[{BLANK}](?:{_AT_ONCE}[{BLANK}])?(?:(?:(?:les?|la|une?|des|son|sa|ses|leurs?)[{BLANK}]|l[’'])"
    rf"(?!(?:{_WHEN}|plus|moins|mieux|\d)(?![\w-]))(?P<object>[a-zà-ÿœ]+)(?![\w’'])"
    rf"|(?P<number>{_NUMBER})[{BLANK}](?!(?:{_MEASURED})(?!\w))[a-zà-ÿœ]{{4,}}(?![\w’'])"
    rf"|(?:[^\s,.;:!?«»“”()]+[{BLANK}]){{0,7}}qu(?:e[{BLANK}]|[’']))|,[{BLANK}][^,.;:!?«»“”()]{{4,70}},"
    rf"[{BLANK}]qu(?:e[{BLANK}]|[’']))"
    rf"|(?<=[^\W_][{BLANK}])(?P<done>{_DONE})(?=[{BLANK}](?:{_AT_ONCE}[{BLANK}])?(?:(?:les?|la|une?|son|sa|ses|leurs?)"
    rf"[{BLANK}]|l[’'])(?!(?:{_WHEN}|plus|moins|mieux|\d)(?![\w-]))[a-zà-ÿœ]{{3,}}(?![\w’']))"
    rf"|(?<=[^\W_][{BLANK}]|,[{BLANK}])(?P<to>(?:{'|'.join(_OF_DOING)})(?=[{BLANK}](?:de[{BLANK}]|d[’']){_INFINITIVE})"
    rf"|(?:{'|'.join(_TO_DO)})(?=[{BLANK}]à[{BLANK}]{_INFINITIVE}))",
    heads=rf"[{_INITIALS}](?<=[{BLANK}].)(?=[a-zà-ÿœ]*[{_FINALS}][,{BLANK}])",
)
_DOING = re.compile(rf"(?:(?<!\w)(?:de|à|pour|sans)[{BLANK}]|d[’']){_INFINITIVE}")
_REST = re.compile(r"[^.!?…:;«»“”\"]*")
#: Where a clause of its own begins, whose verb is not that of the sentence.
_CLAUSE = re.compile(
    r"(?<![\w’'-])(?:(?:qui|que|dont|où|afin|pour|si|comme|lorsque|quand|car)(?!\w)|(?:qu|lorsqu)[’'])"
)
_SENTENCE = re.compile(r"[.!?…:;«»“”\"()][^\w]*(?=[^.!?…:;«»“”\"()]*\Z)")
_AUXILIARY = re.compile(
    r"(?<![\w-])(?:n[’']|s[’']|l[’']|y )?(?:ai|as|a|avons|avez|ont|avais|avions|aviez|avait|avaient|aura|auront|aurait|"
    r"auraient|aurai|auras|aurons|aurez|aurais|aurions|auriez|ayons|ayez|serais|serions|seriez|soyons|soyez|ait|"
    r"aient|eut|eurent|avoir|ayant|suis|es|sommes|êtes|est|sont|étais|étions|étiez|était|étaient|sera|seront|"
    r"serait|seraient|soit|soient|fut|furent|eût|fût|eussent|fussent|être|été|étant)(?![\w-])",
    re.IGNORECASE,
)
#: Characters of a sentence before its verb, at most.
_LONGEST = 600
_ASIDE = re.compile(rf"[{BLANK}][–—][{BLANK}][^–—]*[{BLANK}][–—](?=[{BLANK}])")
#: Nouns in the singular of which the verb stands in the plural.
_SEVERAL = re.compile(
    r"(?<!\w)(?:plupart|moitié|majorité|tiers|quart|totalité|nombre|\w+aine)[ \u00a0](?:d[’'e]|des)(?!\w)"
)
_SUBJECT = re.compile(
    rf"(?:[^,]{{0,70}},[{BLANK}])??(?:(?P<many>(?i:Les|Des|Ses|Ces|Leurs|Nos|Vos|Mes|Plusieurs|Quelques|Deux|Trois|"
    r"Quatre|Cinq|Six|Sept|Huit|Neuf|Dix|Douze|Vingt))|(?i:Le|La|L[’']|Une?|Son|Sa|Leur|Ce|Cette|Cet|Mon|Ma|Notre)"
    r"|M\.|Mme|(?!(?:À|Au|Aux|En|Dans|Depuis|Dès|Après|Avant|Pour|Par|Selon|D[’']|Avec|Sans|Chez|Sur|Sous|Vers|Entre|"
    r"Malgré|Pendant|Durant|Lors|Hier|Aujourd|Jamais|Comme|Si|Quand|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|"
    r"Dimanche|Enfin|Ensuite|Puis|Mais|Et|Or|Car|Ainsi|Alors|De|Du|Contre|Face|Grâce|Outre|Autrefois|Interrogée?s?)"
    r"(?!\w))[A-ZÀ-Þ][\w-]+)(?:(?<=[’'])|(?![\w-]))"
)
_NO_NOUN = frozenset(
    "fois comme bien ainsi jamais non pas plus déjà de d à en par et ou ni que qui dont où être tel telle si puis le "
    "la".split()
)


@rule(
    "words.lost-auxiliary",
    category="words",
    confidence=0.86,
    why="The participle has a subject, an object and no auxiliary: “a” was lost.",
    example=(
        "Le lendemain, le gouvernement annoncé la fermeture de la route.",
        "Le lendemain, le gouvernement a annoncé la fermeture de la route.",
    ),
    words=_PARTICIPLES,
)
def lost_auxiliary(line: Line, context: Context) -> Iterator[Change]:
    """Gives a past tense its auxiliary back: "le gouvernement annoncé la fermeture", "la firme, …, assuré que".

    Evidence: a subject begins the sentence, an object or "que" follows the participle, which a participle alone cannot
    have, and neither an auxiliary nor another verb stands before it in the sentence. Spares what tells when ("le plan
    annoncé la veille").
    """
    for match in _LOST.finditer(line.text):
        # "Un pastel, estimé 8 millions": a value.
        if match["number"] and match["verb"] == "estimé":
            continue
        followed = bool(match["object"] or match["number"] or match["to"] or match["done"])
        if (auxiliary := _auxiliary(line.text, match.start(), match.end(), context, followed)) is not None:
            yield Change(match.start(), match.start(), auxiliary)


def auxiliary_of(text: str, at: int, end: int, context: Context, sure: bool) -> str | None:
    """The auxiliary of the participle from `at` to `end`, if nothing but its subject stands before it.

    `sure`: the subject is definite, and no verb follows either. The subject may be one name.
    """
    found = _auxiliary(text, at, end, context, sure, alone=True)
    near = text[max(0, at - _LONGEST) : at]
    opening = _SENTENCE.search(near)
    head = near[opening.end() if opening else 0 :]
    if found is None or _INVERTED.search(head) or _LAST_ASIDE.search(head) or sure and _INDEFINITE.match(head):
        return None
    rest = _CLAUSE.split(_REST.match(text, end)[0])[0] if sure else ""
    told = any(_is_past_or_future(word, context) for word in _SMALL.findall(f"{head} {rest}"))
    return None if told else found


_SMALL = re.compile(r"(?<![\w-])(?:[a-zà-ÿA-Z]{1,2}[’'])?([a-zà-ÿœ]{4,})(?![\w-])")
#: An inverted verb, and what is left of an auxiliary that was miswritten.
_INVERTED = re.compile(
    rf"[^\W\d_]-(?:t-)?(?:je|tu|ils?|elles?|on|nous|vous)(?!\w)|(?<![\w’'-])(?:on|à|as?)[{BLANK}]*\Z"
)


#: What stands between the last comma and the participle is no subject.
_LAST_ASIDE = re.compile(
    rf",[{BLANK}](?:(?:en|à|aux?|dans|sur|sous|par|pour|avec|sans|de|du|après|avant|dès|depuis|qui|que|dont|où|et|ou)"
    rf"[{BLANK}]|d[’'])[^,]*[^,{BLANK}][{BLANK}]*\Z"
)


def _is_past_or_future(word: str, context: Context) -> bool:
    """Whether a word ends like a verb in a tense that the tables of verbs do not have: inventa, emmènera."""
    if is_noun(word):
        return False
    if re.search(r"(?:ra|[eid]ras|ront|rait|raient|[^f]ait|aient|èrent|irent|urent)\Z", word):
        return True
    zipf = context.lexicon.zipf
    if word.endswith("ent") and not word.endswith("ment") or word.endswith("ment") and zipf(word[:-3] + "er") >= 3.5:
        return zipf(word[:-3] + "er") >= 1.5
    return word.endswith("a") and zipf(word[:-1] + "er") >= 2.5 or word.endswith("e") and zipf(word + "r") >= 3.0


_INDEFINITE = re.compile(rf"(?:[^,]{{0,40}},[{BLANK}])?(?i:une?|des|deux|trois|quatre|plusieurs)(?!\w)")


def _auxiliary(text: str, at: int, end: int, context: Context, whole: bool, alone: bool = False) -> str | None:
    """The auxiliary of the participle from `at` to `end`, if nothing but its subject stands before it.

    `whole`: what follows in the sentence must have no verb either; `alone`: the subject may be one name.
    """
    near = max(0, at - _LONGEST)
    opening = _SENTENCE.search(text, near, at)
    if near and opening is None:
        return None
    head = _ASIDE.sub(" ", text[opening.end() if opening else 0 : at]).strip()
    subject = _SUBJECT.match(head)
    starts = head[:1].isupper() or opening is not None and ";" in opening.group()
    if subject is None or not starts or _AUXILIARY.search(head) or " et " in head or _SEVERAL.search(head):
        return None
    if _ASKED.match(head):
        return None
    parts = [part.strip() for part in head.rstrip(",").split(", ")]
    told = " ".join(part for part in parts if not re.match(r"(?:qui|que|dont|où|qu[’']|d[’']où)(?!\w)", part))
    words = [word.rpartition("’")[2] for word in re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", told)]
    single = len(words) < 2 and "," not in head and "’" not in head
    if single and not (alone and _is_name(words, context)) or not words or head[-1] in "’'":
        return None
    if words[-1].lower() in _NO_NOUN and not told[-1].isdigit():
        return None
    if whole:
        rest = _DOING.sub(" ", _REST.match(text, end)[0])
        words += re.findall(r"[^\W\d_]+", _DETERMINED.sub(" ", _CLAUSE.split(rest)[0]))
    if any(_is_finite(word, context) for word in words if word.islower()):
        return None
    return "ont " if subject["many"] else "a "


#: « As-tu perdu la tête ? »
_ASKED = re.compile(r"[^\W\d_]+-(?:t-)?(?:je|tu|ils?|elles?|on|nous|vous)(?!\w)")
#: A noun, whatever it looks like.
_DETERMINED = re.compile(
    rf"(?<![\w’'-])(?:(?:une?|des|du|aux?|cet?|cette|ces|son|sa|ses|leurs|chaque|de|à|en|par|sur|dans|pour|contre|sous)"
    rf"[{BLANK}]|d[’'])(?:(?:la|les?|une?|des|son|sa|ses|leurs?|cet?|cette|ces)[{BLANK}]|l[’'])?[a-zà-ÿœ]+(?![\w’'-])"
)


def _is_name(words: list[str], context: Context) -> bool:
    """Whether the only word is a name and no common word."""
    return len(words) == 1 and words[0][0].isupper() and not ordinary(words[0].lower(), context.lexicon)


#: Prepositions that look like verbs.
_PREPOSITIONS = frozenset("contre entre sous outre hors vers".split())


def _is_finite(word: str, context: Context) -> bool:
    """Whether a word can only be a verb that has a subject."""
    if is_noun(word) or word in _PREPOSITIONS or PARTICIPLE.search(word) or word.endswith(("er", "ir", "oir", "ant")):
        return False
    return word in finite() or is_verb(word, context.lexicon)


_CLITIC = Headed(
    rf"(?<=[^\W_][{BLANK}]|[,–—)»][{BLANK}])(?P<clitic>me|te|lui|leur|nous|vous|y)[{BLANK}]"
    rf"(?P<verb>[a-zà-ÿœ]{{2,}}(?:é|[^u]i|u|is|ert|int))(?=[{BLANK}](?:"
    rf"(?:les?|la|une?|des|du|son|sa|ses|leurs?)[{BLANK}]|l[’']|(?:de[{BLANK}]|d[’']){_INFINITIVE}|que[{BLANK}]|qu[’']"
    rf"|à[{BLANK}]{_INFINITIVE}|(?:raison|tort|confiance|hommage|secours|chance|peur|envie|plaisir)(?!\w)))"
    rf"(?![{BLANK}]le[{BLANK}]\d)",
    heads=rf"[mtlnvy](?<=[{BLANK}].)(?=(?:e|ui|eur|ous)?[{BLANK}])",
)
#: Behind these a pronoun is no clitic, or no participle follows it.
_NO_SUBJECT = frozenset(
    "à de chez avec pour par sur sans selon contre vers entre et ou ni mais comme que qui dont où grâce autour devant "
    "derrière avant après envers malgré sauf en il elle on ils elles je tu ce cela ça ne".split()
)


@rule(
    "words.lost-auxiliary-clitic",
    category="words",
    confidence=0.87,
    why="A pronoun stands before a participle only with its auxiliary, which was lost.",
    example=("Ce contrat lui permis d’acheter une maison.", "Ce contrat lui a permis d’acheter une maison."),
    words=("me", "te", "lui", "leur", "nous", "vous", "y"),
)
def lost_auxiliary_clitic(line: Line, context: Context) -> Iterator[Change]:
    """Puts the auxiliary back between a pronoun and a participle: "un arrêt lui permis de gagner".

    Evidence: an object, an infinitive or "que" follows the participle, a subject whose number shows begins the
    sentence, and nothing before the pronoun is a verb. Spares nouns ("leur avis"), "lui" that stands for itself behind
    a preposition, and "y compris".
    """
    for match in _CLITIC.finditer(line.text):
        verb, clitic = match["verb"], match["clitic"]
        before = re.search(rf"([^\W\d_]+)[{BLANK}]\Z", line.text[max(0, match.start() - 30) : match.start()])
        if verb == "compris" or before and before.group(1).lower() in _NO_SUBJECT or not _is_participle(verb, context):
            continue
        if clitic == "leur" and is_noun(verb):
            continue
        if (auxiliary := _auxiliary(line.text, match.start(), match.end(), context, whole=True)) is None:
            continue
        if clitic in ("me", "te"):
            yield Change(match.start() + 1, match.start("verb"), f"’{auxiliary}")
        else:
            yield Change(match.start("verb"), match.start("verb"), auxiliary)


def _is_participle(word: str, context: Context) -> bool:
    return word in _STATED_WORDS or PARTICIPLE.search(word) is not None and is_verb(word, context.lexicon, or_noun=True)
