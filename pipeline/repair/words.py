"""Words: doubled words, missing elision, missing contraction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language import frequency
from pipeline.repair.doubled import is_slip
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.line import Line, Word
from pipeline.repair.nouns import is_noun
from pipeline.repair.name_evidence import table_of
from pipeline.repair.rule import Change, Context, rule

_SPACE = "[ \u00a0\u202f]"

#: Words that are never doubled in correct French, so that one of the two is a slip.
_NEVER_TWICE = frozenset(
    "le les un une des du au aux et ou à dans par pour sur avec ce ces cet cette ont sont qui mais ne ses leurs "
    "toute toutes tous se je il ils elles on dont chez entre depuis pendant comme selon lorsque puis donc ainsi "
    "était étaient avait avaient sera seront serait aussi même mêmes notre votre nos vos mes tes ma ta sa mon ton "
    "celui celle ceux celles cela où quand alors afin sans après avant lors contre parce chaque plusieurs quelques "
    "autre autres certains certaines fut peut peuvent doit doivent d’une d’un qu’il qu’elle qu’ils qu’on n’est c’est "
    "n’a s’est".split()
)
#: Doubled now and then with a reason: pronouns that are subject and object, nouns that sound the same, emphasis,
#: sounds, numerals.
_MAY_BE_TWICE = frozenset(
    "nous vous en la lui mieux son car or sous vers pas plus tout est été être faire moi toi elle très bien "
    "si non oui jamais vite trop tant peu loin fort tard tôt encore longtemps beaucoup toujours presque petit "
    "petite petits petites grand grande grands grandes gros grosse joli jolie vrai vraie beau belle bon bonne "
    "vieux vieille rien allez allons voilà tiens pousse chut boum bravo merci attention allô bébé papa maman "
    "coucou chouchou zéro deux trois quatre cinq six sept huit neuf dix vingt trente quarante cinquante soixante "
    "cent mille doucement lentement vraiment tellement simplement absolument juste déjà maintenant demain hier "
    "partout entière chéri chérie bonjour pardon regarde regardez arrête arrêtez viens venez attends attendez "
    "écoute écoutez".split()
)
#: What begins the clause after "que"; before anything else the two may have different parents.
_AFTER_QUE = frozenset(
    "le la les l un une des ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma mes il elle on nous "
    "vous ils elles je tu certains certaines plusieurs chaque tout tous toutes d c s n j cela ceux celui celle celles "
    "quiconque beaucoup quelqu".split()
)
_BEFORE_QUE = frozenset("bien fait tant alors tandis ainsi parce afin pour moins plus là avant après lors dès".split())
_BEFORE_LA = frozenset("de à dans sur par pour avec sous vers contre et est selon sans entre chez toute".split())
_SUBJECTS = frozenset("il elle on qui cela ça ce celui celle".split())
#: "Il dit que que tu viennes ou non, il partira": what the second "que" concedes holds an "ou".
_ALTERNATIVE = re.compile(r"[^.!?…:]{0,200}?\bou\b")
#: A stutter breaks off.
_BROKEN_OFF = re.compile(r"[ \u00a0]?(?:…|\.\.)")
_STUTTERED = re.compile(r"[^.!?…»”\"]{0,80}(?:…|\.\.)")
_SPEAKERS = frozenset("je tu il elle on ils elles c’est".split())
#: A quantity: "plus plus de cent mille".
_MORE_THAN = re.compile(
    rf"{_SPACE}+(?:de{_SPACE}+(?:\d|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante"
    r"|cinquante|soixante|cent|mille|la moitié)\b)|d[’']une?\b)"
)
#: What belongs to a place, not to a person called "de Gaulle".
_OF_PLACES = frozenset(
    "usine usines ville village commune région province département banlieue agglomération métropole gare port mairie "
    "maire maires préfet préfecture tribunal parquet procureur procureure évêque archevêque diocèse hôpital habitants "
    "nord sud environs alentours faubourg faubourgs comté district canton".split()
)
#: "Il y a a priori trois cas".
_LATIN = r"(?:priori|posteriori|contrario|fortiori|minima|maxima|capella|cappella|giorno)\b"
#: Two words that are equal but for the case of their first letters.
_DOUBLED = re.compile(rf"(?<![\w’'-])\w([\w’']*+){_SPACE}+\w\1(?![\w’'-])")
#: Repeated for their sound or their force alone.
_EMPHATIC = _MAY_BE_TWICE - frozenset(
    "encore toujours déjà beaucoup longtemps maintenant demain hier presque partout deux trois quatre cinq six sept "
    "huit neuf dix vingt trente quarante cinquante soixante cent mille si tout elle pas vers sous est été être car "
    "son".split()
)
#: A content word is a slip when doubled only if it is long and known.
_CONTENT_LENGTH = 4
_CONTENT_ZIPF = 3.5
#: English has many of them too, about as often; where it has them much oftener, they may be a name.
_SHARED = 0.5
_SENTENCE_START = re.compile(r"(?:^|[.!?…:«“\"(–—]\s*)$")


_QUOTE_NEXT = re.compile(rf"{_SPACE}?[«“\"][ \u00a0]?[\w’]")
_ARTICLES = frozenset("le la les un une des du au aux".split())
_CLOSED = re.compile(r"[ \u00a0]?[,;:.!?»”\")]")
_FINITE_PLURAL = re.compile(r"[^\W\d_]{3}(?:aient|èrent|[iu]rent|eront)\Z")
_RELATIVES = frozenset("qui que où dont lesquels lesquelles ceux celles quand qu lorsque si comme".split())


#: « en en Europe », « en en 2020 »: no gerund, of which the second “en” would be the object.
_NO_GERUND = re.compile(
    rf"{_SPACE}+(?:[A-ZÀ-Þ][a-zà-ÿ]+|(?:19|20)\d\d|janvier|février|avril|juin|juillet|août|septembre|octobre|novembre"
    r"|décembre)(?![\w’'-])"
)


@rule(
    "words.doubled",
    category="words",
    confidence=0.95,
    why="The word stands twice in a row.",
    example=("Le Le maire a visité toute toute la ville.", "Le maire a visité toute la ville."),
)
def doubled(line: Line, context: Context) -> Iterator[Change]:
    """Leave out one of two equal words in a row: a function word never doubled in French, or a long known word.

    Spared: "nous nous", "vous vous", "en en" but before a place or a date, emphasis ("très très"), interjections, numerals, names ("Duran Duran"),
    a word said three times, "de de Gaulle", and words joined by a hyphen.
    """
    text = line.text
    lowered = line.lowered
    if not line.repeats_word or not _DOUBLED.search(text):
        return
    for place, word in enumerate(lowered[:-1]):
        if word != lowered[place + 1]:
            continue
        start, end = line.words[place].start(), line.words[place + 1].end()
        first, second = line.words[place].group(), line.words[place + 1].group()
        gap = text[start + len(first) : end - len(second)]
        if gap.strip(" \u00a0\u202f") or _is_joined(text, start, end):
            continue
        (_, last), following = _neighbours(line, place)
        if word in (last, following):
            if word in ("nous", "vous") and _stands_thrice(text, line.words, lowered, place):
                yield Change(start + len(first), end, "")
            continue
        if _BROKEN_OFF.match(text, end):
            continue
        # "Ceux qui l’aiment l’aiment": the relative clause and its main clause.
        if last == "qui" and word not in _NEVER_TWICE and len(word) > 3:
            continue
        starts = _SENTENCE_START.search(text[max(0, start - 8) : start]) is not None
        if first != second and not (starts and first.istitle() and (second.islower() or word in _NEVER_TWICE)):
            continue
        if first == second and _is_firm(first, line, place, context):
            yield Change(start + len(first), end, "", confidence=0.87)
            continue
        if first == second and not first.islower() and not (starts and first.istitle() and word in _NEVER_TWICE):
            continue
        confidence = None
        if word in ("de", "a"):
            # "la politique de de Gaulle"; "a a" only where a participle or noun may follow.
            sure = re.match(rf"{_SPACE}+(?!{_LATIN})(?:[a-zà-ÿ]|\d)", text[end : end + 16]) is not None
            if not sure and place and lowered[place - 1].split("’")[-1] in _OF_PLACES:
                sure = re.match(rf"{_SPACE}+(?!Gaulle\b)[A-ZÀ-Þ][a-zà-ÿ]", text[end : end + 10]) is not None
        elif word == "en" and _NO_GERUND.match(text, end):
            sure = True
        elif word in _SPEAKERS and _STUTTERED.match(text, end) and _in_quotation(text, start):
            sure, confidence = True, 0.6
        elif word in _NEVER_TWICE:
            # "Que sera, sera" is a song.
            # A word is spoken of: "Le le, c’est mon surnom".
            named = word in _ARTICLES and _CLOSED.match(text, end) is not None
            sure = not named and not (word == "sera" and place and lowered[place - 1] == "que")
        elif word == "que":
            opens = last in _BEFORE_QUE or re.split("’", following)[0] in _AFTER_QUE
            sure = bool(following) and opens and not _ALTERNATIVE.match(text, end)
            # "Il reconnaît aujourd’hui que que « le stade est vide »"
            sure = sure or bool(last) and _QUOTE_NEXT.match(text, end) is not None
        elif word == "plus":
            sure = _MORE_THAN.match(text, end) is not None
        elif word == "est":
            # "L’est est en feu": only after what can be nothing but its subject.
            sure = place > 0 and re.split("’", lowered[place - 1])[-1] in _SUBJECTS
        elif word == "la":
            # "oh la la", "la la pendant une heure": only a noun may follow.
            sung = place > 0 and lowered[place - 1] in ("oh", "ah", "ho", "ou", "hou", "chante", "chantait", "chanter")
            sure = not sung and 3.0 <= frequency(following, "fr") < 5.7 and frequency(following, "en") < 5.5
            sure = sure or (last in _BEFORE_LA and following.isalpha())
        else:
            # "Ceux qui savent savent": the relative clause and its main clause.
            sure = (
                len(word) >= _CONTENT_LENGTH
                and not (place and lowered[place - 1].endswith("qui"))
                and word not in _MAY_BE_TWICE
                and context.lexicon.zipf(word) >= _CONTENT_ZIPF
                and context.lexicon.zipf(word) > frequency(word, "en") - _SHARED
            )
        if not sure and _FINITE_PLURAL.search(word) and following and not _in_quotation(text, start):
            # "Dix pays demandaient demandaient davantage"; but "ceux qui savaient savaient"
            clause = set(re.split(r"[ \u00a0’']", re.split("[.,;:!?]", text[max(0, start - 90) : start])[-1].lower()))
            sure, confidence = clause.isdisjoint(_RELATIVES) and context.lexicon.zipf(word) >= 2.5, 0.87
        if not sure and word not in _EMPHATIC:
            quoted, confidence = _in_quotation(text, start), 0.87
            sure = is_slip(word, *_neighbours(line, place), quoted, context.lexicon)
        if sure:
            yield Change(start + len(first), end, "", confidence=confidence)


def _is_firm(name: str, line: Line, place: int, context: Context) -> bool:
    """Whether a name that stands twice in a row is that of a firm of the table, behind a small word."""
    if len(name) < 5 or not name[0].isupper() or table_of(context).types.get(name) != "company":
        return False
    (_, last), _ = _neighbours(line, place)
    return last.rpartition("’")[2] in ("de", "d", "à", "chez", "par", "pour", "avec", "que", "et", "selon", "contre")


def _neighbours(line: Line, place: int) -> tuple[tuple[str, str], str]:
    """The two words before a pair and the word after it; nothing for one that a mark divides from the pair."""
    words, last = line.words, len(line.words) - 1

    def near(first: int, wanted: int) -> str:
        if first < 0 or first >= last:
            return ""
        gap = line.text[words[first].end() : words[first + 1].start()]
        return line.lowered[wanted] if gap in (" ", "\u00a0") else ""

    return (near(place - 2, place - 2), near(place - 1, place - 1)), near(place + 1, place + 2)


def _stands_thrice(text: str, words: tuple[Word, ...], lowered: list[str], place: int) -> bool:
    """Whether the word at `place` is the first of exactly three in a row: "nous nous nous sentons" has one too many."""
    run = lowered[place : place + 3]
    around = (*lowered[max(0, place - 1) : place], *lowered[place + 3 : place + 4])
    gaps = {text[words[n].end() : words[n + 1].start()] for n in range(place, min(place + 2, len(words) - 1))}
    return len(run) == 3 and len(set(run)) == 1 and run[0] not in around and gaps <= {" ", "\u00a0"}


def _in_quotation(text: str, at: int) -> bool:
    """Whether the last quotation mark before the place opens one."""
    opening = max(text.rfind("«", 0, at), text.rfind("“", 0, at))
    return opening > max(text.rfind("»", 0, at), text.rfind("”", 0, at))


_HYPHENED = re.compile(rf"(?<![\w’'-])([a-zà-ÿœ]+(?:-[a-zà-ÿœ]+)+){_SPACE}+\1(?![\w’'-])")


@rule(
    "words.doubled-compound",
    category="words",
    confidence=0.92,
    why="The words joined by hyphens stand twice in a row.",
    example=("« Rien », a-t-il a-t-il dit.", "«\u00a0Rien\u00a0», a-t-il dit."),
    needs="-",
    trigger=rf"-[a-zà-ÿœ]+{_SPACE}+[a-zà-ÿœ]+-",
)
def doubled_compound(line: Line, context: Context) -> Iterator[Change]:
    """Leaves out the second of two equal compounds or inverted verbs: a-t-elle a-t-elle, week-end week-end."""
    for match in _HYPHENED.finditer(line.text):
        yield Change(match.end(1), match.end(), "")


#: A noun alone behind one of these makes a phrase that nothing but a slip says twice.
_OPENS_PHRASE = frozenset("un une des du au aux ce cet cette ces son sa ses leurs notre nos".split())
#: Two or three little words that no sentence has twice in a row.
_LITTLE_GROUPS = frozenset(
    tuple(group.split())
    for group in (
        "un peu|de la|dans le|dans la|dans les|dans un|dans une|à la|sur le|sur la|sur les|sur un|sur une|pour le|"
        "pour la|pour les|par le|par la|par les|par un|par une|avec le|avec la|avec les|avec un|avec une|il y a|il a|"
        "elle a|ils ont|elles ont|il est|elle est|ce qui|et le|et la|et les|a été|ont été|est un|est une|qui a|qui ont|"
        "que le|que la|que les|de ces|de ses|de son|de sa|de leur|de leurs|au sein|afin de|parce que|alors que|"
        "tandis que|ainsi que|tous les|toutes les|tout le|toute la|près de|plus d’un|plus d’une|à un|à une|à ses|à son|"
        "à sa|en un|"
        "qu’il a|qu’elle a|qu’il est|qu’elle est|qu’ils ont|il n’a|il s’est|elle s’est|n’a pas|n’est pas|n’ont pas|"
        "au cours|lors de|lors du|face à|grâce à|selon le|selon la|selon les|depuis le|depuis la|entre le|entre les"
    ).split("|")
)


@rule(
    "words.doubled-phrase",
    category="words",
    confidence=0.86,
    why="The same words stand twice in a row.",
    example=(
        "La mairie a promis un nouveau plan un nouveau plan pour les écoles.",
        "La mairie a promis un nouveau plan pour les écoles.",
    ),
)
def doubled_phrase(line: Line, context: Context) -> Iterator[Change]:
    """Leave out the second of two equal groups of two to four words, one of them a long common French word.

    Spared: chains ("jour après jour après jour"), "ceux qui y croient y croient", names, what is said three times, and groups of equal words.
    """
    lowered = line.lowered
    if not line.repeats_group:
        return
    words = line.words
    at = 0
    while at < len(words) - 3:
        size = next((n for n in (4, 3, 2) if lowered[at : at + n] == lowered[at + n : at + 2 * n]), 0)
        if not size:
            at += 1
            continue
        group, end = lowered[at : at + size], at + 2 * size
        start, stop = words[at + size - 1].end(), words[end - 1].end()
        gaps = {line.text[words[n].end() : words[n + 1].start()] for n in range(at, end - 1)}
        chain = group[0] in lowered[end : end + 1] or group[-1] in lowered[max(0, at - 1) : at]
        # "Ceux qui y croient y croient": the relative clause and its main clause.
        chain = chain or at > 0 and lowered[at - 1].endswith("qui")
        # "Appeler un chat un chat" names the thing by its name.
        chain = chain or at > 0 and lowered[at - 1].rpartition("’")[2].startswith(("appel", "nomm"))
        # "De la main à la main", "point par point": a noun is meant to stand twice around the word between.
        chain = chain or group[-1] in _BETWEEN_TWO and is_noun(group[-2])
        small = all(words[n].group().islower() for n in range(at + 1, end))
        tails = [word.rpartition("’")[2] for word in group]
        content = any(len(word) >= 4 and context.lexicon.zipf(word) >= 3.0 for word in tails)
        phrase = group[0] in _OPENS_PHRASE or group[0] in ("le", "la", "les", "leur") and is_noun(group[1])
        long_enough = len(set(group)) > 1 and sum(map(len, group)) >= (6 if phrase else 8)
        known = (content and long_enough) or group in _LITTLE_GROUPS
        if not chain and small and known and all(gap in (" ", "\u00a0") for gap in gaps):
            if not _is_joined(line.text, words[at].start(), stop):
                yield Change(start, stop, "")
        at = end


_BETWEEN_TWO = frozenset("à par contre après sur pour en".split())


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen, an apostrophe or a digit binds the pair to what stands beside it."""
    return bool(re.match(r"[\w’'-]", text[start - 1 : start]) or re.match(r"[\w’'-]", text[end : end + 1]))


