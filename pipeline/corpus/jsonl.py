"""bitext.jsonl: one pair a line, with its place and its scores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pipeline.corpus.atomic import open_text
from pipeline.corpus.formats import Sink, corpus_format, pair_id
from pipeline.document import Segment


def dump(record: object) -> str:
    """`record` as one line of JSON.

    U+0085, U+2028 and U+2029 are escaped, because some readers end a line there.
    """
    text = json.dumps(record, ensure_ascii=False)
    return text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"


@corpus_format("jsonl", "bitext.jsonl")
def jsonl(path: Path) -> Iterator[Sink]:
    """Keys: id, document, line, index, fr, en, scores."""

    def record(pair: Segment) -> dict[str, object]:
        return {
            "id": pair_id(pair),
            "document": pair.document,
            "line": pair.line,
            "index": pair.index,
            "fr": pair.fr,
            "en": pair.en,
            "scores": dict(pair.scores),
        }

    with open_text(path) as file:
        yield lambda pair: file.write(dump(record(pair)))
