"""What a translation engine is, whatever library does the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model it is. `sha256` is that of the package file, or of all files of an unpacked package."""

    name: str
    version: str
    from_code: str
    to_code: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of one sentence.

    `score` is the mean log-probability of its `length` pieces (≤ 0). `loop` tells
    that the output repeats itself even after the second try. `source` and `target` are
    the stretches of the two texts, in code points, that the pieces cover, and
    `attention[t][s]` how much target piece t drew on source piece s; all three
    are empty where the engine was not asked for them or cannot tell.
    """

    text: str
    score: float
    loop: bool = False
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    attention: tuple[Sequence[float], ...] = ()
    length: int = 0


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely a model finds a given translation: the mean log-probability (≤ 0) of its pieces, and of the worst
    fifth of them."""

    mean: float
    worst: float


class Engine(Protocol):
    """A loaded model. `decode` gives one hypothesis a sentence, in order, whatever the neighbours of a sentence are."""

    @property
    def identity(self) -> ModelIdentity: ...

    @property
    def reads(self) -> tuple[str, ...]:
        """The languages (ISO 639-1) that it translates from."""

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Tokens that the model carries across unchanged, each of them once."""

    @property
    def parameters(self) -> str:
        """Everything besides the model that decides what comes out, in a fixed spelling."""

    def pieces(self, text: str) -> int:
        """How long the text is for the model."""

    @property
    def beam_size(self) -> int:
        """How many translations its search keeps at a time."""

    def decode(self, sentences: Sequence[str], *, attention: bool = False) -> list[Hypothesis]: ...

    def candidates(self, sentences: Sequence[str], count: int, *, attention: bool = False) -> list[list[Hypothesis]]:
        """Up to `count` hypotheses a sentence (at most `beam_size`, at least one), the likeliest first."""

    @property
    def judges(self) -> bool:
        """Whether it can tell how likely a given translation is."""

    def likelihoods(self, pairs: Sequence[tuple[str, str]]) -> list[Likelihood | None]:
        """How likely each translation is: pairs of a sentence and its translation, in order; None for an empty one."""

    def close(self) -> None:
        """Frees the model; using it again is an error."""
