"""Nationalities and what belongs to a city or region: « népalais » must not become Dutch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from pipeline.check.filters import Pair, check
from pipeline.check.lexical import folded

#: Other English words for the same: people, short forms, what a part of the whole is called.
_OTHERS = {
    "American": ("US", "USA", "U.S.", "America", "Americas", "United States", "Americans"),
    "British": ("UK", "U.K.", "Britain", "Briton", "Britons", "English", "England", "Brit", "Brits", "United Kingdom"),
    "English": ("British", "Britain", "UK", "Englishman", "Englishmen", "Englishwoman"),
    "French": ("Frenchman", "Frenchmen", "Frenchwoman", "Frenchwomen"),
    "Dutch": ("Holland", "Netherlands", "Dutchman", "Dutchwoman"),
    "Spanish": ("Spaniard", "Spaniards"),
    "Danish": ("Dane", "Danes"),
    "Swedish": ("Swede", "Swedes"),
    "Polish": ("Pole", "Poles"),
    "Finnish": ("Finn", "Finns"),
    "Turkish": ("Turk", "Turks", "Turkey", "Türkiye"),
    "Scottish": ("Scot", "Scots", "Scotch"),
    "Irish": ("Irishman", "Irishmen", "Irishwoman"),
    "Welsh": ("Welshman", "Welshmen", "Welshwoman"),
    "Filipino": ("Philippine", "Filipina", "Filipinos"),
    "Philippine": ("Filipino", "Filipina", "Filipinos"),
    "Serbian": ("Serb", "Serbs"),
    "Croatian": ("Croat", "Croats"),
    "Slovak": ("Slovakian",),
    "Slovenian": ("Slovene", "Slovenes"),
    "Czech": ("Czechia",),
    "Greek": ("Hellenic",),
    "Chinese": ("Sino",),
    "Emirati": ("UAE", "Emirates"),
    "European": ("EU", "Euro", "the Union"),
    "African": ("AU",),
    "New York": ("NY", "New Yorker", "New Yorkers"),
    "Arab": ("Arabic", "Arabian"),
    "Jewish": ("Jew", "Jews"),
    "Romanian": ("Rumanian",),
    "New Zealand": ("Kiwi", "New Zealander", "New Zealanders"),
    "Icelandic": ("Icelander", "Icelanders"),
    "Bengali": ("Bangladeshi",),
    "Catalan": ("Catalonian",),
    "Kazakh": ("Kazakhstani",),
    "Uzbek": ("Uzbekistani",),
    "Afghan": ("Afghani",),
    "Lapp": ("Sami", "Laplander"),
    "Congolese": ("DRC",),
    "Uyghur": ("Uighur",),
    "Hindu": ("Indian",),
    "Korean": ("Koreas",),
    "Chechen": ("Chechnyan",),
    "Beijing": ("Pekingese", "Peking"),
}
#: Forms that are ordinary words besides, or names of papers, dishes, dances and styles.
_AMBIGUOUS = frozenset("romain romaine romains romaines alpin alpine alpins alpines lombard lombarde lombards".split())
_LETTERS = re.compile(r"[^\W_]+")
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
#: Before a capitalised form that names people.
_PEOPLE = re.compile(r"(?<!\w)(?:les|des|aux|ces|d[’']|deux|trois|quatre|cinq|\d+) ?$", re.IGNORECASE)


@cache
def _forms() -> dict[str, frozenset[str]]:
    """French forms → the English words of which one has to stand there."""
    forms: dict[str, frozenset[str]] = {}
    for line in (files("pipeline.check") / "data" / "places.tsv").read_text(encoding="utf-8").splitlines():
        *french, adjective, _, place = line.split("\t")
        name = place.removeprefix("the ")
        words = {adjective, adjective + "s", name, *name.split("-"), *_OTHERS.get(adjective, ())}
        for form in dict.fromkeys(french):
            if form not in _AMBIGUOUS:
                forms[form] = forms.get(form, frozenset()) | frozenset(map(_spaced, words))
    return forms


@check("lost-nationalities", threshold=0.0, fails="above", source="own")
def lost_nationalities(pair: Pair) -> int:
    """French adjectives and nouns of nationality (népalais, une Sénégalaise) for which the English has nothing.

    The adjective, the people, the place or a usual short form (US, EU) may stand there. Of 3,997 human translations
    0.5 % miss one.
    """
    forms, english = _forms(), _spaced(pair.en)
    return sum(not any(word in english for word in forms[form]) for form in _named(pair.fr) if form in forms)


def _named(text: str) -> Iterator[str]:
    """The words in small letters, and those with a capital where they name people."""
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].islower():
            yield word
        elif _PEOPLE.search(text, 0, match.start()):
            yield word[0].lower() + word[1:]


def _spaced(text: str) -> str:
    """The words alone, folded, with a space around each."""
    return f" {' '.join(_LETTERS.findall(folded(text)))} "
