"""`bitexte models`: which translation models there are."""

from __future__ import annotations

import argparse
from typing import Any

from pipeline.commands.common import add_config, command, configuration, tell
from pipeline.errors import ModelError

EXAMPLES = """\
  bitexte models list
  bitexte models install fr-en                            from the Argos index: the one command that uses the network
  bitexte models install translate-fr_en.argosmodel       from a file
  bitexte models verify
"""
DESCRIPTION = """\
A model comes with the project, so that nothing has to be installed. An installed one is preferred to it; the
configuration ([translate] model) is preferred to both."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "models", execute, "list, install, verify and remove models", EXAMPLES, DESCRIPTION)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the models that are here")
    install = actions.add_parser("install", help="install a model")
    install.add_argument("source", metavar="SOURCE", help='a pair such as "fr-en", a path to an .argosmodel or its URL')
    install.add_argument("--index", metavar="URL", help="another index than that of Argos")
    install.add_argument("--sha256", default="", metavar="HEX", help="what the file must have")
    add_config(install)
    verify = actions.add_parser("verify", help="check the files of the model in use and translate a sentence")
    add_config(verify)
    remove = actions.add_parser("remove", help="remove an installed model")
    remove.add_argument("name", metavar="NAME")


def execute(options: argparse.Namespace) -> int:
    """Do what is asked for."""
    return {"list": show, "install": install, "verify": verify, "remove": remove}[options.action](options)


def show(options: argparse.Namespace) -> int:
    """List the models; 3 where none of them can be used."""
    from pipeline.translate.models import list_models

    models = list_models()
    for model in models:
        known = model.identity
        facts = f"{known.from_code} → {known.to_code}  {known.version}  {known.sha256[:12]}" if known else model.problem
        print(f"{model.origin:<9}  {model.path}  {facts}")
    if not any(model.identity for model in models):
        raise ModelError("no usable model: install one with `bitexte models install fr-en`")
    return 0


def install(options: argparse.Namespace) -> int:
    """Install a model and say which."""
    from pipeline.translate.install import INDEX
    from pipeline.translate.install import install as install_model

    config = configuration(options).translate
    path = install_model(options.source, config, index=options.index or INDEX, sha256=options.sha256)
    print(f"installed {path.name}")
    return 0


def verify(options: argparse.Namespace) -> int:
    """Check the model that is in use."""
    from pipeline.translate.models import find_model
    from pipeline.translate.models import verify as verify_model

    config = configuration(options).translate
    path = find_model(config)
    tell(f"bitexte: verifying {path}")
    identity = verify_model(path, config)
    print(f"{identity.name} {identity.version} is good ({identity.sha256})")
    return 0


def remove(options: argparse.Namespace) -> int:
    """Remove an installed model."""
    from pipeline.translate.install import remove as remove_model

    print(f"removed {remove_model(options.name).name}")
    return 0
