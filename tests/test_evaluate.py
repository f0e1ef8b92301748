"""The measure of the repairs: what counts as a change, and which changes count as right."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.evaluate import GoldLine, changes_made, evaluate_repair, read_gold, without_style, word_changes


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("l’anonymat. “Nous devons partir”, dit-il.", "l’anonymat. «\u00a0Nous devons partir\u00a0», dit-il."),
        ("Il parle d’“un choix”.", "Il parle d’«\u202fun choix\u202f»."),
        ('"Oui", dit-elle (“trop tard”).', "« Oui », dit-elle (« trop tard »)."),
        ("Le mot „plage“ gêne.", "Le mot « plage » gêne."),
        ("L'été - dit-on - finit...", "L’été – dit-on – finit…"),
        ("Qui vient? 3%", "Qui vient\u202f? 3\u00a0%"),
    ],
)
def test_style_alone_is_no_change(raw: str, clean: str) -> None:
    assert without_style(raw) == without_style(clean)


def test_words_and_stops_are_changes() -> None:
    assert word_changes("Le chat dort.", "Le chien dort,") == {(3, 7, "chien"), (12, 13, ",")}
    assert word_changes("Le chat.", None) == {(0, 8, None)}


def test_a_doubled_phrase_repaired_is_right_whatever_else_is_missed() -> None:
    raw = "Le gouvernement, Anne Roy, A soutenu la ville qui avait qui avait promis ce que le pays qui votait voulait."
    wanted = raw.replace(" A ", " a ").replace("qui avait qui avait", "qui avait")
    got = raw.replace("qui avait qui avait", "qui avait")
    want, made = word_changes(raw, wanted), changes_made(raw, wanted, got)
    assert len(made) == 1 and made <= want


def test_a_phrase_left_doubled_is_no_change_made() -> None:
    raw = "Il coûte son prix son prix d’origine."
    assert changes_made(raw, "Il coûte son prix d’origine.", raw) == set()


_TEXT = st.lists(st.sampled_from(["a", "b", "c", "qui", ",", "."]), max_size=12).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(_TEXT, _TEXT, _TEXT)
def test_the_changes_lead_from_the_raw_text_to_the_result(raw: str, wanted: str, got: str) -> None:
    text, at, parts = raw, 0, []
    changes = sorted(changes_made(raw, wanted, got))
    assert len({change[0] for change in changes if change[0] == change[1]}) == sum(c[0] == c[1] for c in changes)
    for start, end, after in changes:
        parts += [text[at:start], after or ""]
        at = end
    assert "".join(parts) + text[at:] == got


@given(_TEXT, _TEXT)
@settings(max_examples=100, deadline=None)
def test_a_result_like_the_gold_is_all_right(raw: str, wanted: str) -> None:
    assert changes_made(raw, wanted, wanted) == word_changes(raw, wanted)


def test_precision_and_recall_of_a_document() -> None:
    gold = [
        GoldLine("Le pilote Ne veut pas partir.", "Le pilote ne veut pas partir."),
        GoldLine("Le zorgue est parti.", "Le morgue est parti."),
    ]
    score, misses = evaluate_repair(gold)
    assert (score.expected, score.made, score.right) == (2, 1, 1)
    assert (score.precision, score.recall) == (1.0, 0.5)
    assert [miss.line for miss in misses] == [2]


def test_a_gold_file_is_read_or_refused_in_one_line(tmp_path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"raw": "a", "clean": None}) + "\n", encoding="utf-8")
    assert read_gold(path) == [GoldLine("a", None)]
    path.write_text('{"raw": "a"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=":1:"):
        read_gold(path)
