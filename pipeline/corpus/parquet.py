"""bitext.parquet: columns for notebooks and data sets, in row groups of a bounded size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpus.formats import Sink, corpus_format, pair_id
from pipeline.document import Segment

#: Pairs held in memory at a time.
ROW_GROUP = 20_000
SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("document", pa.string(), nullable=False),
        pa.field("line", pa.int32(), nullable=False),
        pa.field("index", pa.int32(), nullable=False),
        pa.field("fr", pa.string(), nullable=False),
        pa.field("en", pa.string(), nullable=False),
    ]
)


@corpus_format("parquet", "bitext.parquet")
def parquet(path: Path) -> Iterator[Sink]:
    """Columns: id, document, line, index, fr, en; compressed with zstd."""
    rows: list[tuple[str, str, int, int, str, str]] = []
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as file:

        def flush() -> None:
            columns = [list(column) for column in zip(*rows, strict=True)]
            file.write_table(pa.table(columns, schema=SCHEMA), row_group_size=ROW_GROUP)
            rows.clear()

        def write(pair: Segment) -> None:
            texts = (_encodable(text) for text in (pair_id(pair), pair.document, pair.fr, pair.en))
            identity, document, fr, en = texts
            rows.append((identity, document, pair.line, pair.index, fr, en))
            if len(rows) >= ROW_GROUP:
                flush()

        yield write
        if rows:
            flush()


def _encodable(text: str) -> str:
    """Arrow refuses lone surrogates."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
