"""`bitexte eval`: how good the translation and the repairs are, against references."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from pipeline.commands.common import add_config, command, configuration, print_json

EXAMPLES = """\
  bitexte eval translation news.fr news.en        BLEU and chrF, a sentence a line
  bitexte eval repair gold/*.jsonl                precision and recall, word by word
"""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "eval", execute, "measure translation and repairs against references", EXAMPLES)
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    translation = kinds.add_parser("translation", help="BLEU and chrF against a reference translation")
    translation.add_argument("source", type=Path, metavar="FR", help="French, a sentence a line")
    translation.add_argument("reference", type=Path, metavar="EN", help="its English, line by line")
    repair = kinds.add_parser("repair", help="precision and recall against gold files")
    repair.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help='JSON lines: {"raw": …, "clean": … or null}')
    repair.add_argument("--style", action="store_true", help="count the kinds of spaces, apostrophes and quotes too")
    for each in (translation, repair):
        each.add_argument("--json", action="store_true", help="the numbers as JSON")
        add_config(each)


def execute(options: argparse.Namespace) -> int:
    """Print the numbers."""
    return {"translation": evaluate_translation, "repair": evaluate_repairs}[options.kind](options)


def evaluate_repairs(options: argparse.Namespace) -> int:
    """Precision and recall of the repairs, for each file and in sum."""
    from pipeline.evaluate import evaluate_repair, read_gold, total

    config = configuration(options).repair
    scores = {str(path): evaluate_repair(read_gold(path), config, style=options.style)[0] for path in options.gold}
    if len(scores) > 1:
        scores["all"] = total(scores.values())
    if options.json:
        keys = ("expected", "made", "right", "precision", "recall")
        print_json({name: {key: getattr(score, key) for key in keys} for name, score in scores.items()})
        return 0
    for name, score in scores.items():
        print(
            f"{name}: precision {score.precision:.3f} ({score.right}/{score.made}), "
            f"recall {score.recall:.3f} ({score.right}/{score.expected})"
        )
    return 0


def evaluate_translation(options: argparse.Namespace) -> int:
    """BLEU and chrF of the model in use."""
    from pipeline.translate.evaluate import evaluate

    done = evaluate(options.source, options.reference, configuration(options).translate)
    if options.json:
        print_json(dataclasses.asdict(done))
        return 0
    print(f"{done.identity.name} {done.identity.version}, {done.sentences} sentences")
    print(f"BLEU {done.bleu:.2f}  {done.bleu_signature}")
    print(f"chrF {done.chrf:.2f}  {done.chrf_signature}")
    return 0
