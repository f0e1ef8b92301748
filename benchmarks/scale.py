"""What a corpus costs: seconds of the first run, of a run with nothing to do and of one with a few changes; memory.

    python -m benchmarks.scale SENTENCES.fr [--articles 1000] [--paragraphs 5] [--changed 10] [--sentences 0]

Makes articles of --paragraphs paragraphs from the sentences of the file (only the first --sentences of them, so that
the translation memory knows most of what a large number of articles holds) and runs the real `bitexte run` on them:
first, again, and with --changed articles changed. Tells what Prefect itself costs by a run on one article, and prints
wall seconds, processor seconds of all processes, the highest memory of the largest process, and the seconds of each
step as the run counts them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch import run_batch
from pipeline.config import Config, RunConfig, TranslateConfig
from pipeline.document import Document
from pipeline.reading import read_paths

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: wall and processor seconds, the highest memory of a process in MB, seconds by step."""

    wall: float
    processor: float
    memory: float
    documents: dict[str, int]
    steps: dict[str, float]


def articles(folder: Path, sentences: list[str], count: int, paragraphs: int, *, headed: bool = True) -> None:
    """`count` articles of two sentences a paragraph, taken at steps that differ between articles."""
    folder.mkdir(parents=True)
    for number in range(count):
        write(folder, number, sentences, paragraphs, 0, headed=headed)


def write(
    folder: Path, number: int, sentences: list[str], paragraphs: int, edition: int, *, headed: bool = True
) -> None:
    """One article; another `edition` has other sentences. `headed`: its first sentence stands in no other one."""
    step = 1 + number // len(sentences)
    at = [sentences[(number + edition + place * step) % len(sentences)] for place in range(2 * paragraphs)]
    lines = [f"{at[2 * place]} {at[2 * place + 1]}" for place in range(paragraphs)]
    head = f"Article {number + 1} de l’édition {edition + 1} : {lines[0]}" if headed else lines[0]
    (folder / f"a{number:06}.txt").write_text("\n\n".join([head, *lines[1:]]) + "\n", encoding="utf-8")


def run(folder: Path, out: Path, state: Path, *, server: bool = True) -> Cost:
    """The real command; without `server` the batch alone, without Prefect."""
    code = "import sys; from pipeline.batch import run_batch; from pipeline.config import Config; from pathlib import Path; "
    code += "run_batch([sys.argv[1]], Path(sys.argv[2]), Config())"
    real = ["-m", "pipeline.cli", "run", str(folder), "--out", str(out)]
    arguments = [sys.executable, *(real if server else ["-c", code, str(folder), str(out)])]
    inherited = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(
        arguments, cwd=folder.parent, env={**inherited, "BITEXTE_STATE": str(state), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    said = process.stderr.read().decode(errors="replace")
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(said)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    record = json.loads((out / ".run.json").read_text(encoding="utf-8"))
    summary = record["summary"]
    return Cost(
        time.monotonic() - start,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        used.ru_maxrss / 1000,
        summary["documents"],
        summary["seconds"],
    )


def steps(work: Path, sentences: list[str], count: int, paragraphs: int) -> None:
    """Print the processor seconds of each step for an article that nothing is known of, in this process alone."""
    articles(work / "stepwise", sentences, count, paragraphs)
    os.environ["BITEXTE_STATE"] = str(work / "state-stepwise")
    config = Config(
        translate=TranslateConfig(memory=False, threads=1), run=RunConfig(document_seconds=0, document_memory_mb=0)
    )
    run_batch([work / "one"], work / "out-warm", config)  # tables are loaded once, whatever comes
    start = time.process_time()
    characters = sum(len(each.text) for each in read_paths([work / "stepwise"], config.run) if isinstance(each, Document))
    read = time.process_time() - start
    # The steps tell their time by the clock on the wall, which on a busy machine is that of others, too.
    clock, time.perf_counter = time.perf_counter, time.process_time
    try:
        summary = run_batch([work / "stepwise"], work / "out-stepwise", config)
    finally:
        time.perf_counter = clock
    found = {"read": read, **summary.seconds}
    total = sum(found.values())
    print(f"{count} articles of {characters / count:.0f} characters, {sum(summary.pairs.values()) / count:.1f} sentences each:")
    for step, seconds in sorted(found.items(), key=lambda item: -item[1]):
        print(f"  {step:<10} {1000 * seconds / count:8.1f} ms an article   {seconds / total:4.0%}")
    print(f"  together   {1000 * total / count:8.1f} ms: {3600 * count / total:.0f} articles an hour of one core", flush=True)


def show(name: str, cost: Cost) -> None:
    """One line, and one for the steps."""
    done = ", ".join(f"{count} {what}" for what, count in cost.documents.items() if count)
    print(f"{name:<22} {cost.wall:8.1f} s wall {cost.processor:8.1f} s processor {cost.memory:6.0f} MB   {done}")
    print(" " * 23 + ", ".join(f"{step} {value:.1f}" for step, value in cost.steps.items()), flush=True)


def main() -> None:
    """Make the articles, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="French sentences, one a line")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--paragraphs", type=int, default=5)
    parser.add_argument("--changed", type=int, default=10)
    parser.add_argument("--sentences", type=int, default=0, help="how many of the sentences to use; 0: all")
    parser.add_argument("--plain", action="store_true", help="the batch without Prefect")
    parser.add_argument("--steps", action="store_true", help="only the processor seconds of each step, for --articles")
    options = parser.parse_args()
    sentences = [line.strip() for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    sentences = sentences[: options.sentences or None]
    work = Path(tempfile.mkdtemp(prefix="scale-"))
    folder, out, state = work / "articles", work / "out", work / "state"
    try:
        articles(work / "one", sentences, 1, 1)
        if options.steps:
            steps(work, sentences, options.articles, options.paragraphs)
            return
        for name in ("one article, first", "one article, again"):
            show(name, run(work / "one", work / "out-one", state, server=not options.plain))
        headed = not options.sentences
        articles(folder, sentences, options.articles, options.paragraphs, headed=headed)
        for name in ("first", "unchanged"):
            show(f"{options.articles} articles, {name}", run(folder, out, state, server=not options.plain))
        for number in range(options.changed):
            write(folder, number * (options.articles // options.changed), sentences, options.paragraphs, 1, headed=headed)
        show(f"{options.changed} changed", run(folder, out, state, server=not options.plain))
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
