"""Stops that fell into a name or between a noun and its adjective: the evidence for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from pipeline.repair.bracket_nouns import finite
from pipeline.repair.capital_adjectives import forms
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, person_expected
from pipeline.repair.name_lexicon import ordinary
from pipeline.repair.nouns import Gender, is_noun, noun_form
from pipeline.repair.rule import Context
from pipeline.repair.sentence_names import has_verb
from pipeline.repair.tables import load_table

_NAME_PAIR = re.compile(r"([A-ZÀ-Ý](?<!\w.)[a-zà-ÿ]{2,}) (?=([A-ZÀ-Ý][\w-]+))")


def name_pairs(context: Context) -> frozenset[tuple[str, str]]:
    """The words with a capital that stand together in the document."""
    return frozenset(chain.from_iterable(context.each(_line_pairs)))


def _line_pairs(line: Line) -> list[tuple[str, str]]:
    return _NAME_PAIR.findall(line.text)


_BLANK = "[ \u00a0\u202f]"
_CAPITALS = re.compile(
    rf"(?P<first>[A-ZÀ-Þ](?<![\w.’'-].)[a-zà-ÿœ]{{1,14}})(?P<stop>\.){_BLANK}"
    rf"(?P<second>[A-ZÀ-Þ][a-zà-ÿœ]+(?:-[A-ZÀ-Þ][a-zà-ÿœ]+)*)(?![\w’'-])"
)
#: What follows a name in apposition: an age, a noun without article, a bracket, a quotation that ends.
_APPOSITION = re.compile(
    rf",{_BLANK}(?:(?P<age>\d{{1,3}}{_BLANK}ans)(?!\w)|(?P<noun>[a-zà-ÿœ]{{3,}})(?!\w)|d[eu]{_BLANK}|d[’'])"
    rf"|{_BLANK}?[)(»]"
)
_SMALL_BEFORE = re.compile(rf"(?<![\w-])[a-zà-ÿœ]+{_BLANK}$")
_PLACES = frozenset("Florence Sydney Chelsea Charlotte Austin Victoria Constance Orlando Madison".split())

#: Endings of adjectives: gender and number.
_ENDINGS: tuple[tuple[re.Pattern[str], Gender | None, bool | None], ...] = tuple(
    (re.compile(pattern + "$"), gender, plural)
    for pattern, gender, plural in (
        (r"(?:[inrtu]elles|[^aeou]ales|iennes|[it]ives|euses|ières|[tmrh]aines|aises|oises)", "f", True),
        (r"(?:[inrtu]elle|[^aeou]ale|ienne|[it]ive|euse|ière|[tmrh]aine|aise|oise)", "f", False),
        (r"(?:iels|nels|rels|tels|uels|aux|ifs|iens)", "m", True),
        (r"(?:iel|nel|rel|tuel|nuel|ial|nal|ral|tal|cal|if|ien)", "m", False),
        (r"(?:iques|aires|ables|ibles|icoles)", None, True),
        (r"(?:ique|aire|able|ible|icole)", None, False),
        (r"(?:cieux|rieux|gieux|dieux|tueux)", "m", None),
    )
)
_BROKEN = re.compile(
    rf"(?<![\w.’'-])(?:[dlDL][’'])?(?P<noun>(?:[a-zà-ÿœ]|(?<=[\w’'][ \u00a0’'])[A-ZÀ-Þ])[a-zà-ÿœ]{{3,}})"
    rf"(?P<stop>\.{_BLANK})(?P<adjective>[a-zà-ÿœ]{{5,}})(?![\w’'-])"
    rf"(?=[.;)»]|,{_BLANK}[A-ZÀ-Þ]|{_BLANK}(?P<next>[^\W_]+[’']?)|\Z)"
)
#: Adjectives that are nouns as well, but far more often stand behind a noun.
_ATTRIBUTES = frozenset(
    "général générale généraux générales commercial commerciale commerciaux législatives municipales régionales "
    "départementales cantonales sénatoriales européennes présidentielle présidentielles central centrale centrales "
    "centraux national nationale nationales nationaux fédéral fédérale fédérales fédéraux public publique publiques "
    "politique politiques social sociale sociales sociaux nucléaire nucléaires militaire militaires".split()
)
#: After these an adjective at the start of a clause is a judgement ("impossible de…"), not an attribute.
_DETERMINERS = frozenset("telle telles quelle quelles lesquelles laquelle".split())
_JUDGED = frozenset(
    "impossible possible difficile facile utile inutile nécessaire indispensable essentiel normal capable incapable "
    "responsable préférable probable improbable agréable pénible".split()
)
_AFTER_JUDGED = frozenset("de d’ que qu’ à".split())


@lru_cache(maxsize=1)
def _pairs() -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first, second in map(str.split, load_table("french")["names"]["pairs"]))


@lru_cache(maxsize=1)
def _known_persons() -> frozenset[tuple[str, str]]:
    names = (name.split() for name in load_table("names")["names"]["person"])
    return frozenset((name[0], name[1]) for name in names if len(name) == 2)


def broken_names(text: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """Places of two words of the table, and a first name with a family name before an apposition, parted by a stop."""
    for match in _CAPITALS.finditer(text):
        first, second = match["first"], match["second"]
        if (first, second) in _pairs():
            yield match
        elif (first, second) in _known_persons() and _is_one_person(text, match):
            yield match
        elif first in first_names() and first not in _PLACES and _is_family_name(text, match, second):
            yield match
        elif _is_second_family_name(text, match, second, lexicon):
            yield match


def _is_one_person(text: str, match: re.Match[str]) -> bool:
    """Whether a first name before a stop ends no sentence.

    It begins one, a person's noun stands before it, or a preposition after a participle: “financée par Jeff. Bezos”.
    """
    before = text[max(0, match.start() - 3) : match.start()].rstrip()[-1:]
    if before in ("", ".", "!", "?", "…", "«", "»") or person_expected(text, match.start(), match.end()):
        return True
    by = _DONE_BY.search(text, max(0, match.start() - 30), match.start())
    return by is not None and _NAME_ENDS.match(text, match.end()) is not None


#: By whom, of whom, with whom: a person of the table is named in full there.
_DONE_BY = re.compile(rf"(?<![\w’'-])(?:par|avec|contre|chez|selon|envers|auprès de|celle de|celui de){_BLANK}\Z")
_NAME_ENDS = re.compile(
    rf"[.;:)]|,{_BLANK}(?!(?:lui|elle|aussi|quant)\b)|\Z|{_BLANK}(?:et|ou|qui|pour|dans|en|à|au|lors)\b"
)


def _is_family_name(text: str, match: re.Match[str], second: str) -> bool:
    if second in first_names():
        return False
    if text[max(0, match.start() - 2) : match.start() - 1] == "," and text[match.end() : match.end() + 1] == ",":
        return second.lower() not in load_table("french")["names"]["starters"]
    if not _SMALL_BEFORE.search(text, max(0, match.start() - 30), match.start()):
        return False
    apposition = _APPOSITION.match(text, match.end())
    if apposition is None or second.lower() in load_table("french")["names"]["starters"]:
        return False
    return not apposition["noun"] or is_noun(apposition["noun"])


_FIRST_NAME_BEFORE = re.compile(rf"(?<![\w’'-])(?:[ld][’'])?(?P<name>[A-ZÀ-Þ][\w-]+){_BLANK}\Z")
#: Where somebody works, or how old he is, up to the end of the sentence.
_OF_HOUSE = re.compile(
    rf",{_BLANK}(?:(?:(?:de l[’']|de la{_BLANK}|du{_BLANK}|de{_BLANK})(?:université|institut|école|hôpital|centre|"
    r"faculté|"
    r"laboratoire|association|fondation|syndicat|musée|observatoire|académie|collège|ONG|[UuE]niversi\w+|[A-ZÀ-Þ]{2,})"
    rf"(?!\w)[^.,!?…:;«»]*)|\d{{1,3}}{_BLANK}ans)(?=[.!?…»]|\Z)"
)


def _is_second_family_name(text: str, match: re.Match[str], second: str, lexicon: Lexicon) -> bool:
    """Whether a second family name follows the stop: a first name before both, an apposition and no verb behind."""
    first = _FIRST_NAME_BEFORE.search(text, max(0, match.start() - 30), match.start())
    if first is None or first["name"] not in first_names() or second in first_names():
        return False
    low = second.lower()
    if low in load_table("french")["names"]["starters"] or ordinary(low, lexicon):
        return False
    house = _OF_HOUSE.match(text, match.end())
    return house is not None and not has_verb(house[0].lower(), lexicon)


def broken_phrases(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """A noun and a small adjective that agrees with it, parted by a stop; whether the adjective is no noun as well."""
    for match in _BROKEN.finditer(text):
        noun = noun_form(match["noun"].lower())
        adjective = match["adjective"]
        if noun is None or adjective in _JUDGED and (match["next"] or "").lower().replace("'", "’") in _AFTER_JUDGED:
            continue
        agreement = _agreement(adjective)
        if agreement is None or adjective in _DETERMINERS:
            continue
        gender, plural = agreement
        if (plural is not None and plural != noun[1]) or (gender and noun[0] and gender != noun[0]):
            continue
        yield match, adjective in _ATTRIBUTES or not is_noun(adjective)


def _agreement(adjective: str) -> tuple[Gender | None, bool | None] | None:
    number = forms().get(adjective)
    for pattern, gender, plural in _ENDINGS:
        if pattern.search(adjective):
            return gender, plural
    return None if number is None else (None, None if all(number) else number[1])


#: Newspapers named after a place: the place, and the word that completes the name.
_NEWSPAPERS = {
    "Times": ("New York", "Los Angeles", "Financial", "Seattle", "Irish", "Japan", "Straits", "Brussels", "Sunday"),
    "Post": ("Washington", "New York", "Huffington", "Jerusalem", "Jakarta", "Bangkok"),
    "Journal": ("Wall Street",),
    "Tribune": ("Chicago", "Herald"),
    "Globe": ("Boston",),
    "Chronicle": ("San Francisco", "Houston"),
    "Magazine": ("New York",),
}

#: Endings that make a French noun feminine or masculine (Riegel, Pellat and Rioul, Grammaire méthodique, VII 3).
_FEMININE = re.compile(r"(?:tion|sion|ence|ance|ure|ité|ette|ude|ade|ie|enquête|tribune|une|revue|chronique)\Z")
_MASCULINE = re.compile(r"(?:age|ment|isme|eau|sommet|article|gala|forum|podcast|site|blog|entretien|dîner)\Z")
_NEWSPAPER = re.compile(
    rf"(?<![\w])à (?P<place>{'|'.join(sorted({place for group in _NEWSPAPERS.values() for place in group}))})\.{_BLANK}"
    rf"(?P<noun>[A-ZÀ-Ý][a-zà-ÿ]{{3,20}}) (?P<of>du|de la|de l[’']|des) ?(?P<name>{'|'.join(_NEWSPAPERS)})\b"
)


def newspapers(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """A place, a stop and a noun with the rest of a newspaper's name, and what they are when put together again."""
    for match in _NEWSPAPER.finditer(text):
        place, name = match["place"], match["name"]
        noun = match["noun"][0].lower() + match["noun"][1:]
        if place not in _NEWSPAPERS[name]:
            continue
        if match["noun"][0] in "AEIOUÉÈÊHY" and (_FEMININE.search(noun) or _MASCULINE.search(noun)):
            to = "à l’"
        elif _FEMININE.search(noun):
            to = "à la "
        elif _MASCULINE.search(noun):
            to = "au "
        else:
            continue
        yield match, f"{to}{noun} {match['of']} {place} {name}"


