"""The language of documents, and the exact extent of foreign stretches inside French lines."""

from __future__ import annotations

import pytest

from pipeline.config import LanguageConfig
from pipeline.errors import ConfigError
from pipeline.language import Guess, detect_document, detect_text, foreign_spans

FRENCH = (
    "Le conseil municipal a voté hier soir la construction d’une nouvelle école dans le quartier du port.",
    "Les parents d’élèves attendaient cette décision depuis plus de dix ans.",
    "Le chantier doit commencer au printemps et durer dix-huit mois.",
)
SPANISH = "El ayuntamiento aprobó anoche la construcción de una nueva escuela en el barrio del puerto."


def found(text: str) -> list[tuple[str, str]]:
    return [(span.language, text[span.start : span.end]) for span in foreign_spans(text)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", FRENCH[0]),
        ("es", SPANISH),
        ("en", "The town council voted last night to build a new school near the harbour."),
        ("it", "Il consiglio comunale ha approvato ieri sera la costruzione di una nuova scuola vicino al porto."),
        ("pt", "A câmara municipal aprovou ontem à noite a construção de uma nova escola perto do porto."),
        ("de", "Der Stadtrat hat gestern Abend den Bau einer neuen Schule am Hafen beschlossen."),
    ],
)
def test_document_language_is_named(language: str, line: str) -> None:
    guess = detect_document([line] * 3)
    assert guess.language == language
    assert guess.probability > 0.9


def test_one_foreign_paragraph_does_not_tip_a_document() -> None:
    guess = detect_document([*FRENCH, SPANISH])
    assert guess.language == "fr"
    assert guess.probability > LanguageConfig().min_probability


@pytest.mark.parametrize(
    "line",
    [
        "Le juge a dit [that the trial of the former mayor would start next week] hier.",
        "« [The trainer] a perdu [the trust of his players] », écrit [the newspaper of the town].",
    ],
)
def test_what_square_brackets_hold_does_not_count(line: str) -> None:
    guess = detect_document([line])
    assert guess.language == "fr"
    assert guess.probability > LanguageConfig().min_probability


def test_a_document_that_is_all_in_brackets_still_has_a_language() -> None:
    assert detect_document(["[The trial of the former mayor would start next week]"]).language == "en"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "LES PARENTS D’ÉLÈVES SE DISENT SATISFAITS MAIS ILS ATTENDENT ENCORE DES PRÉCISIONS SUR LE CALENDRIER."),
        ("es", "LOS PADRES DICEN QUE ESTÁN SATISFECHOS PERO TODAVÍA ESPERAN DETALLES SOBRE EL CALENDARIO DE LAS OBRAS."),
        ("de", "DIE ELTERN SIND ZUFRIEDEN, WARTEN ABER NOCH IMMER AUF EINZELHEITEN ZUM ZEITPLAN DER BAUARBEITEN."),
    ],
)
def test_capitals_hide_no_language(language: str, line: str) -> None:
    guess = detect_document([line])
    assert guess.language == language and guess.probability > 0.8


def test_foreign_names_do_not_make_french_doubtful() -> None:
    line = "Windows Defender, Google Chrome et Steam sont en panne depuis hier."
    guess = detect_document([line])
    assert guess.language == "fr"
    assert guess.probability > LanguageConfig().min_probability


@pytest.mark.parametrize(
    "line",
    [
        "El consell municipal va aprovar ahir la construcció d’una nova escola al barri del port.",
        "Lo conselh municipal a votat ièr lo projècte d’una escòla novèla dins lo quartièr del pòrt.",
        "Le conseil a voté the budget of the town and the mayor said that it was good news for everyone.",
    ],
)
def test_a_neighbouring_or_mixed_language_is_not_taken_for_french(line: str) -> None:
    guess = detect_document([line])
    assert guess.language != "fr" or guess.probability < LanguageConfig().min_probability


def test_the_answer_is_the_same_every_time() -> None:
    assert len({detect_document([*FRENCH, SPANISH]) for _ in range(5)}) == 1


def test_a_long_document_is_judged_on_all_of_its_length() -> None:
    assert detect_document([FRENCH[0]] * 20 + [SPANISH] * 2000).language == "es"
    assert detect_document([" ".join([FRENCH[0]] * 20 + [SPANISH] * 2000)]).language == "es"


@pytest.mark.parametrize("lines", [["Bonjour"], ["Paris, 12 mai"], ["123"], [""], [], ["Mbappé"]])
def test_too_little_text_passes_as_the_source_language(lines: list[str]) -> None:
    assert detect_document(lines) == Guess("fr", 1.0)


def test_a_short_text_with_foreign_function_words_does_not() -> None:
    assert detect_text("They were there").language == "en"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ru", "Городской совет проголосовал вчера вечером"),
        ("el", "Το δημοτικό συμβούλιο ψήφισε χθες το βράδυ"),
        ("ja", "市議会は昨夜、新しい学校の建設を決めた"),
        ("zh", "市议会昨晚投票决定建造一所新学校"),
        ("ar", "صوت مجلس المدينة الليلة الماضية"),
    ],
)
def test_another_script_names_its_language(language: str, line: str) -> None:
    assert detect_document([line]).language == language


