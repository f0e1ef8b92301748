"""Characters that went wrong before anybody could read them: wrong decodings, entities, invisible and odd characters.

Wrong decodings are ftfy's business (Speer 2019, https://doi.org/10.5281/zenodo.2591652): its heuristic decides whether
a line is mojibake and how it came about; what it makes of the line becomes edits, word by word. Everything else that
ftfy would also do stays with rules of our own, so that each change says what it is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial
from itertools import product

import ftfy

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule

#: What ftfy may do here: mend the encoding and nothing else. Sequences with a lost byte would only become U+FFFD.
_FTFY = ftfy.TextFixerConfig(replace_lossy_sequences=False, uncurl_quotes=False, fix_c1_controls=True)

#: Most lines of a French article consist of these alone and cannot be mojibake; checking that is ten times cheaper
#: than asking ftfy. Every wrong reading of a sequence that French needs holds a character that is not among them.
_SUSPECT = r"[^\x20-\x7e\u00a0\u202f\u2009–—‘’“”…°«»àâäçéèêëîïôöùûüñÀÇÉÈÊËÎÏÔÖÙÛÜœŒæÆ]"

#: ftfy and the diff look at stretches of about this many characters: a line's cost grows with its length only.
_WINDOW = 4000

#: A closing quote (E2 80 9D) whose last byte, which Windows-1252 does not have, was dropped or replaced on the way.
_LOST_QUOTE = re.compile(r"(?<=\S)â€(?:\ufffd(?!\w)|\?(?=,| [a-z])|(?=[ .,;:!?)]|\Z))")
#: An apostrophe (E2 80 99) whose last byte was lost: it stands between an elided word and a vowel.
_LOST_APOSTROPHE = re.compile(
    r"(?<![\w’'])([cdjlmnst]|(?:jus|lors|puis)?qu)â€[\ufffd?]?(?=[aeiouyhàâéèêëîïôûœæAEIOUYHÀÂÉÈÊÎÔŒ])", re.IGNORECASE
)

#: œ (C5 93): ftfy leaves it in a line that has right accents as well; its second byte may be lost.
_OE = re.compile(r"Å[“\x93](?=[a-zà-ÿ])|(?<=\b[csbvnm])Å(?=u)|\bÅ(?=uvr)")

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


def _windows(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = start + _WINDOW
        if end < len(text):
            cut = text.rfind(" ", start + _WINDOW // 2, end)
            # The byte A0 of a mangled “à” may stand as a space: a cut after Ã would hide it.
            while cut > start and text[cut - 1] in "ÃÂ":
                cut = text.rfind(" ", start, cut)
            end = cut + 1 if cut > start else end
        yield start, text[start:end]
        start = end


def _difference(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of `before` that differ, token by token, with what stands for them in `after`."""
    left, right = _TOKEN.findall(before), _TOKEN.findall(after)
    offsets = [0]
    for token in left:
        offsets.append(offsets[-1] + len(token))
    for kind, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind != "equal":
            yield offsets[i], offsets[j], "".join(right[k:m])


@rule(
    "encoding.mojibake",
    category="encoding",
    confidence=0.95,
    why="The text was read in another encoding than it was written in.",
    example=("Le thÃ©Ã¢tre rouvre aprÃ¨s l’Ã©tÃ©.", "Le théâtre rouvre après l’été."),
    trigger=_SUSPECT,
    in_foreign=True,
    in_untouchable=True,
)
def mojibake(line: Line, context: Context) -> Iterator[Change]:
    """UTF-8 read as Latin-1, Windows-1252, MacRoman and the like (Ã©, â€™, Ã\\xa0), also twice over.

    ftfy decides, on character sequences that no language has. A reading that would lose a character is not taken.
    """
    for start, window in _windows(line.text):
        if not re.search(_SUSPECT, window):
            continue
        whole = window
        if "€" in whole:
            whole = _LOST_APOSTROPHE.sub(r"\1â€™", _LOST_QUOTE.sub("â€\x9d", whole))
        if "Å" in whole:
            whole = _OE.sub("œ", whole).replace("Å’u", "Œu")
        # ftfy would take U+FFFD for a control character, and drop it; a private character keeps its place.
        fixed = ftfy.fix_encoding(whole.replace("\ufffd", "\ue000"), _FTFY).replace("\ue000", "\ufffd")
        if fixed == window or "\ufffd" in fixed and "\ufffd" not in window:
            continue
        for first, last, after in _difference(window, fixed):
            yield Change(start + first, start + last, after)


#: A no-break space (C2 A0) of which the first byte still shows; no word is "Â".
_STRAY_FIRST_BYTE = re.compile(r"(?P<space>[ \u00a0]?)Â(?:[ \u00a0]|(?=[%:;!?»€])|(?<=[«]Â))(?!’)")


