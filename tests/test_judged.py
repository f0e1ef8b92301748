"""Translations judged by the model that translates back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.check import check_pair, decide
from pipeline.config import CheckConfig, Config, TranslateConfig
from pipeline.document import Document, Segment
from pipeline.process import Processed, process
from pipeline.translate.translator import Translator

FRENCH = "Le gardien de l’immeuble a vu deux hommes voler le tableau, a déclaré le commissaire mardi."
RIGHT = "The caretaker of the building saw two men steal the painting, the police chief said Tuesday."
WRONG = (
    "The goalkeeper of the building saw two men fly the board, the police chief said Tuesday.",
    "The caretaker of the building said Tuesday.",
    "The caretaker of the building saw two men steal the painting, sell it in Belgium and buy a red car, he said.",
    "The company will close three factories in the north next year, the police chief said Tuesday.",
)


@pytest.fixture(scope="module")
def translator() -> Iterator[Translator]:
    with Translator.open(TranslateConfig(memory=False)) as opened:
        yield opened


def _segment(translator: Translator, english: str) -> Segment:
    (back,) = translator.judged([(FRENCH, english)])
    assert back is not None
    return check_pair(Segment("d", 1, 0, FRENCH, FRENCH, english), CheckConfig(), back=(back.mean, back.worst))


@pytest.mark.parametrize("wrong", WRONG, ids=["another sense", "omission", "invention", "another sentence"])
def test_what_says_something_else_makes_the_french_unlikely(translator: Translator, wrong: str) -> None:
    right, other = _segment(translator, RIGHT), _segment(translator, wrong)
    assert right.status == "kept" and right.scores["misleading"] < other.scores["misleading"]
    assert other.scores["source-score"] < right.scores["source-score"] < 0


def test_another_sentence_is_flagged_with_value_and_threshold_and_can_be_judged_again(translator: Translator) -> None:
    segment = _segment(translator, WRONG[3])
    (flag,) = [flag for flag in segment.flags if flag.name == "misleading"]
    assert flag.value == segment.scores["misleading"] > flag.threshold and segment.status == "flagged"
    stored = Segment.from_json(json.loads(json.dumps(segment.to_json())))
    assert decide(stored, CheckConfig()) == segment
    assert "misleading" not in {each.name for each in decide(stored, CheckConfig(thresholds={"misleading": 1.0})).flags}


def test_the_likelihood_does_not_depend_on_the_neighbours(translator: Translator) -> None:
    pairs = [(FRENCH, english) for english in (RIGHT, *WRONG)] + [("", RIGHT), (FRENCH, "")]
    together = translator.judged(pairs)
    assert together == [translator.judged([pair])[0] for pair in pairs] == translator.judged(pairs[::-1])[::-1]
    assert together[-2:] == [None, None] and all(each and each.worst <= each.mean < 0 for each in together[:-2])


def test_what_a_model_wrote_is_judged_and_what_a_person_wrote_is_not(tmp_path: Path) -> None:
    document = Document("d", "d.txt", (FRENCH,), "0")
    for judge in (True, False):
        config = Config(translate=TranslateConfig(memory=False, judge=judge))
        with Translator.open(config.translate) as opened:
            (done,) = process([document], config, opened)
        assert isinstance(done, Processed)
        assert ("misleading" in done.segments[0].scores) is judge
    by_hand = check_pair(Segment("d", 1, 0, FRENCH, FRENCH, WRONG[3]), CheckConfig(), ["human"], back=(-9.0, -20.0))
    assert "misleading" not in by_hand.scores and "source-score" not in by_hand.scores
