"""bitext.tmx: Translation Memory eXchange 1.4, for OmegaT and the other tools of translators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline import tmx as exchange
from pipeline.corpus.atomic import open_text
from pipeline.corpus.formats import Sink, corpus_format, pair_id


@corpus_format("tmx", "bitext.tmx")
def tmx(path: Path) -> Iterator[Sink]:
    """One translation unit a pair, whose tuid is the pair's id."""
    with open_text(path) as file:
        file.write(exchange.head("fr"))
        yield lambda pair: file.write(exchange.unit({"fr": pair.fr, "en": pair.en}, identity=pair_id(pair)))
        file.write(exchange.TAIL)