#: Words with a mute h, before which the article elides. The list is closed on purpose: an h not listed is aspirated.
_MUTE_H = (
    r"(?:habile|habilet|habilit|habill|habit|habitu|haleine|hallucin|halogène|harmoni|hebdomadaire|héberg|hébét|hectare"
    r"|hectolitre|hégémoni|hélic|hémisphère|hémorragi|hépati|herb|héréditaire|hérédité|héritag|hériti|hérit|héroïn"
    r"|héroïqu|héroïsm|hésit|hétéro|heure|heureu|hexagon|hibern|hier|hilar|hippiqu|hippodrome|hirondelle|histoire"
    r"|histori|hiver|homicide|hommag|homme|homolog|homophob|homosexu|honnêt|honneur|honor|hôpita|horaire|horizon|horlog"
    r"|hormon|horosc"
    r"|horreur|horribl|hospital|hospice|hostil|hôte|hôtel|huil|huissi|huître|humain|humani|humb|humeur|humid|humili"
    r"|humoris|humour|hydr|hygièn|hymn|hyper|hypno|hypocri|hypothè|hystér)[^\W\d_]*"
)
_VOWEL_WORD = r"[aeiouâàéèêëîïôöûùæœ][^\W\d_]+"
_ELISION = re.compile(
    rf"(?<![\w’'-])(de|le|la|je|que|ne|se|me|te|si|ce|jusque|lorsque|puisque|quoique)(?P<space>{_SPACE}+)"
    rf"(?P<next>{_MUTE_H}|{_VOWEL_WORD}|[yà])(?![\w’'])",
    re.IGNORECASE,
)
#: The space of an elision that was not made: after a whole word that can be elided, before a small vowel, h or y.
_ELIDABLE = "[dljnsmtcDLJNSMTC][eaiEAI]"
_ELISION_GAP = (
    rf"{_SPACE}(?:(?<=[^\w’'-]{_ELIDABLE}.)|(?<=[qQ][uU][eE].)|(?<=^{_ELIDABLE}.))"
    rf"(?={_SPACE}*[aeiouyhâàéèêëîïôöûùæœ])"
)
#: Words before which nothing elides.
_NO_ELISION = frozenset(
    "onze onzième onzièmes énième énièmes oui ouf ouïe ouistiti ouistitis ululement uhlan uhlans iode yaourt un "
    "une el al est ouais ouate ouates onzain out off on-off open online offshore outsider outsiders héros".split()
)
_ARTICLE_NOT_BEFORE = frozenset(
    "à au aux en et ou où un une on il ils elle elles y est ont était avec avant après ainsi aussi afin alors autant "
    "ici eux encore entre envers ensuite enfin hors hier hormis outre également".split()
)


