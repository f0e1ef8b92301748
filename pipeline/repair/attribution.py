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
    "recommand|récapitul|relativis|reproch|souffl|souhait|suggèr|suggér|tacl|temporis|tonn|tranch|vant"
)
_FORMS = (
    "dit|disent|disait|écrit|écrivent|avertit|averti|conclut|conclu|poursuit|poursuivi|prévient|prévenu|promet|promis|"
    "reconnaît|reconnu|répond|répondu|soutient|soutenu|renchérit|renchéri|réagit|réagi|admet|admis|souvient|réjouit|"
    "démenti|défend|défendu|gémit|maintient|maintenu|prédit|prétend|prétendu|"
    "reprend|repris|sourit|souri"
)
SAYS = rf"(?:se |s[’'])?(?:(?:{_STEMS})(?:e|ent|é|ait|aient)|{_FORMS})(?!\w)"
_ADVERB = r"(?:[a-zéè]+ment |aussi |encore |ensuite )?"
_PRONOUN = r"(?:il|elle|on|ils|elles|je)"
#: “, a-t-il dit”, “, a déclaré”, “, explique-t-elle”, “, raconte le maire”: who says it, after the words said.
ATTRIBUTION = re.compile(
    rf",[ \u00a0](?:(?:l[’'])?(?:a|ont|avait|avaient|aurait)(?:-t-{_PRONOUN})? {_ADVERB}{SAYS}|m[’'](?:a|ont) {SAYS}"
    rf"|(?:a|ont) {_ADVERB}[a-zà-ÿ]{{3,}}é (?=[A-ZÀ-Ý])"
    rf"|{SAYS}(?:-t)?-{_PRONOUN}(?![\w’'-])"
    rf"|{SAYS} (?:le |la |l[’']|les |un |une |son |sa |ce |cet |cette |M\.|Mme |[A-ZÀ-Ý]))"
)
#: What may go on after the attribution and still speaks of the speaker: who he is, where, when or how he said it.
_OF_SPEAKER = re.compile(
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
    r"tête|spécialiste)\b)"
)
#: Words of somebody who speaks: the quotation goes on.
_SPEAKING = re.compile(
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
#: Where a sentence ends and another one begins.
BOUNDARY = re.compile(rf"[.!?…][)\]]?[{BLANK}]+(?=[«“\"(\[]?[{BLANK}]?[A-ZÀ-ÝŒ])")


def attributed(region: str, said: Sequence[re.Match[str]], boundaries: Sequence[re.Match[str]]) -> bool:
    """Whether the quotation ends for sure where the first attribution begins.

    It may go on after the attribution: « Nous irons, dit-il, au bout. » What goes on must speak of the speaker, and
    the sentences that follow must have nothing of direct speech; then the quotation is one sentence itself.
    """
    first = said[0]
    inside = sum(match.end() <= first.start() for match in boundaries)
    if len(said) > 1 or inside > (0 if len(boundaries) > inside else 3):
        return False
    ends = [match.start() + 1 for match in boundaries if match.end() > first.end()]
    rest = region[first.end() : ends[0] if ends else len(region)]
    goes_on = re.match(r"[^.!?…,;:]{0,60}(?=,)", rest)
    if goes_on and not (_OF_SPEAKER.match(rest, goes_on.end()) and not _SPEAKING.search(rest, goes_on.end())):
        return False
    return not ends or not _SPEAKING.search(region, ends[0])


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
    return _SPEAKING.search(region, later[-1], len(region.rstrip(" .…"))) is not None and region.rstrip()[-1:] in ".!?…"


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
