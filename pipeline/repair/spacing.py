"""Spaces that are missing or too many around apostrophes, hyphens, dashes and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.heads import Headed
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.typography import BLANK, ELIDED

#: Words that open a sentence or a clause so often that a capital in the middle of a run of letters gives them away.
STARTERS = (
    "Le|La|Les|L[’']|Il|Elle|Ils|Elles|On|Un|Une|Des|Du|Au|Aux|Ce|Cet|Cette|Ces|Cela|Dans|En|Mais|Et|Pour|Par|Selon|"
    "Sur|Sous|Avec|Sans|Après|Avant|Depuis|Pendant|Lors|Lorsque|Quand|Si|Alors|Ainsi|Aussi|Car|Donc|Or|Nous|Vous|"
    "Je|J[’']|Tu|Son|Sa|Ses|Leur|Leurs|Notre|Nos|Votre|Vos|Mon|Ma|Mes|Qui|Que|Où|Comme|Comment|Pourquoi|Malgré|"
    "Chez|Entre|Vers|Plus|Tous|Toutes|Tout|C[’']|D[’']|S[’']|N[’']|Qu[’']|À"
)

#: First halves that make compounds of their own, whether or not a dictionary has them.
PREFIXES = frozenset(
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


_APART = Headed(
    rf"(?<=[a-zà-ÿ])[ \u00a0]-(?={_ENCLITIC}(?![\w’'-]))"
    r"|(?<=[a-zà-ÿ])[ \u00a0]?[–—][ \u00a0]?(?=t-(?:il|elle|on)\b)"
    r"|(?<=[tdae])-[ \u00a0](?=t-(?:il|elle|on)s?\b)|(?<=[td])-[ \u00a0](?=(?:il|elle|on)s?(?![\w’'-]))",
    heads=r"[ \u00a0–—-](?:(?<=[–—-])|(?=[–—-]))",
)


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
    for match in _APART.finditer(line.text):
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
    return word is not None and word.group() not in PREFIXES and _CLAUSE_AFTER_DASH.match(text, at + 1) is not None


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
