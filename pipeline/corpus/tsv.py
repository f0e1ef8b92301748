"""bitext.tsv: a header and one pair a line.

There are no quotes around fields: read it with quoting switched off. Inside a
field `\\t`, `\\n`, `\\r` and `\\\\` stand for tab, newline, carriage return and
backslash; any other control character or line separator has become a space.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.corpus.atomic import open_text
from pipeline.corpus.formats import CONTROL, Sink, corpus_format, pair_id
from pipeline.document import Segment

COLUMNS = ("id", "document", "line", "index", "fr", "en")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_ESCAPED = str.maketrans(_ESCAPES)


def escape(field: str) -> str:
    """`field` without tabs and line ends of any kind."""
    return CONTROL.sub(" ", field.translate(_ESCAPED))


@corpus_format("tsv", "bitext.tsv")
def tsv(path: Path) -> Iterator[Sink]:
    """Columns: id, document, line, index, fr, en."""

    def row(pair: Segment) -> str:
        fields = (pair_id(pair), pair.document, str(pair.line), str(pair.index), pair.fr, pair.en)
        return "\t".join(map(escape, fields)) + "\n"

    with open_text(path) as file:
        file.write("\t".join(COLUMNS) + "\n")
        yield lambda pair: file.write(row(pair))
