"""The way through the house for documents: identify, repair, segment, translate, check."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pipeline.check import check_pair
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
from pipeline.translate.translator import FrenchClause, Source, Translation, Translator
from pipeline.translate.typography import english_typography
from pipeline.whole import French, clauses
from pipeline.worker import place

log = logging.getLogger("bitexte")

T = TypeVar("T")

HERE = Here()
#: Sentences that are translated together: enough for full batches of equal length, and a bound on memory.
TOGETHER = 2000
#: Scores of the French of a Spanish clause, by forty of them read by eye: below the first one most were wrong or clumsy,
#: above the second none was wrong.
UNSURE, SURE = -0.36, -0.2
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
        self.add(name, now - self._last)
        self._last = now

    def add(self, name: str, seconds: float) -> None:
        """So many seconds more for this step."""
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds

    def restart(self) -> None:
        """The time since the last lap is nobody's."""
        self._last = time.perf_counter()


def open_translator(config: Config) -> Translator:
    """The translator of a configuration. Raises ModelError where there is no usable model, InputError for a bad
    glossary."""
    return Translator.open(config.translate, base=config.path.parent if config.path else None)


def process(
    documents: Iterable[Document], config: Config, translator: Translator, runner: Runner = HERE
) -> Iterator[Processed | Quarantined]:
    """Every step for each document, in order; nothing of a result depends on the other documents.

    The steps before and after the translation run in `runner`; the sentences of several documents are translated
    together, so that batches are full. A document that fails or is beyond its limits is quarantined and its traceback
    goes to the log at the level DEBUG, which only the log file keeps. What the user must act on (a broken model, a
    full disk) is raised as BitexteError.
    """
    group: list[_Started | Quarantined] = []
    for document in documents:
        group.append(_guarded(document, lambda document=document: _started(document, config, translator, runner)))
        if sum(len(each.ready.segments) for each in group if isinstance(each, _Started)) >= TOGETHER:
            yield from _finished(group, config, translator, runner)
            group = []
    yield from _finished(group, config, translator, runner)


@dataclass(frozen=True, slots=True)
class _Started:
    """A document that waits for its translation."""

    document: Document
    ready: Prepared
    watch: Stopwatch


def _started(
    document: Document, config: Config, translator: Translator, runner: Runner
) -> _Started | Quarantined:
    watch = Stopwatch()
    ready = runner.run(prepared, document, config, translator.reads)
    if isinstance(ready, Quarantined):
        return ready
    ready = _whole(ready, config, translator, runner)
    watch.lap("repair")
    return _Started(document, ready, watch)


def _finished(
    group: Sequence[_Started | Quarantined], config: Config, translator: Translator, runner: Runner
) -> Iterator[Processed | Quarantined]:
    waiting = [each for each in group if isinstance(each, _Started)]
    began = time.perf_counter()
    try:
        together = dict(zip(map(id, waiting), _translations(waiting, translator), strict=True))
    except BitexteError:
        raise
    except Exception:
        # One of them cannot be translated; alone, each shows whether it is the one.
        log.debug("documents of one batch are translated one by one", exc_info=True)
        together = {}
    sentences = sum(len(each.ready.segments) for each in waiting)
    a_sentence = (time.perf_counter() - began) / max(1, sentences)
    for each in group:
        if isinstance(each, Quarantined):
            yield each
            continue
        each.watch.add("translate", a_sentence * len(each.ready.segments))
        yield _guarded(
            each.document,
            lambda each=each: _last_steps(each, together.get(id(each)), config, translator, runner),
        )


def _translations(waiting: Sequence[_Started], translator: Translator) -> list[list[Translation]]:
    return translator.translate_groups([(sources(each.ready), each.ready.names) for each in waiting])


def _last_steps(
    started: _Started,
    translations: Sequence[Translation] | None,
    config: Config,
    translator: Translator,
    runner: Runner,
) -> Processed:
    document, ready, watch = started.document, started.ready, started.watch
    cleaned = ready.cleaned
    watch.restart()
    if translations is None:
        (translations,) = _translations([started], translator)
    written, gone = by_hand(ready.segments, cleaned.review.decisions)
    english = [
        English(written[place].after, ("human",), None) if (place := (segment.line, segment.index)) in written else each
        for segment, each in zip(ready.segments, _english(ready, translations, translator), strict=True)
    ]
    english = _judged(ready.segments, english, translator)
    watch.lap("translate")
    segments = runner.run(checked, ready.segments, english, config)
    watch.lap("check")
    dormant = len(cleaned.dormant) + len(gone)
    if dormant:
        lost = f"{dormant} of the reviewers' decisions no longer have their place"
        log.warning("%s: %s (`bitexte review`)", document.id, lost)
    return Processed(document, cleaned.language, cleaned.repair, segments, cleaned.review, dormant, watch.seconds)


