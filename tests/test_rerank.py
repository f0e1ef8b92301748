"""The choice among the translations of the beam, by the two bundled packages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.config import TranslateConfig
from pipeline.translate.argos import ArgosEngine
from pipeline.translate.models import bundled, load
from pipeline.translate.rerank import Reranked
from pipeline.translate.translator import Source, Translator

SENTENCES = [
    "Le maire a promis de rouvrir la piscine avant l’été.",
    "Les pêcheurs attendent depuis trois semaines que le vent tombe.",
    "La banque a refusé de commenter la fuite de documents.",
    "Le chantier du pont a pris deux ans de retard, ce qui agace les riverains.",
    "Oui.",
    "Elle a vendu ses parts à ｟0｠ sans prévenir ｟1｠.",
]


@pytest.fixture(scope="module")
def engines() -> Iterator[tuple[ArgosEngine, ArgosEngine]]:
    into_english, into_french = (
        load(next(path for path in bundled() if pair in path.name), TranslateConfig()) for pair in ("fr_en", "en_fr")
    )
    yield into_english, into_french
    into_english.close()
    into_french.close()


def test_what_is_chosen_is_of_the_beam_and_no_worse_by_both_models(engines: tuple[ArgosEngine, ArgosEngine]) -> None:
    engine, judge = engines
    chosen = Reranked(engine, lambda: judge, judge.identity).decode(SENTENCES)
    plain = engine.decode(SENTENCES)
    for sentence, candidates, best, first in zip(
        SENTENCES, engine.candidates(SENTENCES, engine.beam_size), chosen, plain, strict=True
    ):
        texts = [each.text for each in candidates]
        assert texts[0] == first.text and best.text in texts
        backs = judge.likelihoods([(text, sentence.replace("’", "'")) for text in (best.text, first.text)])
        if best.text != first.text:
            assert backs[0].mean > backs[1].mean
    assert [each.text for each in chosen] != [each.text for each in plain]


def test_a_sentence_is_chosen_for_alike_whatever_its_neighbours_are(engines: tuple[ArgosEngine, ArgosEngine]) -> None:
    engine, judge = engines
    reranked = Reranked(engine, lambda: judge, judge.identity)
    together = reranked.decode(SENTENCES)
    assert together == [reranked.decode([sentence])[0] for sentence in SENTENCES]
    assert together == reranked.decode(SENTENCES[::-1])[::-1]


def test_attention_belongs_to_the_translation_that_is_chosen(engines: tuple[ArgosEngine, ArgosEngine]) -> None:
    engine, judge = engines
    for each in Reranked(engine, lambda: judge, judge.identity).decode(SENTENCES, attention=True):
        assert len(each.attention) == len(each.target) == each.length
        assert each.target[-1][1] == len(each.text)


def test_a_package_that_cannot_judge_changes_nothing(engines: tuple[ArgosEngine, ArgosEngine]) -> None:
    engine, _ = engines
    assert not engine.judges
    assert Reranked(engine, lambda: engine, engine.identity).decode(SENTENCES) == engine.decode(SENTENCES)


def test_it_can_be_left_out_and_the_memory_tells_both_apart(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("BITEXTE_STATE", str(tmp_path))
    done = {}
    for rerank in (True, False, True):
        with Translator.open(TranslateConfig(rerank=rerank)) as translator:
            made = translator.translate([Source(sentence) for sentence in SENTENCES[:4]])
        origins = {each.origin for each in made}
        assert origins == ({"memory"} if rerank in done else {"model"})
        assert done.setdefault(rerank, [each.text for each in made]) == [each.text for each in made]
    assert done[True] != done[False]


def test_a_sentence_in_another_language_is_not_weighed_by_a_model_into_french() -> None:
    spanish = [Source("El alcalde prometió reabrir la piscina antes del verano, pero nadie le cree.", "es")]
    texts = []
    for rerank in (True, False):
        with Translator.open(TranslateConfig(rerank=rerank, memory=False)) as translator:
            texts.append([each.text for each in translator.translate(spanish)])
    assert texts[0] == texts[1]
