"""What from outside a document has a bearing on its results: what its reviewers decided, and human translations."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

from pipeline.config import Config
from pipeline.corpus.documents import read_segments
from pipeline.document import Document, Segment
from pipeline.errors import InputError
from pipeline.review.decisions import Review
from pipeline.review.store import load_review
from pipeline.translate.memory import Memory, memory_path

#: The names of the two in a document's key.
REVIEW, HUMAN = "review", "human"


def bearing(folder: Callable[[Document], Path], config: Config) -> Callable[[Document], Mapping[str, str]]:
    """Named digests of what bears on a document, those left out that nothing is there for. `folder`: where the last
    results for it lie: their sentences are those of which human translations matter."""

    there = _any(config)  # asked once: thousands of documents would each open the memory

    def digests(document: Document) -> Mapping[str, str]:
        review = load_review(config, document)
        found = {REVIEW: review.digest} if review else {}
        try:
            segments = tuple(read_segments(folder(document))) if there else ()
        except InputError:
            segments = ()  # never finished: there is nothing to compare with
        translations = _translations(segments, review, config)
        return {**found, HUMAN: _digest(translations)} if translations else found

    return digests


def after(parts: Mapping[str, str], segments: Iterable[Segment], review: Review, config: Config) -> dict[str, str]:
    """`parts` of a document's key once its results are there: with the human translations that they have taken up."""
    segments = tuple(segments)
    english = {segment.fr: segment.en for segment in segments}
    taken = {source: english[source] for source in _translations(segments, review, config)}
    kept = {name: digest for name, digest in parts.items() if name != HUMAN}
    return {**kept, HUMAN: _digest(taken)} if taken else kept


def _translations(segments: Iterable[Segment], review: Review, config: Config) -> dict[str, str]:
    """The human translations in the memory of those sentences about which no reviewer of the document decided."""
    decided = {each.before for each in review.decisions if each.kind == "english"}
    source = config.language.source
    wanted = {each.fr for each in segments if each.language == source} - decided
    if not wanted or not _any(config):
        return {}
    with closing(Memory(memory_path())) as memory:
        return memory.human(source, sorted(wanted))


def _any(config: Config) -> bool:
    """Whether there are human translations at all."""
    if not config.translate.memory or not memory_path().is_file():
        return False
    with closing(Memory(memory_path())) as memory:
        return memory.has_human()


def _digest(translations: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(sorted(translations.items())).encode()).hexdigest()
