"""Stops: doubled, spaced, stuck to the next word, or fallen into the middle of a phrase or a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from pipeline.repair.rule import Change, Context, Line, rule
from pipeline.repair.sentence_breaks import broken_appositions, broken_names, broken_off
from pipeline.repair.sentence_breaks import broken_phrases, name_pairs, newspapers
from pipeline.repair.spacing import STARTERS
from pipeline.repair.tables import load_table
from pipeline.repair.typography import BLANK

#: Words no French sentence ends in.
_OPEN_WORDS = (
    "de|du|des|le|la|les|un|une|au|aux|à|et|ou|que|qui|dont|où|dans|par|pour|sur|sous|avec|sans|chez|vers|entre|ce|cet|"
    "cette|ces|son|sa|ses|leur|leurs|mon|ma|mes|notre|nos|votre|vos|très|si|mais|donc|car|dès|depuis|lors|"
    "afin|ainsi que"
)

#: Abbreviations whose stop is theirs; what follows them decides nothing.
ABBREVIATIONS = frozenset(
    """m mm mme mmes mlle mlles dr pr st ste me mgr mr mrs ms jr sr etc cf ex p pp vol fig chap art al av apr env min
    max inc corp ltd co cie bd no nos op cit éd ed hab tél réf s janv févr juil sept oct nov déc ph sq dept vs ap approx
    gén col cdt lt sgt prof rev sté dir bros assoc univ dept prés prov suppl trad anon""".split()
)

_QUOTATION = re.compile(r"[«»“”]")

#: A quotation within a paragraph is looked for so many characters away at most.
_QUOTED = 1000


def _word_before(text: str, at: int) -> str:
    match = re.search(r"[\w’'-]{1,40}\Z", text[max(0, at - 40) : at])
    return match.group() if match else ""


#: A stop or comma that is not as usual: no blank after it, a blank or an opening mark before it, or a second one near.
_ODD_STOP = rf"[.,;:?!…](?:(?![{BLANK}]|\Z)|(?<=[{BLANK}«“(][.,;])|(?=[{BLANK}][.,…]))"
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
    gate=_ODD_STOP,
    trigger=rf"[.,;?!…][{BLANK}]?[.,]",
)
def doubled_stop(line: Line, context: Context) -> Iterator[Change]:
    """“. .”, “..”, “,,”, “.,”, “,.” and “?.” become the one stop that fits; “mot ..” likewise.

    Spares the ellipsis, paths (../), the stop of an abbreviation before a comma (etc., Inc.,), names that end in a mark
    of their own (Yahoo!.), and two stops before a small letter, which may be what is left of an ellipsis: those are
    only proposed.
    """
    text = line.text
    for match in re.finditer(rf"(?<![.,;?!…/\\])([.,;?!…])([{BLANK}]?)([.,])(?=[^.,;?!…/\\\w]|\Z)", text):
        start, end = match.span()
        first, blank, second = match.groups()
        spaced = first in "?!" and start > 0 and text[start - 1] in " \u00a0\u202f"
        if first + second == ".." and not blank and re.match(rf"\w{{2}}[{BLANK}]", text[max(0, start - 3) : start]):
            if re.match(rf"\Z|[{BLANK}][A-ZÀ-ÝŒ«“]", text[end : end + 2]):
                yield Change(start - 1, end, ".")
            continue
        if re.match(rf"[{BLANK}][.…]", text[end : end + 2]) or (text[start - 1 : start].isspace() and not spaced):
            continue
        before = _word_before(text, start - spaced)
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
    pattern = rf"(?<=[\w)\]»”\"’'…%€°!?])[{BLANK}]{{1,3}}(?=[.,](?![\w.,…/\\])(?![{BLANK}]\.))"
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
        before, following = _word_before(line.text, match.start()), match.group(2)
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
        before = _word_before(text, match.start())
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
        before, following = _word_before(text, match.start()), match.group(1) or match.group(2)
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
    "sentences.open-word",
    category="sentences",
    confidence=0.9,
    why="No sentence ends in an article or a preposition: the stop fell into the middle of one.",
    example=("La hausse de. la taxe inquiète les. communes.", "La hausse de la taxe inquiète les communes."),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}][a-zà-ÿœ]",
)
def open_word(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop after a word that cannot end a sentence, when a small letter follows.

    Spares abbreviations and words that can also stand alone (« pour », « contre »), quoted or in capitals.
    """
    for match in re.finditer(rf"(?<![\w’'-])(?:{_OPEN_WORDS})(\.[{BLANK}])(?=[a-zà-ÿœ])", line.text):
        yield Change(match.start(1), match.end(), " ")


