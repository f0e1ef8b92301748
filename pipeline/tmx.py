"""Translation Memory eXchange 1.4, written and read; there is no date in what is written: equal content, equal files."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pipeline.errors import InputError

#: Characters that XML 1.0 does not allow in any spelling (§2.2); lone surrogates are seen to when a file is encoded.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

TAIL = "  </body>\n</tmx>\n"


def head(source: str) -> str:
    """What begins a file whose source language is `source` ("*all*": each unit has its own)."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        f'  <header creationtool="bitexte" creationtoolversion="{version("bitexte")}" segtype="sentence"'
        f' o-tmf="bitexte" adminlang="en" srclang={quoteattr(source)} datatype="plaintext"/>\n'
        "  <body>\n"
    )


def unit(
    texts: Mapping[str, str], *, identity: str = "", source: str = "", properties: Mapping[str, str] | None = None
) -> str:
    """A translation unit: `texts` by language; `identity` is its tuid, `source` its language where the header has
    none."""
    attributes = "".join(
        f" {name}={quoteattr(_legal(value))}" for name, value in (("tuid", identity), ("srclang", source)) if value
    )
    notes = "".join(
        f"      <prop type={quoteattr(name)}>{_escaped(value)}</prop>\n" for name, value in (properties or {}).items()
    )
    variants = "".join(
        f"      <tuv xml:lang={quoteattr(language)}><seg>{_escaped(text)}</seg></tuv>\n"
        for language, text in texts.items()
    )
    return f"    <tu{attributes}>\n{notes}{variants}    </tu>\n"


def read_units(path: Path) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The texts by language ("fr" for "fr-FR"; marks inside them left out) and the properties of each unit, one after
    another. Raises InputError where the file cannot be read or is no TMX."""
    # Entities that a document type declares are the one way in which XML can blow up or read other files; expat
    # reads no external ones, and refuses amplification itself.
    try:
        with path.open("rb") as file:
            events = ElementTree.iterparse(file, events=("start", "end"))
            _, root = next(events)
            if root.tag != "tmx":
                raise InputError(f"{path}: not a TMX file (its root is <{root.tag}>)")
            for event, element in events:
                if event == "end" and element.tag == "tu":
                    properties = {each.get("type", ""): each.text or "" for each in element.iter("prop")}
                    yield {_language(each): _segment(each) for each in element.iter("tuv")}, properties
                    root.clear()
    except (OSError, ElementTree.ParseError, StopIteration, LookupError, ValueError) as error:
        raise InputError(f"{path}: not a readable TMX file ({error})") from error


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _escaped(text: str) -> str:
    return escape(_legal(text), {chr(13): "&#13;"})


def _language(variant: ElementTree.Element) -> str:
    return (variant.get(_XML_LANG) or variant.get("lang") or "").lower().split("-")[0]


def _segment(variant: ElementTree.Element) -> str:
    segment = variant.find("seg")
    return "".join(segment.itertext()).strip() if segment is not None else ""
