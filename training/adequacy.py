"""The weights of the checks `adequacy`, `truncated` and `estimated-chrf`, and what they catch.

    python -m training.adequacy --devtest devtest/ [--write pipeline/check/data/adequacy.toml]

`devtest/` holds flores-dev.fr, flores-dev.en, wmt13.fr and wmt13.en. Pairs of both sets in turns of fifty are for the
fit, the others for measuring. `adequacy` is fitted to tell reference pairs from references of other sentences and of
the next sentence, `truncated` from references that break off after half or seven tenths of their words: no model has a
part in these. `estimated-chrf` is fitted to the chrF of what the model in use makes of the sentences.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sacrebleu.metrics import CHRF

from pipeline.check import all_checks
from pipeline.check.adequacy import Features, features
from pipeline.config import TranslateConfig
from pipeline.translate.evaluate import straight
from pipeline.translate.translator import Source, Translator
from training.data import read_lines

SETS = ("flores-dev", "wmt13")
TURN = 50
#: How far another sentence is away at least: the next ones are of the same article.
AWAY = 40
USED = {
    "adequacy": ("found", "surely", "run"),
    "truncated": ("excess", "tail", "surely-fr", "surely-en"),
    "estimated-chrf": ("surely-fr", "surely-en"),
}
#: Shares of reference pairs that may be flagged.
FALSE_ALARMS = (0.01, 0.015, 0.02, 0.03)
#: A machine translation of this chrF is a good one, and one below the other is a bad one.
GOOD_CHRF, BAD_CHRF = 70.0, 40.0

Matrix = np.ndarray


@dataclass(frozen=True)
class Kind:
    """Pairs of one kind: the features of each in the order of `Features.named`, the set it is of, whether it is for
    the fit."""

    matrix: Matrix
    set: Matrix
    fit: Matrix


def main() -> None:
    """Fits, measures, and writes the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--devtest", type=Path, required=True)
    parser.add_argument("--write", type=Path, help="the table of weights to replace")
    options = parser.parse_args()
    pairs = [(name, fr, en) for name in SETS for fr, en in zip(*_sides(options.devtest, name), strict=True)]
    pairs = [pair for pair in pairs if features(*pair[1:])]
    with Translator.open(TranslateConfig()) as translator:
        made = translator.translate([Source(fr) for _, fr, _ in pairs])
        print(f"{translator.identity.name} {translator.identity.version}")
    output = [each.text for each in made]
    chrf = _chrf(output, [en for _, _, en in pairs])
    model = np.array([each.score for each in made])
    kinds = _kinds(pairs, output)
    weights = {
        "adequacy": _logistic(kinds, USED["adequacy"], ["good"], ["other", "next"]),
        "truncated": _logistic(kinds, USED["truncated"], ["half", "seven tenths"], ["good"]),
        "estimated-chrf": _linear(kinds["machine"], USED["estimated-chrf"], chrf),
    }
    for name, each in weights.items():
        print(name, {feature: round(value, 3) for feature, value in each.items()})
    _report(kinds, weights, chrf, model)
    if options.write:
        _write(weights, options.write)


def _sides(devtest: Path, name: str) -> tuple[list[str], list[str]]:
    return read_lines(devtest / f"{name}.fr"), read_lines(devtest / f"{name}.en")


def _chrf(output: Sequence[str], references: Sequence[str]) -> Matrix:
    metric = CHRF()
    both = zip(straight(output), straight(references), strict=True)
    return np.array([metric.sentence_score(one, [other]).score for one, other in both])


