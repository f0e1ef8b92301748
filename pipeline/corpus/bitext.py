"""Writing the corpus: the kept pairs, each only once, in every format that is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from pipeline.config import OutputConfig
from pipeline.corpus.atomic import file_sha256, open_text
from pipeline.corpus.formats import formats, pair_id
from pipeline.corpus.generation import generation
from pipeline.document import Flag, Segment

#: The checksums of the files beside it, as `sha256sum --check` reads them.
CHECKSUMS = "SHA256SUMS"


def belongs(segment: Segment, keep_flagged: bool = False) -> bool:
    """Whether a pair goes into the corpus."""
    return segment.status == "kept" or (keep_flagged and segment.status == "flagged")


def mark_duplicates(segments: Iterable[Segment], keep_flagged: bool = False) -> Iterator[Segment]:
    """The same segments in the same order, every pair that the corpus already has rejected as `duplicate`.

    Equal means equal in both texts. The flag's value names the first pair.
    Holds 16 bytes a pair and its place.
    """
    seen: dict[bytes, str] = {}
    for segment in segments:
        if not belongs(segment, keep_flagged):
            yield segment
            continue
        place = pair_id(segment)
        key = hashlib.blake2b(f"{segment.fr}\0{segment.en}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
        first = seen.setdefault(key, place)
        if first == place:
            yield segment
        else:
            yield replace(segment, status="rejected", flags=(*segment.flags, Flag("duplicate", first, None)))


def write_corpus(
    out: Path, segments: Iterable[Segment], config: OutputConfig, *, keep_flagged: bool = False, marked: bool = False
) -> dict[str, str]:
    """Write the kept pairs to `out` in the formats of `config`, one after another as they come.

    `marked`: the segments come from `mark_duplicates` already. Gives the
    sha256 of each file by its name, which `SHA256SUMS` holds too. All files
    take their places in one step, when everything is written; files of formats
    that are not asked for go with the old ones, and so does what a killed run
    left behind. Raises ConfigError for an unknown format, BitexteError where writing fails.
    """
    chosen = formats(config.formats)
    with generation(out, _ours) as fresh:
        with ExitStack() as stack:
            sinks = [stack.enter_context(each.open(*(fresh / name for name in each.files))) for each in chosen]
            for segment in segments if marked else mark_duplicates(segments, keep_flagged):
                if belongs(segment, keep_flagged):
                    for sink in sinks:
                        sink(segment)
        hashes = {name: file_sha256(fresh / name) for name in sorted(name for each in chosen for name in each.files)}
        with open_text(fresh / CHECKSUMS) as file:
            file.writelines(f"{digest}  {name}\n" for name, digest in hashes.items())
    return hashes


def _ours(name: str) -> bool:
    return name == CHECKSUMS or name.startswith("bitext.") or (name.startswith(".bitext.") and name.endswith(".tmp"))
