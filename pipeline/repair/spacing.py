"""Spaces that are missing or too many: around apostrophes, dashes and brackets, and inside two words run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.repair.lexicon import Lexicon, default_lexicon
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, Line, rule
from pipeline.repair.typography import BLANK, ELIDED

#: Words that open a sentence or a clause so often that a capital in the middle of a run of letters gives them away.
STARTERS = (
    "Le|La|Les|L[’']|Il|Elle|Ils|Elles|On|Un|Une|Des|Du|Au|Aux|Ce|Cet|Cette|Ces|Cela|Dans|En|Mais|Et|Pour|Par|Selon|"
    "Sur|Sous|Avec|Sans|Après|Avant|Depuis|Pendant|Lors|Lorsque|Quand|Si|Alors|Ainsi|Aussi|Car|Donc|Or|Nous|Vous|"
    "Je|J[’']|Tu|Son|Sa|Ses|Leur|Leurs|Notre|Nos|Votre|Vos|Mon|Ma|Mes|Qui|Que|Où|Comme|Comment|Pourquoi|Malgré|"
    "Chez|Entre|Vers|Plus|Tous|Toutes|Tout|C[’']|D[’']|S[’']|N[’']|Qu[’']|À"
)

_STARTER = re.compile(rf"(?:{STARTERS})(?=(?<=[’'])\w|[ \u00a0])")

#: What follows the hyphen of an inverted verb or of a demonstrative: dit-il, celui-ci, a-t-on.
_ENCLITIC = r"(?:t-(?:il|elle|on|ils|elles)|il|elle|on|ils|elles|je|tu|nous|vous|ce|ci|là|moi|toi|même|mêmes)"


@rule(
    "spacing.apostrophe",
    category="typography",
    confidence=0.97,
    why="No space stands next to an apostrophe.",
    example=("L’ usine n ’a plus d' eau.", "L’usine n’a plus d’eau."),
    trigger=rf"[’'´](?:[{BLANK}]|(?<=[{BLANK}].))",
)
def around_apostrophe(line: Line, context: Context) -> Iterator[Change]:
    """Closes up l ’homme, l' homme and qu' on: an elided form alone, an apostrophe, then a vowel or h.

    Spares single quotation marks, figures (5' à pied) and elided forms that are not whole words.
    """
    elided = rf"(?:{ELIDED}|aujourd|prud|entr)"
    marks = rf"([{BLANK}]?[’'´][{BLANK}]{{1,3}}|[{BLANK}][’'´])"
    pattern = rf"(?<![\w’'-])({elided}){marks}(?=[aeiouyhàâäéèêëîïôöùûüœæ]|«|“)"
    for match in re.finditer(pattern, line.text, re.IGNORECASE):
        yield Change(match.start(2), match.end(2), "’" if "’" in match.group(2) else "'")


@rule(
    "spacing.enclitic",
    category="spacing",
    confidence=0.93,
    why="The hyphen joins the verb and its pronoun without spaces.",
    example=("« Rien », a -t-il dit. Que veut- elle ?", "«\u00a0Rien\u00a0», a-t-il dit. Que veut-elle\u00a0?"),
    needs="-–—",
    trigger=r"[-–—](?:[ \u00a0]|(?<=[ \u00a0].)|(?<=[–—]))",
)
def enclitic(line: Line, context: Context) -> Iterator[Change]:
    """Closes up dit -il, celui -ci, a -t-elle.

    Spares the suspended compounds (socio- et culturel) and a hyphen with a space on either side, which is a dash.
    """
    pattern = (
        rf"(?<=[a-zà-ÿ])[ \u00a0]-(?={_ENCLITIC}(?![\w’'-]))"
        r"|(?<=[a-zà-ÿ])[ \u00a0]?[–—][ \u00a0]?(?=t-(?:il|elle|on)\b)"
        r"|(?<=[tdae])-[ \u00a0](?=t-(?:il|elle|on)s?\b)|(?<=[td])-[ \u00a0](?=(?:il|elle|on)s?(?![\w’'-]))"
    )
    for match in re.finditer(pattern, line.text):
        yield Change(match.start(), match.end(), "-")


#: Words that are always, or nearly always, written with hyphens.
_COMPOUNDS = frozenset(
    """peut-être c’est-à-dire centre-ville centres-villes week-end week-ends rendez-vous vis-à-vis au-delà au-dessus
    au-dessous là-bas là-haut ci-dessus ci-dessous ci-contre ci-joint par-dessus par-delà sous-sol sous-sols
    chef-lieu chefs-lieux porte-parole avant-hier avant-garde avant-première avant-projet arrière-pays
    arrière-plan arrière-boutique entre-temps savoir-faire savoir-vivre laissez-passer après-midi
    après-guerre après-demain grand-mère grand-père grands-parents grand-chose petit-fils petite-fille petits-enfants
    petit-déjeuner beau-frère beau-père beau-fils belle-mère belle-sœur belle-fille beaux-arts vice-président
    vice-présidente vice-présidents vice-premier vice-champion vice-championne demi-finale demi-finales demi-heure
    demi-siècle demi-tour chef-d’œuvre chefs-d’œuvre hors-jeu hors-série hors-la-loi haut-parleur
    haut-parleurs main-d’œuvre sud-est sud-ouest nord-est nord-ouest sud-coréen sud-coréenne sud-coréens nord-coréen
    nord-coréenne sud-africain sud-africaine sud-africains sud-américain sud-américaine nord-américain
    nord-américaine latino-américain latino-américaine nord-irlandais saoudo-américain franco-allemand
    franco-allemande franco-britannique franco-italien franco-belge franco-suisse libre-échange libre-service
    mi-temps mi-parcours mi-saison mi-journée non-lieu non-sens non-respect pot-de-vin pots-de-vin porte-avions
    porte-bonheur porte-clés porte-monnaie prud’hommes quasi-totalité remue-ménage sans-abri
    sans-papiers sans-emploi soi-disant sous-traitant sous-traitants sous-traitance sous-marin sous-marins sous-titre
    sous-titres sous-préfet sous-préfecture sous-estimer sous-estimé sous-effectif tête-à-tête tout-puissant
    trop-plein va-et-vient volte-face wagon-restaurant wagon-lit garde-fou garde-fous garde-côtes
    garde-manger gratte-ciel
    face-à-face bien-être mal-être cessez-le-feu court-métrage courts-métrages long-métrage
    longs-métrages compte-rendu comptes-rendus micro-ondes moyen-courrier long-courrier gros-porteur essuie-glace
    chauffe-eau chasse-neige casse-tête lave-linge lave-vaisselle tire-bouchon pare-brise pare-feu ouvre-boîte
    procès-verbal procès-verbaux président-directeur état-major états-majors eux-mêmes elles-mêmes lui-même elle-même
    soi-même moi-même nous-mêmes vous-même vous-mêmes celui-ci celle-ci ceux-ci celles-ci celui-là celle-là ceux-là
    celles-là jusque-là ceux-là est-ce qu’est-ce quatre-vingts quatre-vingt quatre-vingt-dix soixante-dix vingt-deux
    vingt-trois vingt-quatre vingt-cinq vingt-six vingt-sept vingt-huit vingt-neuf dix-sept dix-huit dix-neuf
    trente-deux trente-trois trente-cinq quarante-cinq cinquante-cinq auto-école porte-à-porte rez-de-chaussée
    nouveau-né nouveau-nés mort-né pied-à-terre arc-en-ciel eau-de-vie tiers-monde
    crédit-bail timbre-poste année-lumière années-lumière assurance-vie assurance-maladie assurance-chômage
    mot-clé mots-clés point-virgule ex-président ex-ministre ex-patron ex-femme ex-mari""".split()
)


@rule(
    "spacing.compound",
    category="spacing",
    confidence=0.93,
    why="The parts of a compound are joined by hyphens without spaces.",
    example=("Il a peut -être plu dans le centre- ville.", "Il a peut-être plu dans le centre-ville."),
    needs=(" -", "- ", "\u00a0-", "-\u00a0"),
    trigger=r"[a-zà-ÿœ](?:[ \u00a0]-|-[ \u00a0])[a-zà-ÿœ]",
)
def compound(line: Line, context: Context) -> Iterator[Change]:
    """Closes up centre- ville and peut -être.

    Evidence: the parts make a compound of a closed list. Spares every other hyphen, suspended compounds (socio- et
    culturel) among them, and one with a space on either side, which is a dash.
    """
    for match in _hyphened(line.text):
        pieces = re.split(r"([ \u00a0]?-[ \u00a0]?)", match.group())
        place = match.start()
        offsets = [place := place + len(piece) for piece in ("", *pieces)]
        for first in range(0, len(pieces) - 2, 2):
            for last in range(len(pieces) - 1, first, -2):
                gaps = pieces[first + 1 : last : 2]
                spaced = any(len(gap) == 2 for gap in gaps) and all(len(gap) < 3 for gap in gaps)
                word = "-".join(pieces[first : last + 1 : 2])
                if spaced and word.replace("'", "’") in _COMPOUNDS:
                    for at in range(first + 1, last, 2):
                        yield Change(offsets[at], offsets[at + 1], "-")


def _hyphened(text: str) -> Iterator[re.Match[str]]:
    """The words joined by hyphens, one at least with a space on one side."""
    chain = re.compile(r"[a-zà-ÿœ’']+(?:[ \u00a0]?-[ \u00a0]?[a-zà-ÿœ’']+){1,3}")
    for gap in re.finditer(r"(?:[ \u00a0]-(?=[a-zà-ÿœ])|-[ \u00a0](?=[a-zà-ÿœ]))(?<=[a-zà-ÿœ]..)", text):
        yield from chain.finditer(text, max(0, gap.start() - 40), gap.end() + 40)


@rule(
    "spacing.dash",
    category="spacing",
    confidence=0.92,
    why="A dash has a space on both sides or on neither.",
    example=("Le port –fermé depuis mars– rouvrira.", "Le port – fermé depuis mars – rouvrira."),
    needs="–—",
)
def one_sided_dash(line: Line, context: Context) -> Iterator[Change]:
    """A dash glued to one of its neighbours gets its other space, and so does an English em dash glued to both.

    Spares ranges and pairs (2019–2020, Paris–Dakar), negative numbers (–5 °C), a dash that opens or closes a line
    (dialogue, lists) or a quotation, and one before a stop or a closing bracket.
    """
    text = line.text
    for match in re.finditer(r"(?<![–—])[–—](?![–—])", text):
        start, end = match.span()
        if start == 0 or end == len(text):
            continue
        before, after = text[start - 1], text[end]
        if after.isdecimal() and not before.isalpha():
            continue
        spaced_before, spaced_after = before.isspace(), after.isspace()
        if spaced_before and not spaced_after:
            if (after.isalpha() or after in '«“"(') and start > 1 and text[start - 2] not in '«“"(:[':
                yield Change(end, end, " ")
        elif spaced_after and not spaced_before:
            if before.isalnum() or before in '»”")…%':
                yield Change(start, start, " ")
        elif _incise(text, start):
            yield Change(start, end, f" {text[start]} ")


def _incise(text: str, at: int) -> bool:
    """Whether the dash that is glued on both sides divides clauses and does not join a pair or a range."""
    before, after = text[at - 1], text[at + 1]
    if text[at] == "—":
        return before.isalpha() and after.isalpha() and (before.islower() and after.islower())
    if before in "»”)":
        return after.isalpha()
    if _NAME_BEFORE_DASH.search(text, max(0, at - 30), at):
        return _LINK_AFTER_DASH.match(text, at + 1) is not None
    word = _WORD_BEFORE_DASH.search(text, max(0, at - 30), at)
    return word is not None and word.group() not in _PREFIXES and _CLAUSE_AFTER_DASH.match(text, at + 1) is not None


#: "le problème–la dette": what follows opens a clause; before it stands no first half of a pair (franco–allemand).
_WORD_BEFORE_DASH = re.compile(r"(?<![\w’'–-])[a-zà-ÿœ]{4,}(?<!o)\Z|(?<=[’'])[a-zà-ÿœ]{4,}(?<!o)\Z")
#: After a name only what no second half of a pair can be: "d’Ozempic–et plus", not "Le Mans–la Flèche".
_NAME_BEFORE_DASH = re.compile(r"(?<![\w–-])[A-ZÀ-Þ][a-zà-ÿœ]{2,}\Z")
_LINK_AFTER_DASH = re.compile(
    r"(?:mais|et|qui|que|dont|où|car|soit|puis|selon|avec|pour|dans|ce|il|elle|ils)[ \u00a0]|qu[’']"
)
_CLAUSE_AFTER_DASH = re.compile(
    r"(?:le|la|les|un|une|des|du|il|elle|ils|elles|on|mais|qui|que|et|dont|où|car|ce|cet|cette|ces|son|sa|ses|leur|"
    r"dans|avec|pour|sans|soit|puis|même|selon|nous|je|vous)[ \u00a0]|(?:l|d|c|qu|s|j|n)[’'](?=\w)"
)


@rule(
    "spacing.bracket",
    category="spacing",
    confidence=0.95,
    why="A bracket is set against what it holds.",
    example=("La loi ( votée en mai ) entre en vigueur.", "La loi (votée en mai) entre en vigueur."),
    needs="()[]",
)
def inside_bracket(line: Line, context: Context) -> Iterator[Change]:
    """Takes away the space after an opening and before a closing bracket.

    Spares empty brackets (a box to tick) and smileys.
    """
    for match in re.finditer(
        rf"(?<=[(\[])[{BLANK}]{{1,3}}(?=[^{BLANK})\]])|(?<=[^{BLANK}(\[:;=-])[{BLANK}]{{1,3}}(?=[)\]])", line.text
    ):
        yield Change(match.start(), match.end(), "")


@rule(
    "spacing.bracket-outside",
    category="spacing",
    confidence=0.9,
    why="A space stands between a word and a bracket.",
    example=("Le maire(élu en 2020 à Brest)part.", "Le maire (élu en 2020 à Brest) part."),
    needs="(",
)
def outside_bracket(line: Line, context: Context) -> Iterator[Change]:
    """Puts a space before an opening and after a closing bracket where the bracket holds several words or a year.

    Spares élu(e)s, (in)égalités, directeur(trice), formulas and functions.
    """
    text = line.text
    for match in re.finditer(r"\([^()\n]{1,300}\)", text):
        start, end = match.span()
        inner = text[start + 1 : end - 1]
        if not (
            re.search(r"[^\W\d_]{2}[ \u00a0][^\W_]", inner)
            or re.fullmatch(r"(?:1[89]|20)\d\d|\d{1,3}[ \u00a0][^\W\d_]{2,}|[A-ZÀ-Þ][^\W\d_]{2,}", inner)
        ):
            continue
        before = re.search(r"[^\W\d_]{1,30}\Z", text[max(0, start - 31) : start])
        if before and not before.group()[1:].isupper() and len(before.group()) > 2 and _plain(before.group(), context):
            yield Change(start, start, " ")
        after = re.match(r"[^\W\d_]{2,30}", text[end : end + 31])
        if after and _plain(after.group(), context):
            yield Change(end, end, " ")


def _plain(word: str, context: Context) -> bool:
    return context.lexicon.zipf(word) >= 2.5


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


#: First halves that make compounds of their own, whether or not a dictionary has them.
_PREFIXES = frozenset(
    """abat abri aero agro aide air ambi anti anté après aqua archi arrière art auto avant aéro bank bar bas base best
    bi bien big bio black bleu blue book box brise car cardio casse centi chauffe chef chrono circum club co code
    com contre cosmo coupe court cross crypto cyber data demi des deux dis disco dix dé eau eco en entre ethno euro
    extra fan fast film flash fond foot franco free full garde gastro grand gratte gyro géo hand hard haut haute
    hecto hexa hip home homo hors hot hydro hyper hypo hémi hétéro immuno in infra inter intra iso jeu jour kilo
    lave live ludo macro main mal maxi maître mega mi micro mid mille mini mono moto multi mère médico méga méta
    nano narco net neuro new night nom non nord néo old omni open ortho ouest outre over paléo pan para pare park
    passe pay penta perce petit phil photo physio pied pique play pluri pole poly pop port porte post pro proto pré
    pseudo psycho péri quadri quasi quatre radio re rock roll ré rétro sans self semi servo sex show simili six
    socio soft son sous star street sub sud super supra sur surf sus syn taxi tech techno tele ten terre test
    thermo tire top tourne tout trans tri trois turbo télé tétra ultra uni up vert vibro vice vide vidéo vin vingt
    visio vitre vélo web work éco électro""".split()
)

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


@Picker
def _unlisted(word: str) -> bool:
    """Whether a longer word in small letters is not in the lexicon; what it has is no two words."""
    return len(word) > 5 and word.islower() and not default_lexicon().lists(word)


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
        if place and not _joined(before) and not _joined(text[end : end + 1]):
            yield Change(start + place, start + place, "-" if _hyphenated(word[:place], word[place:]) else " ")


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
    for match in re.finditer(r"(?<![\w’'-])[a-zà-ÿœ]{6,30}(?![\w-])", text):
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
        if not word.endswith(little) or len(stem) < 4 or lexicon.zipf(stem) < (3 if len(stem) < 9 else 1.9):
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


@lru_cache(maxsize=50_000)
def _division(word: str, lexicon: Lexicon) -> int:
    """Where to divide the run of letters, or 0."""
    if lexicon.zipf(word):
        return 0
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
    """Whether the first half has four letters and the other one eight or more."""
    return at == 4 and len(word) >= 12


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
    if left in _PREFIXES and not (left in _NUMERALS and len(right) > 5 and lexicon.zipf(right) >= 3.5):
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