@rule(
    "encoding.stray-byte",
    category="encoding",
    confidence=0.92,
    why="The first byte of a no-break space was read as a letter.",
    example=("Le taux est de 20Â % :Â un record.", "Le taux est de 20\u00a0%\u00a0: un record."),
    needs="Â",
    trigger="Â",
    in_foreign=True,
)
def stray_byte(line: Line, context: Context) -> Iterator[Change]:
    """Â before a space or a mark that takes one is what is left of a no-break space; Â in a word stays."""
    for match in _STRAY_FIRST_BYTE.finditer(line.text):
        after_mark = line.text[match.start() - 1 : match.start()] in (":", ";", ",", ".", "!", "?", "»")
        yield Change(match.start(), match.end(), match.group("space") or (" " if after_mark else "\u00a0"))


#: What a lost character may have been in French, by how often it is.
_CANDIDATES = "éèàêçôîâûùëïœü"
#: A word with one to three lost characters; both bytes of a character may show their loss.
_MAIMED = re.compile(r"(?<![\w’'-])(?=\w*Ã?\ufffd)(?:\w|Ã?\ufffd{1,2}){2,30}(?![\w’'-])")
_ELIDED_BEFORE = re.compile(r"(?:[cdjlmnst]|(?:jus|lors|puis)?qu)(?=\ufffd)", re.IGNORECASE)
_LOST = re.compile(r"Ã?\ufffd{1,2}")


@rule(
    "encoding.lost-letter",
    category="encoding",
    confidence=0.9,
    why="A letter was lost on the way; only one makes a French word of the rest.",
    example=("Le d\ufffdput\ufffd est sorti par l\ufffdescalier.", "Le député est sorti par l’escalier."),
    needs="\N{REPLACEMENT CHARACTER}",
    trigger="\ufffd",
)
def lost_letter(line: Line, context: Context) -> Iterator[Change]:
    """Puts the accented letters back for U+FFFD where one reading of the word is ten times as frequent as any other.

    An apostrophe is put back after an elided word. Spares words with more than three lost letters and a mark that
    stands alone.
    """
    for match in _MAIMED.finditer(line.text):
        word = _restored(match.group(), context)
        if word:
            if match.start() == 0 and match.group()[0] in "\ufffdÃ":
                word = word[0].upper() + word[1:]
            yield Change(match.start(), match.end(), word)


def _restored(maimed: str, context: Context) -> str:
    """The word with its letters back, or nothing."""
    article = _ELIDED_BEFORE.match(maimed)
    if article:
        rest = maimed[article.end() + 1 :]
        noun = rest if "\ufffd" not in rest and context.lexicon.known(rest) else _restored(rest, context)
        if noun and noun[0].lower() in "aeiouyhéèêàâîôûœæ":
            return f"{article.group()}’{noun}"
    pieces = _LOST.split(maimed)
    if len(pieces) > 4 or sum(map(len, pieces)) < 1:
        return ""
    letters = _CANDIDATES.upper() if len(maimed) > 3 and "".join(pieces).isupper() else _CANDIDATES
    scored = sorted(
        (
            (context.lexicon.zipf(word), word)
            for chosen in product(letters, repeat=len(pieces) - 1)
            for word in ["".join(each for pair in zip(pieces, (*chosen, ""), strict=True) for each in pair)]
        ),
        reverse=True,
    )
    return scored[0][1] if scored[0][0] >= 2.5 and scored[0][0] - scored[1][0] >= 1 else ""


_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@rule(
    "encoding.entity",
    category="encoding",
    confidence=0.98,
    why="An HTML entity stands for the character itself.",
    example=("La soci&eacute;t&eacute; Marks &amp; Spencer recrute.", "La société Marks & Spencer recrute."),
    needs="&",
    trigger=r"&[#A-Za-z]",
    in_foreign=True,
    in_untouchable=True,
)
def entity(line: Line, context: Context) -> Iterator[Change]:
    """HTML entities with their semicolon, by name or by number.

    Spares names that HTML does not have, numbers of no character, and `&lt;` and `&gt;` where a tag would come of them.
    """
    text = line.text
    tags = re.search(r"&lt;[A-Za-z/!?&]", text)
    for match in _ENTITY.finditer(text):
        after = html.unescape(match.group())
        if after == match.group() or any(unicodedata.category(each) in ("Cc", "Cs", "Cn") for each in after):
            continue
        if "\ufffd" in after or (after in "<>" and tags):
            continue
        yield Change(match.start(), match.end(), after)


