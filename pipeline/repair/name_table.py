"""The table of names as an index: which stretch of a text is a name of the table, and how it should be written."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.language import frequency
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Word
from pipeline.repair.name_lexicon import ordinary
from pipeline.repair.tables import load_table

Damage = Literal["case", "split", "variant", "user"]

#: What stands before the apostrophe of an elided French word.
ELISIONS = frozenset("c d j l m n qu s t jusqu lorsqu puisqu quoiqu presqu".split())

#: Small words inside names, whose case usage lets vary: Bart De Wever, Bart de Wever.
PARTICLES = frozenset(
    "al ben bin d da das de del della den der di do dos du el la las le les los ten ter van von y".split()
)

#: Small words of English names, which a machine gives capitals: Bank Of America.
_JOINTS = frozenset(("of", "and", "for"))

#: What a name may begin with that almost every line has.
LEADS = PARTICLES | {"the"}

_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A form to look for: `key` in lower case, `form` as the table has it, `right` the spelling it stands for.

    `lead` is the article or particle that has to stand before it: the rest of De Beers is looked for as "beers".
    """

    key: str
    form: str
    right: str
    damage: Damage
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the table in a text, wrongly written."""

    start: int
    end: int
    right: str
    damage: Damage


@dataclass(frozen=True, slots=True)
class Companion:
    """A form that is wrong only where one of the names `present` stands in the document."""

    form: str
    right: str
    present: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class NameTable:
    """The names by first word (`heads`), and what is known of them.

    `exact` are wrong forms that differ from a right one in case alone; `kept`
    are the names whose English spelling is the same, `french` those that English spells otherwise. `further` are those
    of the second tables, of which words that all are French words may stand side by side in small letters; `things`
    those under which a thing goes as well, in small letters behind its article: une citroën.
    """

    heads: Mapping[str, tuple[Entry, ...]]
    exact: frozenset[str]
    types: Mapping[str, str]
    kept: frozenset[str]
    french: frozenset[str]
    companions: tuple[Companion, ...]
    initialisms: frozenset[str]
    small_too: frozenset[str]
    further: frozenset[str]
    things: frozenset[str]

    def hits(self, text: str, words: Sequence[Word], suspects: Container[str]) -> Iterator[Hit]:
        """The wrongly written names of the table in `text`, from left to right.

        `words` are the words of the text with their inner apostrophes, `suspects` those at which to look (see there).
        """
        after = 0
        for start, _, form in words:
            if "’" in form or "'" in form:
                start, form = without_elision(start, form)
                form = form.partition("’")[0].partition("'")[0]
            if form not in suspects:
                continue
            entries = self.heads[form.lower()]
            if start < after:
                continue
            for entry in entries:
                end = start + len(entry.key)
                found = text[start:end]
                if _plain(found) != entry.key or not _bounded(text, start, end):
                    continue
                if entry.lead and _plain(text[max(0, start - len(entry.lead)) : start]) != entry.lead:
                    continue
                after = end
                right = entry.right.replace("'", "’") if "’" in found else entry.right
                in_path = entry.damage != "user" and _part_of_a_path(text, start, end, found)
                thing = entry.right in self.things and found.islower() and _is_thing(text, start, end)
                if found != right and self._wrong(entry, found) and not in_path and not thing:
                    yield Hit(start, end, right, entry.damage)
                break

    def suspects(self, heads: Iterable[str], words: Iterable[str]) -> frozenset[str]:
        """Those of the heads, with the capitals they have, at which a hit may start where these are all words."""
        small = frozenset("\n".join(words).lower().split("\n"))
        return frozenset(
            word for word in heads if any(self._may_start(entry, word, small) for entry in self.heads[word.lower()])
        )

    def _may_start(self, entry: Entry, word: str, small: Container[str]) -> bool:
        if entry.key == word.lower():
            return word != entry.right and self._wrong(entry, word)
        return all(part in small for part in _parts(entry.key))

    def _wrong(self, entry: Entry, found: str) -> bool:
        if found.replace("’", "'") in self.exact:
            return True
        if entry.damage in ("variant", "user"):
            return found.replace("’", "'") == entry.form
        if entry.damage == "split":
            pieces, expected = re.split("[ -]", found), re.split("[ -]", entry.form)
            if found.islower():
                return len(pieces) == 2 and expected[1].isupper() and len(expected[1]) > 1
            return all(
                piece[0] == should[0] or (place and piece[0].lower() == should[0].lower())
                for place, (piece, should) in enumerate(zip(pieces, expected, strict=True))
            )
        if found.isupper() or " " in entry.right or "-" in entry.right:
            if found.isupper() or not _small_words(found, entry.right):
                return False
            return not (found.islower() and entry.right in self.further and _all_words(found))
        if entry.right.isupper():
            small = found.islower() and len(found) > 2
            return entry.right in self.initialisms and (small or found.istitle())
        if found.islower() and entry.right in self.small_too:
            return False
        if entry.right.istitle() or entry.right.endswith("'s"):
            return found.islower() and len(found) > 3
        # A capital put before a name that starts small is usual in French: EasyJet.
        return found[1:] != entry.right[1:]


_ONE_OF_THEM = re.compile(
    r"(?<![\w’'-])(?:une?|des|les|ces|deux|trois|quatre|cinq|[smt](?:on|a|es)|leurs?|nos|vos|vieux|vieille|petite?)"
    r"[ \u00a0]\Z|(?<![\w’'-])l[’']\Z",
    re.IGNORECASE,
)


def _is_thing(text: str, start: int, end: int) -> bool:
    """Whether a thing is meant that goes under the name of its maker, or the name is a part of an English term."""
    if _ONE_OF_THEM.search(text, max(0, start - 10), start):
        return True
    after = re.match(r"[ \u00a0]([a-z]{3,})(?![\w’'])", text[end : end + 24])
    return after is not None and frequency(after[1], "en") > frequency(after[1], "fr") + 0.5


def _all_words(found: str) -> bool:
    """Whether all words of a name in small letters are French words, so that it may be a phrase."""
    return all(ordinary(word, default_lexicon()) for word in _LETTERS.findall(found) if word not in PARTICLES)


def without_elision(start: int, word: str) -> tuple[int, str]:
    """The offset and the form of a word without the elided one before it: d’OpenAI → OpenAI."""
    for mark in "’'":
        elided, found, rest = word.partition(mark)
        if found and elided.lower() in ELISIONS:
            return start + len(elided) + 1, rest
    return start, word


@lru_cache(maxsize=4096)
def _parts(key: str) -> tuple[str, ...]:
    return tuple(_LETTERS.findall(key))


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


def _bounded(text: str, start: int, end: int) -> bool:
    return (not start or not (text[start - 1].isalnum() or text[start - 1] in "_-")) and (
        end >= len(text) or not (text[end].isalnum() or text[end] == "_")
    )


def _part_of_a_path(text: str, start: int, end: int, found: str) -> bool:
    """Whether a name written small is a piece of something longer: openai-python, /facebook, nvidia.dll."""
    if not found.islower():
        return False
    return (start > 0 and text[start - 1] in "/\\.=&~:-") or (
        end < len(text)
        and (text[end] in "/\\=&-" or (text[end] in ".:" and end + 1 < len(text) and text[end + 1].isalnum()))
    )


def _small_words(found: str, right: str) -> bool:
    """Whether `found` is `right` with words that lost their capitals (Ig Metall), particles apart."""
    lost = False
    for word, should in zip(_LETTERS.findall(found), _LETTERS.findall(right), strict=True):
        if word == should or (word.lower() in PARTICLES and not word.isupper()):
            continue
        if should in _JOINTS and word == should.capitalize():
            lost = True
            continue
        # “NATO” and “PlayStation” keep their first capital alone: Nato, Playstation.
        only_first = word.istitle() and len(word) > 1 and should[0].isupper() and not should[1:].islower()
        if not only_first and not (word.islower() and not should.islower()):
            return False
        lost = True
    return lost


def pieces(name: str) -> tuple[str, ...]:
    """A name of one word cut where a capital follows a small letter: TechCrunch → Tech, Crunch."""
    parts = tuple(_HUMP.split(name))
    whole = len(parts) > 1 and all(len(part) > 1 or part == "X" for part in parts)
    return parts if whole else ()


@lru_cache(maxsize=1)
def further_names() -> Mapping[str, tuple[str, ...]]:
    """Kind → the names of the tables beside the first one, so many that their rarer damage would cost too much time."""
    compounds, world = (load_table(table)["names"] for table in ("names_compound", "names_world"))
    kinds = dict.fromkeys((*compounds, *world))
    return {kind: (*compounds.get(kind, ()), *world.get(kind, ())) for kind in kinds}


@lru_cache(maxsize=8)
def name_table(user: tuple[tuple[str, str], ...] = ()) -> NameTable:
    """The table under `data/` with the user's entries: garbled → right, or "" to switch an entry off."""
    data = load_table("names")
    types = {name: kind for kind, names in data["names"].items() for name in names}
    compounds = {name: kind for kind, names in further_names().items() for name in names}
    compounds = {name: kind for name, kind in compounds.items() if name not in types}
    types.update(compounds)
    types.update((name, "organisation") for name in data["spelling"]["initialisms"] if name not in types)
    off = {_plain(wrong) for wrong, right in user if not right}
    ordinary = frozenset(data["spelling"]["ordinary"])
    entries: dict[str, Entry] = {}
    exact = set()

    def add(form: str, right: str, damage: Damage) -> None:
        key = _plain(form)
        if key in off or _plain(right) in off:
            return
        form = form.replace("’", "'")
        new = Entry(key, right, right, "case") if key == _plain(right) else Entry(key, form, right, damage)
        entry = entries.setdefault(key, new)
        if entry.right == right and form not in (entry.form, right):
            exact.add(form)

    for wrong, right in user:
        if right:
            add(wrong, right, "user")
            # The right side is a name from now on, whatever pieces of it our own table would change.
            add(right, right, "case")
    for name in types:
        if name not in ordinary:
            add(name, name, "case")
        if types[name] != "person" and (rest := _without_lead(name)):
            led = Entry(_plain(rest), rest, rest, "case", _plain(name[: -len(rest)]))
            entries.setdefault(_plain(name) + " ", led)
    for right, forms in data["variants"].items():
        for form in forms:
            add(form, right, "variant")
    for name in types:
        if name not in ordinary and name not in compounds:
            for form, damage in _generated(name, split=name not in data["spelling"]["joined_or_split"]):
                add(form, name, damage)
    for name in types:
        if " " in name and types[name] != "person":
            for form in _half_translated(name):
                add(form, name, "variant")
    french = frozenset((*data["spelling"]["french"], *load_table("names_world")["spelling"]["french"]))
    companions = tuple(
        Companion(item["form"], item["right"], tuple(item["with"]))
        for item in data["company"]
        if _plain(item["form"]) not in off and _plain(item["right"]) not in off
    )
    return NameTable(
        heads=_by_head(entries),
        exact=frozenset(exact),
        types=types,
        kept=frozenset(types) - french,
        french=french,
        companions=companions,
        initialisms=frozenset(data["spelling"]["initialisms"]),
        small_too=frozenset(data["spelling"]["small_too"]),
        further=frozenset(compounds),
        things=frozenset(data["spelling"]["things"]),
    )


