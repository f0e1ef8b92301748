"""The family names: persons, bodies and forms of address that stand in French under their name in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.capitals import in_quotes
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table

_GAP = "[ \u00a0]"


@lru_cache(maxsize=1)
def _persons() -> Mapping[str, str]:
    table = load_table("names_exonyms")
    return {other: french for french, others in table["persons"].items() for other in others}


@lru_cache(maxsize=1)
def _families() -> Mapping[str, str]:
    table = load_table("names_exonyms")
    return {other: french for french, others in table["families"].items() for other in others}


@lru_cache(maxsize=1)
def _person_pattern() -> re.Pattern[str]:
    names = sorted((*_persons(), *_families()), key=lambda name: (-len(name), name))
    either = "|".join(re.escape(name).replace("’", "[’']") for name in names)
    return re.compile(rf"(?<![\w’'-])(?:[dlDL][’'])?(?P<name>{either})(?![\w-])(?![’']s)")


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", name)[-1] for name in (*_persons(), *_families()))


_CAPITAL_AFTER = re.compile(rf"{_GAP}[A-ZÀ-Þ][a-zà-ÿ]")


@rule(
    "names.exonym",
    category="names",
    confidence=0.9,
    why="French spells the name of this person otherwise.",
    example=("Selon Vladimir Putin, Gorbachev a eu tort.", "Selon Vladimir Poutine, Gorbatchev a eu tort."),
    words=_ends(),
)
def exonym(line: Line, context: Context) -> Iterator[Change]:
    """Puts well-known persons under their French name: Putin, Gaddafi, Tchaikovsky, Leonardo da Vinci.

    Spares quoted titles, and a family name that goes on with a capital, which may be another person’s first name.
    """
    text = line.text
    for match in _person_pattern().finditer(text):
        name = match["name"].replace("'", "’")
        start, end = match.span("name")
        if in_quotes(text, start) and text[end : end + 2].strip(" \u00a0")[:1] == "»":
            continue
        if name in _families() and _CAPITAL_AFTER.match(text, end):
            continue
        french = _persons().get(name) or _families()[name]
        lead = text[match.start() : start]
        if lead[:1] in ("d", "D") and not starts_with_vowel(french):
            yield Change(match.start(), end, f"{lead[0]}e {french}")
        else:
            yield Change(start, end, french)


@lru_cache(maxsize=1)
def _pope_pattern() -> tuple[re.Pattern[str], Mapping[str, str]]:
    popes = {other: french for french, others in load_table("names_exonyms")["popes"].items() for other in others}
    either = "|".join(re.escape(name) for name in sorted(popes, key=lambda each: (-len(each), each)))
    head = r"(?P<french>[Pp]ape)|(?P<before>[Dd]e |[Àà] |[Ll]e |[Dd]u |[Aa]u )?(?P<foreign>Pope|Papst)"
    return re.compile(rf"(?<![\w’'-])(?:{head}) (?P<name>{either})(?![\w-])"), popes


@rule(
    "names.pope",
    category="names",
    confidence=0.9,
    why="Popes have French names in French.",
    example=("Le pape Francisco et Pope Leo XIV ont prié.", "Le pape François et le pape Léon XIV ont prié."),
    words=("pape", "Pape", "Pope", "Papst"),
)
def pope(line: Line, context: Context) -> Iterator[Change]:
    """“le pape Francisco” → “le pape François”, “de Pope Leo XIV” → “du pape Léon XIV”."""
    pattern, popes = _pope_pattern()
    for match in pattern.finditer(line.text):
        french = popes[match["name"]]
        if match["french"]:
            yield Change(*match.span("name"), french)
            continue
        before = (match["before"] or "").strip()
        lead = {"": "le", "de": "du", "à": "au"}.get(before.lower(), before.lower())
        opens = not line.text[: match.start()].rstrip(" \u00a0«“") or line.text[: match.start()].rstrip()[-1:] in ".!?…"
        if opens or before[:1].isupper():
            lead = lead[0].upper() + lead[1:]
        yield Change(match.start(), match.end(), f"{lead} pape {french}")


@lru_cache(maxsize=1)
def _acronyms() -> Mapping[str, tuple[str, str]]:
    table = load_table("names_exonyms")["acronyms"]
    return {other: (french, gender) for french, (gender, *others) in table.items() for other in others}


_DETERMINERS = {
    "le": "", "la": "", "l’": "", "du": "de ", "de la": "de ", "de l’": "de ", "au": "à ", "à la": "à ", "à l’": "à ",
}  # fmt: skip


@lru_cache(maxsize=1)
def _acronym_pattern() -> re.Pattern[str]:
    either = "|".join(sorted(_acronyms(), key=lambda each: (-len(each), each)))
    return re.compile(
        rf"(?<![\w’'-])(?:(?P<determiner>[Dd]e{_GAP}la{_GAP}|[Dd]e{_GAP}[Ll][’']|[Àà]{_GAP}la{_GAP}|[Àà]{_GAP}[Ll][’']"
        rf"|[Ll][ea]{_GAP}|[Ll][’']|[Dd]u{_GAP}|[Aa]u{_GAP})|(?P<preposition>(?:[Dd]e|[Àà]|[Pp]ar|[Pp]our|[Ss]elon|"
        rf"[Aa]vec|"
        rf"[Cc]ontre|[Ss]ans|[Cc]hez|[Ee]nvers){_GAP}|[Dd][’'])|(?P<bracket>(?<=\()))(?P<acronym>{either})"
        rf"(?![\w’'&/-])(?!{_GAP}[A-ZÀ-Þ][a-zà-ÿ])(?!\.[A-Z])"
    )


@rule(
    "names.foreign-acronym",
    category="names",
    confidence=0.88,
    why="The body has another acronym in French.",
    example=("La NATO et le IMF ont parlé du GDP.", "L’Otan et le FMI ont parlé du PIB."),
    words=_acronyms(),
)
def foreign_acronym(line: Line, context: Context) -> Iterator[Change]:
    """“la NATO” → “l’Otan”, “le IMF” → “le FMI”, “de GDP” → “du PIB”, “(WHO)” → “(OMS)”.

    Only behind an article, a preposition or an opening bracket, so that names with the acronym in them stay; the
    article takes the gender of the French one.
    """
    for match in _acronym_pattern().finditer(line.text):
        french, gender = _acronyms()[match["acronym"]]
        if match["bracket"] is not None:
            yield Change(*match.span("acronym"), french)
            continue
        given = (match["determiner"] or match["preposition"]).strip(" \u00a0").replace("'", "’")
        article = "l’" if starts_with_vowel(french) else {"m": "le ", "f": "la "}[gender]
        if match["determiner"]:
            small = re.sub(r"\s", " ", given.lower())
            lead = _DETERMINERS[small] + article
        else:
            small = given.lower().replace("d’", "de")
            lead = f"{small} {article}"
        lead = {"de le ": "du ", "à le ": "au "}.get(lead, lead)
        first = lead[0].upper() if given[0].isupper() else lead[0]
        yield Change(match.start(), match.end(), first + lead[1:] + french)


_TITLES = {
    "Mr.": "M.", "Mrs.": "Mme", "Mrs": "Mme", "Ms.": "Mme", "Sr.": "M.", "Sra.": "Mme",
    "Herr": "M.", "Herrn": "M.", "Frau": "Mme", "Sig.": "M.", "Sig.ra": "Mme", "Mme.": "Mme",
    "Mlle.": "Mlle", "Mmes.": "Mmes", "Sres.": "MM.",
}  # fmt: skip
_TITLE = re.compile(
    rf"(?<![\w.’'-])(?P<article>[Ll][ea]{_GAP}|[Dd]u{_GAP}|[Aa]u{_GAP}|[Dd]e{_GAP}la{_GAP}|[Àà]{_GAP}la{_GAP}|[Dd][’']"
    rf"|[Dd]e{_GAP})?"
    rf"(?P<title>{'|'.join(map(re.escape, sorted(_TITLES, key=len, reverse=True)))}){_GAP}"
    r"(?=(?P<name>[A-ZÀ-Þ][\w’'-]*))"
)
#: Titles of works and names of brands that begin with a form of address.
_OF_WORKS = frozenset(
    "Robot Bean Nobody Big Ripley Magoo T Fox Deeds Doubtfire Dalloway Maisel America Miniver Marvel Pac Burns Freeze "
    "Incredible Bricolage Propre Wonderful President Darcy Wilson Spock Holle Holmes".split()
)


#: The rest of a quotation of a few words.
_SHORT = re.compile(r"[^«»“”.!?]{1,30}[»”]")


@rule(
    "names.address",
    category="names",
    confidence=0.88,
    why="The form of address is another language’s, or has a stop that French does not write.",
    example=("Mr. Jones a vu le Sr. García et Frau Merkel.", "M. Jones a vu M. García et Mme Merkel."),
    words=("Mr", "Mrs", "Ms", "Sr", "Sra", "Sres", "Sig", "Mme", "Mlle", "Mmes", *_TITLES),
)
def address(line: Line, context: Context) -> Iterator[Change]:
    """“Mr. Jones” → “M. Jones”, “Mrs.”, “Sra.”, “Frau” → “Mme”, “le Sr. García” → “M. García”, “Mme.” → “Mme”.

    Forms that are written out in full for local colour (la Señora Buendía) stay, but for Herr and Frau. Spares titles
    of works and brands (Mrs. Doubtfire, Mr. Robot) and quotations of a few words.
    """
    text = line.text
    for match in _TITLE.finditer(text):
        if match["name"] in _OF_WORKS or re.search("[«“][ \u00a0]?$", text[: match.start()]) and _SHORT.match(
            text, match.end()
        ):
            continue
        if text[match.start("title") - 2 : match.start("title")].strip()[-1:] == "&":
            continue
        french = _TITLES[match["title"]]
        given = (match["article"] or "").strip(" \u00a0").lower()
        lead = {"du": "de ", "au": "à ", "de la": "de ", "à la": "à "}.get(given, "")
        if given in ("d’", "d'", "de"):
            lead = "de "
        if lead and match["article"][0].isupper():
            lead = lead.capitalize()
        yield Change(match.start(), match.end("title"), lead + french)