_PHRASE = re.compile(
    rf"(?<![\w.’'-])(?P<before>[a-zà-ÿœ]{{3,}}|[A-ZÀ-Þ][a-zà-ÿœ]{{2,}}|\d{{4}})(?P<stop>\.{_BLANK})"
    rf"(?P<phrase>(?P<first>et|ou|ni|environ|chacune?|seulement|auparavant|en attente|à cause|à l[’']issue|"
    rf"à l[’']occasion|à hauteur|à raison|au profit|au nom|près|malgré|avec|sans|sous|après|avant|depuis|dès|lors|"
    rf"grâce|face|faute|loin|parmi|chez|contre|vers|selon|dans|pour|sur|en|entre|y compris|afin|dont|notamment|"
    r"ainsi que)(?![\w’'])"
    r"[^.!?…;:«»“”()]{0,160})(?P<end>[.!?…;»)]|$)"
)
#: These go on without a comma.
_TIGHT = frozenset("et ou ni environ chacun chacune seulement auparavant afin dont".split())
_OWN_SUBJECT = re.compile(
    r"(?<![\w’'-])(?:il|elle|ils|elles|on|nous|vous|je|ce|cela|j[’']|c[’'])(?!\w)"
    rf"|,{_BLANK}(?:l[’']|(?:le|la|les|un|une|des|son|sa|ses|ces|cette|cet|leurs?|nos|notre|plusieurs|tous|toutes)"
    r"(?!\w)|[A-ZÀ-Þ\d])|-(?:il|elle|ils|elles|on)(?!\w)"
)
_SMALL = re.compile(r"(?<![\w’'-])(?:[a-zà-ÿ]{1,2}[’'])?([a-zà-ÿœ]+)(?![\w’'])")
_ENDING = re.compile(r"(?:[^m]ent|ait|aient|[ei]ra|eront|iront|èrent|irent|ont)$")
#: "Et" before a preposition joins two complements, whatever verb follows.
_AND_OF = re.compile(r"(?:et|ou)[ \u00a0](?:(?:de|du|des|à|au|aux|par|pour|qui|que)(?!\w)|d[’']|qu[’'])")
#: Zipf frequency below which a word before a stop may be an abbreviation: suiv., mill.
_WORD_NOT_ABBREVIATION = 3.3
_YEAR = re.compile(r"en (?:1[5-9]|20)\d\d$")


