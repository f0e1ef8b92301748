"""What a network that writes French learns from."""

from __future__ import annotations

import pytest

from training.french_text import curly, french_and_spanish, in_style


def test_french_and_spanish_meet_over_their_english() -> None:
    french = {"b": [("Il pleut.", "It rains."), ("Il neige.", "It snows.")], "a": [("La pluie tombe.", "It rains.")]}
    spanish = {"mtes": [("Llueve.", "It rains."), ("Hace sol.", "It is sunny.")], "news": [("Nieva.", "It snows.")]}
    assert french_and_spanish(french, spanish) == {
        "mtes": [("La pluie tombe.", "Llueve."), ("Il pleut.", "Llueve.")],
        "news": [("Il neige.", "Nieva.")],
    }


def test_at_most_two_french_sentences_for_a_spanish_one_and_none_twice() -> None:
    french = {"a": [(text, "No.") for text in ("Non.", "Non.", "Pas du tout.", "Jamais.")]}
    assert french_and_spanish(french, {"x": [("No.", "No.")]}) == {"x": [("Non.", "No."), ("Pas du tout.", "No.")]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('Il a dit "oui" et "non".', "Il a dit « oui » et « non »."),
        ("L’« affaire » d’hier", "L'« affaire » d'hier"),
        ("«oui»", "« oui »"),
        ('Un écran de 24" neuf', 'Un écran de 24" neuf'),
        ("« Il a dit \"oui\" »", "« Il a dit \"oui\" »"),
    ],
)
def test_french_is_written_in_one_style(before: str, after: str) -> None:
    assert in_style(before) == after


def test_curly_english() -> None:
    assert curly("\"It's late,\" she said. \"Don't go.\"") == "“It’s late,” she said. “Don’t go.”"
