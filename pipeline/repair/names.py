"""The family names: organisations, products and persons that a translation wrote wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from pipeline.repair.name_evidence import (
    family_first_names,
    first_names,
    inner_capitals,
    person_expected,
    persons,
    suspects,
    table_of,
    vocabulary,
    words_of,
)
from pipeline.repair.name_keep import known_names
from pipeline.repair.name_table import PARTICLES, Damage, Hit, NameTable, without_elision
from pipeline.repair.rule import Change, Context, Line, rule
from pipeline.repair.tables import load_table

__all__ = ["known_names"]

#: How often a document must name a person before a noun that translates the name may count as that person.
_OFTEN = 3
#: Zipf frequency below which a noun is too rare to stand in a news article by chance.
_RARE_NOUN = 3.4
#: Zipf frequency from which a capitalised word may be an English word and not a name.
_ENGLISH_WORD = 4.3
#: Zipf frequency below which a word after a first name is the family name that the document has elsewhere.
_UNLIKELY_WORD = 3.5


@lru_cache(maxsize=1)
def _hits(line: Line, table: NameTable, at: frozenset[str]) -> tuple[Hit, ...]:
    return tuple(table.hits(line.text, line.words, at))


def _common_words(before: str, after: str) -> int:
    """How many characters the two have in common at their start, in whole words: the edit can leave them out."""
    same = 0
    for place, (one, other) in enumerate(zip(before, after, strict=False)):
        if one != other:
            break
        if one == " ":
            same = place + 1
    return same


def _of(damage: Damage, line: Line, context: Context) -> Iterator[Change]:
    at = context.evidence(suspects)
    if words_of(line.text).isdisjoint(at):
        return
    for hit in _hits(line, table_of(context), at):
        if hit.damage == damage:
            kept = _common_words(line.text[hit.start : hit.end], hit.right)
            yield Change(hit.start + kept, hit.end, hit.right[kept:])


@rule(
    "names.case",
    category="names",
    confidence=0.95,
    why="The name is written with other capitals.",
    example=("Le patron d’Openai a parlé à angela merkel.", "Le patron d’OpenAI a parlé à Angela Merkel."),
)
def case(line: Line, context: Context) -> Iterator[Change]:
    """Gives a name of the table its capitals back: Openai, Youtube, Fbi, nvidia, Angela merkel.

    Leaves what the French press writes as well (Otan, Nasa, Unesco; NASA), a name in capitals throughout, a name
    that is also a word (orange, meta, oracle), particles (de, von), and pieces of file names and addresses.
    """
    return _of("case", line, context)


@rule(
    "names.split",
    category="names",
    confidence=0.93,
    why="The name is written in one word.",
    example=("Selon Tech Crunch, Tik Tok a payé.", "Selon TechCrunch, TikTok a payé."),
)
def split(line: Line, context: Context) -> Iterator[Change]:
    """Joins a name of the table that was cut at its inner capital: Open AI, You Tube, Tik Tok.

    The pieces must have their capitals (Chat GPT; "chat gpt" too, since gpt is no word). A place called like one
    is left: a capitalised English word before or after makes it part of something longer.
    """
    for change in _of("split", line, context):
        letters = line.text[change.start : change.end]
        if any(piece.isupper() for piece in re.split("[ -]", letters)) or not _in_longer_name(line.text, change):
            yield change


_PLACE_BEFORE = re.compile(r"(?<![^\W_])(?:The|Mount|North|South|Great)\s$")
_CAPITAL_NEXT = re.compile(r" [A-ZÀ-Þ][^\W\d_]+")


def _in_longer_name(text: str, change: Change) -> bool:
    after = _CAPITAL_NEXT.match(text, change.end)
    before = _PLACE_BEFORE.search(text, max(0, change.start - 8), change.start)
    return bool(after or before)


@rule(
    "names.variant",
    category="names",
    confidence=0.93,
    why="This is a known misspelling of the name.",
    example=("Face book a ouvert un centre à Dublin.", "Facebook a ouvert un centre à Dublin."),
)
def variant(line: Line, context: Context) -> Iterator[Change]:
    """Puts right a misspelling that the table lists for a name, or a name of several words run together.

    The user's table in the configuration comes before ours; an entry of it with an empty right side switches ours off.
    """
    yield from _of("variant", line, context)
    for change in _of("user", line, context):
        yield replace(change, why="The configuration gives this spelling of the name.", confidence=0.99)


#: Before a word that starts a sentence or goes on with a name.
_STARTS_OR_CONTINUES = re.compile(r"(?:^|[.!?:…«“\"]\s*|[A-ZÀ-Þ][^\W\d_]*\s)$")


def _companions(context: Context) -> Mapping[str, str]:
    words = context.evidence(vocabulary)
    return {
        each.form: each.right
        for each in table_of(context).companions
        if all(part in words for part in each.form.split())
        and any(all(part in words for part in name.split()) for name in each.present)
    }


@rule(
    "names.company",
    category="names",
    confidence=0.85,
    why="Beside the other names of this document, this form stands for another name.",
    example=(
        "Donald Trump a confié le service à M. Musk.\nLes employés de Doge ont été licenciés.",
        "Donald Trump a confié le service à M. Musk.\nLes employés de DOGE ont été licenciés.",
    ),
)
def company(line: Line, context: Context) -> Iterator[Change]:
    """Reads a form that could be a word or another name by the company it keeps in the document.

    Doge is DOGE beside Trump or Musk, XAI is xAI beside Musk or Grok. Left where it starts a sentence or stands in
    a longer name (the Doge of Venice: "Doge de").
    """
    forms = context.evidence(_companions)
    for form, right in forms.items():
        if form not in line.text:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])(?! de |\.\w| [A-ZÀ-Þ])", line.text):
            start = match.start()
            if form.istitle() and _STARTS_OR_CONTINUES.search(line.text[max(0, start - 30) : start]):
                continue
            yield Change(start, match.end(), right)


@rule(
    "names.document",
    category="names",
    confidence=0.9,
    why="The document spells the name with an inner capital elsewhere.",
    example=(
        "GreenVolt lève des fonds.\nPour GreenVolt, c’est peu. Or Greenvolt perd de l’argent.",
        "GreenVolt lève des fonds.\nPour GreenVolt, c’est peu. Or GreenVolt perd de l’argent.",
    ),
)
def document_spelling(line: Line, context: Context) -> Iterator[Change]:
    """Writes a name as the document does elsewhere, when it is met with an inner capital at least as often.

    Leaves common words, and family names in Mac, Le, De and the like, which two families may spell in two ways.
    """
    inner = context.evidence(inner_capitals)
    if words_of(line.text).isdisjoint(inner):
        return
    for word in line.words:
        start, form = without_elision(word.start(), word.group())
        right = inner.get(form)
        if right and line.text[word.end() : word.end() + 1] != "-" and line.text[start - 1 : start] != "-":
            yield Change(start, start + len(form), right)


_FIRST_AND_SMALL = re.compile(
    r"(?<![\w-])([A-ZÀ-Þ][^\W\d_]*(?:-[A-ZÀ-Þ][^\W\d_]*)?\.?) ([^\W\d_A-ZÀ-Þ]{4,16})(?![\w’'-])"
)
_HONORIFICS = frozenset(("M.", "MM.", "Mme", "Mmes", "Mlle"))


@rule(
    "names.family_name",
    category="names",
    confidence=0.86,
    why="A family name that follows a first name takes a capital.",
    example=("La chercheuse Mira kovatchev a signé l’étude.", "La chercheuse Mira Kovatchev a signé l’étude."),
)
def family_name(line: Line, context: Context) -> Iterator[Change]:
    """Gives a family name after a well-known first name, or after M. or Mme, its capital, when it can be nothing else.

    Either the document writes it with a capital after a first name elsewhere, or the word is in no lexicon
    (French, English, Spanish), nor is the verb it could be a form of; after M. and Mme it may also be a family name
    of the table.
    """
    given = first_names()
    for match in _FIRST_AND_SMALL.finditer(line.text):
        titled = match.group(1) in _HONORIFICS
        if match.group(1) not in given and not titled:
            if _unknown_person(line.text, match, context):
                yield Change(match.start(2), match.end(2), match.group(2).capitalize())
            continue
        small = match.group(2)
        name = small.capitalize()
        if titled and match.group(2) in _small_surnames(table_of(context)):
            yield Change(match.start(2), match.end(2), _small_surnames(table_of(context))[small])
        elif name in context.evidence(persons):
            if not _also_word(name) and context.lexicon.zipf(small) < _UNLIKELY_WORD:
                yield Change(match.start(2), match.end(2), name)
        elif name in _surnames(table_of(context)) and _titled_apposition(line.text, match):
            yield Change(match.start(2), match.end(2), name)
        elif not _could_be_word(small, context) and not _glued(small, context):
            yield Change(match.start(2), match.end(2), name)


_TITLE_BEFORE = re.compile(r"(?<![\w’'-])(?:Me|M\.|Mme|Mlle|Dr|Mgr) $")


def _titled_apposition(text: str, match: re.Match[str]) -> bool:
    """Whether a first name with a title before it, and the word after it, are set off by a comma: Me Antonio conte,"""
    titled = _TITLE_BEFORE.search(text, max(0, match.start() - 6), match.start())
    return bool(titled) and text[match.end() : match.end() + 1] == ","


def _unknown_person(text: str, match: re.Match[str], context: Context) -> bool:
    """Whether two words that no lexicon has are a person's name: where a person must stand, not Xylella fastidiosa."""
    first, small = match.groups()
    return (
        len(first) > 3
        and context.lexicon.zipf(first) < _UNLIKELY_WORD
        and not _could_be_word(small, context)
        and not _glued(small, context)
        and person_expected(text, match.start(), match.end())
    )


