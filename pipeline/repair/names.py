"""The family names: organisations, products and persons that a translation wrote wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from pipeline.repair.evidence import vocabulary
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import (
    in_token,
    inner_capitals,
    persons,
    surnames,
    suspects,
    table_of,
    table_surnames,
)
from pipeline.repair.name_keep import known_names
from pipeline.repair.name_meanings import meanings, meant
from pipeline.repair.name_table import ELISIONS, Damage, Hit, NameTable, without_elision
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table

__all__ = ["known_names"]

_BATCH_SPELLS = "Other documents of the batch spell the name with an inner capital."

#: How often a document must name a person before a noun that translates the name may count as that person.
_OFTEN = 3
#: Zipf frequency below which a noun is too rare to stand in a news article by chance.
_RARE_NOUN = 3.4
#: Zipf frequency from which a capitalised word may be an English word and not a name.
_ENGLISH_WORD = 4.3


@lru_cache(maxsize=1)
def _hits(line: Line, table: NameTable, at: frozenset[str]) -> tuple[Hit, ...]:
    return tuple(table.hits(line.text, line.words, at))


def _heads(context: Context) -> frozenset[str]:
    """The words at which to look; of those that nearly every line has elided, only the ones that also stand alone."""
    heads = context.evidence(suspects)
    elided = {word for word in heads if word.lower() in ELISIONS}
    if not elided:
        return heads
    alone = frozenset(chain.from_iterable(context.each(_elisions_alone)))
    return heads - {word for word in elided if word.lower() not in alone}


def _elisions_alone(line: Line) -> frozenset[str]:
    alone = ELISIONS.intersection(line.lowered)
    chained = _CHAINED.findall(line.text)
    return alone.union(*(word.lower().replace("'", "’").split("’") for word in chained)) if chained else alone


#: Two elided words one after the other.
_CHAINED = re.compile(r"[’'][^\W\d_]+[’'][^\W\d_]+")


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
    for hit in _hits(line, table_of(context), context.evidence(suspects)):
        if hit.damage == damage:
            kept = _common_words(line.text[hit.start : hit.end], hit.right)
            yield Change(hit.start + kept, hit.end, hit.right[kept:])


@rule(
    "names.case",
    category="names",
    confidence=0.95,
    why="The name is written with other capitals.",
    example=("Le patron d’Openai a parlé à angela merkel.", "Le patron d’OpenAI a parlé à Angela Merkel."),
    among=_heads,
)
def case(line: Line, context: Context) -> Iterable[Change]:
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
    among=_heads,
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
    among=_heads,
)
def variant(line: Line, context: Context) -> Iterator[Change]:
    """Puts right a misspelling that the table lists for a name, or a name of several words run together.

    The user's table in the configuration comes before ours; an entry of it with an empty right side switches ours off.
    """
    yield from _of("variant", line, context)
    for change in _of("user", line, context):
        yield replace(change, why="The configuration gives this spelling of the name.", confidence=0.99)


_LETTERS = re.compile(r"[^\W\d_]+")
#: Before a word that starts a sentence or goes on with a name.
_STARTS_OR_CONTINUES = re.compile(
    r"(?:^|[.!?:…«“\"]\s*|(?<!\w)(?!(?:Les?|La|Aux?|Du|Des|À|Par|Selon)\s$)[A-ZÀ-Þ][^\W\d_]*\s)$"
)


def _companions(context: Context) -> Mapping[str, str]:
    words = context.evidence(vocabulary)
    return {
        each.form: each.right
        for each in table_of(context).companions
        if all(part in words for part in each.form.split())
        and any(all(part in words for part in name.split()) for name in each.present)
    }


def _company_words(context: Context) -> frozenset[str]:
    """What the forms begin with."""
    return frozenset(_LETTERS.findall(form)[0] for form in context.evidence(_companions))


@rule(
    "names.company",
    category="names",
    confidence=0.85,
    why="Beside the other names of this document, this form stands for another name.",
    example=(
        "Donald Trump a confié le service à M. Musk.\nLes employés de Doge ont été licenciés.",
        "Donald Trump a confié le service à M. Musk.\nLes employés de DOGE ont été licenciés.",
    ),
    among=_company_words,
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
    among=inner_capitals,
)
def document_spelling(line: Line, context: Context) -> Iterator[Change]:
    """Writes a name as the document, or other documents of the batch, do elsewhere with an inner capital.

    In the document it must be met so at least as often as without; in the batch in two documents or three times, and
    clearly more often than otherwise. Leaves common words, and family names in Mac, Le, De and the like, which two
    families may spell in two ways.
    """
    inner = context.evidence(inner_capitals)
    for word in line.words:
        start, form = without_elision(word.start(), word.group())
        right = inner.get(form)
        # A line that starts small with it is about a package, a command or an account.
        if right and (start or form.istitle()) and not in_token(line.text, start, word.end()):
            elsewhere = right.lower() in context.names and right not in context.evidence(vocabulary)
            yield Change(start, start + len(form), right, why=_BATCH_SPELLS if elsewhere else None)


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


def _noun_readings(context: Context) -> Mapping[str, tuple[str, bool, bool]]:
    """Noun → the person it may stand for, whether it is rare and no living thing, whether that person is met often.

    Both together make the reading all but sure.
    """
    data = load_table("names_persons")
    words = context.evidence(vocabulary)
    met = sorted(context.evidence(meant))
    if not met:
        return {}
    named = context.evidence(persons).keys() | context.evidence(surnames)
    sure = {noun for nouns in data["read_as_nouns"].values() for noun in nouns}.difference(data["living"])
    return {
        noun: (name, noun in sure and context.lexicon.zipf(noun) < _RARE_NOUN, words[name] >= _OFTEN)
        for name in met
        if name in named
        for noun in meanings()[name]
        if noun in words
    }


#: A relative clause with an auxiliary, set off by a comma, after a noun that is hardly a source: it tells of a person.
_OF_SPEAKER = re.compile(r", qui (?:a|avait|est|était|sera|s[’']est|n[’']a) (?!été)")


@rule(
    "names.read_as_noun",
    category="names",
    confidence=0.6,
    why="The document names a person whose name means this noun, and a person must stand here.",
    example=(
        "Elon Musk a perdu. M. Musk a crié. La lettre a contrarié le musc. Musk partira.",
        "Elon Musk a perdu. M. Musk a crié. La lettre a contrarié Musk. Musk partira.",
    ),
    among=_noun_readings,
)
def read_as_noun(line: Line, context: Context) -> Iterator[Change]:
    """Finds a family name that was translated as if it were a noun: "le musc" for Musk, "la page" for Page.

    Only where the document names such a person in full and the noun speaks, or has something done to it that is done to
    persons. It proposes; it changes the text only for a rare noun that means no living thing (musc, not page) where
    the person was named three times, or a relative clause about a person follows.
    """
    readings = context.evidence(_noun_readings)
    for pattern, is_object in _noun_positions():
        for match in pattern.finditer(line.text):
            article, elided, noun = match.groups()
            name, rare, often = readings.get(noun, ("", False, False))
            if not name:
                continue
            start = match.start(1) if article else match.start(2)
            preposition = {"du": "de ", "au": "à "}.get(article or "", "")
            often = often or bool(_OF_SPEAKER.match(line.text, match.end(3)))
            sure = rare and often and is_object
            yield Change(start, match.end(3), preposition + name, confidence=0.85 if sure else None)


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
    needs=("’s", "'s"),
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
        named = name in table.types or last in context.evidence(persons) or last in table_surnames(table)
        if not named and (counts.get(last, 0) < 2 or context.lexicon.zipf(last, "en") >= _ENGLISH_WORD):
            continue
        following = re.compile(r" ([^\W\d_]+)").match(line.text, match.end())
        if following and _english(following.group(1), context):
            continue
        yield Change(match.start(2), match.end(2), "")


def _english(word: str, context: Context) -> bool:
    return context.lexicon.zipf(word, "en") > context.lexicon.zipf(word) + 0.3
