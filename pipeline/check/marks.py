"""Filters that look at quotes, brackets, markup, addresses and characters."""

from __future__ import annotations

import re
import unicodedata

from pipeline.check.filters import Pair, check

_URL = re.compile(r"(?:https?://|www\.)[^\s<>«»“”\"]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,300})?/?>|&(?:[a-z]{2,8}|#\d{2,5});")
_UNKNOWN = re.compile(r"<unk>|⁇|\ufffd")
#: “We are leaving,” he said: who says it stands outside in English.
_TOLD = re.compile(r"“[^“”]+[,!?]” [^“”]+$")
_END = re.compile(r"[.!?…:;,](?=[\s»”\")\]’']*$)")


@check("unbalanced-quotes", threshold=0.0, fails="above", source="bicleaner-hardrules, no_paren, applied to quotes")
def unbalanced_quotes(pair: Pair) -> int:
    """Quotes that are opened and not closed, or closed and not opened, counted on the side where they are more.

    A sentence inside a longer quotation has a half of its own; where both
    sides lack the same halves, nothing is counted. Nor is it where French
    leaves a quotation open behind “, dit-il,” and English closes it before.
    """
    fr, en = _unpaired(pair.fr), _unpaired(pair.en)
    if (fr, en) == (1, 0) and pair.fr.count("«") > pair.fr.count("»") and _TOLD.search(pair.en):
        return 0
    return abs(fr - en)


def _unpaired(text: str) -> int:
    # ” opens as well in some styles, so of the double quotes only the parity tells.
    return abs(text.count("«") - text.count("»")) + sum(text.count(mark) for mark in "“”\"") % 2


@check("brackets", threshold=0.0, fails="above", source="bicleaner-hardrules, no_paren")
def brackets(pair: Pair) -> int:
    """By how many round and square brackets the two sides differ in what they leave open."""
    return sum(
        abs(abs(pair.fr.count(opening) - pair.fr.count(closing)) - abs(pair.en.count(opening) - pair.en.count(closing)))
        for opening, closing in ("()", "[]")
    )


@check("html-tag", threshold=0.0, fails="above", source="OpusFilter, HtmlTagFilter")
def html_tag(pair: Pair) -> int:
    """Tags and character references left on either side."""
    return len(_TAG.findall(pair.fr)) + len(_TAG.findall(pair.en))


@check("url-mismatch", threshold=0.0, fails="above", source="OpusCleaner, url_mismatch")
def url_mismatch(pair: Pair) -> int:
    """Web and e-mail addresses that stand on one side only."""
    fr, en = ({url.rstrip(".,;:!?)’'") for url in _URL.findall(side)} for side in (pair.fr, pair.en))
    return len(fr ^ en)


@check("unicode-noise", threshold=0.0, fails="above", source="bicleaner-hardrules, no_unicode_noise")
def unicode_noise(pair: Pair) -> int:
    """Replacement characters, unknown-word marks, private-use, unassigned and control characters of both sides."""
    both = pair.fr + pair.en
    return len(_UNKNOWN.findall(both)) + sum(
        unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs") and char not in "\t\n\ufffd" for char in both
    )


@check("terminal-punctuation", threshold=None, fails="above", source="OpusFilter, TerminalPunctuationFilter")
def terminal_punctuation(pair: Pair) -> int:
    """1 where only one side ends in a mark or the marks differ; only measured."""
    fr, en = (_END.search(side.rstrip()[-12:]) for side in (pair.fr, pair.en))
    return int((fr and fr.group()) != (en and en.group()))
