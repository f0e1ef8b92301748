"""French verbs: which words are forms of one, from the dictionary and from their endings."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.language import FOREIGN, frequency
from pipeline.repair.dictionary import verb_forms
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.name_lexicon import capital_only
from pipeline.repair.nouns import is_listed, is_noun

#: What a past participle ends in.
PARTICIPLE = re.compile(r"(?:é|i|u|is|it|ert|eint|aint|oint)(?:e|s|es)?$")
#: Zipf frequency from which an infinitive is one that news uses.
_USUAL = 2.5
_STEMS = (
    ("aient", "er", "ir", "re", "oir"), ("ait", "er", "ir", "re", "oir"), ("era", "er"), ("eront", "er"), ("ira", "ir"),
    ("iront", "ir"), ("èrent", "er"), ("irent", "ir", "re"), ("ent", "er"), ("e", "er"), ("é", "er"), ("ée", "er"),
    ("és", "er"), ("ées", "er"), ("i", "ir"), ("ie", "ir"), ("is", "ettre", "endre", "ir"), ("it", "ire", "ettre", "ir"),
    ("u", "re", "oir"), ("ue", "re", "oir"), ("er", "er"), ("ir", "ir"), ("dre", "dre"),
    ("ttre", "ttre"), ("ire", "ire"), ("vre", "vre"), ("ompre", "ompre"), ("cre", "cre"), ("clure", "clure"),
)  # fmt: skip


@lru_cache(maxsize=1 << 12)
def is_verb(word: str, lexicon: Lexicon, or_noun: bool = False) -> bool:
    """Whether a word in small letters is a form of a usual verb and no name, no word of another language and no noun.

    `or_noun`: it may be a noun as well, where the place tells that it is none (arrivée, sortie).
    """
    if word in capital_only() or not lexicon.known(word) or is_listed(word) and not or_noun:
        return False
    # (A noun only by its ending is none where the dictionary has the verb: souhaité, réclament.)
    usual = word in verb_forms() or (or_noun or not is_noun(word)) and _has_infinitive(word, lexicon)
    return usual and max(frequency(word, each) for each in FOREIGN) < frequency(word, "fr")


def _has_infinitive(word: str, lexicon: Lexicon) -> bool:
    for ending, *infinitives in _STEMS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            if len(stem) > 1 and any(lexicon.zipf(stem + each) >= _USUAL for each in infinitives):
                return True
    return False


def is_usual(word: str, lexicon: Lexicon) -> bool:
    """Whether an infinitive is one that news uses."""
    return lexicon.zipf(word) >= _USUAL
