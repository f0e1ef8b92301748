"""Capitals of little words behind a verb or a conjunction: numbers, degrees, “que”, articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_french import place_articles
from pipeline.repair.capital_links import NAMES_TITLE, speaks_of_works
from pipeline.repair.capitals import TITLE_NOUNS, in_quotes, is_title_cased
from pipeline.repair.heads import Headed
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import table_of
from pipeline.repair.name_lexicon import capital_only
from pipeline.repair.nouns import is_noun, noun_form
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table
from pipeline.repair.verbs import is_verb

_SPACE = "[ \u00a0\u202f]"
_NUMBERS = "Deux Trois Quatre Cinq Six Sept Huit Neuf Dix Onze Douze Quinze Vingt Trente Cent Mille Plusieurs".split()
_DEGREES = "Très Trop Assez Plutôt Particulièrement Extrêmement".split()
_ABOUT = "Environ Presque".split()
_MORE = "Près Plus Moins".split()
_ARTICLES = "Le La Les Un Une".split()
_BE = "est|sont|était|étaient|fut|sera|serait|reste|devient|semble|paraît"
_CLAUSE = "que|lorsque|puisque|quand|parce que|tandis que|alors que|car"
_CANDIDATE = Headed(
    rf"(?<=[a-zà-ÿœ]{_SPACE})(?:(?P<number>{'|'.join(_NUMBERS)})(?={_SPACE}[a-zà-ÿœ]{{3,}}[sx](?![\w’'-]))"
    rf"|(?P<degree>{'|'.join(_DEGREES)})(?={_SPACE}[a-zà-ÿœ]{{3,}})"
    rf"|(?P<about>(?:{'|'.join(_ABOUT)})(?={_SPACE}\d)|(?:{'|'.join(_MORE)})(?={_SPACE}de{_SPACE}\d))"
    rf"|(?P<que>Que)(?={_SPACE}(?:l[ea]s?|un|une|son|sa|ses|leurs?|ce|cette|ces|des)(?!\w)|{_SPACE}l[’'][a-zà-ÿœ])"
    rf"|(?P<article>{'|'.join(_ARTICLES)})(?={_SPACE}[a-zà-ÿœ]{{3,}}))"
    rf"|(?<=[a-zà-ÿœ],{_SPACE})(?P<parted>{'|'.join(_NUMBERS)})(?={_SPACE}[a-zà-ÿœ]{{3,}}[sx]{_SPACE}[a-zà-ÿ])",
    heads=rf"[A-ZÀ-Þ](?<={_SPACE}.)",
)
_PREVIOUS = re.compile(r"([a-zà-ÿœ]+(?:[’'-][a-zà-ÿœ]+)*)[ \u00a0\u202f,]+\Z")
#: Behind these a number or a degree may begin a name: les Trois Vallées, de Deux ans, le Très haut débit.
_BEFORE_NAME = frozenset(
    "le la les l un une des du de d au aux à son sa ses leur leurs ce cet cette ces mon ma mes notre nos votre vos et "
    "ou en dans pour par sur avec sans chez vers entre contre comme selon".split()
)


#: What is done to bodies and things, and to no film or paper.
_DEALT_WITH = frozenset(
    "diriger organiser financer protéger relancer soutenir rejoindre réduire gérer contrôler défendre sauver remplacer "
    "présider moderniser développer accélérer maintenir respecter réformer augmenter renforcer freiner limiter "
    "remporter disputer convaincre rassurer baisser élargir surveiller administrer".split()
)
_NOUN_NEXT = re.compile(rf"{_SPACE}(?P<noun>[a-zà-ÿœ]{{3,}})(?![\w’'-])")
#: Nouns that titles of papers and of films begin with.
_OF_TITLES = frozenset("monde point temps soir figaro parisien journal voix croix grand petit jour dernier".split())


@rule(
    "capitals.little-word",
    category="capitals",
    confidence=0.86,
    why="A little word inside the sentence has a capital.",
    example=(
        "Il espère Que la loi passera, car la situation est Très tendue.",
        "Il espère que la loi passera, car la situation est très tendue.",
    ),
    words=(*_NUMBERS, *_DEGREES, *_ABOUT, *_MORE, *_ARTICLES, "Que"),
)
def little_word(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a number before its noun, of a degree behind “est”, of “que” behind a verb, of an article
    behind “que” or “est”.

    Evidence: a small letter stands before, a small word behind, and what stands before can have no title or name
    behind it. Spared: quotations, headlines, documents that speak of works of art, whose titles begin with such words.
    """
    text = line.text
    if not text.rstrip().endswith((".", "!", "?", "…", "»", "”", ")")):
        return
    for match in _CANDIDATE.finditer(text):
        at = match.start()
        before = _PREVIOUS.search(text, max(0, at - 40), at)
        if before is None or in_quotes(text, at):
            continue
        previous = before.group(1).replace("'", "’")
        inside = _is_inside(match, previous, context) and not context.evidence(speaks_of_works)
        if inside and not is_title_cased(text):
            yield Change(at, at + 1, text[at].lower())


