"""`bitexte doctor`: what is installed, which model is used, whether anything would reach for the network."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from pipeline.commands.common import add_config, command, config_path, configuration
from pipeline.errors import BitexteError

EXAMPLES = """\
  bitexte doctor
"""

#: Environment variables that would send something over the network, with what they do.
REACHING = {
    "PREFECT_API_URL": "runs report to the Prefect server there",
    "PREFECT_CLOUD_API_URL": "runs may report to Prefect Cloud",
}


def add(commands: Any) -> None:
    """Declare the command."""
    add_config(command(commands, "doctor", execute, "look for the usual trouble", EXAMPLES))


def execute(options: argparse.Namespace) -> int:
    """Print what is found; the exit code of the worst trouble."""
    worst = 0
    for name, check in (
        ("python", _python),
        ("packages", _packages),
        ("configuration", lambda: _configuration(options)),
        ("model", lambda: _model(options)),
        ("state", _state),
        ("network", _network),
    ):
        try:
            text, mark = check(), "ok"
        except BitexteError as error:
            text, mark, worst = str(error), "no", max(worst, error.exit_code)
        print(f"{mark}  {name:<14} {text}")
    return worst


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores"


def _packages() -> str:
    parts, wrong = [f"bitexte {version('bitexte')}"], []
    for text in requires("bitexte") or ():
        needed = Requirement(text)
        if needed.marker is not None and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(needed.name)
        except PackageNotFoundError:
            wrong.append(f"{needed.name} is missing")
            continue
        if not needed.specifier.contains(found, prereleases=True):
            wrong.append(f"{needed.name} {found} is not {needed.specifier}")
        parts.append(f"{needed.name} {found}")
    if wrong:
        raise BitexteError("; ".join(wrong))
    return ", ".join(parts)


def _configuration(options: argparse.Namespace) -> str:
    configuration(options)
    path = config_path(options)
    return str(path) if path else "defaults"


def _model(options: argparse.Namespace) -> str:
    from pipeline.translate.models import find_model, prepare

    path = find_model(configuration(options).translate)
    _, identity = prepare(path)
    return f"{identity.name} {identity.version} ({identity.sha256[:12]}) from {path}"


def _state() -> str:
    from pipeline.translate.state import state_directory

    state = state_directory()
    place = next(path for path in (state, *state.parents) if path.exists())
    if not os.access(place, os.W_OK):
        raise BitexteError(f"{state}: cannot write there; set BITEXTE_STATE")
    size = sum(path.stat().st_size for path in Path(state).rglob("*") if path.is_file()) if state.exists() else 0
    return f"{state}, {size / 1e6:.0f} MB"


def _network() -> str:
    said = [f"{name} is set: {what}" for name, what in REACHING.items() if os.environ.get(name)]
    asked = "nothing is fetched unless `bitexte models install` is asked for"
    return "; ".join([*said, asked]) + (f" (in {sys.prefix})" if sys.prefix != sys.base_prefix else "")
