"""Words that have run together, and the capital inside a run of letters that gives two away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.repair.lexicon import Lexicon, default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, table_of
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.spacing import PREFIXES, STARTERS

_STARTER = re.compile(rf"(?:{STARTERS})(?=(?<=[’'])\w|[ \u00a0])")

@rule(
    "spacing.glued-capital",
    category="spacing",
    confidence=0.88,
    why="A capital inside a run of letters: two words, or two sentences, have run together.",
    example=("Il quitte le gouvernementLe ministre aussi.", "Il quitte le gouvernement. Le ministre aussi."),
    trigger=r"[A-ZÀ](?<=[a-zà-ÿ].)",
)
def glued_capital(line: Line, context: Context) -> Iterator[Change]:
    """A French word followed at once by a word that opens sentences (Le, Il, Dans…): the stop and the space are back.

    Spares names in mixed case (YouTube, LeMonde): the first word must be a frequent one in lower case, the second
    one of a closed list, and what they make together must be no known word.
    """
    text = line.text
    for capital in re.finditer(r"(?<=[a-zà-ÿœ])(?=[A-ZÀ])", text):
        at = capital.start()
        starter = _STARTER.match(text, at)
        word = re.search(r"(?<![\w’'-])[a-zà-ÿœ]{3,25}\Z", text[max(0, at - 26) : at])
        if starter and word and context.lexicon.zipf(word.group()) >= 3:
            if not context.lexicon.known(word.group() + starter.group()):
                yield Change(at, at, ". ")


_NAMED = re.compile(r"(?P<given>[A-ZÀ-Þ][a-zà-ÿ]{2,})[ \u00a0](?P<family>[A-ZÀ-Þ][a-zà-ÿ]{2,})")


@rule(
    "spacing.glued-name",
    category="spacing",
    confidence=0.88,
    why="A word and the first name behind it have run together.",
    example=("Au dernier momentClara Petit a renoncé.", "Au dernier moment Clara Petit a renoncé."),
    trigger=r"[A-ZÀ](?<=[a-zà-ÿ]{3}.)[a-zà-ÿ]{2,}[ \u00a0][A-ZÀ-Þ]",
)
def glued_name(line: Line, context: Context) -> Iterator[Change]:
    """Divides a French word from the first name that has run into it: “rangJamie Dimon” → “rang Jamie Dimon”.

    Evidence: a frequent word in small letters, a first name, and a word with a capital behind it. Spares names in
    mixed case (YouTube, eduMike Corp) and runs that some lexicon has.
    """
    text = line.text
    for capital in re.finditer(r"(?<=[a-zà-ÿœ])(?=[A-ZÀ])", text):
        at = capital.start()
        named = _NAMED.match(text, at)
        word = re.search(r"(?<![\w’'-])[a-zà-ÿœ]{3,25}\Z", text[max(0, at - 26) : at])
        if named is None or word is None or named["given"] not in first_names():
            continue
        zipf, run = context.lexicon.zipf(word.group()), word.group() + named["given"].lower()
        if zipf >= 3 and zipf > context.lexicon.zipf(word.group(), "en") - 0.3 and not context.lexicon.known(run):
            yield Change(at, at, " ")


_REFLEXIVE = re.compile(
    r"(?<![\w’'-])(?P<word>[a-zà-ÿœ]{4,20}?)(?P<se>se)(?=[ \u00a0](?:trouv(?:e|ait)|trouvent|fait|font|rend|rendent|tient|"
    r"tiennent|situe|situent|poursuit|déroule|termine|retrouve|retrouvent|présente|multiplient|passe|passent|veut|voit|"
    r"voient|dit|disent|met|mettent|sent|sentent|vend|vendent|dispute|disputent|transforme|transforment)(?![\w’-]))"
)


@rule(
    "spacing.glued-reflexive",
    category="spacing",
    confidence=0.86,
    why="A noun and the “se” behind it have run together.",
    example=("Le tunnelse trouve sous la ville.", "Le tunnel se trouve sous la ville."),
    trigger=r"[a-zà-ÿœ]{4}se[ \u00a0](?:t|f|r|s|p|d|m|v)",
)
def glued_reflexive(line: Line, context: Context) -> Iterator[Change]:
    """Divides a word from the “se” that has run into it: “humainse trouve” → “humain se trouve”.

    Evidence: no lexicon of six languages has the run, the rest is a frequent word, and a verb that “se” goes with
    follows. Spares feminines in -se and what a hyphen joins.
    """
    for match in _REFLEXIVE.finditer(line.text):
        word, run = match["word"], match["word"] + "se"
        if word[-1] in "iuse" or context.lexicon.zipf(word) < 3.5:
            continue
        if not any(context.lexicon.zipf(run, language) for language in ("fr", *_OTHERS)):
            yield Change(match.start("se"), match.start("se"), " ")


#: Second halves that make a place an adjective: vincentaises.
_OF_PEOPLES = frozenset("ais aise aises ois oise oises".split())
#: Second halves that are endings of learned words.
_SUFFIXES = frozenset(
    """able ables age ages aire aires ale ales algie algies ance ances ant ante antes ants bus cide cides culture
    cultures cycle cycles cène drome dromes ence ences ente entes ents esse esses este eur eurs euse euses forme
    formes fuge genre gramme grammes graphe graphes graphie graphies gène gènes ible ibles ienne iennes ique iques
    isme ismes iste istes ité ités logie logies logique logue logues mane manes manie ment ments mobile mobiles
    mètre mètres nome nomes onyme onymes pathe pathes pathie phage phages phile philes phobe phobes phobie phone
    phones phonie plastie pole pôle pôles scope scopes scopie son sons sphère sphères taxe technique techniques
    teur teurs thérapie thérapies tion tions tique tiques tisme trice trices type types uel uelle ure ures vore
    vores ère ères été""".split()
)

#: The languages in which a run of letters may be a word although it is none in French.
_OTHERS = ("en", "es", "it", "de", "pt")


#: Two words that are run together so often that the lexicon has them.
_SO_OFTEN_GLUED = frozenset("parceque tandisque afinque alorsque pendantque".split())


@Picker
def _unlisted(word: str) -> bool:
    """Whether a longer word in small letters is not in the lexicon; what it has is no two words."""
    return len(word) > 5 and word.islower() and (word in _SO_OFTEN_GLUED or not default_lexicon().lists(word))


@rule(
    "spacing.glued-words",
    category="spacing",
    confidence=0.85,
    why="Two words have run together: the whole is no word, and only one place to divide it is likely.",
    example=("Le train traverse la campagnequelques minutes.", "Le train traverse la campagne quelques minutes."),
    picks=_unlisted,
)
def glued_words(line: Line, context: Context) -> Iterator[Change]:
    """Divides a run of lower-case letters that no lexicon knows into two frequent French words.

    One half must be a grammatical word or a very frequent one. Spares capitalised words, words of five other
    languages, compounds with a known first or last element (cyberharcèlement), and every run that could be divided
    in two ways.
    """
    text = line.text
    for match in re.finditer(r"[a-zà-ÿœ]{7,50}", text):
        word, start, end = match.group(), *match.span()
        place = _division(word, context.lexicon)
        before = text[start - 1 : start].strip("’'") if start else ""
        if place and any(entry.key == word for entry in table_of(context).heads.get(word, ())):
            continue  # totalenergies
        if place and not _joined(before) and not _joined(text[end : end + 1]) and not _surname(text, start):
            yield Change(start + place, start + place, "-" if _hyphenated(word[:place], word[place:]) else " ")


_BEFORE_HYPHEN = re.compile(
    r"(?<![\w.@/-])[a-zà-ÿœ]{8,40}"
    r"(?=-(?!(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|ci|là|l[ae]s?)\b)[^\W\d_]{2})"
)
#: First elements of compounds with a hyphen that are short, or no words.
_FIRST_ELEMENT = re.compile(
    r"(?:agro|éco|euro|franco|anglo|germano|italo|hispano|sino|russo|turco|israélo|américano|gréco|socio|politico"
    r"|médico|techno|nord|sud|sol|air|mer|gaz|eau|semi|quasi|ultra|anti|pro|post|micro|mini|multi|extra|auto|vidéo)\Z"
)
#: Zipf frequency from which the word before such an element is one.
_BEFORE_ELEMENT = 3.7


@rule(
    "spacing.glued-compound",
    category="spacing",
    confidence=0.84,
    why="A word has run together with the compound behind it.",
    example=("Des moteursdiesel-électriques tournent.", "Des moteurs diesel-électriques tournent."),
    trigger=r"[a-zà-ÿœ]{8}-[^\W\d_]",
)
def glued_compound(line: Line, context: Context) -> Iterator[Change]:
    """Divides the first part of a compound with a hyphen that no lexicon has into two words: batterieslithium-fer.

    Both halves have four letters or more and only one place is likely. Spares learned words and what has a prefix
    (agroalimentaire-), and pronouns behind a verb.
    """
    text = line.text
    for match in _BEFORE_HYPHEN.finditer(text):
        word, start = match.group(), match.start()
        if start and not context.lexicon.lists(word) and not _surname(text, start):
            if place := _before_element(word, context.lexicon):
                yield Change(start + place, start + place, " ")


def _before_element(word: str, lexicon: Lexicon) -> int:
    """Where the first element of the compound begins, or 0."""
    if element := _FIRST_ELEMENT.search(word):
        left = word[: element.start()]
        frequent = len(left) > 5 and left[-1] != "o" and lexicon.zipf(left) >= _BEFORE_ELEMENT
        return len(left) if frequent and left not in PREFIXES else 0
    place = _division(word, lexicon)
    return place if place >= 4 and len(word) - place >= 4 else 0


def _surname(text: str, start: int) -> bool:
    """Whether a first name stands before the place: "Hassan abdelrahim"."""
    before = re.search(r"([A-ZÀ-Þ][\w’-]+)[ \u00a0]\Z", text[max(0, start - 30) : start])
    return before is not None and before.group(1) in first_names()


#: Little words that run together with the word before them, and what may follow each: a consonant, a vowel, either.
_LITTLE = {
    "de": "c", "le": "c", "la": "c", "du": "c", "ne": "c", "au": "c", "que": "c", "les": "", "des": "", "un": "",
    "une": "", "aux": "", "en": "", "et": "", "à": "", "qui": "", "par": "", "sur": "", "pour": "", "dans": "",
    "est": "", "sont": "",
}
_ELIDED_LITTLE = ("d", "l", "qu", "n", "s")
_VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"


@rule(
    "spacing.glued-little",
    category="spacing",
    confidence=0.84,
    why="A little word has run together with the word before it.",
    example=("Les wagonsde marchandises partent.", "Les wagons de marchandises partent."),
    picks=_unlisted,
)
def glued_little(line: Line, context: Context) -> Iterator[Change]:
    """Divides fournisseurde, communiquéde, billetsd’avion before the article, preposition or pronoun at their end.

    Evidence: no lexicon of six languages has the run, the first half is a frequent French word, no other little word
    would fit, and what follows begins as it must after this little word. Spares capitalised words, compounds and
    forms of other words.
    """
    text = line.text
    for match in re.finditer(r"(?<![\w-])[a-zà-ÿœ]{6,30}(?![\w-])", text):
        place = _little_at_end(match.group(), context.lexicon)
        if not place:
            continue
        little, following = match.group()[place:], text[match.end() : match.end() + 2]
        if following[:1] in ("’", "'"):
            fits = little in _ELIDED_LITTLE and following[1:] in _VOWELS and len(following) > 1
        else:
            fits = little in _LITTLE and following[:1] in (" ", "\u00a0") and _follows(_LITTLE[little], following[1:])
        if fits:
            # "les glaciersont", "le volcansont": the s belongs to the plural.
            if little == "sont" and context.lexicon.zipf(match.group()[: place + 1]) > 2 and _PLURAL_BEFORE.search(
                text, max(0, match.start() - 8), match.start()
            ):
                place += 1
            yield Change(match.start() + place, match.start() + place, " ")


_PLURAL_BEFORE = re.compile(r"(?<![\w’'-])(?:les|des|ces|ses|nos|vos|mes|leurs|aux) \Z", re.IGNORECASE)


def _follows(kind: str, initial: str) -> bool:
    """Whether a word with this initial may stand after a little word of this kind."""
    if not initial.isalnum() and initial not in "«“":
        return False
    return not (kind == "c" and initial.lower() in _VOWELS.replace("h", "").replace("y", ""))


@lru_cache(maxsize=50_000)
def _little_at_end(word: str, lexicon: Lexicon) -> int:
    """Where the little word begins that the run of letters ends in, or 0."""
    if lexicon.zipf(word):
        return 0
    places = []
    for little in (*_LITTLE, *_ELIDED_LITTLE):
        stem = word[: -len(little)]
        told = stem.endswith("a") and lexicon.zipf(stem[:-1] + "er") >= 2.8
        if not word.endswith(little) or len(stem) < 4 or lexicon.zipf(stem) < (3 if len(stem) < 9 and not told else 1.9):
            continue
        # "tropicauxx": a letter typed twice; "critiqueet" has nothing to do with it.
        if stem[-1] != little[0] or (little in ("et", "en", "est") and not lexicon.zipf(stem[:-1])):
            places.append(len(stem))
    if len(places) != 1 or _inflected(word, lexicon) or any(lexicon.zipf(word, other) for other in _OTHERS):
        return 0
    return places[0]


def _joined(neighbour: str) -> bool:
    """Whether the run of letters is only a part of something."""
    return bool(neighbour) and (neighbour.isalnum() or neighbour in "-_’'")


def _hyphenated(left: str, right: str) -> bool:
    """Whether the two halves were joined by a hyphen: pouvons-nous, quelques-unes."""
    if left.endswith("ons") and right == "nous" or left.endswith("ez") and right == "vous":
        return True
    return left == "quelques" and right in ("uns", "unes")


#: Endings that make a form, or a learned word, of another word.
_ENDINGS = re.compile(
    r"(?:r(?:ont|ons|ez|ait|aient|ais|ai|as?|ions|iez)|e?s|x|e|e?nt|ants?|ait|aient|ions|iez|ons|ez|é|ée?s"
    r"|i(?:st|sm)es?|is(?:er|ée?s?|ation|ations)|i?ques?|eu(?:r|se)s?|ables?|ment|ations?|ages?|ités?|ien(?:ne)?s?"
    r"|(?:[aiu]|in)(?:sses?|ssions|ssiez|ssent)|nelles?|taires?|soires?)$"
)

#: Zipf frequencies: of either half, of the more frequent half, and the margin by which the best division must win
#: (the sum of two logarithms: 2 is a factor of a hundred). Where both halves have five letters or more, a word that
#: merely happens to fall into two others is rare, and where both have six and one of them is common, either may be so.
_SHORT, _MIDDLE, _LONG, _LONGER = (3.7, 5.6, 2.0), (3.8, 4.2, 1.5), (2.3, 3.3, 0.7), (1.5, 4.0, 0.7)


#: A numeral and what is counted: dixfois, troisans.
_NUMBERED = re.compile(
    r"(deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|"
    r"cinquante|soixante|cent|mille|plusieurs|quelques)(?:fois|ans|années|mois|jours|heures|minutes|secondes|semaines|"
    r"siècles|décennies|personnes|millions|milliards|mille|kilomètres|mètres|euros|dollars|tonnes|hectares|pays|points|"
    r"places|matchs|buts|victoires|défaites|hommes|femmes|enfants|morts|blessés|salariés|étapes|saisons|pages|films)$"
)
#: A verb of saying or thinking, or the first half of a conjunction, and "que": estimeque, parceque.
_CLAUSE = re.compile(
    r"(estime|affirme|assure|explique|indique|précise|pense|croit|dit|déclare|montre|ajoute|sait|souligne|rappelle|"
    r"annonce|espère|craint|veut|faut|juge|révèle|confirme|prétend|soutient|admet|reconnaît|promet|prévoit|signifie|"
    r"(?:estim|affirm|assur|expliqu|indiqu|précis|pens|déclar|montr|ajout|soulign|rappel|annonc|espér|jug|révél|"
    r"confirm)"
    r"(?:é|ent|ait|aient)|parce|afin|tandis|alors|pendant|avant|après|depuis|sans|bien|ainsi|dès|tant|autant|"
    r"plutôt)que$"
)


@lru_cache(maxsize=50_000)
def _division(word: str, lexicon: Lexicon) -> int:
    """Where to divide the run of letters, or 0."""
    if word in _SO_OFTEN_GLUED:
        return len(word) - len("que")
    if lexicon.zipf(word):
        return 0
    if told := _NUMBERED.match(word) or _CLAUSE.match(word):
        return told.end(1)
    scored = []
    for at in range(3, min(len(word) - 2, 26)):
        if len(word) - at <= 25:
            left, right = lexicon.zipf(word[:at]), lexicon.zipf(word[at:])
            if min(left, right) >= 1.5:
                scored.append((left + right, min(left, right), max(left, right), at))
    if not scored:
        return 0
    scored.sort(reverse=True)
    total, least, most, at = scored[0]
    half, frequent, margin = _LONG if min(at, len(word) - at) >= 5 else _MIDDLE if _has_four(word, at) else _SHORT
    long = min(at, len(word) - at) >= 6
    if least < half or most < frequent:
        if not long or most < _LONGER[1] or not _rare_word(word[:at], word[at:], lexicon):
            return 0
    if len(scored) > 1 and total - scored[1][0] < margin:
        return 0
    if _is_compound(word[:at], word[at:], lexicon) or _inflected(word, lexicon):
        return 0
    leaning = sorted(lexicon.zipf(half, "en") - lexicon.zipf(half) for half in (word[:at], word[at:]))
    if leaning[1] > 0.7 and (not long or leaning[0] > -1 or least < 3):
        return 0  # English halves: the name of a product
    return 0 if any(lexicon.zipf(word, other) for other in _OTHERS) else at


def _has_four(word: str, at: int) -> bool:
    """Whether one half has four letters and the other one eight or more."""
    return at in (4, len(word) - 4) and len(word) >= 12


def _rare_word(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether the less frequent half is a rare word of French and neither foreign nor the end of a longer word."""
    rare = min((left, right), key=lexicon.zipf)
    if lexicon.zipf(rare) < _LONGER[0] or (rare == right and len(right) < 7):
        return False
    return not any(lexicon.zipf(rare, other) > lexicon.zipf(rare) + 0.7 for other in _OTHERS)


