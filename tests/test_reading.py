"""Reading: every kind of input, every encoding, and what is refused by name."""

from __future__ import annotations

import io
import itertools
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import RunConfig
from pipeline.document import Document
from pipeline.errors import InputError
from pipeline.reading import Quarantined, read_one, read_paths, safe_id

TEXT = "L’été dernier, « l’œuvre » a coûté 3 €.\n\nElle n’était pas là."


def read(path: Path, **options: object) -> list[Document | Quarantined]:
    return list(read_paths([path], RunConfig(**options)))  # type: ignore[arg-type]


def reason(path: Path, **options: object) -> str:
    (found,) = read(path, **options)
    assert isinstance(found, Quarantined), found
    assert "\n" not in found.reason
    return found.reason


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_lines_keep_their_numbers(tmp_path: Path, end: str, last: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("un" + end + end + "trois" + (end if last else "")).encode())
    assert read_one(path).lines == ("un", "", "trois")


def test_only_line_ends_end_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("un\u2028deux\x0btrois\x85quatre\n", encoding="utf-8")
    assert len(read_one(path).lines) == 1


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "iso8859-15", "mac-roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = TEXT if encoding != "iso8859-15" else TEXT.replace("’", "'")
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    document = read_one(path)
    assert document.lines == tuple(text.split("\n"))
    assert document.encoding.replace("-sig", "").startswith(encoding.replace("-sig", ""))


def test_short_cp1252(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Été".encode("cp1252"))
    assert (read_one(path).lines, read_one(path).encoding) == (("Été",), "cp1252")


def test_utf8_with_a_wrong_byte_stays_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((TEXT * 3).encode() + b"\x9d\xff fin")
    document = read_one(path)
    assert document.encoding == "utf-8 (2 wrong bytes)"
    assert document.lines[0] == TEXT.split("\n")[0]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "empty"),
        (b"\n \r\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"abc\x00def\x01\x02ghi", "NUL"),
        (b"\xff\xfea\x00b", "utf-16-le"),
    ],
)
def test_refused_by_name(tmp_path: Path, content: bytes, named: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert named in reason(path)
    with pytest.raises(InputError, match="a.txt"):
        read_one(path)


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x" * 3000 + "\n", encoding="utf-8")
    assert "line 1 has 3000 characters" in reason(path, max_line=2999)
    assert "2999 bytes" in reason(path, max_bytes=2999)


def test_a_missing_path_stops_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("un", encoding="utf-8")
    with pytest.raises(InputError, match="nowhere: no such file"):
        next(read_paths([tmp_path / "a.txt", tmp_path / "nowhere"]))


def test_directory(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    inside, outside = tmp_path / "in", tmp_path / "outside.txt"
    (inside / "b").mkdir(parents=True)
    (inside / ".git").mkdir()
    outside.write_text("dehors", encoding="utf-8")
    for name in ("z.txt", "a.txt", "b/c.txt", ".hidden.txt", ".git/d.txt", "photo.jpeg"):
        (inside / name).write_text(name, encoding="utf-8")
    (inside / "link.txt").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    os.mkfifo(inside / "pipe.txt")
    (inside / "there.txt").symlink_to("back.txt")
    (inside / "back.txt").symlink_to("there.txt")
    found = read(inside)
    assert [each.id for each in found if isinstance(each, Document)] == ["a", "z", "c"]
    refused = {Path(each.source).name: each.reason for each in found if isinstance(each, Quarantined)}
    assert sorted(refused) == ["back.txt", "link.txt", "pipe.txt", "there.txt"]
    assert "leads out" in refused["link.txt"] and "pipe" in refused["pipe.txt"]
    assert "photo.jpeg" in caplog.text


def test_ids_do_not_depend_on_the_order(tmp_path: Path) -> None:
    for folder in "abc":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "000.txt").write_text(folder, encoding="utf-8")
    (tmp_path / "c" / "solo.txt").write_text("seul", encoding="utf-8")
    (tmp_path / "c" / "rec.jsonl").write_text(
        '{"id": "000", "text": "x"}\n{"id": "000", "text": "y"}\n', encoding="utf-8"
    )
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    results = {
        frozenset((document.id, document.text) for document in read_paths(list(order)))
        for order in itertools.permutations(files)
    }
    assert len(results) == 1
    (ids,) = ({name for name, _ in result} for result in results)
    assert "solo" in ids and len(ids) == 6


def test_the_same_record_twice_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "x", "text": "un"}\n' * 2, encoding="utf-8")
    first, second = read(path)
    assert isinstance(first, Document) and isinstance(second, Quarantined)


