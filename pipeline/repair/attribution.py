"""Who says it: the clause that names the speaker after a quotation, and where the quotation ends by it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.repair.typography import BLANK

#: Verbs of saying: those in -er by their stem, the others form by form.
_STEMS = (
    "affirm|ajout|annonc|assur|avou|clam|comment|confi|confirm|constat|cri|critiqu|déclar|déplor|estim|expliqu|indiqu|"
    "insist|ironis|jug|lanc|martel|martèl|murmur|not|observ|plaid|plaisant|précis|proclam|racont|rappel|rappell|"
    "rapport|regrett|relat|répliqu|répét|répèt|résum|rétorqu|révél|révèl|soulign|soupir|tempér|tempèr|témoign|tweet|"
    "détaill|dénonc|ripost|exclam|emport|interrog|inquièt|inquiét|indign|félicit|alert|argu|argument|analys|chuchot|"
    "conseill|corrig|désol|enthousiasm|étonn|expos|fulmin|gliss|grinc|hurl|jur|lâch|nuanc|object|ordonn|protest|raill|"
    "recommand|récapitul|relativis|reproch|souffl|souhait|suggèr|suggér|tacl|temporis|tonn|tranch|vant|rigol|rican|"
    "sanglot|bredouill|balbuti|pronostiqu|philosoph|acquiesc|fanfaronn|bougonn|grommel|grommèl|susurr|assèn|assén"
)
_FORMS = (
    "dit|disent|disait|écrit|écrivent|avertit|averti|conclut|conclu|poursuit|poursuivi|prévient|prévenu|promet|promis|"
    "reconnaît|reconnu|répond|répondu|soutient|soutenu|renchérit|renchéri|réagit|réagi|admet|admis|souvient|réjouit|"
    "démenti|défend|défendu|gémit|maintient|maintenu|prédit|prétend|prétendu|"
    "reprend|repris|sourit|souri|enrage|enrageait"
)
#: What one does with oneself while one says it: “s’amuse le maire”.
_MOODS = (
    "agac|alarm|amus|attrist|consol|défend|désespèr|désespér|désol|emball|enflamm|enorgueill|enthousiasm|excus|"
    "esclaff|exaspèr|exaspér|extasi|émerveill|irrit|énerv|épanch|impatient|insurg|justifi|lament|moqu|offusqu|plain|"
    "rassur|remémor|repent|résign|réjoui|scandalis|vant"
)
_ONESELF = rf"(?:se |s[’'])(?:(?:{_MOODS})(?:e|ent|ait|aient|it|t|issent)|demand(?:e|ent|ait|aient)|émeut|émouvait)"
_LET_KNOW = (
    r"(?:fait|font|faisait|faisaient) (?:savoir|valoir|remarquer|observer|part de)|"
    r"(?:met|mettent|mettait|mis) en garde"
)
SAYS = rf"(?:(?:se |s[’'])?(?:(?:{_STEMS})(?:e|ent|é|ait|aient)|{_FORMS})|{_ONESELF}|{_LET_KNOW})(?!\w)"
_ADVERB = r"(?:[a-zéè]+ment |aussi |encore |ensuite |également |même |d[’']abord |de nouveau )?"
_PRONOUN = r"(?:il|elle|on|ils|elles|je)"
#: To whom or on whose side, between the verb and who says it: “explique à l’AFP Jean”, “note de son côté le maire”.
_TO_WHOM = (
    r"(?:(?:à (?:l[’'](?:AFP|agence [A-Z]\w+)|Reuters|la (?:presse|radio|télévision)|son tour|[A-ZÀ-Ý][\w-]+)|"
    r"au [A-ZÀ-Ý][\w-]+|aux journalistes|de (?:son|leur) côté|pour (?:sa|leur) part|quant à (?:lui|elle|eux)|"
    r"dans (?:un communiqué|ces colonnes|la foulée)|encore|aussi|ensuite|"
    r"alors|également|même) )?"
)
_SPEAKER = r"(?:(?:le|la|les|une?|des|son|sa|ses|leurs?|ce|cet|cette|ces|Mme|MM\.|Me) |l[’']|M\.|[A-ZÀ-Ý])"
#: A clause at the end that may name the speaker, or go on with his words: “, mange la souris.”
LIKE_ATTRIBUTION = re.compile(
    rf",[{BLANK}](?:(?:(?:[lmn][’']|nous |lui )?(?:a|ont|avait|avaient)|s[’'](?:est|était|étaient)|se sont)[{BLANK}]"
    r"|(?:s[’']|se |me |te |nous |lui |m[’'])?(?!(?:que|de|le|la|ce|se|ne|je|ma|sa|ta|une|et|est|comme|cette|notre|"
    r"votre|même|presque|tout|peut|elle|entre|contre|cela|sinon|soit|avant|autre|faute|surtout)(?!\w))"
    rf"[a-zà-ÿœ]+(?:[^m]ent|e|it|ait|nd|rt|ut|et|a)(?:,|[{BLANK}])|(?:selon|d[’']après)[{BLANK}])[^.!?…]*\.?\Z"
)
_READ = (
    r"(?:lit|lisait|entend|entendait|apprend)-on|(?:peut|pouvait|pourra)-on (?:y |encore |également |aussi )?"
    r"(?:lire|entendre)|a-t-on (?:pu (?:lire|entendre)|appris|entendu|répondu|expliqué)"
)
#: “, a-t-il dit”, “, a déclaré”, “, explique-t-elle”, “, raconte le maire”, “, lit-on”: after the words said.
ATTRIBUTION = re.compile(
    rf",[ \u00a0](?:(?:l[’'])?(?:a|ont|avait|avaient|aurait)(?:-t-{_PRONOUN})? {_ADVERB}{SAYS}|m[’'](?:a|ont) {SAYS}"
    rf"|(?:a|ont) {_ADVERB}[a-zà-ÿ]{{3,}}é (?=[A-ZÀ-Ý])"
    rf"|(?:s[’'](?:est|était|étaient)|se sont)(?:-{_PRONOUN})? {_ADVERB}(?:(?:{_STEMS}|{_MOODS})(?:é|u)?|souvenu)e?s?"
    rf"(?= {_TO_WHOM}{_SPEAKER}|[.,]|\Z| (?:devant|dans|sur|lors|en|à|au|auprès)(?!\w))"
    rf"|(?:[lm][’']|lui |nous |leur )?(?:a|ont|avait|avaient)-t-{_PRONOUN} (?:pu |fini par )?[a-zà-ÿœ]{{2,}}(?![\w’'-])"
    rf"(?![^.!…]*\?)|(?:me |lui |nous |leur |se |[ms][’'])?(?!(?:est|a|faut|va|peu[tx]|doit|sera|ont|sont|fut)-)"
    rf"[a-zà-ÿœ]{{2,}}(?<!rait)(?<!eront)(?:-t)?-(?:il|elle|ils|elles)(?![\w’'-])(?![^.!…]*\?)"
    rf"|{SAYS}(?:-t)?-{_PRONOUN}(?![\w’'-])|(?:{_READ})(?!\w)"
    rf"|{SAYS} {_TO_WHOM}{_SPEAKER}"
    # A capital inside the sentence: “, J’ai ajouté” for “, a-t-il ajouté”.
    rf"|J[’']ai {_ADVERB}{SAYS})"
)
#: What may go on after the attribution and still speaks of the speaker: who he is, where, when or how he said it.
OF_SPEAKER = re.compile(
    r",[ \u00a0](?:\d+ ans|sans [a-zà-ÿ’']+(?:er|ir|re)\b|(?:au|aux) (?:terme|micro|côtés)|à l[’']issue|"
    r"à la (?:presse|radio|télévision|tribune|mi-)|(?:en )?[a-zà-ÿ]{3,}ant\b|"
    r"lors d|dans un|avant d|après|devant|depuis|selon|"
    r"sur (?:X|Twitter|Facebook|BFM|France|RTL|LCI|son|sa|le plateau)|interrogée?|citée?|jointe?|contactée?|"
    r"ce (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir)|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|"
    r"(?:vice-|ex-|ancien(?:ne)? )?(?:[a-zà-ÿ]{3,}(?:teur|trice|iste|logue|cien|cienne|ieure?)|"
    r"ministre|maire|adjointe?|présidente?|cheffe?|porte-parole|patronn?e?|députée?|secrétaire|responsable|membre|"
    r"professeure?|fondatrice|PDG|avocate?|médecin|cadre|gérante?|dirigeante?|déléguée?|commissaire|capitaine|"
    r"économiste|chercheuse|mère|père|habitante?|étudiante?|infirmière?|ouvrière?|agricultrice|retraitée?|numéro|"
    r"tête|spécialiste)\b"
    r"|(?:de l[’']|de la |du |de )(?:université|institut|école|hôpital|centre|faculté|laboratoire|association|"
    r"fondation|syndicat|musée|observatoire|académie|ONG|collectif|cabinet|[Uu]niversi\w+|[A-ZÀ-Ý]{2,})\b"
    # One of those whom the text speaks of, himself.
    r"|l[’']une? des (?!(?:n|v)ôtres|siens)[a-zà-ÿœ]{3,}|(?:lui|elle)(?:-même| aussi| non plus)\b|née? (?:à|en|au)\b"
    r"|âgée? de\b"
    # His name, what he looks like, what he does.
    r"|[A-ZÀ-Ý][\w’'-]+(?: (?:d[eu] |de la |van |von |al-)?[A-ZÀ-Ý][\w’'-]+){1,3}(?=[.,]|\Z)"
    r"|(?:le (?:visage|regard|sourire|ton|poing)|la (?:voix|mine|gorge|main)|les (?:yeux|larmes|bras|mains)|"
    r"sourire aux|l[’']air|d[’']une voix|d[’']un (?:ton|air)|avec un|non sans|tout en|visiblement)\b"
    r"|qui (?:dirige|préside|travaille|vit|habite|milite|enseigne|représente|tient|possède|gère|cultive|siège)\b)"
)
#: Words of somebody who speaks: the quotation goes on.
SPEAKING = re.compile(
    r"(?<![\w’'-])(?:(?:je|me|moi|mon|ma|mes|nous|notre|nos|vous|votre|vos|tu|toi|c[’']est|ce sera|ça|il faut|"
    r"il faudra|il suffit|il suffirait|et encore)(?!\w)|[jm][’']\w)|[!?]|(?<=’)on\b|\b[Oo]n\b",
    re.IGNORECASE,
)
#: “Selon lui,”, “d’après le maire,”: the words that follow are his to the end of the sentence.
INTRODUCED = re.compile(
    r"(?:(?<=[:;.!?…][ \u00a0])|\A)(?:selon|d[’']après|pour) [^,:;.!?…«»“”\"]{2,60},\Z", re.IGNORECASE
)
#: A sentence that speaks of the speaker: not his words any more.
OUTSIDE = re.compile(
    rf"\b(?:a|ont|avait|aurait)-t-(?:il|elle|on)|{SAYS}(?:-t)?-(?:il|elle|on|ils|elles)\b"
    rf"|\b(?:il|elle) (?:a|avait) {_ADVERB}{SAYS}"
    r"|\b(?:a|ont) (?:déclaré|ajouté|expliqué|précisé|indiqué|affirmé|annoncé|souligné|estimé|confié)\b",
    re.IGNORECASE,
)
#: A sentence that tells how somebody was asked and what he answered: no words of his.
ASKED = re.compile(
    r"(?:Interrogée?s?|Questionnée?s?|Relancée?s?|Contactée?s?|Sollicitée?s?) (?:sur|par|à|au|en|lors|dans|après|plus)"
    r"(?!\w)[^.!?…;:«»“”\"]{3,160}, (?:il|elle|ils|elles|l[ea]s?|son|sa|ses|M\.|Mme|l[’']|[A-ZÀ-Þ])"
)
#: “…, dit-il, «”: the words that follow are his to the end of the sentence.
SAID_BEFORE = re.compile(
    rf"(?<=\w), (?:{SAYS}-(?:t-)?(?:il|elle)|a-t-(?:il|elle) {_ADVERB}{SAYS}),\Z"
)
#: “Il a admis que «”: a clause of his.
SAID_THAT = re.compile(rf"(?<![\w’'-])(?:(?:a|ai|ont|avait|avaient) {_ADVERB}{SAYS}|{SAYS}) qu(?:e|[’'])\Z")
#: Where a sentence ends and another one begins.
BOUNDARY = re.compile(rf"[.!?…][)\]]?[{BLANK}]+(?=[«“\"(\[]?[{BLANK}]?[A-ZÀ-ÝŒ])")


#: Where and to whom one speaks to the press: no character of a story does.
_TO_PRESS = (
    r"à (?:l[’'](?:AFP|Afp|agence)|Reuters|la (?:presse|radio|télévision)|BFM|CNN|France|RTL|Europe|Franceinfo|"
    r"franceinfo)"
    r"|(?:à|devant) (?:des|les|la|plusieurs) (?:journalistes|caméras|presse)|aux (?:journalistes|médias)"
    r"|lors d[’'](?:une|un) (?:conférence|point|entretien|interview|émission|meeting|audition|séance|débat|audience)"
    r"|dans un (?:communiqué|entretien|message|discours|tweet|billet)|dans une (?:interview|déclaration|lettre|"
    r"tribune|vidéo)"
    r"|au micro d|sur (?:X|Twitter|Facebook|Instagram|Telegram|BFM|France|RTL|LCI|CNN)(?!\w)"
)
#: A trade or office with a full name, in whatever order: no character of a story is named so each time.
_IN_FULL = (
    r"(?:l[ea] |l[’']|son |sa |leur |une? )(?:[a-zà-ÿœ-]+ ){0,4}[a-zà-ÿœ-]{4,}(?: [a-zà-ÿœ-]{4,})? "
    r"[A-ZÀ-Þ][\w’-]+ [A-ZÀ-Þ][\w’-]+"
    r"|[A-ZÀ-Þ][\w’-]+ [A-ZÀ-Þ][\w’-]+(?: [A-ZÀ-Þ][\w’-]+)?, (?:l[ea] |l[’']|son |sa |leur |une? )?[a-zà-ÿœ-]{4,}"
    r" (?:de |du |des |d[’'])"
)
_SAID_TO_PRESS = re.compile(
    rf",[ \u00a0](?:a|ont|avait|avaient) {_ADVERB}{SAYS} (?:[^.!?…«»“”\"]{{0,140}}(?<![\w’'-])(?:{_TO_PRESS})|"
    rf"(?:{_IN_FULL}))"
    r"[^.!?…«»“”\"]{0,60}\Z"
)


def said_inside(quoted: str) -> int | None:
    """Where in the text between two quotation marks the clause begins that names who told it to the press.

    None where there is no such clause at its end, or where another one or a second sentence stands before it.
    """
    said = list(ATTRIBUTION.finditer(quoted))
    if len(said) != 1 or BOUNDARY.search(quoted):
        return None
    match = _SAID_TO_PRESS.match(quoted.rstrip().removesuffix("."), said[0].start())
    return said[0].start() if match else None


def goes_on(region: str, said: Sequence[re.Match[str]], boundaries: Sequence[re.Match[str]]) -> bool:
    """Whether the speaker’s words go on behind the only attribution to the end: the last sentence is direct speech."""
    later = [match.end() for match in boundaries if match.end() > said[0].end()]
    if len(said) > 1 or not later or OUTSIDE.search(region, later[0]):
        return False
    return SPEAKING.search(region, later[-1], len(region.rstrip(" .…"))) is not None and region.rstrip()[-1:] in ".!?…"


_NAMES = re.compile(r"(?<![\w’'-])[A-ZÀ-Ý][\w-]{2,}")
_OF_ONE = re.compile(r"(?:Pour|Selon|D[’']après) (?P<name>[A-ZÀ-Ý][\w-]{2,})(?=,)")


def spoken_of(before: str, region: str, said: Sequence[re.Match[str]], ends: Sequence[re.Match[str]]) -> int | None:
    """Where the sentence begins, behind an attribution, that tells what its speaker thinks: “Selon Sow,”.

    The first sentence behind the attribution is left out: with nothing between, the quotation ends before it.
    """
    later = [end for end in ends if end.end() > said[0].end()]
    for end in later[1:]:
        if sentence := _OF_ONE.match(region, end.end()):
            clause = region[said[0].end() - 1 : later[0].start()]
            speakers = _NAMES.findall(clause) or _NAMES.findall(before)
            return end.end() if sentence["name"] in speakers else None
    return None
