"""Hyphens that belong inside words and scores: "un porte parole", "l’ex président", "Corée du nord", "3 - 1"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.heads import Headed
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule

_SPACE = "[ \u00a0]"
_DETERMINER = (
    r"(?i:l[ae]s?|une?|des?|du|aux?|ces?|cet|cette|son|sa|ses|leurs?|notre|nos|votre|vos|mon|ma|mes|[ld][’']|deux|trois)"
)
#: Compounds that are nothing else when their parts stand side by side, wherever they stand. « Vis à vis » and « au
#: dessus » are left: good writers drop their hyphens too often.
_ALWAYS = Headed(
    rf"(?<![\w’'-])(?:[Vv]ice|[Dd]emi|[Ww]eek|[Mm]i){_SPACE}(?=(?:présidente?s?|finales?|finalistes?|ends?|temps|parcours)(?![\w’'-]))",
    heads=rf"[VvDdWwMm](?<![\w’'-].)(?=(?:ice|emi|eek|i){_SPACE})",
)
_FIRST_PARTS = "porte sous après avant contre haut rond".split()
_NOUNS = re.compile(
    rf"(?<![\w-])(?P<before>{_DETERMINER}{_SPACE}?)(?P<first>{'|'.join(_FIRST_PARTS)}){_SPACE}"
    r"(?=(?P<second>paroles?|marins?|midis?|gardes?|attaques?|offensives?|commissaires?|parleurs?|points?|traitants?)(?![\w’'-]))"
)
_PAIRS = frozenset(
    "porte parole|porte paroles|sous marin|sous marins|après midi|avant garde|contre attaque|contre attaques|contre offensive"
    "|contre offensives|haut commissaire|haut parleur|haut parleurs|rond point|sous traitant|sous traitants".split("|")
)
#: Of these one stands wherever a hyphen may be missing.
_SECOND_PARTS = (
    "ex parole paroles marin marins midi midis garde gardes attaque attaques offensive offensives commissaire "
    "commissaires parleur parleurs point points traitant traitants président présidente présidents présidentes finale "
    "finales finaliste finalistes end ends temps parcours"
).split()
_FORMER = re.compile(rf"(?<![\w-]){_DETERMINER}{_SPACE}?(?P<ex>ex){_SPACE}(?P<noun>[a-zà-ÿœ]{{4,}})(?![\w’'-])")
#: Nouns of people that end like others: agents, offices, trades.
_PERSON = re.compile(r"(?:ent|ente|eur|euse|rice|iste|ier|ière|aire|maire|ministre|roi|reine|chef|femme|mari|épouse|époux|otage"
                     r"|soldat|député|députée|employée?|champion|championne|capitaine|maître|patronne?|policière?)s?$")
_SIDES = re.compile(
    rf"(?:(?<=[lLdD][’'])|(?<![\w’'-]))(?:Corée|Afrique|Amérique|Caroline|Macédoine|Irlande|Dakota|Soudan){_SPACE}du{_SPACE}"
    r"(?P<side>nord|sud)(?![\w-])"
)


@rule(
    "words.lost-hyphen",
    category="words",
    confidence=0.92,
    why="These words are one, with a hyphen.",
    words=_SECOND_PARTS,
    example=("Un porte parole de l’ex président.", "Un porte-parole de l’ex-président."),
)
def lost_hyphen(line: Line, context: Context) -> Iterator[Change]:
    """Put the hyphen back into compounds of a short list, and behind "ex" before a noun of people.

    Evidence: the determiner before them, since « il porte parole » or « après midi » can be said. Spared: « mon ex »
    with anything but a noun of people behind.
    """
    text = line.text
    for match in _ALWAYS.finditer(text):
        yield Change(match.end() - 1, match.end(), "-")
    for match in _NOUNS.finditer(text) if any(part in text for part in _FIRST_PARTS) else ():
        if f"{match['first']} {match['second']}" in _PAIRS:
            yield Change(match.end() - 1, match.end(), "-")
    for match in _FORMER.finditer(text) if "ex " in text or "ex\u00a0" in text else ():
        if _PERSON.search(match["noun"]) and is_noun(match["noun"]):
            yield Change(match.end("ex"), match.end("ex") + 1, "-")


_GAP = "[ \u00a0]-[ \u00a0]"
_KIN = "père|mère|frère|sœur|fils|fille|parent"
_PEOPLES = (
    "franco|germano|anglo|israélo|russo|sino|américano|hispano|italo|luso|turco|gréco|indo|afro|austro|euro|belgo|nippo"
)
_UNITS = "deux|trois|quatre|cinq|six|sept|huit|neuf"
#: Words in two or three parts, which stay one word whatever stands around their hyphens.
_SPACED = re.compile(
    "(?<![\\w’'-])(?:"
    + "|".join(
        part.replace(" - ", _GAP)
        for part in (
            "[Pp]orte - (?:paroles?|avions|monnaie|clés?|drapeaux?|conteneurs|bagages)",
            "[Vv]ice - (?:présidente?s?|ministres?|champion(?:ne)?s?|chanceli(?:er|ère)|amira(?:l|ux)|roi)",
            "[Ee]x - (?:présidente?s?|ministres?|maris?|femmes?|épou(?:x|ses?)|champion(?:ne)?s?|maires?|"
            "députée?s?|patronn?e?s?)",
            "[Dd]emi - (?:finales?|finalistes?|heures?|journées?|siècles?|tours?|mesures?|frères?|sœurs?|mot)",
            "[Ss]ous - (?:marins?|sols?|traitants?|préfets?|traitance|préfectures?|secrétaires?|continents?|"
            "officiers?)",
            "[Ww]eek - ends?|[Pp]eut - être|[Rr]endez - vous|[Aa]près - midi|[Cc]essez - le - feu|[Cc][’']est - "
            "à - dire",
            "[Aa]u - (?:delà|dessus|dessous)|[Ll]à - bas|[Cc]i - (?:dessus|dessous|joints?)|[Vv]is - à - vis",
            "[Cc](?:elui|elles?|eux) - (?:ci|là)|(?:[Ll]ui|[Ee]lles?|[Ss]oi|[Ee]ux|[Nn]ous|[Vv]ous|[Mm]oi) - mêmes?",
            "États - Unis|Royaume - Uni|Pays - Bas|Grande - Bretagne|(?:Moyen|Proche|Extrême) - Orient",
            "Nouvelle - (?:Zélande|Calédonie|Orléans)|(?:nord|sud) - (?:coréen|américain|africain|"
            "vietnamien)[a-z]{0,3}",
            f"(?:{_PEOPLES}) - [a-zà-ÿ]{{4,}}|[Gg]rands? - (?:{_KIN})s?|[Aa]rrière - (?:petite?s?|grands?|garde|"
            f"plan|pays)",
            f"(?:[Bb]eaux?|[Bb]elles?|[Pp]etite?s?) - (?:{_KIN})s?|[Cc]hefs? - d[’']œuvre|[Mm]ain - d[’']œuvre|"
            f"[Ss]avoir - faire",
            f"[Ff]ace - à - face|[Tt]ête - à - tête|(?:vingt|trente|quarante|cinquante|soixante) - (?:{_UNITS})|"
            f"[Qq]uelques - une?s",
            "[a-zà-ÿ]+ - t - (?:ils?|elles?|on)",
        )
    )
    + r")(?![\w’'-])"
)


@rule(
    "words.spaced-hyphen",
    category="words",
    confidence=0.92,
    why="No space stands beside the hyphen of a word.",
    needs=(" -", "\u00a0-"),
    trigger=r"\w[ \u00a0]-[ \u00a0]\w",
    example=("La porte - parole part, a - t - elle dit.", "La porte-parole part, a-t-elle dit."),
)
def spaced_hyphen(line: Line, context: Context) -> Iterator[Change]:
    """Takes away the spaces round the hyphens of compounds of a list and of an inverted verb: "porte - parole".

    Spares dashes: between any other words the hyphen with its spaces is one.
    """
    for match in _SPACED.finditer(line.text):
        for gap in re.finditer(_GAP, match.group()):
            yield Change(match.start() + gap.start(), match.start() + gap.end(), "-")


@rule(
    "capitals.side",
    category="capitals",
    confidence=0.93,
    why="The point of the compass is part of the name.",
    words=("nord", "sud"),
    trigger=r" du[ \u00a0](?:nord|sud)(?![\w-])",
    example=("La Corée du nord a tiré.", "La Corée du Nord a tiré."),
)
def side(line: Line, context: Context) -> Iterator[Change]:
    """A capital for "nord" and "sud" in the names of countries and states: Corée du Nord, Caroline du Sud."""
    for match in _SIDES.finditer(line.text):
        yield Change(match.start("side"), match.end("side"), match["side"].capitalize())


_SCORE = re.compile(
    r"(?<![\w,.-])\d{1,2}(?P<gap>[ \u00a0][-–][ \u00a0])\d{1,2}(?![\w,.]\d|[ \u00a0]?[-–%€$]|\w)"
)
_MATCH = re.compile(
    r"\b(?:gagn|battu|battre|victoire|victorieu|défaite|score|match nul|s[’']impos|impos[ée]|men[éae]|mène|perdu|perd\b"
    r"|égalis|vainqu|domin|qualifi|sets?\b|buts?\b|marqu|inclin)",
    re.IGNORECASE,
)


@rule(
    "numbers.score",
    category="numbers",
    confidence=0.9,
    why="A score is written without spaces.",
    needs=(" -", "\u00a0-", "–"),
    trigger=r"\d[ \u00a0][-–][ \u00a0]\d",
    example=("L’équipe a gagné 3 - 1 hier.", "L’équipe a gagné 3-1 hier."),
)
def score(line: Line, context: Context) -> Iterator[Change]:
    """Join the two numbers of a score, where a word of sport stands in the same sentence before it."""
    for match in _SCORE.finditer(line.text):
        sentence = re.split(r"[.!?…] ", line.text[: match.start()])[-1]
        if _MATCH.search(sentence):
            yield Change(match.start("gap"), match.end("gap"), "-")