@given(st.text(max_size=300))
def test_ids_are_safe_folder_names(name: str) -> None:
    made = safe_id(name)
    assert made and made not in (".", "..") and not made.startswith((".", "-"))
    assert len(made.encode()) <= 120 and made.isprintable()
    assert not set(made) & set("/\\:*?\"<>|\0\n ")
    assert safe_id(made) == made


def test_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"id": "../../etc/passwd", "text": "un\ndeux", "title": "T", "url": "u", "date": "2025-01-01"}),
        '{"text": 3}',
        "[1, 2]",
        "{broken",
        '{"id": ["x"], "text": "x"}',
        "",
        '{"text": "seul \\ud800 fin"}',
        '{"text": "ok", "title": 3}',
        "[" * 100_000,
        '{"id": 7, "text": "sept"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read(path)
    good = [each for each in found if isinstance(each, Document)]
    assert [each.id for each in good] == ["etc-passwd", "a-7", "7"]
    assert (good[0].lines, good[0].title, good[0].url, good[0].date) == (("un", "deux"), "T", "u", "2025-01-01")
    assert good[1].lines == ("seul \ufffd fin",)
    bad = {each.source.rpartition(":")[2]: each.reason for each in found if isinstance(each, Quarantined)}
    assert set(bad) == {"2", "3", "4", "5", "8", "9"}
    assert '"text"' in bad["2"] and '"title"' in bad["8"] and all("\n" not in each for each in bad.values())


def test_html(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    sentence = "Le musée numéro {} a rouvert ses portes après deux années de travaux à Évreux."
    body = "".join(f"<p>{sentence.format(number)}</p>" for number in range(5))
    page = (
        '<html><head><meta charset="iso-8859-1"><title>Le musée rouvre</title>'
        '<meta property="article:published_time" content="2025-03-04"></head><body><nav><a href="/">Accueil</a></nav>'
        f"<script>alert(1)</script><article><h1>Le musée rouvre</h1>{body}</article>"
        "<footer>Contact</footer></body></html>"
    )
    path.write_bytes(page.encode("iso-8859-1"))
    document = read_one(path)
    assert document.title == "Le musée rouvre" and document.date == "2025-03-04"
    assert sum("rouvert ses portes" in line for line in document.lines) == 5
    assert "alert" not in document.text and document.encoding == "iso8859-1"
    path.write_text("<html><body></body></html>", encoding="utf-8")
    assert "no article text" in reason(path)
    path.write_text("<div>" * 50_000, encoding="utf-8")
    reason(path)


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("b.csv", ";"), ("c.tsv", "\t")])
def test_tables(tmp_path: Path, name: str, mark: str) -> None:
    path = tmp_path / name
    path.write_text(f'id{mark}corps{mark}title\nx{mark}"un\ndeux"{mark}T\ny{mark}{mark}\n', encoding="utf-8")
    first, second = read(path, text_column="corps")
    assert isinstance(first, Document) and (first.id, first.lines, first.title) == ("x", ("un", "deux"), "T")
    assert isinstance(second, Quarantined) and "empty" in second.reason
    assert "no column 'text'" in reason(path)


def test_a_table_that_breaks_off_says_where(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\nx,un\ny,"deux"z\nw,trois\n', encoding="utf-8")
    first, second = read(path)
    assert isinstance(first, Document) and isinstance(second, Quarantined)
    assert "after line 2" in second.reason and "no row from there on is read" in second.reason
    path.write_text(",".join(f"c{number}" for number in range(9999)) + "\n", encoding="utf-8")
    assert len(reason(path)) < 300


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Été\n".encode("cp1252"))))
    document = read_one("-")
    assert (document.id, document.source, document.lines) == ("stdin", "standard input", ("Été",))


def test_an_unreadable_path_is_named(tmp_path: Path) -> None:
    (tmp_path / "d.txt").mkdir()
    assert read(tmp_path) == []
    with pytest.raises(InputError, match="holds 0 documents"):
        read_one(tmp_path)
