"""The swaps of places in training pairs keep both sides right."""

from __future__ import annotations

from random import Random

import pytest

from training.places import Places, read

PLACES = Places(read())


def swapped(french: str, english: str, times: int = 60) -> set[tuple[str, str]]:
    return {PLACES.swap((french, english), Random(seed)) for seed in range(times)}


def test_adjective_keeps_gender_number_and_article() -> None:
    results = swapped("Une chercheuse italienne a gagné.", "An Italian researcher won.")
    assert len(results) > 20
    feminine = {place.forms[1]: place.adjective for place in read()}
    for french, english in results:
        form = french.removeprefix("Une chercheuse ").removesuffix(" a gagné.")
        adjective = feminine[form]
        article = "An" if adjective[0] in "AEIO" and not adjective.startswith("Eur") else "A"
        assert english in {f"{article} {adjective} researcher won.", f"An {adjective} researcher won."}


def test_country_keeps_its_preposition() -> None:
    for french, english in swapped("Il vit au Japon depuis mai.", "He has lived in Japan since May."):
        place = next(p for p in read() if f" au {p.french} " in french and f" {p.english} " in english)
        assert place.article == "le "


def test_people_stay_people() -> None:
    for french, english in swapped("Les Allemands ont voté.", "The Germans voted."):
        name = english.removeprefix("The ").removesuffix(" voted.")
        assert french.split()[1][0].isupper()
        assert name.endswith(("ans", "is"))


@pytest.mark.parametrize(
    "pair",
    [
        ("Le chien dort.", "The dog is asleep."),
        ("La France et la France.", "France and France."),
        ("Un rapport français.", "A report from Paris."),
    ],
)
def test_what_does_not_stand_once_on_both_sides_stays(pair: tuple[str, str]) -> None:
    assert swapped(*pair) == {pair}


def test_a_swap_depends_on_the_seed_alone() -> None:
    pair = "Les troupes russes à Paris.", "Russian troops in Paris."
    assert PLACES.swap(pair, Random(3)) == PLACES.swap(pair, Random(3))