@rule(
    "sentences.small-continuation",
    category="sentences",
    confidence=0.84,
    why="What follows the stop is the rest of the same sentence.",
    example=("C’est sur la plage. que le phoque dormait.", "C’est sur la plage que le phoque dormait."),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}][qd]",
)
def small_continuation(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop before que, qui, dont, de, du or des in small letters, none of which begins a statement.

    Spares abbreviations and initials: the word before is written small and at least four letters long, or is a
    capitalised word of five; and a line whose sentences all begin small.
    """
    text = line.text
    if not re.match(r"\W{0,3}[A-ZÀ-ÝŒ\d]", text):
        return
    word = r"(?<![\w.-])([a-zà-ÿœ]{4,30}|[A-ZÀ-Ý][a-zà-ÿœ]{4,30})"
    pattern = rf"{word}(\.[{BLANK}])(?=(?:que|qui|dont|de|du|des)[{BLANK}]|qu[’']|d[’'])"
    for match in re.finditer(pattern, text):
        if match.group(1).lower() not in ABBREVIATIONS:
            yield Change(match.start(2), match.end(), " ")


@rule(
    "sentences.broken-apposition",
    category="sentences",
    confidence=0.85,
    why="A name alone between two stops belongs to the phrase before it.",
    example=("Il dirige la nouvelle société de Jobs. iTunes.", "Il dirige la nouvelle société de Jobs, iTunes."),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}](?:[a-z]{{1,2}})?[A-Z][\w&-]{{1,20}}(?:[{BLANK}][A-Z][\w&-]{{1,20}}){{0,2}}\.",
)
def broken_apposition(line: Line, context: Context) -> Iterator[Change]:
    """A name that makes a whole “sentence” follows a noun phrase after a stop: the stop was a comma.

    Evidence: the name begins with a small letter by right (eBay, xAI) and “de” and a name stand before the stop; or the
    noun of a firm stands there, which the name is the name of. Anything else is left to `sentences.broken-phrase`.
    """
    for match in broken_appositions(line.text, context.lexicon):
        yield Change(match.start("stop"), match.end("stop"), ",")
    pattern = (
        rf"(?<![\w])d(?:e[{BLANK}]|[’'])[A-ZÀ-Ý][\w’'-]{{1,30}}(\.)[{BLANK}]"
        rf"(?=[a-z]{{1,2}}[A-Z][A-Za-z]{{1,15}}\.(?:[{BLANK}]|\Z))"
    )
    for match in re.finditer(pattern, line.text):
        yield Change(match.start(1), match.end(1), ",")


@rule(
    "sentences.broken-off",
    category="sentences",
    confidence=0.84,
    why="What follows the stop has no verb of its own: it belongs to the sentence before.",
    example=(
        "Le texte a été adopté hier. en attente d’un second vote.",
        "Le texte a été adopté hier, en attente d’un second vote.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}][a-zà-ÿ]",
)
def broken_off_phrase(line: Line, context: Context) -> Iterator[Change]:
    """Puts a comma, or nothing, in the place of a stop before a phrase in small letters that has no verb.

    Evidence: the phrase begins with a preposition, “et” or “ou”, holds no finite verb before its comma or its end, and
    no subject begins after the comma. Spares abbreviations, and lines whose sentences begin small.
    """
    text = line.text
    if not re.match(r"\W{0,3}[A-ZÀ-ÝŒ\d]", text):
        return
    for match, instead in broken_off(text, context.lexicon):
        begun = text.count(" ", max(0, match.start() - 80), match.start()) > 1
        if begun and match["before"].lower() not in ABBREVIATIONS:
            yield Change(match.start("stop"), match.end("stop"), instead)


@rule(
    "sentences.broken-phrase",
    category="sentences",
    confidence=0.6,
    why="One small word alone between two stops: the first of them fell into the middle of a phrase.",
    example=("Il vise le marché de la vapeur. bateau. Elle attend.",) * 2,
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}][a-zà-ÿ]{{3,20}}\.",
)
def broken_phrase(line: Line, context: Context) -> Iterator[Change]:
    """Proposes to join a single French word in small letters with the sentence before it.

    Only a proposal: machine translation leaves such words in the order of the source (“technology segment”), so that
    joining them does not give good French.
    """
    for match in re.finditer(rf"(?<=[a-zà-ÿ])(\.)[{BLANK}](?=([a-zà-ÿœ]{{3,20}})\.(?:[{BLANK}]|\Z))", line.text):
        if _word_before(line.text, match.start()) in ABBREVIATIONS or match.group(2) in ABBREVIATIONS:
            continue
        if context.lexicon.zipf(match.group(2)) >= 2.5:
            yield Change(match.start(1), match.end(1), "")


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


@rule(
    "sentences.broken-name",
    category="sentences",
    confidence=0.84,
    why="A stop has fallen into the name of a newspaper, which is put together again.",
    example=(
        "Il l’a dit à Los Angeles. Forum du Times hier.",
        "Il l’a dit au forum du Los Angeles Times hier.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"(?:York|Angeles|Washington|Street|Francisco|Chicago|Boston)\.[{BLANK}][A-Z]",
)
def broken_name(line: Line, context: Context) -> Iterator[Change]:
    """« à Los Angeles. Forum du Times » → « au forum du Los Angeles Times ».

    Evidence: place and word together name a newspaper, a stop and a capital stand between them, the preposition is
    “à”, and the ending of the noun shows its gender. Spares everything else, a real sentence about both included:
    the noun must follow the stop without an article.
    """
    for match, whole in newspapers(line.text):
        yield Change(match.start(), match.end(), whole)


#: What may follow a name inside its sentence, and no verb.
_GOES_ON = (
    r"(?=[,;:.)»]|\Z|[ \u00a0](?:»|et|ou|à|au|aux|de|du|des|en|pour|qui|dans|sur|contre|lors|hier|avant|après|avec"
    r"|par)\b"
    r"|[ \u00a0](?:d|qu)[’']|[ \u00a0][A-ZÀ-Ý])"
)


@lru_cache(maxsize=1)
def _first_pairs() -> frozenset[tuple[str, str]]:
    """The first two words of every name of the table that has two or more, both with a capital."""
    groups = load_table("names")["names"]
    names = (name.split() for kind, group in groups.items() if kind != "person" for name in group)
    return frozenset((name[0], name[1]) for name in names if len(name) > 1 and name[1][0].isupper())


@rule(
    "sentences.stop-in-name",
    category="sentences",
    confidence=0.9,
    why="A stop has fallen into a name.",
    example=("Le pilote de Red. Bull, lui, a refusé.", "Le pilote de Red Bull, lui, a refusé."),
    gate=STOP_INSIDE,
    trigger=rf"\.(?<=[a-zà-ÿ].)[{BLANK}][A-ZÀ-Ý]",
)
def stop_in_name(line: Line, context: Context) -> Iterator[Change]:
    """« Red. Bull » → « Red Bull », « Wall. Street » → « Wall Street ».

    Evidence: the two words together begin a name of the table, and no verb follows that would make the second the
    start of a sentence; or they stand together elsewhere in the document; or the first is a first name and the second
    has an apposition (« Jean. Dupont, maire de »). Places whose first word ends no sentence (« New. York ») need no
    more. Spares a first name that ends a sentence.
    """
    found = set()
    for match in broken_names(line.text):
        found.add(match.start("stop"))
        yield Change(match.start("stop"), match.end("stop"), "")
    for match in re.finditer(rf"(?<![\w.])([A-ZÀ-Ý][a-zà-ÿ]{{2,}})(\.)[{BLANK}]([A-ZÀ-Ý][\w-]+){_GOES_ON}", line.text):
        if match.start(2) in found:
            continue
        if (match.group(1), match.group(3)) in _first_pairs() or _stands_together(match, context):
            yield Change(match.start(2), match.end(2), "")


def _stands_together(match: re.Match[str], context: Context) -> bool:
    """Whether the document has the two words as a name elsewhere."""
    return (match.group(1), match.group(3)) in context.evidence(name_pairs)


@rule(
    "sentences.broken-adjective",
    category="sentences",
    confidence=0.86,
    why="The adjective after the stop belongs to the noun before it.",
    example=("L’intelligence. artificielle inquiète les élus.", "L’intelligence artificielle inquiète les élus."),
    gate=STOP_INSIDE,
    trigger=rf"\.(?<=[a-zà-ÿ].)[{BLANK}][a-zà-ÿ]{{4}}",
)
def broken_adjective(line: Line, context: Context) -> Iterator[Change]:
    """Takes out the stop between a noun and an adjective in small letters that agrees with it.

    Spares adjectives that begin a sentence of their own (“impossible de”), abbreviations, and lines that begin small;
    where the adjective is a noun as well, the change is only proposed.
    """
    text = line.text
    if not re.match(r"\W{0,3}[A-ZÀ-ÝŒ\d]", text):
        return
    for match, sure in broken_phrases(text):
        if match["noun"] not in ABBREVIATIONS:
            yield Change(match.start("stop"), match.end("stop"), " ", confidence=None if sure else 0.6)
