"""Sentence segmentation: "│" stands where a sentence ends; everything else must hold together."""

from __future__ import annotations


import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segment import split

CASES = [
    # Quotes
    "Il l’a dit : « Cela n’a aucun sens. »│Puis il est parti.",
    "Il est parti. »│J’ai attendu.",
    "Il est parti.»│Altman a souri.",
    "« Je pars.│Tu restes. »│Personne n’a bougé.",
    "« Pourquoi ? », demande-t-il.│Nul ne répond.",
    "« Pourquoi ? » demande-t-il.│Nul ne répond.",
    "« Je n’en sais rien… », a-t-il dit.│Il a souri.",
    "« Quelle histoire ! » s’est exclamée Anne.│Elle riait.",
    "Il a répondu : « Oui. »│« Non », a dit l’autre.",
    "“Il est là.”│“Elle aussi.”",
    'Il a dit : "Je pars."│Puis il est parti.│"Non !" a crié Anne.',
    'Le mot "fin" est là.│"Oui", dit-il.',
    'Un slip l"équipe a tout changé.│"Oui", dit-il.│Fin.',
    "L’affaire est close.│« Non », dit-il.",
    # Initials and titles
    "J. K. Rowling est venue.│M. Dupont aussi.│Mme. Durand non.",
    "Le Dr. Martin et Me. Petit ont vu M. Le Maire.│Rien.",
    "Le livre d’A. N. Wilson est bon.│J. Le Pen l’a lu.",
    "MM. Dupont et Durand sont là.│L’IRM n’a rien dit sur le MS.│Ils l’ont refaite.",
    "Il publie sur X.│Ils lisent.│X. AI va bien.",
    "Prenez de la vitamine C.│La vitamine D aussi.",
    # Abbreviations
    "Des pommes, des poires, etc.│Puis on rentre.",
    "Des pommes, des poires, etc. et du pain.",
    "Voir p. ex. le vol. 3, chap. IV, art. 12, p. 7 et n. 4.│Fin.",
    "Le 5 janv. 2025, il neigeait.│Le 6 févr. aussi.",
    "Rome fut prise en 52 av. J.-C. par surprise.│Elle brûla.",
    "L’armée des U.S. Marines quitte les U.S.│Elle rentre.",
    "Apple Inc. Europe a perdu.│Microsoft Corp.│Elle a gagné.",
    "Cf. Dupont, c.-à-d. lui, env. 3 m, tél. 01 23 45 67 89.│Fin.",
    "Roe v. Wade est annulé.│Les juges l’ont dit.",
    # Numbers, addresses, names with marks
    "Il coûte 11.6 euros, la version 3.5.1 aussi.│30 personnes l’ont.│Fin.",
    "X.AI et Yahoo! Finance sont sur www.exemple.fr/a.b?c=d.│Oui.",
    "1. Premier point.│2. Deuxième point.",
    "IV. La suite.│Elle vient.",
    "Il l’a fait en 2024.│iPhone et xAI montent.",
    # Ellipses
    "Il est parti… ou presque.│Non…│Il est là.",
    "Ah. . . . oui, peut-être.│L’IA sait.",
    "Il sait. . .│L’IA sait.",
    "Il attend... et rien ne vient.",
    "Environ… 300 personnes.",
    "[…] Il est parti (…) sans rien dire.│Fin.",
    # Brackets and dashes
    "Il a ri (jaune ! dit-on. Oui) puis bu.│Fin.",
    "Il a ri.│(Il riait souvent.)│Fin.",
    "Il a tout pris (pain, vin, etc.)│La table était vide.",
    "– Tu viens ?│– Non.│– Alors adieu.",
    "– Tu viens ? – demanda-t-il.",
    "Quel nom (!) que celui-là.│Fin.",
    # No stop at all, and a mere stop
    "Pourquoi Elon Musk en veut à Sam Altman",
    "Quoi ?!│Non !!!│Si.",
    "...",
]


@pytest.mark.parametrize("case", CASES)
def test_cuts_where_a_reader_would(case: str) -> None:
    parts = case.split("│")
    for gap in (" ", "\u00a0", "  "):
        text = gap.join(parts)
        assert [text[start:end] for start, end in split(text)] == parts


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Il part. »J’ai fini.", ["Il part. »", "J’ai fini."]),
        ("Il part.«Non», dit-elle.", ["Il part.", "«Non», dit-elle."]),
        ("Un titre\nIl part\u2028Fin", ["Un titre", "Il part", "Fin"]),
        ("  Il part.\u00a0\n\n", ["Il part."]),
        ("", []),
        (" \u00a0\t", []),
    ],
)
def test_glued_sentences_line_breaks_and_nothing(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split(text)] == sentences


NEWS = st.text(alphabet="aàBJ.!?… \u00a0\u202f«»“”\"'’()[]–-1,:;\n\u2028\ud800🙂", max_size=60)


@given(st.one_of(st.text(max_size=80), NEWS))
def test_every_character_lies_in_exactly_one_span(text: str) -> None:
    at = 0
    for start, end in split(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "piece",
    ["Il part. ", "« Non. » ", "a.", ". ", "(", "(Oui. ", ' " .', "«“. ", "x ", "(a. B) ", "\n", "M. ", '"a." B'],
)
def test_a_long_line_is_divided_to_its_end(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    spans = split(text)
    assert spans[0][0] == len(text) - len(text.lstrip()) if text.strip() else not spans
    assert not text[spans[-1][1] if spans else 0 :].strip()
