"""manifest.json: what ran, without anything that differs between equal runs."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.corpus.atomic import write_atomic
from pipeline.document import Manifest

#: Packages whose version can change a byte of the corpus.
PACKAGES = (
    "bitexte",
    "argos-translate-lt",
    "charset-normalizer",
    "ctranslate2",
    "ftfy",
    "langdetect",
    "pyarrow",
    "rensa",
    "sentencepiece",
    "trafilatura",
    "wordfreq",
)


def build_manifest(
    config: Config,
    model: Mapping[str, Any],
    inputs: Mapping[str, str],
    counts: Mapping[str, Any],
    files: Mapping[str, str],
) -> Manifest:
    """The manifest of a run; every mapping sorted by its keys.

    How the work was shared out (the section `run`, the threads) and where the
    decisions of reviewers lie are left out of the configuration, because they
    must not change a corpus.
    """
    configuration = config.to_json()
    del configuration["run"], configuration["review"]
    configuration["translate"] = {
        name: value for name, value in configuration["translate"].items() if name != "threads"
    }
    return Manifest(
        versions=versions(),
        configuration=configuration,
        model=_ordered(model),
        inputs=_ordered(inputs),
        counts=_ordered(counts),
        files=_ordered(files),
    )


def versions() -> dict[str, str]:
    """The versions of Python and of the installed packages of `PACKAGES`."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def write_manifest(out: Path, manifest: Manifest) -> None:
    """Write `manifest.json` to the directory `out`. Raises BitexteError where writing fails."""
    with write_atomic(out / "manifest.json") as file:
        file.write(json.dumps(manifest.to_json(), ensure_ascii=False, indent=2) + "\n")


def _ordered(mapping: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _ordered(value) if isinstance(value, Mapping) else value for key, value in sorted(mapping.items())
    }
