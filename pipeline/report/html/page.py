"""One self-contained page: escaped text, embedded data, inline style and script under a strict policy."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.report.visible import UNSAFE, code_point

_SCRIPT_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_BLANK = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def escape(text: str) -> str:
    """`text` for an element or a quoted attribute; what a reader could not see, or would see reordered, is named."""
    return html.escape(UNSAFE.sub(lambda match: f"⟨{code_point(match[0])}⟩", text), quote=True)


def prose(text: str) -> str:
    """`escape` for running text: unsafe characters stand out as `<span class="u">U+202E</span>`."""
    parts, at = [], 0
    for match in UNSAFE.finditer(text):
        parts += html.escape(text[at : match.start()]), f'<span class="u">{code_point(match[0])}</span>'
        at = match.end()
    return "".join([*parts, html.escape(text[at:])])


def changed(text: str, *, blanks: bool) -> str:
    """`prose` with the blanks marked that a reader must tell apart: all of them, or only those that do not break."""

    def mark(match: re.Match[str]) -> str:
        if match[0] == " " and not blanks:
            return " "
        name = {" ": "sp", "\u00a0": "nb"}.get(match[0], "nb thin")
        return f'<span class="{name}" title="{code_point(match[0])}">{match[0]}</span>'

    return "".join(
        part if part.startswith("<") else _BLANK.sub(mark, part) for part in re.split("(<[^>]*>)", prose(text))
    )


def embedded(name: str, data: Any) -> str:
    """`data` as JSON in a script element that no parser can leave early."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = _SCRIPT_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return f'<script type="application/json" id="{name}">{safe}</script>'


@cache
def asset(name: str) -> str:
    """A style sheet or a script of the package."""
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


def page(
    *,
    title: str,
    language: str,
    body: str,
    styles: tuple[str, ...],
    scripts: tuple[str, ...],
    connects: bool = False,
) -> str:
    """The whole page. Only the given style and script may run, known by their hashes; nothing may be fetched but, where
    it `connects`, answers of the server that it came from."""
    style = "\n".join(map(asset, styles))
    script = "\n".join(map(asset, scripts))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'" + ("; connect-src 'self'" if connects else "")
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
