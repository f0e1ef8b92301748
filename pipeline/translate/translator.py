"""Translating sentences: what the memory knows is not translated again, what is to be kept is protected."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType

from pipeline.config import TranslateConfig
from pipeline.translate.cut import cut
from pipeline.translate.engine import Engine, ModelIdentity
from pipeline.translate.models import find_model, load

#: Sentences that are in work at the same time: enough to fill batches of equal length, and a bound on memory.
WINDOW = 4096


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence and its language (ISO 639-1)."""

    text: str
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation. `score` is the mean log-probability of a piece, 0 where nothing was decoded.

    `notes`: "unreadable-language" (no model reads it; the text is empty), "loop" (the output repeats itself),
    "name-lost: …" and "number-lost: …" (what could not be carried across), "from-memory", "human".
    """

    text: str
    score: float = 0.0
    notes: tuple[str, ...] = ()


class Translator:
    """One model with its protection and its memory. Close it, or use it in a `with`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, config: TranslateConfig, *, from_code: str = "fr", to_code: str = "en") -> Translator:
        """The translator that the configuration asks for. Raises ModelError where there is no usable model."""
        return cls(load(find_model(config, from_code, to_code), config))

    def __enter__(self) -> Translator:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Frees the model and the memory."""
        self._engine.close()

    @property
    def identity(self) -> ModelIdentity:
        """Which model it is."""
        return self._engine.identity

    @property
    def reads(self) -> tuple[str, ...]:
        """The languages that it translates from."""
        return self._engine.reads

    @property
    def fingerprint(self) -> str:
        """A sha256 over all that decides what comes out besides the sentence."""
        return hashlib.sha256(f"{self.identity.sha256}\n{self._engine.parameters}".encode()).hexdigest()

    def translate(self, sentences: Sequence[Source], known_names: Collection[str] = ()) -> list[Translation]:
        """One translation a sentence, in order. `known_names`: names seen elsewhere in the document or the batch."""
        return list(self.stream(sentences, known_names))

    def stream(self, sentences: Iterable[Source], known_names: Collection[str] = ()) -> Iterator[Translation]:
        """The same for any number of sentences, in memory that does not grow with it."""
        rest = iter(sentences)
        while window := list(islice(rest, WINDOW)):
            done = self._window(list(dict.fromkeys(window)), known_names)
            yield from (done[source] for source in window)

    def _window(self, sources: Sequence[Source], known_names: Collection[str]) -> dict[Source, Translation]:
        found: dict[Source, Translation] = {}
        todo: list[tuple[Source, list[str]]] = []
        for source in sources:
            if not source.text.strip():
                found[source] = Translation("")
            elif source.language not in self._engine.reads:
                found[source] = Translation("", notes=("unreadable-language",))
            else:
                todo.append((source, list(cut(" ".join(source.text.split()), self._engine.pieces))))
        chunks = list(dict.fromkeys(chunk for _, parts in todo for chunk in parts))
        decoded = dict(zip(chunks, self._engine.decode(chunks), strict=True))
        for source, parts in todo:
            hypotheses = [decoded[part] for part in parts]
            found[source] = Translation(
                " ".join(each.text for each in hypotheses if each.text),
                round(sum(each.score for each in hypotheses) / len(hypotheses), 6),
                ("loop",) if any(each.loop for each in hypotheses) else (),
            )
        return found
