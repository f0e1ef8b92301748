"""The stack machine of the quotation marks: what pairs with what, and what it refuses to guess."""

from __future__ import annotations

import pytest

from pipeline.config import RepairConfig
from pipeline.repair import repair
from pipeline.repair.quote_marks import read

NBSP = "\u00a0"


def quoted(text: str) -> list[tuple[int, str]]:
    """Depth and content of every pair, from left to right."""
    pairs = sorted(read(text).pairs, key=lambda pair: pair.opening.start)
    return [(pair.depth, text[pair.opening.end : pair.closing.start].strip()) for pair in pairs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il dit « oui » et “non”.", [(1, "oui"), (1, "non")]),
        ("« Il a dit “non” hier »", [(1, "Il a dit “non” hier"), (2, "non")]),
        ("« Il a dit « non » hier »", [(1, "Il a dit « non » hier"), (2, "non")]),
        ("Le mot „Wende“ date de 1989.", [(1, "Wende")]),
        ("Der »Spiegel« kostet mehr.", [(1, "Spiegel")]),
        ('L\'"IA" et l’“État”', [(1, "IA"), (1, "État")]),
        ('dits " curatifs " ou non', [(1, "curatifs")]),
        ("Il titre ‘L’homme qui rit’ en une.", [(1, "L’homme qui rit")]),
        ('un tuyau de 12" et un mur de 6\' 2"', []),
        ("l’été, aujourd’hui, rock ’n’ roll", []),
        ("Elle dit ”bonjour” en suédois.", [(1, "bonjour")]),
    ],
)
def test_marks_pair_by_shape_and_by_the_spaces_around_them(text: str, expected: list[tuple[int, str]]) -> None:
    assert quoted(text) == expected
    assert not read(text).unclosed


@pytest.mark.parametrize("style", ["french", "english", "keep"])
def test_a_mixed_pair_gets_one_style(style: str) -> None:
    expected = {"french": f"«{NBSP}Rien{NBSP}»", "english": "“Rien”", "keep": "“Rien”"}[style]
    assert repair(["Il a dit “Rien » hier."], RepairConfig(quotes=style)).lines == (f"Il a dit {expected} hier.",)


def test_keep_leaves_balanced_marks_alone() -> None:
    text = f"Le “roi” et le «{NBSP}valet{NBSP}» de l’“est”."
    assert repair([text], RepairConfig(quotes="keep")).edits == ()


def test_english_style_nests_single_marks() -> None:
    raw = "Elle écrit : « Il a dit “non” hier »."
    assert repair([raw], RepairConfig(quotes="english")).lines == (f"Elle écrit{NBSP}: “Il a dit ‘non’ hier”.",)


@pytest.mark.parametrize(
    "lines",
    [
        ["Il dit : « Premier paragraphe du discours.", "Deuxième paragraphe du discours. »"],
        ["Il dit : « Premier paragraphe du discours.", "« Deuxième paragraphe du discours. »"],
        ["Il dit : « Premier paragraphe du discours.", "» Deuxième paragraphe du discours. »"],
        ["Il dit : « Premier paragraphe.", "", "Deuxième paragraphe.", "Troisième paragraphe, enfin. »"],
    ],
)
def test_a_quotation_of_several_paragraphs_is_not_closed_too_early(lines: list[str]) -> None:
    assert not [edit for edit in repair(lines).edits if edit.category == "quotes"]


@pytest.mark.parametrize(
    "line",
    [
        "La laïcité « à la française est un modèle que d’autres envient.",
        "Il a parlé de solidarité » devant la tribune officielle.",
        "« Nous sommes partis hier soir. Le train avait du retard, a-t-il dit. Il est rentré par la route.",
    ],
)
def test_a_mark_whose_place_is_not_sure_is_only_proposed(line: str) -> None:
    result = repair(["La journée fut longue.", line])
    assert not [edit for edit in result.edits if edit.category == "quotes"]
    assert [edit.rules[-1] for edit in result.proposals if edit.category == "quotes"]


def test_one_sentence_is_no_paragraph() -> None:
    """A document of one line may be a sentence taken out of a longer quotation."""
    sentence = "« La route est coupée depuis hier."
    assert not [edit for edit in repair([sentence]).edits if edit.category == "quotes"]
    assert repair(["La neige est tombée.", sentence]).lines[1] == f"«{NBSP}La route est coupée depuis hier.{NBSP}»"


def test_marks_in_another_language_are_left_alone() -> None:
    line = "The government said that “there is no reason to change the law because it has been working for years”."
    assert repair([line]).lines == (line,)
