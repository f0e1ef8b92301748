"""Whether the two sides of a pair say the same: what of one is found on the other, by the lexicon.

The weights are fitted by `python -m training.adequacy`, which also measures what is caught; they depend on no
translation model.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.check.filters import Pair, check
from pipeline.language import frequency
from pipeline.check.overlap import content, overlap

#: A word weighs this less its frequency (Zipf): one to five and a half.
_RAREST = 8.0
#: French takes more letters than English: this many times as many in flores-dev and wmt13.
_LONGER = 1.12
#: Characters of grace on both sides of the length ratio.
_GRACE = 15
#: What a pair is taken for before it is looked at, as so much weight found so surely: a few words prove little.
_PRIOR, _USUAL = 10.0, 0.7
#: With fewer content words there is nothing to estimate from.
_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Features:
    """What the scores are made of; of each pair of numbers the first is the French side's."""

    #: Share of the content words that are found on the other side at all, and how surely they are found, the rarer
    #: words counting more.
    found: tuple[float, float]
    surely: tuple[float, float]
    #: The longest run of words that are not found (logarithm of one more).
    run: tuple[float, float]
    #: How much longer the French is than its English can be expected to be (logarithm of the ratio; 0 if shorter).
    excess: float
    #: French words at the end that are not found (logarithm of one more).
    tail: float

    def named(self) -> dict[str, float]:
        """The features as the weights name them."""
        return {
            "found": sum(self.found),
            "surely": sum(self.surely),
            "run": sum(self.run),
            "excess": self.excess,
            "tail": self.tail,
            "surely-fr": self.surely[0],
            "surely-en": self.surely[1],
        }


@check("adequacy", threshold=0.2, fails="below", source="own; cf. the lexical features of bicleaner")
def adequacy(pair: Pair) -> float | None:
    """How likely it is that the sides belong together: how many content words of each a lexicon finds on the other.

    Not measured where a side has no content word.
    """
    found = _features(pair)
    return _logistic("adequacy", found) if found else None


@check("truncated", threshold=0.85, fails="above", source="own")
def truncated(pair: Pair) -> float | None:
    """How likely it is that the English breaks off: it is too short, and the last French words are not found in it."""
    found = _features(pair)
    return _logistic("truncated", found) if found else None


@check("estimated-chrf", threshold=43.0, fails="below", source="own; chrF: Popović 2015")
def estimated_chrf(pair: Pair) -> float | None:
    """The chrF that a machine translation can be expected to have, by how surely its words are found.

    Not measured below five content words, nor where a person translated.
    """
    found = _features(pair) if pair.machine and len(content(pair.fr, "fr")) >= _ENOUGH else None
    return max(0.0, min(100.0, _sum("estimated-chrf", found))) if found else None


@check("model-score", threshold=None, fails="below", source="own")
def model_score(pair: Pair) -> float | None:
    """The mean log-probability that the model gave a piece of its output: comparable within one model; only measured."""
    return pair.model_score


def _features(pair: Pair) -> Features | None:
    return features(pair.fr, pair.en) if pair.language == "fr" else None


@lru_cache(maxsize=8)
def features(french: str, english: str) -> Features | None:
    """The features of a pair; None where a side has no content word."""
    fr, en = content(french, "fr"), content(english, "en")
    if not fr or not en:
        return None
    there = overlap([stem for stem, _ in fr], [stem for stem, _ in en])
    ratio = math.log((len(french) + _GRACE) / (_LONGER * len(english) + _GRACE))
    return Features(
        found=(_share(there.fr), _share(there.en)),
        surely=(_weighed(fr, there.fr, "fr"), _weighed(en, there.en, "en")),
        run=(_longest(there.fr), _longest(there.en)),
        excess=max(0.0, ratio),
        tail=math.log1p(next((place for place, value in enumerate(reversed(there.fr)) if value), len(there.fr))),
    )


def _share(values: Sequence[float]) -> float:
    return (sum(map(bool, values)) + 1) / (len(values) + 2)


def _weighed(words: Sequence[tuple[str, str]], values: Sequence[float], language: str) -> float:
    weights = [_RAREST - frequency(form, language) for _, form in words]
    found = sum(weight * math.sqrt(value) for weight, value in zip(weights, values, strict=True))
    return (found + _PRIOR * _USUAL) / (sum(weights) + _PRIOR)


def _longest(values: Sequence[float]) -> float:
    best = run = 0
    for value in values:
        run = 0 if value else run + 1
        best = max(best, run)
    return math.log1p(best)


def _logistic(name: str, found: Features) -> float:
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, _sum(name, found)))))


def _sum(name: str, found: Features) -> float:
    named = found.named()
    return sum(weight * (1.0 if feature == "bias" else named[feature]) for feature, weight in weights()[name].items())


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The fitted weights of each score by the name of the feature; `bias` is the constant."""
    return tomllib.loads((files(__package__) / "data" / "adequacy.toml").read_text(encoding="utf-8"))
