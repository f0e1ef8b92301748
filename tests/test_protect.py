"""Names, numbers and terms: found in French, right in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import TranslateConfig
from pipeline.errors import InputError
from pipeline.translate.argos import ArgosEngine
from pipeline.translate.carry import carry
from pipeline.translate.durations import find_durations
from pipeline.translate.engine import Hypothesis, ModelIdentity
from pipeline.translate.glossary import load_glossary
from pipeline.translate.models import find_model, load
from pipeline.translate.numbers import english_numbers, find_numbers
from pipeline.translate.protect import translate_protected
from pipeline.translate.spans import find_protected, names_of
from pipeline.repair.dictionary import english_words, find_words, inflected, plural, rendered


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArgosEngine]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BITEXTE_STATE", str(tmp_path_factory.mktemp("state")))
        patch.delenv("ARGOS_PACKAGES_DIR", raising=False)
        engine = load(find_model(TranslateConfig()), TranslateConfig())
        yield engine
    engine.close()


def _found(text: str, known: Sequence[str] = ()) -> list[str]:
    return [text[span.start : span.end] for span in find_protected(text, known) if span.kind != "word"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le PDG d’Apple, Tim Cook, est à Londres.", ["PDG", "Apple", "Tim Cook", "Londres"]),
        ("Le patron d’OpenAI parle de GPT-4 et de YouTube.", ["OpenAI", "GPT-4", "YouTube"]),
        ("Elle a quitté l'entreprise pour Larry Page.", ["Larry Page"]),
        ("Dominique de Villepin et Ursula von der Leyen.", ["Dominique de Villepin", "Ursula von der Leyen"]),
        ("M. Attal a répondu à Mme Braun-Pivet.", ["Attal", "Braun-Pivet"]),
        ("Le 4 décembre à 20h30, 11,6 milliards.", ["4 décembre", "20h30", "11,6 milliards"]),
        ("Voir https://a.fr/b_c?d=1 ou @le_monde ou a.b@c.org.", ["https://a.fr/b_c?d=1", "@le_monde", "a.b@c.org"]),
        ("Ils ont gagné 3-1 contre le Real Madrid.", ["3-1", "Real Madrid"]),
        ("La Maison Blanche et l’Union européenne.", ["Maison Blanche", "Union européenne"]),
    ],
)
def test_what_is_protected(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Celles-ci sont dangereuses.",
        "Assurez-vous de partir.",
        "Pourtant, les Vénézuéliens travaillent.",
        "Table ronde vendredi : aucun accord.",
        "« Nous partons », a dit le maire. Pour lui, c’est fini.",
        "LE GOUVERNEMENT VEUT RÉFORMER LES RETRAITES",
        "",
    ],
)
def test_ordinary_words_are_not_names(text: str) -> None:
    assert [span for span in find_protected(text) if span.kind not in ("nationality", "word")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le Kényan Sabastian Sawe et l’Éthiopienne ont gagné.", [("Kényan", "Kenyan"), ("Éthiopienne", "Ethiopian")]),
        ("Une avocate ouzbèke et trois Érythréens.", [("ouzbèke", "Uzbek"), ("Érythréens", "Eritreans")]),
        ("Les Néerlandais et l’écrivain David Le Breton.", []),
        ("Lisez Le Parisien.", []),
    ],
)
def test_nationalities_are_protected_by_their_english_words(text: str, expected: list[tuple[str, str]]) -> None:
    spans = [span for span in find_protected(text) if span.kind == "nationality"]
    assert [(text[span.start : span.end], span.forms[0]) for span in spans] == expected


@pytest.mark.parametrize(
    ("french", "hypothesis", "expected"),
    [
        ("à 9 h 30", "at 9:30 p.m.", "at 9:30 a.m."),
        ("à 21 h 15", "at 21:15 p.m.", "at 9:15 p.m."),
        ("à 20 h 30", "at 8:30 pm", "at 8:30 pm"),
        ("à 9 h 30", "at 9:30", "at 9:30"),
    ],
)
def test_the_half_of_the_day_is_that_of_the_french_clock(french: str, hypothesis: str, expected: str) -> None:
    assert carry(Hypothesis(hypothesis, 0.0), find_protected(french)).text == expected


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Vladimir Poutine", "Vladimir Putin"),
        ("Aristote", "Aristotle"),
        ("Jules César", "Julius Caesar"),
        ("Mohammed ben Salmane", "Mohammed bin Salman"),
        ("Basse-Saxe", "Lower Saxony"),
    ],
)
def test_names_with_an_english_spelling_get_it(name: str, english: str) -> None:
    (span,) = find_protected(f"On a parlé hier de {name} pendant le cours.")
    assert span.forms[0] == english


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("Il a couru en 2 h 2 min 16 s.", "2 h 2 min 16 s", "2 hours, 2 minutes, 16 seconds"),
        ("Elle a couvert la distance en 2 h 14.", "2 h 14", "2 hours, 14 minutes"),
        ("Le village est à 2 h de Paris.", "2 h", "2 hours"),
        ("Après 48 h de garde à vue, il est sorti.", "48 h", "48 hours"),
        ("Ils travaillent 35 h par semaine.", "35 h", "35 hours"),
        ("Un film de 1h45 sort mercredi.", "1h45", "1 hour, 45 minutes"),
        ("Il nage en 1'43''12.", "1'43''12", "1 minute, 43.12 seconds"),
        ("Elle gagne avec 3’20” d’avance.", "3’20”", "3 minutes, 20 seconds"),
        ("Il court le 100 m en 9 s 58.", "9 s 58", "9.58 seconds"),
        ("Ouvert 24 h/24.", "24 h/24", "24 hours a day"),
    ],
)
def test_lengths_of_time_are_no_times_of_day(text: str, french: str, english: str) -> None:
    (duration,) = find_durations(text)
    assert (text[duration.start : duration.end], duration.forms[0]) == (french, english)


@pytest.mark.parametrize(
    "text",
    [
        "La séance commence à 20 h 30.",
        "Ouvert de 8 h à 20 h.",
        "Vers 5 h du matin, dès 18 h.",
        "Le match de 21 h est reporté.",
        "La réunion de 14 h a eu lieu.",
        "Le train de 8 h 12 est parti.",
        "Les 12 s’arrêtent là.",
        "Il est 8 h.",
    ],
)
def test_times_of_day_are_no_lengths_of_time(text: str) -> None:
    assert not list(find_durations(text))


def test_a_name_at_the_start_of_a_sentence_needs_evidence_from_elsewhere() -> None:
    text = "Vallat a démissionné."
    known = names_of(["Le maire a reçu Boris Vallat hier.", "Il a dit que M. Vallat partirait."])
    assert _found(text) == []
    assert _found(text, sorted(known)) == ["Vallat"]


@pytest.mark.parametrize(
    ("french", "english", "value"),
    [
        ("11,6 milliards", "11.6 billion", "11600000000"),
        ("1 000", "1,000", "1000"),
        ("30\u00a0%", "30%", "30"),
        ("2,5 millions", "2.5 million", "2500000"),
        ("1 000 millions", "1 billion", "1000000000"),
        ("100 000", "100,000", "100000"),
        ("3 000,50 €", "€3,000.50", "3000.50"),
        ("2015", "2015", "2015"),
        ("3 billions", "3 trillion", "3000000000000"),
    ],
)
def test_numbers_are_turned_and_keep_their_value(french: str, english: str, value: str) -> None:
    (number,) = find_numbers(f"Environ {french} en tout.")
    assert number.forms[0] == english
    assert number.value == Decimal(value)
    assert english_numbers(english.strip("€%"))[0][2] == Decimal(value)


@given(st.integers(0, 10**13), st.integers(0, 99))
def test_every_grouped_number_keeps_its_value(whole: int, cents: int) -> None:
    french = f"{whole:,}".replace(",", "\u202f") + f",{cents:02}"
    (number,) = find_numbers(french)
    assert number.value == Decimal(f"{whole}.{cents:02}")
    assert english_numbers(number.forms[0])[0][2] == number.value


@pytest.mark.parametrize(("french", "english"), [("1er mai 2020", "May 1, 2020"), ("20 h 30", "20:30"), ("8h", "8:00")])
def test_dates_and_times(french: str, english: str) -> None:
    (number,) = find_numbers(french)
    assert number.forms[0] == english


@given(st.text(max_size=200))
def test_spans_are_ordered_inside_the_text_and_apart(text: str) -> None:
    end = 0
    for span in find_protected(text, ("Elon Musk",)):
        assert end <= span.start < span.end <= len(text)
        end = span.end


SENTENCES = [
    ("Sam Altman d’OpenAI fait face à une force imprévisible : Elon Musk.", ["Sam Altman", "OpenAI", "Elon Musk"]),
    ("OpenAI est en tête depuis le lancement de ChatGPT en novembre 2022.", ["OpenAI", "ChatGPT", "2022"]),
    ("Reid Hoffman, fondateur de LinkedIn, siège chez Microsoft.", ["Reid Hoffman", "LinkedIn", "Microsoft"]),
    ("Kylian Mbappé a battu Ousmane Dembélé 3-1 à Londres.", ["Kylian Mbappé", "Ousmane Dembélé", "3-1", "London"]),
    ("Volodymyr Zelensky a remercié l’Otan.", ["Volodymyr Zelensky", "NATO"]),
    ("Le déficit atteint 168,6 milliards d’euros, soit 5,4 % du PIB.", ["168.6 billion", "5.4%", "GDP"]),
    ("Le data center compte 100 000 puces Nvidia H100.", ["100,000", "Nvidia H100"]),
    ("Le Kényan a couru en 2 h 2 min 16 s.", ["Kenya", "2 hours, 2 minutes, 16 seconds"]),
    ("Le Boeing 737 MAX 8 de Lion Air a volé.", ["Boeing 737 MAX 8", "Lion Air"]),
    ("L’OM et le PS ont gagné au XXIe siècle.", ["OM", "PS", "21st century"]),
    ("M. Zelensky est venu en mer de Java.", ["Mr. Zelensky", "Java Sea"]),
    ("Les années 1980 ont changé la ville.", ["1980s"]),
    ("Article publié le 12 mars 2024 à 9h30.", ["March 12, 2024", "9:30"]),
    ("La société franco-allemande est là.", ["Franco-German"]),
    ("Elle était à Porto avec Vladimir Poutine.", ["Porto", "Vladimir Putin"]),
    ("Jean-Luc Mélenchon a écrit à a_b@exemple.fr.", ["Jean-Luc Mélenchon", "a_b@exemple.fr"]),
]


@pytest.mark.parametrize(("french", "expected"), SENTENCES, ids=[sentence[:20] for sentence, _ in SENTENCES])
def test_names_and_numbers_are_right_and_not_doubled(engine: ArgosEngine, french: str, expected: list[str]) -> None:
    done = translate_protected(engine, [(french, ())])[0]
    assert done.lost == ()
    for form in expected:
        assert done.text.count(form) == 1, done.text


def test_the_possessive_stays(engine: ArgosEngine) -> None:
    done = translate_protected(engine, [("Pourtant, le DG d’OpenAI a des regrets.", ())])[0]
    assert re.search(r"OpenAI(?:’s)? |of OpenAI", done.text)


class _Copier:
    """An engine that knows a few words, garbles every other, and carries its placeholders across."""

    identity = ModelIdentity("copier", "1", "fr", "en", "0" * 64)
    reads = ("fr",)
    parameters = ""

    def __init__(self, placeholders: tuple[str, ...], drop: str = "") -> None:
        self.placeholders = placeholders
        self._drop = drop

    def pieces(self, text: str) -> int:
        return len(text.split())

    def decode(self, sentences: Sequence[str], *, attention: bool = False) -> list[Hypothesis]:
        return [Hypothesis(" ".join(self._word(word) for word in text.split()).strip(), -1.0) for text in sentences]

    def _word(self, word: str) -> str:
        return "" if word == self._drop else word if word in self.placeholders else {"et": "and"}.get(word, "blah")

    def close(self) -> None:
        pass


def test_placeholders_carry_what_left_no_trace() -> None:
    engine = _Copier(("｟0｠", "｟1｠"))
    done = translate_protected(engine, [("Mbappé et Londres", ["Mbappé"]), ("DALL-E et GPT-4", ())])
    assert done[1].text == "DALL-E and GPT-4" and done[1].lost == ()


def test_what_even_a_placeholder_does_not_carry_is_told() -> None:
    done = translate_protected(_Copier(("｟0｠", "｟1｠"), drop="｟1｠"), [("DALL-E et GPT-4", ())])[0]
    assert done.lost == (("name", "GPT-4"),)
    assert "｟" not in done.text


def test_a_lost_name_is_told_and_no_token_stays_in_the_text() -> None:
    done = translate_protected(_Copier(()), [("DALL-E et GPT-4", ())])[0]
    assert done.lost == (("name", "DALL-E"), ("name", "GPT-4"))
    assert done.text == "blah and blah"


def test_attention_decides_which_of_two_garbled_names_is_which() -> None:
    text = "Vidal et Musk"
    spans = find_protected(text, ("Vidal", "Musk"))
    hypothesis = Hypothesis(
        "Mukk and Vila", -1.0, source=((0, 5), (5, 8), (8, 13)), target=((0, 4), (4, 8), (8, 13)),
        attention=((0.1, 0.0, 0.9), (0.0, 1.0, 0.0), (0.9, 0.0, 0.1)),
    )
    assert carry(hypothesis, spans).text == "Musk and Vidal"


def test_a_glossary_wins_and_knows_plurals(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(
        "French,English,case,do-not-translate\nlevée de fonds,funding round,,\njournal,newspaper,no,\nLa Poste,,yes,yes\n",
        encoding="utf-8",
    )
    table = load_glossary(path)
    text = "Les levées de fonds des journaux : La Poste, la poste."
    spans = find_protected(text, (), table)
    assert [(text[span.start : span.end], span.forms[0]) for span in spans] == [
        ("levées de fonds", "funding rounds"), ("journaux", "newspapers"), ("La Poste", "La Poste"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("a,b\n", "line 1"),
        ("French,English\n,x\n", "line 2"),
        ("French,English,case\na,b,maybe\n", "line 2: case"),
    ],
)
def test_a_bad_glossary_is_refused_with_its_line(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        load_glossary(path)


@pytest.mark.parametrize(
    ("french", "output", "wanted"),
    [
        ("Sam Altman d’OpenAI parle.", "Sam Altman d’OpenAI speaks.", "Sam Altman of OpenAI speaks."),
        ("Reed Hastings de Netflix parle.", "Reed Hastings de Netflix speaks.", "Reed Hastings of Netflix speaks."),
        ("Jean d’Ormesson est mort.", "Jean d’Ormesson is dead.", "Jean d’Ormesson is dead."),
    ],
)
def test_a_french_particle_between_two_names_does_not_stay(french: str, output: str, wanted: str) -> None:
    assert carry(Hypothesis(output, -0.1), find_protected(french, ())).text == wanted


@pytest.mark.parametrize(
    ("french", "english", "there"),
    [
        ("Les ouragans ont frappé la côte.", "The hurricanes hit the coast.", True),
        ("Les ouragans ont frappé la côte.", "The cyclones of Hurricane Fred hit the coast.", True),
        ("Les ouragans ont frappé la côte.", "The orangans hit the coast.", False),
        ("Une truite saute.", "A trout leaps.", True),
        ("Une truite saute.", "A truck leaps.", False),
    ],
)
def test_a_word_is_known_by_any_form_of_any_rendering(french: str, english: str, there: bool) -> None:
    (word,) = (each for each in find_words(french) if each.sure)
    assert rendered(word, english_words(english)) is there


def _hypothesis(source: str, target: str, links: dict[str, str]) -> Hypothesis:
    """A hypothesis whose decoder looked, at each word, at the French word that `links` names, else at the first one."""
    french = [match.span() for match in re.finditer(r"\S+", source)]
    english = [match.span() for match in re.finditer(r"\S+", target)]
    rows = []
    for start, end in english:
        wanted = links.get(target[start:end].strip(".,"), "")
        at = next((place for place, (a, b) in enumerate(french) if source[a:b].strip(".,") == wanted), 0)
        rows.append(tuple(0.9 if place == at else 0.1 / len(french) for place in range(len(french))))
    return Hypothesis(target, 0.0, False, tuple(french), tuple(english), tuple(rows))


def test_a_word_amid_another_language_is_no_french_word() -> None:
    assert not [span for span in find_protected("Andre lande kommer efter.") if span.kind == "word"]
    assert [span for span in find_protected("Une lande couverte de bruyère.") if span.kind == "word"]


def test_a_word_that_the_model_misread_is_put_right_where_it_looked() -> None:
    source = "Il a pêché deux truites et un poisson."
    made = _hypothesis(source, "He fished two truues and a fish.", {"truues": "truites", "fish": "poisson"})
    assert carry(made, find_protected(source)).text == "He fished two trout and a fish."


def test_a_word_with_a_rendering_of_its_own_choice_stays() -> None:
    source = "Un ouragan approche."
    made = _hypothesis(source, "A storm is approaching.", {"storm": "ouragan"})
    assert carry(made, find_protected(source)).text == "A storm is approaching."


def test_the_article_follows_what_was_put_in() -> None:
    source = "Il visite un abattoir."
    made = _hypothesis(source, "He visits a batter.", {"batter": "abattoir"})
    assert carry(made, find_protected(source)).text in ("He visits a slaughterhouse.", "He visits an abattoir.")


def test_a_word_with_several_senses_is_put_in_only_for_no_word() -> None:
    source = "Le boulet est lourd."
    wrong = _hypothesis(source, "The ballet is heavy.", {"ballet": "boulet", "heavy": "lourd"})
    garbled = _hypothesis(source, "The boulter is heavy.", {"boulter": "boulet", "heavy": "lourd"})
    assert carry(wrong, find_protected(source)).text == "The ballet is heavy."
    assert carry(garbled, find_protected(source)).text == "The cannonball is heavy."


@pytest.mark.parametrize(
    ("verb", "like", "expected"),
    [
        ("weave", "tissed", "wove"),
        ("gnaw", "rongs", "gnaws"),
        ("stop", "arreting", "stopping"),
        ("carry", "ported", "carried"),
        ("take off", "decolled", "took off"),
        ("agree", "acording", "agreeing"),
        ("wave", "brand", "wave"),
    ],
)
def test_a_verb_takes_the_form_of_the_word_that_it_replaces(verb: str, like: str, expected: str) -> None:
    assert inflected(verb, like) == expected


def test_grammar_words_are_never_replaced() -> None:
    source = "Un ouragan approche."
    made = _hypothesis(source, "It is coming.", {"It": "ouragan"})
    assert carry(made, find_protected(source)).text == "It is coming."


@pytest.mark.parametrize(
    ("one", "several"),
    [("trout", "trout"), ("city", "cities"), ("fisherman", "fishermen"), ("box", "boxes"), ("member of parliament",
      "members of parliament"), ("wolf", "wolves"), ("day", "days"), ("equipment", "equipment"), ("hiking", "hiking"), ("building", "buildings")],
)
def test_plurals_of_what_is_put_in(one: str, several: str) -> None:
    assert plural(one) == several
