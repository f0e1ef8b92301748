"""Small words and fixed phrases of other languages by themselves amid French, put into French by the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.language import frequency
from pipeline.repair.bracket_french import joined, possessive_form, starts_with_vowel
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.line import Line
from pipeline.repair.nouns import noun_form
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import WORDS_ABOUT_WORDS
from pipeline.repair.stray_frame import SURE, french_after, french_before, stands_between, touches_name
from pipeline.repair.stray_table import Entry, Place, articles, determiners, entries, may_stand, telling_words
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table

_SPACE = "[ \u00a0\u202f]"
DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_LAST_WORD = re.compile(rf"([^\W\d_]+)[’']?{_SPACE}?$")
_CLAUSE_END = re.compile(rf"[.,;:!?…)]|{_SPACE}?[;:!?»”]|$")
_NUMERAL = re.compile(
    rf"{_SPACE}(?:\d|(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante"
    r"|cinquante|soixante|cent|mille|la moitié|une dizaine|une centaine|un millier|un tiers|un quart|un million)"
    r"(?![\w’'-]))"
)
_ONE = re.compile(rf"{_SPACE}une?{_SPACE}(?!million|milliard|millier|tiers|quart)")
_YEAR = re.compile(rf"{_SPACE}(?:1[5-9]|20)\d\d(?![\d\w,.]\d|{_SPACE}\d|[-–/])")


def _of_words(line: Line, place: Place) -> bool:
    """Whether the text speaks of the word, or quotes it."""
    before = _LAST_WORD.search(line.text, max(0, place.start - 30), place.start)
    return bool(before and before.group(1) in WORDS_ABOUT_WORDS) or lies_in(line.read(terms), place.start)


def _first(line: Line, sections: frozenset[str]) -> Iterator[Place]:
    """The entries of the sections in words that the line does not speak of."""
    for place in line.read(entries) if may_stand(line, sections) else ():
        if place.entry.section in sections and not _of_words(line, place):
            yield place


def _framed(text: str, start: int, end: int, place: Place) -> bool:
    """Whether French stands on both sides, or on one where the sentence or clause begins or ends on the other."""
    language = place.entry.language
    before, after = french_before(text, start, language), french_after(text, end, language)
    if place.opens != (before is None) or -1 in (before, after):
        return False
    return (before or 0) >= SURE or (after or 0) >= SURE


def _capital(french: str, place: Place) -> str:
    return french[0].upper() + french[1:] if place.opens else french


def _attached(text: str, end: int, french: str) -> tuple[int, str]:
    """The French with what it has to be contracted or elided with behind it, and where that ends."""
    following = re.compile(rf"{_SPACE}(les?{_SPACE}|[^\W\d_]+)").match(text, end)
    if following is None or not f" {french}".endswith((" de", " à", " que", "’à", " si")):
        return end, french
    word = following.group(1)
    met = joined(french, word)
    if met == f"{french} {word}":
        return end, french
    if word[-1:].isspace():
        return following.end(), met
    return following.start(1), met[: -len(word)]


def _longest(found: Iterator[tuple[Place, Change]]) -> Iterator[Change]:
    """The first reading of each place, which is the longest."""
    end = 0
    for place, change in found:
        if place.start >= end:
            end = max(place.end, change.end)
            yield change


_ADVERBIAL = frozenset(
    "adverbials endings attributions amounts quantities numerals years comparatives".split()
)


@rule(
    "stray.adverbial",
    category="stray",
    confidence=0.86,
    why="An adverb or a fixed phrase of another language stands in a French clause.",
    example=(
        "Il gardera son poste at least jusqu’en mars. Le prix a, no entanto, baissé.",
        "Il gardera son poste au moins jusqu’en mars. Le prix a, cependant, baissé.",
    ),
    words=telling_words(*_ADVERBIAL),
)
def adverbial(line: Line, context: Context) -> Iterator[Change]:
    """Put the French for an adverb, a date or a measure that a table of six languages gives one rendering.

    Evidence: French words that the other language hardly has on both sides, or on one where the clause begins or ends
    on the other; behind what needs a figure or a year, that. Spared: names and titles, short quotations, words that the
    sentence speaks of.
    """
    yield from _longest(_adverbials(line))


#: With a capital, songs and papers.
_TITLES = frozenset(
    "yesterday today tomorrow tonight together maybe sometimes soon everywhere perhaps already almost afterwards "
    "abroad overnight instead again too later oggi domani ieri insieme hoy ayer mañana hoje ontem agora heute gestern "
    "zusammen".split()
)
#: Behind these a comparative is an adverb or says how much.
_DEGREE = re.compile(
    rf"(?<![\w’'-])(?:bien|beaucoup|encore|nettement|peu|largement|toujours|fois|souvent|parfois){_SPACE}$"
)
_COPULA = re.compile(
    r"(?<![\w’'-])(?:est|sont|était|étaient|sera|seront|serait|seraient|fut|furent|été|être|reste|restent|semble"
    r"|semblent|devient|deviennent|paraît|[cn][’']est|[cn][’']était)(?![\w’'-])"
)
_THAN = re.compile(
    rf"{_SPACE}than(?={_SPACE}"
    rf"(?:l[ae]s?|une?|des|ce|cette|ces|celle|celui|ceux|son|sa|ses|leurs?|prévu)(?!\w)|{_SPACE}l[’'])"
)


_AFTER_FIGURE = re.compile(rf"\d{_SPACE}$")
#: What was said ends there.
_SPOKEN = re.compile(rf"(?:[»”]|[a-zà-ÿœ]),?{_SPACE}$")


def _counted(text: str, end: int, entry: Entry) -> bool:
    """Whether a French noun in the plural follows, or a determiner behind what is a part of something."""
    match = _NOUN_PHRASE.match(text, end)
    if entry.french in ("la plupart de", "la moitié de", "un tiers de", "un quart de") and _DETERMINED.match(text, end):
        return True
    if match is None or match["noun"][-1:] not in "sx" or entry.words[-1] == match["noun"]:
        return False
    return noun_gender(match["noun"]) is not None or frequency(match["noun"], "fr") >= 3


def _adverbials(line: Line) -> Iterator[tuple[Place, Change]]:
    text = line.text
    for place in _first(line, _ADVERBIAL):
        entry, end = place.entry, place.end
        if touches_name(text, place.start, end) and (len(entry.words) == 1 or place.opens):
            continue
        if place.opens and entry.words[0] in _TITLES:
            continue
        if entry.french == "pour cent" and _AFTER_FIGURE.search(text, 0, place.start):
            continue  # "20 %" it is then
        if entry.section in ("endings", "attributions") and not _CLAUSE_END.match(text, end):
            continue
        if entry.section == "attributions":
            if _SPOKEN.search(text, 0, place.start) and french_after(text, end, entry.language) != -1:
                yield place, Change(place.start, end, entry.french)
            continue
        if entry.section in ("quantities", "numerals") and not _counted(text, end, entry):
            continue
        if entry.section == "amounts" and (not _NUMERAL.match(text, end) or _ONE.match(text, end)):
            continue
        if entry.section == "years" and not _YEAR.match(text, end):
            continue
        if entry.section == "comparatives":
            than = _THAN.match(text, end)
            clause = re.split(r"[.,;:!?]", text[max(0, place.start - 60) : place.start])[-1]
            if than is None or not _DEGREE.search(text, 0, place.start) or _COPULA.search(clause):
                continue
            end = than.end()
        if not _framed(text, place.start, end, place):
            continue
        french = entry.french + (" que" if entry.section == "comparatives" else "")
        end, french = _attached(text, end, french)
        yield place, Change(place.start, end, _capital(french, place))


#: What French has behind a preposition or a conjunction, and behind the latter alone.
_DETERMINED = re.compile(
    rf"{_SPACE}(?:(?:l[ae]s?|une?|des|cet?|cette|ces|son|sa|ses|leurs?|notre|nos|votre|vos|mon|ma|mes|plusieurs"
    r"|certaine?s|quelques|chaque|tous|toutes|deux|trois|quatre|cinq|six|dix|ceux|celles?|celui|lui|eux)(?![\w’'-])"
    r"|l[’'])"
)
_CONJUNCTIONS = frozenset("et ou mais quand où si que".split())
#: Days and months, behind a preposition of time.
_DATED = re.compile(rf"{_SPACE}(?:{'|'.join((*DAYS, *MONTHS))})(?![\w’'-])")
_TIMES = frozenset("depuis jusqu’à après avant".split())
_CLAUSE = re.compile(
    rf"{_SPACE}(?:(?:ils?|elles?|on|nous|vous|je|ce|cela|à|aux?|dans|en|de|du|pour|sur|avec|par|sans|chez|vers)"
    r"(?![\w’'-])|[cjd][’'])"
)
_INFINITIVE = re.compile(
    rf"{_SPACE}(?:[nsl][’']|se{_SPACE}|ne{_SPACE}pas{_SPACE})?[a-zà-ÿœ]{{2,}}(?:er|ir|re|oir)(?![\w’'-])"
)
_NOUN_PHRASE = re.compile(
    rf"{_SPACE}(?P<adjectives>(?:(?:{'|'.join(load_table('french')['before']['adjectives'])}){_SPACE})*)"
    r"(?P<noun>[a-zà-ÿœ]{2,})(?![\w’'-])"
)
_NEXT = re.compile(rf"{_SPACE}(?P<word>[^\W\d_]+)(?={_SPACE})")


_PREPOSITIONS = frozenset("prepositions bound contracted articles determiners".split())


@rule(
    "stray.preposition",
    category="stray",
    confidence=0.86,
    why="A preposition, a conjunction or an article of another language stands before French words.",
    example=(
        "Il a été vu al soir por la police, com uma arme of the armée.",
        "Il a été vu au soir par la police, avec une arme de l’armée.",
    ),
    words=telling_words(*(_PREPOSITIONS - {"bound"})),
)
def preposition(line: Line, context: Context) -> Iterator[Change]:
    """Put the French for a foreign preposition or conjunction before a French determiner, and for foreign articles,
    with a preposition before or run together, before a French noun, whose gender the tables give.

    Evidence: what stands before and behind is more usual in French than in that language. Where only the foreign
    article tells the gender, the change is proposed. Spared: names and titles, short quotations.
    """
    yield from _longest(_prepositions(line))


def _prepositions(line: Line) -> Iterator[tuple[Place, Change]]:
    text = line.text
    for place in _first(line, _PREPOSITIONS):
        entry = place.entry
        lead, kind, end, form = "", "", place.end, entry.words[-1]
        if entry.section in ("prepositions", "bound"):
            lead = entry.french
            following = _NEXT.match(text, end)
            word = following["word"] if following else ""
            kind = articles(entry.language).get(word) or determiners(entry.language).get(word) or ""
            if entry.section == "prepositions" and entry.language == "en" and word in ("a", "an"):
                kind = "un"
            if entry.section == "bound" and not kind:
                continue
            end, form = (following.end(), word) if following and kind else (end, form)
        elif entry.section == "contracted":
            lead, kind = entry.french, "le"
        else:
            kind = entry.french
        if touches_name(text, place.start, end):
            continue
        if not _framed(text, place.start, end, place) and not (form == "the" and _before_shared_noun(text, place)):
            continue
        if form == "die" and text[: place.start].endswith("sine "):
            continue  # "repoussé sine die"
        if form == "o" and (place.opens or _is_noun_before(text, place.start)):
            continue  # Spanish and Italian "or"
        if kind:
            found = _noun_phrase(text, end, lead, kind, form)
            if found:
                stop, french, sure = found
                yield place, Change(place.start, stop, _capital(french, place), confidence=None if sure else 0.6)
            elif form == "im" and (dated := _DATED.match(text, end)) and dated.group().strip() in MONTHS:
                yield place, Change(place.start, end, _capital("en", place))
        elif _DETERMINED.match(text, end) or _joins(lead, text, end):
            stop, french = _attached(text, end, lead)
            yield place, Change(place.start, stop, _capital(french, place))
        elif (lead in _TIMES or form in ("in", "em")) and (dated := _DATED.match(text, end)):
            month = dated.group().strip() in MONTHS
            if lead in _TIMES or month:
                french = "jusqu’en" if month and lead == "jusqu’à" else lead if lead in _TIMES else "en"
                yield place, Change(place.start, end, _capital(french, place))


def _joins(french: str, text: str, end: int) -> bool:
    """Whether a clause follows a conjunction, or an infinitive a preposition that takes one."""
    if french in _CONJUNCTIONS or french.endswith((" que", " si")):
        return _CLAUSE.match(text, end) is not None
    return french in ("pour", "sans", "afin de", "au lieu de", "avant de") and _INFINITIVE.match(text, end) is not None


def _before_shared_noun(text: str, place: Place) -> bool:
    """Whether a French verb stands before "the", and behind it, at the end, a noun that both languages have."""
    match = _NOUN_PHRASE.match(text, place.end)
    before = _LAST_WORD.search(text, max(0, place.start - 30), place.start)
    if match is None or before is None or before.group(1) not in finite() or before.group(1) in ("a", "dit", "pense"):
        return False
    noun = match["noun"]
    known = noun_gender(noun) is not None and frequency(noun, "fr") > 4
    return known and bool(_CLAUSE_END.match(text, match.end()) or text[match.end() + 1 : match.end() + 2] in ("«", "“"))


def _is_noun_before(text: str, start: int) -> bool:
    word = _LAST_WORD.search(text, max(0, start - 30), start)
    return word is None or noun_gender(word.group(1)) is not None


def _noun_phrase(text: str, end: int, lead: str, kind: str, form: str) -> tuple[int, str, bool] | None:
    """Where the noun phrase behind an article begins, the French up to there, and whether its gender is sure."""
    match = _NOUN_PHRASE.match(text, end)
    if match is None:
        return None
    known = noun_gender(match["noun"])
    if known is None and form == "the" and match["noun"].endswith("s") and len(match["noun"]) > _SHORT:
        usual = frequency(match["noun"], "fr")
        known = (None, True) if usual >= _COMMON and usual > frequency(match["noun"], "en") + 1 else None
    if known is None:
        return None
    if form == "the" and lead and frequency(match["noun"], "en") > frequency(match["noun"], "fr") - 0.3:
        if not match["adjectives"] and _CLAUSE_END.match(text, match.end()):
            return None  # "state of the art"
    gender, plural = known
    if not plural and text[match.end("noun") - 1] in "sxz" and form in _MANY:
        plural = True
    if form in _MANY and not plural and (lead or form != "das"):  # (a singular in German)
        return None
    sure = gender is not None or plural and kind == "le"
    gender = gender or ("f" if form[-1:] == "a" else "m")
    word = (match["adjectives"] or match["noun"]).split()[0]
    if kind == "le":
        article = "les" if plural else "l’" if starts_with_vowel(word) else "la" if gender == "f" else "le"
    elif kind == "un":
        article = "des" if plural else "une" if gender == "f" else "un"
    elif kind == "both":
        if not plural:
            return None
        article = "les deux"
    else:
        article = possessive_form(kind, gender, plural, word)
    phrase = f"{article}{word}" if article.endswith("’") else f"{article} {word}"
    whole = joined(lead, phrase) if lead else phrase
    start = match.start("adjectives") if match["adjectives"] else match.start("noun")
    return start, whole[: -len(word)], sure


def noun_gender(word: str) -> tuple[str | None, bool] | None:
    """As noun_form, with everyday nouns that are verbs or adjectives elsewhere."""
    known, genders = noun_form(word), _genders()
    if known is not None and known[0]:
        return known
    for noun, plural in ((word, False), (word[:-1], True)) if word[-1:] in "sx" else ((word, False),):
        if noun in genders:
            return genders[noun], plural
    if known is None and word.endswith("aux"):
        for ending in ("al", "ail"):
            single = noun_form(word[:-3] + ending) or (word[:-3] + ending in genders and ("m", False))
            if single:
                return "m", True
    return known


@lru_cache(maxsize=1)
def _genders() -> Mapping[str, str]:
    return {noun: key[0] for key, nouns in load_table("stray")["genders"].items() for noun in nouns.split()}


#: Nouns from which a plural needs no table (données).
_COMMON = 3.5
_SHORT = 4
_MANY = frozenset("los las gli aos às das nas pelos pelas agli degli delle nei negli nelle sui sulle dagli".split())


@rule(
    "stray.verb",
    category="stray",
    confidence=0.85,
    why="A verb of another language stands between a French subject and French words.",
    example=("Un couple de retraités wartet depuis mardi.", "Un couple de retraités attend depuis mardi."),
    words=telling_words("verbs"),
)
def verb(line: Line, context: Context) -> Iterator[Change]:
    """Put the French for a common foreign verb in the third person of the present, of which the table has the number.

    Evidence: French words before it, and behind it a determiner, a preposition, an adverb or "que". Spared: names and
    titles, short quotations.
    """
    yield from _longest(_verbs(line))


_BEHIND_VERB = re.compile(
    rf"{_SPACE}(?:(?:l[ae]s?|une?|des|du|au|aux|cet?|cette|ces|son|sa|ses|leurs?|que|à|de|dans|en|sur|pour|par|avec"
    r"|sans|chez|vers|depuis|toujours|encore|déjà|aussi|souvent|plus|moins|très|bien|trop|pas|tous|toutes|tout"
    r"|plusieurs|deux|trois|ici|là|jusqu|entre|contre|devant|pendant|beaucoup|désormais|maintenant|quatre|cinq|dix|cent"
    r"|mille|comment|pourquoi|si|où|aucune?|rien|presque|enfin|jamais|également|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi"
    r"|dimanche)(?![\w-])|(?:l|d|qu|jusqu)[’']|\d)"
)
_MODALS = frozenset(
    "veut veulent peut peuvent doit doivent voulait voulaient pouvait pouvaient devait devaient sait savent".split()
)
_DETERMINER_BEFORE = re.compile(
    r"(?<![\w’'-])(?:l[ae]s?|une?|des|du|aux?|cet?|cette|ces|son|sa|ses|leurs?|de|à|dans|pour|sur|par|en|chez)"
    rf"{_SPACE}$"
)


def _verbs(line: Line) -> Iterator[tuple[Place, Change]]:
    text = line.text
    for place in _first(line, frozenset(("verbs",))):
        behind = _BEHIND_VERB.match(text, place.end)
        behind = behind or place.entry.french in _MODALS and _INFINITIVE.match(text, place.end)
        if text[place.start - 1 : place.start] in ("’", "'"):
            continue  # (il l’afferma)
        if place.opens or not behind or _DETERMINER_BEFORE.search(text, 0, place.start):
            continue
        if stands_between(text, place.start, place.end, place.entry.language):
            end, french = _attached(text, place.end, place.entry.french)
            yield place, Change(place.start, end, french)


_MEMBER = "à|en|au|aux|dans|par|pour|sur|avec|sans|chez|le|la|les|un|une|des|du|ce|cette"
_EITHER = re.compile(
    rf"(?<![\w’'-])(?P<first>{_MEMBER}){_SPACE}(?:[a-zà-ÿœ’'-]+{_SPACE}){{0,2}}(?P<last>[a-zà-ÿœ’'-]+){_SPACE}"
    rf"(?P<or>or){_SPACE}(?P<second>{_MEMBER}){_SPACE}[a-zà-ÿœ]"
)
_ARTICLES = frozenset("le la les un une des du ce cette".split())
#: What gold is, or is of: "une médaille or".
_OF_GOLD = re.compile(
    r"(?:en|d[’']|l[’']|cet|son|leur|notre|bel|vieil|faux|plaqué|étalons?|lingots?|cartes?|disques?|médailles?"
    r"|monnaies?|couleurs?|tons?|jaune|rose|blanc|peinture|âge|quartz|argent|cours|once|kilo|gramme)$"
)


@rule(
    "stray.or",
    category="stray",
    confidence=0.85,
    why="An English “or” joins two French phrases of the same kind.",
    example=("Ils sont partis à moto, en camion or à pied.", "Ils sont partis à moto, en camion ou à pied."),
    words=("or",),
)
def either(line: Line, context: Context) -> Iterator[Change]:
    """Put "ou" for "or" between two phrases that begin alike: with prepositions, or with the same kind of article.

    French has the word too, as a conjunction behind a comma or a stop and as the metal: spared are those, and the
    words that go with gold.
    """
    for match in _EITHER.finditer(line.text):
        articles_both = match["first"] in _ARTICLES and match["second"] in _ARTICLES
        neither = match["first"] not in _ARTICLES and match["second"] not in _ARTICLES
        if (articles_both or neither) and not _OF_GOLD.search(match["last"]):
            yield Change(*match.span("or"), "ou")
