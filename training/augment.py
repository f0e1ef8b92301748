"""Changes training pairs so that the model learns what the corpus does not teach it.

Names, numbers and placeholders: they are replaced alike on both sides, so that the only
rule that fits is to copy. Words: some are replaced by rare ones of the dictionary. Noise:
the French side gets the damage our input has.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from random import Random

from wordfreq import zipf_frequency

from . import names, places, words
from .data import Pair
from .vocabulary import PLACEHOLDERS, ToMeet

TEMPLATES: list[Pair] = [
    ("{a} et {b} ont rejoint {c} en {y}.", "{a} and {b} joined {c} in {y}."),
    ("Le patron d’{a}, {b}, a démenti.", "The head of {a}, {b}, denied it."),
    (
        "Selon {a}, {n} % des clients de {b} sont partis.",
        "According to {a}, {n}% of {b}'s customers have left.",
    ),
    ("{a} a racheté {b} pour {n} milliards de dollars.", "{a} bought {b} for {n} billion dollars."),
    ("Né à {a} en {y}, {b} vit à {c}.", "Born in {a} in {y}, {b} lives in {c}."),
    ("{a}, {b}, {c} et {d} étaient présents.", "{a}, {b}, {c} and {d} were present."),
    ("Le PDG de {a}, {b}, a quitté {c}.", "The CEO of {a}, {b}, has left {c}."),
    ("« Nous avons parlé à {a} », a déclaré {b}.", "“We spoke to {a},” {b} said."),
    ("À {h} h {m}, {a} était encore à {b}.", "At {h}:{m}, {a} was still in {b}."),
    ("{a} c. {b} : le procès commence", "{a} v. {b}: the trial begins"),
    (
        "L’avocat de {a} a accusé {b} d’avoir menti à {c}.",
        "{a}'s lawyer accused {b} of lying to {c}.",
    ),
    (
        "Il y a {n} employés chez {a}, contre {k} chez {b}.",
        "There are {n} employees at {a}, compared with {k} at {b}.",
    ),
    (
        "En {y}, {a} a investi {n} millions d’euros dans {b}.",
        "In {y}, {a} invested {n} million euros in {b}.",
    ),
    ("Les négociations entre {a} et {b} ont échoué.", "The talks between {a} and {b} have failed."),
    ("{a} (à gauche) et {b} (à droite)", "{a} (left) and {b} (right)"),
    ("{a} a répondu à {b} sur {c}.", "{a} replied to {b} on {c}."),
    ("Le modèle {a} de {b} est plus rapide que {c}.", "{b}'s {a} model is faster than {c}."),
    ("D’après {a}, le prix est de {n} €.", "According to {a}, the price is €{n}."),
    (
        "{a}, qui dirige {b} depuis {y}, a refusé de commenter.",
        "{a}, who has headed {b} since {y}, declined to comment.",
    ),
    ("La ville de {a} se trouve à {n} km de {b}.", "The city of {a} is {n} km from {b}."),
    ("Qui est {a} ?", "Who is {a}?"),
    ("L’entreprise d’{a} vaut {n} milliards.", "{a}'s company is worth {n} billion."),
    ("{a} dit qu’{b} a tort.", "{a} says that {b} is wrong."),
    ("Mme {a} et M. {b} ont voté contre.", "Ms {a} and Mr {b} voted against."),
    ("Le rapport de {a} cite {b}, {c} et {d}.", "{a}'s report cites {b}, {c} and {d}."),
    (
        "Après {n} ans chez {a}, {b} part pour {c}.",
        "After {n} years at {a}, {b} is leaving for {c}.",
    ),
    ("{a} ({y}-{z}) a vécu à {b}.", "{a} ({y}-{z}) lived in {b}."),
    ("Sous le règne de {a} ({y} – {z}), {b} fut détruite.", "{b} was destroyed under the reign of {a} ({y} – {z})."),
    (
        "Long de {n} kilomètres ({k} miles), le fleuve {a} traverse {b}.",
        "The {a} River, {n} kilometers ({k} miles) long, flows through {b}.",
    ),
    (
        "Entre {y} et {z}, la population de {a} est passée de {n} à {k} habitants.",
        "Between {y} and {z}, the population of {a} went from {n} to {k}.",
    ),
    (
        "La température est tombée à {n}° à {a}, contre {k} °C à {b}.",
        "The temperature fell to {n}° in {a}, compared with {k}°C in {b}.",
    ),
    ("Le {o} octobre {y}, {a} a quitté {b}.", "On October {o}, {y}, {a} left {b}."),
    ("Né le {o} août {y}, mort le {p} mai {z}", "Born August {o}, {y}, died May {p}, {z}"),
    (
        "Le {o} janvier à {h} h {m}, {n} personnes attendaient devant {a}.",
        "At {h}:{m} on January {o}, {n} people were waiting outside {a}.",
    ),
    ("Il coûte {n} $, soit {k} €, chez {a}.", "It costs ${n}, or €{k}, at {a}."),
    ("Avec {n} points, {a} devance {b} ({k}).", "With {n} points, {a} is ahead of {b} ({k})."),
    (
        "Une aide de {n} euros ({k} dollars) par mois",
        "An allowance of {n} euros ({k} dollars) a month",
    ),
    (
        "La galaxie {a} {n} se trouve à {k} années-lumière.",
        "The galaxy {a} {n} is {k} light-years away.",
    ),
    (
        "De {n} à {k} % des habitants de {a} n’ont pas voté en {y}.",
        "Between {n}% and {k}% of the residents of {a} did not vote in {y}.",
    ),
]
"""Sentences of our own with slots: names a–g and i, years y and z, days o and p, hour h, minute m, numbers n, k, j
and l."""

LISTS: list[Pair] = [
    (
        "Étaient présents : {a}, {b}, {c}, {d}, {e}, {f}, {g} et {i}.",
        "Present were {a}, {b}, {c}, {d}, {e}, {f}, {g} and {i}.",
    ),
    ("Avec {a}, {b}, {c}, {d}, {e}, {f} et {g}.", "With {a}, {b}, {c}, {d}, {e}, {f} and {g}."),
    (
        "Les groupes {a}, {b}, {c} et {d} ont reculé, tandis qu’{e}, {f} et {g} ont progressé.",
        "The {a}, {b}, {c} and {d} groups fell, while {e}, {f} and {g} rose.",
    ),
    (
        "De {a} à {b}, en passant par {c}, {d} et {e}, personne n’a oublié {f}.",
        "From {a} to {b}, via {c}, {d} and {e}, no one has forgotten {f}.",
    ),
    ("Qui de {a}, {b}, {c}, {d} ou {e} succédera à {f} ?", "Who among {a}, {b}, {c}, {d} or {e} will succeed {f}?"),
    (
        "{a} a battu {b} {n}-{k}, {c} s’est incliné devant {d} ({j}-{l}).",
        "{a} beat {b} {n}-{k}, and {c} lost to {d} ({j}-{l}).",
    ),
    (
        "1. {a} ({b}), {n} points ; 2. {c} ({d}), {k} ; 3. {e} ({f}), {j}",
        "1. {a} ({b}), {n} points; 2. {c} ({d}), {k}; 3. {e} ({f}), {j}",
    ),
    (
        "{a}, le fils de {b}, a épousé {c}, la sœur d’{d} ; leurs enfants s’appellent {e} et {f}.",
        "{a}, the son of {b}, married {c}, the sister of {d}; their children are called {e} and {f}.",
    ),
    (
        "{a} et {b} affronteront {c} et {d} mardi, avant {e} contre {f}.",
        "{a} and {b} will face {c} and {d} on Tuesday, before {e} against {f}.",
    ),
    (
        "La région compte {n} communes, {k} écoles, {j} entreprises et {l} habitants.",
        "The region has {n} municipalities, {k} schools, {j} businesses and {l} inhabitants.",
    ),
    (
        "Le poids est passé de {n} kg à {k} kg, et la longueur de {j} m à {l} m.",
        "The weight went from {n} kg to {k} kg, and the length from {j} m to {l} m.",
    ),
    (
        "À {n} km/h ({k} miles par heure), la distance de {j} km ({l} miles) paraît courte.",
        "At {n} km/h ({k} miles per hour), the distance of {j} km ({l} miles) seems short.",
    ),
    (
        "Le chiffre d’affaires d’{a} a atteint {n} millions de dollars, celui de {b} {k} milliards d’euros.",
        "{a}'s revenue reached {n} million dollars, and {b}'s {k} billion euros.",
    ),
]
"""The same with many names or numbers, since each is met in its own vector or in many combinations only."""


FORMS = ["7", "23", "450", "1,500", "12,500", "2.5", "14.5", "6.25", "230,000"]
"""What numbers in templates look like."""


@dataclass(frozen=True)
class Shares:
    """How often each change is tried; where a pair offers no place for it, nothing happens."""

    template: float = 0.14
    list: float = 0.6
    protected_template: float = 0.3
    placeholder: float = 0.34
    swap_name: float = 0.75
    swap_number: float = 0.50
    swap_place: float = 0.35
    swap_word: float = 0.35
    join: float = 0.07
    heading: float = 0.07
    spanish_clause: float = 0.03
    english_clause: float = 0.05
    met_english: float = 0.5
    met_number: float = 0.4
    apostrophe: float = 0.35
    quote: float = 0.35
    colon_space: float = 0.12
    no_stop: float = 0.10
    upper: float = 0.035
    no_accents: float = 0.02
    lost_accents: float = 0.03
    typo: float = 0.03
    ellipsis: float = 0.5


class Augmenter:
    """Draws changed pairs; `foreign` gives clauses in Spanish."""

    def __init__(
        self,
        ordinary: frozenset[str],
        maker: names.NameMaker,
        dictionary: words.Words,
        spanish: list[Pair],
        to_meet: ToMeet,
        shares: Shares | None = None,
    ) -> None:
        self.ordinary = ordinary
        self.maker = maker
        self.words = dictionary
        self.places = places.Places(places.read())
        self.spanish = spanish
        self.to_meet = to_meet
        self.shares = shares or Shares()

    def __call__(self, pair: Pair, other: Pair, chance: Random) -> Pair:
        """A changed copy of `pair`; `other` is a second pair to join to it or quote from."""
        s = self.shares
        if chance.random() < s.swap_place:
            pair = self.places.swap(pair, chance)
        if chance.random() < s.swap_word:
            pair = self.words.swap(pair, chance)
        if chance.random() < s.template:
            template = chance.choice(LISTS if chance.random() < s.list else TEMPLATES)
            pair = self.fill(template, s.protected_template, chance)
        else:
            pair = self._replace_copies(pair, chance)
        if chance.random() < s.join and len(pair[0]) + len(other[0]) < 330:
            gap = "" if chance.random() < 0.1 and pair[0].endswith(".") else " "
            pair = pair[0] + gap + other[0], pair[1] + " " + other[1]
        if chance.random() < s.heading and len(pair[0]) < 250:
            pair = self.words.headed(pair, chance)
        if chance.random() < s.spanish_clause and self.spanish and len(pair[0]) < 250:
            pair = self._add_spanish(pair, chance)
        if chance.random() < s.english_clause:
            pair = self._add_english(pair, other[1], chance)
        return self._noise(pair, chance)

    def fill(self, template: Pair, protected: float, chance: Random) -> Pair:
        """The template with names and numbers in its slots, or (share `protected`) mostly
        placeholders."""
        protect = chance.random() < protected
        free = self._indices(12, chance)
        french, english = template
        for slot in "abcdefginkjlyzophm":
            mark = "{" + slot + "}"
            if mark not in french:
                continue
            if slot in "abcdefgi":
                elided = "’" + mark in french
                text = self.maker.like("x" if "{e}" in french else chance.choice(["x", "x y"]), elided, chance)
                one, two = text, text
            elif slot in "nkjl":
                one, two = self._number(chance.choice(FORMS), chance)
            elif slot in "yz":
                one = two = str(chance.randint(1400, 2040) if chance.random() < 0.5 else chance.randint(1950, 2030))
            elif slot in "op":
                one = two = str(chance.randint(2, 31))
            elif slot == "h":
                one = two = str(chance.randint(0, 23))
            else:
                one = two = f"{chance.randint(0, 59):02}"
            if protect and slot not in "ophm" and chance.random() < 0.8:
                one = two = free.pop(0)
            french, english = french.replace(mark, one), english.replace(mark, two)
        return french, english

    def _number(self, old: str, chance: Random) -> Pair:
        """Another number; for one of up to four plain digits often one that is a single piece."""
        if self.to_meet.numbers and old.isdecimal() and len(old) < 5 and chance.random() < self.shares.met_number:
            number = chance.choice(self.to_meet.numbers)
            if len(old) < 4 or 1000 <= number < 2100:
                return names.render_number(number, 0, number > 999 and len(old) < 4, chance)
        return names.new_number(old, chance)

    @staticmethod
    def _indices(count: int, chance: Random) -> list[str]:
        """Distinct placeholders: mostly 0, 1, 2…, else any, so that all of them are learned."""
        if chance.random() < 0.5:
            return PLACEHOLDERS[:count]
        return chance.sample(PLACEHOLDERS, count)

    def _replace_copies(self, pair: Pair, chance: Random) -> Pair:
        s = self.shares
        protect = chance.random() < s.placeholder
        swap_names = not protect and chance.random() < s.swap_name
        swap_numbers = not protect and chance.random() < s.swap_number
        if not (protect or swap_names or swap_numbers):
            return pair
        found = names.find_names(*pair, self.ordinary) if protect or swap_names else []
        if protect or swap_numbers:
            found += names.find_numbers(*pair)
        changes: list[tuple[names.Span, str, str]] = []
        if protect:
            found = sorted(found, key=lambda span: span.foreign)
            keep = [span for span in found if chance.random() < 0.75][:8]
            keep = [names.with_unit(x, *pair) if chance.random() < 0.7 else x for x in keep]
            for span, mark in zip(keep, self._indices(len(keep), chance), strict=True):
                changes.append((span, mark, mark))
        else:
            for span in found:
                old = pair[0][slice(*span.foreign)]
                if span.number:
                    changes.append((span, *self._number(pair[1][slice(*span.english)], chance)))
                else:
                    elided = pair[0][: span.foreign[0]].endswith(("’", "'"))
                    new = self.maker.like(old, elided, chance)
                    changes.append((span, new, new))
        return names.replace(pair, changes)

    def _add_spanish(self, pair: Pair, chance: Random) -> Pair:
        spanish, english = chance.choice(self.spanish)
        french, ours = pair
        if chance.random() < 0.5:
            return f"{french} {spanish}", f"{ours} {english}"
        if chance.random() < 0.5:
            return f"{spanish} {french}", f"{english} {ours}"
        return f"{french} « {spanish.rstrip('.')} »", f"{ours} “{english.rstrip('.')}”"

    def _add_english(self, pair: Pair, english: str, chance: Random) -> Pair:
        words = english.split()
        if self.to_meet.english and chance.random() < self.shares.met_english:
            words = chance.choices(self.to_meet.english, k=4)
        start = chance.randrange(max(1, len(words) - 4))
        quoted = " ".join(words[start : start + chance.randint(2, 5)]).strip('.,;:!?"“”«»()')
        around = chance.choice(["({})", "[{}]", "“{}”"]).format(quoted)
        return f"{pair[0]} {around}", f"{pair[1]} {around}"

    def _noise(self, pair: Pair, chance: Random) -> Pair:
        s = self.shares
        french, english = pair
        if chance.random() < s.apostrophe:
            old, new = chance.choice([("'", "’"), ("’", "'")])
            french = french.replace(old, new)
        if re.search(r"[«»\"“”]", french) and chance.random() < s.quote:
            french = _requote(french, chance)
        if chance.random() < s.colon_space:
            mark = r"\1" if chance.random() < 0.5 else r" \1"
            french = re.sub(r" ?([:;!?])(?= |$)", mark, french)
        if chance.random() < s.no_stop and french.endswith(".") and english.endswith("."):
            french, english = french.rstrip(". "), english.rstrip(". ")
        if "..." in french and chance.random() < s.ellipsis:
            french = french.replace("...", chance.choice([" . . .", " ...", "…"]))
        if "｟" not in french:
            kind = chance.random()
            if kind < s.upper and len(french) < 160:
                french = french.upper()
                french = _bare(french) if chance.random() < 0.5 else french
            elif kind < s.upper + s.no_accents:
                french = _bare(french)
            elif kind < s.upper + s.no_accents + s.lost_accents:
                french = " ".join(_bare(w) if chance.random() < 0.3 else w for w in french.split())
            elif kind < s.upper + s.no_accents + s.lost_accents + s.typo:
                french = _typo(french, chance)
        return french, english


def _bare(text: str) -> str:
    """Without accents."""
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", re.sub(r"[\u0300-\u036f]", "", parts))


def _requote(text: str, chance: Random) -> str:
    """The same quotation marks in another style, sometimes left open."""
    straight = re.sub(r"« ?|[“”]| ?»", '"', text)
    opening, closing = chance.choice([('"', '"'), ("“", "”"), ("« ", " »"), ("«", "»")])
    if chance.random() < 0.2:
        closing = ""
    pieces = straight.split('"')
    result = pieces[0]
    for i, piece in enumerate(pieces[1:]):
        result += (opening if i % 2 == 0 else closing) + piece
    return result


def _typo(text: str, chance: Random) -> str:
    """One slip in one longer small-letter word: a letter lost, doubled or swapped."""
    words = text.split(" ")
    places = [
        i for i, word in enumerate(words) if len(word) > 5 and word.isalpha() and word.islower()
    ]
    if places:
        i = chance.choice(places)
        word, at = words[i], chance.randrange(1, len(words[i]) - 2)
        slips = [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
        words[i] = chance.choice(slips)
    return " ".join(words)


def build(
    corpus: dict[str, list[Pair]],
    spanish: dict[str, list[Pair]],
    to_meet: ToMeet,
    seed: int,
    shares: Shares | None = None,
) -> Augmenter:
    """An augmenter that knows the corpus's ordinary words and names."""
    chance = Random(seed)
    pairs = [pair for tag in sorted(corpus) if not tag.startswith("legal") for pair in corpus[tag]]
    sample = chance.sample(pairs, min(len(pairs), 150_000))
    ordinary = names.ordinary_words(sample)
    known: set[str] = set()
    for french, english in sample:
        for span in names.find_names(french, english, ordinary):
            known.update(w for w in french[slice(*span.foreign)].split() if w.isalpha())
    clauses = [p for tag in sorted(spanish) for p in spanish[tag] if 15 < len(p[0]) < 120]
    whole = _copied(to_meet.names, sample)
    dictionary = words.Words((french for french, _ in pairs), to_meet.capitalised)
    maker = names.NameMaker(sorted(known), whole, to_meet.composed)
    return Augmenter(ordinary, maker, dictionary, clauses, to_meet, shares)


def _copied(pieces: list[str], sample: list[Pair]) -> list[str]:
    """Those of the capitalised words that are names: not French words, nor mostly rendered by others (UE, PIB)."""
    french_words = names.ordinary_words([(french, "") for french, _ in sample])
    wanted = set(pieces)
    seen: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for french, english in sample:
        there = wanted.intersection(re.findall(r"\w+", english))
        here = wanted.intersection(re.findall(r"\w+", french))
        seen.update(here)
        kept.update(here & there)
    # The parent's pieces are Portuguese too: what is ten times as common there is no name to learn.
    return [
        word
        for word in pieces
        if word.lower() not in french_words
        and 2 * kept[word] >= seen[word]
        and zipf_frequency(word, "en") > zipf_frequency(word, "pt") - 1
    ]
