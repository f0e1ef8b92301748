"""Protection: names, numbers and terms come through whatever the model makes of them.

A model that declares placeholders translates the sentence with them in place of its names: it was trained to carry
them, and does that better than it spells names (`benchmarks/translate.py`). Another one translates the sentence as it
stands. What is wrong then is put right by the decoder's attention. Only where a stretch left no trace in the output,
more tries are made: the sentence as it stands, and with tokens in place of what was lost or of everything protected –
the model's placeholders, or names that models copy well.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from pipeline.translate.carry import carry
from pipeline.translate.engine import Engine
from pipeline.translate.spans import Protected, find_protected
from pipeline.translate.terms import TermTable
from pipeline.translate.typography import english_typography

#: Names that small models copy (the bundled prototype: each in four of four sentences), without and with a vowel
#: for the elision before it.
_CONSONANTS = ("Paul", "Martin", "David", "Thomas", "Daniel", "Simon", "Robert", "Peter", "Richard", "Michael")
_VOWELS = ("Oscar", "Alan", "Elizabeth", "Einstein", "Oxfam", "Oslo", "Adobe", "Intel")


_NOTED = {"duration": "number", "place": "name"}


@dataclass(frozen=True, slots=True)
class Protection:
    """A sentence's translation with what could not be carried across: (kind, text of the source)."""

    text: str
    score: float
    loop: bool
    lost: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """What decides the output of the protection: its code and its tables."""
    digest = hashlib.sha256()
    for package, suffix in (
        ("pipeline.translate", ".py"), ("pipeline.translate.data", (".toml", ".tsv")), ("pipeline.repair.data", ".toml")
    ):  # fmt: skip
        for file in sorted(files(package).iterdir(), key=lambda each: each.name):
            if file.name.endswith(suffix):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def translate_protected(
    engine: Engine, jobs: Sequence[tuple[str, Collection[str]]], glossary: TermTable | None = None
) -> list[Protection]:
    """One protected translation a job, in order; a job is a sentence with the names that are known to bear on it."""
    sentences = [sentence for sentence, _ in jobs]
    spans = [find_protected(sentence, known_names, glossary) for sentence, known_names in jobs]
    unmasked = [
        _Masked(sentence, tuple(found), (None,) * len(found)) for sentence, found in zip(sentences, spans, strict=True)
    ]
    first = unmasked
    if engine.placeholders:
        first = [
            _mask(sentence, found, _of_kind(found, "name", "duration"), engine.placeholders) or plain
            for sentence, found, plain in zip(sentences, spans, unmasked, strict=True)
        ]
    best = _tried(engine, first)
    again = [
        (index, masked)
        for index, each in enumerate(best)
        if each.failed
        for masked in (
            unmasked[index] if first[index].tokens != unmasked[index].tokens else None,
            _mask(sentences[index], spans[index], frozenset(each.lost), engine.placeholders),
            _mask(sentences[index], spans[index], _maskable(spans[index]), engine.placeholders),
        )
        if masked
    ]
    for (index, _), each in zip(again, _tried(engine, [masked for _, masked in again]), strict=True):
        if each.failed < best[index].failed:
            best[index] = each
    return [
        Protection(
            english_typography(_titles(done.text, sentence)),
            done.score,
            done.loop,
            tuple(
                (_NOTED.get(found[place].kind, found[place].kind), sentence[found[place].start : found[place].end])
                for place in done.lost
            ),
        )
        for done, found, sentence in zip(best, spans, sentences, strict=True)
    ]


_MISTER = re.compile(r"(?<![\w.])M\.? (?!Night\b)(?=[A-ZÀ-Þ]\w)")
_NO_STOP = re.compile(r"(?<!\w)(Mr|Mrs|Ms|Dr) (?=(?:von |van |de |der |al-|el-)*[A-ZÀ-Þ])")
_MADAM = re.compile(r"(?<!\w)Mme (?=[A-ZÀ-Þ])")


def _titles(english: str, french: str) -> str:
    """French titles that a model copied with the name behind them, and English ones with their stop, as Americans do."""
    if _MISTER.search(french):
        english = _MISTER.sub("Mr. ", english)
    return _NO_STOP.sub(r"\1. ", _MADAM.sub("Ms. ", english))


@dataclass(frozen=True, slots=True)
class _Try:
    """What came of one decoding: `failed` counts what was lost, and a token left in the text or a loop far more."""

    text: str
    score: float
    loop: bool
    lost: tuple[int, ...]
    failed: int


def _tried(engine: Engine, masked: Sequence[_Masked]) -> list[_Try]:
    hypotheses = engine.decode([each.text for each in masked], attention=True)
    tries = []
    for hypothesis, each in zip(hypotheses, masked, strict=True):
        carried = carry(hypothesis, each.spans, each.tokens)
        broken = hypothesis.loop or any(token and token in carried.text for token in each.tokens)
        failed = len(carried.lost) + 1000 * broken
        tries.append(_Try(carried.text, hypothesis.score, hypothesis.loop, tuple(carried.lost), failed))
    return tries


def _of_kind(spans: Sequence[Protected], *kinds: str) -> frozenset[int]:
    return frozenset(index for index, span in enumerate(spans) if span.kind in kinds)


def _maskable(spans: Sequence[Protected]) -> frozenset[int]:
    return frozenset(index for index, span in enumerate(spans) if span.kind != "word")


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
