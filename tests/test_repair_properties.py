"""What holds for every text whatsoever: repairing twice is repairing once, and every repair can be taken back."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.config import RepairConfig
from pipeline.repair import apply, repair, revert
from pipeline.repair.line import WORD, Line

MARKS = list("«»‹›“”‘’„\"'()[]…–—-.,;:!?%€°&  \t") + [
    "\u00a0", "\u202f", "\u2009", "\u200b", "\u00ad", "\ufeff", "e\u0301", "Ã©", "â€™", "&eacute;",
    "...", ". .", "''", "<<", ">>",
]  # fmt: skip
WORDS = [
    "mot", "Le", "la", "Paris", "l", "qu", "l’", "homme", "a-t-il", "dit", "gouvernement", "gouvernementLe",
    "maisonsouverte",
    "Yahoo!", "1", "2.8", "1,200", "30 000", "millions", "salariés", "2019", "www.exemple.fr", "@ami", "[is]", "NASA",
    "de",
    "etc.", "M.", "X.AI", "Rien", "déclaré", "un", "un", "Los ministros han decidido que", "The", "government", "has",
]  # fmt: skip

lines_of_anything = st.lists(st.text(max_size=60).map(lambda text: text.replace("\n", " ")), max_size=4)
tangles = st.lists(
    st.lists(st.sampled_from(MARKS + WORDS + [" "] * 25), max_size=25).map("".join),
    min_size=1,
    max_size=4,
)
configurations = st.builds(
    RepairConfig,
    quotes=st.sampled_from(["french", "english", "keep"]),
    spaces=st.sampled_from(["nbsp", "narrow", "space"]),
    min_confidence=st.sampled_from([0.5, 0.8, 0.95]),
)
RULES = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(lines: list[str], config: RepairConfig | None = None) -> None:
    result = repair(lines, config)
    assert apply(lines, result.edits) == result.lines
    assert revert(result.lines, result.edits) == tuple(lines)
    kept = [line for line in result.lines if line is not None]
    again = repair(kept, config)
    assert again.lines == tuple(kept)
    assert again.edits == ()


@RULES
@given(lines_of_anything)
def test_any_text_at_all(lines: list[str]) -> None:
    check(lines)


@RULES
@given(tangles)
def test_tangles_of_marks_spaces_and_words(lines: list[str]) -> None:
    check(lines)


@RULES
@given(tangles, configurations)
def test_every_configuration(lines: list[str], config: RepairConfig) -> None:
    check(lines, config)


@pytest.mark.parametrize(
    "text",
    [
        "“" * 20_000,
        "«" * 10_000 + "mot" + "»" * 10_000,
        '"' * 20_001,
        "« mot " * 5_000,
        " " * 50_000,
        ". " * 20_000,
        "(" * 20_000,
        "a–" * 10_000,
        "1,000" * 5_000,
        "111 " * 5_000,
        "é" * 20_000,
        "Ã" * 20_000,
        "&amp;" * 5_000,
        "mot , mot " * 3_000,
        "l' " * 5_000,
        "d’abord : « oui » ; " * 3_000,
    ],
    ids=lambda text: text[:8],
)
def test_monotonous_lines_end_and_come_back(text: str) -> None:
    check([text])


def test_no_line_gets_lost_or_moved() -> None:
    lines = ["", "  ", "Le maire est parti. .", "", "Il a dit :«Non.»"]
    result = repair(lines)
    assert len(result.lines) == len(lines)
    assert [bool(re.search(r"\w", line or "")) for line in result.lines] == [False, False, True, False, True]


@given(st.text(alphabet="abéÀœ’'-_ 1.\u00a0\u0301中", max_size=60))
def test_words_of_a_line_are_those_of_the_expression(text: str) -> None:
    expected = [(match.start(), match.end(), match.group()) for match in WORD.finditer(text)]
    assert [(word.start(), word.end(), word.group()) for word in Line(text, 0).words] == expected