def _glued(small: str, context: Context) -> bool:
    """Whether the word is two French ones without the space: communiquéde, directà."""
    zipf = context.lexicon.zipf
    for cut in range(1, len(small)):
        left, right = zipf(small[:cut]), zipf(small[cut:])
        if min(left, right) >= 3.0 and max(left, right) >= (4.5 if 2 < cut < len(small) - 2 else 6.0):
            return True
    return False


@rule(
    "names.given_name_last",
    category="names",
    confidence=0.9,
    why="A given name that follows an East Asian family name takes a capital.",
    example=("L’actrice Kim tae-ri tourne à Séoul.", "L’actrice Kim Tae-ri tourne à Séoul."),
    trigger=r"[A-Z][a-z]{1,5} [a-z]{1,6}-[a-z]",
)
def given_name_last(line: Line, context: Context) -> Iterator[Change]:
    """Gives a given name of two syllables after a Korean family name its capital: Park chan-wook.

    Leaves French verbs with a pronoun (dit-on).
    """
    for match in family_first_names(line.text):
        yield Change(match.start(2), match.start(2) + 1, match.group(2)[0].upper())


@lru_cache(maxsize=1)
def _small_places() -> frozenset[str]:
    return frozenset(load_table("names")["spelling"]["small_places"])


_BEFORE_PLACE = re.compile(
    r"(?<![\w’'-])(?:(?:à|de|du|en|vers|depuis|entre|par|dans|au|aux|pour|la|le|et|contre) |[dl][’'])$", re.IGNORECASE
)