def broken_off(text: str, lexicon: Lexicon) -> Iterator[tuple[re.Match[str], str]]:
    """Phrases in small letters after a stop that have no verb of their own, and what stands in place of the stop."""
    for match in _PHRASE.finditer(text):
        phrase, first = match["phrase"], match["first"]
        head, _, tail = phrase.partition(",")
        before = match["before"]
        if before.islower() and lexicon.zipf(before) < _WORD_NOT_ABBREVIATION:
            continue
        if _OWN_SUBJECT.search(phrase) or phrase.count(" ") > 24:
            continue
        if _AND_OF.match(phrase):
            yield match, " "
            continue
        if any(_is_verb(word, lexicon) for word in _SMALL.findall(head)):
            continue
        alone = first in _TIGHT or _YEAR.match(head) or first in ("seulement", "auparavant")
        if not head.strip() or (not alone and " " not in head):
            continue
        yield match, " " if alone else ", "


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    """Whether a word may be a finite verb: a form of the table, or by its ending and the infinitive it would have."""
    if word in finite():
        return True
    if is_noun(word) or not lexicon.known(word):
        return False
    if _ENDING.search(word):
        return True
    return word.endswith("e") and len(word) > 3 and lexicon.zipf(word + "r") >= 3.0


_FIRM = (
    "maison mère|filiale|rivale?|concurrente?|entreprise|société|start-up|groupe|fabricant|éditeur|constructeur|"
    "opérateur|plateforme|propriétaire|holding|marque|compagnie|banque"
)
_APPOSED = re.compile(
    rf"(?<![\w’'-])(?:sa|son|la|le|leur|une?|cette|ce|l[’'])[ \u00a0]?(?:[a-zà-ÿœ]+{_BLANK})?(?:{_FIRM})"
    rf"(?:{_BLANK}[a-zà-ÿœ]+)?(?:{_BLANK}(?:de{_BLANK}|d[’'])[A-ZÀ-Þ][\w-]*)?(?P<stop>\.){_BLANK}"
    rf"(?P<name>[A-ZÀ-Þ][\w&-]+(?:{_BLANK}[A-ZÀ-Þ][\w&-]+){{0,2}})\.(?={_BLANK}|$)"
)


def broken_appositions(text: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """A name alone between two stops, after the noun of a firm that it names: "sa maison mère. Take-Two."."""
    for match in _APPOSED.finditer(text):
        if not all(lexicon.zipf(part) >= 4 for part in match["name"].lower().split()):
            yield match
