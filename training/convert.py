"""Between the network's weights and CTranslate2's int8 model, both ways."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import numpy as np
import torch
from ctranslate2.specs import attention_spec, common_spec, transformer_spec
from torch import Tensor

from .network import MAX_POSITIONS, UNK, sine_positions

DTYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
"""CTranslate2's numbers for the element types."""

NEVER = -1e4
"""Output bias of `<unk>`: the model can't say it."""


def _array(tensor: Tensor) -> np.ndarray:
    return tensor.detach().float().numpy().copy()


def _names(weights: dict[str, Tensor]) -> tuple[int, int]:
    encoder = {int(k.split(".")[1]) for k in weights if k.startswith("enc.")}
    decoder = {int(k.split(".")[1]) for k in weights if k.startswith("dec.")}
    return len(encoder), len(decoder)


def to_ctranslate2(
    weights: dict[str, Tensor],
    source: list[str],
    target: list[str],
    folder: Path,
    heads: int = 8,
    quantization: str = "int8",
) -> None:
    """Writes a CTranslate2 model folder."""
    layers = _names(weights)
    spec = transformer_spec.TransformerSpec.from_config(
        layers, heads, pre_norm=False, activation=common_spec.Activation.RELU
    )
    positions = sine_positions(MAX_POSITIONS, weights["src.weight"].shape[1])

    def linear(place: common_spec.LinearSpec, name: str) -> None:
        place.weight = _array(weights[f"{name}.weight"])
        place.bias = _array(weights[f"{name}.bias"])

    def norm(place: common_spec.LayerNormSpec, name: str) -> None:
        place.gamma = _array(weights[f"{name}.weight"])
        place.beta = _array(weights[f"{name}.bias"])

    def attention(place: attention_spec.MultiHeadAttentionSpec, name: str, own: bool) -> None:
        for slot, part in zip(place.linear, ["qkv", "o"] if own else ["q", "kv", "o"], strict=True):
            linear(slot, f"{name}.{part}")
        norm(place.layer_norm, f"{name}.ln")

    def feed_forward(place: transformer_spec.FeedForwardSpec, name: str) -> None:
        linear(place.linear_0, f"{name}.l1")
        linear(place.linear_1, f"{name}.l2")
        norm(place.layer_norm, f"{name}.ln")

    embeddings = spec.encoder.embeddings
    (embeddings[0] if isinstance(embeddings, list) else embeddings).weight = _array(
        weights["src.weight"]
    )
    spec.encoder.position_encodings.encodings = positions
    for i, layer in enumerate(spec.encoder.layer):
        attention(layer.self_attention, f"enc.{i}.att", own=True)
        feed_forward(layer.ffn, f"enc.{i}.ffn")
    decoder = spec.decoder
    decoder.start_from_zero_embedding = True
    decoder.embeddings.weight = _array(weights["tgt.weight"])
    decoder.position_encodings.encodings = positions
    for i, layer in enumerate(decoder.layer):
        attention(layer.self_attention, f"dec.{i}.slf", own=True)
        attention(layer.attention, f"dec.{i}.ctx", own=False)
        feed_forward(layer.ffn, f"dec.{i}.ffn")
    bias = _array(weights["bias"])
    bias[UNK] = NEVER
    decoder.projection.weight = decoder.embeddings.weight
    decoder.projection.bias = bias

    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    spec.config.add_source_eos = True
    spec.config.bos_token = spec.config.decoder_start_token = "</s>"
    spec.validate()
    spec.optimize(quantization=quantization)
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def read_tensors(model: bytes) -> dict[str, np.ndarray]:
    """The tensors of a `model.bin`, dequantised.

    The layout is that of `ModelSpec._serialize` in CTranslate2's `model_spec.py`, version 6.
    """
    at = 0

    def take(form: str) -> tuple[int, ...]:
        nonlocal at
        values = struct.unpack_from("<" + form, model, at)
        at += struct.calcsize("<" + form)
        return values

    def string() -> str:
        nonlocal at
        (length,) = take("H")
        text = model[at : at + length - 1].decode()
        at += length
        return text

    (version,) = take("I")
    if version != 6:
        raise ValueError(f"CTranslate2 file version {version}, expected 6")
    string()
    _, count = take("II")
    stored: dict[str, np.ndarray] = {}
    for _ in range(count):
        name = string()
        (rank,) = take("B")
        shape = take(f"{rank}I")
        kind, size = take("BI")
        data = np.frombuffer(model[at : at + size], DTYPES[kind])
        stored[name] = data.reshape(shape)
        at += size

    tensors: dict[str, np.ndarray] = {}
    for name, value in stored.items():
        if value.dtype == np.int8 and value.ndim == 2:
            value = value / stored[f"{name}_scale"][:, None]
        tensors[name] = np.asarray(value, np.float32)
    (aliases,) = take("I")
    for _ in range(aliases):
        name = string()
        tensors[name] = tensors[string()]
    return tensors


def from_ctranslate2(model: bytes) -> dict[str, Tensor]:
    """The network's weights from a `model.bin`."""
    tensors = read_tensors(model)
    weights: dict[str, Tensor] = {}

    def get(name: str) -> Tensor:
        return torch.from_numpy(tensors[name].copy())

    def linear(ours: str, theirs: str) -> None:
        weights[f"{ours}.weight"] = get(f"{theirs}/weight")
        weights[f"{ours}.bias"] = get(f"{theirs}/bias")

    def norm(ours: str, theirs: str) -> None:
        weights[f"{ours}.weight"] = get(f"{theirs}/layer_norm/gamma")
        weights[f"{ours}.bias"] = get(f"{theirs}/layer_norm/beta")

    def attention(ours: str, theirs: str, parts: list[str]) -> None:
        for i, part in enumerate(parts):
            linear(f"{ours}.{part}", f"{theirs}/linear_{i}")
        norm(f"{ours}.ln", theirs)

    def feed_forward(ours: str, theirs: str) -> None:
        linear(f"{ours}.l1", f"{theirs}/linear_0")
        linear(f"{ours}.l2", f"{theirs}/linear_1")
        norm(f"{ours}.ln", theirs)

    for side, short in (("encoder", "enc"), ("decoder", "dec")):
        last = "/ffn/linear_0/bias"
        layers = sum(name.startswith(f"{side}/layer_") and name.endswith(last) for name in tensors)
        for i in range(layers):
            ours, theirs = f"{short}.{i}", f"{side}/layer_{i}"
            own = "att" if short == "enc" else "slf"
            attention(f"{ours}.{own}", f"{theirs}/self_attention", ["qkv", "o"])
            if short == "dec":
                attention(f"{ours}.ctx", f"{theirs}/attention", ["q", "kv", "o"])
            feed_forward(f"{ours}.ffn", f"{theirs}/ffn")
    source = "encoder/embeddings_0/weight"
    weights["src.weight"] = get(source if source in tensors else "encoder/embeddings/weight")
    weights["tgt.weight"] = get("decoder/embeddings/weight")
    weights["bias"] = get("decoder/projection/bias").clone()
    return weights
