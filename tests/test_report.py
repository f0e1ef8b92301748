"""The word-level view of a document, the terminal, and the patch, on edits built by the real algebra."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Edit, Segment
from pipeline.repair.edits import EditError, apply
from pipeline.report.diff import DocumentView, changes, sentences, view
from pipeline.report.patch import unified
from pipeline.report.terminal import page, render, stat
from pipeline.report.visible import visible

ESCAPES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def edit(raw: str, before: str, after: str, *, line: int = 1, category: str = "names", **more: object) -> Edit:
    """An edit of the first `before` in `raw`."""
    start = raw.index(before)
    values = {"rules": (f"{category}.test",), "why": "It is garbled.", "confidence": 0.9, **more}
    return Edit(line, start, start + len(before), before, after, category=category, **values)  # type: ignore[arg-type]


def at(raw: str, start: int, end: int, after: str, **more: object) -> Edit:
    """An edit of a stretch."""
    values = {"rules": ("spacing.test",), "category": "spacing", "why": "Glued.", "confidence": 0.9, "line": 1, **more}
    return Edit(start=start, end=end, before=raw[start:end], after=after, **values)  # type: ignore[arg-type]


def dropped(raw: str, line: int) -> Edit:
    return Edit(line, 0, len(raw), raw, "", ("boilerplate.test",), "boilerplate", "A prompt to subscribe.", 0.99)


def plain(view_: DocumentView, **choice: object) -> str:
    return "\n".join(render(view_, colour=False, width=100, **choice))  # type: ignore[arg-type]


# The view ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "start", "end", "after", "shown"),
    [
        ("la circulationquelque part", 14, 14, " ", ("circulationquelque", "circulation quelque")),
        ("chez Open AI hier", 9, 10, "", ("Open AI", "OpenAI")),
        ("le mot: rien", 6, 6, "\u00a0", ("", "\u00a0")),
        ("ils mangents ici", 11, 12, "", ("mangents", "mangent")),
        ("Openai gagne", 4, 6, "AI", ("Openai", "OpenAI")),
        ("10 000 euros", 2, 3, "\u00a0", (" ", "\u00a0")),
    ],
)
def test_a_change_inside_a_word_is_shown_as_a_change_of_the_word(
    raw: str, start: int, end: int, after: str, shown: tuple[str, str]
) -> None:
    (line,) = view("d", [raw], [at(raw, start, end, after)]).lines
    assert [(piece.before, piece.after) for piece in line.pieces if piece.changed] == [shown]


def test_edits_of_one_word_are_one_change_and_keep_both_reasons() -> None:
    raw = "le Opennai ici"
    edits = [at(raw, 6, 7, ""), at(raw, 8, 10, "AI")]
    (line,) = view("d", [raw], edits).lines
    ((shown, pieces),) = changes(line.pieces)
    assert (pieces[0].before, pieces[0].after, shown) == ("Opennai", "OpenAI", tuple(edits))


def test_what_a_long_edit_left_alone_is_not_marked() -> None:
    raw = "Il a vu le film hier soir, dit-on."
    (line,) = view("d", [raw], [at(raw, 0, len(raw), "Elle a vu le film hier matin, dit-on.")]).lines
    assert [(piece.before, piece.after) for piece in line.pieces if piece.changed] == [
        ("Il", "Elle"),
        ("soir", "matin"),
    ]
    assert line.clean == "Elle a vu le film hier matin, dit-on."


def test_an_edit_that_does_not_fit_is_refused() -> None:
    with pytest.raises(EditError):
        view("d", ["abc"], [Edit(1, 0, 1, "x", "y", ("r",), "names", "w", 1.0)])
    with pytest.raises(EditError):
        view("d", ["abc"], [Edit(2, 0, 0, "", "y", ("r",), "names", "w", 1.0)])


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[str], list[Edit]]:
    """Lines with random edits, applied and proposed, that fit them and do not overlap."""
    lines = draw(st.lists(st.text(alphabet="ab é’ .«\u00a0[1", max_size=30), min_size=1, max_size=12))
    edits: list[Edit] = []
    for number, raw in enumerate(lines, 1):
        if raw and draw(st.booleans()) and draw(st.booleans()):
            edits.append(dropped(raw, number))
            continue
        cuts = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=6)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            after = draw(st.text(alphabet="aé «", max_size=5))
            if raw[start:end] != after and not (edits and edits[-1].line == number and edits[-1].end == start):
                edits.append(at(raw, start, end, after, line=number, applied=draw(st.booleans())))
    return lines, edits


@given(edited())
def test_the_pieces_are_the_raw_and_the_clean_text(case: tuple[list[str], list[Edit]]) -> None:
    lines, edits = case
    shown = view("d", lines, edits)
    assert tuple(line.clean for line in shown.lines) == apply(lines, edits)
    for line in shown.lines:
        assert "".join(piece.before for piece in line.pieces) == line.raw
    assert set(shown.edits) == {each for each in edits if each.applied or not shown.lines[each.line - 1].drop}


@given(edited(), st.data())
def test_sentences_cut_no_change_and_lose_nothing(case: tuple[list[str], list[Edit]], data: st.DataObject) -> None:
    for line in view("d", *case).lines:
        if not line.clean:
            continue
        cut = data.draw(st.integers(0, len(line.clean)))
        parts = (line.clean[:cut].strip(), line.clean[cut:].strip())
        segments = [Segment("d", line.number, place, "", part, "x") for place, part in enumerate(parts)]
        rows = sentences(line, segments)
        assert tuple(row.segment for row in rows) == tuple(segments)
        pieces = [piece for row in rows for piece in row.pieces]
        assert "".join(piece.before for piece in pieces) == line.raw
        assert "".join(piece.clean for piece in pieces) == line.clean
        assert [piece for piece in pieces if piece.changed] == [piece for piece in line.pieces if piece.changed]


# The terminal -----------------------------------------------------------------------------------------------------


def test_marks_rule_and_reason_stand_together() -> None:
    raw = "Le patron de Openai a parlé."
    text = plain(view("001", [raw], [edit(raw, "Openai", "OpenAI")], title="Un titre"))
    assert text.splitlines()[0] == "001  Un titre"
    assert "Le patron de [-Openai-]{+OpenAI+} a parlé." in text
    assert "names.test  It is garbled. 0.90" in text
    coloured = "\n".join(render(view("001", [raw], [edit(raw, "Openai", "OpenAI")]), colour=True, width=100))
    assert "\x1b[31mOpenai" in coloured and "\x1b[32mOpenAI" in coloured and "[-" not in coloured


def test_a_reason_that_holds_for_several_changes_of_a_line_is_told_once() -> None:
    raw = "Openai contre Openai."
    text = plain(view("d", [raw], [at(raw, 0, 6, "OpenAI"), at(raw, 14, 20, "OpenAI")]))
    assert "[-Openai-]{+OpenAI+} contre [-Openai-]{+OpenAI+}." in text
    assert text.count("Glued.") == 1 and "spacing.test  Glued. 0.90 ×2" in text


def test_typography_is_folded_until_asked_for() -> None:
    raw = "“Oui”, dit Openai."
    edits = [edit(raw, "“", "«\u00a0", category="quotes"), edit(raw, "”", "\u00a0»", category="typography")]
    folded = plain(view("d", [raw], [*edits, edit(raw, "Openai", "OpenAI")]))
    assert "2 changes of typography alone not shown" in folded and "quotes.test" not in folded
    assert "[-“-]{+«⍽+}Oui[-”-]{+⍽»+}" in plain(view("d", [raw], edits), typography=True)
    assert "quotes.test" in plain(view("d", [raw], edits), rule="quotes.test")


def test_a_choice_shows_only_what_was_chosen() -> None:
    raw = "Openai et Chatgpt ont ont dit."
    shown = view(
        "d",
        [raw],
        [edit(raw, "Openai", "OpenAI"), edit(raw, "ont ont", "ont", category="words", applied=False)],
    )
    assert "ont ont?]{?ont?}" in plain(shown, category="words") and "names.test" not in plain(shown, category="words")
    assert "[-Openai" not in plain(shown, only_proposed=True) and "OpenAI et Chatgpt" in plain(
        shown, only_proposed=True
    )
    assert "nothing to show" in plain(shown, rule="no.such")


def test_a_long_line_is_trimmed_around_its_changes_and_wrapped() -> None:
    raw = "mot " * 300 + "Openai " + "fin " * 300
    rows = list(render(view("d", [raw], [edit(raw, "Openai", "OpenAI")]), colour=False, width=70))
    assert all(len(row) <= 70 for row in rows)
    assert len(rows) < 9 and any("[-Openai-]{+OpenAI+}" in row for row in rows)


def test_no_control_character_of_the_text_reaches_the_terminal() -> None:
    evil = "a\x1b]0;pwned\x07\x1b[2Jb \u202egnp.exe\u2066 \x9b31m \r\x08 c"
    drop = dropped(evil, 2)
    hostile = view(evil, [evil, evil], [edit(evil, "gnp", "\x1b[31m", why=evil, rules=(evil,)), drop], title=evil)
    for lines in (render(hostile, colour=False, width=60), stat([hostile], colour=False, width=60)):
        assert not ESCAPES.search("".join(lines))
    assert "<U+001B>" in plain(hostile) and "<U+202E>" in plain(hostile)


def test_stat_counts_by_family_and_by_document() -> None:
    raw = "Openai et Chatgpt."
    views = [
        view("a", [raw], [edit(raw, "Openai", "OpenAI"), edit(raw, "Chatgpt", "ChatGPT", applied=False)]),
        view("b", [raw, raw], [dropped(raw, 2)]),
    ]
    rows = [row.split() for row in stat(views, colour=False, width=80)]
    assert ["names", "1", "1"] in [row[:3] for row in rows]
    assert ["b", "1", "·", "1"] in [row[:4] for row in rows]
    assert "2 edits applied, 1 edit proposed, 1 line dropped, in 2 documents".split() in rows


def test_paging_prints_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    page(["un", "deux"], True, {"PAGER": "false"})
    assert capsys.readouterr().out == "un\ndeux\n"


@pytest.mark.parametrize("pager", ["cat -", "no-such-pager-anywhere", "head -n 1"])
def test_paging_on_a_terminal_survives_its_pager(pager: str) -> None:
    script = (
        "from pipeline.report.terminal import page\n"
        f"page([str(n) for n in range(20000)], True, {{'PAGER': {pager!r}, 'PATH': '/usr/bin:/bin'}})"
    )
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", script], stdout=theirs, stderr=theirs) as run:
        os.close(theirs)
        out = b""
        with contextlib.suppress(OSError):  # what Linux says when the other end is closed
            while data := os.read(ours, 65536):
                out += data
    os.close(ours)
    assert run.returncode == 0 and out.startswith(b"0\r\n") and b"Traceback" not in out


# The patch --------------------------------------------------------------------------------------------------------


def patched(tmp_path: Path, shown: DocumentView, raw: bytes, **more: bool) -> bytes:
    """What `patch` makes of raw.txt."""
    name = "raw.txt"
    (tmp_path / name).write_bytes(raw)
    text = "".join(unified(shown, **more))  # type: ignore[arg-type]
    if text:
        command = ["patch", "--batch", "--quiet", "--fuzz=0", name]
        run = subprocess.run(command, input=text.encode(), cwd=tmp_path, capture_output=True, check=False)
        assert run.returncode == 0, (run.stdout, run.stderr, text)
    return (tmp_path / name).read_bytes() if (tmp_path / name).exists() else b""


@pytest.fixture(scope="module")
def patch_command() -> None:
    if not shutil.which("patch"):
        required = os.environ.get("BITEXTE_TEST_TOOLS") == "required"
        (pytest.fail if required else pytest.skip)("no GNU patch here: install the package patch")


@pytest.mark.usefixtures("patch_command")
@pytest.mark.parametrize("old_ends", [True, False])
@pytest.mark.parametrize("new_ends", [True, False])
@pytest.mark.parametrize("case", ["first", "last", "all", "middle", "last-changed", "none", "carriage"])
def test_patch_accepts_the_unified_diff(tmp_path: Path, case: str, old_ends: bool, new_ends: bool) -> None:
    lines = [f"Ligne {number} de Openai" for number in range(1, 21)]
    if case == "carriage":
        lines[4] += "\r"
    edits = {
        "first": [dropped(lines[0], 1)],
        "last": [dropped(lines[-1], 20)],
        "all": [dropped(line, number) for number, line in enumerate(lines, 1)],
        "middle": [edit(lines[n], "Openai", "OpenAI", line=n + 1) for n in (4, 5, 11)] + [dropped(lines[12], 13)],
        "last-changed": [edit(lines[19], "Openai", "OpenAI", line=20)],
        "none": [],
        "carriage": [edit(lines[4], "Openai", "OpenAI", line=5)],
    }[case]

    def joined(texts: list[str], ends: bool) -> bytes:
        return ("\n".join(texts) + "\n" * (ends and bool(texts))).encode()

    clean = [line for line in apply(lines, edits) if line is not None]
    shown = view("d", lines, edits)
    made = patched(tmp_path, shown, joined(lines, old_ends), old_ends=old_ends, new_ends=new_ends)
    assert made == joined(clean, new_ends)


def test_control_characters_of_a_patch_can_be_made_visible() -> None:
    raw = "a\x1b[2Jb"
    text = "".join(unified(view("d", [raw], [edit(raw, "b", "c")])))
    assert "\x1b" in text and visible(text) == text.replace("\x1b", "<U+001B>").replace("\t", "<U+0009>")
