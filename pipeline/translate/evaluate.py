"""BLEU and chrF of translations against references, through sacrebleu with its signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import TranslateConfig
from pipeline.errors import ConfigError, InputError
from pipeline.translate.engine import ModelIdentity
from pipeline.translate.translator import Source, Translator


@dataclass(frozen=True)
class Evaluation:
    """Scores between 0 and 100 (BLEU: Papineni et al. 2002; chrF: Popović 2015), as sacrebleu computes and signs them."""

    identity: ModelIdentity
    sentences: int
    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str


def evaluate(source: Path, reference: Path, config: TranslateConfig, language: str = "fr") -> Evaluation:
    """Translates `source`, a sentence a line, and compares it with `reference`.

    The memory is not used. Typographic quotes and apostrophes count as straight
    ones on both sides. Raises InputError where the files do not fit each other,
    ConfigError where sacrebleu is not installed.
    """
    try:
        from sacrebleu.metrics import BLEU, CHRF
    except ImportError as error:
        raise ConfigError("sacrebleu is not installed; it comes with `pip install 'bitexte[eval]'`") from error
    sentences, references = _lines(source), _lines(reference)
    if len(sentences) != len(references):
        raise InputError(f"{source} has {len(sentences)} lines and {reference} {len(references)}; they must correspond")
    with Translator.open(config, use_memory=False) as translator:
        done = translator.translate([Source(text, language) for text in sentences])
        identity = translator.identity
    output = straight([each.text for each in done])
    bleu, chrf = BLEU(), CHRF()
    bleu_score = bleu.corpus_score(output, [straight(references)]).score
    chrf_score = chrf.corpus_score(output, [straight(references)]).score
    return Evaluation(
        identity, len(sentences), bleu_score, chrf_score, str(bleu.get_signature()), str(chrf.get_signature())
    )


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({error})") from error


def straight(texts: Sequence[str]) -> list[str]:
    """The texts with straight quotes and apostrophes."""
    table = str.maketrans("’‘“”", "''\"\"")
    return [text.translate(table) for text in texts]