#: Numerals join with nothing longer: "quatrecollaborateurs".
_NUMERALS = ("deux", "trois", "quatre")


def _is_compound(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether the halves make a learned word, or a word with a prefix."""
    if left in PREFIXES and not (left in _NUMERALS and len(right) > 5 and lexicon.zipf(right) >= 3.5):
        return True
    if right in _OF_PEOPLES:
        return True
    if right in _SUFFIXES:
        # "opérateurs mobiles": an element of learned words that is a word as well, after a word and not a stem.
        return len(right) < 5 or left[-1] in "aoi" or lexicon.zipf(left) < 4
    return left[-1] == "o" or right.startswith(_SUBJUNCTIVES) and left[-1] not in "esx"


#: What remains of the rare forms of a verb after the place where it might be divided: combat-tissent, connus-ses.
_SUBJUNCTIVES = ("ssent", "sses", "sse", "ssiez", "ssions", "tissent", "tisse")


def _inflected(word: str, lexicon: Lexicon) -> bool:
    """Whether the run is a form of a word that the lexicon has in another form."""
    ending = _ENDINGS.search(word)
    stem = word[: ending.start()] if ending else word
    return bool(ending) and any(lexicon.zipf(stem + other) for other in ("", "e", "r", "er", "é", "s", "ie"))
