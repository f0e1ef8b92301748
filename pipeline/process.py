"""The way through the house for documents: identify, repair, segment, translate, check."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.config import Config
from pipeline.document import Document, Segment
from pipeline.errors import BitexteError
from pipeline.language import Guess
from pipeline.limits import BeyondLimits, Failed, Here, Runner
from pipeline.mixed import joined
from pipeline.reading import Quarantined
from pipeline.repair import Repair
from pipeline.review.apply import english as by_hand
from pipeline.review.decisions import Review
from pipeline.steps import English, Prepared, checked, prepared, whole
from pipeline.translate.translator import Source, Translator
from pipeline.whole import French, clauses
from pipeline.worker import place

log = logging.getLogger("bitexte")

T = TypeVar("T")

HERE = Here()
#: Errors that may be gone the next time: nothing is concluded from them about the document.
TRANSIENT = (OSError, MemoryError, sqlite3.Error)


@dataclass(frozen=True, slots=True)
class Processed:
    """A document that went the whole way."""

    document: Document
    language: Guess
    repair: Repair
    segments: tuple[Segment, ...]
    #: What reviewers decided about it, and how many of their decisions have lost their place.
    review: Review = Review()
    dormant: int = 0
    #: How long each step took, which is for people and enters no file of the corpus.
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)


class Stopwatch:
    """The wall time between laps, by the name of the step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """What has passed since the last lap was this step."""
        now = time.perf_counter()
        self.seconds[name], self._last = self.seconds.get(name, 0.0) + now - self._last, now


def open_translator(config: Config) -> Translator:
    """The translator of a configuration. Raises ModelError where there is no usable model, InputError for a bad
    glossary."""
    return Translator.open(config.translate, base=config.path.parent if config.path else None)


def process(
    documents: Iterable[Document], config: Config, translator: Translator, runner: Runner = HERE
) -> Iterator[Processed | Quarantined]:
    """Every step for one document after another; nothing of a result depends on the other documents.

    The steps before and after the translation run in `runner`. A document that fails or is beyond its limits is
    quarantined and its traceback goes to the log at the level DEBUG, which only the log file keeps. What the user
    must act on (a broken model, a full disk) is raised as BitexteError.
    """
    for document in documents:
        yield _guarded(document, lambda document=document: _all_steps(document, config, translator, runner))


def _all_steps(
    document: Document, config: Config, translator: Translator, runner: Runner
) -> Processed | Quarantined:
    watch = Stopwatch()
    ready = runner.run(prepared, document, config, translator.reads)
    watch.lap("repair")
    if isinstance(ready, Quarantined):
        return ready
    ready = _whole(ready, config, translator, runner)
    cleaned = ready.cleaned
    written, gone = by_hand(ready.segments, cleaned.review.decisions)
    english = [
        English(written[place].after, ("human",), None) if (place := (segment.line, segment.index)) in written else each
        for segment, each in zip(ready.segments, _english(ready, translator), strict=True)
    ]
    watch.lap("translate")
    segments = runner.run(checked, ready.segments, english, config)
    watch.lap("check")
    dormant = len(cleaned.dormant) + len(gone)
    if dormant:
        log.warning("%s: %d of the reviewers' decisions no longer have their place (`bitexte review`)", document.id, dormant)
    return Processed(document, cleaned.language, cleaned.repair, segments, cleaned.review, dormant, watch.seconds)


def _whole(ready: Prepared, config: Config, translator: Translator, runner: Runner) -> Prepared:
    """The document with its stray clauses in French, as far as there are models for that."""
    if not translator.into_french:
        return ready
    found = runner.run(clauses, ready.cleaned, translator.into_french, config.repair)
    if not found:
        return ready
    french = translator.french([Source(clause.text, clause.language) for clause in found])
    made = [(clause, French(each.text, each.model, each.loop)) for clause, each in zip(found, french, strict=True)]
    return runner.run(whole, ready, made, config, translator.reads)


def _english(ready: Prepared, translator: Translator) -> Iterator[English]:
    """The English of every sentence; each stretch is translated from its own language."""
    sources = [Source(piece.text, piece.language) for found in ready.pieces for piece in found if piece.language != "en"]
    translations = iter(translator.translate(sources, ready.names))
    mixed = [segment for segment, found in zip(ready.segments, ready.pieces, strict=True) if len(found) > 1]
    human = translator.human([Source(segment.fr, segment.language) for segment in mixed])
    for segment, found in zip(ready.segments, ready.pieces, strict=True):
        made = [None if piece.language == "en" else next(translations) for piece in found]
        whole = human.get(Source(segment.fr, segment.language)) if len(found) > 1 else None
        if whole is not None:
            yield English(whole, ("human",), None)
            continue
        texts = [piece.text if each is None else each.text for piece, each in zip(found, made, strict=True)]
        notes = dict.fromkeys(note for each in made if each for note in each.notes)
        scores = [each.score for each in made if each and each.by_model]
        yield English(joined(found, texts), tuple(notes), min(scores, default=None))


def _guarded(document: Document, step: Callable[[], T | Quarantined]) -> T | Quarantined:
    """What `step` gives, or the document quarantined with the name of what went wrong."""
    try:
        return step()
    except BitexteError:
        raise
    except BeyondLimits as error:
        return Quarantined(document.id, document.source, str(error), lasting=error.lasting)
    except Failed as error:
        log.debug("%s: quarantined\n%s", document.source, error.trace)
        reason, where, lasting = str(error), error.where, error.lasting
    except Exception as error:
        log.debug("%s: quarantined", document.source, exc_info=True)
        reason, where = " ".join(f"{type(error).__name__}: {error}".split()), place(error)
        lasting = not isinstance(error, TRANSIENT)
    return Quarantined(document.id, document.source, f"failed: {reason[:300]}", where, lasting)
