"""The translation memory."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from conftest import Bitexte
from pipeline.batch import run_batch
from pipeline.config import Config
from pipeline.corpus import read_segments
from pipeline.errors import InputError
from pipeline.translate.memory import Memory, Remembered, export_lines, memory_path

_TMX = '<?xml version="1.0"?><tmx version="1.4"><header/><body>{}</body></tmx>'
_UNIT = '<tu><tuv xml:lang="{}"><seg>{}</seg></tuv><tuv xml:lang="{}"><seg>{}</seg></tuv></tu>'


def _rows(prefix: str, count: int) -> dict[str, tuple[str, Remembered]]:
    return {
        Memory.key(prefix, "fr", f"phrase {index}"): (f"phrase {index}", Remembered(f"sentence {index}", -0.5, ("loop",)))
        for index in range(count)
    }


def test_what_is_stored_comes_back_and_nothing_else(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "deep" / "memory.sqlite")
    rows = _rows("model", 2000)
    memory.store("model", "fr", rows)
    assert memory.machine([*rows, "unknown"]) == {key: done for key, (_, done) in rows.items()}


def test_the_key_tells_model_language_sentence_and_evidence_apart() -> None:
    keys = [
        Memory.key("m", "fr", "a"), Memory.key("n", "fr", "a"), Memory.key("m", "es", "a"), Memory.key("m", "fr", "b"),
        Memory.key("m", "fr", "a", ["X"]), Memory.key("mfr", "", "a"),
    ]
    assert len(set(keys)) == len(keys)


def _write(path: str, name: str) -> None:
    memory = Memory(Path(path))
    for key, row in _rows(name, 100).items():
        memory.store(name, "fr", {key: row})
    memory.close()


def test_several_processes_write_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(str(path), f"model {number}")) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    assert Memory(path).statistics().machine == {f"model {number}": 100 for number in range(4)}


def test_export_and_clear(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.sqlite")
    memory.store("model", "fr", _rows("model", 3))
    tmx = tmp_path / "a.tmx"
    tmx.write_text(_TMX.format(_UNIT.format("fr-FR", "Bonjour <ph>x</ph>!", "EN", "Hello !")), encoding="utf-8")
    assert memory.import_tmx(tmx) == (1, 0)
    assert [row["target"] for row in memory.export()] == ["sentence 0", "sentence 1", "sentence 2", "Hello !"]
    assert memory.clear() == 3
    assert memory.statistics().human == 1
    assert memory.clear(human=True) == 1
    assert list(memory.export()) == []


def test_a_unit_without_both_languages_is_left_out(tmp_path: Path) -> None:
    tmx = tmp_path / "a.tmx"
    units = _UNIT.format("fr", "Oui.", "de", "Ja.") + _UNIT.format("fr", "", "en", "Nothing.") + _UNIT.format(
        "en", "Yes.", "fr", "Oui."
    )
    tmx.write_text(_TMX.format(units), encoding="utf-8")
    memory = Memory(tmp_path / "memory.sqlite")
    assert memory.import_tmx(tmx) == (1, 0)
    assert memory.human("fr", ["Oui.", "Non."]) == {"Oui.": "Yes."}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no xml",
        "<html/>",
        _TMX.format("<tu>"),
        '<!DOCTYPE t [<!ENTITY a "' + "x" * 1000 + '">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 100}">' for a, b in ("ab", "bc", "cd", "de"))
        + "]>" + _TMX.partition("?>")[2].format(_UNIT.format("fr", "&e;", "en", "x")),
    ],
    ids=["empty", "text", "html", "truncated", "bomb"],
)
def test_a_bad_tmx_is_refused_whole(tmp_path: Path, content: str) -> None:
    tmx = tmp_path / "a.tmx"
    tmx.write_text(content, encoding="utf-8")
    memory = Memory(tmp_path / "memory.sqlite")
    with pytest.raises(InputError, match="TMX"):
        memory.import_tmx(tmx)
    assert memory.statistics().human == 0


def test_a_file_that_is_no_memory_is_named(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_text("This is not a database, but long enough to be taken for a damaged one." * 100)
    with pytest.raises(InputError, match="memory.sqlite"):
        Memory(path)


def test_a_human_translation_is_found_whatever_the_spaces_and_apostrophes(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.sqlite")
    assert memory.add_human("fr", {"L'homme a dit : « oui ».": "The man said yes."}, "by hand") == 1
    asked = "L’homme a dit\u00a0: «\u00a0oui\u202f»."
    assert memory.human("fr", [asked]) == {asked: "The man said yes."}


def test_what_the_machine_made_does_not_come_back_as_a_persons(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.sqlite")
    memory.store("model", "fr", _rows("model", 2))
    memory.add_human("fr", {"A < B & C": "“A” < B & C"}, "by hand")
    tmx = tmp_path / "out.tmx"
    tmx.write_text("".join(export_lines(memory, tmx=True)), encoding="utf-8")
    other = Memory(tmp_path / "other.sqlite")
    assert other.import_tmx(tmx) == (1, 2)
    assert other.human("fr", ["A < B & C"]) == {"A < B & C": "“A” < B & C"}


def test_the_command_shows_exports_imports_and_clears(bitexte: Bitexte, tmp_path: Path) -> None:
    env = {"BITEXTE_STATE": str(tmp_path / "state")}
    Memory(tmp_path / "state" / "memory.sqlite").store("model", "fr", _rows("model", 3))
    human = tmp_path / "human.tmx"
    human.write_text(_TMX.format(_UNIT.format("fr", "Bonjour.", "en-GB", "Hello.")), encoding="utf-8")
    assert "imported 1 human" in bitexte("memory", "import", human, env=env).stdout
    shown = bitexte("memory", "stats", env=env).stdout
    assert "machine  3" in shown and "human    1" in shown
    rows = [json.loads(line) for line in bitexte("memory", "export", env=env).stdout.splitlines()]
    assert [row["origin"] for row in rows] == ["machine"] * 3 + ["human.tmx"]
    assert bitexte("memory", "export", tmp_path / "all.tmx", env=env).returncode == 0
    assert (tmp_path / "all.tmx").read_text(encoding="utf-8").count("<tu ") == 4
    assert bitexte("memory", "clear", env=env).stdout == "forgot 3 translations\n"
    assert bitexte("memory", "clear", "--human", env=env).stdout == "forgot 1 translations\n"
    nothing = bitexte("memory", "import", tmp_path / "all.jsonl", env=env)
    assert nothing.returncode == 2 and nothing.stderr.count("\n") == 1 and "all.jsonl" in nothing.stderr
    again = bitexte("memory", "import", tmp_path / "all.tmx", env=env)
    assert "imported 1" in again.stdout and "passed over 3" in again.stdout


def test_human_translations_win_in_a_run_and_the_checks_do_not_hold_them_back(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Le maire de la ville a parlé hier soir.\nIl y a 12 écoles dans la commune.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BITEXTE_STATE", str(tmp_path / "state"))
        Memory(memory_path()).add_human("fr", {"Il y a 12 écoles dans la commune.": "The town has schools."}, "by hand")
        run_batch([article], tmp_path / "out", Config())
    by_machine, by_hand = read_segments(tmp_path / "out" / "documents" / "a")
    assert by_hand.en == "The town has schools." and by_hand.status == "kept"
    assert [flag.name for flag in by_hand.flags] == ["numbers"]
    assert by_hand.scores["translation:human"] is True and "translation:human" not in by_machine.scores
    assert "The town has schools." in (tmp_path / "out" / "corpus" / "bitext.en").read_text(encoding="utf-8")


def test_one_human_translation_is_put_in_and_taken_out_again(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.sqlite")
    memory.add_human("fr", {"Oui.": "Yes."}, "team.tmx")
    assert memory.put_human("fr", "Oui.", ("Indeed.", "review:a")) == ("Yes.", "team.tmx")
    assert memory.human_with_origin("fr", "Oui.") == ("Indeed.", "review:a")
    assert memory.put_human("fr", "Oui.", ("Yes.", "team.tmx")) == ("Indeed.", "review:a")
    assert memory.put_human("fr", "Oui.", None) == ("Yes.", "team.tmx")
    assert memory.human_with_origin("fr", "Oui.") is None


def test_a_translation_that_comes_later_is_taken_in_by_the_next_run_where_it_belongs(tmp_path: Path) -> None:
    for name, sentence in (("a", "Le maire de la ville a parlé hier soir."), ("b", "Les écoles sont fermées lundi.")):
        (tmp_path / f"{name}.txt").write_text(sentence + "\n", encoding="utf-8")
    articles = [tmp_path / "a.txt", tmp_path / "b.txt"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BITEXTE_STATE", str(tmp_path / "state"))
        run_batch(articles, tmp_path / "out", Config())
        tmx = tmp_path / "ours.tmx"
        tmx.write_text(_TMX.format(_UNIT.format("fr", "Les écoles sont fermées lundi.", "en", "No school on Monday.")))
        memory = Memory(memory_path())
        memory.import_tmx(tmx)
        memory.close()
        again = run_batch(articles, tmp_path / "out", Config()).documents
    assert (again["processed"], again["unchanged"]) == (1, 1)
    (pair,) = read_segments(tmp_path / "out" / "documents" / "b")
    assert pair.en == "No school on Monday."
