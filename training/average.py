"""Averages the weights of several runs that began from the same ones.

    python -m training.average OUT.pt FIRST.pt=0.5 SECOND.pt=0.25 THIRD.pt=0.25

The mean of models that were tuned apart from one start translates better than each of them ("model soups", Wortsman et
al. 2022), and costs nothing when translating.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from .train import save


def average(parts: list[tuple[Path, float]], out: Path) -> None:
    """Write the weighted mean of the weights; the shares are scaled so that they sum up to one."""
    total = sum(share for _, share in parts)
    mean: dict[str, torch.Tensor] = {}
    for path, share in parts:
        for key, value in torch.load(path).items():
            part = value.float() * (share / total)
            mean[key] = mean[key] + part if key in mean else part
    save(mean, out)


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="training.average", description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("weights", nargs="+", help="FILE or FILE=SHARE")
    chosen = options.parse_args(arguments)
    parts = []
    for each in chosen.weights:
        path, _, share = each.partition("=")
        parts.append((Path(path), float(share or 1)))
    average(parts, chosen.out)


if __name__ == "__main__":
    main()