@rule(
    "names.place",
    category="names",
    confidence=0.92,
    why="The name of a place takes a capital.",
    example=("La foire se tient à francfort.", "La foire se tient à Francfort."),
)
def place(line: Line, context: Context) -> Iterator[Change]:
    """Gives a city or country its capital after a preposition or an article, if its name is no French word."""
    small = words_of(line.text) & _small_places()
    if not small:
        return
    for word in line.words:
        start, form = without_elision(word.start(), word.group())
        if form not in small or line.text[word.end() : word.end() + 1] in ("-", "_", "/"):
            continue
        if _BEFORE_PLACE.search(line.text[max(0, start - 9) : start]):
            yield Change(start, start + 1, form[0].upper())


def _also_word(name: str) -> bool:
    return name.lower() in _words_too() or name in load_table("names_persons")["read_as_nouns"]


@lru_cache(maxsize=1)
def _words_too() -> frozenset[str]:
    return frozenset(load_table("names_persons")["also_words"]) | PARTICLES


_INFLECTED = re.compile(
    r"(?:èrent|aient|assent|issent|eront|iront|eraient|erait|asse|ant|ait|ons|ions|ez|iez|ent|era|ée|ées|és|as|ât|es|é"
    r"|a|e|s)$"
)


def _could_be_word(small: str, context: Context) -> bool:
    known = context.lexicon.known
    if any(known(small, language) for language in ("fr", "en", "es")) or small.endswith("ment"):
        return True
    ending = _INFLECTED.search(small)
    if ending is None:
        return False
    stem = small[: ending.start()]
    return any(known(stem + last) for last in ("er", "ir", "re", "e", "é", "")) if len(stem) > 2 else True


