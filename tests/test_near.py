"""Near-duplicates across the corpus."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

import pytest

from conftest import SEEDS
from pipeline.config import CheckConfig
from pipeline.corpus import mark_duplicates, mark_near
from pipeline.document import Segment

FIRST = "Le maire de la ville a présenté hier soir le budget de la commune pour l’année prochaine."
ALIKE = [
    FIRST.replace("hier soir", "lundi soir"),
    FIRST.replace("’", "'").upper(),
    "« " + FIRST.replace("la commune", "sa commune") + " »",
]
OTHERS = [
    "Le maire de la ville a inauguré mardi matin la nouvelle piscine du quartier nord.",
    "Le prix du gaz augmentera de 12 % à partir du mois de mars pour tous les ménages.",
    "Le prix du gaz augmentera de 21 % à partir du mois de mars pour tous les ménages.",
    "Elon Musk attaque OpenAI en justice",
    "Elon Musk attaque OpenAI en justice !",
    "Cela n’a aucun sens.",
    "Ça n’a aucun sens.",
]


def _segments(texts: Iterable[str], document: str = "d") -> list[Segment]:
    return [Segment(document, place, 0, text, text, f"English {place}") for place, text in enumerate(texts, 1)]


def _marked(segments: list[Segment], config: CheckConfig | None = None) -> dict[str, tuple[str, str]]:
    """id → (status, id of the first) of the pairs that are marked."""
    return {
        f"{each.document}:{each.line}:{each.index}": (each.status, str(flag.value))
        for each in mark_near(lambda: iter(segments), config or CheckConfig())
        for flag in each.flags
        if flag.name == "near-duplicate"
    }


def test_the_later_of_two_is_flagged_with_the_id_of_the_first() -> None:
    segments = _segments([*OTHERS, FIRST, *ALIKE])
    first = f"d:{len(OTHERS) + 1}:0"
    assert _marked(segments) == {f"d:{len(OTHERS) + 1 + place}:0": ("flagged", first) for place in (1, 2, 3)}


def test_the_score_is_the_similarity_and_the_order_stays() -> None:
    segments = _segments([FIRST, ALIKE[0]])
    marked = list(mark_near(lambda: iter(segments), CheckConfig()))
    assert [each.fr for each in marked] == [each.fr for each in segments]
    assert 0.8 <= float(str(marked[1].scores["near-duplicate"])) < 1 and marked[0] == segments[0]


@pytest.mark.parametrize(
    ("config", "status"),
    [
        (CheckConfig(thresholds={"near-duplicate": 1.01}), None),
        (CheckConfig(thresholds={"near-duplicate": 0.99}), None),
        (CheckConfig(reject=("near-duplicate",)), "rejected"),
        (CheckConfig(keep_flagged=True), "flagged"),
    ],
)
def test_the_configuration_decides(config: CheckConfig, status: str | None) -> None:
    found = _marked(_segments([FIRST, ALIKE[0]]), config)
    assert found == ({"d:2:0": (status, "d:1:0")} if status else {})


def test_what_is_not_in_the_corpus_and_what_people_wrote_marks_nothing() -> None:
    first, later = _segments([FIRST, ALIKE[0]])
    rejected = Segment(**{**_fields(first), "status": "rejected"})
    assert _marked([rejected, later]) == {}
    human = Segment(**{**_fields(later), "scores": {"translation:human": True}})
    assert _marked([first, human]) == {}


def _fields(segment: Segment) -> dict[str, object]:
    return {name: getattr(segment, name) for name in Segment.__slots__}


def test_an_exact_duplicate_stays_one() -> None:
    segments = [Segment("d", place, 0, FIRST, FIRST, "The same.") for place in (1, 2)]
    marked = list(mark_near(lambda: mark_duplicates(segments), CheckConfig()))
    assert [[flag.name for flag in each.flags] for each in marked] == [[], ["duplicate"]]


def test_every_copy_with_a_changed_word_is_found_among_many_and_nothing_else() -> None:
    lines = [line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [text for text in dict.fromkeys(lines) if 200 <= len(text) <= 900]
    draw = random.Random(7)

    def changed(text: str) -> str:
        words = text.split()
        long = [place for place, word in enumerate(words) if word.isalpha() and len(words) > 10]
        if long:
            words[draw.choice(long)] = "parapluie"
        return " ".join(words)

    copies = [(text, copy) for text in texts if (copy := changed(text)) != text]
    assert len(copies) > 30
    found = _marked([*_segments(texts, "a"), *_segments([copy for _, copy in copies], "b")])
    place = {text: number for number, text in enumerate(texts, 1)}
    expected = {f"b:{number}:0": ("flagged", f"a:{place[text]}:0") for number, (text, _) in enumerate(copies, 1)}
    assert found.items() <= expected.items()
    assert len(found) >= 0.95 * len(expected)


def test_the_same_is_found_again() -> None:
    def stream() -> Iterator[Segment]:
        return iter(_segments([*OTHERS, FIRST, *ALIKE]))

    assert list(mark_near(stream, CheckConfig())) == list(mark_near(stream, CheckConfig()))
