"""Dates, times, ordinals, percentages and abbreviated large numbers as other languages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.nouns import noun_form
from pipeline.repair.rule import Change, Context, rule

_GAP = "[ \u00a0\u202f]"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_CURRENCIES = {
    "EUR": ("euro", "euros"), "USD": ("dollar", "dollars"), "GBP": ("livre sterling", "livres sterling"),
    "CHF": ("franc suisse", "francs suisses"), "JPY": ("yen", "yens"), "CNY": ("yuan", "yuans"),
    "RMB": ("yuan", "yuans"), "INR": ("roupie", "roupies"), "BRL": ("réal", "réaux"), "RUB": ("rouble", "roubles"),
    "CAD": ("dollar canadien", "dollars canadiens"), "AUD": ("dollar australien", "dollars australiens"),
}  # fmt: skip

_ABBREVIATED = re.compile(
    rf"(?<![\w.,])(?P<number>\d{{1,3}}(?:{_GAP}\d{{3}})?(?:[.,]\d{{1,2}})?){_GAP}"
    r"(?P<scale>Mio\.?|Mrd\.?|Mill\.|Mia\.?|mln\.?|mld\.?|mio\.?|mrd\.?|mds?\.?|Mds)(?![\w’'])"
    rf"(?:{_GAP}(?:d[eu]s?{_GAP}|d[’'])?"
    r"(?P<currency>[Ee]uros?|[Dd]ollars?|[Ff]rancs|[Pp]esos|[Yy]ens?|livres|[€$£])(?!\w))?"
)


@rule(
    "numbers.scale-abbreviation",
    category="numbers",
    confidence=0.9,
    why="The abbreviation of the large number is another language’s.",
    example=("Il doit 3,5 Mio. Euro, 2 mld d’euros.", "Il doit 3,5\u00a0millions d’euros, 2\u00a0milliards d’euros."),
    words=("Mio", "Mrd", "Mill", "Mia", "mln", "mld", "mio", "mrd"),
    trigger=rf"\d{_GAP}[Mm](?:io|rd|ill\.|ia|ln|ld|d|ds)",
)
def scale_abbreviation(line: Line, context: Context) -> Iterator[Change]:
    """“3,5 Mio. Euro” → “3,5 millions d’euros”, “2 Mrd.” and “2 mld” → “2 milliards”.

    German Mio. and Mrd., Italian mln and mld; “Md” and “Mds” of French financial pages are left.
    """
    for match in _ABBREVIATED.finditer(line.text):
        scale = match["scale"].rstrip(".").lower()
        if scale in ("md", "mds"):
            continue
        noun = "million" if scale in ("mio", "mill", "mln") else "milliard"
        number = match["number"].replace(".", ",")
        several = float(re.sub(_GAP, "", number).replace(",", ".")) >= 2
        after = f"{number}\u00a0{noun}{'s' if several else ''}"
        currency = {"€": "euros", "$": "dollars", "£": "livres sterling"}.get(
            match["currency"] or "", (match["currency"] or "").lower()
        )
        if currency:
            plural = currency if currency.endswith(("s", "sterling")) else currency + "s"
            after += " d’" + plural if plural.startswith("e") else " de " + plural
        yield Change(match.start(), match.end(), after)


_POINTED_DAY = re.compile(rf"(?<![\w.,/-])(?P<day>[12]?\d|3[01])\.(?={_GAP}(?:{_MONTHS})(?!\w))")
_ENGLISH_DATE = re.compile(
    rf"(?<!\w)(?:(?P<before>[Ll]e|[Dd]u|[Aa]u|[Ee]n|[Dd]e|[Dd]ès|[Dd]epuis){_GAP})?"
    rf"(?P<month>{_MONTHS}|{_MONTHS.title()}){_GAP}(?P<day>[12]?\d|3[01])(?:er)?,{_GAP}?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_DAY_BEFORE = re.compile(rf"(?<!\w)(?:[Ll]e|[Dd]u|[Aa]u){_GAP}(?:[12]?\d|3[01])$")
_OF_MONTH = re.compile(rf"(?<=\d)(?P<of>{_GAP}de){_GAP}(?:{_MONTHS})(?!\w)")
_FIRST = re.compile(rf"(?<=(?:[Ll]e|[Dd]u|[Aa]u){_GAP}1)(?={_GAP}(?:{_MONTHS})(?!\w))")


@rule(
    "numbers.date",
    category="numbers",
    confidence=0.9,
    why="French gives the day before the month, without a stop, and the first as 1er.",
    example=(
        "Le 12. mars et le 1 mai, puis le mars 14, 2024, il a plu.",
        "Le 12 mars et le 1er mai, puis le 14 mars 2024, il a plu.",
    ),
    needs="0123456789",
    trigger=rf"\d(?:\.?{_GAP}(?:de{_GAP})?(?:{_MONTHS})(?!\w)"
    rf"|(?<=[a-zé]{_GAP}.)\d?(?:er)?,{_GAP}?(?:19|20)\d\d(?!\d))",
)
def date(line: Line, context: Context) -> Iterator[Change]:
    """“12. mars” → “12 mars”, “mars 14, 2024” → “14 mars 2024”, “le 1 mai” → “le 1er mai”, “le 5 de juin”."""
    text = line.text
    for match in _POINTED_DAY.finditer(text):
        yield Change(match.end("day"), match.end(), "")
    for match in _ENGLISH_DATE.finditer(text):
        day = "1er" if match["day"] == "1" else match["day"]
        before = match["before"]
        lead = "" if not before else "le " if before.lower() == "en" else f"{before} "
        if before and before.lower() in ("de", "dès", "depuis"):
            lead = {"de": "du ", "dès": "dès le ", "depuis": "depuis le "}[before.lower()]
        yield Change(match.start(), match.end(), f"{lead}{day} {match['month'].lower()} {match['year']}")
    for match in _OF_MONTH.finditer(text):
        if _DAY_BEFORE.search(text, max(0, match.start() - 6), match.start()):
            yield Change(*match.span("of"), "")
    for match in _FIRST.finditer(text):
        yield Change(match.start(), match.start(), "er")


_ORDINAL = re.compile(rf"(?<![\w.,/-])(?P<number>\d{{1,4}})(?:st|nd|rd|th|[ºª])(?={_GAP}(?P<noun>[a-zà-ÿœ]{{3,}}))")


@rule(
    "numbers.ordinal",
    category="numbers",
    confidence=0.88,
    why="The ending of the ordinal is another language’s.",
    example=("Le 19th siècle et la 3ª édition.", "Le 19e siècle et la 3e édition."),
    words=("st", "nd", "rd", "th", "º", "ª"),
    trigger=r"\d(?:st|nd|rd|th|[ºª])(?![\w’'])",
)
def ordinal(line: Line, context: Context) -> Iterator[Change]:
    """“19th siècle” → “19e siècle”, “3ª édition” → “3e édition”, “1º prix” → “1er prix”, before a noun.

    Spares degrees (25º à l’ombre) and what no noun follows (a street of Manhattan).
    """
    for match in _ORDINAL.finditer(line.text):
        form = noun_form(match["noun"])
        if form is None and match["noun"] not in ("siècle", "étage", "édition", "anniversaire", "arrondissement"):
            continue
        first = match["number"] == "1"
        ending = ("re" if form and form[0] == "f" else "er") if first else "e"
        yield Change(match.end("number"), match.end(), ending)


_CLOCK = re.compile(
    rf"(?<![\w.,:/-])(?P<hour>1[0-2]|0?[1-9])(?:[:.h](?P<minutes>[0-5]\d))?{_GAP}?(?P<half>[ap])\.?{_GAP}?m"
    rf"(?:\.(?!{_GAP}[A-ZÀ-Þ]|$)|(?!\w))"
)
_UHR = re.compile(rf"(?<![\w.,:/-])(?P<hour>2[0-3]|1?\d)(?:[:.](?P<minutes>[0-5]\d))?{_GAP}(?:Uhr|horas|ore)(?!\w)")
_SAID_TWICE = re.compile(
    rf"(?<=à{_GAP})(?P<hour>2[0-3]|1?\d)(?::|{_GAP}?h{_GAP}?)(?P<minutes>[0-5]\d){_GAP}heures(?!\w)"
)


def _time(hour: int, minutes: str | None) -> str:
    if minutes and minutes != "00":
        return f"{hour}\u00a0h\u00a0{minutes}"
    return f"{hour}\u00a0heure{'s' if hour > 1 else ''}"


@rule(
    "numbers.clock",
    category="numbers",
    confidence=0.9,
    why="French counts the hours up to 24.",
    example=("On ouvre à 5 p.m. et finit à 21.30 Uhr.", "On ouvre à 17\u00a0heures et finit à 21\u00a0h\u00a030."),
    words=("m", "pm", "am", "Uhr", "horas", "ore", "heures"),
    trigger=rf"\d{_GAP}?(?:[ap]\.?{_GAP}?m(?!\w)|Uhr|horas|ore(?!\w)|heures)",
)
def clock(line: Line, context: Context) -> Iterator[Change]:
    """“9:30 p.m.” → “21 h 30”, “8 a.m.” → “8 heures”, “12 p.m.” → “midi”, “18.30 Uhr” and “à 18:30 heures” → “18 h 30”.

    The stop of “p.m.” stays where it ends the sentence.
    """
    text = line.text
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"]) % 12 + (12 if match["half"] == "p" else 0)
        after = "midi" if hour == 12 and not match["minutes"] else _time(hour, match["minutes"])
        after = "minuit" if hour == 0 and not match["minutes"] else after
        yield Change(match.start(), match.end(), after)
    for match in _UHR.finditer(text):
        if text[match.end() - 3 : match.end()] in ("Uhr", "ras", "ore"):
            yield Change(match.start(), match.end(), _time(int(match["hour"]), match["minutes"]))
    for match in _SAID_TWICE.finditer(text):
        yield Change(match.start(), match.end(), _time(int(match["hour"]), match["minutes"]))


@rule(
    "numbers.percent-word",
    category="numbers",
    confidence=0.93,
    why="The words for the percent sign are another language’s.",
    example=("Les prix ont pris 20 por ciento et 5 percent.", "Les prix ont pris 20\u00a0% et 5\u00a0%."),
    words=("ciento", "percent", "cent", "Prozent", "cento", "procent"),
    trigger=rf"\d{_GAP}(?:por{_GAP}c|per{_GAP}?c|Proz|proc)",
)
def percent_word(line: Line, context: Context) -> Iterator[Change]:
    """“20 por ciento”, “por cento”, “per cento”, “percent”, “Prozent” → “20 %”. “Pour cent” is French."""
    words = rf"(?:por{_GAP}ciento|por{_GAP}cento|per{_GAP}cento|per{_GAP}?cent|Prozent|procent)"
    for match in re.finditer(rf"(?<=\d){_GAP}{words}(?![\w’'])", line.text):
        yield Change(match.start(), match.end(), "\u00a0%")


_DECADE = re.compile(rf"(?<=[Aa]nnées{_GAP})(?P<mark>[’'‘])?(?P<decade>(?:1[89]|20)?\d0)(?P<s>[’']?s)?(?!\w)")
_BARE_DECADE = re.compile(rf"(?<!\w)(?P<article>[Ll]es|[Dd]es|[Aa]ux){_GAP}(?P<decade>(?:1[89]|20)\d0)[’']?s(?!\w)")


@rule(
    "numbers.decade",
    category="numbers",
    confidence=0.9,
    why="Decades take no plural s in French.",
    example=("Les années 1980s, puis les 1990s, changent.", "Les années 1980, puis les années 1990, changent."),
    words=("s",),
    trigger=r"\d0[’']?s(?!\w)",
)
def decade(line: Line, context: Context) -> Iterator[Change]:
    """“les années 1980s” → “les années 1980”, “les 1990s” → “les années 1990”; “les années ’90” is usual too."""
    text = line.text
    for match in _DECADE.finditer(text):
        if match["s"]:
            yield Change(match.start(), match.end(), match["decade"])
    for match in _BARE_DECADE.finditer(text):
        yield Change(match.end("article"), match.end(), f" années {match['decade']}")


_CENTURY = re.compile(
    rf"(?P<lead>(?<!\w)(?:[Ll]e|[Aa]u|[Dd]u|[Cc]e){_GAP})siècle{_GAP}(?P<roman>[IVX]{{1,5}})(?![\w’'-])"
)
_CENTURIES = re.compile(
    rf"(?P<lead>(?<!\w)(?:[Ll]es|[Aa]ux|[Dd]es){_GAP})siècles{_GAP}(?P<first>[IVX]{{1,5}}){_GAP}(?P<and>et|à){_GAP}"
    r"(?P<second>[IVX]{1,5})(?![\w’'-])"
)


@rule(
    "numbers.century",
    category="numbers",
    confidence=0.92,
    why="French puts the number before the century.",
    example=("Au siècle XIX, la ville change.", "Au XIXe siècle, la ville change."),
    words=("siècle", "siècles"),
    trigger=rf"siècles?{_GAP}[IVX]",
)
def century(line: Line, context: Context) -> Iterator[Change]:
    """“au siècle XIX” → “au XIXe siècle”, “les siècles XVI et XVII” → “les XVIe et XVIIe siècles”."""
    for match in _CENTURY.finditer(line.text):
        ending = "er" if match["roman"] == "I" else "e"
        yield Change(match.end("lead"), match.end(), f"{match['roman']}{ending} siècle")
    for match in _CENTURIES.finditer(line.text):
        pair = f"{match['first']}e {match['and']} {match['second']}e siècles"
        yield Change(match.end("lead"), match.end(), pair)


_CODE = re.compile(
    rf"(?<![\w$€.,/-])(?P<code>{'|'.join(_CURRENCIES)}){_GAP}"
    rf"(?P<number>\d{{1,3}}(?:{_GAP}\d{{3}})*(?:[.,]\d{{1,2}})?)"
    rf"(?:{_GAP}(?P<scale>millions?|milliards?|billion|million))?(?![\w.,]*\d|[\w/])"
)


@rule(
    "numbers.currency-code",
    category="numbers",
    confidence=0.87,
    why="French names the currency after the amount.",
    example=("Le fonds a versé USD 30 millions.", "Le fonds a versé 30\u00a0millions de dollars."),
    words=_CURRENCIES,
    trigger=rf"(?:{'|'.join(_CURRENCIES)}){_GAP}\d",
)
def currency_code(line: Line, context: Context) -> Iterator[Change]:
    """“USD 30 millions” → “30 millions de dollars”, “EUR 50” → “50 euros”; codes behind the amount stay."""
    for match in _CODE.finditer(line.text):
        number = match["number"].replace(".", ",")
        several = float(re.sub(_GAP, "", number).replace(",", ".")) >= 2
        one, many = _CURRENCIES[match["code"]]
        if not match["scale"]:
            yield Change(match.start(), match.end(), f"{number}\u00a0{many if several else one}")
            continue
        scale = "milliard" if match["scale"].startswith(("milliard", "billion")) else "million"
        link = "d’" if many[0] == "e" else "de "
        yield Change(match.start(), match.end(), f"{number}\u00a0{scale}{'s' if several else ''} {link}{many}")


@rule(
    "numbers.year",
    category="numbers",
    confidence=0.86,
    why="A year has no space in it.",
    example=("L’usine a fermé en 1 995.", "L’usine a fermé en 1995."),
    needs="0123456789",
    trigger=r"[12][ \u00a0\u202f,.][8901]\d\d|,\d{3}[ \u00a0]a[vp]",
)
def year(line: Line, context: Context) -> Iterator[Change]:
    """“en 1 995,” → “en 1995,”, “depuis 1,990” → “depuis 1990”: a year after a word of time, and nothing counted."""
    pattern = (
        r"(?<![\w’'-])(?:[Ee]n|[Dd]epuis|[Dd]ès|[Dd][’']ici|jusqu[’']en|fin|début|été|printemps|automne|hiver|janvier|"
        r"février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
        r"[ \u00a0](?:1([ \u00a0\u202f,.])[89]\d\d|2([ \u00a0\u202f,.])(?:0[0-9]\d|100))(?=[,;:)»]|\.(?:[ \u00a0]|$)|$)"
    )
    for match in re.finditer(pattern, line.text):
        place = 1 if match.group(1) else 2
        yield Change(*match.span(place), "")
    for match in _BEFORE_CHRIST.finditer(line.text):
        yield Change(*match.span("comma"), "")


_BEFORE_CHRIST = re.compile(
    r"(?<![\w.,])[1-9](?P<comma>,)\d{3}(?=[ \u00a0](?:ans[ \u00a0])?(?:avant|après|av\.|apr\.)[ \u00a0](?:J\.|"
    r"Jésus|notre[ \u00a0]ère))"
)
