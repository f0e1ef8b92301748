"""The engine and the translator, with the bundled model."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest

from pipeline.config import Config, TranslateConfig
from pipeline.document import Document
from pipeline.errors import ConfigError, InputError
from pipeline.process import Processed, process
from pipeline.reading import Quarantined
from pipeline.translate.argos import ArgosEngine
from pipeline.translate.cut import MAX_PIECES, cut
from pipeline.translate.models import find_model, load
from pipeline.translate.translator import Source, Translation, Translator
from pipeline.translate.typography import english_typography, sentence_capital

Group = tuple[Sequence[Source], Collection[str]]

SENTENCES = [
    "Le ministre a présenté sa réforme vendredi.",
    "Les syndicats appellent à une nouvelle journée de grève.",
    "Elle a gagné la finale en trois sets.",
    "Le prix du pétrole a augmenté de 3 % en une semaine.",
    "Aucun des deux partis n’a obtenu la majorité.",
    "La ville veut planter mille arbres.",
    "Il pleut.",
    "« Nous n’avons pas le choix », a dit le maire.",
    "Selon une étude, un Français sur trois dort mal.",
    "Le tribunal rendra sa décision le 4 décembre.",
]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    directory = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BITEXTE_STATE", str(directory))
        patch.delenv("ARGOS_PACKAGES_DIR", raising=False)
        yield directory


@pytest.fixture(scope="module")
def engine(state: Path) -> Iterator[ArgosEngine]:
    config = TranslateConfig()
    engine = load(find_model(config), config)
    yield engine
    engine.close()


def _open(**options: object) -> Translator:
    return Translator.open(TranslateConfig(**{"memory": False, **options}))  # type: ignore[arg-type]


def _many(count: int) -> list[str]:
    return [
        f"{SENTENCES[index % len(SENTENCES)][:-1]}, a répété {name} pour la {index}e fois."
        for index, name in enumerate(["le maire", "un témoin", "la presse"] * (count // 3 + 1))
    ][:count]


def test_a_sentence_comes_out_the_same_alone_and_among_ten_and_among_a_thousand(engine: ArgosEngine) -> None:
    alone = [engine.decode([sentence])[0] for sentence in SENTENCES]
    assert engine.decode(SENTENCES) == alone
    crowd = _many(990)
    assert engine.decode(crowd[:500] + SENTENCES + crowd[500:])[500:510] == alone


def test_no_placeholder_comes_out_that_did_not_go_in(engine: ArgosEngine) -> None:
    made_up = "Le drone, fabriqué par l’entreprise chinoise ｟0｠, peut monter une charge de ｟1｠ du camp de base au camp I."
    for sentence, hypothesis in zip([made_up, *SENTENCES], engine.decode([made_up, *SENTENCES]), strict=True):
        assert all(mark in sentence for mark in engine.placeholders if mark in hypothesis.text)


def test_the_translator_too_whatever_the_neighbours_and_the_size_of_a_batch(state: Path) -> None:
    texts = ["Sam Altman, PDG d’OpenAI, a vu Elon Musk à Londres.", *SENTENCES, "Mira Murati a quitté OpenAI."]
    with _open() as translator:
        alone = [translator.translate([Source(text)])[0] for text in texts]
        assert translator.translate([Source(text) for text in reversed(texts)]) == alone[::-1]
    with _open(batch_tokens=64, threads=1) as translator:
        assert translator.translate([Source(text) for text in texts]) == alone


def test_pieces_are_joined_with_the_stretches_they_cover(engine: ArgosEngine) -> None:
    done = engine.decode(["Le chat dort dans la cuisine."], attention=True)[0]
    assert len(done.target) == len(done.attention)
    assert all(len(row) == len(done.source) for row in done.attention)
    assert "".join(done.text[start:end] for start, end in done.target) == done.text
    assert "▁" not in done.text


def test_empty_and_unreadable_sentences_have_no_translation(state: Path) -> None:
    with _open() as translator:
        done = translator.translate([Source(""), Source(" \u00a0\n"), Source("Hast du Zeit?", "de"), Source("Il dort.")])
    assert [each.text for each in done[:3]] == ["", "", ""]
    assert [each.notes for each in done[:3]] == [(), (), ("unreadable-language",)]
    assert done[3].text


def test_the_same_sentence_twice_is_translated_alike_and_in_order(state: Path) -> None:
    with _open() as translator:
        done = translator.translate([Source("Il dort."), Source("Elle court."), Source("Il dort.")])
    assert done[0] == done[2] != done[1]


@pytest.mark.parametrize("text", ["mot " * 5000, "x" * 30_000, "Le chat dort, " * 300, "😀" * 3000])
def test_a_very_long_sentence_is_cut_into_chunks_that_fit(engine: ArgosEngine, text: str) -> None:
    chunks = list(cut(text.strip(), engine.pieces))
    assert max(engine.pieces(chunk) for chunk in chunks) <= MAX_PIECES
    assert "".join("".join(chunks).split()) == "".join(text.split())


def test_a_sentence_that_fits_is_not_cut(engine: ArgosEngine) -> None:
    assert list(cut(SENTENCES[3], engine.pieces)) == [SENTENCES[3]]


def test_what_was_translated_is_remembered_and_the_memory_is_told_apart_by_beam(state: Path) -> None:
    with _open(memory=True) as translator:
        first = translator.translate([Source(text) for text in SENTENCES])
        mark = translator.fingerprint
    with _open(memory=True) as translator:
        second = translator.translate([Source(text) for text in SENTENCES])
        assert translator.fingerprint == mark
    assert {each.origin for each in first} == {"model"}
    assert {each.origin for each in second} == {"memory"}
    assert [each.text for each in first] == [each.text for each in second]
    with _open(memory=True, beam_size=1) as translator:
        assert translator.fingerprint != mark
        assert translator.translate([Source(SENTENCES[0])])[0].origin == "model"


def test_a_known_name_bears_only_on_the_sentences_that_share_a_word_with_it(state: Path) -> None:
    with _open(memory=True) as translator:
        translator.translate([Source("Il pleut beaucoup.")])
        assert translator.translate([Source("Il pleut beaucoup.")], {"Larry Page"})[0].origin == "memory"


def test_documents_together_are_translated_as_each_alone(state: Path) -> None:
    groups = [
        ([Source("Le pont de Kermadec est fermé."), Source("Il pleut.")], ["Kermadec"]),
        ([Source("Il pleut."), Source("Le pont de Kermadec est fermé.")], []),
        ([], ["Personne"]),
    ]
    with Translator.open(TranslateConfig(memory=False)) as translator:
        together = translator.translate_groups(groups)
        assert together == [translator.translate(sentences, names) for sentences, names in groups]


def test_a_human_translation_wins(state: Path, tmp_path: Path) -> None:
    from pipeline.translate.memory import Memory

    tmx = tmp_path / "ours.tmx"
    tmx.write_text(
        '<?xml version="1.0"?><tmx version="1.4"><header/><body><tu><tuv xml:lang="fr"><seg>Il neige.</seg></tuv>'
        '<tuv xml:lang="en-GB"><seg>Snow is falling.</seg></tuv></tu></body></tmx>'
    )
    with _open(memory=True) as translator:
        translator.translate([Source("Il neige.")])
    memory = Memory(state / "memory.sqlite")
    assert memory.import_tmx(tmx) == (1, 0)
    memory.close()
    with _open(memory=True) as translator:
        done = translator.translate([Source("Il neige.")])[0]
    assert (done.text, done.notes) == ("Snow is falling.", ("human",))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("« It is true », he said .", "“It is true”, he said."),
        ('He said: "yes" and "no".', "He said: “yes” and “no”."),
        ("Why ? It's 30 % !", "Why? It’s 30%!"),
        ("a  b\u00a0c", "a b c"),
        ("( the end )", "(the end)"),
        ("See https://a.b/c?d=e now", "See https://a.b/c?d=e now"),
        ("wait ...", "wait ..."),
    ],
)
def test_english_typography(written: str, expected: str) -> None:
    assert english_typography(written) == expected
    assert english_typography(expected) == expected


def test_evaluation_needs_files_that_correspond(state: Path, tmp_path: Path) -> None:
    pytest.importorskip("sacrebleu")
    from pipeline.translate.evaluate import evaluate

    french, english = tmp_path / "a.fr", tmp_path / "a.en"
    french.write_text("Le chat dort.\nIl pleut.\n", encoding="utf-8")
    english.write_text("The cat is asleep.\nIt is raining.\n", encoding="utf-8")
    result = evaluate(french, english, TranslateConfig())
    assert result.sentences == 2 and 0 < result.chrf <= 100 and "version" in result.bleu_signature
    english.write_text("The cat is asleep.\n", encoding="utf-8")
    with pytest.raises(InputError, match="2 lines"):
        evaluate(french, english, TranslateConfig())


def test_evaluation_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    from pipeline.translate.evaluate import evaluate

    monkeypatch.setitem(sys.modules, "sacrebleu.metrics", None)
    with pytest.raises(ConfigError, match="sacrebleu"):
        evaluate(tmp_path / "a", tmp_path / "b", TranslateConfig())


@pytest.mark.parametrize(
    ("english", "french", "expected"),
    [
        ("strategic error.", "Erreur stratégique.", "Strategic error."),
        ("“it was late,” she said.", "«\u00a0Il était tard\u00a0», dit-elle.", "“It was late,” she said."),
        ("xAI has a rival.", "xAI a un rival.", "xAI has a rival."),
        ("iPhone sales fell.", "Les ventes d’iPhone ont baissé.", "iPhone sales fell."),
        ("and then nothing.", "et puis rien.", "and then nothing."),
        ("2 people came.", "Deux personnes sont venues.", "2 people came."),
    ],
)
def test_a_sentence_keeps_its_capital(english: str, french: str, expected: str) -> None:
    assert sentence_capital(english, french) == expected


def test_a_dash_between_words_is_a_dash() -> None:
    assert english_typography("The club -- in debt - has lost, says a well-known fan.") == (
        "The club – in debt – has lost, says a well-known fan."
    )


def test_one_document_that_cannot_be_translated_leaves_the_others(state: Path) -> None:
    class Failing(Translator):
        def translate_groups(self, groups: Sequence[Group]) -> list[list[Translation]]:
            if any("Kermadec" in source.text for sentences, _ in groups for source in sentences):
                raise RuntimeError("the engine broke down")
            return super().translate_groups(groups)

    config = Config(translate=TranslateConfig(memory=False))
    documents = [
        Document(name, name, (f"Le ministre a présenté son budget à Paris. {who} a été nommé hier.",), "0" * 64)
        for name, who in (("one", "Elle"), ("two", "Kermadec"), ("three", "Il"))
    ]
    with Failing.open(config.translate) as translator:
        first, second, third = process(documents, config, translator)
    assert isinstance(first, Processed) and isinstance(third, Processed)
    assert isinstance(second, Quarantined) and "the engine broke down" in second.reason
