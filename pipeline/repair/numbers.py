"""Numbers written by the habits of another language: thousands of millions, decimal points, commas between thousands.

French counts 1 milliard where Spanish counts mil millones; it writes 2,8 where English writes 2.8, and 1 200 where
English writes 1,200. “Milliard” takes its plural from two on (Grevisse and Goosse, Le bon usage, § 508: 1,5 milliard).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.rule import Change, Context, Line, rule
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
    r"milles|gallons|barils|habitants|enfants par|naissances|décès|cas|doses|octets|mégaoctets|gigaoctets)(?![\w’'])"
)
#: Units that a number with a point can be the name of a version or a time of, if no more than that is known.
_WEAK = re.compile(r"(?:points?|h|m|t|l|g|To|Go|Mo|cas|jours?|mois|semaines?)\Z")

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
    r"[ \u00a0](?:de |d[’'])?(?:(?:nouveaux|nouvelles|autres|petites?|grandes?|jeunes) )?"
    r"([a-zà-ÿœ]{3,25}s|gens|tonnes|euros|yens)(?![\w-])"
)


@rule(
    "numbers.thousands-comma",
    category="numbers",
    confidence=0.9,
    why="The groups of a number are divided by spaces in French.",
    example=("L’usine emploie 1,200 salariés.", "L’usine emploie 1\u00a0200 salariés."),
    trigger=r",\d{3}(?!\d)",
)
def thousands_comma(line: Line, context: Context) -> Iterator[Change]:
    """“1,200 salariés” and “3,450,000 habitants” lose their English commas; “2,500.50” has a French comma then.

    Evidence for a single comma: something counted in the plural follows, and it is no unit of measure, with which
    three decimals are possible (1,250 kg); or a currency sign stands before it. A number of several commas has no
    other reading. Spares the lines that use commas for decimals as well.
    """
    text, wanted = line.text, space(context)
    for match in re.finditer(r"(?<![\w.,:/])([1-9]\d{0,2}(?:,\d{3})+)\.(\d{1,2})(?![\w,]|\.\d)", text):
        yield Change(match.start(), match.end(), f"{match.group(1).replace(',', wanted)},{match.group(2)}")
    decimal_commas = bool(re.search(r"(?<![\d,.])\d{1,3},\d{1,2}(?!\d)", text))
    for match in re.finditer(r"(?<![\w.,:/])([1-9]\d{0,2})((?:,\d{3})+)(?![\w,]|\.\d)", text):
        groups = match.group(2).count(",")
        priced = match.start() > 0 and text[match.start() - 1] in "$£€"
        if groups == 1 and not priced:
            counted = _COUNTED.match(text, match.end())
            if not counted or decimal_commas or _measured(counted.group(1)):
                continue
        yield Change(match.start(), match.end(), match.group().replace(",", wanted))


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
    trigger=r"milli?on",
)
def thousand_millions(line: Line, context: Context) -> Iterator[Change]:
    """“1 000 millions” → “1 milliard”, “1 500 millions” → “1,5 milliard”, “30 000 millions” → “30 milliards”.

    A count that is not round (1 047 millions) is exact on purpose: the change is only proposed, and so it is where a
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
        sure = rest.endswith("00") and not plural and after not in line.text.replace("\u00a0", " ")
        yield Change(match.start(), match.end(), after, confidence=None if sure else 0.6)


_PLURAL_VERB = re.compile(r"[a-zà-ÿ](?:ent|ont)(?: (?:à|de|environ|près|plus|encore|ainsi|presque))* \Z")


@rule(
    "numbers.comma-millions",
    category="numbers",
    confidence=0.85,
    why="English divides the thousands of millions by a comma; French says “milliards”.",
    example=("Le plan coûte 2,500 millions d’euros.", "Le plan coûte 2,5 milliards d’euros."),
    trigger=r",\d{3}[ \u00a0\u202f]millions",
)
def comma_millions(line: Line, context: Context) -> Iterator[Change]:
    """“2,500 millions” → “2,5 milliards”.

    Evidence: three decimals that end in two noughts say nothing in French. Spares counts that are not round.
    """
    for match in re.finditer(r"(?<![\w.,])([1-9]\d{0,2}),(\d00)[ \u00a0\u202f]millions(?!\w)", line.text):
        yield Change(match.start(), match.end(), _milliards(match.group(1), match.group(2)))


@rule(
    "numbers.decimal-point",
    category="numbers",
    confidence=0.92,
    why="The decimal sign is a comma in French.",
    example=("Il est tombé 2.8 millimètres de pluie.", "Il est tombé 2,8 millimètres de pluie."),
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
    for match in re.finditer(r"(?<![\w.,:/])[$€£](\d{1,4})(\.)(\d{1,2})(?![\w.,:/%]|[ \u00a0](?:b|tr)illion)", text):
        yield Change(match.start(2), match.end(2), ",")


@rule(
    "numbers.currency-before",
    category="numbers",
    confidence=0.6,
    why="In French the currency stands after the amount.",
    example=("Le billet coûte $500 aller simple.",) * 2,
    trigger=r"[$€£]\d",
)
def currency_before(line: Line, context: Context) -> Iterator[Change]:
    """Proposes “500 dollars” for “$500”: only a proposal, as which dollar is meant (US, Canadian) and what follows
    (“$5 millions”) is not known.
    """
    names = {"$": "dollars", "€": "euros", "£": "livres sterling"}
    amount = r"(?<![\w$€£])([$€£])(\d{1,3}(?:[ \u00a0\u202f]\d{3})*(?:,\d{1,2})?)"
    amount += r"(?![\w.,]\w|\d)(?![ \u00a0](?:milli|billi))"
    for match in re.finditer(amount, line.text):
        yield Change(match.start(), match.end(), f"{match.group(2)} {names[match.group(1)]}")
