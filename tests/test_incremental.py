"""The key of a document: what it depends on, part by part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.article import translate_article
from pipeline.batch import Done, Work, directory, shards, write_results
from pipeline.config import CheckConfig, Config, OutputConfig, RepairConfig, RunConfig, TranslateConfig
from pipeline.document import Document
from pipeline.incremental import document_key, read_record

TRANSLATOR = {"model": "m", "glossary": "g"}
DOCUMENT = Document("a", "a.txt", ("Il a dit non.",), "0" * 64)


def test_every_part_changes_the_key_and_is_named() -> None:
    key = document_key(DOCUMENT, Config(), TRANSLATOR, {"review": "r"})
    record = {"key": key.digest, "parts": dict(key.parts)}
    assert key.differences(record) == ()
    other = replace(DOCUMENT, title="Titre")
    cases = {
        "text": document_key(other, Config(), TRANSLATOR, {"review": "r"}),
        "configuration": document_key(DOCUMENT, Config(repair=RepairConfig(quotes="keep")), TRANSLATOR, {"review": "r"}),
        "thresholds": document_key(DOCUMENT, Config(check=CheckConfig(keep_flagged=True)), TRANSLATOR, {"review": "r"}),
        "model": document_key(DOCUMENT, Config(), {**TRANSLATOR, "model": "n"}, {"review": "r"}),
        "glossary": document_key(DOCUMENT, Config(), {**TRANSLATOR, "glossary": "h"}, {"review": "r"}),
        "review": document_key(DOCUMENT, Config(), TRANSLATOR, {}),
    }
    for name, changed in cases.items():
        assert changed.differences(record) == (name,)


def test_speed_output_and_the_place_of_the_glossary_do_not_count() -> None:
    key = document_key(DOCUMENT, Config(), TRANSLATOR)
    quick = TranslateConfig(threads=3, batch_tokens=9, memory=False, glossary="elsewhere.csv")
    config = Config(translate=quick, run=RunConfig(workers=9), output=OutputConfig(formats=("tsv",)))
    assert document_key(DOCUMENT, config, TRANSLATOR) == key
    assert document_key(DOCUMENT, Config(repair=RepairConfig(quotes="keep")), TRANSLATOR) != key


@pytest.mark.parametrize("record", [{}, {"key": "x"}, {"key": "x", "parts": None}, {"key": "x", "parts": "y"}])
def test_a_record_that_says_nothing_is_another_key(record: dict[str, object]) -> None:
    assert document_key(DOCUMENT, Config(), TRANSLATOR).differences(record)


def test_evidence_from_outside_is_part_of_it(tmp_path: Path) -> None:
    article, out = tmp_path / "a.txt", tmp_path / "out"
    article.write_text("Le conseil municipal a voté mardi un budget pour les écoles de la ville.\n", encoding="utf-8")
    processed, digests = translate_article(article, Config())
    key = document_key(processed.document, Config(), digests, {"review": "1"})
    write_results(out, processed, key)
    record = read_record(directory(out, "a"))
    assert record is not None and record["parts"]["review"] == "1"
    ((same,),) = shards([processed.document], out, Config(), digests, lambda document: {"review": "1"})
    assert same == Done("a", fresh=False, key=str(record["key"]))
    ((other,),) = shards([processed.document], out, Config(), digests, lambda document: {"review": "2"})
    assert isinstance(other, Work) and other.key.differences(record) == ("review",)
