"""Quotation marks: pairs that do not match, marks that are missing, the style of the marks.

A small stack machine reads the marks of a paragraph in order. What opens and what closes follows from the mark and
from the spaces around it; a pair that was opened in one style and closed in another becomes one style; a mark that is
missing is put in where its place is sure, and only proposed where it is not. Apostrophes, feet, inches, minutes and
seconds are no quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.attribution import (
    ASKED,
    ATTRIBUTION,
    BOUNDARY,
    INTRODUCED,
    OUTSIDE,
    SAID_BEFORE,
    SAID_THAT,
    SAYS,
    goes_on,
    said_inside,
    spoken_of,
)
from pipeline.repair.attribution_clauses import attributed, attributions, may_end_attributed
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_noun
from pipeline.repair.quote_marks import (
    CLOSING,
    MARKS,
    OPENING,
    PAIRS,
    Mark,
    Pair,
    alone,
    closed_later,
    foreign,
    foreign_pair,
    read,
    runs_in,
    runs_on,
)
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentences import ABBREVIATIONS
from pipeline.repair.typography import BLANK

#: A space between a word and its stop: something stood there.
_GAP = re.compile(rf"(?<=\w)[{BLANK}]\.(?=[{BLANK}]+[A-ZÀ-ÝŒ]|[{BLANK}]*\Z)")

#: A line with more marks without a partner than this is no prose.
_HOPELESS = 6
#: Nobody quotes deeper than this.
_DEEPEST = 4


@rule(
    "quotes.ascii",
    category="typography",
    confidence=0.93,
    why="Two signs were typed for one quotation mark.",
    example=("Le mot <<plage>> et ``mer''.", "Le mot «\u00a0plage\u00a0» et «\u00a0mer\u00a0»."),
    needs=("''", "``", "<<", ">>"),
)
def ascii_marks(line: Line, context: Context) -> Iterator[Change]:
    """<< and >> become « and », `` and '' become straight double marks, to be paired and styled like all others.

    Spares longer rows of these signs, and << or >> alone in a line (an arrow, an operator).
    """
    text = line.text
    for match in re.finditer(r"(?<!')''(?!')|(?<!`)``(?!`)", text):
        yield Change(match.start(), match.end(), '"')
    signs = list(re.finditer(r"(?<!<)<<(?!<)|(?<!>)>>(?!>)", text))
    if len(signs) % 2 == 0 and all(sign.group() == ("<<", ">>")[place % 2] for place, sign in enumerate(signs)):
        for sign in signs:
            yield Change(sign.start(), sign.end(), "«" if sign.group() == "<<" else "»")


@rule(
    "quotes.doubled",
    category="quotes",
    confidence=0.93,
    why="The quotation mark stands twice.",
    example=("Il parle d’une ««crise»» passagère.", "Il parle d’une «\u00a0crise\u00a0» passagère."),
    needs=("««", "»»", "““", "””", "‹‹", "››"),
)
def doubled(line: Line, context: Context) -> Iterator[Change]:
    """Two equal marks without a space between them become one.

    Spares two closing marks that close two quotations.
    """
    text = line.text
    reading = read(text)
    nested = {pair.closing.start for pair in reading.pairs if pair.depth == 1}
    openings = {pair.opening.start for pair in reading.pairs if pair.depth == 1}
    opened_twice = any(text[at : at + 2] in ("««", "““", "‹‹") for at in openings)
    for match in re.finditer(r"««|»»|““|””|‹‹|››", text):
        closing = match.group()[0] in "»”›"
        if closing and match.start() + 1 in nested and not opened_twice:
            continue
        mark = match.group()[0]
        yield Change(match.start(), match.end(), {"‹": "«", "›": "»"}.get(mark, mark))


@rule(
    "quotes.mixed",
    category="quotes",
    confidence=0.92,
    why="The quotation was opened in one style and closed in another.",
    example=("“Nous avons tenu », a dit la maire.", "«\u00a0Nous avons tenu\u00a0», a dit la maire."),
    needs=MARKS,
)
def mixed(line: Line, context: Context) -> Iterator[Change]:
    """Gives both marks of a pair one style: that of the configuration, or that of the opening mark.

    Spares pairs of which a mark stands in another language.
    """
    for pair, glyphs in _styled(line.text, context.config.quotes):
        opening, closing = pair.opening, pair.closing
        if PAIRS.get(opening.glyph) != closing.glyph and not foreign(line, opening) and not foreign(line, closing):
            yield from _restyle(line.text, pair, glyphs)


def _restyle(text: str, pair: Pair, glyphs: tuple[str, str]) -> Iterator[Change]:
    """The two changes; no mark but the French ones has a space inside."""
    start, end = pair.opening.end, pair.closing.start
    if glyphs[0] not in ("«", "‹"):
        content = text[start:end]
        start += len(content) - len(content.lstrip())
        end = start + len(content.strip())
    yield Change(pair.opening.start, start, glyphs[0])
    yield Change(end, pair.closing.end, glyphs[1])


def _styled(text: str, wanted: str) -> Iterator[tuple[Pair, tuple[str, str]]]:
    """Every pair from left to right with the marks that it should have.

    What lies inside a mark that was never closed may not be inside anything: it keeps its style.
    """
    reading = read(text)
    outer: dict[int, str] = {}
    for pair in sorted(reading.pairs, key=lambda each: each.opening.start):
        if pair.depth > _DEEPEST:
            continue
        opening, closing = pair.opening.glyph, pair.closing.glyph
        if wanted == "keep" or (pair.depth > 1 and reading.unclosed):
            glyphs = _kept(opening, closing)
        elif wanted == "english":
            glyphs = ("“", "”") if pair.depth % 2 else ("‘", "’")
        elif pair.depth == 1 or (opening == "«" and outer.get(pair.depth - 1) == "«"):
            glyphs = ("«", "»")
        else:
            glyphs = ("“", "”")
        outer[pair.depth] = opening
        yield pair, glyphs


def _kept(opening: str, closing: str) -> tuple[str, str]:
    """The style of the opening mark, or of the closing one where the opening mark says nothing."""
    openings = {mark: other for other, mark in PAIRS.items() if other not in "„‟"}
    if opening == '"' and closing in CLOSING:
        return openings[closing], closing
    return (opening, PAIRS[opening]) if opening in PAIRS else ("«", "»")


@rule(
    "quotes.unclosed",
    category="quotes",
    confidence=0.87,
    why="A quotation is opened and never closed.",
    example=("Elle conclut : « Nous irons loin.", "Elle conclut\u00a0: «\u00a0Nous irons loin.\u00a0»"),
    needs="«“„‹\"",
)
def unclosed(line: Line, context: Context) -> Iterator[Change]:
    """Closes a quotation before who said it, at the end of the one sentence it can hold, or at the end of the line.

    Evidence: the quotation begins with a capital after a colon, a stop or “que” or at the start of the line; a next
    quotation or the end of the line bounds it. A quotation that goes on in the next paragraph is spared, and so are
    straight marks, unless one alone stands after a colon, or one that opens a sentence has who said it behind. A
    sentence that tells how somebody was asked (“Interrogé sur …, il …”) stands outside; one clause that somebody said
    (“Il a admis que «”) ends with its sentence, and so does what is said of a subject before the mark (“l’usine «va
    …”); a few words that end the paragraph lost the stop with the mark. Quoted
    words inside a sentence, of which the end cannot be told, are only proposed.
    """
    text, reading = line.text, read(line.text)
    if not reading.unclosed or len(reading.unclosed) + len(reading.unopened) > _HOPELESS:
        return
    openings = [mark.start for mark in reading.marks if mark not in reading.unopened]
    for mark in reading.unclosed:
        if mark.glyph not in PAIRS or foreign(line, mark):
            continue
        after = [start for start in openings if start > mark.start]
        limit = after[0] if after else len(text)
        if mark.glyph == '"' and not (_only_and_sure(text, mark, context) or _opens_speech(text, mark, limit, context)):
            continue
        if not after and _cut_short(text, mark) and not runs_on(line, context):
            yield Change(len(text.rstrip()), len(text.rstrip()), PAIRS[mark.glyph] + ".", confidence=0.85)
            continue
        place, confidence = _closing_place(text, mark, limit, bool(after), context)
        at_end = not after and place >= len(text.rstrip()) - 1
        clause = _one_clause(text[: mark.start].rstrip(), text[mark.end : limit]) and not closed_later(line, context)
        if at_end and not clause and (
            runs_on(line, context) or (not text[: mark.start].strip() and context.evidence(alone))
        ):
            confidence = min(confidence, 0.7)
        yield Change(place, place, PAIRS[mark.glyph], confidence=confidence)


def _only_and_sure(text: str, mark: Mark, context: Context) -> bool:
    """Whether a straight mark opens a quotation without a doubt: the only one of its line, after a colon."""
    return text.count('"') == 1 and text[: mark.start].rstrip().endswith(":") and not context.evidence(alone)


def _opens_speech(text: str, mark: Mark, limit: int, context: Context) -> bool:
    """Whether a straight mark opens a sentence of which the region says who spoke it (« "Non, a répondu la maire »)."""
    before, region = text[: mark.start].rstrip(), text[mark.end : limit]
    if (before and before[-1] not in ".!?…:»”\"") or not re.match(r"[A-ZÀ-ÝŒ]", region):
        return False
    said = list(ATTRIBUTION.finditer(region))
    boundaries = [match for match in BOUNDARY.finditer(region) if not _abbreviated(region, match.start())]
    return bool(said) and attributed(region, said, boundaries, context.lexicon)


def _closing_place(text: str, mark: Mark, limit: int, bounded: bool, context: Context) -> tuple[int, float]:
    """Where the quotation closes, and how sure that is."""
    region = text[mark.end : limit]
    boundaries = [match for match in BOUNDARY.finditer(region) if not _abbreviated(region, match.start())]
    said = attributions(region, context.lexicon)
    if said:
        word = _A_WORD.search(text, max(0, mark.start - 30), mark.start)
        outside = spoken_of(text[: mark.start], region, said, boundaries)
        if outside is not None and len(said) == 1:
            return mark.end + len(region[:outside].rstrip()), 0.87
        # At the start of a line it may go on in the next one.
        begun = text[: mark.start].strip() and _whole_sentence(text, mark, region)
        if not bounded and begun and goes_on(region, said, boundaries):
            return len(text.rstrip()), 0.86
        return mark.end + said[0].start(), 0.87 if attributed(region, said, boundaries, context.lexicon) and not word else 0.6
    whole, gap = _whole_sentence(text, mark, region), _GAP.search(region)
    asked = [match for match in boundaries if ASKED.match(region, match.end())]
    if whole and asked and not OUTSIDE.search(region, 0, asked[0].start()):
        return mark.end + asked[0].start() + 1, 0.86
    if gap and not whole and (not boundaries or gap.start() < boundaries[0].start()):
        return mark.end + gap.start(), 0.86
    fragment = boundaries[0].start() if boundaries else len(region.rstrip()) - 1
    if _is_fragment(text, mark, region, fragment) and not (bounded and len(boundaries) != 1):
        return mark.end + len(region[:fragment].rstrip()), 0.85
    if bounded:
        if not boundaries:
            return limit, 0.4
        return mark.end + boundaries[0].start() + 1, 0.86 if whole and len(boundaries) == 1 else 0.5
    end = len(text.rstrip())
    ended = end > mark.end and (text[end - 1] in ".!?…" or _ASIDE_AT_END.search(region) is not None)
    outside = [match for match in boundaries if OUTSIDE.search(region, match.end())]
    before = text[: mark.start].rstrip()
    if INTRODUCED.search(before[-90:]) and region.count(" ") > 4 and not boundaries and ended:
        return end - (text[end - 1] == "."), 0.86
    if _one_clause(before, region) and not boundaries and ended:
        return end - (text[end - 1] == "."), 0.86
    sentence = boundaries[0].start() if boundaries else len(region.rstrip()) - 1
    if ended and _predicate(before, region[:sentence], context):
        return mark.end + sentence + (text[mark.end + sentence] != "."), 0.86
    introduced = before.endswith(":") or bool(_RESUMED.search(before[-120:]))
    if may_end_attributed(region):
        return end, 0.5
    return end, 0.86 if (whole or (introduced and not boundaries)) and ended and not outside else 0.5


#: « l’usine “va tourner … »: a subject before the mark, its verb behind it.
_SUBJECT = re.compile(
    rf"(?<![\w’'-])(?:(?:[lL][ea]s?|[cC]e(?:t|tte|s)?|[sS](?:on|a|es))[{BLANK}]|[lL][’'])([a-zà-ÿœ]{{3,}})\Z"
)
_VERB = re.compile(rf"[{BLANK}]?(?:ne[{BLANK}]|n[’']|se[{BLANK}]|s[’'])?([a-zà-ÿœ]+)(?![\w’'-])")


def _predicate(before: str, region: str, context: Context) -> bool:
    """Whether the quotation is all that the last sentence says of its subject."""
    subject, verb = _SUBJECT.search(before[-40:]), _VERB.match(region)
    if subject is None or verb is None or not is_noun(subject[1]) or _MORE.search(region):
        return False
    form = verb[1]
    known = form in finite() or not is_noun(form) and context.lexicon.zipf(form + "r") >= 2.5
    return known and 2 <= region.strip().count(" ") <= 30


def _one_clause(before: str, region: str) -> bool:
    """Whether the quotation is one clause in small letters that somebody said, up to the end of the sentence."""
    if not SAID_BEFORE.search(before[-80:]) and not SAID_THAT.search(before[-80:]):
        return False
    return region.lstrip()[:1].islower() and 4 <= region.strip().count(" ") <= 30 and not _MORE.search(region)


_FEW = re.compile(rf"[{BLANK}]?[^\W\d_][\w’'-]*(?:[{BLANK}][\w’'-]+){{0,3}}[{BLANK}]*\Z")
_SENTENCES_BEFORE = re.compile(r"[a-zà-ÿœ»”)]\.[ ][^.]*(?<![\w-])(?:une?|le|la|du|au|par|de|comme|mot|terme)\Z")


def _cut_short(text: str, mark: Mark) -> bool:
    """Whether a few quoted words are the last of a paragraph that lost its closing mark and its stop together."""
    if not _FEW.match(text, mark.end) or text.count(" ") < 12:
        return False
    before = text[: mark.start].rstrip().replace("\u00a0", " ")
    return _SENTENCES_BEFORE.search(before[-300:]) is not None or before.endswith(("’", "'")) and ". " in before


#: What may no longer be quoted: another clause, an aside.
_MORE = re.compile(r"[,;:()\[\]–—]|(?<!\w)(?:et|ou|mais|car) (?:qu|a|ont|est)|(?<!\w)(?:selon|alors que|tandis)(?!\w)")

#: “le mot «”: what is quoted is a word or two, not what the speaker says.
_A_WORD = re.compile(
    r"(?:mots?|termes?|expressions?|formules?|slogans?|titre|surnom|nom|film|roman|album|chanson|intitulée?|baptisée?"
    r"|surnommée?|appelée?|dite?)[ \u00a0]\Z"
)
#: What the speaker does after the last sentence: “cette année. [rires]”.
_ASIDE_AT_END = re.compile(r"[.!?…][ \u00a0][\[(][^\[\]()]{3,40}[\])][ \u00a0]*\Z")
#: « Nous avons perdu », dit-il, « mais nous reviendrons: the quotation goes on after who says it.
_RESUMED = re.compile(rf"[»”],[ \u00a0](?:(?:a|ont)(?:-t-\w+)? )?{SAYS}[^«»“”\".!?:;]{{0,80}},\Z")


#: “un choix”, “plus solide”: words that end the sentence which quotes them hold no verb but that of a relative clause.
_LONGEST_FRAGMENT = 20
_FINITE = re.compile(
    r"(?<![\w’-])(?:n[’']|s[’']|l[’'])?(?:a|ont|est|sont|avait|avaient|était|étaient|sera|seront|va|vont|peut|peuvent|"
    r"doit|doivent|aurait|serait|devrait|pourrait|il|elle|ils|elles|on)(?![\w’-])|-t-"
    r"|[^\W\d_]{3}(?:ait|aient|èrent)(?!\w)"
)
_RELATIVE = re.compile(r"(?<!\w)(?:qui|que|dont|où)(?!\w)|(?<!\w)qu[’']")
#: What a sentence has before the words that it quotes at its end.
_BEFORE_FRAGMENT = re.compile(
    rf"(?:^|[.!?…»”][{BLANK}]+)[A-ZÀ-ÝŒ][^.!?…«»“”\"]*[{BLANK}]"
    rf"(?:comme|de|d[’']|une?|par|pour|[a-zà-ÿ]+(?:er|ir|re|e|é|ée|és|ent|it|ait))[{BLANK}]?\Z"
)


def _is_fragment(text: str, mark: Mark, region: str, end: int) -> bool:
    """Whether a few words that begin small are quoted in the middle of a sentence and run to its end."""
    quoted = region[:end].strip()
    if end < 0 or region[end] != "." or not quoted[:1].islower() or re.search(r"[,;:–—()\[\]]", quoted):
        return False
    verb, relative = _FINITE.search(quoted), _RELATIVE.search(quoted)
    if verb and not (relative and relative.start() < verb.start()):
        return False
    before = text[max(0, mark.start - 300) : mark.start]
    told = _BEFORE_FRAGMENT.search(before)
    return (
        told is not None
        and told.group().count(" ") >= 2
        and 2 <= quoted.count(" ") < _LONGEST_FRAGMENT
        and not _A_WORD.search(before)
    )


def _whole_sentence(text: str, mark: Mark, region: str) -> bool:
    """Whether the quotation begins as a sentence does and is introduced as one."""
    if not re.match(rf"[{BLANK}]?(?:…[{BLANK}]?)?(?:[A-ZÀ-ÝŒ]|\[)", region):
        return False
    before = text[: mark.start].rstrip()[-12:]
    saying = re.search(r"\b(?:que|disant|dit|ajouté|écrit|déclaré)\Z", before)
    return not before or before[-1] in ":.!?…" or bool(saying)


def _abbreviated(region: str, at: int) -> bool:
    word = re.search(r"[\w’-]{1,20}\Z", region[max(0, at - 20) : at])
    return region[at] == "." and bool(word) and (word.group().lower() in ABBREVIATIONS or len(word.group()) == 1)


@rule(
    "quotes.unopened",
    category="quotes",
    confidence=0.86,
    why="A quotation is closed that was never opened.",
    example=(
        "La finale a lieu samedi.\nNous irons au bout », a déclaré la capitaine.",
        "La finale a lieu samedi.\n«\u00a0Nous irons au bout\u00a0», a déclaré la capitaine.",
    ),
    needs="»”›",
)
def unopened(line: Line, context: Context) -> Iterator[Change]:
    """Puts the opening mark after the only colon before the quotation, or at the start of the line.

    Evidence: what follows the colon, or the line, begins with a capital, the sentence says who speaks after the
    closing mark, and no quotation of the paragraphs before is open. Anything else is only proposed.
    """
    text, reading = line.text, read(line.text)
    if len(reading.unopened) != 1 or len(reading.unclosed) > 1:
        return
    mark = reading.unopened[0]
    if mark.glyph not in ("»", "”", "›") or foreign(line, mark):
        return
    start = max((pair.closing.end for pair in reading.pairs if pair.closing.end <= mark.start), default=0)
    region = text[start : mark.start]
    opening = {"»": "«", "”": "“", "›": "‹"}[mark.glyph]
    colons = [match for match in re.finditer(rf"[{BLANK}]?:[{BLANK}]+(?=[A-ZÀ-ÝŒ])", region)]
    spoken = bool(ATTRIBUTION.match(text, mark.end)) or bool(
        re.match(rf"[{BLANK}]?,?[{BLANK}](?:a|ont|avait|avaient) {SAYS}", text[mark.end : mark.end + 40])
    )
    known = not runs_in(line, context) and not context.evidence(alone)
    if len(colons) == 1 and not BOUNDARY.search(region, colons[0].end()):
        place = start + colons[0].end()
        yield Change(place, place, opening, confidence=0.85 if known else 0.5)
    elif start == 0 and not colons and re.match(r"[A-ZÀ-ÝŒ]", region):
        sure = spoken and known and not BOUNDARY.search(region)
        yield Change(0, 0, opening, confidence=0.85 if sure else 0.5)


@rule(
    "quotes.style",
    category="typography",
    confidence=0.95,
    why="One style of quotation marks throughout.",
    example=('Le mot “laïcité” et l\'"État".', "Le mot «\u00a0laïcité\u00a0» et l’«\u00a0État\u00a0»."),
    needs=MARKS,
)
def style(line: Line, context: Context) -> Iterator[Change]:
    """Sets every pair in the style of the configuration: « » with “ ” inside, or “ ” with ‘ ’ inside.

    Spares French marks inside French marks, pairs in another language, empty pairs, and all straight marks of a line
    in which one of them has no partner.
    """
    wanted = context.config.quotes
    if wanted == "keep":
        return
    reading = read(line.text)
    odd = '""' in line.text or any(mark.glyph == '"' for mark in (*reading.unclosed, *reading.unopened))
    for pair, glyphs in _styled(line.text, wanted):
        opening, closing = pair.opening, pair.closing
        if PAIRS.get(opening.glyph) != closing.glyph or not line.text[opening.end : closing.start].strip():
            continue
        if (opening.glyph == '"' and odd) or foreign_pair(line, pair):
            continue
        yield from _restyle(line.text, pair, glyphs)


@rule(
    "quotes.outer-space",
    category="typography",
    confidence=0.95,
    why="A space divides a quotation from the words around it.",
    example=("Elle a dit :«Oui.»Puis elle est partie.", "Elle a dit\u00a0: «\u00a0Oui.\u00a0» Puis elle est partie."),
    needs="«»“”„‹›",
)
def outer_space(line: Line, context: Context) -> Iterator[Change]:
    """Puts the space before an opening and after a closing mark of a pair.

    Spares an elided form before the mark (l’« IA »), brackets, dashes and slashes.
    """
    text = line.text
    for pair in read(text).pairs:
        before = text[pair.opening.start - 1] if pair.opening.start else " "
        if pair.opening.glyph in OPENING and (before.isalnum() or before in ":;,.!?…)»”%"):
            yield Change(pair.opening.start, pair.opening.start, " ")
        after = text[pair.closing.end : pair.closing.end + 1]
        if pair.closing.glyph in CLOSING and (after.isalnum() or after == "("):
            yield Change(pair.closing.end, pair.closing.end, " ")


@rule(
    "quotes.speaker-inside",
    category="quotes",
    confidence=0.86,
    why="Who said it to the press stands inside the quotation, which ends before.",
    example=(
        "« Le pont fermera en juin, a déclaré la maire à l’AFP. » Les bus passeront par la gare.",
        "«\u00a0Le pont fermera en juin\u00a0», a déclaré la maire à l’AFP. Les bus passeront par la gare.",
    ),
    needs="»”",
    trigger=r",[ \u00a0](?:a|ont|avait|avaient)[ \u00a0][^«“]*[»”]",
)
def speaker_inside(line: Line, context: Context) -> Iterator[Change]:
    """Closes a quotation before the words that say who spoke it, where its closing mark stands behind them.

    Evidence: the quotation is one sentence that begins the line or follows a stop, an attribution in the past tense
    ends it, and that names the press, a broadcast or a network, or somebody in full with an office. Spares the “dit-il” inside a quotation, stories, a
    quotation that goes on, and one that is itself quoted from a paper (“, écrit Le Monde”).
    """
    text = line.text
    for pair in read(text).pairs:
        opening, closing = pair.opening, pair.closing
        before, after = text[: opening.start].rstrip(), text[closing.end :]
        if pair.depth != 1 or before and before[-1] not in ".!?…»”" or not re.match(_ENDS, after):
            continue
        quoted = text[opening.end : closing.start]
        at = said_inside(quoted)
        if at is None or not re.match(rf"[{BLANK}]*[A-ZÀ-ÝŒ]", quoted):
            continue
        place, end = opening.end + at, opening.end + len(quoted.rstrip())
        stop = "" if text[end - 1] in ".!?…" or after[:1] == "." else "."
        yield Change(place, place, (" " if closing.glyph == "»" else "") + closing.glyph)
        yield Change(end, closing.end, stop)


#: What follows a quotation that ends its sentence.
_ENDS = rf"\.?(?:[{BLANK}]*\Z|[{BLANK}]+[«“]?[{BLANK}]?[A-ZÀ-ÝŒ])"