def _kinds(pairs: Sequence[tuple[str, str, str]], output: Sequence[str]) -> dict[str, Kind]:
    draw = random.Random(1)
    count = len(pairs)

    def other(place: int) -> int:
        while True:
            found = draw.randrange(count)
            if abs(found - place) > AWAY and pairs[found][0] == pairs[place][0]:
                return found

    def part(text: str, share: float) -> str:
        words = text.split()
        return " ".join(words[: max(1, int(len(words) * share))])

    english: dict[str, Callable[[int], str]] = {
        "good": lambda place: pairs[place][2],
        "machine": lambda place: output[place],
        "other": lambda place: pairs[other(place)][2],
        "next": lambda place: pairs[(place + 1) % count][2],
        "half": lambda place: part(pairs[place][2], 0.5),
        "seven tenths": lambda place: part(pairs[place][2], 0.7),
        "machine, half": lambda place: part(output[place], 0.5),
    }
    found = {}
    for name, of in english.items():
        measured = [features(pairs[place][1], of(place)) for place in range(count)]
        found[name] = Kind(
            np.array([_row(each or NOTHING) for each in measured]),
            np.array([pair[0] for pair in pairs]),
            np.array([place // TURN % 2 == 0 for place in range(count)]),
        )
    return found


#: Where a side has no content word the checks measure nothing: such a pair counts as not caught.
NOTHING = Features((1, 1), (1, 1), (0, 0), 0, 0)
NAMES = tuple(NOTHING.named())


def _row(found: Features) -> list[float]:
    return list(found.named().values())


def _columns(kind: Kind, used: Iterable[str]) -> Matrix:
    return np.c_[kind.matrix[:, [NAMES.index(name) for name in used]], np.ones(len(kind.matrix))]


def _logistic(
    kinds: Mapping[str, Kind], used: Sequence[str], yes: Sequence[str], no: Sequence[str]
) -> dict[str, float]:
    """Logistic regression by Newton's method; both classes weigh the same."""
    positive, negative = (
        np.concatenate([_columns(kinds[name], used)[kinds[name].fit] for name in names]) for names in (yes, no)
    )
    data = np.r_[positive, negative]
    truth = np.r_[np.ones(len(positive)), np.zeros(len(negative))]
    share = np.where(truth == 1, len(data) / len(positive), len(data) / len(negative)) / 2
    weights = np.zeros(data.shape[1])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-data @ weights))
        slope = data.T @ (share * (truth - guess)) - weights
        weights += np.linalg.solve((data * (share * guess * (1 - guess))[:, None]).T @ data + np.eye(len(weights)), slope)
    return dict(zip((*used, "bias"), weights.tolist(), strict=True))


def _linear(kind: Kind, used: Sequence[str], truth: Matrix) -> dict[str, float]:
    data = _columns(kind, used)[kind.fit]
    solution = np.linalg.solve(data.T @ data + 1e-6 * np.eye(data.shape[1]), data.T @ truth[kind.fit])
    return dict(zip((*used, "bias"), solution.tolist(), strict=True))


def _report(
    kinds: Mapping[str, Kind], weights: Mapping[str, Mapping[str, float]], chrf: Matrix, model: Matrix
) -> None:
    scores = {
        name: {kind: _columns(each, list(found)[:-1]) @ np.array(list(found.values())) for kind, each in kinds.items()}
        for name, found in weights.items()
    }
    for part in (*SETS, "both"):
        test = {name: ~kind.fit & ((kind.set == part) | (part == "both")) for name, kind in kinds.items()}
        mine = test["machine"]
        spearman = {name: _spearman(scores[name]["machine"][mine], chrf[mine]) for name in weights}
        spearman["model-score"] = _spearman(model[mine], chrf[mine])
        print(f"\n{part}, Spearman with chrF:", "  ".join(f"{name} {value:.3f}" for name, value in spearman.items()))
        for name, sign in (("adequacy", 1), ("truncated", -1)):
            good = sign * scores[name]["good"][test["good"]]
            for alarms in FALSE_ALARMS if part == "both" else (0.02,):
                limit = np.quantile(good, alarms)
                caught = {
                    kind: float((sign * scores[name][kind][test[kind]] < limit).mean()) for kind in kinds if kind != "good"
                }
                at = 1 / (1 + np.exp(-sign * limit))
                print(f"  {name} at {alarms:.1%} of good pairs (threshold {at:.4f}):",
                      "  ".join(f"{kind} {share:.1%}" for kind, share in caught.items()))
        for name, values in (("estimated-chrf", scores["estimated-chrf"]["machine"]), ("model-score", model)):
            values, truth = values[mine], chrf[mine]
            limit = np.quantile(values[truth >= GOOD_CHRF], 0.02)
            if name in weights:
                limit = all_checks()[name].threshold
            print(f"  {name} below {limit:.3f}: {(values < limit).mean():.1%} of all, {(values[truth >= GOOD_CHRF] < limit).mean():.1%} "
                  f"of those with chrF ≥ {GOOD_CHRF:.0f}, {(values[truth < BAD_CHRF] < limit).mean():.1%} of those below "
                  f"{BAD_CHRF:.0f}; mean chrF of those flagged {truth[values < limit].mean():.1f}, of the others "
                  f"{truth[values >= limit].mean():.1f}")  # fmt: skip


def _spearman(one: Matrix, other: Matrix) -> float:
    ranks = [np.argsort(np.argsort(values, kind="stable"), kind="stable") for values in (one, other)]
    return float(np.corrcoef(*ranks)[0, 1])


def _write(weights: Mapping[str, Mapping[str, float]], path: Path) -> None:
    lines = ["# Fitted by `python -m training.adequacy`; the features are those of pipeline.check.adequacy.\n"]
    for name, found in weights.items():
        lines += [f"\n[{name}]\n", *(f"{feature} = {value:.4f}\n" for feature, value in found.items())]
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