def _whole(ready: Prepared, config: Config, translator: Translator, runner: Runner) -> Prepared:
    """The document with its stray clauses in French, as far as there are models for that."""
    if not translator.into_french:
        return ready
    found = runner.run(clauses, ready.cleaned, translator.into_french, config.repair)
    if not found:
        return ready
    wanted = [Source(clause.text, clause.language) for clause in found]
    french = translator.french(wanted)
    faults = _faults(wanted, french, config, translator)
    made = [
        (clause, French(each.text, each.model, each.loop, wrong))
        for clause, each, wrong in zip(found, french, faults, strict=True)
    ]
    return runner.run(whole, ready, made, config, translator.reads)


def _faults(
    found: Sequence[Source], french: Sequence[FrenchClause], config: Config, translator: Translator
) -> list[tuple[str, ...]]:
    """The checks that the French of each clause fails beside the clause's English, which comes from its own language;
    "empty" where no model reads that.

    Where a model made that English too, it is a weaker witness than the score of the French: one below UNSURE is a
    fault, and one above SURE outweighs an English that the French would not come from.
    """
    read = [clause for clause in found if clause.language != "en" and clause.language in translator.reads]
    english = {clause: each.text for clause, each in zip(read, translator.translate(read), strict=True)}
    english |= {clause: english_typography(clause.text) for clause in found if clause.language == "en"}
    pairs = [(made.text, english.get(clause, "")) for clause, made in zip(found, french, strict=True)]
    done = []
    for clause, made, (text, other), likely in zip(found, french, pairs, translator.judged(pairs), strict=True):
        segment = Segment("", 1, 0, text, text, other)
        judged = check_pair(segment, config.check, back=(likely.mean, likely.worst) if likely else None)
        names = [flag.name for flag in judged.flags]
        if clause.language != "en":
            names = [name for name in names if name != "misleading" or made.score < SURE]
            names += ["unsure"] * (made.score < UNSURE)
        done.append(tuple(names))
    return done


def sources(ready: Prepared) -> list[Source]:
    """What is to be translated of a document: every stretch of its sentences that is not English already."""
    return [
        Source(piece.text, piece.language)
        for segment, found in zip(ready.segments, ready.pieces, strict=True)
        if segment.fr not in ready.originals
        for piece in found
        if piece.language != "en"
    ]


def _english(ready: Prepared, translated: Sequence[Translation], translator: Translator) -> Iterator[English]:
    """The English of every sentence, from the translations of its stretches."""
    translations = iter(translated)
    mixed = [segment for segment, found in zip(ready.segments, ready.pieces, strict=True) if len(found) > 1]
    human = translator.human([Source(segment.fr, segment.language) for segment in mixed])
    for segment, found in zip(ready.segments, ready.pieces, strict=True):
        if segment.fr in ready.originals:
            yield English(english_typography(ready.originals[segment.fr]), (), None)
            continue
        made = [None if piece.language == "en" else next(translations) for piece in found]
        whole = human.get(Source(segment.fr, segment.language)) if len(found) > 1 else None
        if whole is not None:
            yield English(whole, ("human",), None)
            continue
        texts = [piece.text if each is None else each.text for piece, each in zip(found, made, strict=True)]
        notes = dict.fromkeys(note for each in made if each for note in each.notes)
        scores = [each.score for each in made if each and each.by_model]
        yield English(joined(found, texts), tuple(notes), min(scores, default=None))


def _judged(segments: Sequence[Segment], english: Sequence[English], translator: Translator) -> list[English]:
    """The English with what the model that translates back makes of it, where a model wrote it from French."""
    machine = [
        index
        for index, (segment, each) in enumerate(zip(segments, english, strict=True))
        if each.score is not None and segment.language == "fr"
    ]
    found = translator.judged([(segments[index].fr, english[index].text) for index in machine])
    done = list(english)
    for index, back in zip(machine, found, strict=True):
        done[index] = replace(done[index], back=(back.mean, back.worst) if back else None)
    return done


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