#: Escape sequences of a terminal; controls and marks that show nothing and mean nothing in running text.
_ESCAPE = r"\x1b\[[0-9;?]{0,30}[A-Za-z]"
_CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_MARKS = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb"
)
_TAGS = r"\U000e0000-\U000e007f"
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@rule(
    "encoding.invisible",
    category="encoding",
    confidence=0.98,
    why="An invisible character that does nothing here.",
    example=("La gouver\u00adneuse est\u200b arrivée.", "La gouverneuse est arrivée."),
    gate=_SUSPECT,
    trigger=rf"[{_CONTROLS}{_MARKS}{_TAGS}\u200c\u200d]",
    in_foreign=True,
    in_untouchable=True,
)
def invisible(line: Line, context: Context) -> Iterator[Change]:
    """Controls, terminal escapes, byte order marks, soft hyphens, zero-width spaces, marks of writing direction.

    Spares joiners within emoji and within the scripts that write with them, the tags of a flag, and the plain
    direction marks of a line with Hebrew or Arabic in it.
    """
    text = line.text
    right_to_left = bool(_RIGHT_TO_LEFT.search(text))
    for match in re.finditer(rf"{_ESCAPE}|[{_CONTROLS}{_MARKS}]+|[{_TAGS}]+|[\u200c\u200d]+", text):
        found = match.group()
        first, before = found[0], text[match.start() - 1 : match.start()]
        if first in "\u200c\u200d":
            after = text[match.end() : match.end() + 1]
            if _joins(before) and (_joins(after) or not after):
                continue
        elif "\U000e0000" <= first and before == "\U0001f3f4":
            continue
        kept = "".join(each for each in found if right_to_left and each in "\u200e\u200f\u061c")
        yield Change(match.start(), match.end(), kept)


def _joins(character: str) -> bool:
    """Whether a joiner next to this character may mean something: an emoji, or a script beyond the European ones."""
    return character > "\u058f" and not "\u1e00" <= character <= "\u20cf"


@rule(
    "encoding.line-break",
    category="encoding",
    confidence=0.97,
    why="A line break of another system stands inside the line.",
    example=("Le maire\u2028 démissionne.", "Le maire démissionne."),
    trigger=_SUSPECT,
    in_foreign=True,
)
def line_break(line: Line, context: Context) -> Iterator[Change]:
    """Form feeds, U+2028 and the like become a space: a paragraph is one line here."""
    for match in re.finditer(r"[ ]?[\r\x0b\x0c\u2028\u2029]+[ ]?", line.text):
        inside = 0 < match.start() and match.end() < len(line.text)
        yield Change(match.start(), match.end(), " " if inside else "")


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


@rule(
    "encoding.ligature",
    category="encoding",
    confidence=0.99,
    why="A typesetter’s ligature is two letters.",
    example=("L’oﬃcier a ﬁni son service.", "L’officier a fini son service."),
    trigger=_SUSPECT,
    in_foreign=True,
)
def ligature(line: Line, context: Context) -> Iterator[Change]:
    """ﬁ, ﬂ, ﬀ and their kin, left by the extraction of a PDF; œ and æ are letters and stay."""
    for match in re.finditer(r"[\ufb00-\ufb06]", line.text):
        yield Change(match.start(), match.end(), _LIGATURES[match.group()])


@rule(
    "encoding.width",
    category="encoding",
    confidence=0.97,
    why="A letter of double width, meant for Chinese or Japanese type.",
    example=("La ｇａｒｅ est fermée ！", "La gare est fermée\u00a0!"),
    trigger=_SUSPECT,
    in_foreign=True,
)
def width(line: Line, context: Context) -> Iterator[Change]:
    """Full-width Latin letters, figures and marks; a line with Chinese, Japanese or Korean in it is spared."""
    if re.search(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", line.text):
        return
    for match in re.finditer(r"[\uff01-\uff5e]+", line.text):
        yield Change(match.start(), match.end(), "".join(chr(ord(each) - 0xFEE0) for each in match.group()))


@rule(
    "encoding.composed",
    category="encoding",
    confidence=0.99,
    why="A letter and its accent are one character (Unicode form NFC).",
    example=("L’e\u0301te\u0301 a e\u0301te\u0301 sec.", "L’été a été sec."),
    trigger=_SUSPECT,
    in_foreign=True,
    in_untouchable=True,
)
def composed(line: Line, context: Context) -> Iterator[Change]:
    """Letters in pieces are put together, as every lexicon and model expects them; nothing else of a word changes."""
    text = line.text
    if unicodedata.is_normalized("NFC", text):
        return
    normal = partial(unicodedata.normalize, "NFC")
    for match in re.finditer(r"[^ ]+", text):
        if normal(match.group()) != match.group():
            yield Change(match.start(), match.end(), normal(match.group()))
