"""Translating sentences: what the memory knows is not translated again, what is to be kept is protected."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Literal

from pipeline.config import TranslateConfig
from pipeline.translate import protect
from pipeline.translate.cut import cut
from pipeline.translate.engine import Engine, Likelihood, ModelIdentity
from pipeline.translate.glossary import load_glossary
from pipeline.translate.memory import Memory, Remembered, memory_path
from pipeline.translate.models import find_models, load, models_into, prepare
from pipeline.translate.rerank import Reranked
from pipeline.translate.terms import TermTable
from pipeline.translate.typography import english_typography, sentence_capital

#: Sentences that are in work at the same time: enough to fill batches of equal length, and a bound on memory.
WINDOW = 4096
_INSERTION = re.compile(r"\[(?!sic\b|NDLR|N\.D|[Nn]ote )([^\W\d_][^\[\]]{0,60})\]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence and its language (ISO 639-1)."""

    text: str
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Job:
    """A sentence with the known names that bear on it."""

    source: Source
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation. `score` is the mean log-probability of a piece, 0 where nothing was decoded.

    `notes`: "unreadable-language" (no model reads it; the text is empty), "loop" (the output repeats itself),
    "lost-name: …", "lost-number: …", "lost-term: …", "lost-literal: …" (what could not be carried across), "human"
    (a person's translation). `origin` tells where it came from this time; two runs may differ in it.
    """

    text: str
    score: float = 0.0
    notes: tuple[str, ...] = ()
    origin: Literal["model", "memory", "none"] = "model"

    @property
    def by_model(self) -> bool:
        """Whether a model wrote it, now or earlier."""
        return self.origin != "none" and "human" not in self.notes


@dataclass(frozen=True, slots=True)
class FrenchClause:
    """A stray clause in French, the model that made it, whether its output repeats itself, and its score: the mean
    log-probability of a piece (≤ 0) in the least likely part."""

    text: str
    model: str
    loop: bool
    score: float


class Other:
    """A model for another language, loaded when it is first needed: most articles have no stray clause."""

    def __init__(self, path: Path, config: TranslateConfig) -> None:
        self._directory, self.identity = prepare(path)
        self._config = config
        self._engine: Engine | None = None
        self._lock = Lock()

    @property
    def engine(self) -> Engine:
        """The loaded model. Raises ModelError where it does not load."""
        with self._lock:
            if self._engine is None:
                self._engine = load(self._directory, self._config)
            return self._engine

    def close(self) -> None:
        """Frees the model."""
        if self._engine is not None:
            self._engine.close()


class Translator:
    """One model with its protection and its memory, and others for the languages that stray clauses are in.

    Close it, or use it in a `with`. Several threads may use it at the same time.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        protects: bool = True,
        memory: Memory | None = None,
        glossary: TermTable | None = None,
        others: Mapping[str, Other] | None = None,
        french: Mapping[str, Other] | None = None,
        judge: Other | None = None,
        reranker: Other | None = None,
    ) -> None:
        self._engine = engine
        self._reranked = Reranked(engine, lambda: reranker.engine, reranker.identity) if reranker else engine
        self._others = dict(others or {})
        self._french = dict(french or {})
        self._judge = judge
        self._protects = protects
        self._memory = memory
        self._glossary = glossary

    @classmethod
    def open(
        cls,
        config: TranslateConfig,
        *,
        base: Path | None = None,
        from_code: str = "fr",
        to_code: str = "en",
        use_memory: bool = True,
    ) -> Translator:
        """The translator that the configuration asks for.

        `base` is the directory that the configured glossary is relative to.
        Raises ModelError where there is no usable model, InputError for a bad
        glossary or memory.
        """
        glossary = load_glossary((base or Path()) / config.glossary) if config.glossary else None
        paths = find_models(config, from_code, to_code)
        engine = load(paths.pop(from_code), config)
        others = {language: Other(path, config) for language, path in paths.items()}
        back = models_into(from_code) if (from_code, to_code) == ("fr", "en") else {}
        loaded = {path: Other(path, config) for path in back.values()}
        french = {language: loaded[path] for language, path in back.items()}
        memory = Memory(memory_path()) if config.memory and use_memory else None
        # The tables are French → English: names and numbers of another pair are the model's business.
        protects = config.protect and to_code == "en"
        judge = french.get(to_code) if config.judge else None
        # Measured with our own packages only, which declare placeholders; a better one may know better than its judge.
        reranker = french.get(to_code) if config.rerank and engine.placeholders else None
        return cls(
            engine, protects=protects, memory=memory, glossary=glossary, others=others, french=french, judge=judge,
            reranker=reranker,
        )  # fmt: skip

    def __enter__(self) -> Translator:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Frees the model and the memory."""
        self._engine.close()
        for other in (*self._others.values(), *self._french.values()):
            other.close()
        if self._memory:
            self._memory.close()

    @property
    def identity(self) -> ModelIdentity:
        """Which model it is."""
        return self._engine.identity

    @property
    def other_identities(self) -> Mapping[str, ModelIdentity]:
        """The models for other languages, by the language that they read, those into French as "es → fr"."""
        others = {language: other.identity for language, other in self._others.items()}
        return {**others, **{f"{language} → fr": other.identity for language, other in self._french.items()}}

    @property
    def into_french(self) -> tuple[str, ...]:
        """The languages that stray clauses can be translated from into French."""
        return tuple(self._french)

    def french(self, clauses: Sequence[Source]) -> list[FrenchClause]:
        """Each clause in French, in order, by the model for its language; the memory and the tables have no part."""
        done: dict[Source, FrenchClause] = {}
        for language in dict.fromkeys(clause.language for clause in clauses):
            other = self._french[language]
            mine = list(dict.fromkeys(clause for clause in clauses if clause.language == language))
            chunks = [list(cut(" ".join(clause.text.split()), other.engine.pieces)) for clause in mine]
            hypotheses = iter(other.engine.decode([chunk for each in chunks for chunk in each]))
            model = f"{other.identity.name} {other.identity.version}".strip()
            for clause, parts in zip(mine, chunks, strict=True):
                made = [next(hypotheses) for _ in parts]
                text = " ".join(each.text for each in made if each.text)
                score = min(each.score for each in made)
                done[clause] = FrenchClause(text, model, any(each.loop for each in made), score)
        return [done[clause] for clause in clauses]

    def judged(self, pairs: Sequence[tuple[str, str]]) -> list[Likelihood | None]:
        """How likely each French sentence is, given its English, by the package from English into French.

        A translation that drops or invents something, or takes a word in another sense, makes the source unlikely. None
        where no such package can tell. The dual conditional cross-entropy of Junczys-Dowmunt 2018 is this and the
        score of the translation.
        """
        if not pairs or self._judge is None or not self._judge.engine.judges:
            return [None] * len(pairs)
        return self._judge.engine.likelihoods([(english, french.replace("’", "'")) for french, english in pairs])

    @property
    def reads(self) -> tuple[str, ...]:
        """The languages that it translates from."""
        return tuple(dict.fromkeys((*self._engine.reads, *self._others)))

    @cached_property
    def fingerprint(self) -> str:
        """A sha256 over all that decides what comes out besides the sentence and the known names."""
        return self._fingerprint(self.identity)

    def _fingerprint(self, identity: ModelIdentity) -> str:
        parts = [identity.sha256, self._reranked.parameters]
        if self._protects:
            parts += [protect.fingerprint(), repr(self._glossary)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """What the user chose of it, each part by its name: `model` (with how it decodes) and `glossary`."""
        glossary = repr(self._glossary) if self._protects else ""
        models = [self.identity, *self.other_identities.values()]
        model = "\n".join([*(each.sha256 for each in models), self._reranked.parameters])
        parts = {"model": model, "glossary": glossary}
        return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in parts.items()}

    def human(self, sentences: Iterable[Source]) -> dict[Source, str]:
        """The translations of people that the memory has for these sentences."""
        found: dict[Source, str] = {}
        for source in sentences if self._memory else ():
            found.update((source, text) for text in self._memory.human(source.language, [source.text]).values())
        return found

    def translate(self, sentences: Sequence[Source], known_names: Collection[str] = ()) -> list[Translation]:
        """One translation a sentence, in order. `known_names`: names seen elsewhere in the document or the batch."""
        return list(self.stream(sentences, known_names))

    def stream(self, sentences: Iterable[Source], known_names: Collection[str] = ()) -> Iterator[Translation]:
        """The same for any number of sentences, in memory that does not grow with it."""
        names = _by_word(known_names)
        yield from self._stream(Job(source, _evidence(source.text, names)) for source in sentences)

    def translate_groups(
        self, groups: Sequence[tuple[Sequence[Source], Collection[str]]]
    ) -> list[list[Translation]]:
        """The translations of several documents' sentences, each with the names known in its document, worked on
        together so that batches are full. They are the same as document by document."""
        jobs = []
        for sentences, known in groups:
            names = _by_word(known)
            jobs.append([Job(source, _evidence(source.text, names)) for source in sentences])
        done = self._stream(job for group in jobs for job in group)
        return [[next(done) for _ in group] for group in jobs]

    def _stream(self, jobs: Iterable[Job]) -> Iterator[Translation]:
        rest = iter(jobs)
        while window := list(islice(rest, WINDOW)):
            done = self._window(list(dict.fromkeys(window)))
            yield from (done[job] for job in window)

    def _window(self, jobs: Sequence[Job]) -> dict[Job, Translation]:
        found: dict[Job, Translation] = {}
        todo = []
        for job in jobs:
            if not job.source.text.strip():
                found[job] = Translation("", origin="none")
            elif job.source.language not in self.reads:
                found[job] = Translation("", notes=("unreadable-language",), origin="none")
            else:
                todo.append(job)
        if self._memory:
            found.update(self._remembered(todo, self._memory))
        made = self._translated([job for job in todo if job not in found])
        if self._memory and made:
            self._store(made, self._memory)
        return {**found, **made}

    def _remembered(self, todo: Sequence[Job], memory: Memory) -> dict[Job, Translation]:
        keys = {job: self._key(job) for job in todo}
        machine = memory.machine(list(keys.values()))
        found = {
            job: Translation(done.target, done.score, done.notes, "memory")
            for job, key in keys.items()
            if (done := machine.get(key))
        }
        for language in dict.fromkeys(job.source.language for job in todo):
            mine = [job for job in todo if job.source.language == language]
            human = memory.human(language, list(dict.fromkeys(job.source.text for job in mine)))
            for job in mine:
                if job.source.text in human:
                    found[job] = Translation(human[job.source.text], 0.0, ("human",), "memory")
        return found

    def _store(self, made: Mapping[Job, Translation], memory: Memory) -> None:
        rows: dict[str, dict[str, tuple[str, Remembered]]] = defaultdict(dict)
        for job, done in made.items():
            remembered = Remembered(done.text, done.score, done.notes)
            rows[job.source.language][self._key(job)] = (job.source.text, remembered)
        for language, entries in rows.items():
            memory.store(self._fingerprint_of(language), language, entries)

    def _key(self, job: Job) -> str:
        language = job.source.language
        return Memory.key(self._fingerprint_of(language), language, job.source.text, job.evidence)

    def _fingerprint_of(self, language: str) -> str:
        other = self._others.get(language)
        return self._fingerprint(other.identity) if other else self.fingerprint

    def _translated(self, todo: Sequence[Job]) -> dict[Job, Translation]:
        done: dict[Job, Translation] = {}
        for language in dict.fromkeys(job.source.language for job in todo):
            engine = self._others[language].engine if language in self._others else self._engine
            if engine is self._engine and language == engine.identity.from_code:
                engine = self._reranked
            done |= self._by(engine, [job for job in todo if job.source.language == language])
        return done

    def _by(self, engine: Engine, todo: Sequence[Job]) -> dict[Job, Translation]:
        parts = {
            job: [(chunk, job.evidence) for chunk in cut(_plain(job.source.text), engine.pieces)] for job in todo
        }
        chunks = list(dict.fromkeys(chunk for each in parts.values() for chunk in each))
        done = dict(zip(chunks, self._decode(engine, chunks), strict=True))
        whole = {job: _joined([done[chunk] for chunk in each]) for job, each in parts.items()}
        return {job: replace(each, text=sentence_capital(each.text, job.source.text)) for job, each in whole.items()}

    def _decode(self, engine: Engine, jobs: Sequence[tuple[str, tuple[str, ...]]]) -> list[Translation]:
        if not self._protects:
            return [
                Translation(english_typography(each.text), each.score, ("loop",) if each.loop else ())
                for each in engine.decode([text for text, _ in jobs])
            ]
        return [
            Translation(
                each.text,
                each.score,
                tuple(["loop"] * each.loop + [f"lost-{kind}: {text}" for kind, text in each.lost]),
            )
            for each in protect.translate_protected(engine, jobs, self._glossary)
        ]


def _plain(text: str) -> str:
    """The sentence for the model: single spaces, and an editor's insertion without its brackets.

    Small models garble words in brackets; "[sic]", "[…]" and notes of the editors keep theirs.
    """
    return _INSERTION.sub(r"\1", " ".join(text.split()))


def _joined(parts: Sequence[Translation]) -> Translation:
    """The translation of a sentence that was cut, of those of its parts."""
    if len(parts) == 1:
        return parts[0]
    return replace(
        parts[0],
        text=" ".join(part.text for part in parts if part.text),
        score=round(sum(part.score for part in parts) / len(parts), 6),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def _by_word(names: Collection[str]) -> Mapping[str, Sequence[str]]:
    """The names by each of their words that has a capital."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for word in dict.fromkeys(_WORD.findall(name)):
            if not word.islower():
                found[word].append(name)
    return found


def _evidence(text: str, names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The known names that share a word with the sentence: all others have no bearing on it."""
    words = dict.fromkeys(_WORD.findall(text))
    return tuple(sorted({name for word in words for name in names.get(word, ())}))
