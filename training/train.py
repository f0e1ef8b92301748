"""Trains the network on the CPU: a few processes that share one set of weights.

What makes it fast enough on two cores:
- Hogwild (Recht et al. 2011): each process has its own batches and its own Adam state and
  writes into the shared weights without locks;
- bfloat16 matrix products over float32 weights (a processor with AMX or AVX512-BF16);
- sampled softmax (Jean et al. 2015): the loss runs over the batch's own target pieces and
  some random others, corrected by their probability of being there; the last part of the
  run uses the whole vocabulary;
- batches of few different shapes (see `Buckets`).

The length of a run is a number of updates (`--steps`); `--minutes` also ends it by the
clock, for a machine shared with others: progress is then the larger of the two fractions,
and the learning rate falls to zero within the run either way. Drawing, changing and
segmenting the pairs depends only on the seed and the chunk's number, so an interrupted run
continues with `--resume` (half-filled buckets are lost). With several processes their
interleaving is left to chance.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import sentencepiece
import torch
import torch.multiprocessing
from torch import Tensor
from torch.nn import functional

from . import augment, data, vocabulary
from .data import Corpus, Pair
from .network import EOS, HIDDEN, Network, from_weights

LONGEST = 110
"""Pieces; longer sentences are left out."""
COMPOSED = 100_000
"""Made-up names to draw from."""
IGNORED = -100
"""Marks a place of a batch that has no piece to predict."""
Encoded = tuple[list[int], list[int]]
Change = Callable[[Pair, Pair, Random], Pair]
Preparation = Callable[
    [Corpus, Corpus, vocabulary.proto.ModelProto, vocabulary.proto.ModelProto, int], tuple[Corpus, Change]
]


@dataclass(frozen=True)
class Settings:
    """Everything that shapes a run."""

    steps: int = 24_000
    minutes: float = 0.0
    workers: int = 2
    seed: int = 1
    batch_tokens: int = 2000
    chunk_pairs: int = 2000
    negatives: int = 1500
    body_rate: float = 5e-4
    source_rate: float = 1e-3
    target_rate: float = 7e-4
    warm_up: int = 200
    full_from: float = 0.82
    average_from: float = 0.90
    spanish_share: float = 0.10
    resample_share: float = 0.2
    checkpoint_minutes: float = 10.0


def into_english(
    french: Corpus, spanish: Corpus, source: vocabulary.proto.ModelProto, target: vocabulary.proto.ModelProto, seed: int
) -> tuple[Corpus, Change]:
    """The Spanish pairs and what changes a pair before it is learned, on the way to English."""
    to_meet = vocabulary.to_meet(source, target, COMPOSED, seed)
    return spanish, augment.build(french, spanish, to_meet, seed)


class Stream:
    """An endless stream of changed and segmented pairs, in chunks."""

    def __init__(
        self,
        corpus: Corpus,
        spanish: Corpus,
        augmenter: Change,
        models: Path,
        settings: Settings,
    ) -> None:
        self.corpus = corpus
        self.spanish = spanish
        self.augmenter = augmenter
        self.settings = settings
        self.source = vocabulary.processor(models / "source.model")
        self.target = vocabulary.processor(models / "target.model")

    def _draw(self, count: int, progress: float, chance: Random) -> list[Pair]:
        """From the general mix at first, more and more from the news mix later."""
        pairs: list[Pair] = []
        tables = [
            (data.GENERAL, self.corpus),
            (data.NEWS, self.corpus),
            (data.SPANISH, self.spanish),
        ]
        share = self.settings.spanish_share
        news = (1 - share) * progress
        for (mix, corpus), weight in zip(tables, [1 - share - news, news, share], strict=True):
            tags = [tag for tag in mix if corpus.get(tag)]
            if not tags:
                continue
            for tag in chance.choices(tags, [mix[t] for t in tags], k=round(count * weight)):
                pairs.append(chance.choice(corpus[tag]))
        return pairs

    def chunk(self, worker: int, number: int, progress: float) -> list[Encoded]:
        chance = Random(f"{self.settings.seed}/{worker}/{number}")
        drawn = self._draw(self.settings.chunk_pairs, progress, chance)
        pairs = [self.augmenter(pair, chance.choice(drawn), chance) for pair in drawn]
        sources = self.source.encode([s for s, _ in pairs], num_threads=1)
        targets = self.target.encode([t for _, t in pairs], num_threads=1)
        if progress < self.settings.full_from:
            sentencepiece.set_random_generator_seed(chance.getrandbits(31))
            for i, (text, _) in enumerate(pairs):
                if "｟" not in text and chance.random() < self.settings.resample_share:
                    sources[i] = self.source.encode(
                        text, enable_sampling=True, alpha=0.5, nbest_size=-1
                    )
        return [
            ([*source, EOS], [*target, EOS])
            for source, target in zip(sources, targets, strict=True)
            if 0 < len(source) < LONGEST and 0 < len(target) < LONGEST
        ]


def rounded(length: int, multiple: int = 8) -> int:
    return -(-length // multiple) * multiple


class Buckets:
    """Sorts pairs by length into batches of few different shapes.

    oneDNN compiles a kernel for each new shape of a matrix product, which on two cores
    costs more than the product. So lengths are rounded up to a multiple of eight, and each
    pair of lengths has its own fixed number of sentences; a bucket is used once it is full.
    """

    def __init__(self, tokens: int) -> None:
        self.tokens = tokens
        self.waiting: dict[tuple[int, int], list[Encoded]] = {}

    def add(self, pairs: list[Encoded]) -> list[tuple[tuple[int, int], list[Encoded]]]:
        """The batches that these pairs complete, each with its two lengths."""
        full = []
        for pair in pairs:
            width, height = rounded(len(pair[0])), rounded(len(pair[1]))
            shape = max(width, height - 16), max(height, width - 16)
            bucket = self.waiting.setdefault(shape, [])
            bucket.append(pair)
            if len(bucket) == max(8, 2 * self.tokens // sum(shape) // 8 * 8):
                full.append((shape, self.waiting.pop(shape)))
        return full


def padded(rows: list[list[int]], length: int) -> tuple[Tensor, Tensor]:
    """A table of these rows, `length` wide, and their own lengths."""
    table: np.ndarray = np.zeros((len(rows), length), np.int64)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return torch.from_numpy(table), torch.tensor([len(row) for row in rows])


class Loss:
    """Cross entropy over the whole vocabulary or over a sample of it."""

    def __init__(self, frequencies: np.ndarray, negatives: int) -> None:
        share = (frequencies + 0.5) / (frequencies + 0.5).sum()
        self.share = torch.from_numpy(share)
        self.proposal = torch.from_numpy(share**0.5 / (share**0.5).sum())
        self.negatives = negatives

    def full(self, network: Network, hidden: Tensor, wanted: Tensor) -> Tensor:
        logits = network.logits(hidden).float()
        return functional.cross_entropy(logits, wanted, ignore_index=IGNORED)

    def sampled(self, network: Network, hidden: Tensor, wanted: Tensor) -> Tensor:
        real = wanted[wanted != IGNORED]
        others = torch.multinomial(self.proposal, self.negatives, replacement=True)
        kept, places = torch.unique(torch.cat([real, others]), return_inverse=True)
        expected = len(real) * self.share[kept] + self.negatives * self.proposal[kept]
        bias = network.bias[kept] - torch.log(-torch.expm1(-expected)).float()
        filler = rounded(len(kept), 128) - len(kept)
        kept = functional.pad(kept, (0, filler))
        bias = functional.pad(bias, (0, filler), value=HIDDEN)
        logits = functional.linear(hidden, network.tgt.weight[kept]).float() + bias
        index = torch.full_like(wanted, IGNORED)
        index[wanted != IGNORED] = places[: len(real)]
        return functional.cross_entropy(logits, index, ignore_index=IGNORED)


def selected(hidden: Tensor, target: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """The hidden states at real places and the pieces wanted there, filled up to a multiple
    of 128 with places that don't count."""
    places = torch.nonzero((torch.arange(target.shape[1])[None] < lengths[:, None]).reshape(-1))[
        :, 0
    ]
    filler = rounded(len(places), 128) - len(places)
    wanted = functional.pad(target.reshape(-1)[places], (0, filler), value=IGNORED)
    places = functional.pad(places, (0, filler))
    return hidden.reshape(-1, hidden.shape[-1])[places], wanted


