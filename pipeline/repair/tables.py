"""The tables under `data/`, read once a process."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=None)
def load_table(name: str) -> Mapping[str, Any]:
    """The content of `data/<name>.toml`. Callers must not change it."""
    return tomllib.loads((files("pipeline.repair") / "data" / f"{name}.toml").read_text(encoding="utf-8"))
