"""Conjunctions, prepositions and degrees of other languages that only a strict frame tells from French words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language import frequency
from pipeline.repair.bracket_french import joined, starts_with_vowel
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import WORDS_ABOUT_WORDS
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.stray_places import inside
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table

_SPACE = "[ \u00a0\u202f]"
_SUBJECTS = r"ils?|elles?|on|nous|vous|je|ce|cela|personne|rien|nul|aucune?|certains|beaucoup"
_DETERMINERS = r"les?|la|une?|des|du|ces?|cette|cet|son|sa|ses|leurs?|notre|nos|tous|toutes|plusieurs"
_PREPOSITIONS = r"à|au|aux|en|dans|sur|pour|par|avec|sans|chez|selon|depuis|pendant|vers|contre|entre|après|avant"
_ELIDED = r"[ldcsnj][’']|qu[’']"

_AND = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-zà-ÿœ]{{3,}}){_SPACE}(?P<word>e){_SPACE}"
    rf"(?=(?:{_DETERMINERS}|{_PREPOSITIONS}|de)(?![\w-])|{_ELIDED})"
)
_LETTER = frozenset("lettre lettres voyelle voyelles son des les les vitamine groupe série catégorie classe point".split())
_BUT = re.compile(
    rf"[,;–—]{_SPACE}(?P<word>ma|però|pero|aber|mas|sondern|sino){_SPACE}"
    rf"(?=(?:{_SUBJECTS}|{_DETERMINERS}|{_PREPOSITIONS}|pas|aussi|surtout|toujours|bien|jamais)(?![\w-])|{_ELIDED})"
)
_NOT_BUT = re.compile(
    rf"(?<![\w’'-])(?:pas|point|jamais|non)(?![\w-])[^.;:!?]{{1,60}}?,{_SPACE}(?P<word>sino|sondern|bensì)"
    rf"{_SPACE}(?:que{_SPACE})?(?=[a-zà-ÿœ])"
)
_SINCE = re.compile(
    rf"[,;–—]{_SPACE}(?P<word>pois|pues|denn|perché|poiché|porque){_SPACE}"
    rf"(?=(?P<next>(?:{_SUBJECTS}|{_DETERMINERS})(?![\w-])|{_ELIDED}))"
)
_THEN = re.compile(
    rf"[,;–—](?:{_SPACE}(?:et|e|y|und|and))?{_SPACE}(?P<word>luego|poi|dann|then|depois|después|despues|danach|dopo)"
    rf"{_SPACE}(?=(?:{_PREPOSITIONS}|{_DETERMINERS}|{_SUBJECTS}|a|ont|est|sont|de|se|ne)(?![\w-])|{_ELIDED}|\d"
    rf"|(?:em|nel|im|in){_SPACE}[a-zä]+(?:bre|bro|ro|rzo|mber|[jg]\w+)(?!\w))"
)


@rule(
    "stray.conjunction",
    category="stray",
    confidence=0.88,
    why="The conjunction is another language’s.",
    example=(
        "Il parle peu, ma le public l’aime : il a vécu à Lyon, depois à Paris.",
        "Il parle peu, mais le public l’aime\u00a0: il a vécu à Lyon, puis à Paris.",
    ),
    in_foreign=True,
    words="e ma però pero aber mas sondern sino bensì pois pues denn perché poiché porque luego poi dann then depois "
    "después despues danach dopo".split(),
)
def conjunction(line: Line, context: Context) -> Iterator[Change]:
    """“volés e des vases” → “volés et des vases”, “, ma la presse” → “, mais la presse”, “, pois il” → “, car il”,
    “, depois à Paris” → “, puis à Paris”, “pas médecin, sino infirmier” → “mais infirmier”.

    Evidence: a comma before and behind the word a French determiner, pronoun or preposition, which no French word of
    that form (ma, pois, mas, perché) can have behind it there. Spared: letters and quoted terms.
    """
    text = line.text
    long = [span for span in line.foreign if span[1] - span[0] > _SHORT]
    for match in _AND.finditer(text):
        if _lies(long, match.start("word")) or match["before"] in _LETTER or match["before"] in WORDS_ABOUT_WORDS or match["before"] in _LITTLE:
            continue
        if not lies_in(line.read(terms), match.start("word")):
            yield Change(*match.span("word"), "et")
    for expression, french in ((_BUT, "mais"), (_NOT_BUT, "mais"), (_SINCE, "car"), (_THEN, "puis")):
        for match in expression.finditer(text):
            if _lies(long, match.start("word")) or lies_in(line.read(terms), match.start("word")):
                continue
            word = match["word"]
            if word == "perché" and not re.match(r"ils?\b|elles?\b|on\b", match["next"]):
                continue  # "perché, le chat"
            if word in ("perché", "poiché", "porque"):
                elides = starts_with_vowel(match["next"])
                yield Change(match.start("word"), match.end("word") + elides, "parce qu’" if elides else "parce que")
            elif expression is _NOT_BUT and re.search(rf"que{_SPACE}$", match.group()):
                yield Change(match.start("word"), match.end() - 1, "mais")
            else:
                start = match.start("word")
                if expression is _THEN:
                    start = match.start() + 2
                yield Change(start, match.end("word"), french)


#: A stretch of so many characters may be of the small word and a date alone.
_SHORT = 25


def _lies(spans: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


_LITTLE = frozenset("les des une dans pour par avec sur est sont".split())

_ARTICLES = {
    "o": "m", "a": "f", "os": "p", "as": "p", "el": "m", "los": "p", "las": "p", "il": "m", "lo": "m", "i": "p",
    "gli": "p", "la": "f", "le": "", "les": "p", "l’": "", "the": "", "dem": "", "der": "", "den": "p", "die": "",
}  # fmt: skip
_ACCORDING = re.compile(
    rf"(?<![\w’'-])(?P<word>[Ss]egundo|[Ss]egún|[Ss]econdo|[Ll]aut|[Aa]ccording{_SPACE}to|[Ss]elon){_SPACE}"
    rf"(?P<article>o|a|os|as|el|los|las|il|lo|i|gli|la|les?|the|dem|der|den|die){_SPACE}(?P<noun>[^\W\d_][\w-]+)"
)


@rule(
    "stray.according",
    category="stray",
    confidence=0.88,
    why="The preposition, or the article behind it, is another language’s.",
    example=("Le port a rouvert, segundo o Centre maritime.", "Le port a rouvert, selon le Centre maritime."),
    words="segundo Segundo según Según secondo Secondo laut Laut according According selon Selon".split(),
    trigger=rf"(?:segundo|según|secondo|laut|according{_SPACE}to"
    rf"|Segundo|Según|Secondo|Laut|According{_SPACE}to){_SPACE}"
    rf"|[Ss]elon{_SPACE}(?:o|a|os|as|el|los|las|il|lo|i|gli|the|dem|der|den|die){_SPACE}",
)
def according(line: Line, context: Context) -> Iterator[Change]:
    """“segundo o Centre” → “selon le Centre”, “según el ministère” → “selon le ministère”, “secondo la Gazzetta”.

    The article takes the gender of the French noun, or of the foreign article where a name follows. Spared: “selon” with
    a French article, “the” before what French does not have.
    """
    for match in _ACCORDING.finditer(line.text):
        article, noun = match["article"], match["noun"]
        known = noun_gender(noun.lower()) if frequency(noun.lower(), "fr") >= 3 else None
        said = match["word"].lower()
        if said == "selon" and article in ("la", "le", "les") or said == "secondo" and article == "le":
            continue
        if said == "selon" and article in ("a", "i", "as") and not noun[0].isupper():
            continue
        gender = ("p" if known[1] else known[0]) if known else _ARTICLES[article] if noun[0].isupper() else None
        gender = gender or _ARTICLES[article]
        if not gender or not known and not noun[0].isupper() or lies_in(line.read(terms), match.start()):
            continue
        if gender == "p":
            french = "les "
        else:
            french = "l’" if starts_with_vowel(noun) else "la " if gender == "f" else "le "
        lead = "Selon" if match["word"][0].isupper() else "selon"
        yield Change(match.start(), match.start("noun"), f"{lead} {french}")


_BARE = re.compile(r"^(?P<article>l[ae]s?|l’)[ ]?(?P<name>[A-ZÀ-Þ].*)$")


_LAND = re.compile(r"(?:en|aux?|dans l[ae]s?|dans l’) ?[A-ZÀ-Þ]")
_NO_LAND = frozenset("État Église Union Bourse Parlement Occident Internet".split())


def _with_articles() -> dict[str, str]:
    """A country or region in French → the same with its article."""
    found = {}
    for french, where in load_table("brackets")["places"].values():
        match = _BARE.match(french)
        if match and _LAND.match(where):
            found[match["name"]] = french
    for name, where in inside().items():
        if where.startswith("en ") and where[3:] == name and name not in found:
            found[name] = f"l’{name}" if starts_with_vowel(name) else f"la {name}"
    return found


_NAMED = _with_articles() | {"Amazonie": "l’Amazonie"}
_ARTICLED = re.compile(
    rf"(?<![\w-])(?P<before>[a-zà-ÿœ]{{2,}}){_SPACE}"
    rf"(?P<lead>(?:(?P<of>de|of|from|di|à|to){_SPACE}(?:the|o|a|la|il|el|os|as|los|las|die|der|das){_SPACE})"
    rf"|(?P<run>della|dello|dell[’']|do|da|dos|das|del){_SPACE}?)"
    rf"(?P<name>{'|'.join(sorted(map(re.escape, _NAMED), key=lambda each: (-len(each), each)))})(?![\w’'-])(?!{_SPACE}[A-ZÀ-Þ])"
)


@rule(
    "stray.of-land",
    category="stray",
    confidence=0.88,
    why="The article before the country or region is another language’s.",
    example=("La forêt de a Amazonie brûle.", "La forêt de l’Amazonie brûle."),
    words="the o a il el os as los las die der das della dello dell do da dos das del".split(),
    trigger=rf"(?:(?:de|of|from|di|à|to){_SPACE}(?:the|o|a|il|el|os|as|los|las|die|der|das)|della|dello|dell[’']|do|da|dos|das|del)"
    rf"{_SPACE}?[A-ZÀ-Þ]",
)
def of_land(line: Line, context: Context) -> Iterator[Change]:
    """“de a Amazonie” → “de l’Amazonie”, “of the Brésil” → “du Brésil”, “della Bavière” → “de la Bavière”.

    Evidence: a foreign article between a French word and a country or region under its French name.
    """
    for match in _ARTICLED.finditer(line.text):
        if f"{match['of']}" in ("de", "à") and re.search(rf"{_SPACE}la{_SPACE}$", match["lead"]):
            continue  # French
        run = (match["run"] or "").strip()
        if match["name"].split()[0] in _NO_LAND or run in ("do", "dos", "del") and not _NAMED[match["name"]].startswith("la "):
            continue
        if not lies_in(line.read(terms), match.start("name")):
            lead = "à" if match["of"] in ("à", "to") else "de"
            yield Change(match.start("lead"), match.end("name"), joined(lead, _NAMED[match["name"]]))


_DEGREES = {
    "very": "très", "sehr": "très", "muy": "très", "muito": "très", "molto": "très", "too": "trop", "zu": "trop",
    "troppo": "trop", "demasiado": "trop", "más": "plus", "più": "plus", "more": "plus", "less": "moins",
    "menos": "moins", "meno": "moins", "weniger": "moins", "tan": "si", "tão": "si", "quite": "assez",
    "bastante": "assez", "abbastanza": "assez", "ziemlich": "assez", "really": "vraiment", "wirklich": "vraiment",
    "realmente": "vraiment", "davvero": "vraiment", "extremely": "extrêmement",
}  # fmt: skip
_DEGREE = re.compile(
    r"(?<![\w’'-])(?:est|sont|était|étaient|sera|seront|serait|seraient|semblent?|paraît|reste|restent|devient|été|être"
    rf"|fut|sera|c[’']est|bien|beaucoup|encore|pas|jamais|toujours){_SPACE}(?P<word>{'|'.join(_DEGREES)}){_SPACE}"
    r"(?P<next>[a-zà-ÿœ]{3,})(?![\w’'-])"
)


@rule(
    "stray.degree",
    category="stray",
    confidence=0.87,
    why="The adverb before the French adjective is another language’s.",
    example=("Le public est muy content, la salle est too petite.", "Le public est très content, la salle est trop petite."),
    words=_DEGREES,
)
def degree(line: Line, context: Context) -> Iterator[Change]:
    """“est muy content” → “est très content”, “était too petit” → “était trop petit”, “est più grande” → “plus grande”.

    Evidence: a French verb before it, a French adjective behind. Spared: quoted terms, English adjectives.
    """
    for match in _DEGREE.finditer(line.text):
        following = match["next"]
        usual = frequency(following, "fr")
        if usual < 3 or max(frequency(following, each) for each in ("en", "es", "it", "pt", "de")) > usual + 0.5:
            continue
        if following in ("que", "qu", "des", "les", "une", "dans", "pour", "par") or lies_in(line.read(terms), match.start()):
            continue
        yield Change(*match.span("word"), _DEGREES[match["word"]])


_OPENING = re.compile(
    rf"(?:^|(?<=[.!?…»”]{_SPACE})|(?<=[«“]{_SPACE})|(?<=[«“]))(?P<word>In|Im|Em|Nel|Nella|En|No|Na|À|A|To|At)"
    rf"(?:{_SPACE}(?:the|la|el|o|a|den|der))?{_SPACE}"
)
_FRENCH_NEXT = re.compile(
    rf",?{_SPACE}(?:{_SUBJECTS}|{_DETERMINERS}|{_PREPOSITIONS}|plus|près|quelque|deux|trois)(?![\w-])|,?{_SPACE}(?:{_ELIDED})"
)


@rule(
    "stray.opening-place",
    category="stray",
    confidence=0.87,
    why="The preposition before the place is of another language.",
    example=("In Baviera, le débat continue.", "En Bavière, le débat continue."),
    words="In Im Em Nel Nella En No Na To At".split(),
    trigger=rf"(?:^|[.!?…»”«“]{_SPACE}?)(?:In|Im|Em|Nella?|En|No|Na|To|At){_SPACE}",
)
def opening_place(line: Line, context: Context) -> Iterator[Change]:
    """“In Emilia, personne” → “En Émilie, personne”, “Im Saarland, le débat” → “En Sarre, le débat”, where a sentence
    begins so and goes on in French.

    Evidence: a country, region or city of the tables behind the preposition, a French word behind that. Spared: French
    “En” before a French name, titles.
    """
    text = line.text
    places = inside()
    for match in _OPENING.finditer(text):
        end = match.end()
        words = re.match(r"[A-ZÀ-Þ][\w’'-]*(?: (?:[A-ZÀ-Þ][\w’'-]*|de|do|del|dei|di|da|la))*", text[end : end + 60])
        name = words.group() if words else ""
        while name and name not in places:
            name = name.rpartition(" ")[0]
        if not name or not _FRENCH_NEXT.match(text, end + len(name)):
            continue
        french = places[name]
        french = french[0].upper() + french[1:]
        whole = text[match.start() : end + len(name)]
        if match["word"] == "En" and french.split(" ", 1)[-1] == name or whole == french:
            continue
        yield Change(match.start(), end + len(name), french)


_BETWEEN = re.compile(
    rf"(?<![\w’'-])(?P<lead>entre|between|zwischen|tra|fra){_SPACE}(?P<first>\d[\d.,]*(?:{_SPACE}\d{{3}})*(?:{_SPACE}%)?){_SPACE}"
    rf"(?P<and>et|and|e|ed|y|und){_SPACE}(?=\d)"
)
_FROM = re.compile(
    rf"(?<![\w’'-])(?P<from>from|von|dal|desde|de){_SPACE}(?P<first>(?:1[5-9]|20)\d\d){_SPACE}"
    rf"(?P<to>to|bis|al|até|hasta|a){_SPACE}(?=(?:1[5-9]|20)\d\d(?!\d))"
)


@rule(
    "stray.range",
    category="stray",
    confidence=0.89,
    why="A word between the two numbers is another language’s.",
    example=("Le glacier a reculé entre 2010 and 2020.", "Le glacier a reculé entre 2010 et 2020."),
    words="and e ed y und between zwischen tra fra to bis al até hasta a".split(),
    trigger=rf"\d{_SPACE}%?(?:{_SPACE})?(?:and|ed?|y|und|to|bis|al?|até|hasta|et){_SPACE}\d",
)
def number_range(line: Line, context: Context) -> Iterator[Change]:
    """“entre 2010 and 2020” → “entre 2010 et 2020”, “from 2010 to 2020” → “de 2010 à 2020”.

    Spared: what is French throughout, titles in quotation marks.
    """
    for match in _BETWEEN.finditer(line.text):
        if (match["lead"] != "entre" or match["and"] != "et") and not lies_in(line.read(terms), match.start()):
            if match["lead"] != "entre":
                yield Change(*match.span("lead"), "entre")
            if match["and"] != "et":
                yield Change(*match.span("and"), "et")
    for match in _FROM.finditer(line.text):
        if not lies_in(line.read(terms), match.start()):
            if match["from"] != "de":
                yield Change(*match.span("from"), "de")
            yield Change(*match.span("to"), "à")