#: What stands after the article "un": not the end of a phrase ("photo de une :", the front page), a range or a name.
_ONE_OF = re.compile(
    rf"{_SPACE}+(?:ou{_SPACE}plusieurs\b|(?!(?:à|et|ou|sur|du|des){_SPACE})[«“\"a-zà-ÿœ\d]|[A-Z]{{2,}}\b)"
)


_CAPITAL_BEFORE = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][\w’-]* $")


def _elided(word: str) -> str:
    return word[:-1] + "’"


def _usual(word: str, lexicon: Lexicon) -> bool:
    """Whether the word is surely French: a common one, or a rarer one that English does not have at all."""
    zipf = lexicon.zipf(word)
    return zipf >= 3.0 or zipf >= 2.0 and len(word) >= 5 and not lexicon.zipf(word, "en")


def _elsewhere(word: str) -> bool:
    """Whether the word is rather Spanish, Italian or Portuguese than French."""
    return max(frequency(word, language) for language in ("es", "it", "pt")) > frequency(word, "fr") + 0.7


@rule(
    "words.elision",
    category="words",
    confidence=0.95,
    why="French elides this word before a vowel or a mute h.",
    trigger=_ELISION_GAP,
    example=("Le coût de un hôtel que il a vu.", "Le coût d’un hôtel qu’il a vu."),
)
def elision(line: Line, context: Context) -> Iterator[Change]:
    """Elide "de", "le", "la", "je", "que", "ne", "se"… before a vowel or mute h, "si" before "il".

    Evidence: the next word is a common lower-case French word. Spared: "onze", "oui", "de un à dix", "la une", an
    aspirated h, pronouns after an imperative ("mets-le ici"), and words that are not French.
    """
    text = line.text
    at = 0
    while match := _ELISION.search(text, at):
        # The next word may itself have to elide ("que il", then "il a" not): go on from it.
        at = match.start("next")
        word, following = match.group(1), match.group("next")
        low = word.lower()
        if not following.islower() or (word.isupper() and len(word) > 1) or not (word.islower() or word.istitle()):
            continue
        if word[0].isupper() and _CAPITAL_BEFORE.search(text, max(0, match.start() - 30), match.start()):
            continue  # the end of an English title: "Now You See Me avec"
        if low == "si" and following not in ("il", "ils"):
            continue
        if low in ("que", "lorsque", "puisque") and following in ("et", "ou"):
            continue
        if low == "quoique" and following not in ("il", "ils", "elle", "elles", "on", "un", "une", "en"):
            continue
        if following == "à" and low not in ("que", "jusque", "lorsque"):
            continue
        if low == "ce" and following not in ("est", "était", "étaient"):
            continue
        if following == "y" and low in ("de", "le", "la", "si", "ce"):
            continue
        if low in ("le", "la") and following in _ARTICLE_NOT_BEFORE:
            continue
        if following in ("un", "une"):
            if low in ("le", "la", "se", "me", "te", "je", "ce"):
                continue
            if not _ONE_OF.match(text, match.end()):
                continue
        elif following in _NO_ELISION and not (following == "est" and low in ("que", "ne", "se", "ce")):
            continue
        if following in ("en", "et", "ou", "à", "au", "aux") and low in ("de", "me", "te"):
            continue
        if text[match.end() : match.end() + 1] == "-" and len(following) < 4 and following not in ("il", "elle", "on"):
            continue
        if following != "y" and not _usual(following, context.lexicon):
            continue
        if frequency(following, "en") > context.lexicon.zipf(following) + 0.5:
            continue
        if low == "de" and _elsewhere(following):
            continue
        yield Change(match.start(), match.start("next"), _elided(word))


