"""Our engine against the Argos library's own loop: same package, same machine, same sentences.

    python -m benchmarks.translate FRENCH ENGLISH [--limit N]

The library's public `translate()` fetches a sentence splitter from the network; its own
`apply_packaged_translation` is called instead, a sentence a call as its loop calls it a paragraph a call, with a
splitter that returns the sentence whole, and a CTranslate2 translator made with the library's default settings
(one inter-thread, intra-threads as CTranslate2 chooses). That is the library's decoding, batch of 32 tokens included,
without its splitting. Only ratios mean anything.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.config import TranslateConfig
from pipeline.translate.evaluate import straight
from pipeline.translate.models import find_model, load, prepare
from pipeline.translate.translator import Source, Translator


def main() -> None:
    """Prints a table: seconds of processor and wall clock, ratios to the library, chrF."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("french", type=Path)
    parser.add_argument("english", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="only the first N sentences")
    options = parser.parse_args()
    french = options.french.read_text(encoding="utf-8").splitlines()[: options.limit or None]
    english = options.english.read_text(encoding="utf-8").splitlines()[: options.limit or None]
    with tempfile.TemporaryDirectory() as state:
        os.environ["BITEXTE_STATE"] = os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = state
        os.environ["XDG_CACHE_HOME"] = state
        runs: dict[str, Callable[[], list[str]]] = {"Argos library, beam 4": lambda: _library(french)}
        for beam in (4, 2, 1):
            runs[f"our engine, beam {beam}"] = lambda beam=beam: _engine(french, beam)
        for beam in (4, 2, 1):
            runs[f"our translator, beam {beam}, protection"] = lambda beam=beam: _translator(french, beam)
        base: tuple[float, float] | None = None
        print(f"{len(french)} sentences, {sum(len(text.split()) for text in french)} words")
        for name, run in runs.items():
            cpu, wall = time.process_time(), time.perf_counter()
            output = run()
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            base = base or (cpu, wall)
            ratios = f"{base[0] / cpu:5.2f}× {base[1] / wall:5.2f}×"
            print(f"{name:36} cpu {cpu:7.2f} s  wall {wall:7.2f} s  {ratios}  chrF {_chrf(output, english)}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _library(sentences: list[str]) -> list[str]:
    import ctranslate2
    from argostranslate import settings, translate
    from argostranslate.package import Package

    class Whole:
        def split_sentences(self, text: str) -> list[str]:
            return [text]

    directory, _ = prepare(find_model(TranslateConfig()))
    package = Package(directory)
    translator = ctranslate2.Translator(
        str(directory / "model"),
        device=settings.device,
        inter_threads=settings.inter_threads,
        intra_threads=settings.intra_threads,
        compute_type=settings.compute_type,
    )
    return [
        translate.apply_packaged_translation(package, text, translator, Whole(), num_hypotheses=1)[0].value
        for text in sentences
    ]


def _engine(sentences: list[str], beam: int) -> list[str]:
    config = TranslateConfig(beam_size=beam)
    engine = load(find_model(config), config)
    return [each.text for each in engine.decode(sentences)]


def _translator(sentences: list[str], beam: int) -> list[str]:
    with Translator.open(TranslateConfig(memory=False, beam_size=beam)) as translator:
        return [each.text for each in translator.translate([Source(text) for text in sentences])]


def _chrf(output: list[str], english: list[str]) -> str:
    try:
        from sacrebleu import corpus_chrf
    except ImportError:
        return "– (needs sacrebleu)"
    return f"{corpus_chrf(straight(output), [straight(english)]).score:.2f}"


if __name__ == "__main__":
    main()
