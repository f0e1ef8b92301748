"""French typography: spaces, dashes, high punctuation and the ellipsis, after all other families have had their say.

The conventions are those of the Imprimerie nationale (Lexique des règles typographiques, 2002): a no-break space
inside « » and before ; : ! ? %, one before a unit and between the groups of a number, the curly apostrophe, a dash
with a space on either side, the ellipsis as one character. Which no-break space is used is for the user to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language import FOREIGN, frequency
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule

#: The space that the configuration asks for, by its name.
SPACES = {"nbsp": "\u00a0", "narrow": "\u202f", "space": " "}

#: Any blank within a line, as the inside of a character class.
BLANK = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"

#: Those of them that are not the word space.
OTHER_BLANKS = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

#: Forms that lose their last vowel before another one.
ELIDED = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)"

#: Names that end in an exclamation mark of their own, which takes no space.
EXCLAIMED = frozenset({"yahoo", "jeopardy", "wham", "panic", "oklahoma", "westward", "telemundo"})

UNITS = (
    r"€|\$|£|¥|°C|°F|°|‰|km/h|km²|m²|m³|km|kg|cm|mm|mg|ml|cl|dl|ha|Hz|kHz|MHz|GHz|kW|MW|GW|TW|kWh|MWh|GWh|TWh"
    r"|Ko|Mo|Go|To|dB|g|m|l|W|V|t"
)


def space(context: Context) -> str:
    """The space that goes inside « » and before high punctuation."""
    return SPACES[context.config.spaces]


def _kept(blank: str, wanted: str) -> bool:
    """Whether a space is the narrow no-break one, which is as right as the wide one where no breaking is asked for."""
    return blank == "\u202f" and wanted == "\u00a0"


@rule(
    "typography.outer-space",
    category="typography",
    confidence=0.99,
    why="Blanks before the first or after the last character of a line say nothing.",
    example=("Le musée rouvre mardi. ", "Le musée rouvre mardi."),
    in_foreign=True,
)
def outer_space(line: Line, context: Context) -> Iterator[Change]:
    """Takes away the blanks around a line. A line of blanks alone is left: it may divide paragraphs."""
    text = line.text
    if not text.strip() or not (text[0].isspace() or text[-1].isspace()):
        return
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    yield Change(0, start, "")
    yield Change(end, len(text), "")


@rule(
    "typography.space",
    category="typography",
    confidence=0.99,
    why="One space is enough between two words.",
    example=("Le musée  rouvre\u2003mardi.", "Le musée rouvre mardi."),
    needs=("  ", *OTHER_BLANKS),
    trigger=rf"[{BLANK}](?:[{BLANK}]|(?<=[\t\u1680\u2000-\u200a\u205f\u3000]))",
    in_foreign=True,
)
def plain_space(line: Line, context: Context) -> Iterator[Change]:
    """Runs of blanks, and blanks of another width than the word space.

    Spares single no-break spaces, which somebody set on purpose, and the thin space that separates the groups of a
    number (`typography.group-space` makes that one a no-break space).
    """
    text = line.text
    if text.isspace():
        return
    for match in re.finditer(rf"[{BLANK}]{{2,}}|[\t\u1680\u2000-\u200a\u205f\u3000]", text):
        start, end = match.span()
        blank = match.group()
        inner = next((each for each in ("\u00a0", "\u202f") if each in blank), " ")
        if end - start == 1 and _groups(text, start):
            continue
        yield Change(start, end, inner)


def _groups(text: str, at: int) -> bool:
    return text[at - 1 : at].isdecimal() and text[at + 1 : at + 4].isdecimal()


@rule(
    "typography.ellipsis",
    category="typography",
    confidence=0.98,
    why="An ellipsis is one character, next to the word it follows.",
    example=("Il hésite ... puis se tait...", "Il hésite… puis se tait…"),
    needs=("...", "…"),
    trigger=r"\.\.\.|…(?<=[ \u00a0].)",
    in_foreign=True,
)
def ellipsis(line: Line, context: Context) -> Iterator[Change]:
    """Three or four dots become “…”; a space between a word and its ellipsis goes.

    Spares rows of more dots (leaders of a table), dots next to a slash (paths), and an ellipsis that stands for
    missing words at the start of a quotation or between brackets.
    """
    text = line.text
    for match in re.finditer(rf"[{BLANK}]?(?:(?<!\.)\.{{3,4}}(?!\.)|…)", text):
        start, end = match.span()
        blank = text[start] not in ".…"
        if text[end - 1] == "." and (text[end : end + 1] in ("/", "\\") or text[start - 1 : start] in ("/", "\\")):
            continue
        attached = blank and start and text[start - 1].isalpha() and text[end : end + 1] in (" ", "", "\u00a0")
        yield Change(start, end, ("" if attached or not blank else text[start]) + "…")


@rule(
    "typography.false-apostrophe",
    category="typography",
    confidence=0.98,
    why="An accent or a quotation mark stands where an elision needs an apostrophe.",
    example=("L`avion n´a pas pu se poser.", "L’avion n’a pas pu se poser."),
    needs="'´`‘ʼ\"",
)
def false_apostrophe(line: Line, context: Context) -> Iterator[Change]:
    """An accent or a quote after l, d, qu… becomes ’, and so does a straight apostrophe before a quotation or a number.

    So does a straight double quote there, if it has no partner in the line. Spares quotation marks, feet and minutes
    (5' 12"), and whatever stands in another language or an address.
    """
    text = line.text
    for match in re.finditer(rf"(?<![\w’'])({ELIDED})(?:'(?=[«“\"\d(\[])|[´`‘ʼ](?=[^\W\d_]))", text, re.IGNORECASE):
        yield Change(match.end(1), match.end(), "’")
    if text.count('"') % 2:
        for match in re.finditer(rf"(?<![\w’'])({ELIDED})\"(?=[aeiouyhàâéèêîôûœ])", text, re.IGNORECASE):
            yield Change(match.end(1), match.end(), "’")


@rule(
    "typography.dash",
    category="typography",
    confidence=0.95,
    why="Between two spaces a dash is meant, not a hyphen.",
    example=("Le col - à 2 100 mètres - reste fermé.", "Le col – à 2\u00a0100 mètres – reste fermé."),
    needs="-",
    trigger=rf"-[-{BLANK}]",
)
def dash(line: Line, context: Context) -> Iterator[Change]:
    """A hyphen, or two, between two spaces becomes an en dash; two hyphens between two words likewise.

    Spares a hyphen between two figures (a subtraction, a score) and the bullet at the start of a line.
    """
    text = line.text
    for match in re.finditer(rf"(?<=[^{BLANK}])[{BLANK}]--?[{BLANK}](?=[^{BLANK}])|(?<=[^\W\d])--(?=[^\W\d])", text):
        start, end = match.span()
        if text[start - 1].isdecimal() and text[end].isdecimal():
            continue
        if text[start] == "-":
            yield Change(start, end, " – ")
        else:
            yield Change(start + 1, end - 1, "–")


@rule(
    "typography.numero",
    category="typography",
    confidence=0.97,
    why="The sign n° is written in one.",
    example=("Le wagon n ° 5 est complet.", "Le wagon n° 5 est complet."),
    needs="°º",
)
def numero(line: Line, context: Context) -> Iterator[Change]:
    """Joins “n °” before a figure; the ordinals (1ᵉʳ, 2ᵉ) and “n°5” are left as they are."""
    for match in re.finditer(r"\b[nN]([ \u00a0][°º])(?=[ \u00a0]?\d)", line.text):
        yield Change(match.start(1), match.end(1), "°")


@rule(
    "typography.group-space",
    category="typography",
    confidence=0.97,
    why="A number must not be broken between its groups of figures.",
    example=("Le stade compte 41 500 places.", "Le stade compte 41\u00a0500 places."),
    needs="0123456789",
    trigger=r"[0-9][ \u2009\u202f\u00a0]\d{3}(?!\d)",
)
def group_space(line: Line, context: Context) -> Iterator[Change]:
    """The spaces between groups of three figures become no-break spaces.

    Spares telephone numbers (groups of two) and a year followed by a number (four figures before the space).
    """
    wanted = space(context)
    number = r"(?<![\w.,/\u00a0\u202f-])\d{1,3}(?:[ \u2009\u202f\u00a0]\d{3})+(?![\d\u00a0\u202f])"
    for match in re.finditer(number, line.text):
        if re.match(r" \d", line.text[match.end() : match.end() + 2]):
            continue  # a row of numbers, not one number
        for blank in re.finditer(r"\D", match.group()):
            at = match.start() + blank.start()
            if not _kept(blank.group(), wanted):
                yield Change(at, at + 1, wanted)


@rule(
    "typography.unit-space",
    category="typography",
    confidence=0.97,
    why="A no-break space holds a figure and its unit together.",
    example=("Il a fait 31 °C et le repas coûtait 12€.", "Il a fait 31\u00a0°C et le repas coûtait 12\u00a0€."),
    needs="0123456789",
    trigger=r"[0-9][ \u2009\u202f\u00a0]?(?:[€$£¥°‰kcmdghGMTWVtKlH])",
)
def unit_space(line: Line, context: Context) -> Iterator[Change]:
    """The space between a figure and a unit becomes a no-break space; before € and £ one is put in.

    Spares units written without a space (5km, 90°), which may be product names or angles.
    """
    wanted = space(context)
    pattern = rf"(?<=\d)(?:[ \u2009\u202f\u00a0](?=(?:{UNITS})(?![\w/°’']))|(?=[€£](?![\w])))"
    for match in re.finditer(pattern, line.text):
        if not _kept(match.group(), wanted):
            yield Change(match.start(), match.end(), wanted)


@rule(
    "typography.percent",
    category="typography",
    confidence=0.98,
    why="A no-break space stands before the percent sign.",
    example=("Le taux passe de 3% à 4 %.", "Le taux passe de 3\u00a0% à 4\u00a0%."),
    needs="%",
)
def percent(line: Line, context: Context) -> Iterator[Change]:
    """Spares what looks like an escape (100%20) or a format of a program (%s)."""
    wanted = space(context)
    for match in re.finditer(r"(?<=\d)[ \u2009\u202f\u00a0]?(?=%(?!\w))", line.text):
        if not _kept(match.group(), wanted):
            yield Change(match.start(), match.end(), wanted)


@rule(
    "typography.high-punctuation",
    category="typography",
    confidence=0.97,
    why="A no-break space stands before ; : ! ?",
    example=("Qui vient? Personne : il pleut!", "Qui vient\u00a0? Personne\u00a0: il pleut\u00a0!"),
    needs=";:!?",
)
def high_punctuation(line: Line, context: Context) -> Iterator[Change]:
    """Puts the no-break space before ; : ! ? where a sentence goes on or ends after them.

    Spares times (12:30), ratios (3:2), smileys, HTML entities, marks in front of a letter or figure, and names that
    own their mark (Yahoo!), quotations in another language, and the narrow no-break space, which is right as well.
    """
    wanted, text = space(context), line.text
    pattern = (
        r"(?<=[\w)\]»”\"’'…%€°*.])([ \u2009\u202f\u00a0]?)"
        r"(?:[;:](?=[ \u00a0\u202f«“\"]|\Z)|[!?]{1,8}(?=[ \u00a0\u202f»”’\"')\]…,.;]|\Z))"
    )
    for match in re.finditer(pattern, text):
        start, end = match.span(1)
        mark = text[end]
        if _kept(match.group(1), wanted) or start == end and mark in "!?" and _in_foreign_words(text, start, context):
            continue
        if start == end:
            if mark == "!" and _word_before(text, start).lower() in EXCLAIMED:
                continue
            if mark == ";" and re.search(r"&#?\w{1,30}\Z", text[max(0, start - 32) : start]):
                continue
            if mark in "!?" and text[start - 1] in "…." and text[start - 2 : start - 1] in ("(", "["):
                continue
        yield Change(start, end, wanted)


#: So many words a quotation has whose language cannot be told as that of a clause.
_SHORT_QUOTATION = 12
#: How much more frequent, on the Zipf scale, a word must be in one language to speak for it.
_LEAD = 0.7
_CLOSING = re.compile("[»”\"]")


def _in_foreign_words(text: str, at: int, context: Context) -> bool:
    """Whether the mark stands in a short quotation in another language, too short for its language to be told.

    Evidence: an upturned mark, or words of which one other language has more than French has.
    """
    opening = max(text.rfind(mark, max(0, at - 80), at) for mark in '«“"')
    if opening < 0 or "»" in text[opening:at] or "”" in text[opening:at]:
        return False
    closing = _CLOSING.search(text, at, at + 80)
    quoted = text[opening + 1 : closing.start() if closing else at]
    if "¡" in quoted or "¿" in quoted:
        return True
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", quoted)]
    if not 0 < len(words) <= _SHORT_QUOTATION:
        return False
    for language in FOREIGN:
        foreign = sum(_speaks_for(word, language) for word in words)
        french = sum(frequency(word, "fr") - frequency(word, language) >= _LEAD for word in words)
        if foreign > 2 * french and 2 * foreign >= len(words):
            return True
    return False


def _speaks_for(word: str, language: str) -> bool:
    """Whether a word is common in a language and much more so than in French; more yet where French has it as well."""
    there, here = frequency(word, language), frequency(word, "fr")
    return there >= 3.5 and there - here >= (_LEAD if here < 4.0 else 2 * _LEAD)


def _word_before(text: str, at: int) -> str:
    match = re.search(r"[^\W\d_]{1,20}\Z", text[max(0, at - 20) : at])
    return match.group() if match else ""


@rule(
    "typography.guillemets",
    category="typography",
    confidence=0.98,
    why="No-break spaces stand inside « ».",
    example=("La «fête» a duré.", "La «\u00a0fête\u00a0» a duré."),
    needs="«»",
    in_foreign=True,
)
def guillemets(line: Line, context: Context) -> Iterator[Change]:
    """Sets the space after « and before », whatever stood there.

    Spares a mark at the very start or end of a line where its inner side would be outside the line, and both marks of
    a quotation that lies in another language with one of them at least.
    """
    wanted, text = space(context), line.text
    spared = _foreign_marks(line)
    for match in re.finditer(rf"«[{BLANK}]?(?=[^{BLANK}])|(?<=[^{BLANK}])[{BLANK}]?»", text):
        start, end = match.span()
        if text[start] == "«":
            if start not in spared and not _kept(text[start + 1 : end], wanted):
                yield Change(start + 1, end, wanted)
        elif end - 1 not in spared and not _kept(text[start : end - 1], wanted):
            yield Change(start, end - 1, wanted)


def _foreign_marks(line: Line) -> frozenset[int]:
    """Where the French marks stand that belong to another language, with their partners."""
    if not line.foreign:
        return frozenset()
    found: set[int] = set()
    marks = [match.start() for match in re.finditer(r"[«»]", line.text)]
    inside = {at for at in marks if any(start <= at < end for start, end in line.foreign)}
    for first, second in zip(marks, marks[1:], strict=False):
        if line.text[first] == "«" and line.text[second] == "»" and (first in inside or second in inside):
            found |= {first, second}
    return frozenset(found | inside)
