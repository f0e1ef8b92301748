"""The way through the house for documents: identify, repair, segment, translate, check."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.check import check_pair
from pipeline.cleaning import clean_document, sentences
from pipeline.config import Config
from pipeline.document import Document, Segment
from pipeline.errors import BitexteError
from pipeline.language import Guess
from pipeline.mixed import joined, pieces
from pipeline.reading import Quarantined
from pipeline.repair import Repair
from pipeline.translate.spans import names_of
from pipeline.translate.translator import Source, Translator

log = logging.getLogger("bitexte")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Processed:
    """A document that went the whole way."""

    document: Document
    language: Guess
    repair: Repair
    segments: tuple[Segment, ...]


def open_translator(config: Config) -> Translator:
    """The translator of a configuration. Raises ModelError where there is no usable model, InputError for a bad
    glossary."""
    return Translator.open(config.translate, base=config.path.parent if config.path else None)


def process(
    documents: Iterable[Document], config: Config, translator: Translator
) -> Iterator[Processed | Quarantined]:
    """Every step for one document after another; nothing of a result depends on the other documents.

    A document that fails is quarantined and its traceback goes to the log at the level DEBUG, which only the log
    file keeps. What the user must act on (a broken model, a full disk) is raised as BitexteError.
    """
    for document in documents:
        yield _guarded(document, lambda document=document: _all_steps(document, config, translator))


def _all_steps(document: Document, config: Config, translator: Translator) -> Processed | Quarantined:
    cleaned = clean_document(document, config)
    if isinstance(cleaned, Quarantined):
        return cleaned
    segments = sentences(cleaned)
    names = names_of(segment.fr for segment in segments if segment.language == config.language.source)
    checked = tuple(
        check_pair(replace(segment, en=english), config.check, notes)
        for segment, (english, notes) in zip(segments, _english(segments, translator, names), strict=True)
    )
    return Processed(document, cleaned.language, cleaned.repair, checked)


def _english(
    segments: Sequence[Segment], translator: Translator, names: Sequence[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The English of every sentence and the notes on it; each stretch is translated from its own language."""
    cut = [pieces(segment.fr, segment.language, translator.reads) for segment in segments]
    sources = [Source(piece.text, piece.language) for found in cut for piece in found if piece.language != "en"]
    translations = iter(translator.translate(sources, names))
    for found in cut:
        english, notes = [], []
        for piece in found:
            translation = None if piece.language == "en" else next(translations)
            english.append(piece.text if translation is None else translation.text)
            notes += translation.notes if translation is not None else ()
        yield joined(found, english), tuple(dict.fromkeys(notes))


def _guarded(document: Document, step: Callable[[], T | Quarantined]) -> T | Quarantined:
    """What `step` gives, or the document quarantined with the name of what went wrong."""
    try:
        return step()
    except BitexteError:
        raise
    except Exception as error:
        log.debug("%s: quarantined", document.source, exc_info=True)
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return Quarantined(document.id, document.source, f"failed: {reason[:300]}")