def _is_inside(match: re.Match[str], previous: str, context: Context) -> bool:
    last = previous.rpartition("’")[2]
    if previous in TITLE_NOUNS or NAMES_TITLE.match(previous):
        return False
    if match["parted"] or match["about"]:
        return True
    if match["degree"]:
        return re.fullmatch(_BE, last) is not None
    if match["article"]:
        if re.fullmatch(_CLAUSE, previous):
            return True
        if last in _DEALT_WITH and match["article"][0] == "L":
            noun = _NOUN_NEXT.match(match.string, match.end())
            return noun is not None and noun_form(noun["noun"]) is not None and noun["noun"] not in _OF_TITLES
        return re.fullmatch(_BE, last) is not None and match["article"] in ("Un", "Une")
    if last in _BEFORE_NAME or is_noun(last):
        return False
    return is_verb(last, context.lexicon)


_OPENER = re.compile(
    rf"(?:^|[.!?…]{_SPACE})(?:Mais|Et|Or|Puis|Donc|Pourtant|Quand|Si|Lorsque|Comme){_SPACE}(?P<article>L(?:es?|a))"
    rf"(?={_SPACE}(?P<noun>[a-zà-ÿœ]{{3,}}){_SPACE}[a-zà-ÿœ]|{_SPACE}(?P<other>[a-zà-ÿœ]{{3,}}){_SPACE}d[’'])"
)


