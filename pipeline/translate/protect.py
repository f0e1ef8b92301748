"""Protection: names, numbers and terms come through whatever the model makes of them.

First the sentence is translated as it stands and what is wrong is put right by the decoder's attention: that leaves
the model its context. Only where a stretch left no trace in the output, a second try is made with tokens in place of
the protected stretches: the model's placeholders if it declares any, otherwise names that models copy well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from pipeline.translate.carry import carry
from pipeline.translate.engine import Engine
from pipeline.translate.spans import Protected, find_protected
from pipeline.translate.terms import TermTable
from pipeline.translate.typography import english_typography

#: Part of the memory's key: raise it when the output for a sentence can change.
VERSION = 1
#: Names that small models copy (the bundled prototype: each in four of four sentences), without and with a vowel
#: for the elision before it.
_CONSONANTS = ("Paul", "Martin", "David", "Thomas", "Daniel", "Simon", "Robert", "Peter", "Richard", "Michael")
_VOWELS = ("Oscar", "Alan", "Elizabeth", "Einstein", "Oxfam", "Oslo", "Adobe", "Intel")


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
    tries = [
        (index, masked)
        for index, each in enumerate(carried)
        if each.lost
        for hidden in (each.lost, range(len(spans[index])))
        if (masked := _mask(sentences[index], spans[index], frozenset(hidden), engine.placeholders))
    ]
    for (index, masked), second in zip(tries, engine.decode([each.text for _, each in tries], attention=True), strict=True):
        tried = carry(second, masked.spans, masked.tokens)
        clean = not any(token and token in tried.text for token in masked.tokens) and not second.loop
        if clean and len(tried.lost) < len(best[index][1].lost):
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


@dataclass(frozen=True, slots=True)
class _Masked:
    """A sentence with tokens in place of some of its spans; `spans` where all of them stand now."""

    text: str
    spans: tuple[Protected, ...]
    tokens: tuple[str | None, ...]


def _mask(
    sentence: str, spans: Sequence[Protected], hidden: Collection[int], placeholders: Sequence[str]
) -> _Masked | None:
    """The sentence with the hidden spans masked; None where there are not enough tokens."""
    free = iter([token for token in placeholders if token not in sentence])
    names = {
        vowel: iter([name for name in pool if name not in sentence])
        for vowel, pool in ((False, _CONSONANTS), (True, _VOWELS))
    }
    out, moved, tokens, end, length = [], [], [], 0, 0
    for index, span in enumerate(spans):
        source = sentence[span.start : span.end]
        token = None
        if index in hidden and placeholders:
            token = next(free, "")
        elif index in hidden and span.kind in ("name", "bare", "literal", "term"):
            token = next(names[source[0].lower() in "aeiouyhàâéèêîôû"], "")
        if token == "":
            return None
        gap, shown = sentence[end : span.start], token or source
        out += [gap, shown]
        length += len(gap) + len(shown)
        moved.append(replace(span, start=length - len(shown), end=length))
        tokens.append(token)
        end = span.end
    if not any(tokens):
        return None
    return _Masked("".join(out) + sentence[end:], tuple(moved), tuple(tokens))
