"""Several language pairs: packages for the languages that stray clauses are in."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch import run_batch
from pipeline.config import Config, RepairConfig, TranslateConfig
from pipeline.corpus import read_segments
from pipeline.errors import ModelError
from pipeline.translate import models
from pipeline.translate.install import install, remove
from pipeline.translate.translator import Source, Translator

BUNDLED = next(path for path in models.bundled() if "fr_en" in path.name)
CONFIG = TranslateConfig(memory=False)
SPANISH = "El gobierno ha anunciado una nueva ley para los trabajadores."
ARTICLE = (
    "Le gouvernement a présenté sa réforme vendredi devant les députés.\n"
    "Los vecinos no quieren salir de sus casas porque tienen miedo de la policía.\n"
    "Les syndicats appellent à une nouvelle journée de grève dans tout le pays.\n"
    "Selon le ministre, le texte sera examiné dès la semaine prochaine par la commission.\n"
    "L’opposition a annoncé qu’elle voterait contre et qu’elle saisirait le juge.\n"
)

Package = Callable[..., Path]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BITEXTE_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    return tmp_path / "state"


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """The bundled package with other metadata: a real one with a real model, whatever languages it claims."""

    def made(from_code: str, to_code: str = "en", **more: object) -> Path:
        path = tmp_path / f"{from_code}-{to_code}.argosmodel"
        claims = {"from_code": from_code, "to_code": to_code, "also_reads": [], "package_version": "9.0", **more}
        with zipfile.ZipFile(BUNDLED) as source, zipfile.ZipFile(path, "w") as target:
            for member in source.infolist():
                content = source.read(member)
                if member.filename.endswith("metadata.json"):
                    content = json.dumps({**json.loads(content), **claims}).encode()
                target.writestr(member.filename, content)
        return path

    return made


def test_a_package_for_another_language_is_used_for_that_language_alone(package: Package) -> None:
    french = TranslateConfig(model=str(package("fr")), memory=False)
    with Translator.open(french) as translator:
        assert translator.reads == ("fr",)
        unread = translator.translate([Source(SPANISH, "es")])[0]
        alone, digest = translator.translate([Source("Il pleut.")])[0], translator.digests["model"]
    assert (unread.text, unread.notes) == ("", ("unreadable-language",))
    install(str(package("es")), CONFIG)
    with Translator.open(french) as translator:
        assert translator.reads == ("fr", "es")
        both = translator.translate([Source("Il pleut."), Source(SPANISH, "es"), Source(SPANISH, "it")])
        assert both[0] == alone
        assert "government" in both[1].text and both[1].origin == "model"
        assert both[2].notes == ("unreadable-language",)
        assert translator.other_identities["es"].from_code == "es"
        assert translator.digests["model"] != digest, "articles with Spanish in them must be worked on again"


def test_it_is_preferred_to_a_model_that_reads_the_language_besides(package: Package) -> None:
    with Translator.open(CONFIG) as translator:
        assert "es" in translator.reads
        besides = translator.translate([Source(SPANISH, "es")])[0]
    install(str(package("es", placeholders=[])), CONFIG)
    with Translator.open(CONFIG) as translator:
        assert translator.translate([Source(SPANISH, "es")])[0].text == besides.text, "the same weights"
        (loaded,) = translator._others.values()
        assert loaded._engine is not None and loaded._engine.placeholders == ()


def test_nothing_of_it_is_loaded_where_nothing_needs_it(package: Package) -> None:
    install(str(package("es")), CONFIG)
    with Translator.open(CONFIG) as translator:
        translator.translate([Source("Il pleut.")])
        assert all(other._engine is None for other in translator._others.values())


def test_a_broken_one_disturbs_nothing(package: Package) -> None:
    path = install(str(package("es")), CONFIG)
    (path / "model" / "model.bin").write_bytes(b"nothing")
    with Translator.open(CONFIG) as translator:
        assert sorted(translator.other_identities) == ["en → fr", "es → fr"], "the bundled one, into French"
        assert translator.translate([Source(SPANISH, "es")])[0].text, "the model that reads it besides"


def test_a_package_may_carry_a_prefix_which_is_no_part_of_the_translation(package: Package) -> None:
    prefixed = TranslateConfig(model=str(package("fr", target_prefix="▁The")), memory=False, protect=False)
    with Translator.open(prefixed) as translator:
        done = translator.translate([Source("Le chat dort.")])[0]
    with Translator.open(TranslateConfig(memory=False, protect=False)) as translator:
        plain = translator.translate([Source("Le chat dort.")])[0]
    assert plain.text.startswith("The ") and done.text.lower() == plain.text.removeprefix("The ").lower()


def test_the_memory_tells_the_models_apart(package: Package) -> None:
    with_memory = TranslateConfig(memory=True)
    with Translator.open(with_memory) as translator:
        translator.translate([Source(SPANISH, "es"), Source("Il pleut.")])
    install(str(package("es")), CONFIG)
    for expected in ("model", "memory"):
        with Translator.open(with_memory) as translator:
            spanish, french = translator.translate([Source(SPANISH, "es"), Source("Il pleut.")])
        assert (spanish.origin, french.origin) == (expected, "memory")


def test_a_stray_clause_is_translated_by_it_in_a_run_and_the_manifest_says_so(package: Package, tmp_path: Path) -> None:
    left = RepairConfig(disabled=("stray.translated",))
    article, config = tmp_path / "a.txt", Config(translate=TranslateConfig(model=str(package("fr"))), repair=left)
    article.write_text(ARTICLE, encoding="utf-8")
    run_batch([article], tmp_path / "out", config)
    before = list(read_segments(tmp_path / "out" / "documents" / "a"))
    installed = install(str(package("es")), CONFIG)
    done = run_batch([article], tmp_path / "out", config)
    after = list(read_segments(tmp_path / "out" / "documents" / "a"))
    assert done.documents["processed"] == 1
    assert before[1].language == after[1].language == "es"
    assert before[1].en == "" and after[1].en and after[1].status == "rejected"
    assert [each.en for each in before[::2]] == [each.en for each in after[::2]]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["model"]["others"]["es"]["version"] == "9.0"
    remove(installed.name)
    assert run_batch([article], tmp_path / "out", config).documents["processed"] == 1


def test_packages_into_another_language_are_left_alone(package: Package) -> None:
    install(str(package("es", "fr")), CONFIG)
    assert sorted(models.find_models(CONFIG)) == ["fr"]
    assert sorted(models.find_models(CONFIG, "es", "fr")) == ["es"]
    with pytest.raises(ModelError, match="it → fr"):
        models.find_models(CONFIG, "it", "fr")
