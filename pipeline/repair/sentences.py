"""Stops: doubled, spaced, moved or stuck to the next word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.repair.attribution import SAYS
from pipeline.repair.heads import Headed
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.spacing import STARTERS
from pipeline.repair.typography import BLANK


#: Abbreviations whose stop is theirs; what follows them decides nothing.
ABBREVIATIONS = frozenset(
    """m mm mme mmes mlle mlles dr pr st ste me mgr mr mrs ms jr sr etc cf ex p pp vol fig chap art al av apr env min
    max inc corp ltd co cie bd no nos op cit éd ed hab tél réf s janv févr juil sept oct nov déc ph sq dept vs ap approx
    gén col cdt lt sgt prof rev sté dir bros assoc univ dept prés prov suppl trad anon""".split()
)

_QUOTATION = re.compile(r"[«»“”]")

#: A quotation within a paragraph is looked for so many characters away at most.
_QUOTED = 1000


def word_before(text: str, at: int) -> str:
    """The run of letters, hyphens and apostrophes that ends at a place, or nothing."""
    match = re.search(r"[\w’'-]{1,40}\Z", text[max(0, at - 40) : at])
    return match.group() if match else ""


#: A stop or comma that is not as usual: no blank after it, a blank or an opening mark before it, or a second one near.
_ODD_STOP = rf"[.,;:?!…](?:(?![{BLANK}]|\Z)|(?<=[{BLANK}«“(][.,;])|(?=[{BLANK}][.,…]))"
#: A stop before the closing mark of a quotation, and one behind it.
_CLOSED_TWICE = re.compile(rf"([a-zà-ÿœ]{{3,40}})\.[{BLANK}]?[»”]\.(?=[{BLANK}]|\Z)")
#: Not the last of its line.
STOP_INSIDE = rf"\.[{BLANK}]"


@rule(
    "sentences.spaced-ellipsis",
    category="sentences",
    confidence=0.96,
    why="Dots with spaces between them are an ellipsis.",
    example=("Il faudrait . . . attendre.", "Il faudrait… attendre."),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}]\.[{BLANK}]?\.",
    in_foreign=True,
)
def spaced_ellipsis(line: Line, context: Context) -> Iterator[Change]:
    """Three dots or more with spaces among them become “…” after the word, with a space after it.

    At the start of a line, a quotation or a bracket the space stands after the ellipsis only. Spares the leaders of a
    table (nine dots and more).
    """
    text = line.text
    for match in re.finditer(rf"[{BLANK}]?\.(?:[{BLANK}]?\.){{2,}}[{BLANK}]?", text):
        found, end = match.group(), match.end()
        if not re.search(rf"\.[{BLANK}]\.", found) or found.count(".") > 8 or "..." in found:
            continue
        before = text[match.start() - 1 : match.start()] if match.start() else ""
        opens = not before or before in '«“"([‹„\u00a0'
        after = text[end : end + 1]
        tight = not after or after in '.,;:!?)]”"' or (before in ("(", "[") and after in ")]")
        lead = " " if found[0] in BLANK and opens and before in ("«", "‹") else ""
        yield Change(match.start(), end, lead + "…" + ("" if tight else " "))


@rule(
    "sentences.doubled-stop",
    category="sentences",
    confidence=0.93,
    why="Two stops where one is meant.",
    example=("Le chantier a pris fin. . Les grues sont parties..", "Le chantier a pris fin. Les grues sont parties."),
    trigger=rf"[.,;?!…][{BLANK}]?(?:[.,]|[»”]\.)",
)
def doubled_stop(line: Line, context: Context) -> Iterator[Change]:
    """“. .”, “..”, “,,”, “.,”, “,.” and “?.” become the one stop that fits; “mot ..” likewise.

    Spares the ellipsis, paths (../), the stop of an abbreviation before a comma (etc., Inc.,), names that end in a mark
    of their own (Yahoo!.), and two stops before a small letter, which may be what is left of an ellipsis: those are
    only proposed. “. ».” loses the outer stop, as French sets none behind a sentence that has its own.
    """
    text = line.text
    for match in _CLOSED_TWICE.finditer(text):
        if match.group(1).lower() not in ABBREVIATIONS:
            yield Change(match.end() - 1, match.end(), "", "The quotation has its stop already.", confidence=0.86)
    for match in re.finditer(rf"(?<![.,;?!…/\\])([.,;?!…])([{BLANK}]?)([.,])(?=[^.,;?!…/\\\w]|\Z)", text):
        start, end = match.span()
        first, blank, second = match.groups()
        spaced = first in "?!" and start > 0 and text[start - 1] in " \u00a0\u202f"
        if first + second == ".." and re.match(rf"\w{{2}}[{BLANK}]", text[max(0, start - 3) : start]):
            if re.match(rf"\Z|[{BLANK}][A-ZÀ-ÝŒ«“]", text[end : end + 2]):
                yield Change(start - 1, end, ".")
            continue
        if re.match(rf"[{BLANK}][.…]", text[end : end + 2]) or (text[start - 1 : start].isspace() and not spaced):
            continue
        before = word_before(text, start - spaced)
        closed = text[start - 1 : start] in ("»", "”", '"', ")", "]", "%", "€")
        if not before and not closed:
            continue
        following = text[end:].lstrip()[:1] if end + 3 > len(text) else text[end : end + 3].lstrip()[:1]
        if first + second == "..":
            if following.islower() and before.lower() not in ABBREVIATIONS:
                why = "What is left of an ellipsis, or of two sentences."
                yield Change(start, end, "" if blank else "…", why, confidence=0.5)
            else:
                yield Change(start, end, ".")
        elif first == "." and second == ",":
            if before.islower() and len(before) > 4 and "-" not in before and before not in ABBREVIATIONS:
                yield Change(start, end, "," if following.islower() else ".", confidence=None if following else 0.5)
        elif first in "?!":
            if second == "." and before.islower():
                yield Change(start, end, first)
        elif first == "…":
            if second == ".":
                yield Change(start, end, "…")
        elif first == ",":
            yield Change(start, end, second)
        elif second == ".":
            yield Change(start, end, ".", confidence=0.6)


@rule(
    "sentences.space-before-stop",
    category="sentences",
    confidence=0.96,
    why="No space stands before a stop or a comma.",
    example=("La séance est levée . Demain , on reprend.", "La séance est levée. Demain, on reprend."),
    gate=_ODD_STOP,
    trigger=rf"[.,](?<=[{BLANK}].)",
)
def space_before_stop(line: Line, context: Context) -> Iterator[Change]:
    """Closes up “mot .” and “mot ,”.

    Spares what a stop begins (.NET, .fr, .5), dots that belong to an ellipsis, and the space before the stop of a
    quotation that was never closed: its closing mark stood there (`quotes.unclosed`).
    """
    pattern = rf"(?<=[\w)\]»”\"’'…%€$£°!?])[{BLANK}]{{1,3}}(?=[.,](?![\w.,…/\\])(?![{BLANK}]\.))"
    text = line.text
    for match in re.finditer(pattern, text):
        if text[match.end()] == "," or not _left_open(text, match.start()):
            yield Change(match.start(), match.end(), "")


def _left_open(text: str, at: int) -> bool:
    """Whether the last quotation mark before this place opens, and no closing one comes next."""
    before = {text.rfind(mark, max(0, at - _QUOTED), at): mark for mark in "«»“”"}
    after = _QUOTATION.search(text, at, at + _QUOTED)
    return before[max(before)] in "«“" and max(before) >= 0 and (not after or after.group() in "«“")


@rule(
    "sentences.space-moved",
    category="sentences",
    confidence=0.93,
    why="The space stands on the wrong side of the comma or the colon.",
    example=("Le lait manque ,selon la laiterie.", "Le lait manque, selon la laiterie."),
    gate=_ODD_STOP,
    trigger=rf"[,;:][a-zà-ÿA-ZÀ-Ý](?<=[{BLANK}]..)",
)
def space_moved(line: Line, context: Context) -> Iterator[Change]:
    """“mot ,mot” → “mot, mot”, “mot :mot” → “mot\u00a0: mot”, and likewise for the semicolon.

    Evidence: a space before the mark, none after it, and a plain French word on either side. Spares unknown
    words (suffixes, commands) and smileys.
    """
    zipf = context.lexicon.zipf
    for match in re.finditer(
        rf"(?<=\w)[{BLANK}]([,;:])(?=([^\W\d_]{{1,25}}(?:[’'][^\W\d_]{{1,25}})?)(?![\w:-]))", line.text
    ):
        before, following = word_before(line.text, match.start()), match.group(2)
        last = re.split(r"[’'-]", following)[-1]
        if len(last) < 2 and following not in ("à", "y"):
            continue
        if zipf(last) >= 3 and (before.isdecimal() or zipf(re.split(r"[’'-]", before)[-1]) >= 2.5):
            yield Change(match.start(), match.end(), ", " if match.group(1) == "," else f" {match.group(1)} ")


@rule(
    "sentences.space-after-stop",
    category="sentences",
    confidence=0.9,
    why="A space stands after a stop and after a comma.",
    example=("Le pont ferme.Les bus,rares,passent par la gare.", "Le pont ferme. Les bus, rares, passent par la gare."),
    gate=_ODD_STOP,
    trigger=r"[.,;!?…](?:[^\W\d_]|[«“])",
)
def space_after_stop(line: Line, context: Context) -> Iterator[Change]:
    """Puts the space back between a sentence or a clause and the next word.

    After a full stop the next word must begin with a capital and be a frequent French word, and the word before must
    be written small, or the next one must be one that opens sentences. Spares addresses, file names, initials
    (U.S.A., X.AI), figures (3.5) and lists that have no space after any comma.
    """
    text, zipf = line.text, context.lexicon.zipf
    for match in re.finditer(r"(?<=[\w)\]»”%])([.…]|[ \u00a0\u202f]?[!?])(?=([^\W\d_][\w’'-]{0,30})|[«“])", text):
        at = match.end()
        following = match.group(2)
        if following is None:
            if match.group(1) == "." and text[match.start() - 1].islower():
                yield Change(at, at, " ")
            continue
        before = word_before(text, match.start())
        if not following[0].isupper() or (len(before) < 2 and before) or _dotted(text, match.start(), at, following):
            continue
        opener = re.fullmatch(rf"(?:{STARTERS})|(?:[CDJLMNSldjmns]|Qu)[’'].*", following)
        small = not before or before.islower() and (before[-1].isdigit() or zipf(before) >= 2)
        head = re.split(r"[’'-]", following)[0]
        plain = len(head) > 1 and following[1:].islower() and zipf(head) >= 3.5
        if (opener and (small or len(before) > 2)) or (small and plain):
            yield Change(at, at, " ")
    if text.count(",") > 2 and ", " not in text:
        return
    comma = r"(?:(?<=[^\W\d_]{2})|(?<=[)\]»”]))(?:,|[ \u00a0\u202f]?;)(?=([^\W\d_][\w’'-]{0,30})|[«“])"
    comma += r"|(?<=\d)[ \u00a0\u202f]?;(?=([^\W\d_][\w’'-]{0,30}))"
    # After a number a clause or a phrase that goes on: no decimals begin with letters.
    for match in re.finditer(rf"(?<=\d),(?=(?:{_AFTER_NUMBER})[ \u00a0])", text):
        yield Change(match.end(), match.end(), " ")
    for match in re.finditer(comma, text):
        before, following = word_before(text, match.start()), match.group(1) or match.group(2)
        if not following or ((before[-1:].isdigit() or _plain(before, zipf)) and _plain(following, zipf)):
            yield Change(match.end(), match.end(), " ")


_AFTER_NUMBER = (
    "qui|que|dont|où|et|mais|il|elle|ils|elles|on|le|la|les|un|une|puis|avant|après|à|au|aux|en|dans|soit|alors|car|"
    "quand|lorsque|pour|avec|sur|par|selon|ce|cette|ces|son|sa|ses|date|année|époque"
)


def _dotted(text: str, start: int, end: int, following: str) -> bool:
    """Whether the stop belongs to initials or to a name with dots: U.S.A., J.K., Node.Js."""
    return (
        text[end + len(following) : end + len(following) + 1] == "."
        and len(following) < 3
        or bool(re.search(r"(?:\.|\b)[A-ZÀ-Ý]\Z", text[max(0, start - 2) : start]))
    )


def _plain(word: str, zipf: Callable[[str], float]) -> bool:
    """Whether this may be a word of the sentence: a capitalised one, or a French one (what follows its apostrophe)."""
    return not word or (word[0].isupper() and len(word) > 1) or zipf(re.split(r"[’']", word)[-1].split("-")[0]) >= 2.5


@rule(
    "sentences.stop-after-opening",
    category="sentences",
    confidence=0.9,
    why="No sentence begins with a stop.",
    example=("Elle répond : « . Nous partons ».", "Elle répond\u00a0: «\u00a0Nous partons\u00a0»."),
    gate=_ODD_STOP,
    trigger=rf"[«“(][{BLANK}]?[.,;][{BLANK}]",
)
def stop_after_opening(line: Line, context: Context) -> Iterator[Change]:
    """Takes away a stop right after an opening quotation mark, and a stop, comma or semicolon after a bracket.

    Spares an ellipsis, names that begin with a stop (.NET), and a quotation that begins with a comma, as those of laws
    do.
    """
    for match in re.finditer(rf"(?:(?<=[«“])([{BLANK}]?)\.|(?<=\()[{BLANK}]?[.,;])[{BLANK}](?=\w)", line.text):
        yield Change(match.start(), match.end(), match.group(1) or "")


@rule(
    "sentences.bracket-stop",
    category="sentences",
    confidence=0.9,
    why="A bracket is closed once, and no comma stands before one that opens.",
    example=("Le prix, (en euros), baisse (dit le maire)).", "Le prix, (en euros), baisse (dit le maire)."),
    needs="()",
    trigger=rf"\)[.{BLANK}]?\)|,[{BLANK}]\(",
)
def bracket_stop(line: Line, context: Context) -> Iterator[Change]:
    """Takes away a closing bracket that nothing opened behind another one, and a comma before an opening bracket.

    Spares nested brackets, formulas and calls, and a bracket between two commas, one of which is right.
    """
    text = line.text
    for match in re.finditer(rf"(?<=[\w.!?»”…])\)([.{BLANK}]?)\)(?=[{BLANK}.,;:]|\Z)", text):
        if text.count("(", 0, match.start()) < text.count(")", 0, match.end()) and "(" not in text[match.end() :]:
            yield Change(match.start(), match.end(), ")" + match.group(1).strip())
    for match in re.finditer(rf"(?<=[a-zà-ÿœ»”])(,)[{BLANK}]\((?=[a-zà-ÿœ])[^()]{{8,300}}\)(?!,)", text):
        yield Change(match.start(1), match.end(1), "")


#: A noun phrase that begins its sentence, a comma, and the verb of which it is the subject.
_SUBJECT_COMMA = Headed(
    r"(?:^|(?<=[.!?…] ))(?P<determiner>Les?|La|L[’']|Son|Sa|Ses|Leurs?|Ces?|Cette|Cet|Une?|Notre|Nos)(?: |(?<=[’']))"
    r"(?P<noun>[a-zà-ÿœ-]{3,})(?P<rest>(?: (?:de |des |du |de la |de l[’']|d[’'])[a-zà-ÿœ-]{3,}){0,3})(?P<comma>,)"
    r" (?:n[’'])?(?P<auxiliary>a|ont|avait|avaient|aura|auront|est|sont|était|étaient|sera|seront|fut|furent|va|vont)"
    r" (?:(?:pas|déjà|également|aussi|ainsi|finalement|récemment|toujours|été|de nouveau) ){0,2}"
    r"(?P<participle>[a-zà-ÿœ]{2,}(?:é|ée|és|ées|i|ie|is|it|u|ue|us|ert|er|ir|re))(?= [a-zà-ÿ])",
    heads=r"[LSCUN](?:(?<=^.)|(?<=[.!?…] .))",
)
_PLURALS = frozenset("les ses ces leurs nos".split())
_MANY = frozenset("ont avaient auront sont étaient seront furent vont".split())
#: Nouns of time, place and manner that stand before a verb whose subject comes later: “Ce matin, a été inauguré…”.
CIRCUMSTANCES = frozenset(
    "matin matinée soir soirée nuit jour journée semaine mois année an lundi mardi mercredi jeudi vendredi samedi "
    "dimanche veille lendemain week-end été hiver printemps automne fois suite première dernière moment instant "
    "heure temps "
    "plupart cas reste contraire".split()
)
_CLAUSE_INSIDE = frozenset("qui que dont où est sont a ont et ou ni si quand comme mais non pas plus".split())


@rule(
    "sentences.subject-comma",
    category="sentences",
    confidence=0.86,
    why="No comma stands between a subject and its verb.",
    example=("Le conseil de la ville, a adopté la loi.", "Le conseil de la ville a adopté la loi."),
    trigger=r", (?:n[’'])?(?:a|ont|av|au|es|so|ét|se|fu|v)",
)
def subject_comma(line: Line, context: Context) -> Iterator[Change]:
    """Takes out the comma between a noun phrase that begins its sentence and an auxiliary with its participle.

    Evidence: nothing but the noun and its complements stands before the comma, and the verb has its number. Spares
    verbs of saying, with which who speaks may follow (“Le temps presse, a déclaré le maire”), nouns
    of time, after which the subject may follow the verb, and phrases with a clause inside.
    """
    for match in _SUBJECT_COMMA.finditer(line.text):
        plural = match["determiner"].lower() in _PLURALS
        words = {match["noun"], *match["rest"].replace("’", " ").split()}
        if plural != (match["auxiliary"] in _MANY) or not words.isdisjoint(CIRCUMSTANCES | _CLAUSE_INSIDE):
            continue
        if _SAYING.fullmatch(match["participle"]) or context.lexicon.zipf(match["noun"]) < 3.0:
            continue
        yield Change(match.start("comma"), match.end("comma"), "")


_SAYING = re.compile(SAYS)
