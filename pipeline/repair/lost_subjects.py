"""Subjects that the machine lost or misread: « J’ai également reconnu » for “ha reconocido”, « Hier a annoncé que »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.attribution import SAYS
from pipeline.repair.line import Line
from pipeline.repair.quote_marks import read
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.spoken_pronouns import speaker
from pipeline.repair.subjects import spoken_of, without_quotations
from pipeline.repair.typography import BLANK

#: What one says or does in a report, as a participle.
DONE = (
    "accepté|accusé|admis|affirmé|ajouté|annoncé|appelé|assuré|averti|avoué|comparé|compris|concédé|conclu|condamné|"
    "confié|confirmé|critiqué|décidé|déclaré|défendu|demandé|démenti|dénoncé|écrit|estimé|évoqué|exigé|exprimé|"
    "expliqué|"
    "indiqué|insisté|invité|justifié|lancé|menacé|mis|nié|obtenu|plaidé|précisé|prévenu|promis|proposé|qualifié|"
    "raconté|"
    "rappelé|reconnu|refusé|regretté|rejeté|réclamé|réitéré|remercié|répété|répondu|reproché|révélé|salué|signalé|"
    "souhaité|souligné|soutenu|suggéré|vanté|juré|martelé|maintenu|prédit|déploré|constaté|détaillé|dévoilé|prôné|"
    "conseillé|recommandé|ironisé|dit|résumé|observé|noté|relevé|certifié|garanti"
)
ADVERB = (
    r"(?:également|aussi|déjà|encore|ensuite|enfin|même|toujours|d[’']ailleurs|d[’']abord|par[ \u00a0]ailleurs|"
    r"ainsi|notamment|clairement|publiquement|finalement|récemment|longuement|de[ \u00a0]nouveau)"
)
_I_HAVE = re.compile(
    rf"(?:(?<=[.!?…][{BLANK}])|(?<=[»”][{BLANK}]))(?P<i>J[’']ai)"
    rf"(?=[{BLANK}](?P<adverb>(?:{ADVERB}[{BLANK}]){{0,2}})(?:{DONE})(?!\w))"
)
#: The same behind what was said: « … », j’ai déclaré.
_I_SAID = re.compile(
    rf"[»”],[{BLANK}](?P<i>[Jj][’']ai)(?=[{BLANK}](?:{ADVERB}[{BLANK}]){{0,2}}(?:{DONE})(?!\w))"
)
_SAID = re.compile(rf"(?<![\w-])(?:(?:a|avait)[{BLANK}](?:{ADVERB}[{BLANK}])?(?:{DONE}|tenté|essayé)|{SAYS})(?!\w)")
#: « Le directeur a répondu. »: his words follow.
_SPEAKS = re.compile(rf"(?<![\w-]){SAYS}[{BLANK}]?[.!?…]+[{BLANK}]*\Z")
#: « …, a-t-elle dit jeudi. »: who spoke last in so many words.
_SAID_BY = re.compile(
    rf"[»”][{BLANK}]?,[{BLANK}](?:a|avait|[a-zà-ÿ]+)-(?:t-)?(il|elle)(?:[{BLANK}](?:{ADVERB}[{BLANK}])?(?:{DONE}))?"
    rf"(?:[{BLANK}][a-zà-ÿ]+){{0,3}}\.[{BLANK}]\Z"
)
#: The last two sentences.
_LAST = re.compile(r"(?:[^.!?…]*[.!?…]+[^\w.!?…]*){0,2}\Z")
#: Whoever writes in the first person does so more than once.
_FIRST_PERSON = re.compile(
    r"(?<![\w’'-])(?:(?:[Jj]e|[Mm]e|[Mm]oi|[Mm]on|[Mm]a|[Mm]es|[Mm]ien(?:ne)?s?)(?![\w’])|(?:[Jj]|[Mm])[’'][a-zà-ÿ])|"
    r"-(?:je|moi)(?!\w)"
)
#: A line of a dialogue, and a question to somebody.
_INTERVIEW = re.compile(
    rf"[{BLANK}]*(?:[–—-][{BLANK}]|(?:Q|R|Question|Réponse)[{BLANK}]?:|[^.!?…]*(?<!\w)[Vv](?:ous|otre|"
    rf"os)(?!\w)[^.!?…]*\?[{BLANK}]*\Z)"
)
#: A sentence said to a friend, whatever its marks: « Soit tu acceptes, soit je pars. »
_TOLD = re.compile(r"(?:(?<=[.!?…])|\A)[^.!?…]*(?<![\w’'-])[Tt](?:u|oi)(?![\w’'])[^.!?…]*[.!?…]")
#: Lines of a document from which the first person is missed.
_LINES = 4


def first_persons(context: Context) -> int:
    """How often the first person singular stands outside quotation marks, but for what may be misread."""
    return sum(context.each(_first_persons))


def _first_persons(line: Line) -> int:
    """The same for a line."""
    outside = _outside(line)
    spoken = 99 if _INTERVIEW.match(outside) else 0
    narrated = _TOLD.sub(" ", outside)
    misread = len(_I_HAVE.findall(narrated)) + len(_I_SAID.findall(narrated))
    return spoken + len(_FIRST_PERSON.findall(narrated)) - misread


def told_me(context: Context) -> int:
    """How often somebody told the reporter something, who tells nothing of himself by it: « … », m’a confié un élu."""
    return sum(len(_TOLD_ME.findall(text)) for text in context.lines)


_TOLD_ME = re.compile(rf"[»”\"],?[{BLANK}]m[’'](?:a|avait)[{BLANK}](?:{ADVERB}[{BLANK}])?{SAYS}")


def _outside(line: Line) -> str:
    """The line with all that may be quoted blanked, at the same offsets: a mark may have lost its partner."""
    text = without_quotations(line.text)
    reading = read(line.text)
    if reading.unclosed:
        at = reading.unclosed[0].start
        text = text[:at] + re.sub(r"[^\s«»“”]", " ", text[at:])
    if reading.unopened:
        at = reading.unopened[-1].start
        text = re.sub(r"[^\s«»“”]", " ", text[:at]) + text[at:]
    return text


def _open_ends(line: Line) -> int:
    """1 for a line that leaves a quotation open, 2 if it is quoted whole, -1 for one that closes such a quotation."""
    reading = read(line.text)
    if reading.unclosed:
        return 2 if not line.text[: reading.unclosed[-1].start].strip() else 1
    return -1 if reading.unopened else 0


def open_ends(context: Context) -> tuple[int, ...]:
    """For each line whether it leaves a quotation open or closes one of a line before."""
    return context.each(_open_ends)


def _in_long_quotation(line: Line, context: Context) -> bool:
    """Whether the line may stand in a quotation of several paragraphs."""
    ends = context.evidence(open_ends)
    before = next((each for each in reversed(ends[: line.index]) if each), 0)
    after = next((each for each in ends[line.index :] if each), 0)
    return before > 0 and after == -1 or line.index > 0 and ends[line.index - 1] == 2


def _lines(context: Context) -> int:
    return sum(1 for text in context.lines if len(text.split()) > 8)


@rule(
    "words.first-person-report",
    category="words",
    confidence=0.83,
    why="Nobody else speaks of himself here: the first person is a misread third one.",
    example=(
        "Le club a publié ses comptes lundi soir, à l’issue d’une réunion de quatre heures.\n"
        "Les supporters attendaient depuis des mois des nouvelles du stade et des joueurs.\n"
        "Le président a défendu son bilan. Il a promis des travaux. J’ai également reconnu que le stade est vieux.\n"
        "La mairie, elle, se tait et attend la prochaine réunion du conseil municipal.",
        "Le club a publié ses comptes lundi soir, à l’issue d’une réunion de quatre heures.\n"
        "Les supporters attendaient depuis des mois des nouvelles du stade et des joueurs.\n"
        "Le président a défendu son bilan. Il a promis des travaux. Il a également reconnu que le stade est vieux.\n"
        "La mairie, elle, se tait et attend la prochaine réunion du conseil municipal.",
    ),
    trigger=rf"[.!?…»”][{BLANK}]J[’']ai[{BLANK}]",
)
def first_person_report(line: Line, context: Context) -> Iterator[Change]:
    """« Le président a promis … “J’ai” également reconnu … » → « Il a … », where Spanish “ha” was read as “he”.

    Evidence: nothing else outside quotation marks is in the first person singular in a document of several paragraphs,
    and the sentences before in the paragraph speak of one person or body, whose gender they show. Spares quotations,
    dialogues and whatever is written in the first person; where the gender is open, it is only proposed.
    """
    outside = _outside(line)
    for match in _I_HAVE.finditer(outside):
        if context.evidence(_lines) < _LINES or context.evidence(first_persons) > 0:
            continue
        if _in_long_quotation(line, context):
            continue
        gender = spoken_of(outside[: match.start()], outside[match.end() :], context)
        said = _SAID_BY.search(outside, max(0, match.start() - 80), match.start())
        if said:
            gender = "f" if said[1] == "elle" else "m"
        pronoun = "Elle" if gender == "f" else "Il"
        # One goes on: “également”, or something was said or done just before.
        if not said and _SPEAKS.search(outside, max(0, match.start() - 60), match.start()):
            continue
        goes_on = match["adverb"] or _SAID.search(_LAST.search(outside[max(0, match.start() - 600) : match.start()])[0])
        sure = None if gender and goes_on else 0.5
        yield Change(match.start("i"), match.end("i"), f"{pronoun} a", confidence=sure)


@rule(
    "words.first-person-speaker",
    category="words",
    confidence=0.84,
    why="Nobody else speaks of himself here: who said it is the person spoken of.",
    example=(
        "Le club a publié ses comptes lundi soir, à l’issue d’une réunion de quatre heures.\n"
        "Les supporters attendaient depuis des mois des nouvelles du stade et des joueurs.\n"
        "La présidente a reçu la presse. «\u00a0Le stade sera refait avant l’hiver\u00a0», j’ai déclaré devant la mairie.\n"
        "La mairie, elle, se tait et attend la prochaine réunion du conseil municipal.",
        "Le club a publié ses comptes lundi soir, à l’issue d’une réunion de quatre heures.\n"
        "Les supporters attendaient depuis des mois des nouvelles du stade et des joueurs.\n"
        "La présidente a reçu la presse. «\u00a0Le stade sera refait avant l’hiver\u00a0», a-t-elle déclaré devant la mairie.\n"
        "La mairie, elle, se tait et attend la prochaine réunion du conseil municipal.",
    ),
    trigger=rf"[»”\"],?[{BLANK}][Jj][’']ai[{BLANK}]",
)
def first_person_speaker(line: Line, context: Context) -> Iterator[Change]:
    """« … », “j’ai déclaré” → « … », a-t-elle déclaré, where Spanish “ha” was read as “he”.

    Evidence: as for a report in the first person: nothing else outside quotation marks is in it but “m’a dit”, and the
    sentences before in the paragraph speak of one person, whose gender they show, or one said the quotation before.
    Spares whoever tells of himself.
    """
    outside = _outside(line)
    for match in _I_SAID.finditer(outside):
        told = context.evidence(first_persons) - context.evidence(told_me)
        if context.evidence(_lines) < _LINES or told > 0:
            continue
        if _in_long_quotation(line, context):
            continue
        gender = spoken_of(outside[: match.start() + 1], "", context) or speaker(line.text, match.start(), context)
        if gender:
            yield Change(*match.span("i"), f"a-t-{'elle' if gender == 'f' else 'il'}")


_WHEN = (
    rf"(?:Il[{BLANK}]y[{BLANK}]a[{BLANK}](?:quelques|des|plusieurs|deux|trois|quatre|cinq|six|dix|une?|\d+)[{BLANK}]"
    rf"(?:jours?|semaines?|mois|ans?|années?|heures?)|Hier|Avant-hier|Aujourd[’']hui|Récemment|Plus[{BLANK}]tard|"
    rf"Peu[{BLANK}]après|Ensuite|Le[{BLANK}]lendemain|La[{BLANK}]veille|(?:Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|"
    rf"Dimanche)(?:[{BLANK}](?:dernier|matin|soir))?|(?:La[{BLANK}]semaine|Le[{BLANK}]mois|L[’']an(?:née)?)[{BLANK}]"
    rf"(?:dernier|dernière|passée?)|(?:En|Fin|Début)[{BLANK}](?:janvier|février|mars|avril|mai|juin|juillet|août|"
    rf"septembre|octobre|novembre|décembre)(?:[{BLANK}](?:dernier|\d{{4}}))?|En[{BLANK}]\d{{4}}|"
    rf"Au[{BLANK}](?:printemps|début[{BLANK}]de[{BLANK}]l[’']année))"
)
_WHERE = (
    rf"(?:(?:Dans|Lors[{BLANK}]d[’'])[{BLANK}]?(?:une?|son|sa|le|la)[{BLANK}](?:(?:long(?:ue)?|court|bref|brève|"
    rf"récente?|"
    rf"récent)[{BLANK}])?(?:podcast|entretien|interview|communiqué|message|discours|tweet|billet|lettre|livre|vidéo|"
    rf"émission|conférence|tribune|déclaration|intervention|rapport|article|documentaire|réunion|allocution|"
    rf"publication)"
    rf"(?:[{BLANK}](?:de[{BLANK}]presse|télévisée?|récente?|publique?|officielle?|ouverte|interne))?|"
    rf"(?:Sur|Via)[{BLANK}](?:X|Twitter|Facebook|Instagram|Telegram|LinkedIn|TikTok|son[{BLANK}]compte[{BLANK}]\w+))"
)
#: Participles that take an object, so that no subject follows them: « Hier a annoncé la fermeture ».
_ACTIVE = (
    "affirmé|ajouté|annoncé|assuré|avoué|confirmé|critiqué|déclaré|défendu|demandé|démenti|dénoncé|estimé|exigé|"
    "expliqué|indiqué|insisté|précisé|promis|proposé|raconté|rappelé|reconnu|refusé|regretté|rejeté|réclamé|réitéré|"
    "répété|révélé|souligné|suggéré|admis|accepté"
)
_OBJECT = (
    rf"(?:qu(?:e[{BLANK}]|[’'])|(?:comment|pourquoi)[{BLANK}]|(?P<own>(?:sa|son|ses|"
    rf"leurs?)[{BLANK}][a-zà-ÿœ-]+(?![\w-])"
    rf"(?![{BLANK}](?:l[ea]s?[{BLANK}]|l[’']|une?[{BLANK}]|[A-ZÀ-Þ])))|(?:de[{BLANK}]|d[’'])[a-zà-ÿœ]+(?:er|ir|"
    rf"re)(?!\w))"
)
_LOST = re.compile(
    rf"(?:\A|(?<=[.!?…»”][{BLANK}]))(?P<when>{_WHEN}|{_WHERE})(?P<comma>,?)(?P<gap>[{BLANK}])"
    rf"(?:(?P<auxiliary>(?:l[’'])?a|avait)[{BLANK}](?:{ADVERB}[{BLANK}])?(?:{_ACTIVE})[{BLANK}]{_OBJECT}"
    rf"|(?P<bare>affirmé|annoncé|assuré|déclaré|expliqué|indiqué|précisé|raconté|rappelé|reconnu|souligné|"
    rf"admis)[{BLANK}]"
    rf"(?:qu(?:e[{BLANK}]|[’'])|(?:comment|pourquoi)[{BLANK}]))"
)


@rule(
    "words.lost-subject",
    category="words",
    confidence=0.82,
    why="The verb has an object and no subject: the pronoun was lost.",
    example=(
        "La ministre a reçu les éleveurs. Elle les a écoutés. Il y a deux jours a réitéré sa promesse.",
        "La ministre a reçu les éleveurs. Elle les a écoutés. Il y a deux jours, elle a réitéré sa promesse.",
    ),
    trigger=rf"(?:\A|[.!?…»”][{BLANK}])(?:{_WHEN}|{_WHERE}),?[{BLANK}](?:(?:l[’'])?a(?:vait)?[{BLANK}]|"
    rf"[a-zà-ÿ]+[{BLANK}](?:qu|comm|pour))",
)
def lost_subject(line: Line, context: Context) -> Iterator[Change]:
    """« Hier a annoncé que », « Dans un podcast récent expliqué comment » → « …, il a expliqué comment ».

    Evidence: an adverbial of time or place opens the sentence, and a verb of saying follows with its object, behind
    which no subject can stand: que, comment, an infinitive, or a possessive. The sentences before it speak of one
    person or body, whose gender they show; otherwise it is only proposed. Spares inversions (“Hier a eu lieu la
    finale”).
    """
    outside = without_quotations(line.text)
    for match in _LOST.finditer(outside):
        gender = spoken_of(outside[: match.start()], outside[match.end() :], context)
        pronoun = "elle" if gender == "f" else "il"
        auxiliary = "a " if match["bare"] else ""
        sure = None if gender else 0.5
        yield Change(match.end("when"), match.end("gap"), f", {pronoun} {auxiliary}", confidence=sure)
