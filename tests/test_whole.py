"""A stray clause in French: the account of it, and what decides whether the change is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch import run_batch
from pipeline.cleaning import Cleaned, clean_document
from pipeline.config import Config, RepairConfig, TranslateConfig
from pipeline.corpus import read_edits, read_segments
from pipeline.document import Document
from pipeline.repair import apply, apply_text, repair, revert, revert_text
from pipeline.review.anchors import Anchor
from pipeline.review.decisions import Decision, Review
from pipeline.steps import ready
from pipeline.translate import models
from pipeline.translate.install import install
from pipeline.whole import RULE, French, clauses, made_whole
from test_pairs import ARTICLE, BUNDLED, Package, package, state  # noqa: F401

SPANISH = ARTICLE.splitlines()[1]
FRENCH = "Les habitants ne veulent pas sortir de chez eux parce qu'ils ont peur de la police ."
CLEAN = "Les habitants ne veulent pas sortir de chez eux parce qu’ils ont peur de la police."


def _cleaned(text: str = ARTICLE, config: Config | None = None) -> Cleaned:
    done = clean_document(Document("d", "d.txt", tuple(text.splitlines()), "0"), config or Config())
    assert isinstance(done, Cleaned)
    return done


def _whole(cleaned: Cleaned, french: French, config: RepairConfig | None = None) -> Cleaned:
    config = config or RepairConfig()
    return made_whole(cleaned, [(each, french) for each in clauses(cleaned, ("es",), config)], config)


def test_a_sound_translation_is_made_and_accounted_for() -> None:
    cleaned = _cleaned()
    done = _whole(cleaned, French(FRENCH, "translate-es_fr 1.0"))
    (edit,) = [edit for edit in done.repair.edits if RULE in edit.rules]
    assert (edit.line, edit.after, edit.category, edit.applied) == (2, CLEAN, "stray", True)
    assert "Spanish" in edit.why and "translate-es_fr 1.0" in edit.why
    raw = cleaned.document.lines
    assert apply(raw, done.repair.edits) == done.repair.lines and revert(done.repair.lines, done.repair.edits) == raw
    assert done.repair.lines[1] == CLEAN
    assert not repair([line or "" for line in done.repair.lines], RepairConfig()).edits
    assert [segment.language for segment in ready(done, Config(), ("fr",)).segments].count("fr") == 5


def test_a_clause_inside_a_french_sentence_keeps_its_place() -> None:
    text = ARTICLE.replace(SPANISH, "Le maire a répondu , los vecinos no quieren salir de sus casas por miedo, et il est parti.")
    cleaned = _cleaned(text)
    done = _whole(cleaned, French("Les habitants ne veulent pas sortir de chez eux par peur.", "m"))
    line = done.repair.lines[1] or ""
    assert line.startswith("Le maire a répondu, ") and line.endswith(" et il est parti.")
    assert "les habitants ne veulent pas sortir de chez eux par peur" in line
    assert apply(cleaned.document.lines, done.repair.edits) == done.repair.lines
    assert revert(done.repair.lines, done.repair.edits) == cleaned.document.lines


@pytest.mark.parametrize(
    "french",
    [
        French(SPANISH, "m"),
        French("The neighbours do not want to leave their houses because they are afraid of the police.", "m"),
        French("Peur.", "m"),
        French(FRENCH, "m", loop=True),
        French("", "m"),
    ],
    ids=["unchanged", "not French", "too short", "loop", "empty"],
)
def test_what_is_no_sound_translation_is_at_most_proposed(french: French) -> None:
    cleaned = _cleaned()
    done = _whole(cleaned, french)
    assert done.repair.lines == cleaned.repair.lines and done.repair.edits == cleaned.repair.edits
    proposed = [edit for edit in done.repair.proposals if RULE in edit.rules]
    assert len(proposed) == (french.text not in ("", SPANISH)) and not any(edit.applied for edit in proposed)


@pytest.mark.parametrize(("verdict", "min_confidence", "made"), [("reject", 0.8, False), ("accept", 0.86, True)])
def test_a_reviewer_has_the_last_word(verdict: str, min_confidence: float, made: bool) -> None:
    cleaned = _cleaned()
    decision = Decision("edit", verdict, SPANISH, CLEAN, Anchor("", "", "", ""), "stray", (RULE,), 2)
    reviewed = Cleaned(cleaned.document, cleaned.language, cleaned.repair, Review((decision,)), (decision,))
    done = _whole(reviewed, French(FRENCH, "m"), RepairConfig(min_confidence=min_confidence))
    assert (done.repair.lines[1] == CLEAN) is made
    (edit,) = [edit for edit in (*done.repair.edits, *done.repair.proposals) if RULE in edit.rules]
    assert edit.rules[-1] == ("review.accepted" if made else "review.rejected") and edit.applied is made
    assert done.dormant == (), "the decision has found its place"


def test_quotations_and_switched_off_rules_are_left_alone() -> None:
    quoted = ARTICLE.replace(SPANISH, f"« {SPANISH[:-1]} », a-t-on lu sur un mur de la ville.")
    assert clauses(_cleaned(quoted), ("es",), RepairConfig()) == ()
    assert clauses(_cleaned(), ("it",), RepairConfig()) == ()
    assert clauses(_cleaned(), ("es",), RepairConfig(disabled=(RULE,))) == ()
    assert len(clauses(_cleaned(), ("es",), RepairConfig())) == 1


def test_an_installed_package_into_french_is_asked_in_a_run(package: Package, tmp_path: Path) -> None:  # noqa: F811
    """The bundled model under other codes: what it writes is English, which is only proposed, unless all is wanted."""
    article, out = tmp_path / "a.txt", tmp_path / "out"
    article.write_text(ARTICLE, encoding="utf-8")
    careful = Config()
    install(str(package("es", "fr", also_reads=["fr"])), TranslateConfig(memory=False))
    assert sorted(models.models_into("fr")) == ["en", "es"] and models.find_model(TranslateConfig()) == BUNDLED
    assert run_batch([article], out, careful).documents["processed"] == 1
    proposed = [edit for edit in read_edits(out / "documents" / "a") if RULE in edit.rules]
    assert [edit.applied for edit in proposed] == [False] and "translate-es_fr 9.0" in proposed[0].why
    assert SPANISH in [segment.fr for segment in read_segments(out / "documents" / "a")]
    daring = Config(repair=RepairConfig(min_confidence=0.4))
    run_batch([article], out, daring)
    folder = out / "documents" / "a"
    raw, clean = ((folder / name).read_bytes().decode() for name in ("raw.txt", "clean.fr.txt"))
    edits = list(read_edits(folder))
    assert [edit.applied for edit in edits if RULE in edit.rules] == [True]
    assert SPANISH not in clean and apply_text(raw, edits) == clean and revert_text(clean, edits) == raw
    assert run_batch([article], out, daring).documents["unchanged"] == 1


def test_a_run_writes_only_the_french_that_the_model_is_sure_of(tmp_path: Path) -> None:
    plain = "Según los sindicatos, la dirección tomó la decisión en enero."
    winding = (
        "Los motivos que la consejera alegaba —sopesar a fondo cada uno de los riesgos antes de seguir con el derribo— no "
        "bastan, y lo ocurrido hace que uno dude de que alguna vez se quisiera otra cosa."
    )
    article, out = tmp_path / "a.txt", tmp_path / "out"
    french = [line for line in ARTICLE.splitlines() if line != SPANISH]
    article.write_text("\n".join([french[0], plain, winding, *french, *french]), encoding="utf-8")
    run_batch([article], out, Config(translate=TranslateConfig(memory=False)))
    made = {edit.line: edit.applied for edit in read_edits(out / "documents" / "a") if RULE in edit.rules}
    clean = (out / "documents" / "a" / "clean.fr.txt").read_text(encoding="utf-8")
    assert made == {2: True, 3: False}
    assert "la direction a pris la décision en janvier" in clean and winding[:40] in clean
