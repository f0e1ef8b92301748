"""Capitals: those that a sentence does not want inside it, and those that it misses at its start."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from pipeline.language import FOREIGN, frequency
from pipeline.repair.attribution import ATTRIBUTION
from pipeline.repair.capital_adjectives import capital_adjectives, capital_forms
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_listed
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentences import STOP_INSIDE
from pipeline.repair.verbs import PARTICIPLE, is_verb

_SPACE = "[ \u00a0\u202f]"

#: Words that begin no name: a capital inside a sentence is a slip wherever it stands.
_NEVER_NAMES = frozenset(
    "Ne Je Il Ils Elles Mais Et Donc Lorsque Puisque Parce Tandis Dont Cependant Pourtant Ainsi Afin Où Cette "
    "Toutefois Néanmoins Enfin Ensuite Ces Cet Puis Qu’il Qu’elle Qu’ils N’a N’est N’ont J’ai C’est S’est Chez "
    "Pendant Depuis Ni Pas Aussi Lequel Laquelle Lesquels Lesquelles Duquel Auquel Auxquels".split()
)
#: Words that begin titles and names too: only where the clause shows it, and never before another capital.
_ARTICLES = frozenset("Le La Les Un Une Des Au Aux Du Ce Son Sa Ses Leur Leurs Notre Nos Vos".split())
_OTHERS = frozenset(
    "Elle On Que Qui En Dans Sur Par Pour Avec Sans Alors Comme Quand Si Selon Après Avant De À Contre Lui Eux Entre "
    "Malgré Désormais Aujourd’hui Hier Demain Plusieurs Chaque Certains Certaines Celui Celle Ceux Celles Soit Voire "
    "Car Parmi Quant Lors Dès Jusqu’à Jusqu’au Jusqu’en Environ Seulement Notamment Surtout Déjà Grâce Face Faute Loin "
    "Près Afin Sous Vers Durant Souvent Parfois Plus Moins Autant Toujours Jamais Encore Presque Même "
    "Rien Beaucoup Cela".split()
)

_WORD = r"[^\W\d_]+(?:[’'][^\W\d_]+)?"
_FUNCTION_WORDS = _NEVER_NAMES | _ARTICLES | _OTHERS
#: Elided forms begin no name either, except "L’" and "D’".
_ELIDED = r"(?:Qu|N|S|J|C|L)[’'][a-zà-ÿœæ]+"
#: (A class of letters at the start is fast to search for; whether the word is one of those in question is asked later.)
_CANDIDATE = re.compile(rf"(?P<word>[A-ZÀ-Þ]\w*(?:[’'][a-zà-ÿœæ]+)?)(?=,?{_SPACE}+(?P<next>{_WORD}|\d+))")
_IN_QUESTION = re.compile(rf"{'|'.join(sorted(_FUNCTION_WORDS))}|{_ELIDED}")
_BEFORE = re.compile(rf"(?:[^\W\d_]|,|[^\W_]{_SPACE}?;|[^\W_]{_SPACE}[–—]){_SPACE}{{1,3}}$")
_PREVIOUS_WORD = re.compile(r"([^\W_]+)[,;\s–—]*$")
_VERB_ENDING = re.compile(r"(?:ront|rait|raient|aient|[^f]ait|[ei]ra|èrent|irent)$")
_PRONOUNS = frozenset("Je Il Ils Elle Elles".split())
#: After these words a clause goes on, so that the next word begins no sentence.
_BEFORE_CLAUSE = frozenset(
    "où que quand si comme lorsque puisque car et mais ou donc dont qui quoi tard tôt ensuite hier alors ainsi depuis "
    "parfois souvent toujours encore déjà puis enfin cependant pourtant désormais".split()
)
_VERBS = frozenset(
    "est était sera serait fut a avait aura aurait n ne s se n’est n’a s’est s’était n’était peut doit devrait "
    "pourrait va ont sont suis ai dit a été".split()
)
#: What may come before a title or a name: after these a capital belongs to it.
TITLE_NOUNS = frozenset(
    "magazine journal quotidien hebdomadaire mensuel revue roman film livre album chanson série émission pièce "
    "opéra site groupe parti mouvement association société entreprise chaîne marque restaurant hôtel émissions "
    "films romans livres titre intitulé intitulée baptisé baptisée nommé nommée appelé appelée dans lire lu".split()
)
#: A longer quotation, in characters, is a sentence.
_LONGEST_TITLE = 70
#: So many words before a dash make it one of a sentence, not of a dateline, a heading or a dialogue.
_WORDS_BEFORE_DASH = 6
_SENTENCE = re.compile(r"[.!?…]")
#: What the small frequency tables say of a word that they do not list, and how common an infinitive has to be (zipf).
_RARE = 2.5
_COMMON_INFINITIVE = 2.4
_NUMERAL_LIKE = re.compile(r"[IVXLCDM]+$")


@lru_cache(maxsize=2)
def is_title_cased(text: str) -> bool:
    """Whether most longer words carry a capital: a headline in the English manner."""
    words = [word for word in re.findall(r"[^\W\d_]{4,}", text)[1:] if word not in _FUNCTION_WORDS]
    return len(words) >= 3 and 5 * sum(word[0].isupper() for word in words) > 3 * len(words)


def changed(text: str, changes: list[Change]) -> str:
    """The text after changes that keep its length."""
    letters = list(text)
    for change in changes:
        letters[change.start : change.end] = change.after
    return "".join(letters)


def in_title(text: str, at: int, mark: str) -> bool:
    """Whether the place stands a few words into a quotation that may be a title: no long sentence that somebody said."""
    if not in_quotes(text, at):
        return False
    closing = re.search(r"[»”]", text[at : at + _LONGEST_TITLE])
    if mark == "," and closing and ATTRIBUTION.match(text, at + closing.end()):
        return False
    opening = max(text.rfind("«", max(0, at - 60), at), text.rfind("“", max(0, at - 60), at))
    length = (at + closing.start() if closing else min(len(text), at + _LONGEST_TITLE)) - opening
    return mark != "," or length < _LONGEST_TITLE


def in_quotes(text: str, at: int) -> bool:
    """Whether a quotation opens shortly before the place and is not closed yet."""
    nearby = text[max(0, at - 60) : at]
    opening = max(nearby.rfind("«"), nearby.rfind("“"))
    return opening > max(nearby.rfind("»"), nearby.rfind("”"))


@rule(
    "capitals.inside",
    category="capitals",
    confidence=0.9,
    why="A common word has a capital in the middle of the sentence.",
    example=(
        "L’équipe Ne ressemble plus à rien, Le gardien et ses défenseurs étant absents.",
        "L’équipe ne ressemble plus à rien, le gardien et ses défenseurs étant absents.",
    ),
    trigger=rf"[A-ZÀ-Þ](?<![^\w,;–— \u00a0\u202f]{_SPACE}.)"
    rf"(?<={_SPACE}(?=(?:{'|'.join(sorted(_FUNCTION_WORDS))}|{_ELIDED}),?{_SPACE}).)",
)
def inside(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a function word inside a sentence.

    Evidence: the word begins no name ("Ne", "Il", "Mais"), or it is an article or preposition after a comma or dash
    before a lower-case word. Spared: titles and names ("Le Monde", "La Poste", "Au Bonheur des Dames"), headlines,
    quoted titles, and words after a stop, colon or opening quote.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ")", ":", ";")):
        return
    found = []
    for match in _CANDIDATE.finditer(text):
        if match["word"] not in _FUNCTION_WORDS and not _IN_QUESTION.fullmatch(match["word"]):
            continue
        before = _BEFORE.search(text, max(0, match.start() - 6), match.start())
        if before:
            found.append((match, match.group("word").replace("'", "’"), before))
    if found and is_title_cased(text):
        return
    for number, (match, word, before) in enumerate(found):
        at, end = match.span("word")
        mark, following = before.group().rstrip()[-1], match.group("next")
        previous_match = _PREVIOUS_WORD.search(text[max(0, at - 40) : at])
        previous = previous_match.group(1) if previous_match else ""
        if not previous or _NUMERAL_LIKE.match(previous) and len(previous) > 1:
            continue
        if previous.lower() in TITLE_NOUNS or in_title(text, at, mark):
            continue
        if mark in "–—" and word not in ("Mais", "Et", "Donc", "Puis", "Dont") and not _dash_binds(text, before.start(), end):
            continue
        lower = following[0].islower() or following.isdigit()
        parted = mark in ",;–—"
        if word == "Ne":
            # "Ne me quitte pas" is a title, or was one.
            sure = lower and following not in ("me", "te", "nous", "vous", "le", "la", "les")
        elif word in _PRONOUNS and not parted:
            # Without a comma a capital may be what is left of a new sentence whose stop is missing.
            if previous[0].isupper():
                sure = word in ("Je", "Il") and following.lower() in _VERBS
            else:
                sure = lower and (
                    previous in _BEFORE_CLAUSE or previous.endswith("ment") and previous != "gouvernement"
                )
                sure = sure and (word != "Elle" or following.split("’")[0] in _VERBS)
        elif word in _NEVER_NAMES or word.startswith(("Qu’", "N’", "S’", "J’", "C’")):
            # "Il Tempo", "Et Cetera": a following capital makes a name of it, unless a comma parts them off.
            sure = parted and (lower or word in ("Mais", "Et", "Donc", "Dont", "Lorsque", "Puis"))
            if not parted:
                sure = lower and previous in _BEFORE_CLAUSE
        elif word in _ARTICLES or word.startswith("L’"):
            sure = lower and parted and not _is_list_of_titles(found, number, text)
        elif word in ("À", "De", "En") and mark == ",":
            sure = not lower and _closed_apposition(text, end)
        else:
            sure = lower and parted and not _is_list_of_titles(found, number, text)
        if sure:
            yield Change(at, at + 1, text[at].lower())


#: Adverbs and nouns that begin no name and are no title ("Professeur", "Responsable" often have a capital).
_ADVERBS_AND_ROLES = frozenset(
    "actuellement principalement essentiellement particulièrement également rapidement récemment officiellement "
    "seulement simplement finalement heureusement malheureusement évidemment probablement initialement précédemment "
    "lauréat lauréate auteur auteure autrice fondateur fondatrice cofondateur cofondatrice habitant habitante membre "
    "originaire vainqueur filiale propriétaire âgé âgée né née".split()
)
#: Participles that are first names and family names too.
_NAMES_LIKE_PARTICIPLES = frozenset(
    "aimé aimée désiré désirée honoré honorée doré dorée fortuné carré passé salé constant durant levant vaillant "
    "vivant savant amant plaisant puissant ardant représentant commandant assistant dirigeant enseignant "
    "fabricant gérant consultant étudiant participant exposant adjudant lieutenant délégué délégués déléguée employé "
    "employée employés marine orange rose marie prince reine pierre lance "
    "blanche danse marche ministre alliance renaissance défense agence vie france".split()
)
_DETERMINERS = frozenset("le la les l’ un une des son sa ses ce cette ces leur leurs du au aux plus".split())
#: What a participle is followed by.
_AFTER_PARTICIPLE = frozenset("en par à au aux dans de du d’ des sur sous depuis pour avec vers chez contre comme".split())
_CONTENT = re.compile(
    rf"(?:[^\W_],|[^\W_]{_SPACE}?;|[^\W_]{_SPACE}[–—]){_SPACE}+(?P<word>[A-ZÀ-Þ][a-zà-ÿœæ]+(?:-parole)?)"
    rf"(?={_SPACE}+(?P<next>[dl][’']|[a-zà-ÿœæ]+)(?![’']))"
)


@rule(
    "capitals.content",
    category="capitals",
    confidence=0.84,
    why="A common word has a capital after a comma in the middle of the sentence.",
    example=(
        "Le couvent, Fondé en 1230, ouvre au public. La ville, elle, Réclame une aide.",
        "Le couvent, fondé en 1230, ouvre au public. La ville, elle, réclame une aide.",
    ),
    trigger=rf"[,;–—]{_SPACE}+[A-ZÀ-Þ][a-zà-ÿœæ]+(?:-parole)?{_SPACE}+[a-zà-ÿœæ]",
)
def content(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a participle, a verb, an adverb or a role after a comma, semicolon or dash.

    Evidence: the word has the form of its kind (the infinitive that it would come from is a common word), other
    languages hardly have it, a lower-case word follows, and no other capital of it stands inside the document's lines.
    Spared: names like participles ("Aimé", "Constant"), lists ("Renault, Orange et…"), titles and headlines.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”")) or is_title_cased(text):
        return
    for match in _CONTENT.finditer(text):
        word, following = match.group("word"), match.group("next").replace("'", "’")
        at, end = match.span("word")
        if word in _FUNCTION_WORDS or following in ("et", "ou") or not _is_common(word.lower(), following, context):
            continue
        mark = text[match.start() : at].strip()[-1]
        if in_title(text, at, mark) or (mark in "–—" and not _dash_binds(text, match.start(), end)):
            continue
        if context.evidence(_inner_capitals)[word] > 1:
            continue
        yield Change(at, at + 1, text[at].lower())


_INNER_CAPITAL = re.compile(r"(?<=[\w,’] )([A-ZÀ-Þ][a-zà-ÿœæ]+)(-parole)?(?!\w)")


def _inner_capitals(context: Context) -> Counter[str]:
    """How often words stand with a capital inside the sentences of the document."""
    found: Counter[str] = Counter()
    for text in context.lines:
        for word, second in _INNER_CAPITAL.findall(text):
            found[word] += 1
            if second:
                found[word + second] += 1
    return found


def _is_common(word: str, following: str, context: Context) -> bool:
    """Whether a word is no name: a listed adverb or role, or a form of a verb whose infinitive is common."""
    if word in _ADVERBS_AND_ROLES:
        return True
    elsewhere = max(frequency(word, each) for each in FOREIGN)
    if word in _NAMES_LIKE_PARTICIPLES or not context.lexicon.known(word):
        return False
    if elsewhere > _RARE and elsewhere > frequency(word, "fr") - 0.5:
        return False
    if following in _AFTER_PARTICIPLE and _is_irregular(word, context):
        return True
    participle = re.fullmatch(r"([a-zà-ÿœæ]{3,})(?:ée?s?|ant)", word)
    if participle is not None and (not word.endswith("ant") or following in _DETERMINERS | {"que", "ainsi", "à"}):
        return context.lexicon.zipf(participle.group(1) + "er") >= _COMMON_INFINITIVE
    if PARTICIPLE.search(word) and following in _AFTER_PARTICIPLE and is_verb(word, context.lexicon):
        return True
    if following in _DETERMINERS and re.fullmatch(r"[a-zà-ÿœæ]{4,}e", word):
        return context.lexicon.zipf(word + "r") >= _COMMON_INFINITIVE
    return False


#: Participles that no regular infinitive gives: peint, construit, ouvert, oscarisé.
_IRREGULAR = re.compile(r"(?P<stem>[a-zà-ÿœ]{1,}?)(?P<ending>[aeo]int|uit|ert|isé)e?s?")
_INFINITIVES = {"aint": "aindre", "eint": "eindre", "oint": "oindre", "uit": "uire", "ert": "rir"}


def _is_irregular(word: str, context: Context) -> bool:
    """Whether a word is the participle of a usual verb in -indre, -uire or -rir, or one in -isé that no name has."""
    match = _IRREGULAR.fullmatch(word)
    if match is None or is_listed(word):
        return False
    infinitive = _INFINITIVES.get(match["ending"])
    return infinitive is None or context.lexicon.zipf(match["stem"] + infinitive) >= _COMMON_INFINITIVE


def _closed_apposition(text: str, end: int) -> bool:
    """Whether the stretch that the word begins is a name of a few words, closed by a comma."""
    return re.match(rf"{_SPACE}+[A-ZÀ-Þ][\w’-]*(?:{_SPACE}[\w’-]+){{0,2}},", text[end : end + 60]) is not None


def _dash_binds(text: str, start: int, end: int) -> bool:
    """Whether the dash behind `start` and before the word goes on with a sentence: one of a pair, or well inside one."""
    if _dash_inside(text, start) or _dash_follows(text, end):
        return True
    before = re.split(r"[.!?…:«»“”]", text[: start + 1])[-1]
    dash = re.search(r"[–—]", before)
    return dash is None and before.count(" ") >= _WORDS_BEFORE_DASH and before.split()[-1].islower()


def _dash_inside(text: str, at: int) -> bool:
    """Whether another dash stands before in the same sentence, so that this one closes a parenthesis."""
    stops = [stop.end() for stop in _SENTENCE.finditer(text, max(0, at - 300), at)]
    start = stops[-1] if stops else max(0, at - 300)
    return re.search(r"\s[–—]\s", text[start:at]) is not None


def _dash_follows(text: str, at: int) -> bool:
    """Whether another dash closes the parenthesis before the sentence ends."""
    closed = r"[^.!?…–—]{1,120}[^\W\d_,][ \u00a0\u202f][–—][ \u00a0\u202f]?[a-zà-ÿ]"
    return re.match(closed, text[at : at + 140]) is not None


def _is_list_of_titles(found: list, number: int, text: str) -> bool:
    """Whether another capital article stands near, as in a list of titles, and no verb shows that this is none."""
    match = found[number][0]
    at = match.start("word")
    near = any(
        other is not found[number] and abs(other[0].start("word") - at) < 60 and other[1] in _ARTICLES
        for other in found
    )
    after = re.match(rf"{_SPACE}+[^\W\d_]+{_SPACE}+([^\W\d_]+)", text[match.end("word") : match.end("word") + 60])
    return near and (after is None or not (after.group(1) in _VERBS or _VERB_ENDING.search(after.group(1))))


#: Words that begin sentences; after a stop one of them in lower case has lost its capital.
_STARTERS = frozenset(
    "le la les l un une des il elle ils elles on nous vous je ce cette ces cet c cela mais dans pour en au aux à "
    "selon après avant depuis lors lorsque quand si alors pourtant cependant ainsi plus son sa ses leur leurs "
    "notre nos d j n qu s parmi malgré avec sans sur chez comme tous toutes plusieurs certains chaque aucun "
    "enfin ensuite puis aujourd hier désormais lundi mardi mercredi jeudi vendredi samedi dimanche voici voilà "
    "toutefois".split()
)
_PARTICLES = frozenset(
    "de d du des van von der den ten le la da di del della dos al el ibn ben bin abu mac st y".split()
)
_ABBREVIATIONS = frozenset(
    "m mm mme mmes mlle dr pr me mgr st ste etc cf vs ex p pp art al vol no env av apr boul bd tél min max fig chap éd "
    "hab prof univ dept calif mass penn ang angl litt lat jr sr inc ltd co corp janv févr avr juil sept oct nov déc sté cie "
    "ph adj gén col cap lt sgt op cit".split()
)
_QUOTE = rf"(?P<quote>[«“]{_SPACE}?)?"
_LOWER_START = re.compile(rf"\s*{_QUOTE}(?P<word>[a-zà-ÿœæ]+)(?=(['’])?)")
_INNER_START = re.compile(rf"(?<=[\da-zà-ÿœæ»”\")\u00a0 ])\.{_SPACE}+{_QUOTE}(?P<word>[a-zà-ÿœæ]+)(?P<rest>[’']?)")
#: Those of them that are the subject or begin it.
_QUOTED_STARTERS = frozenset(
    "le la les l un une il elle ils elles on nous vous je ce c cette ces cela notre nos mon ma mes leur leurs j".split()
)
#: Those with which a sentence begins that has its subject later, and what such a subject begins with.
_OPENING_PREPOSITIONS = frozenset(
    "dans pour en au aux à selon après avant depuis lors parmi malgré avec sans sur chez comme".split()
)
_SUBJECT = re.compile(
    rf"(?<![\w’'-])(?:il|elle|ils|elles|on|nous|vous|je|j[’']|c[’']|cela|ce)(?!\w)"
    rf"|,{_SPACE}(?:l[’']"
    r"|(?:le|la|les|un|une|des|son|sa|ses|ces|cette|cet|leurs?|nos|notre|plusieurs|tous|toutes)(?!\w)"
    r"|[A-ZÀ-Þ\d])|-(?:il|elle|ils|elles|on)(?!\w)"
)
#: Figures that end a sentence rather than number an item: "8 h 30", "en 2019".
_TIME_OR_YEAR = re.compile(rf"\d{_SPACE}?h{_SPACE}?\d\d$|(?<!\d)(?:19|20)\d\d$")
_LAST_WORD = re.compile(rf"([^\W\d_]+){_SPACE}?[»”\")]?$")


def _style(context: Context) -> bool:
    """Whether the document's lines begin with capitals as a rule."""
    starts = [text.lstrip('«“"—–- \u00a0(')[:1] for text in context.lines]
    letters = [start for start in starts if start.isalpha()]
    return 2 * sum(not start.islower() for start in letters) >= len(letters) or len(letters) < 3


