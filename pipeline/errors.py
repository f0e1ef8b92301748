"""Errors whose text is meant for the user: one line, saying what and where."""


class BitexteError(Exception):
    """Anything the user can act on. `exit_code` is what the command ends with."""

    exit_code = 2


class InputError(BitexteError):
    """An input that cannot be read: missing, empty, binary, malformed."""


class ConfigError(BitexteError):
    """A configuration with an unknown key or a value out of its range."""


class ModelError(BitexteError):
    """No usable model: none installed, or a package that is broken."""

    exit_code = 3
