"""Numbers written by the habits of another language: thousands of millions, decimal points, commas between thousands.

French counts 1 milliard where Spanish counts mil millones; it writes 2,8 where English writes 2.8, and 1 200 where
English writes 1,200. “Milliard” takes its plural from two on (Grevisse and Goosse, Le bon usage, § 508: 1,5 milliard).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from pipeline.language import frequency
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.typography import space

_GROUP = "[ \u00a0\u202f\u2009.]"

#: What may follow a quantity; a figure before one of these is no version, section or date.
_UNIT = (
    r"%|‰|°[CF]?|€|\$|£|¥|(?:km|cm|mm|kg|mg|ml|cl|ha|hl|dB|kW|MW|GW|TW|kWh|MWh|GWh|TWh|Hz|kHz|MHz|GHz|Mo|Go|To|m|g|l|t)"
    r"(?![\w’'])"
    r"|(?:millions?|milliards?|mètres?|kilomètres?|centimètres?|millimètres?|hectares?|kilos?|"
    r"kilogrammes?|grammes?|tonnes?|"
    r"litres?|degrés?|watts?|mégawatts?|gigawatts?|euros?|dollars?|livres|yens?|yuans?|francs|roubles?|roupies?|pesos|"
    r"heures?|minutes?|secondes?|jours?|semaines?|mois|ans|années|siècles?|fois|points?|pour cent|pieds|pouces|miles|"
    r"milles|gallons|barils|habitants|enfants par|naissances|décès|cas|doses|octets|mégaoctets|gigaoctets|téraoctets?|"
    r"pétaoctets?|mégapixels?|années-lumière|unités astronomiques|carats?|calories|kilocalories|étoiles|mbar|bars?|"
    r"volts?|kilowattheures?|mégawattheures?|gigawattheures?|millisecondes?|nanomètres?|couronnes|rands?|réaux|reais|"
    r"zlotys|wons)(?![\w’'])"
)
#: Units that a number with a point can be the name of a version or a time of, if no more than that is known.
_WEAK = re.compile(r"(?:points?|h|m|t|l|g|To|Go|Mo|cas|jours?|mois|semaines?)\Z")

_GAP = "[ \u00a0\u202f]"

#: Words after which a number is a name: versions, sections, models, amendments.
_LABEL = re.compile(
    r"(?:version|versions|v|article|articles|art\.?|section|chapitre|chap\.?|figure|fig\.?|tableau|"
    r"paragraphe|annexe|alinéa|"
    r"point|règle|niveau|lot|Android|iOS|macOS|Windows|Linux|Python|Java|PHP|Bluetooth|USB|HTML|HDMI|Wi-Fi|web|Web|"
    r"GPT|Claude|Llama|Gemini|Mac OS X|OS X|Ubuntu|Debian|Firefox|Chrome|SUBA|n°|no|numéro|canal|FM|code|verset|psaume)"
    r"[ \u00a0-]?\Z"
)


def _labelled(text: str, start: int) -> bool:
    """Whether the word before says that the number is a name, or a hyphen joins the number to one (GPT-3.5)."""
    joined = start > 1 and text[start - 1] in "-–" and not text[start - 2].isspace()
    return joined or bool(_LABEL.search(text[max(0, start - 14) : start]))


def _milliards(thousands: str, rest: str) -> str:
    """“30” and “000” → “30 milliards”; “1” and “500” → “1,5 milliard”."""
    decimals = rest.rstrip("0")
    whole = int(re.sub(r"\D", "", thousands))
    return (thousands + ("," + decimals if decimals else "")) + " milliard" + ("s" if whole >= 2 else "")


#: Nouns and units that follow a whole number of thousands and seldom one of units with three decimals.
_COUNTED = re.compile(
    r"[ \u00a0](?:de (?:(?:ses|leurs|nos|ces|mes|vos) )?|d[’'])?"
    r"(?:(?:nouveaux|nouvelles|autres|petites?|grandes?|jeunes) )?"
    r"([a-zà-ÿœ]{3,25}s|[a-zà-ÿœ]{2,25}aux|cas|voix|bus|ans|gens|tonnes|euros|yens)(?![\w-])"
)


#: Prices of one unit have three decimals: “contre 200,482 escudos”, “2,015 dollars le gallon”.
_RATE_BEFORE = re.compile(r"(?<!\w)contre[ \u00a0]$")
_RATE = re.compile(r"[ \u00a0]\w+[ \u00a0](?:l[ea][ \u00a0]|l[’']|par[ \u00a0])(?:litre|gallon|once|kilo|baril|unité|action|mètre|kilowatt)")
#: “4,000 à 6,000 dollars”: what is counted follows the other number.
#: “1 500 emplois sur 4,600”: what is counted stands before the other number.
_OF_SO_MANY = re.compile(
    rf"(?<![\w,.]){_GAP}?\d{{1,3}}[ \u00a0\u202f]\d{{3}}{_GAP}[a-zà-ÿœ]{{3,}}s{_GAP}sur{_GAP}[1-9]\d{{0,2}}(?P<comma>,)\d{{3}}"
    r"(?!\w|[.,]\d)"
)
_OTHER_COMMA_END = re.compile(rf"{_GAP}(?:à|et|ou){_GAP}[1-9]\d{{0,2}}(?:[,\u00a0\u202f ]\d{{3}})+(?![\w.,:/-]*\d|\w)")


@rule(
    "numbers.thousands-comma",
    category="numbers",
    confidence=0.9,
    why="The groups of a number are divided by spaces in French.",
    example=("L’usine emploie 1,200 salariés.", "L’usine emploie 1\u00a0200 salariés."),
    needs="0123456789",
    trigger=r",\d{3}(?!\d)",
)
def thousands_comma(line: Line, context: Context) -> Iterator[Change]:
    """“1,200 salariés” and “3,450,000 habitants” lose their English commas; “2,500.50” has a French comma then.

    Evidence for a single comma: something counted in the plural follows, and it is no unit of measure, with which
    three decimals are possible (1,250 kg); or a currency sign stands before it. A number of several commas has no
    other reading. Spares small numbers in lines that use commas for decimals as well.
    """
    text, wanted = line.text, space(context)
    for match in re.finditer(r"(?<![\w.,:/])([1-9]\d{0,2}(?:,\d{3})+)\.(\d{1,2})(?![\w,]|\.\d)", text):
        yield Change(match.start(), match.end(), f"{match.group(1).replace(',', wanted)},{match.group(2)}")
    for match in _OF_SO_MANY.finditer(text):
        yield Change(*match.span("comma"), wanted)
    decimal_commas = bool(re.search(r"(?<![\d,.])\d{1,3},\d{1,2}(?!\d)", text))
    for match in re.finditer(r"(?<![\w.,:/])([1-9]\d{0,2})((?:,\d{3})+)(?![\w,]|\.\d)", text):
        groups = match.group(2).count(",")
        priced = match.start() > 0 and text[match.start() - 1] in "$£€"
        if groups == 1 and not priced and not (match.group().endswith("00") and _LENGTH.match(text, match.end())):
            if _AREA.match(text, match.end()) or text.startswith(" points Elo", match.end()):
                yield Change(match.start(), match.end(), match.group().replace(",", wanted))
                continue
            other = _OTHER_COMMA_END.match(text, match.end())
            counted = _COUNTED.match(text, other.end() if other else match.end())
            rate = _RATE_BEFORE.search(text, max(0, match.start() - 10), match.start()) or _RATE.match(text, match.end())
            if not counted or rate or _measured(counted.group(1)) or decimal_commas and int(match.group(1)) < _MOST_ON_AVERAGE:
                continue
        yield Change(match.start(), match.end(), match.group().replace(",", wanted))


#: From so many on, what is counted is not an average with three decimals (2,125 enfants par femme).
_MOST_ON_AVERAGE = 5
#: Nobody gives square kilometres to the hectare and beyond.
_AREA = re.compile(r"[ \u00a0\u202f]?(?:km²|km2|kilomètres carrés)(?!\w)")


def _measured(noun: str) -> bool:
    """Whether three decimals are likely before this noun."""
    return bool(
        re.fullmatch(
            r"(?:(?:mi|bi|tri)lli(?:ons|ards)|millimètres|"
            r"(?:kilo|centi|hecto|déca)?(?:mètres|grammes|litres|watts)|kilos|"
            r"hectares|secondes|"
            r"points|degrés|parsecs|volts|bars|fois)",
            noun,
        )
    )


@rule(
    "numbers.thousand-millions",
    category="numbers",
    confidence=0.95,
    why="A thousand millions are a “milliard” in French.",
    example=("Le plan coûte 30 000 millions d’euros.", "Le plan coûte 30 milliards d’euros."),
    needs=("million", "milion"),
)
def thousand_millions(line: Line, context: Context) -> Iterator[Change]:
    """“1 000 millions” → “1 milliard”, “1 500 millions” → “1,5 milliard”, “30 000 millions” → “30 milliards”.

    Two decimals are kept before a currency (1 120 millions d’euros). A count that is not round (1 047 millions) is exact on purpose: the change is only proposed, and so it is where a
    verb in the plural stands before what becomes a singular, or the line says the same in milliards. Spares “3 000
    milliards”, numbers that do not end a group before “millions”, and ranges (500 à 1 000 millions),
    where the other number counts in millions too.
    """
    number = rf"(?<![\w.,])(?:(\d{{1,3}}){_GROUP}(\d{{3}})|(\d{{1,3}})(\d{{3}}))"
    pattern = number + r"[ \u00a0\u202f](?:millions?|millones)(?!\w)"
    for match in re.finditer(pattern, line.text):
        if re.search(r"\d[ \u00a0]?(?:à|-|–|et|ou)[ \u00a0]?\Z", line.text[max(0, match.start() - 6) : match.start()]):
            continue
        if re.search(r"\d[ \u00a0\u202f]\Z", line.text[max(0, match.start() - 2) : match.start()]):
            continue  # a number of more groups
        thousands, rest = match.group(1) or match.group(3), match.group(2) or match.group(4)
        if int(thousands) == 0:
            continue
        after = _milliards(thousands, rest)
        # "s’ajouteront 1 500 millions": the verb would have to change too. "…, soit 1,2 milliard": said on purpose.
        plural = int(thousands) < 2 and _PLURAL_VERB.search(line.text[max(0, match.start() - 40) : match.start()])
        money = rest.endswith("0") and _MILLIONS_OF_MONEY.match(line.text, match.end())
        sure = (rest.endswith("00") or money) and not plural and after not in line.text.replace("\u00a0", " ")
        yield Change(match.start(), match.end(), after, confidence=None if sure else 0.6)


_MILLIONS_OF_MONEY = re.compile(rf"{_GAP}(?:de{_GAP}|d[’'])(?:euros?|dollars?|pesos|reais|francs|livres)(?!\w)")


#: Names of large numbers in Spanish, Portuguese, Italian and German.
_FOREIGN_SCALE = re.compile(
    rf"(?<![\w.,/-])(?P<number>\d{{1,3}}(?:{_GAP}\d{{3}})?(?:[.,]\d{{1,2}})?){_GAP}"
    r"(?:(?P<milliard>mil[ \u00a0](?:millones|milh[õo]es|millions)|mill?iard[io]|bilh(?:[õo]es|ão)|Milliarden?)"
    r"|(?P<million>mill[oó]n(?:es)?|milh(?:[õo]es|ão)|mill?ion[ie]|Millionen)|(?P<thousand>mila?))(?![\w’'-])"
)
_COINS = re.compile(rf"{_GAP}(?:euro|dollari|dólares)(?!\w)")
#: “3mila”
_GLUED_THOUSAND = re.compile(r"(?<![\w.,/-])(?P<number>[1-9]\d{0,2}(?:,\d)?)mila(?![\w’'-])")


@rule(
    "numbers.foreign-scale",
    category="numbers",
    confidence=0.9,
    why="The name of the large number is left in another language.",
    example=(
        "Le pont a coûté 40 milhões d’euros, le port 3 miliardi.",
        "Le pont a coûté 40 millions d’euros, le port 3 milliards.",
    ),
    needs=("mil", "Mil", "bilh"),
    trigger=r"\d(?:[ \u00a0\u202f](?:[mM]il|bilh)|mila(?!\w))",
    in_foreign=True,
)
def foreign_scale(line: Line, context: Context) -> Iterator[Change]:
    """“40 milhões”, “40 millones”, “40 milioni”, “40 Millionen” → “40 millions”, “3 miliardi” → “3 milliards”.

    “12 mil salariés” and “12mila salariés” → “12 000 salariés”, before what is counted in the plural. The French noun takes its plural from
    two on. Thousands of “millones” are left to `numbers.thousand-millions`. Spares sentences in another language.
    """
    for match in _GLUED_THOUSAND.finditer(line.text):
        if not _in_span(line.foreign, match.start()):
            yield Change(*match.span(), _grouped(float(match["number"].replace(",", ".")) * 1000, context))
    for match in _FOREIGN_SCALE.finditer(line.text):
        # The name and what is counted may alone pass for a clause in another language ("mil millones de pesos").
        if _in_span(line.foreign, match.start() - 1) or _in_span(line.foreign, match.end() + 25):
            continue
        if any(map(_is_foreign, _SMALL_WORD.findall(line.text, max(0, match.start() - 40), match.start()))):
            continue
        number, french = match["number"], match.lastgroup
        figures = float(re.sub(r"[ \u00a0\u202f]", "", number).replace(",", "."))
        if french == "thousand":
            counted = _COUNTED.match(line.text, match.end()) or _COINS.match(line.text, match.end())
            if counted and figures < 1000 and round(figures * 1000) % 10 == 0:
                yield Change(match.start(), match.end(), _grouped(figures * 1000, context))
        elif not (french == "million" and figures >= 1000 and match["million"] == "millones"):
            yield Change(match.end("number") + 1, match.end(), french + ("s" if figures >= 2 else ""))


def _in_span(spans: tuple[tuple[int, int], ...], at: int) -> bool:
    place = bisect_left(spans, (at, 0))
    return place > 0 and at < spans[place - 1][1]


_SMALL_WORD = re.compile(r"(?<![\w’'-])[a-zà-ÿœ]+(?![\w’'-])")


def _is_foreign(word: str) -> bool:
    """Whether a word is more at home in one of the languages of these names than in French."""
    return max(frequency(word, language) for language in ("es", "pt", "it", "de")) > frequency(word, "fr") + 1


_PLURAL_VERB = re.compile(r"[a-zà-ÿ](?:ent|ont)(?: (?:à|de|environ|près|plus|encore|ainsi|presque))* \Z")


_TWICE = re.compile(
    rf"(?<![\w.,:/+-])(?<!\d[ \u00a0\u202f])(?P<number>[1-9]\d{{0,2}}){_GAP}(?P=number)(?![\w.,:/-]*\d|\w)"
)
_SCORE = re.compile(r"(?:(?:19|20)\d\d|(?<!\w)(?:sur|contre|à))[ \u00a0]$")
#: What says that a number is round: nobody estimates 140 140.
_ABOUT = re.compile(
    r"(?<![\w’'-])(?:environ|quelque|près d[e’']|plus d[e’']|moins d[e’']|au moins|autour d[e’']|jusqu[’']à|presque|"
    r"estim\w+(?: que| à)?|une? moyenne de|aux alentours de|à peine|à peu près)[ \u00a0]?$"
)


@rule(
    "numbers.doubled",
    category="numbers",
    confidence=0.86,
    why="The number stands twice in a row.",
    example=("Le camion pèse environ 40 40 tonnes.", "Le camion pèse environ 40 tonnes."),
    needs="0123456789",
    trigger=r"(\d)(?:[ \u00a0\u202f]\1\d{0,2}|\d{1,2}[ \u00a0\u202f]\1\d{1,2})(?!\d)",
)
def doubled_number(line: Line, context: Context) -> Iterator[Change]:
    """“40 40 tonnes” → “40 tonnes”, before what is counted.

    Two groups of three figures may be thousands (140 140): they lose one only where a word says that the number is
    round, and else it is proposed. Spares telephone numbers, scores and what is not counted.
    """
    text = line.text
    for match in _TWICE.finditer(text):
        if not (_COUNTED.match(text, match.end()) or _MONEY.match(text, match.end())):
            continue
        if _SCORE.search(text, max(0, match.start() - 8), match.start()):
            continue
        sure = len(match["number"]) < 3 or _ABOUT.search(text, max(0, match.start() - 24), match.start())
        yield Change(match.end("number"), match.end(), "", confidence=None if sure else 0.6)


#: English names of large numbers: how many thousand million each of them is.
_SCALES = {"billion": 1, "bn": 1, "trillion": 1000, "trn": 1000, "tn": 1000}
_SIGNS = {
    "$": "dollars", "US$": "dollars", "€": "euros", "£": "livres sterling", "¥": "yens", "A$": "dollars australiens",
    "AU$": "dollars australiens", "C$": "dollars canadiens", "CA$": "dollars canadiens", "NZ$": "dollars néo-zélandais",
}  # fmt: skip
_CURRENCY = (
    r"(?:dollars?|euros?|livres?(?: sterling)?|yens?|yuans?|roubles?|roupies?|francs?|couronnes?|pesos?|réaux|wons?)"
    r"(?!\w)"
)
_SCALED = re.compile(
    rf"(?<![\w$€£¥.,])(?P<sign>(?:US|AU?|CA?|NZ)?\$|[€£¥])?{_GAP}?(?<![\d.,])"
    rf"(?P<number>\d{{1,3}}(?:{_GAP}\d{{3}})?(?:[.,]\d{{1,2}})?)"
    rf"(?:{_GAP}|-)?(?P<scale>millions?|billions?|trillions?|milliards?|bn|mn?|tr?n)(?![\w’'-])"
    rf"(?P<of>{_GAP}(?:de{_GAP}|d[’'])(?={_CURRENCY}))?(?P<currency>{_GAP}?{_CURRENCY})?"
)


@rule(
    "numbers.english-scale",
    category="numbers",
    confidence=0.9,
    why="English words and order for a large number; a billion is a “milliard” in French.",
    example=("Le rachat a coûté $4.5 billion.", "Le rachat a coûté 4,5\u00a0milliards de dollars."),
    needs="0123456789",
    trigger=r"\d[ \u00a0\u202f-]?(?:milli|billion|trillion|bn|mn?\b|tr?n\b)",
)
def english_scale(line: Line, context: Context) -> Iterator[Change]:
    """“$4.5 billion” → “4,5 milliards de dollars”, “20 billion” → “20 milliards”, “3.5 million de” → “3,5 millions de”.

    Evidence: the sign of the currency before the amount, a decimal point, or a singular after a number from two on.
    “1,3 billion” and the plural “billions”, which French has as well, are only proposed; so is “trillions”.
    """
    for match in _SCALED.finditer(line.text):
        sign, number, scale = match["sign"], match["number"], match["scale"]
        if not sign and (scale in ("millions", "milliards", "milliard") or len(scale) < 4):
            continue
        if _labelled(line.text, match.start()):
            continue
        figures = re.sub(r"[ \u00a0\u202f]", "", number).replace(",", ".")
        several = float(figures) >= 2
        english = bool(sign) or "." in number or several
        if scale in ("million", "millions", "m", "mn"):
            if not sign and not several:
                continue
            amount, noun = number.replace(".", ","), "million"
        elif scale.startswith("milliard"):
            amount, noun = number.replace(".", ","), "milliard"
        else:
            thousand = _SCALES[scale.rstrip("s")]
            amount = number.replace(".", ",") if thousand == 1 else _grouped(float(figures) * thousand, context)
            several = several or thousand > 1 and float(figures) * thousand >= 2
            english = english and not (scale.endswith("s") and not sign)
            noun = "milliard"
        after = f"{amount}\u00a0{noun}{'s' if several else ''}"
        currency = (match["currency"] or "").strip(" \u00a0\u202f")
        if currency or sign:
            name = currency or _SIGNS[sign]
            after += f" d’{name}" if name.startswith("e") else f" de {name}"
        yield Change(match.start(), match.end(), after, confidence=None if english else 0.6)


def _grouped(value: float, context: Context) -> str:
    """A number in figures as French writes it."""
    whole, _, decimals = f"{value:.2f}".partition(".")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", space(context), whole)
    decimals = decimals.rstrip("0")
    return f"{grouped},{decimals}" if decimals else grouped


#: A price by the unit or a rate of exchange may have three decimals.
_PRECISE = re.compile(
    r"(?<!\w)(?:litre|kWh|kilowattheure|taux|cours|change|parité|devises?|once|l[’']euro|le dollar)(?!\w)"
)
_STOCK = re.compile(r"(?<!\w)(?:[Bb]ourse|indice|CAC|Nasdaq|Dow|S&P|Ibex|Nikkei|DAX|FTSE|séance|clôtur\w+)(?!\w)")
_POINTED = re.compile(r"(?<![\w.,:/$€£-])([1-9]\d{0,2})((?:\.\d{3}){1,3})(,\d{1,2})?(?![\w.,:/-]*\d|\w)")
_MONEY = re.compile(rf"[ \u00a0\u202f]?(?:{_CURRENCY}|[$€£]|EUR|USD|CHF|GBP)")
#: “150.000 et 250.000 dollars”: what is counted follows the other number.
_OTHER_END = re.compile(rf"{_GAP}(?:à|et|ou){_GAP}[1-9]\d{{0,2}}(?:\.\d{{3}})+(?![\w.,:/-]*\d|\w)")
_LENGTH = re.compile(
    r"[ \u00a0\u202f]?(?:(?:kilo|centi)?mètres?|km²?|m[²³]?|kilos?|kg|hectares|ha|litres|tonnes|t|points?|degrés|"
    r"(?:kilo|méga|giga)?watts|MW|GW|kW|pieds|miles|secondes?|s|fois|volts|bars|pages)(?![\w’'/])"
)


_IN_THOUSANDS = re.compile(r"\d[ \u00a0\u202f]\d{3}[ \u00a0\u202f]([a-zà-ÿ]{3,})(?!\w)")


def _units_in_thousands(context: Context) -> frozenset[str]:
    """The units of which the document counts thousands with a space: three figures before them are no decimals."""
    return frozenset(chain.from_iterable(context.each(_in_thousands)))


def _in_thousands(line: Line) -> list[str]:
    return _IN_THOUSANDS.findall(line.text)


@rule(
    "numbers.thousands-point",
    category="numbers",
    confidence=0.88,
    why="The groups of a number are divided by spaces in French.",
    example=("1.200 salariés ont reçu 12.500 euros.", "1\u00a0200 salariés ont reçu 12\u00a0500 euros."),
    needs="0123456789",
    trigger=r"\d\.\d{3}(?!\d)",
)
def thousands_point(line: Line, context: Context) -> Iterator[Change]:
    """“1.200 salariés”, “12.500 euros”, “1.250.000” and “1.234,56” lose their Spanish or German points.

    Evidence: two groups of three, a decimal comma, a currency or something counted in the plural. Before a unit of
    measure three decimals are possible: a number that ends in two noughts is taken for thousands, seconds with others
    for decimals, the rest is only proposed. Spares versions, addresses, and prices by the litre.
    """
    text, wanted = line.text, space(context)
    for match in _POINTED.finditer(text):
        whole, groups, decimals = match.groups()
        if _labelled(text, match.start()):
            continue
        after = whole + groups.replace(".", wanted) + (decimals or "")
        count = len(groups) // 4
        if count == 2 or decimals:
            yield Change(match.start(), match.end(), after)
            continue
        end = match.end()
        if other := _OTHER_END.match(text, end):
            end = other.end()
        money, unit, counted = (pattern.match(text, end) for pattern in (_MONEY, _LENGTH, _COUNTED))
        if money:
            precise = count == 1 and len(whole) == 1 and not groups.endswith("0") and _PRECISE.search(text)
            yield Change(match.start(), match.end(), after, confidence=0.5 if precise else None)
        elif unit and count == 1:
            name = unit.group().strip(" \u00a0\u202f")
            if groups.endswith("00") or len(whole) == 3 or name in context.evidence(_units_in_thousands):
                yield Change(match.start(), match.end(), after)
            elif name in ("secondes", "seconde", "s"):
                why = "The decimal sign is a comma in French."
                yield Change(match.start(2), match.start(2) + 1, ",", why)
            elif name.startswith("point") and _STOCK.search(text) or name == "pages":
                yield Change(match.start(), match.end(), after)
            else:
                yield Change(match.start(), match.end(), after, confidence=0.6)
        elif counted and not (count == 1 and _measured(counted.group(1))):
            yield Change(match.start(), match.end(), after)


@rule(
    "numbers.comma-millions",
    category="numbers",
    confidence=0.85,
    why="English divides the thousands of millions by a comma; French says “milliards”.",
    example=("Le plan coûte 2,500 millions d’euros.", "Le plan coûte 2,5 milliards d’euros."),
    needs="0123456789",
    trigger=r",\d{3}[ \u00a0\u202f]millions",
)
def comma_millions(line: Line, context: Context) -> Iterator[Change]:
    """“2,500 millions” → “2,5 milliards”.

    Evidence: three decimals that end in two noughts say nothing in French. Spares counts that are not round.
    """
    for match in re.finditer(r"(?<![\w.,])([1-9]\d{0,2}),(\d00)[ \u00a0\u202f]millions(?!\w)", line.text):
        yield Change(match.start(), match.end(), _milliards(match.group(1), match.group(2)))


#: A small word before the number, which then is no version of what stands before it.
_PLAIN_BEFORE = re.compile(
    r"(?<![\w-])(?:de|à|environ|moyenne|avec|par|sur|ont|a|est|sont|soit|quelque|contre|pour|et|ou)[ \u00a0]$"
)
#: The other number of a range has the unit, or the number is a mark out of ten.
_RANGE = (
    rf"(?={_GAP}(?:à|et|ou|-|–){_GAP}\d{{1,3}}(?:[.,]\d{{1,2}})?[ \u00a0\u202f]?(?:{_UNIT})"
    rf"|{_GAP}sur{_GAP}(?:5|10|20|100)(?![\w.,]\w|\w))"
)


#: “est passé de 5.39 à 5.31”: two quantities, and no times, as verbs of change say.
_MOVED = re.compile(
    r"(?:pass|grimp|mont|chut|tomb|recul|baiss|augment|progress|dégringol|boni|bond|ram)\w*"
    r"(?:[ \u00a0][a-zà-ÿ]+)?[ \u00a0]de[ \u00a0]\d{1,3}(?P<first>\.)\d{1,3}"
    r"[ \u00a0]à[ \u00a0]\d{1,3}(?P<second>\.)\d{1,3}(?![\w.:/]*\d|[ \u00a0]?h(?:eures)?(?!\w))"
)


@rule(
    "numbers.decimal-point",
    category="numbers",
    confidence=0.92,
    why="The decimal sign is a comma in French.",
    example=("Il est tombé 2.8 millimètres de pluie.", "Il est tombé 2,8 millimètres de pluie."),
    needs="0123456789",
    trigger=r"\.\d",
)
def decimal_point(line: Line, context: Context) -> Iterator[Change]:
    """A point between figures becomes a comma before a unit or a counted thing.

    Spares versions (Python 3.11, GPT-3.5), times (11.30 h), dates, addresses, section numbers, coordinates, and
    numbers whose point may divide thousands (1.200 euros).
    """
    text = line.text
    for match in re.finditer(rf"(?<![\w.,:/])(\d{{1,4}})\.(\d{{1,3}})(?![\w.,:/])(?=[ \u00a0\u202f]?({_UNIT}))", text):
        whole, decimals, unit = match.groups()
        if len(decimals) == 3 and not (whole == "0" or unit in ("%", "°C")):
            continue
        vague = _WEAK.match(unit) and len(decimals) > 1 and unit not in ("points", "m", "t")
        if _labelled(text, match.start()) or vague:
            continue
        if re.match(r"heures?|minutes?", unit) and len(decimals) == 2 and int(decimals) < 60:
            continue
        yield Change(match.end(1), match.start(2), ",")
    for match in re.finditer(rf"(?<![\w.,:/])\d{{1,3}}(\.)\d(?![\w.,:/%]){_RANGE}", text):
        if not _labelled(text, match.start()):
            yield Change(match.start(1), match.end(1), ",")
    for match in re.finditer(r"(?<![\w.,:/-])0(\.)\d{1,4}(?=[ \u00a0,;)]|\.?$|\. )", text):
        if not _labelled(text, match.start()):
            yield Change(match.start(1), match.end(1), ",")
    for match in re.finditer(r"(?<![\w.,:/-])\d{1,3}(\.)\d(?![\w.,:/%])", text):
        counted = _COUNTED.match(text, match.end())
        before = text[max(0, match.start() - 30) : match.start()]
        if counted and _PLAIN_BEFORE.search(before) and not _labelled(text, match.start()):
            yield Change(match.start(1), match.end(1), ",", confidence=0.84)
    for match in re.finditer(r"(?<![\w’'-])magnitude[ \u00a0](?:(?:de|d’environ)[ \u00a0])?\d(\.)\d(?![\w.,:/])", text):
        yield Change(*match.span(1), ",")
    for match in _MOVED.finditer(text):
        yield Change(*match.span("first"), ",")
        yield Change(*match.span("second"), ",")
    for match in re.finditer(r"(?<![\w.,:/])[$€£](\d{1,4})(\.)(\d{1,2})(?![\w.,:/%]|[ \u00a0](?:b|tr)illion)", text):
        yield Change(match.start(2), match.end(2), ",")
