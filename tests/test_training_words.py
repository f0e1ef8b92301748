"""Swaps of words in training pairs keep both sides grammatical and touch nothing else."""

from __future__ import annotations

import re
from random import Random

import pytest

from training.words import Words

WORDS = Words(
    [
        "Le truc marche.",
        "Une ruche est vide, la ruche de mon frère aussi.",
        "Le seigle pousse.",
    ]
)


def swapped(french: str, english: str, times: int = 80) -> set[tuple[str, str]]:
    return {WORDS.swap((french, english), Random(seed)) for seed in range(times)}


def test_noun_keeps_number_and_gets_its_article() -> None:
    results = swapped("Il a vu la ruche.", "He saw the hive.")
    assert len(results) > 40
    known = {noun.one: noun for noun in WORDS.gendered}
    for french, english in results:
        article, noun = re.fullmatch(r"Il a vu (la |l’)(\S+)\.", french).groups()
        assert (article == "l’") == (noun[0] in "aeiouyhàâéèêëîïôöùûœ")
        assert known[noun].gender == "f"
        assert english == f"He saw the {known[noun].english}."
    for french, english in swapped("Il a vu les ruches.", "He saw the hives."):
        assert french.startswith("Il a vu les ") and english != "He saw the hives."


def test_prepositions_melt_with_the_new_article() -> None:
    starts = {re.match(r"Il rit (du |de l’|de la )", french)[1]
              for french, _ in swapped("Il rit du miel.", "He laughs at honey.")}  # fmt: skip
    assert starts == {"du ", "de l’"}
    starts = {re.match(r"Il rit (du |de l’|de la )", french)[1]
              for french, _ in swapped("Il rit de l’abeille.", "He laughs at the bee.")}  # fmt: skip
    assert starts == {"du ", "de l’", "de la "}


def test_english_article_follows_the_new_word() -> None:
    seen = set()
    for _, english in swapped("Une ruche est vide.", "A hive is empty."):
        article, word = english.split()[:2]
        seen.add(article)
        assert (article == "An") == (
            word[0] in "aeio" or word.startswith(("un", "up", "ul", "us"))
        ) or word[0] in "uhe"
    assert seen == {"A", "An"}


def test_adjective_keeps_its_ending() -> None:
    for french, _ in swapped(
        "Il aime les films mélancoliques.", "He likes melancholic movies."
    ):
        assert french.endswith("es.")


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Il a vu la ruche.", "He saw it."),  # no rendering
        ("Il a vu la ruche.", "He saw the hive of the hive."),  # two of them
        ("Il a vu la ruche.", "He saw the hives."),  # another number
        ("La Ruche est un théâtre.", "La Ruche is a playhouse."),  # a name
        (
            "Elle a mis un an à comprendre.",
            "It took her a year to understand.",
        ),  # a fixed phrase
    ],
)
def test_left_alone(french: str, english: str) -> None:
    assert swapped(french, english) == {(french, english)}


def test_verb_keeps_its_form() -> None:
    forms = {"é": "ed", "ait": "ed", "ant": "ing", "er": ""}
    for form, english in (("immunisé", "immunized"), ("immuniser", "immunize")):
        ending = next(each for each in forms if form.endswith(each))
        for french, new in swapped(f"Ils ont dû {form} ici.", f"They had to {english} here."):
            assert french.endswith(f"{ending} ici.")
            assert not new.split()[3].endswith("ing")
    assert swapped("Il veut s’immuniser.", "He wants to immunize.") == {("Il veut s’immuniser.", "He wants to immunize.")}


def test_heading_is_a_word_of_the_dictionary_on_both_sides() -> None:
    words = Words([], frozenset({"Rugby", "Valve", "Valves"}))
    results = {words.headed(("Il part.", "He leaves."), Random(seed)) for seed in range(200)}
    assert ("Rugby : Il part.", "Rugby: He leaves.") in results
    assert ("Valves. Il part.", "Valves. He leaves.") in results
    for french, english in results:
        before, after = french.removesuffix("Il part."), english.removesuffix("He leaves.")
        assert before[0].isupper() and after[0].isupper()
        assert (" et " in before) == (" and " in after)
