"""The weights of the check `misleading`, and what it catches.

    python -m training.judged --devtest devtest/ [--write pipeline/check/data/judged.toml]

`judged.tsv` holds 600 translations that people read by eye: the set and line of the French, the version of the model,
the verdict (good, fair, bad) and the English. The fit is by logistic regression, the measure by leaving each sentence out
in turn, in all its versions.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.check.adequacy import features
from pipeline.config import TranslateConfig
from pipeline.translate.translator import Translator
from training.adequacy import NOTHING
from training.data import read_lines

JUDGED = Path(__file__).parent / "judged.tsv"
FEATURES = ("mean", "worst", "surely-fr", "surely-en")
FLAGGED = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
"""Shares of the pairs to be flagged, for the report."""
RIDGE = 1.0


@dataclass(frozen=True)
class Judged:
    """A translation and what its reader said."""

    sentence: str
    version: str
    verdict: str
    french: str
    english: str


def read(devtest: Path) -> list[Judged]:
    """The judged translations with their French."""
    sides: dict[str, list[str]] = {}
    found = []
    for line in read_lines(JUDGED):
        name, number, version, verdict, english = line.split("\t")
        french = sides.setdefault(name, read_lines(devtest / f"{name}.fr"))[int(number) - 1]
        found.append(Judged(f"{name} {number}", version, verdict, french, english))
    return found


def fit(matrix: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression by Newton's method; the last is the constant."""
    data = np.c_[matrix, np.ones(len(matrix))]
    scale = np.r_[matrix.std(0), 1.0]
    data = data / scale
    weights = np.zeros(data.shape[1])
    penalty = RIDGE * np.diag([1.0] * matrix.shape[1] + [0.0])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-data @ weights))
        slope = data.T @ (truth - guess) - penalty @ weights
        weights += np.linalg.solve((data * (guess * (1 - guess))[:, None]).T @ data + penalty, slope)
    return weights / scale


def area(scores: np.ndarray, truth: np.ndarray) -> float:
    """The area under the ROC curve."""
    yes, no = scores[truth], scores[~truth]
    return float(np.mean([(no < each).mean() + (no == each).mean() / 2 for each in yes]))


def main() -> None:
    """Fits, measures, and writes the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--devtest", type=Path, required=True)
    parser.add_argument("--write", type=Path, help="the table of weights to replace")
    options = parser.parse_args()
    judged = read(options.devtest)
    with Translator.open(TranslateConfig()) as translator:
        backs = translator.judged([(each.french, each.english) for each in judged])
        print(translator.other_identities["en → fr"])
    rows = []
    for each, back in zip(judged, backs, strict=True):
        assert back is not None
        named = (features(each.french, each.english) or NOTHING).named()
        rows.append([back.mean, back.worst, named["surely-fr"], named["surely-en"]])
    matrix, bad = np.array(rows), np.array([each.verdict == "bad" for each in judged])
    left_out = np.zeros(len(judged))
    for sentence in sorted({each.sentence for each in judged}):
        mine = np.array([each.sentence == sentence for each in judged])
        weights = fit(matrix[~mine], bad[~mine].astype(float))
        left_out[mine] = 1 / (1 + np.exp(-(np.c_[matrix[mine], np.ones(mine.sum())] @ weights)))
    print(f"bad: {bad.mean():.3f} of {len(bad)}; area under the curve, sentences left out: {area(left_out, bad):.3f}")
    for place, name in enumerate(FEATURES):
        print(f"  {name} alone {area(-matrix[:, place], bad):.3f}")
    last = np.array([each.version == judged[-1].version for each in judged])
    for label, part in (("all", np.ones(len(bad), bool)), (f"version {judged[-1].version}", last)):
        for share in FLAGGED:
            limit = np.quantile(left_out[part], 1 - share)
            flagged = left_out[part] > limit
            verdicts = np.array([each.verdict for each in judged])[part]
            counts = ", ".join(f"{kind} {(verdicts[flagged] == kind).sum()}" for kind in ("good", "fair", "bad"))
            print(f"{label}: {share:.0%} flagged (above {limit:.2f}): {counts}; of the others {bad[part][~flagged].mean():.1%} bad")
    weights = fit(matrix, bad.astype(float))
    print(dict(zip((*FEATURES, "bias"), weights.round(4).tolist(), strict=True)))
    if options.write:
        lines = ["# Fitted by `python -m training.judged`; the features are those of pipeline.check.judged.\n\n[misleading]\n"]
        lines += [f"{name} = {weight:.4f}\n" for name, weight in zip((*FEATURES, "bias"), weights, strict=True)]
        options.write.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
