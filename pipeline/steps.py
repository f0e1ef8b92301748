"""The steps of a document before and after its translation. They need no model, so that they can run elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.check import check_pair
from pipeline.cleaning import Cleaned, clean_document, sentences
from pipeline.config import Config
from pipeline.document import Document, Segment
from pipeline.mixed import Piece, pieces
from pipeline.reading import Quarantined
from pipeline.translate.spans import names_of
from pipeline.whole import Clause, French, made_whole, originals


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be translated: its sentences, without English, each cut where its language changes, and
    the names in it."""

    cleaned: Cleaned
    segments: tuple[Segment, ...]
    pieces: tuple[tuple[Piece, ...], ...]
    names: tuple[str, ...]
    #: The English that sentences were made French from: it need not be translated back.
    originals: Mapping[str, str] = field(default_factory=dict)


def prepared(document: Document, config: Config, reads: Collection[str]) -> Prepared | Quarantined:
    """Identify, repair and segment a document. `reads`: the languages that the engine translates from."""
    cleaned = clean_document(document, config)
    return cleaned if isinstance(cleaned, Quarantined) else ready(cleaned, config, reads)


def ready(cleaned: Cleaned, config: Config, reads: Collection[str]) -> Prepared:
    """Segment a repaired document."""
    found = sentences(cleaned)
    names = names_of(segment.fr for segment in found if segment.language == config.language.source)
    cut = tuple(pieces(segment.fr, segment.language, reads) for segment in found)
    return Prepared(cleaned, found, cut, tuple(sorted(names)))


def whole(
    before: Prepared, found: Sequence[tuple[Clause, French]], config: Config, reads: Collection[str]
) -> Prepared:
    """The document with its stray clauses in French."""
    done = ready(made_whole(before.cleaned, found, config.repair), config, reads)
    return replace(done, originals=originals(found, config.repair))


@dataclass(frozen=True, slots=True)
class English:
    """The English of a sentence, the notes on it, and the lowest mean log-probability that a model gave a stretch of
    it (None where no model wrote any). `back`: how likely a model that translates back finds the French."""

    text: str
    notes: tuple[str, ...]
    score: float | None
    back: tuple[float, float] | None = None


def checked(segments: Sequence[Segment], english: Sequence[English], config: Config) -> tuple[Segment, ...]:
    """The segments with their English, measured and judged."""
    return tuple(
        check_pair(replace(segment, en=each.text), config.check, each.notes, each.score, each.back)
        for segment, each in zip(segments, english, strict=True)
    )
