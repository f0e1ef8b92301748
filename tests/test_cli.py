"""The command line: its contract of names, keys and exit codes, and one clear line for every kind of bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SEEDS, Bitexte, command
from pipeline import cli
from pipeline.config import Config
from pipeline.document import Edit
from pipeline.reading import read_one
from pipeline.repair import apply, repair

DAMAGED = (
    "Le patron d'Openai a dit : \"C'est\u200b arrivé dans dans la rue.\"\n\n"
    "Il n'a rien ajouté ce jour-là à la presse.\n"
)
ENGLISH = "The president of the company said on Monday that the new plan would be ready by the end of the year.\n" * 3


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(DAMAGED, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> int:
    try:
        return cli.main([str(each) for each in arguments])
    except SystemExit as stop:
        return int(stop.code or 0)


def test_clean_prints_a_line_for_each_kept_line(capsys: pytest.CaptureFixture[str]) -> None:
    for seed in sorted(SEEDS.glob("*.txt")):
        assert run("clean", seed) == 0
        expected = [line for line in repair(read_one(seed).lines).lines if line is not None]
        assert capsys.readouterr().out == "".join(line + "\n" for line in expected)


def test_clean_json_has_the_keys_of_the_contract(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clean", "--json", article) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == ["id", "language", "lines", "edits"] and data["language"] == "fr"
    assert [list(line) for line in data["lines"]] == [["line", "raw", "clean"]] * 3
    assert data["edits"]
    keys = ["line", "start", "end", "before", "after", "rules", "category", "why", "confidence", "applied"]
    assert all(list(edit) == keys for edit in data["edits"])
    raw = [line["raw"] for line in data["lines"]]
    assert list(apply(raw, map(Edit.from_json, data["edits"]))) == [line["clean"] for line in data["lines"]]


def test_clean_diff_says_what_and_why(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clean", "--diff", article) == 0
    out = capsys.readouterr().out
    assert "words.doubled" in out and "\x1b" not in out


def test_translate_json_has_the_keys_of_the_contract(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("translate", "--json", article) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == ["id", "language", "segments"]
    keys = ["line", "index", "fr_raw", "fr", "en", "language", "status", "flags"]
    assert data["segments"] and all(list(segment) == keys for segment in data["segments"])
    assert all(segment["en"] for segment in data["segments"])
    assert {flag_key for segment in data["segments"] for flag in segment["flags"] for flag_key in flag} <= {
        "name",
        "value",
        "threshold",
    }


def test_translate_prints_a_line_for_each_kept_line(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("translate", article, "--out", tmp_path / "out") == 0
    out = capsys.readouterr().out
    first, blank, last = out.splitlines()
    assert first and not blank and last
    written = tmp_path / "out" / "documents" / "article"
    assert (written / "translation.en.txt").read_text(encoding="utf-8") == out
    assert {"raw.txt", "clean.fr.txt", "edits.jsonl", "segments.jsonl"} <= {path.name for path in written.iterdir()}


def test_bilingual_has_french_above_english(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("translate", "--bilingual", article) == 0
    blocks = capsys.readouterr().out.split("\n\n")
    assert len(blocks) >= 2 and all(len(block.strip().split("\n")) in (2, 3) for block in blocks)


def test_standard_input_and_windows_encoding(bitexte: Bitexte) -> None:
    done = bitexte("clean", "-", stdin="L'été a été très chaud à Évreux, selon la météo.".encode("cp1252"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "L’été a été très chaud à Évreux, selon la météo.\n"


def test_rules_shows_every_rule_with_its_example(capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.repair import all_rules

    assert run("rules") == 0
    out = capsys.readouterr().out
    assert all(rule.name in out and rule.why in out for rule in all_rules())
    assert run("rules", "words.doubled") == 0
    out = capsys.readouterr().out
    assert "before" in out and "after" in out
    assert run("rules", "no.such") == 2


def test_models_list_and_verify(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("models", "list") == 0
    assert "bundled" in capsys.readouterr().out
    assert run("models", "verify") == 0
    assert "is good" in capsys.readouterr().out


def test_doctor_finds_nothing_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("doctor") == 0
    assert all(line.startswith("ok") for line in capsys.readouterr().out.splitlines())


def test_eval_repair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"raw": "Il habite dans dans la rue voisine.", "clean": "Il habite dans la rue voisine."},
        {"raw": "Bon.", "clean": "Bon."},
    ]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run("eval", "repair", "--json", gold) == 0
    (score,) = json.loads(capsys.readouterr().out).values()
    assert (score["expected"], score["made"], score["right"]) == (1, 1, 1)


@pytest.mark.parametrize("arguments", [["clean"], ["translate", "--json"], ["rules"], ["diff"], ["doctor"]])
def test_no_prefect_for_one_article(arguments: list[str], article: Path) -> None:
    named = [] if arguments[0] in ("rules", "doctor") else [str(article)]
    code = (
        f"import sys; from pipeline.cli import main; code = main({[*arguments, *named]!r}); "
        "assert 'prefect' not in sys.modules; sys.exit(code)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("name", ["", *(command.__name__.rpartition(".")[2] for command in cli.COMMANDS)])
def test_help_teaches(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = {"evaluation": "eval"}.get(name, name)
    assert run(*filter(None, [name]), "--help") == 0
    assert "examples:" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("bitexte ")


def bad(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["clean", "translate"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"PK\x03\x04" + bytes(100), "zip"),
        (b"abc\0\x01\x02", "NUL"),
        (ENGLISH.encode(), "language: en"),
        (b"x" * 50_000_000, "50000000 characters"),
        (bytes(range(128, 256)) * 4, ""),
    ],
)
def test_a_bad_article_is_one_line(
    name: str, content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(name, bad(tmp_path / "bad.txt", content)) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1
    assert "bad.txt" in captured.err and said in captured.err and "Traceback" not in captured.err


@pytest.mark.parametrize("arguments", [["clean"], ["translate"], ["run"], ["diff"]])
def test_what_is_not_there_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments, "no/such/place") == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1 and "no/such/place" in captured.err


def test_an_unknown_option_of_the_configuration(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "c.toml"
    config.write_text("[repair]\nquote = 'french'\n", encoding="utf-8")
    for name in ("clean", "translate", "run"):
        assert run(name, article, "--config", config) == 2
        captured = capsys.readouterr()
        assert captured.err.count("\n") == 1 and "'quote'" in captured.err


@pytest.mark.parametrize("damage", ["truncated", "not a zip", "missing"])
def test_a_broken_model_is_3(damage: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "broken.argosmodel"
    if damage == "truncated":
        whole = next((ROOT / "models").glob("*.argosmodel")).read_bytes()
        model.write_bytes(whole[: len(whole) // 2])
    elif damage == "not a zip":
        model.write_text("x", encoding="utf-8")
    config = tmp_path / "c.toml"
    config.write_text(f'[translate]\nmodel = "{model}"\n', encoding="utf-8")
    for arguments in (["translate", article], ["run", article, "--out", tmp_path / "out"]):
        assert run(*arguments, "--config", config) == 3
        captured = capsys.readouterr()
        assert captured.out == "" and captured.err.count("\n") == 1 and "broken.argosmodel" in captured.err


def test_an_output_that_cannot_be_written(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = bad(tmp_path / "file", b"x") / "out"
    for arguments in (["run", article], ["translate", article]):
        assert run(*arguments, "--out", blocked) == 2
        captured = capsys.readouterr()
        assert captured.err.count("\n") == 1 and str(tmp_path / "file") in captured.err
    assert (tmp_path / "file").read_bytes() == b"x"


def test_a_reader_that_stops_is_no_trouble() -> None:
    line = f"{sys.executable} -m pipeline.cli rules | head -n 1"
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == "" and done.stdout.count("\n") == 1


def test_control_c_is_one_line() -> None:
    process = subprocess.Popen(
        command("clean", "-"), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin and process.stderr
    try:
        # Nothing tells that it waits for its input but that it does not end.
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(10)
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read().decode() == "bitexte: stopped\n"
    finally:
        process.kill()
        process.communicate()


def test_the_defaults_are_those_of_the_contract() -> None:
    options = cli.parser().parse_args(["run"])
    assert (options.paths, options.out, options.workers, options.force) == ([], Path("out"), None, False)
    assert Config().run.workers == 1
