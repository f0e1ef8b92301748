"""The configuration file that comes with the project, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config, load_config
from pipeline.errors import ConfigError

ROOT = Path(__file__).parent.parent


def test_the_example_is_the_defaults() -> None:
    assert load_config(ROOT / "bitexte.toml") == Config()


def test_the_example_names_every_option() -> None:
    text = (ROOT / "bitexte.toml").read_text(encoding="utf-8")
    for section, options in Config().to_json().items():
        assert f"[{section}]" in text
        for name in options:
            assert f"\n{name} = " in text or f"[{section}.{name}]" in text, f"{section}.{name}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[repairs]\n", "repairs"),
        ("[repair]\nquote = 'x'\n", "quote"),
        ("[run]\nworkers = 'two'\n", "workers"),
        ("[run]\nworkers = true\n", "workers"),
        ("[output]\nformats = 'tmx'\n", "formats"),
        ("[repair\n", "line 1"),
        ("run = 3\n", "run"),
    ],
)
def test_one_line_says_what_is_wrong_and_where(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "bitexte.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert said in str(caught.value) and str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nowhere.toml"):
        load_config(tmp_path / "nowhere.toml")


def test_the_table_of_checks_is_complete() -> None:
    from pipeline.check import all_checks

    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    for check in all_checks().values():
        limit = "only measured" if check.threshold is None else f"{check.fails} {check.threshold:g}"
        assert f"| `{check.name}` | {limit} | {check.purpose} | {check.source} |" in text


def test_a_name_that_would_be_repaired_for_ever_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bitexte.toml"
    path.write_text('[repair.names]\n"Openai" = "Openai SA"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="contains the garbled one"):
        load_config(path)
