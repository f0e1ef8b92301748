"""How a batch spells its names: what counts as evidence, whatever the order, and what of it reaches a document."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from pipeline.batch import run_batch
from pipeline.config import Config, OutputConfig, RunConfig
from pipeline.repair import repair
from pipeline.repair.batch_names import BatchNames, offered, relevant

RIGHT = "La société LumenVale a ouvert une usine. LumenVale embauche."
AGAIN = "Les actions de LumenVale ont monté hier."
WRONG = "Le fabricant Lumenvale a perdu de l’argent. Selon lumenvale, tout va bien."


def counted(*documents: str) -> dict[str, str]:
    names = BatchNames()
    for text in documents:
        names.add(text.split("\n"))
    return names.right()


def test_a_name_counts_from_two_documents_or_three_times() -> None:
    assert counted(RIGHT) == {}
    assert counted(RIGHT, AGAIN) == {"lumenvale": "LumenVale"}
    assert counted(f"{RIGHT}\n{AGAIN}") == {"lumenvale": "LumenVale"}


def test_the_plain_form_and_other_capitals_count_against_it() -> None:
    assert counted(RIGHT, AGAIN, "Lumenvale, Lumenvale et Lumenvale.") == {}
    assert counted(RIGHT, AGAIN, "Les titres LumenVALE et LumenVALE.") == {}
    assert counted(RIGHT, AGAIN, "LUMENVALE : LE GRAND PARI DE LA BATTERIE") == {"lumenvale": "LumenVale"}


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = [RIGHT, AGAIN, WRONG, "L’EZMA a tranché. L’EZMA publie.", "Selon l’EZMA, non.", "DeepHome et Deephome."]
    found = {json.dumps(counted(*order)) for order in itertools.permutations(documents)}
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Jean MacDonald et Anne LeBrun ont signé. MacDonald part, LeBrun reste, MacDonald revient.",
        "Voir https://example.org/LumenVale et @LumenVale, puis #LumenVale.",
        "la banqueElle a fermé. la banqueElle a fermé. la banqueElle a fermé.",
        "TITRE EN CAPITALES SUR LA BANQUE",
        "M. B. a dit au PS que la SA du PC allait bien.",
    ],
)
def test_what_is_no_evidence(text: str) -> None:
    assert not offered([text])[0] or counted(text) == {}


def test_one_document_offers_a_bounded_number_of_spellings() -> None:
    letters = [f"{a}{b}c{d}ef" for a in "ABCDEFGHIJ" for b in "abcdefghij" for d in "ABCDEFGHIJ"]
    assert len(offered([" ".join(letters)])[0]) == 500


def test_a_document_gets_only_what_it_spells_otherwise() -> None:
    names = {"lumenvale": "LumenVale", "deephome": "DeepHome", "ezma": "EZMA"}
    assert relevant(names, [WRONG, "DeepHome, l’EZMA."]) == (("lumenvale", "LumenVale"),)
    assert relevant(names, [RIGHT]) == ()


def test_names_are_put_right_as_the_batch_has_them() -> None:
    names = (("lumenvale", "LumenVale"), ("ezma", "EZMA"), ("aéris", "AÉRIS"))
    result = repair([WRONG, "Le rapport de l’ezma a paru."], names=names)
    assert result.lines == (
        "Le fabricant LumenVale a perdu de l’argent. Selon LumenVale, tout va bien.",
        "Le rapport de l’EZMA a paru.",
    )
    assert {edit.rules for edit in result.edits} == {("names.document",), ("names.acronym",)}
    assert repair([line or "" for line in result.lines], names=names).edits == ()


def test_words_that_are_no_names_stay_whatever_the_batch_has() -> None:
    names = (("orange", "ORANGE"), ("total", "ToTal"), ("insee", "INSEE"), ("next", "NeXT"))
    lines = ["Total et Orange recrutent, avec un total de cent orange.", "L’Insee compte, Next ouvre."]
    assert repair(lines, names=names).edits == ()


def config() -> Config:
    return Config(output=OutputConfig(formats=("jsonl",)), run=RunConfig(shard_documents=1))


def files(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for folder in ("corpus", "documents")
        for path in sorted((out / folder).rglob("*"))
        if path.is_file()
    }


def write(folder: Path, name: str, *lines: str) -> None:
    folder.mkdir(exist_ok=True)
    text = "Le marché des batteries change vite, disent les analystes de la place de Paris.\n"
    (folder / f"{name}.txt").write_text(text + "\n".join(lines) + "\n", encoding="utf-8")


def test_a_batch_knows_its_names_and_works_only_on_what_they_bear_on(tmp_path: Path) -> None:
    seeds, out = tmp_path / "in", tmp_path / "out"
    write(seeds, "a", RIGHT)
    write(seeds, "b", WRONG)
    first = run_batch([seeds], out, config())
    assert "Lumenvale" in (out / "documents/b/clean.fr.txt").read_text(encoding="utf-8")

    write(seeds, "c", "Le port de Marseille a reçu deux navires, selon la préfecture.")
    second = run_batch([seeds], out, config())
    assert (first.documents["processed"], second.documents["processed"]) == (2, 1)

    write(seeds, "d", AGAIN)
    third = run_batch([seeds], out, config())
    assert third.documents["processed"] == 2, "the new article, and the one that spells its name otherwise"
    assert "Lumenvale" not in (out / "documents/b/clean.fr.txt").read_text(encoding="utf-8")
    assert run_batch([seeds], out, config()).documents["processed"] == 0

    again = tmp_path / "again"
    run_batch([seeds / f"{name}.txt" for name in "dbca"], again, config())
    assert files(out) == files(again)