@rule(
    "capitals.article-behind-opener",
    category="capitals",
    confidence=0.86,
    why="The article behind the word that opens the sentence has a capital.",
    example=("Mais Le chantier a pris du retard.", "Mais le chantier a pris du retard."),
    words=("Mais", "Et", "Or", "Puis", "Donc", "Pourtant", "Quand", "Si", "Lorsque", "Comme"),
    trigger=rf"L(?<={_SPACE}.)(?:es?|a){_SPACE}[a-zà-ÿœ]",
)
def article_behind_opener(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of the article in “Mais Le mandat de”, “Quand Les élus ont voté”.

    Evidence: the conjunction opens the sentence, a common noun written small follows and the sentence goes on. Spared:
    quotations, headlines, documents that speak of works of art or of papers, whose titles begin with an article.
    """
    text = line.text
    for match in _OPENER.finditer(text):
        at, noun = match.start("article"), match["noun"] or match["other"]
        if in_quotes(text, at) or noun_form(noun) is None or noun in _OF_TITLES or is_title_cased(text):
            continue
        if not context.evidence(speaks_of_works):
            yield Change(at, at + 1, "l")


_SAME = re.compile(
    rf"(?<=[a-zà-ÿœ]{_SPACE})(?:(?:le|ce|du){_SPACE}(?:matin|soir|jour|moment|mois|lieu)"
    rf"|la{_SPACE}(?:nuit|veille|semaine)|(?:l[’']|cet{_SPACE})(?:après-midi|instant|endroit)|(?:eux|elles?|lui|soi))"
    rf"{_SPACE}(?P<same>Mêmes?)(?={_SPACE}[a-z]|[.,;])"
)


@rule(
    "capitals.same",
    category="capitals",
    confidence=0.88,
    why="“même” has a capital in the middle of the sentence.",
    example=("Elle avait signé le matin Même la pétition.", "Elle avait signé le matin même la pétition."),
    words=("Même", "Mêmes"),
)
def same(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of “même” behind a time or a place: “le matin Même”, “ce jour Même”.

    Evidence: the time with its article stands inside the sentence right before. Spared: what a stop or a comma divides
    from it.
    """
    for match in _SAME.finditer(line.text):
        if not is_title_cased(line.text):
            yield Change(match.start("same"), match.start("same") + 1, "m")


_LASTS = re.compile(
    rf"(?<=[a-zà-ÿœ]{_SPACE})(?P<verb>Court|Courait|Courra|Courrait|Dure|Durait|Durera|Va|Allait|Ira|Reste|Restait"
    rf"|Tient|Remonte|Remontait|Monte|Montait|Descend|Grimpe|Grimpait|Continue|Continuait|Vaut|Valait)"
    rf"(?={_SPACE}(?:jusqu[’'](?:à|au|en|ici|alors)|jusqu[’']en)(?!\w))"
)


@rule(
    "capitals.lasts",
    category="capitals",
    confidence=0.88,
    why="The verb has a capital in the middle of the sentence.",
    example=("Le bail Court jusqu’en juin.", "Le bail court jusqu’en juin."),
    needs=("jusqu",),
    trigger=rf"[A-Z](?<=[a-zà-ÿœ]{_SPACE}.)[a-z]{{1,9}}{_SPACE}jusqu[’']",
)
def lasts(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a verb of duration before “jusqu’à”: “le mandat Court jusqu’à la fin de l’année”.

    Evidence: a small word before that is no determiner, “jusqu’” behind. Spared: quotations and headlines.
    """
    for match in _LASTS.finditer(line.text):
        at = match.start("verb")
        before = _PREVIOUS.search(line.text, max(0, at - 40), at)
        if before is None or before.group(1).replace("'", "’").rpartition("’")[2] in _BEFORE_NAME:
            continue
        if not in_quotes(line.text, at) and not is_title_cased(line.text):
            yield Change(at, at + 1, line.text[at].lower())


_BARE_A = re.compile(
    rf"(?P<manner>(?<=[a-zà-ÿœ])ment{_SPACE}|[»”\"a-zà-ÿœ]{_SPACE}?:{_SPACE})(?P<a>A){_SPACE}"
    rf"(?P<place>[A-ZÀ-Þ][\w’'-]+(?:{_SPACE}[A-ZÀ-Þ][\w’'-]+)?)"
)
#: Nouns in -ment that a letter may follow: un appartement A, l’armement A.
_LETTERED = re.compile(
    r"(?:apparte|bâti|départe|classe|seg|élé|docu|règle|argu|frag|comparti|équipe|traite|médica|mo|monu|aligne)ment"
    r"[ \u00a0]\Z"
)


@rule(
    "capitals.bare-to",
    category="capitals",
    confidence=0.87,
    why="The preposition “à” lost its accent and has a capital inside the sentence.",
    example=("Le car roule gratuitement A Toulouse.", "Le car roule gratuitement à Toulouse."),
    words=("A",),
    trigger=rf"A(?<={_SPACE}.){_SPACE}[A-ZÀ-Þ]",
)
def bare_to(line: Line, context: Context) -> Iterator[Change]:
    """“gratuitement A Bordeaux” → “gratuitement à Bordeaux”, “l’écart demeure : A Lyon, …” → “à Lyon”.

    Evidence: a known place follows, and an adverb in -ment or a colon stands before. Spared: the letter of a
    class or a building, starts of sentences.
    """
    text = line.text
    for match in _BARE_A.finditer(text):
        place, at = re.split("[ \u00a0\u202f]", match["place"])[0], match.start("a")
        small, types = place.lower(), table_of(context).types
        known = small in capital_only() or place in place_articles() or match["place"] in types
        known = known or small in load_table("names")["spelling"]["small_places"]
        manner = match["manner"].rstrip().endswith("ment")
        if not known or manner and _LETTERED.search(text, max(0, at - 20), at) or is_title_cased(text):
            continue
        yield Change(at, at + 1, "à")


_SAID = re.compile(rf",{_SPACE}(?P<verb>[A-ZÀ-Þ][a-zà-ÿœ]{{2,}})(?=-(?:t-)?(?:ils?|elles?|on)(?![\w’'-]))")


@rule(
    "capitals.inverted",
    category="capitals",
    confidence=0.9,
    why="The verb before its pronoun has a capital in the middle of the sentence.",
    example=("«\u00a0Je reste\u00a0», Soupire-t-elle.", "«\u00a0Je reste\u00a0», soupire-t-elle."),
    needs=("-il", "-elle", "-on", "-t-"),
    trigger=rf",{_SPACE}[A-ZÀ-Þ][a-zà-ÿœ]{{2,}}-(?:t-)?(?:il|elle|on)",
)
def inverted(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of an inverted verb behind a comma: “…”, Plaisante-t-elle.

    Evidence: a comma before, a pronoun joined by a hyphen behind; no name has that. Spared: what a stop stands before.
    """
    for match in _SAID.finditer(line.text):
        at = match.start("verb")
        if is_verb(match["verb"].lower(), context.lexicon, or_noun=True):
            yield Change(at, at + 1, line.text[at].lower())