@rule(
    "names.family_name_alone",
    category="names",
    confidence=0.84,
    why="The document names this person in full; the family name takes a capital.",
    example=(
        "Emmanuel Macron a reçu Olaf Scholz. Selon scholz, rien ne presse.",
        "Emmanuel Macron a reçu Olaf Scholz. Selon Scholz, rien ne presse.",
    ),
)
def family_name_alone(line: Line, context: Context) -> Iterator[Change]:
    """Gives the family name of a person of the table its capital when the document names that person in full.

    Leaves the names that are words as well (page, borne, poutine, curry).
    """
    names = context.evidence(_table_surnames)
    if words_of(line.text).isdisjoint(names):
        return
    for word in line.words:
        start, form = without_elision(word.start(), word.group())
        joined = "-" in (line.text[start - 1 : start], line.text[word.end() : word.end() + 1])
        if form in names and not joined:
            yield Change(start, start + len(form), names[form])


def _table_surnames(context: Context) -> Mapping[str, str]:
    words = context.evidence(vocabulary)
    written_small = {small: name for small, name in _small_surnames(table_of(context)).items() if small in words}
    if not written_small:
        return {}
    named = context.evidence(persons)
    return {small: name for small, name in written_small.items() if name in named}


@lru_cache(maxsize=8)
def _small_surnames(table: NameTable) -> Mapping[str, str]:
    names = sorted(name for name in _surnames(table) if len(name) > 3 and name.isalpha() and not _also_word(name))
    return {name.lower(): name for name in names}


_SPEAKER = re.compile(
    r"(?:(?<=[Ss]elon )|(?<=[Dd]’après )|(?:(?<=[aà] )|(?<=’a )|(?<=, ))(?:déclar|affirm|expliqu|ajout|précis|assur|"
    r"répond|confi|soulign|estim|indiqu|annonc|lanc|rappel|reconn|cri|résum|concl|insist|plaisant|martel|lâch|regrett)(?:é|u) )([a-zà-ÿœ]{4,})"
    r"(?=[.,;:»\u00a0]|$| (?:à|sur|dans|lors|en|qu|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b)"
)


@rule(
    "names.speaker",
    category="names",
    confidence=0.86,
    why="The document names this person in full; the family name takes a capital.",
    example=(
        "Karin Vestrup dirige le port. Rien ne presse, a déclaré vestrup.",
        "Karin Vestrup dirige le port. Rien ne presse, a déclaré Vestrup.",
    ),
    trigger=_SPEAKER.pattern,
)
def speaker(line: Line, context: Context) -> Iterator[Change]:
    """Gives a family name its capital where only a person who speaks can stand: "selon vestrup", "a déclaré vestrup".

    Evidence: the place, which no noun without an article can take, and the same name with a capital after another
    capital elsewhere in the document. Spares everything that the document does not know as a name.
    """
    known = context.evidence(persons)
    for match in _SPEAKER.finditer(line.text):
        if match.group(1).capitalize() in known:
            yield Change(match.start(1), match.end(1), match.group(1).capitalize())


_AUXILIARY = r"(?:(?:n[’']|s[’']est |a |avait |aurait |est |était |n[’']a pas |a-t-(?:il|elle) )?)"
_NOUN = r"(?:(le|la|du|au) |(l)[’'])([^\W\d_]{2,20})(?!\w)"


