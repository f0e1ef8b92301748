"""Names and brackets: what the case tables cannot say — the user's table, the tables themselves, cost, stability."""

from __future__ import annotations


import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import RepairConfig
from pipeline.repair import repair, revert
from pipeline.repair.bracket_french import joined, render
from pipeline.repair.name_table import name_table
from pipeline.repair.names import known_names
from pipeline.repair.rule import FAMILIES
from pipeline.repair.tables import load_table

OTHERS = tuple(family for family in FAMILIES if family not in ("names", "brackets"))


def mended(text: str, **options: object) -> str:
    return "\n".join(line or "" for line in repair(text.split("\n"), RepairConfig(disabled=OTHERS, **options)).lines)


def test_the_user_adds_a_name() -> None:
    names = {"Zorglub Tec": "ZorglubTec", "ZORGLUB": "Zorglub", "Trucmuche’s": "Trucmuche's"}
    assert (
        mended("La firme Zorglub Tec et ZORGLUB recrutent.", names=names) == "La firme ZorglubTec et Zorglub recrutent."
    )
    assert mended("Il va chez Trucmuche's demain.", names=names) == "Il va chez Trucmuche's demain."


def test_the_user_comes_before_the_table() -> None:
    assert mended("Le site d’Openai.", names={"Openai": "Open AI SA"}) == "Le site d’Open AI SA."
    assert mended("Le site de Nvidia.", names={"Nvidia": "NVIDIA"}) == "Le site de NVIDIA."


@pytest.mark.parametrize("entry", ["Openai", "OpenAI"])
def test_the_user_switches_an_entry_off(entry: str) -> None:
    assert mended("Le site d’Openai et de Youtube.", names={entry: ""}) == "Le site d’Openai et de YouTube."


def test_a_user_entry_is_said_to_be_one() -> None:
    result = repair(["La firme Truk a fermé."], RepairConfig(disabled=OTHERS, names={"Truk": "Truc"}))
    assert [edit.why for edit in result.edits] == ["The configuration gives this spelling of the name."]


def test_every_name_of_the_table_stays_as_it_is() -> None:
    names = sorted({*name_table().types, *load_table("names")["spelling"]["ordinary"]})
    assert len(names) > 1000
    changed = [name for name in names if mended(f"Nous avons vu {name} hier.") != f"Nous avons vu {name} hier."]
    assert changed == []


def test_names_in_capitals_stay_as_they_are() -> None:
    names = [name.upper() for name in sorted(name_table().types)]
    assert [name for name in names if mended(f"NOUS AVONS VU {name} HIER.") != f"NOUS AVONS VU {name} HIER."] == []


def test_variants_lead_to_names_that_the_table_has() -> None:
    assert set(load_table("names")["variants"]) <= set(name_table().types)


def test_known_names_keeps_what_english_spells_alike() -> None:
    names = known_names(
        [
            "Yvonne Gonzalez Rogers a jugé DeepTruc, puis Charles de Gaulle et OpenAI.",
            "Vladimir Poutine est à la Maison Blanche avec l’ONU et l’Union européenne. Gemini de Google.",
        ]
    )
    assert {"Yvonne Gonzalez Rogers", "DeepTruc", "Charles de Gaulle", "OpenAI", "Google"} <= set(names)
    assert not {"Vladimir Poutine", "Maison Blanche", "ONU", "Gemini de Google"} & set(names)
    assert names == tuple(sorted(set(names)))


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("for xAI", "pour xAI"),
        ("the former minister", "l’ancien ministre"),
        ("of the companies", "des entreprises"),
        ("to the old man", "au vieil homme"),
        ("with his lawyers", "avec ses avocats"),
        ("this hospital", "cet hôpital"),
        ("in Japan", "au Japon"),
        ("since June 2020", "depuis juin 2020"),
        ("Apple's lawyers", "les avocats d’Apple"),
        ("President Sánchez", "le président Sánchez"),
        ("her idea", "son idée"),
    ],
)
def test_short_english_is_put_into_french(english: str, french: str) -> None:
    rendering = render(english)
    assert rendering is not None and rendering.french == french


@pytest.mark.parametrize(
    "english", ["the frumious brown fox", "to keep running", "Musk", "the Fed", "at the Gold Cup", "gubernatorial"]
)
def test_what_the_tables_do_not_hold_is_not_invented(english: str) -> None:
    assert render(english) is None


@pytest.mark.parametrize(
    ("left", "right", "both"),
    [
        ("de", "le parc", "du parc"),
        ("près de", "les quais", "près des quais"),
        ("jusqu’à", "le soir", "jusqu’au soir"),
        ("parce que", "il pleut", "parce qu’il pleut"),
        ("avec", "le maire", "avec le maire"),
    ],
)
def test_words_contract_where_they_meet(left: str, right: str, both: str) -> None:
    assert joined(left, right) == both


PIECES = st.sampled_from(
    (
        "Openai d’Openai Chat GPT Tech Crunch Emmanuel macron musk Elon Musk le musc la page de à que le [is] [was] "
        "[Musk’s] [the company] [for xAI] [someone with] [his] [American] [the] [ ] L’idée Le réseau est sont va . « » "
        "[ ] Doge XAI Trump's de Musk's ilya İstanbul ß ﬁ Ma\u0301 𝐀 [sic] […] iphone -Openai openai-x /youtube 1"
    ).split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_mending_twice_is_mending_once(text: str) -> None:
    result = repair([text], RepairConfig(disabled=OTHERS))
    once = [line or "" for line in result.lines]
    assert list(repair(once, RepairConfig(disabled=OTHERS)).lines) == once
    assert revert(result.lines, result.edits) == (text,)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_goes_through(text: str) -> None:
    line = text.replace("\n", " ")
    result = repair([line], RepairConfig(disabled=OTHERS))
    assert revert(result.lines, result.edits) == (line,)
    known_names([line])


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "[a ",
        "Emmanuel macron ",
        "de Musk's ",
        "A-b'",
        "Aa",
        "Élan vital de la ",
        "l’Openai [is] a ",
        "  ",
        "le musc a ",
    ],
)
def test_a_long_monotonous_line_comes_through(unit: str) -> None:
    text = (unit * (80_000 // len(unit) + 1))[:80_000]
    result = repair([text], RepairConfig(disabled=OTHERS))
    assert revert(result.lines, result.edits) == (text,)
