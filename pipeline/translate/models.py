"""Which models there are, and which one is used."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import TranslateConfig
from pipeline.errors import ModelError
from pipeline.translate.archive import RECEIPT, file_sha256, tree_sha256, unpack
from pipeline.translate.argos import ArgosEngine
from pipeline.translate.engine import ModelIdentity
from pipeline.translate.state import state_directory

_BUNDLED = Path(__file__).resolve().parents[2] / "models"


@dataclass(frozen=True)
class Installed:
    """A model that is there. `problem` says in one line why it cannot be used ("" where it can)."""

    path: Path
    origin: str
    identity: ModelIdentity | None
    problem: str = ""


def bundled() -> list[Path]:
    """The `.argosmodel` files that come with the project: those in `models/` beside the package."""
    return sorted(_BUNDLED.glob("*.argosmodel"))


def models_directory() -> Path:
    """Where `install` puts models."""
    return state_directory() / "models"


def installed() -> list[Path]:
    """The package directories that were installed: ours, then those of the Argos library where
    `ARGOS_PACKAGES_DIR` names them."""
    places = [models_directory()]
    if os.environ.get("ARGOS_PACKAGES_DIR"):
        places.append(Path(os.environ["ARGOS_PACKAGES_DIR"]))
    return [path for place in places if place.is_dir() for path in sorted(place.iterdir()) if _is_package(path)]


def list_models() -> list[Installed]:
    """All models, installed ones first; a broken one is listed with its problem and disturbs no other."""
    return [
        _describe(path, origin)
        for origin, paths in (("installed", installed()), ("bundled", bundled()))
        for path in paths
    ]


def find_model(config: TranslateConfig, from_code: str = "fr", to_code: str = "en") -> Path:
    """The package for a language pair: what the configuration names, else an installed one, else the bundled one.

    Among several installed ones the highest version wins. Raises ModelError
    where there is none.
    """
    return find_models(config, from_code, to_code)[from_code]


def find_models(config: TranslateConfig, from_code: str = "fr", to_code: str = "en") -> dict[str, Path]:
    """The package for a pair, as `find_model` gives it, and the installed ones from other languages into `to_code`, by
    the language that they read. Raises ModelError where there is none for the pair."""
    found = _best(installed(), to_code)
    if config.model:
        found[from_code] = _named(config.model)
    elif from_code not in found:
        found |= {from_code: path for language, path in _best(bundled(), to_code).items() if language == from_code}
    if from_code not in found:
        wanted = f"bitexte models install {from_code}-{to_code}"
        raise ModelError(f"no model for {from_code} → {to_code}: install one with `{wanted}`")
    return found


def models_into(to_code: str) -> dict[str, Path]:
    """The packages into a language, by the language that they read: an installed one before a bundled one, one for
    that language before one that reads it besides its own."""
    found: dict[str, Path] = {}
    for paths in (bundled(), installed()):
        own = _best(paths, to_code)
        beside = {language: path for path in own.values() for language in _also_reads(path) if language != to_code}
        found |= beside | own
    return dict(sorted(found.items()))


def _best(paths: Iterable[Path], to_code: str) -> dict[str, Path]:
    """The package of the highest version for each language that is translated into `to_code`."""
    found: dict[str, tuple[tuple[int, ...], Path]] = {}
    for path in paths:
        known = _describe(path, "").identity
        if known and known.to_code == to_code:
            this = _version(known.version), path
            found[known.from_code] = max(found.get(known.from_code, this), this)
    return {language: path for language, (_, path) in sorted(found.items())}


def load(path: Path, config: TranslateConfig) -> ArgosEngine:
    """The engine for an `.argosmodel` (unpacked once, under its sha256) or a package directory.

    Raises ModelError where the package is damaged or differs from what was installed.
    """
    directory, identity = prepare(path)
    return ArgosEngine(
        directory, identity, beam_size=config.beam_size, batch_tokens=config.batch_tokens, threads=config.threads
    )


def prepare(path: Path) -> tuple[Path, ModelIdentity]:
    """The package directory of a path, checked against its receipt, and its identity."""
    if path.is_dir():
        return path, identify(path)
    sha256 = file_sha256(path)
    directory = state_directory() / "unpacked" / sha256
    if not (directory / RECEIPT).is_file():
        unpack(path, directory, path.name)
    return directory, identify(directory)


def identify(directory: Path) -> ModelIdentity:
    """Who a package directory is, by its metadata. Raises ModelError where its files changed since they were unpacked."""
    try:
        metadata = json.loads((directory / "metadata.json").read_text(encoding="utf-8"))
        from_code, to_code = str(metadata["from_code"]), str(metadata["to_code"])
        version = str(metadata.get("package_version", ""))
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ModelError(f"{directory}: no readable metadata.json ({error})") from error
    tree = tree_sha256(directory)
    receipt = _receipt(directory)
    if receipt and receipt.get("tree") != tree:
        raise ModelError(f"{directory}: the files are not those that were installed; remove the model and install it again")
    return ModelIdentity(f"translate-{from_code}_{to_code}", version, from_code, to_code, receipt.get("sha256") or tree)


def verify(path: Path, config: TranslateConfig) -> ModelIdentity:
    """Loads the model and translates a sentence. Raises ModelError where either fails."""
    engine = load(path, config)
    try:
        trial = engine.decode(["Le président a déclaré que la ville est belle."])[0]
    finally:
        engine.close()
    if not any(character.isalpha() for character in trial.text):
        raise ModelError(f"{path}: the model gives no translation")
    return engine.identity


def _named(name: str) -> Path:
    path = Path(name)
    if path.exists():
        return path
    for path in (*installed(), *bundled()):
        if name in (path.name, path.stem, path.stem.partition("-")[2]):
            return path
    raise ModelError(f"{name}: no such model file, and no installed model of that name")


def _is_package(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".") and (path / "metadata.json").is_file()


def _describe(path: Path, origin: str) -> Installed:
    try:
        return Installed(path, origin, prepare(path)[1])
    except ModelError as error:
        return Installed(path, origin, None, str(error))


def _also_reads(path: Path) -> list[str]:
    metadata = json.loads((prepare(path)[0] / "metadata.json").read_text(encoding="utf-8"))
    return [str(language) for language in metadata.get("also_reads", ())]


def _receipt(directory: Path) -> dict[str, str]:
    try:
        return dict(json.loads((directory / RECEIPT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in text.split("."))
