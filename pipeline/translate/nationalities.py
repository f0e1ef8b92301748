"""Nationalities, and what belongs to a city or region, with their English words: népalais, une Sénégalaise.

The table has a line a place: the four forms of the French adjective, the English adjective, the French name with its
article and the English name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

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
#: First halves of « franco-allemand ».
_FIRST = {
    "anglo": "Anglo", "franco": "Franco", "germano": "German", "sino": "Sino", "russo": "Russian", "italo": "Italian",
    "américano": "American", "hispano": "Spanish", "luso": "Portuguese", "nippo": "Japanese", "israélo": "Israeli",
    "irano": "Iranian", "irako": "Iraqi", "turco": "Turkish", "gréco": "Greek", "algéro": "Algerian", "belgo": "Belgian",
    "canado": "Canadian", "indo": "Indo", "afro": "Afro", "austro": "Austro", "polono": "Polish", "libano": "Lebanese",
    "syro": "Syrian", "maroco": "Moroccan", "tuniso": "Tunisian", "égypto": "Egyptian", "saoudo": "Saudi",
    "ukraino": "Ukrainian", "suisso": "Swiss", "helvético": "Swiss", "suédo": "Swedish", "finno": "Finnish",
    "dano": "Danish", "serbo": "Serbian", "bosno": "Bosnian", "tchéco": "Czech", "argentino": "Argentine",
    "brasilo": "Brazilian", "mexicano": "Mexican", "malgacho": "Malagasy", "congolo": "Congolese", "sénégalo": "Senegalese",
    "pakistano": "Pakistani", "arméno": "Armenian", "azéro": "Azerbaijani", "euro": "Euro", "latino": "Latin",
}  # fmt: skip
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
_MANY = r"les|des|aux|ces|d[’']|deux|trois|quatre|cinq|plusieurs|quelques|\d+"
_ONE = r"l[ae]|une?|du|au|ce|cet|cette|[ld][’']"
_OPENING = r"(?:^|[.!?:;«“\"(—–] ?)"
#: Before a capitalised form that names people; « Le » may be a piece of a name unless it begins something.
_SEVERAL = re.compile(rf"(?:(?<!\w)(?:{_MANY})|{_OPENING}(?:Les|Des|Aux|Ces|D[’']|Deux|Trois|Plusieurs|Quelques)) ?$")
_SINGLE = re.compile(rf"(?:(?<!\w)(?:{_ONE})|{_OPENING}(?:L[ae]|Une?|Ce|Cette|Cet|Au|[LD][’'])) ?$")


@dataclass(frozen=True, slots=True)
class Nationality:
    """A French word of nationality: its stretch, the English adjective, and all English words that may render it.

    `place`: that of them which names the place. `people`: how many it names with its capital, "one" (« un Kényan ») or "several"; "" for an adjective.
    """

    start: int
    end: int
    adjective: str
    words: tuple[str, ...]
    place: str
    people: Literal["", "one", "several"]


@cache
def _table() -> dict[str, tuple[str, tuple[str, ...]]]:
    """French forms in small letters → the place, and the English words of which one has to stand there, the adjective
    first."""
    forms: dict[str, tuple[str, tuple[str, ...]]] = {}
    for line in (files("pipeline.translate") / "data" / "places.tsv").read_text(encoding="utf-8").splitlines():
        *french, adjective, _, place = line.split("\t")
        name = place.removeprefix("the ")
        several = () if adjective == name else (adjective + "s",)
        words = (adjective, *several, name, *name.split("-"), *_OTHERS.get(adjective, ()))
        for form in dict.fromkeys(french):
            if form not in _AMBIGUOUS:
                first, others = forms.get(form, (name, ()))
                forms[form] = first, tuple(dict.fromkeys((*others, *words)))
    return forms


def find_nationalities(text: str) -> Iterator[Nationality]:
    """The words of nationality of a French sentence, those in capitals where they name people."""
    known = _table()
    for match in _WORD.finditer(text):
        form = match[0][0].lower() + match[0][1:]
        first, _, second = form.partition("-")
        if form in known:
            place, words = known[form]
        elif first in _FIRST and second in known:
            place, words = known[second]
            words = (f"{_FIRST[first]}-{words[0]}", *words)
        else:
            continue
        people: Literal["", "one", "several"] = ""
        if match[0][0].isupper():
            before = text[: match.start()]
            people = "several" if _SEVERAL.search(before) else "one"
            if people == "one" and not _SINGLE.search(before):
                continue
        yield Nationality(*match.span(), words[0], words, place, people)