def _without_lead(name: str) -> str:
    """What follows the article or particle that a name begins with, if it begins with no French word: De Beers."""
    lead, blank, rest = name.partition(" ")
    first = _LETTERS.match(rest)
    if not blank or lead.lower() not in LEADS or first is None or len(first.group()) < 4:
        return ""
    return "" if not first.group().istitle() or ordinary(first.group().lower(), default_lexicon()) else rest


def _generated(name: str, split: bool) -> Iterator[tuple[str, Damage]]:
    """The forms that follow from the make of a name: Goldman Sachs run together, TechCrunch in two words, and a
    family name that was translated (George Buisson)."""
    if " " in name:
        parts = name.split()
        for noun in load_table("names_persons")["read_as_nouns"].get(parts[-1], ()) if len(parts) == 2 else ():
            if noun.capitalize() != parts[-1]:
                yield f"{parts[0]} {noun}", "variant"
                yield f"{parts[0]} {noun.capitalize()}", "variant"
        if all(part.isalpha() for part in parts) and not name.isupper() and PARTICLES.isdisjoint(name.lower().split()):
            yield "".join(parts), "variant"
    elif split and (parts := pieces(name)):
        for mark in " -":
            yield mark.join(parts), "split"


def _half_translated(name: str) -> Iterator[str]:
    """The name with one word of it in French: “Fédéral Aviation Administration”, “Warner Bros. Découverte”.

    Nothing French reads so where another word is none of French, or where what French would put behind its noun and
    write small stands in front of two more.
    """
    words = name.split(" ")
    english = [not ordinary(word.lower(), default_lexicon()) for word in words]
    for place, word in enumerate(words):
        others = [*english[:place], *english[place + 1 :]]
        if words[place + 1 : place + 2] and words[place + 1].islower():
            continue  # "Université of Ottawa" may be French with an "of" left in it
        if any(others) or (place == 0 and len(words) > 2):
            for french in _french_words().get(word, ()):
                yield " ".join((*words[:place], french, *words[place + 1 :]))


@lru_cache(maxsize=1)
def _french_words() -> Mapping[str, tuple[str, ...]]:
    return {word: tuple(forms) for word, forms in load_table("names_compound")["translated"].items()}


def _by_head(entries: Mapping[str, Entry]) -> Mapping[str, tuple[Entry, ...]]:
    heads: dict[str, list[Entry]] = {}
    for entry in entries.values():
        match = _LETTERS.search(entry.key)
        # A name that starts with an article or a figure is not worth a look at every article of the text.
        if match and match.start() == 0 and (match.group() not in LEADS | {"a"} or entry.damage == "user"):
            heads.setdefault(match.group(), []).append(entry)
    # The longest first: New York Times before New York.
    return {head: tuple(sorted(found, key=lambda each: (-len(each.key), each.key))) for head, found in heads.items()}
