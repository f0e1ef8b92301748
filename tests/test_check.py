"""The filters: good pairs of news pass, every kind of broken pair is caught by the filter that is there for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check import all_checks, check_pair, decide
from pipeline.config import CheckConfig
from pipeline.document import Segment
from pipeline.errors import ConfigError

CONFIG = CheckConfig()

GOOD = [
    ("« Cela n’a aucun sens. »", "“That makes no sense.”"),
    ("« Nous partirons demain, explique la directrice.", "“We will leave tomorrow,” explains the director."),
    ("Oui.", "Yes, he did."),
    ("Elon Musk, Tesla, SpaceX", "Elon Musk, Tesla, SpaceX"),
    ("LinkedIn rachète DeepMind, selon TechCrunch.", "LinkedIn is buying DeepMind, according to TechCrunch."),
    ("Pourquoi Elon Musk en veut à Sam Altman", "Why Elon Musk is angry at Sam Altman"),
    ("xAI a levé 11,6 milliards de dollars.", "xAI raised $11.6 billion."),
    ("Il coûte 1 000 euros, soit 30 % de moins.", "It costs 1,000 euros, or 30 percent less."),
    ("Il en a vendu 2\u202f500 en deux ans.", "He sold 2,500 of them in 2 years."),
    ("Le vol part à 20h30.", "The flight leaves at 8:30 p.m."),
    ("Le vol part à 9 heures.", "The flight leaves at 9 a.m."),
    ("Le 1er mai et le 21e siècle, dans les années 80.", "May 1st and the 21st century, in the 1980s."),
    ("Il a gagné un million et demi, puis 1,5 million.", "He won a million and a half, then 1.5 million."),
    ("Quatre-vingt-dix-sept personnes et 3 chiens.", "97 people and three dogs."),
    ("De 2 à 3 millions d’euros.", "From 2 to 3 million euros."),
    ("La tour fait 450 m de haut.", "The tower is 450 m tall."),
    ("Il vit à Londres, en Allemagne, puis à Moscou.", "He lives in London, in Germany, then in Moscow."),
    ("Ils sont sous-informés.", "They are underinformed and misinformed."),
    ("Griboïedov et Zhuravlyova étaient là.", "Griboiedov and Zhuravlyova were there."),
    ("L’Otan et la BCE ont réagi hier soir.", "NATO and the ECB reacted last night."),
    ("Les sites Web de Tesla ont cédé.", "Tesla’s websites gave way."),
    ("ChatGPT et GPT-4 répondent.", "ChatGPT and GPT 4 answer."),
    ("L’Église et le Parlement sont d’accord.", "The Church and Parliament agree."),
    ("« Je pars, dit-il.", "“I am leaving, he said."),
    ("Voir www.exemple.fr/a pour la suite.", "See www.exemple.fr/a for the rest."),
    ("Il a répété « non, non et non » à Paris.", "He repeated “no, no and no” in Paris."),
]

BROKEN = [
    ("empty", "Il est parti hier soir.", "…"),
    ("length-ratio", "Il est parti hier soir parce que la réunion avait été annulée par lui.", "He left last night."),
    ("too-long", "Il est là et " * 200, "He is here and " * 200),
    ("copied-source", "Le chat dort dans le jardin de la maison.", "Le chat dort dans le jardin de la maison."),
    ("copied-source", "Restez informés", "Restez informés."),
    ("wrong-language-en", "Le chat dort dans la maison.", "El gato duerme en la casa de los abuelos."),
    ("wrong-language-fr", "El gato duerme en la casa de los abuelos.", "The cat is asleep in the house."),
    ("stray-language", "Il a dit que los motivos de la empresa no son los suyos.", "He said they had other reasons."),
    ("numbers", "xAI a levé 11,6 milliards de dollars.", "xAI raised $11.6 million."),
    ("numbers", "Il est né en 1971.", "He was born in 1917."),
    ("numbers", "Il coûte 1 000 euros.", "It costs 1 euro."),
    ("numbers", "Le vol part à 20h30.", "The flight leaves at 8:15 p.m."),
    ("names", "Hier, Satya Nadella a parlé.", "Yesterday he spoke at length."),
    ("invented-words", "Il souffle le chaud et le froid.", "He blows mostcinogenic and cold."),
    ("invented-words", "Le sommet de l’Unasur a pris fin.", "The Unosour summit is over."),
    ("garbled-names", "Hier, Musk et Altman ont parlé à Paris.", "Yesterday Muusk and Altman spoke in Paris."),
    ("garbled-names", "Selon OpenAI, tout va bien.", "According to OpenI, all is well."),
    ("garbled-names", "Musk a parlé hier à Paris.", "Muski spoke in Paris yesterday."),
    ("lost-brands", "Selon Meta, Google et Tesla, OpenAI gagne.", "According to Meta, Google and Tesla, an API wins."),
    ("lost-nationalities", "La police népalaise enquête.", "The Dutch police are investigating."),
    ("lost-nationalities", "Des Sénégalais ont gagné.", "Some Singers won."),
    ("lost-words", "La méduse a piqué la nageuse.", "The medus bit the swimmer."),
    ("lost-currencies", "Il a payé 1,9 milliard de dollars.", "He paid 1.9 billion."),
    ("lost-currencies", "Cela coûte 27 millions de livres sterling.", "It costs 27 million sting books."),
    ("repetition", "Il est très content.", "He is very very very very happy."),
    ("repetition", "Il est parti.", "He is gone and gone and gone and gone."),
    ("doubled-phrase", "Il est parti hier de chez lui.", "He left his home town, yes he left his home town."),
    ("unbalanced-quotes", "« Je pars », a-t-il dit.", "“I am leaving, he said."),
    ("unbalanced-quotes", "« Je pars, a-t-il dit.", "“I am leaving, he said.”"),
    ("brackets", "Il est là (enfin).", "He is here (at last."),
    ("html-tag", "Il est <b>là</b>.", "He is here."),
    ("html-tag", "Il est là.", "He is here &amp; there."),
    ("adequacy", "Le maire a présenté hier le budget de la ville.", "The dog ate all my shoes again last week."),
    (
        "truncated",
        "Le maire de la ville a présenté son projet hier soir, avant de quitter la salle.",
        "The mayor of the city presented his project",
    ),
    (
        "estimated-chrf",
        "Les pompiers ont éteint un incendie de forêt près du village pendant la nuit.",
        "Sellers went down a fruit of woodwork into the village over the beer.",
    ),
    ("url-mismatch", "Voir www.exemple.fr/a pour la suite.", "See www.example.fr/a for the rest."),
    ("unicode-noise", "Il est là.", "He is ⁇ here."),
]


def measured(fr: str, en: str, config: CheckConfig = CONFIG, notes: tuple[str, ...] = ()) -> Segment:
    return check_pair(Segment("d", 1, 0, fr, fr, en), config, notes)


def names(segment: Segment) -> list[str]:
    return [flag.name for flag in segment.flags]


@pytest.mark.parametrize(("fr", "en"), GOOD)
def test_good_pairs_of_news_are_kept(fr: str, en: str) -> None:
    segment = measured(fr, en)
    assert (segment.status, names(segment)) == ("kept", [])


@pytest.mark.parametrize(("name", "fr", "en"), BROKEN)
def test_a_broken_pair_is_flagged_with_value_and_threshold(name: str, fr: str, en: str) -> None:
    segment = measured(fr, en)
    flags = {flag.name: flag for flag in segment.flags}
    assert name in flags
    assert segment.status == ("rejected" if set(flags) & set(CONFIG.reject) else "flagged")
    assert flags[name].value == segment.scores[name]
    assert flags[name].threshold == all_checks()[name].threshold


@pytest.mark.parametrize(
    ("fr", "en"),
    [
        ("Le Parisien et une armée américaine, un Espagnol.", "Le Parisien and a US army, a Spaniard."),
        ("Les néo-zélandais ont gagné.", "New Zealand won."),
        ("Trois livres et deux couronnes de fleurs.", "Three books and two wreaths."),
        ("Il gagne 12 dollars et 3 £ de l’heure.", "He earns $12 and three pounds an hour."),
        ("Elle a couru en 2 h 14.", "She ran in 2 hours, 14 minutes."),
        ("Il a couru en 2 h 2 min 16 s.", "He ran in 2 hours, 2 minutes, 16 seconds."),
        ("Il a couru le 100 m en 9 s 58.", "He ran the 100 m in 9.58 seconds."),
        ("Vladimir Poutine est là.", "Vladimir Putin is here."),
        ("Un avocat sud-coréen de Gênes.", "A South Korean lawyer from Genoa."),
    ],
)
def test_the_same_may_be_said_in_other_words(fr: str, en: str) -> None:
    assert not {"lost-nationalities", "lost-currencies", "numbers", "names"} & set(names(measured(fr, en)))


def test_every_filter_that_flags_has_a_broken_pair_here_and_a_source() -> None:
    checks = all_checks()
    by_model = {"misleading"}  # tests/test_judged.py
    assert {name for name, each in checks.items() if each.threshold is not None} - by_model == {name for name, _, _ in BROKEN}
    assert all(each.source and each.purpose for each in checks.values())


def test_scores_are_there_for_good_pairs_too() -> None:
    scores = measured(*GOOD[5]).scores
    assert {"length-ratio", "numbers", "names", "terminal-punctuation"} <= set(scores)


@pytest.mark.parametrize(("fr", "en"), [*GOOD[:6], *((fr, en) for _, fr, en in BROKEN)])
def test_stored_scores_are_enough_for_a_new_decision(fr: str, en: str) -> None:
    segment = measured(fr, en)
    stored = Segment.from_json(json.loads(json.dumps(segment.to_json())))
    assert decide(stored, CONFIG) == segment == decide(segment, CONFIG)
    tight = CheckConfig(thresholds={"length-ratio": 0.99}, reject=("length-ratio",))
    bare = Segment("d", 1, 0, "", "", "", scores=stored.scores)
    again = decide(bare, tight)
    assert again.status == "rejected"
    assert again.flags == decide(segment, tight).flags


def test_a_threshold_can_be_moved_and_given_to_a_filter_that_only_measures() -> None:
    fr, en = "Il est né en 1971.", "He was born in 1917"
    assert names(measured(fr, en, CheckConfig(thresholds={"numbers": 2}))) == []
    assert names(measured(fr, en, CheckConfig(thresholds={"numbers": 2, "terminal-punctuation": 0}))) == [
        "terminal-punctuation"
    ]


def test_notes_of_the_translation_are_flags_that_outlive_a_new_decision() -> None:
    segment = measured("Oui.", "Yes.", notes=("loop", "name-lost: xAI", "name-lost: Grok"))
    assert segment.status == "flagged"
    assert [(flag.name, flag.value) for flag in segment.flags] == [
        ("translation:loop", True),
        ("translation:name-lost", "Grok, xAI"),
    ]
    assert decide(segment, CONFIG) == segment
    assert decide(segment, CheckConfig(reject=("translation:loop",))).status == "rejected"


def test_a_known_exonym_is_no_missing_name() -> None:
    fr, en = "Hier, il était à Köslin avec elle.", "Yesterday he was in Koszalin with her."
    assert measured(fr, en, notes=("Köslin=Koszalin",)).status == "kept"


@pytest.mark.parametrize(
    "config", [CheckConfig(thresholds={"lenght-ratio": 2}), CheckConfig(reject=("empty", "wrong-language"))]
)
def test_an_unknown_name_is_a_clear_error(config: CheckConfig) -> None:
    with pytest.raises(ConfigError, match="there is no check '(lenght-ratio|wrong-language)'"):
        measured("Oui.", "Yes.", config)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_measured(fr: str, en: str) -> None:
    segment = measured(fr, en)
    assert decide(segment, CONFIG) == segment
    json.dumps(segment.to_json(), allow_nan=False)
