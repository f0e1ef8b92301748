"""bitext.tmx: Translation Memory eXchange 1.4, for OmegaT and the other tools of translators.

There is no creation date in it: equal corpora are equal files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pipeline.corpus.atomic import open_text
from pipeline.corpus.formats import Sink, corpus_format, pair_id
from pipeline.document import Segment

#: Characters that XML 1.0 does not allow in any spelling (§2.2); lone surrogates are seen to when the file is encoded.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("", text)


@corpus_format("tmx", "bitext.tmx")
def tmx(path: Path) -> Iterator[Sink]:
    """One translation unit a pair, whose tuid is the pair's id."""

    def unit(pair: Segment) -> str:
        variants = "".join(
            f'      <tuv xml:lang="{language}"><seg>{escape(_legal(text), {chr(13): "&#13;"})}</seg></tuv>\n'
            for language, text in (("fr", pair.fr), ("en", pair.en))
        )
        return f"    <tu tuid={quoteattr(_legal(pair_id(pair)))}>\n{variants}    </tu>\n"

    with open_text(path) as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
            '<tmx version="1.4">\n'
            f'  <header creationtool="bitexte" creationtoolversion="{version("bitexte")}" segtype="sentence"'
            ' o-tmf="bitexte" adminlang="en" srclang="fr" datatype="plaintext"/>\n'
            "  <body>\n"
        )
        yield lambda pair: file.write(unit(pair))
        file.write("  </body>\n</tmx>\n")