_ELISION_NAME = re.compile(
    rf"(?<![\w’'-])(?P<word>de|que|lorsque|puisque|jusque){_SPACE}+"
    r"(?P<name>(?!I[aeiou]|O(?:ne|nce|uts?|uest|uais|ui|nze)\b|U[ns]e?\b|E[lt]\b|A[ls]\b)[AEIOÉÈÊÎÔ][a-zà-ÿ]{2,}[\w-]*)"
)

#: "El 12 de Abril".
_SPANISH_MONTHS = frozenset("Enero Abril Agosto Octubre".split())


@rule(
    "words.elision-name",
    category="words",
    confidence=0.86,
    why="French elides this word before a name that begins with a vowel.",
    example=(
        "Le bilan de Emmanuel Macron montre que Olivier Véran avait tort.",
        "Le bilan d’Emmanuel Macron montre qu’Olivier Véran avait tort.",
    ),
    trigger=rf"(?:de|que){_SPACE}[AEIOÉÈÊÎÔ]",
)
def elision_name(line: Line, context: Context) -> Iterator[Change]:
    """Elide "de" and "que" before a name: "le patron de Amazon", "depuis que Angela Merkel".

    Spared: names in Spanish, Italian or Portuguese, where a capital or a word that is not French stands before
    ("Mexicana de Aviación", "concha de Oro"), English titles, names that begin with a consonant sound ("Iouri",
    "One"), and acronyms.
    """
    text = line.text
    for match in _ELISION_NAME.finditer(text):
        before = re.search(r"([^\W_]+)[ \u00a0]\Z", text[max(0, match.start() - 30) : match.start()])
        if before is None or match.group("name") in _SPANISH_MONTHS:
            continue
        head = before.group(1)
        acronym = len(head) > 1 and head.isupper()
        if head[0].isupper() and not acronym:
            continue
        if head.isalpha() and not acronym and (not context.lexicon.known(head) or _elsewhere(head)):
            continue
        # The capital of an English title, not of a name: more English words follow.
        following = re.match(rf"{_SPACE}([a-z]+)", text[match.end() : match.end() + 20])
        if following and frequency(following.group(1), "en") > frequency(following.group(1), "fr") + 1:
            continue
        yield Change(match.start(), match.start("name"), _elided(match.group("word")))


