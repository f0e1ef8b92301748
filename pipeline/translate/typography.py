"""English typography of what a model wrote."""

from __future__ import annotations

import re

_FRENCH_QUOTES = re.compile(r"[«»]")
_SPACE_BEFORE = re.compile(r"(?<=\S)[ \u00a0\u202f]+(?=[,;:!?%](?:[\s”’\"')\]]|$)|\.(?:[\s”’\"')\]]|$)(?!\.))")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)|(?<=s)['’](?=\s)")
_OPENING = re.compile(r"(?:^|(?<=[\s(\[{—–-]))[\"'](?=\S)")
_SPACES = re.compile(r"[ \u00a0\u202f\t]+")
_OPEN_GAP = re.compile(r"“ +|(?<=[(\[]) +|(?<=[$£€]) +(?=\d)")
_DASH = re.compile(r"(?<=\S) --? (?=\S)")
_CLOSE_GAP = re.compile(r" +”| +(?=[)\]])")


def english_typography(text: str) -> str:
    """Curly quotes, “ ” for « », no space before : ; ! ? , . and %, single ordinary spaces, a spaced – for a dash.

    What stands inside a URL or an e-mail address has no spaces and is not changed. An apostrophe is ’.
    """
    text = _SPACES.sub(" ", text).strip()
    text = re.sub(r"« ?", "“", text)
    text = re.sub(r" ?»", "”", text)
    text = text.replace("„", "“").replace("‟", "“").replace("<unk>", "")
    text = _DASH.sub(" – ", _SPACE_BEFORE.sub("", text))
    text = _APOSTROPHE.sub("’", text)
    text = re.sub(r"(?<=[.!?,]”)(?=[^\W\d_])", " ", _curl(text))
    text = _CLOSE_GAP.sub(lambda match: match[0].strip(), _OPEN_GAP.sub(lambda match: match[0].strip(), text))
    return _SPACES.sub(" ", text).strip()


def sentence_capital(english: str, source: str) -> str:
    """`english` with the capital of a sentence that begins with one in `source`; xAI and iPhone keep their own."""
    first = re.search(r"(?:(?<=\A)|(?<=\A\W)|(?<=\A\W\W))[^\W\d_][\w-]*", english)
    begins = re.search(r"[^\W_]", source)
    if first is None or begins is None or not begins[0].isupper() or not first[0].islower():
        return english
    return english[: first.start()] + first[0][0].upper() + english[first.start() + 1 :]


def _curl(text: str) -> str:
    """Straight double quotes to “ and ”: one after a space or a bracket opens, any other closes."""
    out, open_ = [], False
    for index, character in enumerate(text):
        if character != '"':
            if character in "“”":
                open_ = character == "“"
            out.append(character)
            continue
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        opens = not open_ if (not before or before.isspace()) == (not after or after.isspace()) else (
            not before or before.isspace()) or (before in "([—–" and not open_)
        out.append("“" if opens else "”")
        open_ = opens
    return "".join(out)
