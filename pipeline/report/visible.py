"""Making visible what a terminal or a page would obey, hide or reorder instead of showing it.

Text of articles is untrusted: an escape sequence could rewrite a terminal, a bidirectional override (Boucher and
Anderson 2021, "Trojan Source", https://trojansource.codes) the order of what is read.
"""

from __future__ import annotations

import re
import unicodedata

#: Controls but line feed, lone surrogates, line and paragraph separators, and the format characters that
#: reorder or hide text. The joiners U+200C and U+200D stay: emoji and several scripts are spelt with them.
UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def code_point(character: str) -> str:
    """`U+00A0` for a no-break space."""
    return f"U+{ord(character):04X}"


def visible(text: str) -> str:
    """`text` with every unsafe character written out as `<U+001B>`."""
    return UNSAFE.sub(lambda match: f"<{code_point(match[0])}>", text)


def visible_spaces(text: str) -> str:
    """`visible`, with spaces told apart: `␣` ordinary, `⍽` no-break, `<U+202F>` and so on for the others."""
    marks = {" ": "␣", "\u00a0": "⍽"}
    return "".join(
        marks.get(each, f"<{code_point(each)}>") if unicodedata.category(each) == "Zs" else each
        for each in visible(text)
    )


def columns(text: str) -> int:
    """Columns that `text` takes on a terminal: two for wide East Asian characters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(each) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(each) in "WF"
        else 1
        for each in text
    )