def save(weights: dict[str, Tensor], path: Path) -> None:
    """Half precision, written beside and then moved into place."""
    beside = path.with_suffix(".part")
    torch.save({key: value.half() for key, value in weights.items()}, beside)
    os.replace(beside, path)


def work(
    worker: int,
    network: Network,
    stream: Stream,
    loss: Loss,
    settings: Settings,
    counts: Tensor,
    out: Path,
    earlier_seconds: float,
) -> None:
    """One process: draws, learns, and (the first one) saves and averages."""
    torch.set_num_threads(1)
    torch.manual_seed(settings.seed * 100 + worker)
    embeddings = {"src.weight": settings.source_rate, "tgt.weight": settings.target_rate}
    groups = [
        {"params": [p], "rate": embeddings.get(name, settings.target_rate)}
        for name, p in network.named_parameters()
        if not name.startswith(("enc", "dec"))
    ]
    body = [p for name, p in network.named_parameters() if name.startswith(("enc", "dec"))]
    groups.append({"params": body, "rate": settings.body_rate})
    optimiser = torch.optim.Adam(groups, lr=0.0, betas=(0.9, 0.98), eps=1e-9, fused=True)
    parameters = list(network.parameters())
    state_path = out / f"worker{worker}.pt"
    step = chunk = 0
    if state_path.exists():
        state = torch.load(state_path)
        optimiser.load_state_dict(state["optimiser"])
        step, chunk = state["step"], state["chunk"]

    buckets = Buckets(settings.batch_tokens)
    began = time.monotonic() - earlier_seconds
    saved = reported = time.monotonic()
    total_loss, total_pieces = 0.0, 0
    average: dict[str, Tensor] | None = None

    def progress() -> float:
        done = float(counts[:, 0].sum()) / settings.steps
        clock = (time.monotonic() - began) / 60 / settings.minutes if settings.minutes else 0.0
        return max(done, clock)

    def keep() -> None:
        state = {"optimiser": optimiser.state_dict(), "step": step, "chunk": chunk}
        state |= {"pairs": float(counts[worker, 1]), "seconds": time.monotonic() - began}
        torch.save(state, state_path)
        if worker == 0:
            save(network.state_dict(), out / "checkpoint.pt")

    while progress() < 1:
        chunk += 1
        order = Random(f"order/{settings.seed}/{worker}/{chunk}")
        full = buckets.add(stream.chunk(worker, chunk, progress()))
        order.shuffle(full)
        for (width, height), batch in full:
            at = progress()
            if at >= 1:
                break
            source, source_lengths = padded([s for s, _ in batch], width)
            target, target_lengths = padded([t for _, t in batch], height)
            with torch.autocast("cpu", torch.bfloat16):
                memory, mask = network.encode(source, source_lengths)
                hidden = network.decode(target, memory, mask)
                hidden, wanted = selected(hidden, target, target_lengths)
                measure = loss.full if at > settings.full_from else loss.sampled
                value = measure(network, hidden, wanted)
            value.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            rate = min(1.0, (step + 1) / settings.warm_up) * max(0.0, 1 - at)
            for group in optimiser.param_groups:
                group["lr"] = group["rate"] * rate
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            counts[worker, 0] = step
            counts[worker, 1] += len(batch)
            pieces = int(target_lengths.sum())
            total_loss += value.item() * pieces
            total_pieces += pieces
            if worker == 0 and at > settings.average_from and step % 20 == 0:
                current = network.state_dict()
                if average is None:
                    average = {key: tensor.clone() for key, tensor in current.items()}
                for key, tensor in current.items():
                    average[key].lerp_(tensor, 0.03)
            now = time.monotonic()
            if now - reported > 30:
                pairs, seconds = float(counts[:, 1].sum()), now - began
                print(
                    f"worker {worker}  {seconds:6.0f} s  progress {at:.3f}  step {step}  "
                    f"pairs {pairs:.0f} ({pairs / seconds:.0f}/s)  "
                    f"loss {total_loss / total_pieces:.3f}",
                    flush=True,
                )
                reported, total_loss, total_pieces = now, 0.0, 0
            if now - saved > 60 * settings.checkpoint_minutes:
                saved = now
                keep()
    keep()
    if worker == 0 and average is not None:
        save(average, out / "average.pt")


