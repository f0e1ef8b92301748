"""Hostile input: articles and files that break programs, and what has to hold when the real command reads them.

    python -m benchmarks.nasties [--seed 1] [--small] [--keep DIR]

Makes at least 200 nasties in a directory, runs `bitexte run` over it and prints what does not hold: a traceback on the
screen, a character there that a terminal obeys, an input without an account, anything changed outside `out/`, a file
of the corpus that does not parse, a page with an element of an article, a wrong exit code. `--small` leaves out those
of several megabytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import html.parser
import io
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet

from pipeline.corpus.documents import read_edits, read_jsonl, read_segments
from pipeline.repair import apply_text, revert_text
from pipeline.report.visible import UNSAFE

ROOT = Path(__file__).parent.parent
FRENCH = (
    "Le conseil municipal a voté mardi soir un budget de douze millions d’euros pour les écoles de la ville.",
    "La maire a remercié les habitants qui avaient écrit au journal pendant l’été.",
    "Une deuxième réunion aura lieu au mois de septembre dans la grande salle.",
)
ARTICLE = "\n\n".join(FRENCH) + "\n"
#: What an article may not bring to life in a page; the marker tells its elements from those of the page.
MARKER = "nasty7351"
SCRIPT = f"<script>alert('{MARKER}')</script>"
LIVE = ("script", "iframe", "object", "embed", "img", "svg", "form", "base", "meta", "link", "style")

Write = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Nasty:
    """An entry of a directory. `accounts`: documents and quarantined inputs that it has to become, None if either
    nothing or one will do (which of them is the system's business)."""

    name: str
    write: Write
    accounts: int | None = 1


def nasties(seed: int = 1, *, small: bool = False) -> list[Nasty]:
    """The nasties in a fixed order; equal for equal seeds."""
    chance = random.Random(seed)
    found = [
        *_encodings(),
        *_characters(),
        *_shapes(chance, small=small),
        *_other_kinds(chance),
        *_pages(small=small),
        *_records(),
        *_tables(small=small),
        *_names(),
        *_file_system(),
        *_languages(),
        *_noise(chance),
    ]
    return found


def _text(name: str, text: str, accounts: int | None = 1) -> Nasty:
    return _bytes(name, text.encode("utf-8", "surrogatepass"), accounts)


def _bytes(name: str, raw: bytes, accounts: int | None = 1) -> Nasty:
    return Nasty(name, lambda folder: _file(folder / name, raw), accounts)


def _file(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)


def _encodings() -> Iterator[Nasty]:
    for encoding in (
        "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7",
        "cp1252", "cp1250", "cp437", "cp850", "cp037", "iso8859-1", "iso8859-15", "iso8859-2", "mac-roman", "koi8-r",
        "shift_jis", "big5", "gb18030", "hz", "iso2022_jp",
    ):  # fmt: skip
        yield _bytes(f"encoding-{encoding}.txt", ARTICLE.encode(encoding, "replace"))
    raw = ARTICLE.encode()
    yield _bytes("encoding-bom-big-endian.txt", b"\xfe\xff" + ARTICLE.encode("utf-16-be"))
    yield _bytes("encoding-utf-16-odd.txt", ARTICLE.encode("utf-16") + b"\x00")
    yield _bytes("encoding-wrong-bom.txt", b"\xff\xfe" + raw)
    yield _bytes("encoding-two-boms.txt", b"\xef\xbb\xbf" * 2 + raw)
    yield _bytes("encoding-cut.txt", raw[: raw.index("é".encode()) + 1])
    yield _bytes("encoding-overlong.txt", raw + b"\xc0\xaf\xe0\x80\xaf\n")
    yield _bytes("encoding-cesu.txt", raw + b"\xed\xa0\xbd\xed\xb8\x80\n")
    yield _bytes("encoding-beyond-unicode.txt", raw + b"\xf7\xbf\xbf\xbf\n")
    yield _bytes("encoding-half-half.txt", raw + ARTICLE.encode("cp1252"))
    yield _bytes("encoding-mojibake-3.txt", _mojibake(ARTICLE, 3).encode())
    yield _bytes("encoding-all-bytes.txt", bytes(range(1, 256)) * 4)
    yield _bytes("encoding-high-bytes.txt", bytes(range(128, 256)) * 8)
    yield _bytes("encoding-ebcdic-newlines.txt", ARTICLE.replace("\n", "\x85").encode())


def _mojibake(text: str, times: int) -> str:
    for _ in range(times):
        text = text.encode().decode("latin-1")
    return text


def _characters() -> Iterator[Nasty]:
    first, second, third = FRENCH
    for number in (*range(1, 32), 0x7F, *range(0x80, 0xA0, 5)):
        if number not in (10, 13):
            yield _text(f"control-{number:02x}.txt", f"{first}{chr(number)}{second}\n{chr(number)}\n{third}\n")
    yield _text("control-nul.txt", f"{first}\0{second}\n")
    yield _text("control-nul-first.txt", f"\0{ARTICLE}")
    yield _text("control-escape-terminal.txt", f"\x1b]0;{MARKER}\x07\x1b[2J\x1b[31m{ARTICLE}\x1b[0m")
    for number in (0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C):
        yield _text(f"bidi-{number:04x}.txt", f"{chr(number)}{first}\n{second}{chr(number) * 3}\n")
    for number in (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x180E, 0xFFF9, 0xFFFC, 0xFFFD, 0xFFFE, 0xE0041):
        yield _text(f"invisible-{number:04x}.txt", chr(number).join(first) + "\n" + chr(number) * 3000 + second + "\n")
    for number in (0x2028, 0x2029, 0x0085, 0x000B, 0x000C, 0x3000, 0x00A0, 0x2009, 0x202F, 0x1680):
        yield _text(f"space-{number:04x}.txt", f"{chr(number)}{first}{chr(number) * 50}{second}{chr(number)}\n")
    yield _text("combining-10000.txt", f"{first} e{chr(0x301) * 10_000} {second}\n")
    yield _text("combining-every-letter.txt", "".join(each + "\u0323\u0307\u0336" for each in ARTICLE))
    yield _text("decomposed.txt", "".join(f"e{chr(0x301)}" if each == "é" else each for each in ARTICLE))
    yield _text("emoji-zwj.txt", f"{first} {'👩‍👩‍👧‍👦' * 300} {second} 🏴󠁧󠁢󠁳󠁣󠁴󠁿 {'🇫🇷' * 200}\n")
    yield _text("emoji-modifiers.txt", f"{first} {'👍🏿️⃣' * 500}\n")
    yield _text("right-to-left.txt", f"{first} مرحبا بالعالم {second} שלום עולם\n{third}\n")
    yield _text("private-use.txt", f"{first} {''.join(map(chr, range(0xE000, 0xE200)))} {second}\n")
    yield _text("noncharacters.txt", f"{first} \ufdd0\ufdef\U0001fffe\U0010ffff {second}\n")
    yield _text("zalgo.txt", f"{first} {''.join(each + ''.join(map(chr, range(0x300, 0x36F))) for each in 'Paris')}\n")
    yield _text("homoglyphs.txt", ARTICLE.translate(str.maketrans("aeopc", "аеорс")))
    yield _text("full-width.txt", "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in ARTICLE))
    yield _text("ligatures.txt", f"{first} \ufb01n \ufb03 \u01c6 \ufdfa \u1e9e {second}\n")


def _shapes(chance: random.Random, *, small: bool) -> Iterator[Nasty]:
    first, second, _ = FRENCH
    # A model takes its time over every piece of nonsense.
    some = 200 if small else 2000
    yield _text("shape-empty.txt", "")
    yield _text("shape-one-letter.txt", "a")
    yield _text("shape-one-newline.txt", "\n")
    yield _text("shape-spaces.txt", " \t\u00a0\u3000\n" * some)
    yield _text("shape-newlines.txt", "\n" * 5000)
    yield _text("shape-punctuation.txt", "?!.,;:…«»“”‘’()[]{}—–-*/\\|@#%&" * (some // 50) + "\n")
    yield _text("shape-digits.txt", "1234567890 " * some + "\n")
    yield _text("shape-upper.txt", ARTICLE.upper())
    yield _text("shape-no-spaces.txt", ARTICLE.replace(" ", ""))
    yield _text("shape-no-stop.txt", ARTICLE.replace(".", "") + first.replace(".", " ") * (some // 50) + "\n")
    yield _text("shape-one-word-a-line.txt", ARTICLE.replace(" ", "\n"))
    yield _text("shape-carriage-returns.txt", ARTICLE.replace("\n", "\r"))
    yield _text("shape-mixed-line-ends.txt", f"{first}\r\n{second}\r\r\n\n\r{first}")
    yield _text("shape-brackets.txt", f"{first} {'[' * some}{second}{']' * some}\n")
    yield _text("shape-parentheses.txt", f"{first} {'(' * some}{second}\n")
    yield _text("shape-quotes.txt", f"{first} {'« ' * some}{second}{' »' * (some - 1)}\n")
    yield _text("shape-quotes-mixed.txt", f"{'“«‘' * some}{first}{'»”’' * (some // 2)}\n")
    yield _text("shape-dots.txt", f"{first} {'. ' * some}{second}\n")
    yield _text("shape-apostrophes.txt", f"{first} {chr(39) * some} {second}\n")
    yield _text("shape-same-word.txt", f"{first} {'très ' * some}loin.\n")
    yield _text("shape-long-word.txt", f"{first} {'anticonstitutionnellement' * (some // 2)} {second}\n")
    yield _text("shape-long-address.txt", f"{first} https://example.org/{'a' * some * 10}?{'b=c&' * some} {second}\n")
    yield _text("shape-placeholders.txt", f"{first} ⟦0⟧ ｟1｠ {{0}} %s ${{x}} <x id=1/> __0__ ▁▁ <unk> </s> [MASK] {second}\n")
    yield _text("shape-pieces.txt", f"{first} ▁le ▁la <s> </s> <pad> <0x0A> <0xFF> @@ {second}\n")
    yield _text("shape-markdown.txt", f"# {first}\n\n```\n{second}\n```\n\n| a | b |\n|---|---|\n![x](javascript:{MARKER})\n")
    yield _text("shape-latex.txt", f"{first} \\input{{/etc/passwd}} \\write18{{rm -rf}} $$x^2$$ {second}\n")
    yield _text("shape-shell.txt", f"{first} $(touch {MARKER}) `id` ; rm -rf / | cat > {MARKER} {second}\n")
    yield _text("shape-sql.txt", f"{first}'); DROP TABLE machine; -- {second}\n")
    yield _text("shape-format.txt", f"{first} %n%n%s %x {{}} {{0.__class__}} {second}\n")
    yield _text("shape-json.txt", json.dumps({"text": ARTICLE}) + "\n")
    yield _text("shape-tabs.txt", ARTICLE.replace(" ", "\t"))
    yield _text("shape-formula.txt", f"=cmd|' /C calc'!A0\n{first}\n+1+1\n@SUM(1)\n-2\n")
    yield _text("shape-tmx-bomb.txt", f'<!DOCTYPE x [<!ENTITY a "aaaa">]><tmx>&a;</tmx> ]]> <![CDATA[ {first}\n')
    words = " ".join(FRENCH).split()
    yield _text("shape-shuffled.txt", " ".join(chance.choices(words, k=some)) + "\n")
    if not small:
        yield _text("shape-line-50-mb.txt", (first + " ") * (50_000_000 // (len(first.encode()) + 1)))
        yield _text("shape-line-1900000.txt", (" ".join(FRENCH) + " ") * (1_900_000 // (len(" ".join(FRENCH)) + 1)) + "\n")
        yield _text("shape-lines-100000.txt", "".join(FRENCH[number % 3] + "\n" for number in range(100_000)))
        yield _text("shape-word-1900000.txt", f"{ARTICLE}{'a' * 1_900_000}\n")
        yield _text("shape-blank-line-1900000.txt", f"{ARTICLE}{' ' * 1_900_000}.\n")
        yield _bytes("shape-101-mb.txt", ARTICLE.encode() * (101_000_000 // len(ARTICLE.encode())))


def _other_kinds(chance: random.Random) -> Iterator[Nasty]:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("../escape.txt", ARTICLE)
    kinds = {
        "zip": archive.getvalue(),
        "gzip": gzip.compress(ARTICLE.encode(), mtime=0),
        "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + chance.randbytes(200),
        "jpeg": b"\xff\xd8\xff\xe0" + chance.randbytes(200),
        "gif": b"GIF89a" + chance.randbytes(200),
        "webp": b"RIFF\x24\0\0\0WEBPVP8 " + chance.randbytes(100),
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        "elf": b"\x7fELF\x02\x01\x01" + bytes(64),
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
        "rtf": b"{\\rtf1\\ansi\\deff0 Le conseil a vot\\'e9.}",
        "sqlite": b"SQLite format 3\x00" + bytes(84),
        "xz": b"\xfd7zXZ\x00\x00\x04" + chance.randbytes(60),
        "zstandard": b"\x28\xb5\x2f\xfd" + chance.randbytes(60),
        "bzip2": b"BZh91AY&SY" + chance.randbytes(60),
        "pickle": b"cos\nsystem\n(S'touch nasty7351'\ntR.",
        "random": chance.randbytes(4000),
        "zeros": bytes(4000),
    }
    for kind, raw in kinds.items():
        for end in ("txt", "html", "jsonl", "csv") if kind in ("zip", "png", "gzip") else ("txt",):
            # Each line of such a file may be refused for itself.
            yield _bytes(f"kind-{kind}.{end}", raw, sum(bool(line.strip()) for line in raw.split(b"\n")) if end == "jsonl" else 1)


def _pages(*, small: bool) -> Iterator[Nasty]:
    body = "".join(f"<p>{each}</p>" for each in FRENCH * 2)
    page = "<html><head><title>{title}</title>{head}</head><body><article>{body}</article></body></html>"

    def made(name: str, title: str = "Le budget", head: str = "", body: str = body) -> Nasty:
        return _text(f"page-{name}.html", page.format(title=title, head=head, body=body))

    yield made("plain")
    yield made("script", body=body + SCRIPT + f'<img src=x onerror="alert(\'{MARKER}\')"><p onclick="{MARKER}()">Le vent.</p>')
    yield made("script-as-text", body=body + f"<p>{FRENCH[0]} &lt;script&gt;alert('{MARKER}')&lt;/script&gt;</p>")
    yield made("title-script", title=f"&lt;/title&gt;&lt;script&gt;alert('{MARKER}')&lt;/script&gt;")
    yield made("title-quotes", title=f"&quot;&gt;&lt;img src=x onerror={MARKER}&gt;")
    yield made("address-script", head=f'<link rel="canonical" href="javascript:alert(\'{MARKER}\')">')
    yield made("title-long", title="Le budget " * 20_000)
    yield made("title-control", title="\x1b[2J\u202eLe budget\x07")
    yield made("date-nonsense", head='<meta property="article:published_time" content="99999-99-99T99:99">')
    yield made("date-huge", head=f'<meta property="article:published_time" content="{"9" * 5000}">')
    yield made("nested-10000", body="<div>" * 10_000 + body + "</div>" * 10_000)
    yield made("nested-spans", body="<p>" + "<span><b><i>" * 3000 + FRENCH[0] + "</p>" + body)
    yield made("nested-quotes", body="<blockquote>" * 2000 + body)
    yield made("nested-lists", body="<ul><li>" * 2000 + FRENCH[0] + body)
    yield made("nested-tables", body="<table><tr><td>" * 1000 + body)
    yield made("unclosed", body=body.replace("</p>", ""))
    yield made("crossed", body=f"<b><i>{body}</b></i></p></div></article></html>{body}")
    yield made("broken", body=f"<<<p>>><p {'x' * 500}='<p>{FRENCH[0]}</p <!-- {body}")
    yield made("comment-open", body=f"{body}<!-- {FRENCH[0]}")
    yield made("attributes-5000", body=f"<p {' '.join(f'a{n}={n}' for n in range(5000))}>{FRENCH[0]}</p>{body}")
    yield made("entities", body=f"<p>&#0;&#xD800;&#x110000;&nosuch;&#99999999999;&lt;&amp;lt; {FRENCH[0]}</p>{body}")
    yield made("cdata", body=f"<![CDATA[{FRENCH[0]}]]>{body}")
    yield made("charset-lie", head='<meta charset="utf-16">')
    yield made("charset-unknown", head='<meta charset="nosuch-9">')
    yield made("charset-long", head=f'<meta charset="{"x" * 10_000}">')
    yield made("charset-codec", head='<meta charset="zlib_codec">')
    yield made("base", head=f'<base href="https://{MARKER}.example/"><meta http-equiv="refresh" content="0;url=//{MARKER}">')
    yield made("frames", body=f'<iframe src="https://{MARKER}.example/"></iframe><object data="file:///etc/passwd"></object>{body}')
    yield made("data-address", body=f'{body}<p>{FRENCH[0]} <a href="data:text/html,{MARKER}">lien</a></p>')
    yield made("schema", head=f'<script type="application/ld+json">{{"@graph": [[[1]]], "headline": ["{MARKER}"], "url": 3}}</script>')
    yield made("schema-deep", head='<script type="application/ld+json">' + '{"a":' * 20_000 + "</script>")
    yield _text("page-empty.html", "<html></html>")
    yield _text("page-no-html.html", ARTICLE)
    yield _text("page-only-script.html", SCRIPT * 50)
    yield _bytes("page-latin.html", page.format(title="L'été", head='<meta charset="latin-1">', body=body).encode("cp1252", "replace"))
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    yield _text("page-laughs.xhtml", f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "ha">{bomb}]><html><body><p>&a9;</p>{body}</body></html>')
    yield _text("page-external.xhtml", f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x; {FRENCH[0]}</p>{body}</body></html>')
    yield _text("page-declared.xhtml", f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>')
    if not small:
        yield made("paragraphs-20000", body=body + "<p>Le vent se lève.</p>" * 20_000)
        yield made("nested-200000", body="<div>" * 200_000 + body)


def _records() -> Iterator[Nasty]:
    text = json.dumps(" ".join(FRENCH))
    lines = {
        "number": '{"text": 3}', "null": '{"text": null}', "bool": '{"text": true}', "list": '{"text": ["a"]}',
        "object": '{"text": {"a": 1}}', "missing": '{"body": "x"}', "array": "[1, 2]", "string": '"x"', "nan": "NaN",
        "infinity": '{"text": Infinity}', "empty-text": '{"text": ""}', "blank-text": '{"text": " \\n "}',
        "cut": '{"text": "abc', "trailing-comma": '{"text": "x",}', "single-quotes": "{'text': 'x'}", "word": "text",
        "deep": "[" * 50_000, "deep-object": '{"a":' * 50_000, "two-values": '{"text": "a"} {"text": "b"}',
        "id-list": f'{{"id": ["x"], "text": {text}}}', "id-float": f'{{"id": 1.5, "text": {text}}}',
        "id-bool": f'{{"id": true, "text": {text}}}', "id-nan": f'{{"id": NaN, "text": {text}}}',
        "title-list": f'{{"title": ["x"], "text": {text}}}', "url-number": f'{{"url": 3, "text": {text}}}',
        "id-huge": f'{{"id": 1{"0" * 5000}, "text": {text}}}', "id-big": f'{{"id": 1{"0" * 300}, "text": {text}}}',
        "nan-beside": f'{{"score": NaN, "text": {text}}}', "duplicate-keys": f'{{"text": 3, "text": {text}}}',
        "surrogate": f'{{"id": "surrogate", "text": "Le conseil a \\ud800 voté. {FRENCH[0]}"}}',
        "surrogate-pair": f'{{"id": "pair", "text": "Le conseil \\ud83d\\ude00 a voté. {FRENCH[0]}"}}',
        "surrogate-id": f'{{"id": "a\\udfffb", "text": {text}}}', "surrogate-title": f'{{"title": "\\ud800", "text": {text}}}',
        "nul": f'{{"id": "nul", "text": "{FRENCH[0]} \\u0000 {FRENCH[1]}"}}', "nul-id": f'{{"id": "a\\u0000b", "text": {text}}}',
        "up": f'{{"id": "../../../{MARKER}", "text": {text}}}', "absolute": f'{{"id": "/etc/{MARKER}", "text": {text}}}',
        "dots": f'{{"id": "..", "text": {text}}}', "dot": f'{{"id": ".", "text": {text}}}',
        "backslashes": f'{{"id": "..\\\\..\\\\{MARKER}", "text": {text}}}', "drive": f'{{"id": "C:\\\\x", "text": {text}}}',
        "device": f'{{"id": "CON", "text": {text}}}', "device-end": f'{{"id": "nul.txt", "text": {text}}}',
        "long-id": f'{{"id": "{"x" * 5000}", "text": {text}}}', "emoji-id": f'{{"id": "👩‍👩‍👧", "text": {text}}}',
        "blank-id": f'{{"id": "   ", "text": {text}}}', "null-id": f'{{"id": null, "text": {text}}}',
        "newline-id": f'{{"id": "a\\nb", "text": {text}}}', "tilde-id": f'{{"id": "~root", "text": {text}}}',
        "variable-id": f'{{"id": "$HOME", "text": {text}}}', "script-id": f'{{"id": "{SCRIPT}", "text": {text}}}',
        "script-title": f'{{"title": "</title>{SCRIPT}", "text": {text}}}',
        "script-address": f'{{"url": "javascript:alert(\'{MARKER}\')", "text": {text}}}',
        "script-text": f'{{"text": "{FRENCH[0]} {SCRIPT} {FRENCH[1]}"}}',
        "close-json": f'{{"text": "{FRENCH[0]} </script><!-- <script> {MARKER}"}}',
        "escape-title": f'{{"title": "\\u001b[2J\\u202e", "text": {text}}}', "date-odd": f'{{"date": "hier", "text": {text}}}',
        "unescaped-control": f'{{"text": "{FRENCH[0]}\t\x01"}}', "bom": f'\ufeff{{"text": {text}}}',
        "formula": f'{{"id": "=cmd|x", "title": "=1+1", "text": {text}}}',
    }  # fmt: skip
    for name, line in lines.items():
        yield _text(f"record-{name}.jsonl", line + "\n")
    twin = f'{{"id": "twin", "text": {text}}}'
    yield _text("records-twins.jsonl", f"{twin}\n{twin}\n", 2)
    yield _text("records-same-id.jsonl", f'{{"id": "same", "text": {text}}}\n{{"id": "SAME", "text": {json.dumps(FRENCH[0])}}}\n', 2)
    yield _text("records-blank-lines.jsonl", f'\n\n{{"text": {text}}}\n \n\r\n', 1)
    yield _text("records-no-end.jsonl", f'{{"text": {text}}}', 1)
    yield _text("records-crlf.jsonl", f'{{"text": {text}}}\r\n{{"text": 1}}\r\n', 2)
    yield _text("records-separators.jsonl", f'{{"text": "{FRENCH[0]}\u2028{FRENCH[1]}\u0085"}}\n', 1)
    yield _bytes("records-latin.jsonl", f'{{"text": {json.dumps(FRENCH[0], ensure_ascii=False)}}}\n'.encode("cp1252"), 1)
    yield _bytes("records-utf-16.jsonl", f'{{"text": {text}}}\n'.encode("utf-16"), None)
    yield _text("records-empty.jsonl", "", 1)
    yield _text("records-only-blank.jsonl", "\n \n", 1)
    yield _text("records-pretty.jsonl", '{\n  "text": "x"\n}\n', 3)


def _tables(*, small: bool) -> Iterator[Nasty]:
    text = " ".join(FRENCH)
    yield _text("table-no-column.csv", f"id,body\na,{text}\n")
    yield _text("table-header-only.csv", "id,text\n")
    yield _text("table-empty.csv", "")
    yield _text("table-blank.csv", "\n\n")
    yield _text("table-newlines.csv", f'id,text\nnewlines,"{FRENCH[0]}\n\n{FRENCH[1]}\r\n{FRENCH[2]}"\n')
    yield _text("table-quotes.csv", f'id,text\nquotes,"{FRENCH[0]} ""cité"" {FRENCH[1]}"\n')
    yield _text("table-open-quote.csv", f'id,text\nopen,"{text}\n')
    yield _text("table-stray-quote.csv", f'id,text\ngood-before,{FRENCH[1]}\nstray,"{FRENCH[0]}"x,y\ngood-after,{FRENCH[2]}\n', None)
    yield _text("table-nul.csv", f"id,text\nnul,{FRENCH[0]}\0\n")
    yield _text("table-few-fields.csv", f'id,text,title\nfew,"{text}"\nless\n', 2)
    yield _text("table-many-fields.csv", f'id,text\nmany,"{text}",a,b,c,d\n')
    yield _text("table-same-column.csv", f'id,text,text\nsame-column,x,"{text}"\n')
    yield _text("table-formula.csv", f'id,text,title\n=cmd|\' /C calc\'!A0,"{text}",=1+1\n@SUM,"{text} @x",+1\n', 2)
    yield _text("table-semicolons.csv", f'id;text\nsemi;"{text}"\n')
    yield _text("table-tabs.tsv", f"id\ttext\ntabs\t{text}\n")
    yield _text("table-quote.tsv", f'id\ttext\nquote-tsv\t"{FRENCH[0]}\t{FRENCH[1]}"\n')
    yield _text("table-bom.csv", f'\ufeffid,text\nbom,"{text}"\n')
    yield _text("table-carriage.csv", f'id,text\rcarriage,"{text}"\r')
    yield _text("table-script.csv", f'id,text,title\nscript-row,"{FRENCH[0]} {SCRIPT}","{SCRIPT}"\n')
    yield _text("table-empty-rows.csv", f'id,text\n,\n\n,"{text}"\n', 2)
    yield _text("table-many-columns.csv", ",".join(f"c{n}" for n in range(20_000)) + "\n")
    yield _text("table-huge-field.csv", f'id,text\nhuge-field,"{"Le vent se lève. " * (500 if small else 200_000)}"\n')
    yield _bytes("table-latin.csv", f'id,text\nlatin-row,"{text}"\n'.encode("cp1252"))
    yield _bytes("table-utf-16.csv", f'id,text\nwide-row,"{text}"\n'.encode("utf-16"))
    yield _text("table-traversal.csv", f'id,text\n../../{MARKER},"{text}"\n/tmp/{MARKER},"{text} x"\n', 2)
    if not small:
        yield _text("table-rows-5000.csv", "id,text\n" + "\n" * 5000 + f'last,"{text}"\n')


def _names() -> Iterator[Nasty]:
    names = (
        "line\nbreak.txt", "carriage\rreturn.txt", "tab\there.txt", "quote\"double.txt", "quote'single.txt", "-rf.txt",
        "--out.txt", "back\\slash.txt", "star*.txt", "question?.txt", "$(touch nasty7351).txt", "`id`.txt", "a;b|c&d.txt",
        "%s%n.txt", "{0}.txt", "espace à la fin .txt", "  devant.txt", "..deux.txt", "...txt.txt", "=cmd.txt", "@x.txt",
        "<script>nasty7351.txt", "\x1b[31m\u202ephoto\n.jpeg", "\x1b[2J\x1b]0;x\x07.txt", "\u202etxt.exe.txt", "\u200bzero.txt", "e\u0301t\xe9.txt",
        "CON.txt", "nul.txt", "com1.txt", "MAJ.TXT", "maj.txt", "double.txt.txt", "é" * 100 + ".txt", "n" * 250 + ".txt",
        "emoji👩‍👩‍👧.txt", "日本語.txt", "#hash.txt", "~tilde.txt", "%2e%2e%2f.txt", "http:.txt", "document.txt", "stdin.txt",
    )  # fmt: skip
    for number, name in enumerate(names):
        raw = f"{FRENCH[number % 3]}\n".encode()
        accounts = 0 if name.endswith(".jpeg") else 1
        yield Nasty(f"names/{name}", lambda folder, name=name, raw=raw: _file(folder / "names" / name, raw), accounts)
    # Quarantined, and first of all by its id: the names on the screen.
    yield _bytes("names/0\x1b]0;nasty7351\x07\n\u202e\x9b31m.txt", b"")
    yield _bytes("names/0" + "n" * 240 + ".txt", b"")
    for number, name in enumerate((b"latin-\xe9t\xe9.txt", b"\xff\xfe.txt", b"cut-\xc3.txt")):
        raw = f"{FRENCH[number]}\n".encode()
        yield Nasty(f"names/bytes-{number}", lambda folder, name=name, raw=raw: _file(folder / "names" / os.fsdecode(name), raw))
    yield Nasty("deep", lambda folder: _deep(folder, 60, 40))
    yield _text("names/line\nfolder/article.txt", FRENCH[0] + "\n")
    yield _text("names/article.html/article.txt", FRENCH[1] + "\n")


def _deep(folder: Path, length: int, levels: int) -> None:
    """An article so far down that its path is longer than PATH_MAX would let most calls take."""
    at = folder / "deep"
    for _ in range(levels):
        at = at / ("d" * length)
    at.mkdir(parents=True)
    (at / "bottom.txt").write_text(FRENCH[0] + "\n", encoding="utf-8")


def _file_system() -> Iterator[Nasty]:
    def link(name: str, target: str | Path) -> Write:
        def write(folder: Path) -> None:
            (folder / "links").mkdir(exist_ok=True)
            (folder / "links" / name).symlink_to(target)

        return write

    def hidden(folder: Path) -> None:
        path = folder / "links" / "forbidden.txt"
        _file(path, ARTICLE.encode())
        path.chmod(0)

    def closed(folder: Path) -> None:
        path = folder / "closed"
        _file(path / "article.txt", ARTICLE.encode())
        path.chmod(0)

    def sock(folder: Path) -> None:
        (folder / "links").mkdir(exist_ok=True)
        # The path of a socket is short; a relative one fits.
        here = os.getcwd()
        os.chdir(folder / "links")
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind("socket.txt")
        finally:
            os.chdir(here)

    def pipe(folder: Path) -> None:
        (folder / "links").mkdir(exist_ok=True)
        os.mkfifo(folder / "links" / "pipe.txt")

    yield Nasty("links/out.txt", link("out.txt", "../../canary/secret.txt"))
    yield Nasty("links/absolute.txt", link("absolute.txt", "/etc/passwd"))
    yield Nasty("links/device.txt", link("device.txt", "/dev/zero"))
    yield Nasty("links/process.txt", link("process.txt", "/proc/self/environ"))
    yield Nasty("links/nowhere.txt", link("nowhere.txt", "nowhere-at-all.txt"))
    yield Nasty("links/itself.txt", link("itself.txt", "itself.txt"))
    yield Nasty("links/there.txt", link("there.txt", "back.txt"))
    yield Nasty("links/back.txt", link("back.txt", "there.txt"))
    yield Nasty("links/inside.txt", link("inside.txt", "../shape-upper.txt"), 0)
    yield Nasty("links/loop", link("loop", ".."), 0)
    yield Nasty("links/root", link("root", "/"), 0)
    yield Nasty("links/pipe.txt", pipe)
    yield Nasty("links/socket.txt", sock)
    yield Nasty("links/folder.txt", lambda folder: (folder / "links" / "folder.txt").mkdir(parents=True), 0)
    yield Nasty("links/forbidden.txt", hidden)
    yield Nasty("closed", closed)
    yield _text(".hidden.txt", ARTICLE, 0)
    yield _text("photo.jpeg", "x", 0)
    yield _text("LISEZMOI", ARTICLE, 0)


def _languages() -> Iterator[Nasty]:
    others = {
        "english": "The city council voted on Tuesday evening for a budget of twelve million euros for the schools. " * 3,
        "spanish": "El consejo municipal votó el martes por la noche un presupuesto de doce millones de euros. " * 3,
        "german": "Der Stadtrat hat am Dienstagabend einen Haushalt von zwölf Millionen Euro beschlossen. " * 3,
        "latin": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt. " * 3,
        "arabic": "صوت المجلس البلدي مساء الثلاثاء على ميزانية قدرها اثنا عشر مليون يورو للمدارس. " * 3,
        "chinese": "市议会星期二晚上通过了一千二百万欧元的学校预算。" * 5,
        "russian": "Городской совет проголосовал во вторник вечером за бюджет в двенадцать миллионов евро. " * 3,
        "klingon": "nuqneH yIDoghQo' Heghlu'meH QaQ jajvam qapla' batlh potlh law' yIn potlh puS. " * 3,
    }
    for name, text in others.items():
        yield _text(f"language-{name}.txt", text + "\n")
    yield _text("language-mixed.txt", "\n".join([*FRENCH, *others.values()]) + "\n")
    yield _text("language-mixed-clauses.txt", f"{FRENCH[0][:-1]}, {others['spanish'][:60]}, {others['english'][:60]}.\n{FRENCH[1]}\n")


def _noise(chance: random.Random) -> Iterator[Nasty]:
    """Articles with characters put in, taken out and swapped at random places."""
    pool = "\u202e\u200b\x1b\x07«»“”[](){}<>&\"'’…·—%$#@\\/|~^`\ufeff\u0301éÉœß🤖中ع\t\u2028"
    for number in range(12):
        letters = list(ARTICLE)
        for _ in range(60):
            place = chance.randrange(len(letters))
            letters[place] = chance.choice((chance.choice(pool), "", letters[place] * 2))
        yield _text(f"noise-{number:02}.txt", "".join(letters))


def make(folder: Path, seed: int = 1, *, small: bool = False) -> list[Nasty]:
    """Write the nasties into `folder`; gives those that this file system took."""
    made = []
    for each in nasties(seed, small=small):
        try:
            each.write(folder)
        except (OSError, ValueError):
            continue
        made.append(each)
    return made


class _Page(html.parser.HTMLParser):
    """What of an article has come to life in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self._script: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._script = dict(attributes) if tag == "script" else None
        for name, value in attributes:
            text = (value or "").strip().lower()
            if name.startswith("on") or text.startswith("javascript:") or (tag in LIVE and MARKER in text):
                self.wrong.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag: str) -> None:
        self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None and MARKER in data and self._script.get("type") != "application/json":
            self.wrong.append(f"script: {data[:80]!r}")


def snapshot(top: Path, besides: tuple[Path, ...] = ()) -> dict[str, tuple[object, ...]]:
    """Every entry below `top`, except below `besides`, with what would show that it was touched."""
    found = {}
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if Path(folder, name) not in besides)
        for name in sorted((*folders, *names)):
            status = os.lstat(Path(folder, name))
            stamp = None if Path(folder, name).is_dir() else status.st_mtime_ns
            found[os.path.join(folder, name)] = (status.st_mode, stamp, status.st_size if stamp else None)
    return found


def problems_of_output(out: Path, made: list[Nasty], folder: Path) -> Iterator[str]:
    """What does not hold of the files in `out` for the nasties in `folder`."""
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    inputs, quarantine = manifest["inputs"], list(read_jsonl(out / "quarantine.jsonl"))
    yield from _accounts(inputs, quarantine, made, folder)
    for each in quarantine:
        if not each["reason"].strip() or "\n" in each["reason"] or len(each["reason"]) > 1000:
            yield f"quarantine: {each['source']!r}: a reason of one line is wanted: {each['reason'][:200]!r}"
    names = {path.name for path in (out / "documents").iterdir()}
    if names != set(inputs):
        yield f"documents: {sorted(names ^ set(inputs))[:5]} stand in only one of manifest and folder"
    yield from _documents(out, inputs)
    yield from _formats(out / "corpus", manifest["counts"]["pairs"].get("kept", 0))
    for path in sorted(out.rglob("*.html")):
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        yield from (f"{path.relative_to(out)}: {wrong}" for wrong in page.wrong)
    for path in sorted(out.rglob("*")):
        if path.name.endswith(".tmp") or path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield f"{path.relative_to(out)}: should not be there"


def _accounts(inputs: dict[str, str], quarantine: list[dict[str, str]], made: list[Nasty], folder: Path) -> Iterator[str]:
    exact = sum(each.accounts for each in made if each.accounts is not None)
    open_ = sum(each.accounts is None for each in made)
    found = len(inputs) + len(quarantine)
    if open_ == 0 and found != exact or found < exact:
        yield f"accounts: {len(inputs)} documents and {len(quarantine)} in quarantine for {exact} inputs (+ {open_} open)"
    hashes, sources = set(inputs.values()), {each["source"] for each in quarantine}
    for each in made:
        path = folder / each.name
        if each.accounts == 1 and path.is_file() and not path.is_symlink() and path.suffix in (".txt", ".html", ".xhtml"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest not in hashes and str(path) not in sources:
                yield f"accounts: {each.name!r} is neither a document nor in quarantine"


def _documents(out: Path, inputs: dict[str, str]) -> Iterator[str]:
    corpus = {f"{row['id']}" for row in read_jsonl(out / "corpus" / "bitext.jsonl")}
    rejected = {
        f"{row['document']}:{row['line']}:{row['index']}" for row in read_jsonl(out / "rejected.jsonl") if row["kind"] == "pair"
    }
    for name in inputs:
        folder = out / "documents" / name
        raw, clean = ((folder / file).read_bytes().decode("utf-8") for file in ("raw.txt", "clean.fr.txt"))
        edits = list(read_edits(folder))
        if apply_text(raw, edits) != clean or revert_text(clean, edits) != raw:
            yield f"{name}: the edits do not lead from raw to clean and back"
        for segment in read_segments(folder):
            place = f"{segment.document}:{segment.line}:{segment.index}"
            if (place in corpus) == (place in rejected):
                yield f"{name}: the pair {place} stands in both or neither of corpus and rejected"


def _formats(corpus: Path, kept: int) -> Iterator[str]:
    rows = list(read_jsonl(corpus / "bitext.jsonl"))
    counts = {"jsonl": len(rows), "parquet": pyarrow.parquet.read_table(corpus / "bitext.parquet").num_rows}
    counts["tmx"] = len(ElementTree.parse(corpus / "bitext.tmx").getroot().findall(".//tu"))
    for side in ("fr", "en"):
        counts[side] = len((corpus / f"bitext.{side}").read_bytes().decode("utf-8").splitlines())
    with (corpus / "bitext.tsv").open(encoding="utf-8", newline="\n") as file:
        table = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    counts["tsv"] = len(table) - 1
    if {len(row) for row in table} != {6}:
        yield f"bitext.tsv: rows of {sorted({len(row) for row in table})} columns"
    for name, count in counts.items():
        if count != kept:
            yield f"bitext.{name}: {count} pairs, {kept} in the manifest"


def problems_of_screen(screen: str, code: int) -> Iterator[str]:
    """What does not hold of what the command said and how it ended."""
    if code != 1:
        yield f"exit code {code}, not 1 (something was quarantined)"
    if "Traceback" in screen or 'File "' in screen:
        yield "a traceback on the screen"
    unsafe = sorted({f"U+{ord(each):04X}" for each in UNSAFE.findall(screen)})
    if unsafe:
        yield f"on the screen: {', '.join(unsafe)}"
    for line in screen.splitlines():
        if len(line) > 2000:
            yield f"on the screen: a line of {len(line)} characters: {line[:80]!r}…"


def check(work: Path, command: list[str], *, seed: int = 1, small: bool = False, seconds: float = 3600) -> tuple[int, list[str]]:
    """Run `command` over nasties made in `work`; gives how many there were and what does not hold."""
    folder, out, state, canary = (work / name for name in ("nasties", "out", "state", "canary"))
    for path in (folder, canary):
        path.mkdir(parents=True)
    (canary / "secret.txt").write_text(ARTICLE.replace("mardi", MARKER), encoding="utf-8")
    made = make(folder, seed, small=small)
    state.mkdir(exist_ok=True)
    before = snapshot(work, (out, state))
    environment = {**os.environ, "BITEXTE_STATE": str(state), "PYTHONPATH": str(ROOT), "HOME": str(canary)}
    # How wide the search is has no bearing on any of it, and nonsense takes the model its time.
    config = state / "bitexte.toml"
    config.write_text(f"[translate]\nbeam_size = {1 if small else 4}\n", encoding="utf-8")
    done = subprocess.run(
        [*command, "run", str(folder), "--out", str(out), "--config", str(config)],
        cwd=canary, env=environment, capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds,
    )  # fmt: skip
    screen = (done.stdout + done.stderr).decode("utf-8", "backslashreplace")
    (state / "screen.txt").write_text(screen, encoding="utf-8")
    problems = list(problems_of_screen(screen, done.returncode))
    after = snapshot(work, (out, state))
    problems += (f"outside out/: {name} was touched" for name in sorted({*before, *after}) if before.get(name) != after.get(name))
    if (out / "manifest.json").is_file():
        problems += problems_of_output(out, made, folder)
    else:
        problems.append(f"no manifest; the last words were {screen.strip().splitlines()[-1:]}")
    return len(made), problems


def main() -> int:
    """Make, run, check and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--keep", type=Path, help="work in this new directory and leave it")
    options = parser.parse_args()
    work = (options.keep or Path(tempfile.mkdtemp(prefix="nasties-"))).absolute()
    work.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    try:
        count, problems = check(
            work, [sys.executable, "-m", "pipeline.cli"], seed=options.seed, small=options.small
        )
    finally:
        if not options.keep:
            for path in (work / "nasties" / "closed", work / "nasties" / "links" / "forbidden.txt"):
                if path.exists():
                    path.chmod(0o700)
            shutil.rmtree(work, ignore_errors=True)
    for each in problems:
        print(f"wrong: {each}".encode("utf-8", "backslashreplace").decode())
    print(f"{count} nasties in {time.monotonic() - start:.0f} s: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
