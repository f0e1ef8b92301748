"""`bitexte translate`: one article, repaired and translated."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.common import add_config, add_review, command, configuration, print_json, print_lines, tell

if TYPE_CHECKING:
    from pipeline.process import Processed

EXAMPLES = """\
  bitexte translate article.txt
  bitexte translate --bilingual article.txt
  bitexte translate --json - < article.txt
  bitexte translate article.html --out out    writes out/documents/article/ as well
"""
DESCRIPTION = """\
Print the English of one article, a line for each line that is kept. Standard input is read where no file, or "-",
is named."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = command(commands, "translate", execute, "translate one article", EXAMPLES, DESCRIPTION)
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="the article (default: standard input)")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="the sentence pairs as JSON")
    shape.add_argument("--bilingual", action="store_true", help="each French sentence with its English below")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the files of the document below DIR as well")
    add_review(parser)
    add_config(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the translation; 1 where a sentence has none."""
    from pipeline.article import article_json, translate_article
    from pipeline.batch import write_results
    from pipeline.corpus.documents import english_lines
    from pipeline.incremental import DocumentKey, directory, document_key
    from pipeline.lock import WAIT, locked
    from pipeline.review.bearing import after, bearing

    config = configuration(options)
    processed, digests = translate_article(options.file, config)
    if options.out is not None:
        document = processed.document
        key = document_key(
            document, config, digests, bearing(lambda each: directory(options.out, each.id), config)(document)
        )
        parts = after(key.parts, processed.segments, processed.review, config)
        with locked(options.out, WAIT):
            write_results(options.out, processed, DocumentKey(parts))
    if options.json:
        print_json(article_json(processed))
    elif options.bilingual:
        print_lines(bilingual(processed))
    else:
        print_lines(english_lines(processed.repair.lines, processed.segments))
    untranslated = [segment for segment in processed.segments if not segment.en]
    if untranslated:
        first = untranslated[0]
        where = f"the first in line {first.line} ({first.language})"
        tell(f"bitexte: no English for {len(untranslated)} sentences, {where}")
    return 1 if untranslated else 0


def bilingual(processed: Processed) -> Iterator[str]:
    """French above English, a blank line between the pairs; what is not kept is marked with its flags."""
    for place, segment in enumerate(processed.segments):
        if place:
            yield ""
        yield segment.fr
        yield segment.en
        if segment.status != "kept":
            yield f"[{segment.status}: {', '.join(flag.name for flag in segment.flags)}]"