_CONTRACTION = re.compile(
    rf"(?<![\w’'-])(?P<preposition>de|à){_SPACE}+(?P<article>les?){_SPACE}+(?P<noun>[^\W\d_]{{3,}})(?![\w’'-])"
)
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
#: Nouns that end like an infinitive.
_NOUNS_LIKE_INFINITIVES = frozenset(
    "ministre ministres maire maires père pères frère frères centre centres titre titres livre livres nombre cadre "
    "cadres membre membres premier premiers dernier derniers quartier quartiers papier papiers chantier chantiers "
    "théâtre territoire territoires laboratoire victoire histoire dossier dossiers marché pouvoir pouvoirs soir avenir "
    "secrétaire secrétaires chiffre chiffres octobre septembre novembre décembre février janvier monastère ministère "
    "ministères caractère salaire salaires commissaire commissaires propriétaire propriétaires fer hiver désir désirs "
    "plaisir souvenir souvenirs".split()
)
_NOT_NOUNS = frozenset(
    "lui leur plus moins bien mieux mal tout tous toute toutes pas même trop très aussi jamais encore toujours "
    "ayant étant avoir être voici voilà rendre".split()
)


@rule(
    "words.contraction",
    category="words",
    confidence=0.9,
    why="French contracts the preposition with the article.",
    example=("Le discours de le président a plu à les électeurs.", "Le discours du président a plu aux électeurs."),
    trigger=rf"(?:de|à){_SPACE}+les?{_SPACE}",
)
def contraction(line: Line, context: Context) -> Iterator[Change]:
    """Contract "de le", "de les", "à le", "à les" before a noun.

    Evidence: the word after is a common lower-case word that cannot be an infinitive. Spared: pronouns before an
    infinitive ("de le faire", "à les en convaincre") and names ("de Le Havre").
    """
    for match in _CONTRACTION.finditer(line.text):
        noun = match.group("noun")
        if not noun.islower() or noun in _NOT_NOUNS or context.lexicon.zipf(noun) < 3.3:
            continue
        if noun.endswith(("ir", "re", "oir")) and noun not in _NOUNS_LIKE_INFINITIVES:
            continue
        # "romancier" has no participle "romancié", "chanter" has "chanté".
        if noun.endswith("er") and noun not in _NOUNS_LIKE_INFINITIVES and context.lexicon.known(noun[:-2] + "é"):
            continue
        if noun.endswith(("ment", "ant")) and noun not in ("gouvernement", "parlement", "moment", "président"):
            continue
        after = _CONTRACTED[match.group("preposition"), match.group("article")]
        yield Change(match.start(), match.end("article"), after)
