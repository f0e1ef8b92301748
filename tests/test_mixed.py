"""Sentences in two languages are cut where the language changes and put together again in English."""

from __future__ import annotations

import pytest

from pipeline.mixed import joined, pieces

SPANISH = "Los vecinos dicen que no han recibido ninguna ayuda del gobierno desde el mes de julio"
ENGLISH = "the committee has decided that it will not publish the report before the end of the year"


def languages(text: str, reads: tuple[str, ...]) -> list[str]:
    return [piece.language for piece in pieces(text, "fr", reads)]


def test_a_sentence_in_french_is_one_piece() -> None:
    text = "Le maire a visité l’école et promis des travaux."
    (piece,) = pieces(text, "fr", ("fr", "es"))
    assert (piece.language, piece.text, piece.before) == ("fr", text, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{SPANISH}\u00a0: la patience s’épuise.", ["es", "fr"]),
        (f"La patience s’épuise, car {SPANISH[0].lower()}{SPANISH[1:]}.", ["fr", "es"]),
        (f"Selon le quotidien, {ENGLISH}.", ["fr", "en"]),
    ],
)
def test_a_stray_clause_is_cut_off_at_its_ends(text: str, expected: list[str]) -> None:
    assert languages(text, ("fr", "es")) == expected


def test_a_language_that_the_engine_does_not_read_is_not_cut_out() -> None:
    assert languages(f"{SPANISH}\u00a0: la patience s’épuise.", ("fr",)) == ["fr"]


def test_a_quotation_in_another_language_stays_in_its_sentence() -> None:
    assert languages(f"«\u00a0{ENGLISH.capitalize()}\u00a0», a-t-elle dit.", ("fr", "es")) == ["fr"]


def test_pieces_are_joined_with_english_typography_and_without_capitals_in_the_middle() -> None:
    found = pieces(f"{SPANISH}\u00a0: la patience s’épuise.", "fr", ("fr", "es"))
    english = joined(found, ["The neighbours have received no help.", "Patience is running out."])
    assert english == "The neighbours have received no help: patience is running out."
