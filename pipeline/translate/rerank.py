"""The best of several translations: the one that the French is likely to come from.

A translator on its own prefers what is fluent and short; the model that translates back prefers what has kept the
meaning. Both together choose better than either (noisy-channel reranking: Yee, Dauphin and Auli 2019, "Simple and
Effective Noisy Channel Modeling for Neural Machine Translation").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.translate.argos import LENGTH_PENALTY
from pipeline.translate.engine import Engine, Hypothesis, Likelihood, ModelIdentity

#: What a unit of the mean log-probability of the French counts, beside that of the English. From 0.1 to 0.5 makes
#: little difference on flores-dev and wmt13.
WEIGHT = 0.2
#: A translation that is so much less likely by itself is never chosen, so it is not looked at.
MARGIN = 0.15


class Reranked:
    """An engine whose candidates are weighed once more by the engine that translates back, which `judge` gives when it
    is first needed and `judge_identity` names. An engine that cannot judge changes nothing."""

    def __init__(self, engine: Engine, judge: Callable[[], Engine], judge_identity: ModelIdentity) -> None:
        self._engine = engine
        self._judge = judge
        self._judge_identity = judge_identity

    @property
    def identity(self) -> ModelIdentity:
        """Which model it is."""
        return self._engine.identity

    @property
    def reads(self) -> tuple[str, ...]:
        """The languages that it translates from."""
        return self._engine.reads

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Tokens that the model carries across unchanged."""
        return self._engine.placeholders

    @property
    def parameters(self) -> str:
        """The decoding parameters, with who judges and how much that weighs."""
        return f"{self._engine.parameters} reranked {self._judge_identity.sha256} weight {WEIGHT} margin {MARGIN}"

    @property
    def beam_size(self) -> int:
        """How many translations the search keeps at a time."""
        return self._engine.beam_size

    @property
    def judges(self) -> bool:
        """Whether it can tell how likely a given translation is."""
        return self._engine.judges

    def pieces(self, text: str) -> int:
        """How long the text is for the model."""
        return self._engine.pieces(text)

    def likelihoods(self, pairs: Sequence[tuple[str, str]]) -> list[Likelihood | None]:
        """How likely the model itself finds each translation."""
        return self._engine.likelihoods(pairs)

    def close(self) -> None:
        """Frees the model; the judge is its owner's."""
        self._engine.close()

    def candidates(self, sentences: Sequence[str], count: int, *, attention: bool = False) -> list[list[Hypothesis]]:
        """Those of the engine, the likeliest by itself first."""
        return self._engine.candidates(sentences, count, attention=attention)

    def decode(self, sentences: Sequence[str], *, attention: bool = False) -> list[Hypothesis]:
        """One hypothesis a sentence: of those of the beam the one that is best by both models."""
        judge = self._judge()
        if not judge.judges:
            return self._engine.decode(sentences, attention=attention)
        found = [_near(each) for each in self.candidates(sentences, self.beam_size, attention=attention)]
        unsure = [index for index, each in enumerate(found) if len(each) > 1]
        pairs = [(each.text, sentences[index].replace("’", "'")) for index in unsure for each in found[index]]
        back = iter(judge.likelihoods(pairs))
        for index in unsure:
            near = found[index]
            values = [_own(each, near[0]) + WEIGHT * (likely.mean if (likely := next(back)) else 0.0) for each in near]
            found[index] = [near[values.index(max(values))]]
        return [each[0] for each in found]


def _own(hypothesis: Hypothesis, first: Hypothesis) -> float:
    """What the engine makes of a translation, in mean log-probability of a piece; translations of different lengths
    compare as they do in its search."""
    return hypothesis.score * (hypothesis.length / first.length) ** (1 - LENGTH_PENALTY)


def _near(candidates: Sequence[Hypothesis]) -> list[Hypothesis]:
    """The candidates that could still be chosen, one of each text; only the first where that is empty or a loop."""
    best = candidates[0]
    if best.loop or not best.text:
        return [best]
    near: dict[str, Hypothesis] = {}
    for each in candidates:
        if each.text and _own(each, best) >= best.score - MARGIN:
            near.setdefault(each.text, each)
    return list(near.values())
