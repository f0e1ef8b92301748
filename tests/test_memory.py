"""The translation memory."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.translate.memory import Memory, Remembered

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
    assert memory.import_tmx(tmx) == 1
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
    assert memory.import_tmx(tmx) == 1
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
