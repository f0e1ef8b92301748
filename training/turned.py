"""Trains the second package, English and Spanish → French, on the same text turned round.

The French sentences are those that people wrote; the English ones are read. French and Spanish sentences with the
same English one are the third kind of pair. What the network is to write gets no damage, and one style of marks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from . import augment, train, vocabulary
from .data import Corpus, Pair
from .french_text import curly, french_and_spanish, in_style

WITHOUT_DAMAGE = replace(
    augment.Shares(),
    spanish_clause=0.0,
    english_clause=0.0,
    apostrophe=0.0,
    quote=0.0,
    colon_space=0.0,
    upper=0.0,
    no_accents=0.0,
    lost_accents=0.0,
    typo=0.0,
    ellipsis=0.0,
)
CURLY = 0.4
"""How often English marks are curly."""
CLAUSE = 0.15
"""How often a pair loses its first capital and its full stop, as a clause inside a sentence has none."""


class IntoFrench:
    """Draws pairs as the augmenter does, but undamaged, in one style of French, and turned round."""

    def __init__(self, augmenter: augment.Augmenter) -> None:
        self.augmenter = augmenter

    def __call__(self, pair: Pair, other: Pair, chance: Random) -> Pair:
        french, foreign = self.augmenter(pair, other, chance)
        if chance.random() < CLAUSE:
            french, foreign = self._clause(french), self._clause(foreign)
        if chance.random() < CURLY:
            foreign = curly(foreign)
        return foreign, in_style(french)

    def _clause(self, text: str) -> str:
        first = re.match(r"\w+", text)
        small = first is not None and first[0].lower() in self.augmenter.ordinary and first[0][1:].islower()
        return (text[0].lower() + text[1:] if small else text).removesuffix(".")


def into_french(
    french: Corpus, spanish: Corpus, source: vocabulary.proto.ModelProto, target: vocabulary.proto.ModelProto, seed: int
) -> tuple[Corpus, train.Change]:
    """The French and Spanish pairs and what changes a pair, on the way to French."""
    to_meet = vocabulary.to_meet(target, source, train.COMPOSED, seed)
    augmenter = augment.build(french, {}, to_meet, seed, WITHOUT_DAMAGE)
    return french_and_spanish(french, spanish), IntoFrench(augmenter)


if __name__ == "__main__":
    train.main(prepare=into_french)