def train(
    start: Path,
    models: Path,
    corpus: list[Path],
    spanish: list[Path],
    out: Path,
    settings: Settings,
    resume: bool = False,
    prepare: Preparation = into_english,
) -> None:
    """A whole run; leaves `final.pt` and `average.pt` in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "20000")
    french_pairs, spanish_pairs = data.read_corpus(*corpus), data.read_corpus(*spanish)
    both = vocabulary.load(models / "source.model"), vocabulary.load(models / "target.model")
    spanish_pairs, augmenter = prepare(french_pairs, spanish_pairs, *both, settings.seed)
    stream = Stream(french_pairs, spanish_pairs, augmenter, models, settings)
    counts = torch.zeros(settings.workers, 2, dtype=torch.float64).share_memory_()
    earlier = 0.0
    if resume:
        start = out / "checkpoint.pt"
        for i in range(settings.workers):
            state = torch.load(out / f"worker{i}.pt")
            counts[i] = torch.tensor([state["step"], state["pairs"]], dtype=torch.float64)
            earlier = max(earlier, state["seconds"])
    else:
        for old in out.glob("worker*.pt"):
            old.unlink()
    network = from_weights(torch.load(start))
    network.share_memory()
    frequencies = np.zeros(network.tgt.num_embeddings)
    for number in range(5):
        for _, target in stream.chunk(-1, number, 0.5):
            np.add.at(frequencies, target, 1)
    loss = Loss(frequencies, settings.negatives)
    context = torch.multiprocessing.get_context("fork")
    processes = [
        context.Process(
            target=work, args=(i, network, stream, loss, settings, counts, out, earlier)
        )
        for i in range(settings.workers)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise SystemExit("a training process failed")
    save(network.state_dict(), out / "final.pt")
    print(f"done: {int(counts[:, 0].sum())} steps, {int(counts[:, 1].sum())} pairs", flush=True)


def main(arguments: list[str] | None = None, prepare: Preparation = into_english) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--vocabulary", type=Path, required=True, help="folder of vocabulary.py")
    options.add_argument("--start", type=Path, help="weights to start from; default its start.pt")
    options.add_argument("--corpus", type=Path, nargs="+", required=True)
    options.add_argument("--spanish", type=Path, nargs="+", required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--resume", action="store_true", help="continue from the last checkpoint")
    defaults = Settings()
    for name in ("steps", "workers", "seed", "batch_tokens", "negatives"):
        options.add_argument(
            f"--{name.replace('_', '-')}", type=int, default=getattr(defaults, name)
        )
    rates = ("body_rate", "source_rate", "target_rate", "spanish_share")
    for name in ("minutes", "checkpoint_minutes", *rates):
        options.add_argument(
            f"--{name.replace('_', '-')}", type=float, default=getattr(defaults, name)
        )
    a = options.parse_args(arguments)
    chosen = {k: v for k, v in vars(a).items() if k in Settings.__dataclass_fields__}
    train(
        a.start or a.vocabulary / "start.pt",
        a.vocabulary,
        a.corpus,
        a.spanish,
        a.out,
        Settings(**chosen),
        a.resume,
        prepare,
    )


if __name__ == "__main__":
    main()
