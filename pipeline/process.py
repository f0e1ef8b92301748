"""The way through the house for a shard of documents: identify, repair, segment, translate, check."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.check import check_pair
from pipeline.cleaning import Cleaned, clean_document, sentences
from pipeline.config import Config
from pipeline.document import Document, Segment
from pipeline.errors import BitexteError
from pipeline.language import Guess
from pipeline.reading import Quarantined
from pipeline.repair import Repair
from pipeline.translate.translator import Source, Translation, Translator

log = logging.getLogger("bitexte")

#: Notes of the translator that tell where a translation came from, not that something went wrong.
ORIGINS = ("from-memory", "human")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Processed:
    """A document that went the whole way."""

    document: Document
    language: Guess
    repair: Repair
    segments: tuple[Segment, ...]


def process(
    documents: Iterable[Document], config: Config, translator: Translator
) -> Iterator[Processed | Quarantined]:
    """Every step for the documents of one shard; their sentences are translated together.

    A document that fails is quarantined and its traceback goes to the log at the level DEBUG, which only the log
    file keeps. What the user must act on (a broken model, a full disk) is raised as BitexteError.
    """
    ready: list[tuple[Cleaned, tuple[Segment, ...]]] = []
    for document in documents:
        outcome = guarded(document, lambda document=document: _prepared(document, config))
        if isinstance(outcome, Quarantined):
            yield outcome
        else:
            ready.append(outcome)
    sources = [Source(segment.fr, segment.language) for _, group in ready for segment in group]
    translations = iter(translator.translate(sources))
    for cleaned, group in ready:
        english = [next(translations) for _ in group]
        yield guarded(cleaned.document, lambda: _finished(cleaned, group, english, config))


def guarded(document: Document, step: Callable[[], T | Quarantined]) -> T | Quarantined:
    """What `step` gives, or the document quarantined with the name of what went wrong."""
    try:
        return step()
    except BitexteError:
        raise
    except Exception as error:
        log.debug("%s: quarantined", document.source, exc_info=True)
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return Quarantined(document.id, document.source, f"failed: {reason[:300]}")


def _prepared(document: Document, config: Config) -> tuple[Cleaned, tuple[Segment, ...]] | Quarantined:
    cleaned = clean_document(document, config)
    return cleaned if isinstance(cleaned, Quarantined) else (cleaned, sentences(cleaned))


def _finished(
    cleaned: Cleaned, group: Sequence[Segment], english: Sequence[Translation], config: Config
) -> Processed:
    checked = tuple(
        check_pair(
            replace(segment, en=translation.text),
            config.check,
            [note for note in translation.notes if note not in ORIGINS],
        )
        for segment, translation in zip(group, english, strict=True)
    )
    return Processed(cleaned.document, cleaned.language, cleaned.repair, checked)