@rule(
    "capitals.line",
    category="capitals",
    confidence=0.88,
    why="The paragraph begins without a capital.",
    example=(
        "mauvaise surprise. Le budget a été rejeté par les députés.",
        "Mauvaise surprise. Le budget a été rejeté par les députés.",
    ),
    trigger=rf"^\s*(?:[«“]{_SPACE}?)?[a-zà-ÿœæ]",
)
def line_start(line: Line, context: Context) -> Iterator[Change]:
    """Give a paragraph its capital when it begins with a common French word and ends like prose.

    Spared: words with their own spelling ("iPhone", "eBay"), names with a particle ("d’Artagnan"), list items,
    continuation lines, documents in lower case, and lines without a final stop.
    """
    text = line.text
    match = _LOWER_START.match(text)
    if match is None or not text.rstrip().endswith((".", "!", "?", "…", "»", "”")):
        return
    word = match.group("word")
    if match.group("quote") and not _is_quoted_sentence(text, match.start("word"), word):
        return
    after = text[match.end("word") : match.end("word") + 2]
    if after[:1].isalnum() or after[:1] in "-_./@:" or after[:1] in "’'" and after[1:].isupper():
        return
    following = re.match(rf"{_SPACE}+([^\W\d_]+)", text[match.end("word") :])
    # A surname with "le" or "la" is written "Le Pen"; the others keep their particle small.
    if word in _PARTICLES - {"le", "la"} and following is not None and following.group(1)[0].isupper():
        return
    if len(text.split(" ", 4)) < 4 or context.lexicon.zipf(word) < 3.0 or text.rstrip().endswith(";"):
        return
    earlier = context.lines[line.index - 1].rstrip() if line.index else ""
    if earlier and not earlier.endswith((".", "!", "?", "…", "»", "”", ")")):
        return
    # A line of its own that is one fragment in lower case may be an item of an enumeration.
    if line.index and earlier and context.lines[line.index - 1].lstrip()[:1].islower():
        return
    if not context.evidence(_style):
        return
    at = match.start("word")
    sure = word in _STARTERS or re.search(r"[.!?…]\s+[«“A-ZÀ-Þ]", text) is not None
    yield Change(at, at + 1, text[at].upper(), confidence=None if sure else 0.6)


