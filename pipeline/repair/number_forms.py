"""What stands beside a number: the sign of a currency before it, and a preposition said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.typography import space

_GAP = "[ \u00a0\u202f]"
#: Signs before an amount and what they are in words, one and many.
_SIGNS = {
    "$": ("dollar", "dollars"),
    "US$": ("dollar", "dollars"),
    "U.S.$": ("dollar", "dollars"),
    "C$": ("dollar canadien", "dollars canadiens"),
    "CA$": ("dollar canadien", "dollars canadiens"),
    "A$": ("dollar australien", "dollars australiens"),
    "AU$": ("dollar australien", "dollars australiens"),
    "NZ$": ("dollar néo-zélandais", "dollars néo-zélandais"),
    "HK$": ("dollar de Hong Kong", "dollars de Hong Kong"),
    "S$": ("dollar de Singapour", "dollars de Singapour"),
    "R$": ("réal", "réaux"),
    "€": ("euro", "euros"),
    "£": ("livre sterling", "livres sterling"),
    "¥": ("yen", "yens"),
    "₹": ("roupie", "roupies"),
    "₩": ("won", "wons"),
    "₽": ("rouble", "roubles"),
    "₺": ("livre turque", "livres turques"),
    "₴": ("hryvnia", "hryvnias"),
}
_NAMES = "|".join(dict.fromkeys(word for one, _ in _SIGNS.values() for word in one.split()[:1]))
_SIGN_FIRST = re.compile(
    rf"(?<![\w$€£¥.,/-])(?P<sign>{'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))}){_GAP}?"
    rf"(?P<whole>[1-9]\d{{0,2}}(?:(?P<group>[,.\u00a0\u202f ])\d{{3}}(?:(?P=group)\d{{3}})*)?|[1-9]\d{{3,8}}|0)"
    rf"(?P<decimals>[.,]\d{{1,2}})?(?![\w.,/]*\d|[\w%])(?!{_GAP}?[-–]{_GAP}?[$€£¥\d])"
    rf"(?!{_GAP}?(?:[mM]illi|billion|trillion|bn|mn|tn|k\b))(?P<said>{_GAP}(?:{_NAMES})s?(?!\w))?"
)
#: Text of a program or a table.
_CODE = re.compile(r"[{}`=\\|;]\w|\$[A-Za-z_{(]")


@rule(
    "numbers.sign-first",
    category="numbers",
    confidence=0.87,
    why="French names the currency after the amount.",
    example=("Il coûte $30, ou £1,250 l’an.", "Il coûte 30\u00a0dollars, ou 1\u00a0250\u00a0livres sterling l’an."),
    needs=tuple(sign[-1] for sign in _SIGNS),
    trigger=rf"[$€£¥₹₩₽₺₴]{_GAP}?\d",
)
def sign_first(line: Line, context: Context) -> Iterator[Change]:
    """“$30 par titre” → “30 dollars par titre”, “£2.50” → “2,50 livres sterling”, “€1,200” → “1 200 euros”.

    The name is a singular below two. Amounts in millions are left to `numbers.english-scale`, amounts before their
    sign (30 $, 30 €) to the typography. Spares variables and formulas, and ranges joined by a dash.
    """
    if _CODE.search(line.text):
        return
    for match in _SIGN_FIRST.finditer(line.text):
        figures = re.sub(r"\D", "", match["whole"])
        group, decimals = match["group"], match["decimals"]
        if group == "." and decimals and decimals[0] == "." or group == "," and decimals and decimals[0] == ",":
            continue
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", space(context), figures) if group or len(figures) > 4 else figures
        one, many = _SIGNS[match["sign"]]
        amount = whole + (decimals.replace(".", ",") if decimals else "")
        yield Change(match.start(), match.end(), f"{amount}\u00a0{many if int(figures) >= 2 else one}")


_NUMERALS = (
    r"\d|(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|"
    r"soixante|cent|mille|moins|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    r"plusieurs|quelques|une dizaine|un an)(?!\w)"
)
_TWICE = re.compile(
    rf"(?<![\w’'-])(?P<word>en|de|à|dans|sur|pour|depuis|par|entre|pendant){_GAP}(?P=word)(?={_GAP}(?:{_NUMERALS}))"
)
_SPACED_TWICE = re.compile(r" (en|de|à|dans|sur|pour|depuis|par|entre|pendant) \1 ")


@rule(
    "numbers.doubled-preposition",
    category="numbers",
    confidence=0.9,
    why="The preposition stands twice before the number.",
    example=("La part a doublé en en trois ans.", "La part a doublé en trois ans."),
)
def doubled_preposition(line: Line, context: Context) -> Iterator[Change]:
    """“en en trois ans” → “en trois ans”, “de de 40 %” → “de 40 %”.

    Spares the pronoun “en” after a verb with a pronoun before it (“s’en en”), which no number follows.
    """
    for match in _TWICE.finditer(line.text) if line.repeats_word and _SPACED_TWICE.search(line.text) else ():
        yield Change(match.end("word"), match.end(), "")


_SPARE_DE = re.compile(
    rf"(?<![\w’'-])(?:depuis|pendant|durant|dans){_GAP}(?P<spare>de{_GAP}|d[’'])(?=(?:une?(?!{_GAP}(?:part|côté|coup|"
    rf"seul|autre|certaine?)(?!\w))|environ|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|trente|\d){_GAP}|\d)"
    rf"|,{_GAP}soit{_GAP}(?P<of>de{_GAP}|d[’'])(?=environ{_GAP}(?:l[ea]s?{_GAP}|l[’']))"
)


@rule(
    "numbers.spare-preposition",
    category="numbers",
    confidence=0.88,
    why="Between the preposition and the amount stands no “de”.",
    example=("Elle chante depuis de une vingtaine d’années.", "Elle chante depuis une vingtaine d’années."),
    words=("depuis", "pendant", "durant", "dans", "soit"),
    trigger=rf"(?:depuis|pendant|durant|dans|soit){_GAP}(?:de{_GAP}|d[’'])",
)
def spare_preposition(line: Line, context: Context) -> Iterator[Change]:
    """“depuis de une dizaine d’années” → “depuis une dizaine d’années”, “, soit d’environ le prix” → “, soit environ”.

    Spares “depuis de longues années”, “dans d’autres villes”, and “soit” as the verb (“qu’il soit d’environ 3 %”).
    """
    for match in _SPARE_DE.finditer(line.text):
        yield Change(*match.span("spare" if match["spare"] else "of"), "")


_SCALE_AND_SIGN = re.compile(
    rf"(?<=\d{_GAP})(?P<scale>milli(?:on|ard)s?){_GAP}(?:de{_GAP}?|d[’'])(?P<sign>US\$|[$€£¥])(?![\w$€£])"
)


@rule(
    "numbers.sign-after-scale",
    category="numbers",
    confidence=0.88,
    why="Behind “millions” the currency is written out.",
    example=("Le pont coûtera 15 millions de $.", "Le pont coûtera 15 millions de dollars."),
    needs="$€£¥",
    trigger=rf"milli(?:on|ard)s?{_GAP}(?:d[e’'])",
)
def sign_after_scale(line: Line, context: Context) -> Iterator[Change]:
    """“15 millions de $” → “15 millions de dollars”, “2 milliards d’€” → “2 milliards d’euros”.

    Spares the sign without “de” (15 millions $), which tables and headlines have.
    """
    for match in _SCALE_AND_SIGN.finditer(line.text):
        name = _SIGNS[match["sign"]][1]
        link = "d’" if name[0] in "aeiou" else "de "
        yield Change(match.end("scale"), match.end(), f" {link}{name}")


#: Currencies in other languages, or in the singular, and the French plural.
_OTHER_CURRENCIES = {
    "euro": "euros", "Euro": "euros", "Euros": "euros", "Dollar": "dollars", "dollar": "dollars", "dollari": "dollars",
    "dólares": "dollars", "dolares": "dollars", "Pfund": "livres sterling", "Franken": "francs", "franchi": "francs",
    "Kronen": "couronnes", "coroas": "couronnes", "coronas": "couronnes", "corone": "couronnes", "Rubel": "roubles",
    "rublos": "roubles", "rubli": "roubles", "Yen": "yens", "Zloty": "zlotys", "Rupien": "roupies", "rupie": "roupies",
    "rupias": "roupies", "liras": "livres", "Pesos": "pesos", "Reais": "reais", "Dollars": "dollars",
}  # fmt: skip
_FRENCH_CURRENCIES = ("euros", "dollars", "pesos", "reais", "yens", "yuans", "roubles", "francs")
_SCALE_AND_NAME = re.compile(
    rf"(?<=\d{_GAP})(?P<scale>milli(?:on|ard)s?){_GAP}(?P<of>(?:de|di|of|von|d[’'])(?:(?<=[’'])|{_GAP}))?"
    rf"(?P<name>{'|'.join(_OTHER_CURRENCIES)}|{'|'.join(_FRENCH_CURRENCIES)})(?![\w’'-])(?!{_GAP}[A-Z\d])"
)
_BELOW_TWO = re.compile(rf"(?<![\d.,])(?<!\d{_GAP})[01](?:[.,]\d+)?{_GAP}$")
_NAME = re.compile(
    rf"(?<=\d{_GAP})(?P<name>{'|'.join(sorted(set(_OTHER_CURRENCIES) - {'Yen'}))})(?![\w’'-])(?!{_GAP}[A-Z\d])"
)


@rule(
    "numbers.currency-name",
    category="numbers",
    confidence=0.88,
    why="The name of the currency is another language’s, or joined as there.",
    example=("Le pont a coûté 4 millions Euro, le phare 300 dollari.", "Le pont a coûté 4 millions d’euros, le phare 300 dollars."),
    words=(*_OTHER_CURRENCIES, *_FRENCH_CURRENCIES),
    trigger=rf"\d{_GAP}(?:milli(?:on|ard)s?{_GAP}(?!d[’']|de{_GAP}(?:{'|'.join(_FRENCH_CURRENCIES)})(?!\w))"
    rf"|milli(?:on|ard)s?{_GAP}d[’']euro(?!s)|(?:{'|'.join(_OTHER_CURRENCIES)})(?!\w))",
)
def currency_name(line: Line, context: Context) -> Iterator[Change]:
    """“4 millions Euro”, “4 millions di euro” → “4 millions d’euros”, “300 dollari” → “300 dollars”.

    Spares one of a currency (“1 euro”), names and figures behind (“Euro 2024”), and what has its French form.
    """
    text = line.text
    for match in _SCALE_AND_NAME.finditer(text):
        name = _OTHER_CURRENCIES.get(match["name"], match["name"])
        link = "d’" if name[0] == "e" else "de "
        if match["of"] and match["of"].replace("'", "’").replace("\u00a0", " ") == link and name == match["name"]:
            continue
        yield Change(match.end("scale"), match.end(), f" {link}{name}")
    for match in _NAME.finditer(text):
        one = _BELOW_TWO.search(text, max(0, match.start() - 16), match.start())
        if not one:
            yield Change(*match.span("name"), _OTHER_CURRENCIES[match["name"]])
        elif match["name"] in ("Euro", "Dollar"):
            yield Change(*match.span("name"), match["name"].lower())
