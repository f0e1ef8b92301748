"""Writing what the pipeline made: the bitext in every format, the files of a document, the manifest."""

from pipeline.corpus.atomic import write_atomic
from pipeline.corpus.bitext import belongs, mark_duplicates, write_corpus
from pipeline.corpus.documents import (
    read_edits,
    read_segments,
    rejects,
    write_document,
    write_quarantine,
    write_rejected,
    write_segments,
)
from pipeline.corpus.manifest import build_manifest, write_manifest
from pipeline.corpus.near import mark_near

__all__ = [
    "belongs",
    "build_manifest",
    "mark_duplicates",
    "mark_near",
    "read_edits",
    "read_segments",
    "rejects",
    "write_atomic",
    "write_corpus",
    "write_document",
    "write_manifest",
    "write_quarantine",
    "write_rejected",
    "write_segments",
]
