"""From a document as it was read to clean French sentences that know the raw text they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.config import Config
from pipeline.document import Document, Edit, Segment
from pipeline.language import Guess, detect_document, foreign_spans
from pipeline.reading import Quarantined
from pipeline.repair import Repair
from pipeline.review.apply import reviewed
from pipeline.review.decisions import Decision, Review
from pipeline.review.store import load_review
from pipeline.segment import split

#: A sentence belongs to another language if stretches in it cover more than this share of its letters.
FOREIGN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document with its language and its repair. `review`: what reviewers decided about it; `dormant`: those of
    their decisions whose place in the French is gone."""

    document: Document
    language: Guess
    repair: Repair
    review: Review = Review()
    dormant: tuple[Decision, ...] = ()


def clean_document(document: Document, config: Config) -> Cleaned | Quarantined:
    """Identify and repair one document, as its reviewers decided; it is quarantined where it is not in the language
    that we work on. Raises InputError where their decisions cannot be read."""
    guess, wanted = detect_document(document.lines, config.language), config.language
    if guess.language != wanted.source:
        reason = f"language: {guess.language} (probability {guess.probability:.2f}), not {wanted.source}"
        return Quarantined(document.id, document.source, reason)
    if guess.probability < wanted.min_probability:
        reason = f"language: {guess.language}, but only {guess.probability:.2f} sure (min_probability)"
        return Quarantined(document.id, document.source, reason)
    review = load_review(config, document)
    done = reviewed(document.lines, config.repair, review, names=document.names)
    return Cleaned(document, guess, done.repair, review, done.dormant)


def sentences(cleaned: Cleaned) -> tuple[Segment, ...]:
    """The sentences of the clean text, each with the raw stretch it came from; their English is still empty."""
    edits = {line: list(group) for line, group in groupby(cleaned.repair.edits, key=lambda edit: edit.line)}
    found = []
    for number, (raw, clean) in enumerate(zip(cleaned.document.lines, cleaned.repair.lines, strict=True), 1):
        spans = split(clean or "")
        stretches = raw_stretches(edits.get(number, ()), spans)
        for index, ((start, end), (raw_start, raw_end)) in enumerate(zip(spans, stretches, strict=True)):
            assert clean is not None
            text, before = clean[start:end], raw[raw_start:raw_end].strip()
            found.append(Segment(cleaned.document.id, number, index, before, text, "", sentence_language(text)))
    return tuple(found)


def sentence_language(text: str) -> str:
    """The language of most of a sentence; French unless stretches in another cover more than half of its letters."""
    letters: dict[str, int] = {}
    for span in foreign_spans(text):
        count = sum(map(str.isalpha, text[span.start : span.end]))
        letters[span.language] = letters.get(span.language, 0) + count
    best = max(sorted(letters), key=lambda name: letters[name], default="fr")
    return best if letters.get(best, 0) > FOREIGN_SHARE * sum(map(str.isalpha, text)) else "fr"


def raw_stretches(edits: Sequence[Edit], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of the raw line that became `spans` of the clean one: in order, without overlap.

    `edits` are those of this line. What was deleted at the start or at the end of a sentence belongs to it.
    """
    stretches, at = [], 0
    for start, end in spans:
        raw_start = max(at, _raw_place(edits, start, ends=False))
        at = max(raw_start, _raw_place(edits, end, ends=True))
        stretches.append((raw_start, at))
    return stretches


def _raw_place(edits: Sequence[Edit], place: int, *, ends: bool) -> int:
    shift = 0
    for edit in edits:
        start = edit.start + shift
        end = start + len(edit.after)
        if place < start or (place == start and not (ends and not edit.after)):
            break
        if place < end:
            return edit.start + _inside(edit.before, edit.after, place - start)
        shift += len(edit.after) - len(edit.before)
    return place - shift


def _inside(before: str, after: str, place: int) -> int:
    """A place inside `after` as one inside `before`: by what they begin and end with alike, else after the change."""
    most = min(len(before), len(after))
    head = next((i for i in range(most) if before[i].casefold() != after[i].casefold()), most)
    most -= head
    tail = next((i for i in range(most) if before[-1 - i].casefold() != after[-1 - i].casefold()), most)
    if place <= head:
        return place
    return len(before) - min(tail, len(after) - place)