def _is_quoted_sentence(text: str, at: int, word: str) -> bool:
    """Whether the quotation that begins with `word` is a sentence: a subject or article, and several words."""
    quoted = re.match(r"[^«»“”]*", text[at:]).group()
    elided = text[at + len(word) : at + len(word) + 2]
    return word in _QUOTED_STARTERS and quoted.count(" ") >= 2 and not elided.isupper()


def _ends_sentence(text: str, match: re.Match[str], previous: str) -> bool:
    """Whether a name before the stop ends its sentence: an article or subject and a lower-case word follow it."""
    following = re.match(rf"[’']?{_SPACE}*([^\W\d_]+)", text[match.end("word") :])
    return (
        previous[1:].islower()
        and len(previous) > 2
        and match.group("word") in _QUOTED_STARTERS
        and following is not None
        and following.group(1).islower()
    )


@rule(
    "capitals.sentence",
    category="capitals",
    confidence=0.86,
    why="The sentence begins without a capital.",
    example=(
        "Le stade était plein. les supporters ont chanté jusqu’au bout.",
        "Le stade était plein. Les supporters ont chanté jusqu’au bout.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"\.{_SPACE}+(?:[«“]{_SPACE}?)?[a-zà-ÿœæ]",
)
def sentence_start(line: Line, context: Context) -> Iterator[Change]:
    """Give a sentence inside a paragraph its capital.

    Evidence: a single stop after a lower-case word, then a word that usually begins sentences, and enough words to be
    one. Spared: abbreviations, initials, ellipses, "!" and "?" inside a sentence, and words cut off by a wrong stop.
    """
    text = line.text
    for match in _INNER_START.finditer(text):
        word = match.group("word")
        before = _LAST_WORD.search(text[max(0, match.start() - 40) : match.start()])
        previous = before.group(1) if before is not None else ""
        timed = _TIME_OR_YEAR.search(text[max(0, match.start() - 12) : match.start()]) is not None
        if not timed and (len(previous) < 3 or previous.lower() in _ABBREVIATIONS):
            continue
        if not timed and not previous.islower() and not _ends_sentence(text, match, previous):
            continue
        if match.group("quote") and not _is_quoted_sentence(text, match.start("word"), word):
            continue
        if word not in _STARTERS or (len(word) == 1 and not match.group("rest") and word != "à"):
            continue
        if match.group("rest") and text[match.end() : match.end() + 1].isupper() and word == "d":
            continue
        stop = _SENTENCE.search(text, match.end())
        sentence = text[match.start("word") : stop.start() if stop else len(text)]
        first = re.search(r"[.!?…]?[^.!?…]*$", text[max(0, match.start() - 300) : match.start()]).group()
        sure = sentence.count(" ") >= 2 and first.count(" ") >= 2 and stop is not None
        if word in _OPENING_PREPOSITIONS and not _SUBJECT.search(sentence, len(word)):
            # What has no subject of its own goes on with the sentence before: the stop is wrong, not the small letter.
            sure = False
        at = match.start("word")
        yield Change(at, at + 1, text[at].upper(), confidence=None if sure else 0.6)


@rule(
    "capitals.adjective",
    category="capitals",
    confidence=0.87,
    why="Adjectives of nations, languages and religions are written small in French.",
    example=(
        "Le ministère Turc a répondu en Anglais aux journalistes Polonais et Grecs.",
        "Le ministère turc a répondu en anglais aux journalistes polonais et grecs.",
    ),
    words=capital_forms(),
    trigger=rf"[a-zà-ÿœ]{_SPACE}[A-ZÀ-Þ][a-zà-ÿœ]{{2}}",
)
def adjective(line: Line, context: Context) -> Iterator[Change]:
    """Write an adjective of a nation, a people, a language or a religion small.

    Evidence: a common noun written small before it agrees with it, or another such adjective, or "en" or "parler"
    stands before a language. Spared: nouns ("les Français"), institutions ("Académie Française"), headlines.
    """
    changes = [Change(start, end, line.text[start:end].lower()) for start, end in capital_adjectives(line.text)]
    if changes and not is_title_cased(changed(line.text, changes)):
        yield from changes
