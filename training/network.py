"""The translation network: a small post-norm transformer in PyTorch.

The shape (6 encoder layers, 2 decoder layers, 256 dimensions) is that of the "tiny"
students of Firefox Translations, which follow Kim et al. 2019, "From Research to
Production and Back: Ludicrously Fast Neural Machine Translation". Two things differ from
Marian's version, because CTranslate2 must be able to run the result: the decoder has
causal self-attention instead of an SSRU, and source and target have separate vocabularies.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

EOS = 0
"""Index of `</s>` in both vocabularies; the decoder also starts from it."""
UNK = 1
"""Index of `<unk>` in both vocabularies."""
MAX_POSITIONS = 1024
HIDDEN = -1e9
"""Added to the attention score of a place that must not be seen."""


def sine_positions(length: int, width: int) -> np.ndarray:
    """Marian's position signal: all sines, then all cosines."""
    half = width // 2
    step = math.log(10000.0) / (half - 1)
    angle = np.arange(length)[:, None] * np.exp(-step * np.arange(half))[None]
    return np.concatenate([np.sin(angle), np.cos(angle)], axis=1).astype(np.float32)


class Attention(nn.Module):
    """Multi-head attention with its residual connection and layer norm.

    With `own=True` queries, keys and values come from the input; otherwise keys and
    values come from the encoder's output.
    """

    def __init__(self, width: int, heads: int, own: bool) -> None:
        super().__init__()
        self.heads = heads
        self.own = own
        if own:
            self.qkv = nn.Linear(width, 3 * width)
        else:
            self.q = nn.Linear(width, width)
            self.kv = nn.Linear(width, 2 * width)
        self.o = nn.Linear(width, width)
        self.ln = nn.LayerNorm(width)

    def _split(self, x: Tensor, parts: int) -> tuple[Tensor, ...]:
        batch, length, total = x.shape
        per_head = total // (parts * self.heads)
        x = x.view(batch, length, parts * self.heads, per_head).transpose(1, 2)
        return x.chunk(parts, 1)

    def forward(
        self,
        x: Tensor,
        memory: Tensor | None = None,
        mask: Tensor | None = None,
        causal: bool = False,
    ) -> Tensor:
        if self.own:
            q, k, v = self._split(self.qkv(x), 3)
        else:
            assert memory is not None
            (q,) = self._split(self.q(x), 1)
            k, v = self._split(self.kv(memory), 2)
        # Plain products: PyTorch's fused attention is several times slower here on a CPU.
        scores = torch.matmul(q * q.shape[-1] ** -0.5, k.transpose(-1, -2)).float()
        if causal:
            scores = scores + torch.full(scores.shape[-2:], HIDDEN).triu(1)
        if mask is not None:
            scores = scores + mask
        mixed = torch.matmul(torch.softmax(scores, -1).to(v.dtype), v)
        return self.ln(x + self.o(mixed.transpose(1, 2).reshape(x.shape)))


class FeedForward(nn.Module):
    """Two linear layers with a ReLU between, residual connection and layer norm."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.l1 = nn.Linear(width, inner)
        self.l2 = nn.Linear(inner, width)
        self.ln = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        return self.ln(x + self.l2(functional.relu(self.l1(x))))


class SSRU(nn.Module):
    """The parent's decoder recurrence (simpler simple recurrent unit, Kim et al. 2019).

    Needed only to read the parent and to distil its behaviour into self-attention.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.w = nn.Linear(width, width, bias=False)
        self.wf = nn.Linear(width, width)
        self.ln = nn.LayerNorm(width)

    def forward(self, x: Tensor, causal: bool = True) -> Tensor:
        new, keep = self.w(x), torch.sigmoid(self.wf(x))
        cell = torch.zeros_like(new[:, 0])
        outputs = []
        for t in range(x.shape[1]):
            cell = keep[:, t] * cell + (1 - keep[:, t]) * new[:, t]
            outputs.append(functional.relu(cell))
        return self.ln(x + torch.stack(outputs, 1))


class EncoderLayer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.att = Attention(width, heads, own=True)
        self.ffn = FeedForward(width, inner)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        return self.ffn(self.att(x, mask=mask))


class DecoderLayer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, recurrent: bool) -> None:
        super().__init__()
        self.slf = SSRU(width) if recurrent else Attention(width, heads, own=True)
        self.ctx = Attention(width, heads, own=False)
        self.ffn = FeedForward(width, inner)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        return self.ffn(self.ctx(self.slf(x, causal=True), memory=memory, mask=mask))


class Network(nn.Module):
    """Encoder, decoder and the two embedding tables; the target's is also the output layer."""

    def __init__(
        self,
        source_size: int,
        target_size: int,
        width: int = 256,
        heads: int = 8,
        inner: int = 1536,
        encoder_layers: int = 6,
        decoder_layers: int = 2,
        recurrent: bool = False,
    ) -> None:
        super().__init__()
        self.scale = math.sqrt(width)
        self.src = nn.Embedding(source_size, width)
        self.tgt = nn.Embedding(target_size, width)
        self.bias = nn.Parameter(torch.zeros(target_size))
        self.enc = nn.ModuleList(EncoderLayer(width, heads, inner) for _ in range(encoder_layers))
        self.dec = nn.ModuleList(
            DecoderLayer(width, heads, inner, recurrent) for _ in range(decoder_layers)
        )
        positions = torch.from_numpy(sine_positions(MAX_POSITIONS, width))
        self.register_buffer("pos", positions, persistent=False)

    def encode(self, source: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """Returns the encoder's output and the mask that hides the padding."""
        x = self.src(source) * self.scale + self.pos[: source.shape[1]]
        real = torch.arange(source.shape[1])[None] < lengths[:, None]
        mask = torch.zeros(real.shape).masked_fill(~real, HIDDEN)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            x = x.bfloat16()
        for layer in self.enc:
            x = layer(x, mask)
        return x, mask

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Hidden states that predict `target`; it is shifted right here."""
        x = self.tgt(target) * self.scale
        x = torch.cat([torch.zeros_like(x[:, :1]), x[:, :-1]], 1) + self.pos[: target.shape[1]]
        if torch.is_autocast_enabled("cpu"):
            x = x.bfloat16()
        for layer in self.dec:
            x = layer(x, memory, mask)
        return x

    def logits(self, hidden: Tensor) -> Tensor:
        return functional.linear(hidden, self.tgt.weight, self.bias)


def from_weights(weights: dict[str, Tensor]) -> Network:
    """A network of the shape that the weights have, filled with them."""
    layers = [key.split(".")[1] for key in weights if key.startswith("dec.")]
    encoder = [key.split(".")[1] for key in weights if key.startswith("enc.")]
    network = Network(
        weights["src.weight"].shape[0],
        weights["tgt.weight"].shape[0],
        width=weights["src.weight"].shape[1],
        inner=weights["enc.0.ffn.l1.weight"].shape[0],
        encoder_layers=1 + max(map(int, encoder)),
        decoder_layers=1 + max(map(int, layers)),
    )
    network.load_state_dict({key: value.float() for key, value in weights.items()})
    return network