def test_an_unknown_profile_is_a_configuration_error() -> None:
    with pytest.raises(ConfigError, match="xx"):
        detect_document(FRENCH, LanguageConfig(profiles=("fr", "xx")))
    with pytest.raises(ConfigError, match="two"):
        detect_document(FRENCH, LanguageConfig(profiles=("fr",)))


@pytest.mark.parametrize(
    ("before", "language", "foreign", "after"),
    [
        ("", "es", "La policía no sabe todavía quién robó los cuadros", ", a reconnu le musée."),
        (
            "Le bilan est lourd. ",
            "es",
            "Nadie había previsto una tormenta como esta en agosto.",
            " Les vignes ont gelé.",
        ),
        ("Le vigneron raconte : ", "it", "non abbiamo mai visto una grandine così forte", ", puis il se tait."),
        ("Selon l’entraîneur, ", "pt", "a equipa não tem medo de ninguém e quer ganhar", ", malgré les blessures."),
        ("Le ministre a dit que ", "de", "die Verhandlungen sind noch nicht zu Ende", " et il est reparti."),
        ("Le chercheur ajoute que ", "en", "this would change the way we treat the disease", " dans les hôpitaux."),
        ("Hier, ", "en", "the judge said that Michel Dupont had lied to the court", ", une première."),
    ],
)
def test_the_extent_of_a_foreign_stretch_is_exact(before: str, language: str, foreign: str, after: str) -> None:
    assert found(before + foreign + after) == [(language, foreign)]


def test_a_short_clause_between_two_foreign_ones_is_filled() -> None:
    foreign = "Las razones del alcalde —cuidar los árboles antes de construir— son claras, pero nadie las ha escuchado"
    assert found(f"{foreign} : fin de l’histoire.") == [("es", foreign)]


def test_two_languages_in_one_line_are_told_apart() -> None:
    text = (
        "Il a dit : the workers have been waiting for this day. Puis, devant la foule réunie sur la grande place, "
        "il a ajouté : nadie puede decir que no lo sabía."
    )
    assert [language for language, _ in found(text)] == ["en", "es"]


@pytest.mark.parametrize(
    ("language", "foreign"),
    [
        ("nl", "de burgemeester heeft gezegd dat het plan niet voor de zomer wordt besproken"),
        ("da", "vi har ikke hørt noget fra kommunen efter branden"),
        ("nb", "vi vet ikke hva som har skjedd etter stormen"),
        ("sv", "jag vet inte när vi får komma tillbaka till huset"),
        ("fi", "emme vielä tiedä mitä on tapahtunut mutta kaikki ovat väsyneitä"),
        ("pl", "nie wiemy jeszcze, kiedy wrócimy do domu, ale już nie możemy czekać"),
        ("cs", "nevíme ještě, kdy se vrátíme, ale už nemůžeme čekat, protože je zima"),
        ("hu", "nem tudjuk még, hogy mikor lesz a per, mert az ügyvéd beteg"),
        ("ro", "nu știm încă ce s-a întâmplat, dar oamenii sunt foarte supărați"),
        ("ca", "els veïns estan molt preocupats perquè no tenen aigua"),
        ("tr", "bu karar bizim için çok önemli ama daha fazla zaman gerekiyor"),
        ("sh", "ne znamo još kada će se vratiti, ali više ne možemo čekati"),
    ],
)
def test_a_clause_in_a_rarer_language_is_noticed(language: str, foreign: str) -> None:
    assert found(f"Le voisin a répondu : {foreign}, puis il est rentré chez lui.") == [(language, foreign)]


def test_names_with_particles_are_no_clause_in_a_rarer_language() -> None:
    assert foreign_spans("Virgil van Dijk, Frenkie de Jong et Bergen op Zoom : voor un club, het est rare.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Le New York Times, El País et Die Zeit ont publié les documents de Wall Street.",
        "Le Bundestag et la Casa Bianca n’ont pas réagi, selon la Süddeutsche Zeitung.",
        "House of Cards et The Lord of the Rings restent des références.",
        "Les Los Angeles Lakers ont battu San Antonio devant Gabriel García Márquez Jr.",
        "Le smartphone, le week-end, le marketing et le storytelling sont entrés dans la langue.",
        "Luis de la Fuente et Vincenzo del Piero dirigent la Real Sociedad et l’AC Milan.",
        "Le slogan « Yes we can » a fait le tour du monde.",
        "",
        "?!… 12 000 €",
    ],
)
def test_names_titles_and_borrowings_are_not_foreign_stretches(text: str) -> None:
    assert foreign_spans(text) == ()


def test_a_quotation_is_marked_as_one() -> None:
    text = "Il a conclu : « nobody knows what will happen to the children of this town », avant de partir."
    (span,) = foreign_spans(text)
    assert span.quoted
    (bare,) = foreign_spans(text.replace("« ", "").replace(" »", ""))
    assert not bare.quoted
