"""Where the project keeps what it can make again: unpacked models, installed models, the translation memory."""

from __future__ import annotations

import os
from pathlib import Path


def state_directory() -> Path:
    """`$BITEXTE_STATE`, or `.bitexte` in the working directory. It is not made here."""
    return Path(os.environ.get("BITEXTE_STATE") or ".bitexte").absolute()
