"""One article, without batch or flow: repaired, or repaired and translated, with the JSON that the commands print."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cleaning import Cleaned, clean_document
from pipeline.config import Config
from pipeline.document import Edit
from pipeline.errors import BitexteError, InputError
from pipeline.reading import Quarantined, read_one

if TYPE_CHECKING:
    from pipeline.process import Processed


def clean_article(path: str | Path, config: Config) -> Cleaned:
    """The repaired article. Raises InputError where it cannot be read or is in another language."""
    outcome = clean_document(read_one(path, config.run), config)
    if isinstance(outcome, Quarantined):
        raise InputError(f"{outcome.source}: {outcome.reason}")
    return outcome


def translate_article(path: str | Path, config: Config) -> tuple[Processed, Mapping[str, str]]:
    """The article after every step, and the digests of the translator.

    Raises InputError where it cannot be read or is in another language, ModelError where there is no usable model.
    """
    # The engine takes a second to import, which `bitexte clean` need not pay.
    from pipeline.process import open_translator, process

    document = read_one(path, config.run)
    with open_translator(config) as translator:
        (outcome,) = process([document], config, translator)
        digests = translator.digests
    if isinstance(outcome, Quarantined):
        kind = BitexteError if outcome.reason.startswith("failed") else InputError
        raise kind(f"{outcome.source}: {outcome.reason}")
    return outcome, digests


def account(cleaned: Cleaned | Processed) -> list[Edit]:
    """All edits, applied and proposed, in the order of the text."""
    edits = (*cleaned.repair.edits, *cleaned.repair.proposals)
    return sorted(edits, key=lambda edit: (edit.line, edit.start, edit.end, not edit.applied))


def clean_json(cleaned: Cleaned) -> dict[str, Any]:
    """What `bitexte clean --json` prints."""
    lines = zip(cleaned.document.lines, cleaned.repair.lines, strict=True)
    return {
        "id": cleaned.document.id,
        "language": cleaned.language.language,
        "lines": [{"line": number, "raw": raw, "clean": clean} for number, (raw, clean) in enumerate(lines, 1)],
        "edits": [edit.to_json() for edit in account(cleaned)],
    }


def article_json(processed: Processed) -> dict[str, Any]:
    """What `bitexte translate --json` prints."""
    keys = ("line", "index", "fr_raw", "fr", "en", "language", "status", "flags")
    segments = (segment.to_json() for segment in processed.segments)
    return {
        "id": processed.document.id,
        "language": processed.language.language,
        "segments": [{key: segment[key] for key in keys} for segment in segments],
    }
