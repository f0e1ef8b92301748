"""From bytes to text: which encoding an article is in, decided and recorded."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

#: What files of other kinds start with.
MAGIC = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a zip archive (docx, odt and epub are ones too)",
    b"PK\x05\x06": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstandard archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-zip archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a RIFF file (WebP, WAV, AVI)",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"SQLite format 3\x00": "an SQLite database",
}

#: The longer marks come first: that of UTF-32 begins like that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: What French text holds beside ASCII.
FRENCH = frozenset("àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸñÑáíóúÁÍÓÚ«»“”„‘’–—…€£°·•§©®™×²³\u00a0\u00ad")

#: The single-byte encodings that French has been written in, the likeliest first.
FRENCH_ENCODINGS = ("cp1252", "iso8859-15", "mac-roman", "cp850")

CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)

#: A file counts as damaged UTF-8 if for each wrong byte it has at least so many right sequences.
RIGHT_PER_WRONG = 10


def decode(raw: bytes, *, html: bool = False) -> tuple[str, str]:
    """The text of `raw` and the name of its encoding; for a web page what the page says of itself counts too.

    UTF-8 is believed first: other text is valid UTF-8 only by a rare accident. What is not UTF-8 is tried as the
    encodings that French has been written in, and only if a character comes out that French does not have does
    charset-normalizer decide, which needs more text than a short article gives to tell these encodings apart.

    Raises ValueError, naming what it is, where `raw` is not text.
    """
    for start, what in MAGIC.items():
        if raw.startswith(start):
            raise ValueError(f"not text: {what}")
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding), encoding
    if wide := _wide(raw):
        return _strict(raw, wide), wide
    if b"\0" in raw:
        raise ValueError(f"not text: a NUL byte at {raw.index(0)}")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = CHARSET.search(raw[:4096]) if html else None
    if declared and (text := _try(raw, declared[1].decode("ascii"))) is not None:
        return text, codecs.lookup(declared[1].decode("ascii")).name
    for encoding in FRENCH_ENCODINGS:
        text = _try(raw, encoding)
        if text is not None and all(char.isascii() or char in FRENCH for char in text):
            return text, encoding
    mended = raw.decode("utf-8", "replace")
    wrong = mended.count("\ufffd")
    if sum(not char.isascii() for char in mended) - wrong >= RIGHT_PER_WRONG * wrong:
        return mended, f"utf-8 ({wrong} wrong bytes)"
    best = charset_normalizer.from_bytes(raw[:200_000]).best()
    text = _try(raw, best.encoding) if best else None
    if best is None or text is None:
        raise ValueError("not text in any encoding known here")
    return text, best.encoding


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"not {encoding} as its mark says, from byte {error.start} on") from error


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: in Latin script every other byte is zero."""
    sample = raw[:4096]
    if len(sample) < 4 or len(raw) % 2:
        return None
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None