@lru_cache(maxsize=1)
def _noun_positions() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Where an article with a noun must be a person, and whether the place is that of an object."""
    data = load_table("names_persons")
    does, done_to = ("|".join(map(re.escape, data[section])) for section in ("does", "done_to"))
    return (
        (re.compile(rf"(?<!\w)(?:{done_to}) {_NOUN}"), True),
        (re.compile(rf"(?<!\w){_NOUN} (?:(?:était|est) )?{_AUXILIARY}(?:{does})(?!\w)"), False),
    )


def _noun_readings(context: Context) -> Mapping[str, tuple[str, bool]]:
    """Noun → the person it may stand for, and whether that is all but sure: a rare noun, a person named often."""
    data = load_table("names_persons")
    words = context.evidence(vocabulary)
    if not any(name in words for name in data["read_as_nouns"]):
        return {}
    named = context.evidence(persons)
    return {
        noun: (name, named[name] >= _OFTEN and noun not in data["living"] and context.lexicon.zipf(noun) < _RARE_NOUN)
        for name, nouns in data["read_as_nouns"].items()
        if name in named
        for noun in nouns
        if noun in words
    }


@rule(
    "names.read_as_noun",
    category="names",
    confidence=0.6,
    why="The document names a person whose name means this noun, and a person must stand here.",
    example=(
        "Elon Musk a perdu. M. Musk a crié. La lettre a contrarié le musc. Musk partira.",
        "Elon Musk a perdu. M. Musk a crié. La lettre a contrarié Musk. Musk partira.",
    ),
)
def read_as_noun(line: Line, context: Context) -> Iterator[Change]:
    """Finds a family name that was translated as if it were a noun: "le musc" for Musk, "la page" for Page.

    Only where the document names such a person in full and the noun speaks, or has something done to it that is done to
    persons. It proposes; it changes the text only for a rare noun that means no living thing (musc, not page) after
    the person was named three times.
    """
    readings = context.evidence(_noun_readings)
    if words_of(line.text).isdisjoint(readings):
        return
    for pattern, is_object in _noun_positions():
        for match in pattern.finditer(line.text):
            article, elided, noun = match.groups()
            name, sure = readings.get(noun, ("", False))
            if not name:
                continue
            start = match.start(1) if article else match.start(2)
            preposition = {"du": "de ", "au": "à "}.get(article or "", "")
            yield Change(start, match.end(3), preposition + name, confidence=0.85 if sure and is_object else None)


_POSSESSIVE = re.compile(
    r"(?<!\w)(?:de |d[’']|à |par |pour |avec |chez |selon |Selon |contre |et )"
    r"([A-ZÀ-Þ][^\W\d_]*(?:[ -][A-ZÀ-Þ][^\W\d_]*){0,3})([’']s)(?=[,.;:!?)»]| [^\W\d_A-ZÀ-Þ]|\s*$)"
)


@rule(
    "names.possessive",
    category="names",
    confidence=0.88,
    why="The English possessive ’s is left over; the preposition before the name says it already.",
    example=("C’est la décision de Biden’s, selon le journal.", "C’est la décision de Biden, selon le journal."),
    trigger=r"[’']s(?!\w)",
)
def possessive(line: Line, context: Context) -> Iterator[Change]:
    """Takes an English ’s away after a name that a French preposition joins to its noun already.

    The name must stand without it elsewhere in the document, or be a person or an organisation of the table. Leaves
    names that have it for good (McDonald’s, Moody’s, Sotheby’s) and English phrases, where English words follow.
    """
    table = table_of(context)
    counts = context.evidence(vocabulary)
    for match in _POSSESSIVE.finditer(line.text):
        name = match.group(1)
        last = name.split()[-1]
        if f"{name}'s" in table.types or last in load_table("names")["spelling"]["with_possessive"]:
            continue
        named = name in table.types or last in context.evidence(persons) or last in _surnames(table)
        if not named and (counts.get(last, 0) < 2 or context.lexicon.zipf(last, "en") >= _ENGLISH_WORD):
            continue
        following = re.compile(r" ([^\W\d_]+)").match(line.text, match.end())
        if following and _english(following.group(1), context):
            continue
        yield Change(match.start(2), match.end(2), "")


def _english(word: str, context: Context) -> bool:
    return context.lexicon.zipf(word, "en") > context.lexicon.zipf(word) + 0.3


@lru_cache(maxsize=8)
def _surnames(table: NameTable) -> frozenset[str]:
    return frozenset(name.split()[-1] for name, kind in table.types.items() if kind == "person")
