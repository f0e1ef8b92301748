"""Who says it, told by its make and not by its verb: “, a éludé le sélectionneur”, “, rit la juge Ana Ruiz”.

Any verb may name the manner in which something is said. A clause of one verb with its subject behind it is such a
clause where the subject is a person and what stands before it is a whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.repair.attribution import ATTRIBUTION, LIKE_ATTRIBUTION, OF_SPEAKER, SAYS, SPEAKING
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.name_evidence import first_names, is_person_noun
from pipeline.repair.sentence_names import has_verb
from pipeline.repair.verbs import PARTICIPLE, is_verb

_BLANK = "[ \u00a0]"
_ADVERB = "(?:[a-zéè]+ment |aussi |encore |ensuite |également |même |alors |aussitôt )?"
_CLAUSE = re.compile(
    rf",{_BLANK}(?P<aux>(?:(?:[lmn][’']|nous |lui |leur )?(?:a|ont|avait|avaient)|s[’'](?:est|était|étaient)|se sont) "
    rf"{_ADVERB})?(?P<self>se |s[’'])?(?P<verb>[a-zà-ÿœ]{{2,20}})(?![\w’'-])"
    r"(?P<between>(?: (?!qu|dont|où)[a-zà-ÿœ’'-]+){0,5}?|, (?!qu|dont|où)[a-zà-ÿ][^,.!?…«»]{3,40},) "
    r"(?P<who>(?P<determiner>(?:le|la|les|une?|des|son|sa|ses|leurs?|cet?|cette|ces|deux|plusieurs) |l[’'])"
    r"(?P<nouns>[a-zà-ÿœ-]{3,}(?: [a-zà-ÿœ-]{3,})?)(?P<named> [A-ZÀ-Ý][\w’-]+ [A-ZÀ-Ý])?|"
    r"(?P<title>M\.|MM\.|Mme|Me|Mgr|sir) [A-ZÀ-Ý]|"
    r"(?P<name>[A-ZÀ-Ý][\w’-]+)(?P<second> (?:de |van |von |al-)?[A-ZÀ-Ý][\w’-]+)?)"
)
_PRESENT = re.compile(r"(?:[^m]ent|e|it|ait|nd|rt|ut)\Z")
_START = re.compile(r"[.!?…:][ \u00a0]")
_RELATIVE = re.compile(r"(?<![\w’'-])(?:qui|que|dont|où|qu[’'])[^,]*")
#: What ends like a verb in the present and is none.
_NO_VERBS = frozenset(
    "contre entre comme outre chez que une cette notre votre même quoique autre avant devant durant pendant sauf "
    "malgré moyennant concernant vraiment surtout soit tout souvent et est fût maître juge être hormis encore presque "
    "trente quatre quatorze quinze treize douze onze seize quarante cinquante soixante libre sire madame monsieur "
    "membre mère père frère triste jeune vive outre ensuite".split()
)
#: Verbs that take a person as their object in what is said, so that who follows need not be who speaks.
_TAKES_A_PERSON = frozenset(
    "rencontré reçu vu tué blessé arrêté élu nommé choisi remplacé battu rejoint accueilli invité aidé sauvé accusé "
    "condamné interpellé libéré épousé connu croisé trouvé perdu formé soigné frappé agressé attaqué convoqué entendu "
    "prend met voit rencontre reçoit tue blesse remplace rejoint accueille invite aide sauve condamne libère bat "
    "appelle appelé attend attendu quitte quitté suit suivi été eu fait tue blesse frappe agresse attaque menace "
    "insulte gifle insulté menacé giflé embrasse embrassé licencie licencié recrute recruté paie payé cherche cherché "
    "aime déteste adore respecte croise connaît forme soigne arrête interpelle convoque regarde regardé écoute "
    "écouté touche touché concerne implique représente".split()
)


def attributions(region: str, lexicon: Lexicon) -> list[re.Match[str]]:
    """The clauses that name who says the words before, in order: by their verb, or else by their make."""
    said = list(ATTRIBUTION.finditer(region))
    if said:
        return said
    return list(_by_make(region, lexicon))[:1]


def attributed(
    region: str, said: Sequence[re.Match[str]], boundaries: Sequence[re.Match[str]], lexicon: Lexicon
) -> bool:
    """Whether the quotation ends for sure where the first attribution begins.

    It may go on after the attribution: « Nous irons, dit-il, au bout. » What goes on must speak of the speaker, and
    the sentences that follow must have nothing of direct speech; then the quotation is one sentence itself.
    """
    first = said[0]
    inside = sum(match.end() <= first.start() for match in boundaries)
    introduces = _INTRODUCES.search(region) is not None
    if len(said) > 1 or inside > (0 if len(boundaries) > inside and not introduces else 3):
        return False
    ends = [match.start() + 1 for match in boundaries if match.end() > first.end()]
    rest = region[first.end() : ends[0] if ends else len(region)]
    goes_on = re.match(r"[^.!?…,;:]{0,60}(?=,)", rest)
    if goes_on:
        at = goes_on.end()
        tells = OF_SPEAKER.match(rest, at) or _tells_of_speaker(region, first, rest, at, lexicon)
        if not tells or SPEAKING.search(rest, at):
            return False
    if not ends:
        return True
    by_verb = ATTRIBUTION.match(region, first.start()) is not None
    told = by_verb and not _JOINED.match(region, ends[0]) or _TOLD.search(region, ends[0]) is not None
    return told and not SPEAKING.search(region, ends[0])


#: The last sentence leads to the next quotation: the one before is over.
_INTRODUCES = re.compile(
    rf"[.!?…][ \u00a0](?:L[ae]s?|L[’']|[A-ZÀ-Þ]\w+)[^.!?…]{{0,80}}"
    rf"(?:{SAYS}|[a-zà-ÿ]:|[ \u00a0]:)[ \u00a0]*\Z"
)
#: A sentence that goes on with what was said.
_JOINED = re.compile(r"[ \u00a0](?:Et|Mais|Car|Donc|Puis|Alors)(?!\w)")
#: What the sentences have that follow who says it and are no words of his: a pronoun for him, a past tense, a name.
_TOLD = re.compile(
    r"(?<=[.!?…][ \u00a0])(?:Ils?|Elles?|Celui|Celle|Ceux|Ce qui|Selon|D[’']après|Interrogé|Pour (?:lui|elle)|À ses|"
    r"Autour|Derrière|Devant|À côté|Cette|L[ea] (?:même|jeune))(?!\w)|(?<![\w’'-])(?:a|ont|avait|avaient|était|étaient|"
    r"fut|lui|elle|ses|son|sa)(?![\w’-])|[a-zà-ÿ]{2,}(?:ait|aient|èrent|irent)(?!\w)"
    r"|(?<=[a-zà-ÿ,’'][ \u00a0’'])[A-ZÀ-Þ]|\d"
)
_PRONOUN_SPEAKS = re.compile(r"-(?:il|elle|on|ils|elles|je)(?!\w)")
_TELLS = re.compile(
    r",[ \u00a0](?:(?P<relative>(?:à |de |pour |avec )?qui|dont|que l[’']on|qu[’'](?:on|une?)|que (?:les?|la|son|sa))"
    r"(?!\w)"
    r"|(?:(?:le|la|les|une?|des|son|sa|ses|leurs?) |l[’'])?(?P<noun>[a-zà-ÿœ-]{3,})(?: (?P<next>[a-zà-ÿœ]+|\d|[A-Z]))?)"
)
_OWN_CLAUSE = re.compile(r"(?<![\w’'-])(?:mais|car|et|or|donc|alors|sinon|parce)(?!\w)")
_PARTICIPLES = frozenset("mis mise mises assis assise assises né née nés nées".split())
_DEGREES = frozenset("peu très plutôt à peine toujours visiblement encore déjà".split())
_AFTER_PARTICIPLE = frozenset("par de du des en au aux à dans sur depuis pour avec contre entre lors hier".split())


def _tells_of_speaker(region: str, said: re.Match[str], rest: str, at: int, lexicon: Lexicon) -> bool:
    """Whether what follows the comma behind the attribution tells who the speaker is, and the words said are whole.

    A relative clause, a noun of persons or a participle may also go on with the words said: these must be a sentence.
    """
    starts = [stop.end() for stop in _START.finditer(region, 0, said.start())]
    head = _RELATIVE.sub("", region[starts[-1] if starts else 0 : said.start()])
    if _PRONOUN_SPEAKS.search(said.group()) or not _is_clause(head, lexicon):
        return False
    tells = _TELLS.match(rest, at)
    if tells is None or _OWN_CLAUSE.match(rest, at + 2):
        return False
    if tells["relative"] or is_person_noun(tells["noun"]):
        return True
    word, following = tells["noun"], tells["next"]
    participle = PARTICIPLE.search(word) and is_verb(word, lexicon, or_noun=True) or word in _PARTICIPLES
    return participle and following in _AFTER_PARTICIPLE or word in _DEGREES and following is not None


def may_end_attributed(region: str) -> bool:
    """Whether the last clause of the region looks as if it named the speaker, and nothing makes it sure."""
    tail = LIKE_ATTRIBUTION.search(region.rstrip())
    return tail is not None and not _TWO_VERBS.search(tail[0]) and not _STRESSED.search(region, 0, tail.start())


#: “, regardent le menu et s’en vont”; “Mon fils, lui, veut apprendre”: the clause of somebody spoken of.
_TWO_VERBS = re.compile(r"(?<!\w)et (?:s[’'e]|n[’'e]|en |y |la |les? |[a-zà-ÿ]+(?:ent|ait)(?!\w))")
_STRESSED = re.compile(r", (?:lui|elle|eux|elles|moi|toi|nous|vous|surtout|enfin|donc|aussi)\Z")


def _by_make(region: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    for match in _CLAUSE.finditer(region):
        verb, aux = match["verb"], match["aux"]
        if verb in _TAKES_A_PERSON and not match["self"] or not _is_person(match):
            continue
        if aux:
            fits = PARTICIPLE.search(verb) is not None and lexicon.known(verb)
        else:
            fits = _PRESENT.search(verb) is not None and verb not in _NO_VERBS and lexicon.known(verb)
        if not fits:
            continue
        starts = [stop.end() for stop in _START.finditer(region, 0, match.start())]
        head = region[starts[-1] if starts else 0 : match.start()]
        if "," not in head and not aux or _is_clause(_RELATIVE.sub("", head), lexicon):
            yield match


_SUBJECT = re.compile(
    r"(?<![\w’'-])(?:(?:je|tu|il|elle|on|nous|vous|ils|elles|ça|cela|ce) "
    r"(?:n[’'e]|s[’'e]|[yl]|en|les?|la|lui|leur)? ?[a-zà-ÿ]"
    r"|[jc][’'][a-zà-ÿ])",
    re.IGNORECASE,
)


def _is_clause(text: str, lexicon: Lexicon) -> bool:
    """Whether the text has a finite verb, or a pronoun that is the subject of one."""
    return _SUBJECT.search(text) is not None or has_verb(text.lower(), lexicon)


def _is_person(match: re.Match[str]) -> bool:
    if match["title"] or match["named"]:
        return True
    if match["name"]:
        return match["second"] is not None or match["name"] in first_names()
    return any(is_person_noun(noun) or is_person_noun(noun.removesuffix("s")) for noun in match["nouns"].split())
