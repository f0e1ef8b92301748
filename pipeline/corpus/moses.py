"""bitext.fr and bitext.en: strictly parallel, one sentence a line, as Moses and its successors read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.corpus.atomic import open_text
from pipeline.corpus.formats import CONTROL, Sink, corpus_format
from pipeline.document import Segment


@corpus_format("moses", "bitext.fr", "bitext.en")
def moses(french: Path, english: Path) -> Iterator[Sink]:
    """Line n of one file is the translation of line n of the other, whoever counts the lines."""
    with open_text(french) as fr, open_text(english) as en:

        def write(pair: Segment) -> None:
            fr.write(CONTROL.sub(" ", pair.fr).strip() + "\n")
            en.write(CONTROL.sub(" ", pair.en).strip() + "\n")

        yield write
