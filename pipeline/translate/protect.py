"""Protection: names, numbers and terms come through whatever the model makes of them.

First the sentence is translated as it stands and what is wrong is put right by the decoder's attention: that leaves
the model its context. Only where a stretch left no trace in the output, a second try is made with tokens in place of
the protected stretches: the model's placeholders if it declares any, otherwise names that models copy well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipeline.translate.carry import carry
from pipeline.translate.engine import Engine
from pipeline.translate.spans import Protected, find_protected
from pipeline.translate.terms import TermTable
from pipeline.translate.typography import english_typography

#: Part of the memory's key: raise it when the output for a sentence can change.
VERSION = 1
#: Names that are frequent in any parallel text, by what the French side needs: a vowel after an elision or not.
_CONSONANTS = ("Paul", "Martin", "David", "Thomas", "Daniel", "Simon", "Robert", "Peter")
_VOWELS = ("Adam", "Albert", "Oscar", "Emma", "Anna", "Arthur", "Oliver", "Isabelle")


@dataclass(frozen=True, slots=True)
class Protection:
    """A sentence's translation with what could not be carried across: (kind, text of the source)."""

    text: str
    score: float
    loop: bool
    lost: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """What decides the output of the protection: its version and its tables."""
    digest = hashlib.sha256(str(VERSION).encode())
    for package, table in (
        ("pipeline.translate", "terms"), ("pipeline.repair", "names"), ("pipeline.repair", "names_persons")
    ):
        digest.update((files(package) / "data" / f"{table}.toml").read_bytes())
    return digest.hexdigest()


def translate_protected(
    engine: Engine, jobs: Sequence[tuple[str, Collection[str]]], glossary: TermTable | None = None
) -> list[Protection]:
    """One protected translation a job, in order; a job is a sentence with the names that are known to bear on it."""
    sentences = [sentence for sentence, _ in jobs]
    spans = [find_protected(sentence, known_names, glossary) for sentence, known_names in jobs]
    plain = engine.decode(sentences, attention=True)
    carried = [carry(hypothesis, found) for hypothesis, found in zip(plain, spans, strict=True)]
    best = list(zip(plain, carried, strict=True))
    again = [index for index, each in enumerate(carried) if each.lost]
    masked = {index: _mask(sentences[index], spans[index], engine.placeholders) for index in again}
    again = [index for index in again if masked[index]]
    for index, second in zip(again, engine.decode([masked[index][0] for index in again], attention=True), strict=True):
        _, written, hidden = masked[index]
        tried = carry(second, hidden, written)
        if len(tried.lost) < len(carried[index].lost) and not second.loop:
            best[index] = (second, tried)
    return [
        Protection(
            english_typography(done.text),
            hypothesis.score,
            hypothesis.loop,
            tuple((found[place].kind, sentence[found[place].start : found[place].end]) for place in done.lost),
        )
        for (hypothesis, done), found, sentence in zip(best, spans, sentences, strict=True)
    ]


def _mask(
    sentence: str, spans: Sequence[Protected], placeholders: Sequence[str]
) -> tuple[str, list[str | None], list[Protected]] | None:
    """The sentence with tokens in place of its spans, the tokens, and where they stand. None: too few tokens."""
    pools = (list(placeholders), list(placeholders)) if placeholders else (list(_CONSONANTS), list(_VOWELS))
    out, written, hidden, end, length = [], [], [], 0, 0
    used = 0
    for span in spans:
        source = sentence[span.start : span.end]
        if span.kind in ("number", "weak", "place") and not placeholders:
            token = None
        elif used >= len(pools[0]):
            return None
        else:
            token = pools[source[0].lower() in "aeiouyhàâéèêîôû"][used]
            used += 1
        gap = sentence[end : span.start]
        shown = token or source
        out += [gap, shown]
        length += len(gap) + len(shown)
        written.append(token)
        hidden.append(Protected(length - len(shown), length, span.forms, span.kind, span.value))
        end = span.end
    return "".join(out) + sentence[end:], written, hidden
