"""The corpus in every format, read again by the tools that it is meant for."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.config import OutputConfig
from pipeline.corpus import belongs, mark_duplicates, write_corpus
from pipeline.document import Segment, Status
from pipeline.errors import BitexteError, ConfigError

DTD = Path(__file__).parent / "data" / "tmx14.dtd"
FILES = ["bitext.en", "bitext.fr", "bitext.jsonl", "bitext.parquet", "bitext.tmx", "bitext.tsv"]

NASTY = [
    'Il dit : "Oui."\t\\n\nPuis non.',
    '"Une citation qui ne finit pas',
    "Un <b>gras</b> & une ]]> fin \x00\x08\x1b\ufffe",
    "Seule\ud800 moitié",
    "Lignes\u2028et\u2029autres\x85fins\x0b\x0c\r.",
    "🙂 Élan «\u00a0vital\u00a0»",
    "\\t n’est pas une tabulation",
]


def pair(fr: str, en: str = "Yes.", line: int = 1, index: int = 0, status: Status = "kept") -> Segment:
    return Segment("doc", line, index, fr, fr, en, status=status, scores={"numbers": 0})


def pairs(texts: Sequence[str]) -> list[Segment]:
    return [pair(text, f"{text} (in English)", line) for line, text in enumerate(texts, 1)]


def safe(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def unescape(field: str) -> str:
    names = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(r"\\(.)", lambda match: names[match[1]], field)


def test_every_format_is_written_and_hashed(tmp_path: Path) -> None:
    hashes = write_corpus(tmp_path, pairs(NASTY), OutputConfig())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SHA256SUMS", *FILES]
    assert FILES == sorted(hashes)
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)
    for name, digest in hashes.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest


def test_jsonl_holds_what_was_put_in_one_record_a_line(tmp_path: Path) -> None:
    write_corpus(tmp_path, pairs(NASTY), OutputConfig(("jsonl",)))
    lines = (tmp_path / "bitext.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["fr"] for record in records] == [safe(text) for text in NASTY]
    assert records[1] == {
        "id": "doc:2:0",
        "document": "doc",
        "line": 2,
        "index": 0,
        "fr": NASTY[1],
        "en": f"{NASTY[1]} (in English)",
        "scores": {"numbers": 0},
    }


def test_tsv_is_read_by_csv_and_by_cut(tmp_path: Path) -> None:
    write_corpus(tmp_path, pairs(NASTY), OutputConfig(("tsv",)))
    path = tmp_path / "bitext.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    controls = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]+")
    assert [unescape(row["fr"]) for row in rows] == [controls.sub(" ", safe(text)) for text in NASTY]
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(NASTY) + 1
    ids = subprocess.run(["cut", "-f1", path], capture_output=True, text=True, check=True).stdout.split()
    assert ids == ["id", *(f"doc:{line}:0" for line in range(1, len(NASTY) + 1))]


def test_moses_files_are_parallel_whoever_counts(tmp_path: Path) -> None:
    write_corpus(tmp_path, pairs(NASTY), OutputConfig(("moses",)))
    for name in ("bitext.fr", "bitext.en"):
        text = (tmp_path / name).read_bytes().decode("utf-8")
        assert text.count("\n") == len(text.splitlines()) == len(NASTY)


def test_tmx_is_valid_and_keeps_the_text(tmp_path: Path) -> None:
    write_corpus(tmp_path, pairs(NASTY), OutputConfig(("tmx",)))
    tree = etree.parse(tmp_path / "bitext.tmx")
    with DTD.open("rb") as file:
        dtd = etree.DTD(file)
    assert dtd.validate(tree), dtd.error_log
    assert tree.docinfo.doctype == '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    assert tree.getroot().get("version") == "1.4"
    segments = [each.text for each in tree.iterfind(".//tu/tuv[@{http://www.w3.org/XML/1998/namespace}lang='fr']/seg")]
    assert segments == [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", safe(text)) for text in NASTY]


def test_tmx_opens_in_translate_toolkit(tmp_path: Path) -> None:
    tmx = pytest.importorskip("translate.storage.tmx")
    write_corpus(tmp_path, [pair("« Oui » & non", "“Yes” & no")], OutputConfig(("tmx",)))
    store = tmx.tmxfile.parsefile(str(tmp_path / "bitext.tmx"))
    assert [(unit.source, unit.target) for unit in store.units] == [("« Oui » & non", "“Yes” & no")]


def test_parquet_has_typed_columns(tmp_path: Path) -> None:
    write_corpus(tmp_path, pairs(NASTY), OutputConfig(("parquet",)))
    table = pyarrow.parquet.read_table(tmp_path / "bitext.parquet")
    assert table.column_names == ["id", "document", "line", "index", "fr", "en"]
    assert table.column("fr").to_pylist() == [safe(text) for text in NASTY]
    assert table.column("line").to_pylist() == list(range(1, len(NASTY) + 1))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=5, unique=True))
def test_any_text_goes_into_every_format(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    out = tmp_path_factory.mktemp("corpus")
    write_corpus(out, pairs(texts), OutputConfig())
    assert len((out / "bitext.fr").read_text(encoding="utf-8").splitlines()) == len(texts)
    assert len((out / "bitext.tsv").read_text(encoding="utf-8").splitlines()) == len(texts) + 1
    assert len(etree.parse(out / "bitext.tmx").findall(".//tu")) == len(texts)
    assert pyarrow.parquet.read_metadata(out / "bitext.parquet").num_rows == len(texts)


def test_equal_runs_give_equal_bytes(tmp_path: Path) -> None:
    first = write_corpus(tmp_path / "a", pairs(NASTY * 3), OutputConfig())
    assert write_corpus(tmp_path / "b", pairs(NASTY * 3), OutputConfig()) == first


def test_an_empty_corpus_is_still_well_formed(tmp_path: Path) -> None:
    write_corpus(tmp_path, [], OutputConfig())
    assert etree.parse(tmp_path / "bitext.tmx").findall(".//tu") == []
    assert pyarrow.parquet.read_table(tmp_path / "bitext.parquet").num_rows == 0
    assert (tmp_path / "bitext.tsv").read_text() == "id\tdocument\tline\tindex\tfr\ten\n"


def test_only_kept_pairs_go_in_unless_flagged_ones_are_wanted(tmp_path: Path) -> None:
    segments = [pair("Un"), pair("Deux", line=2, status="flagged"), pair("Trois", line=3, status="rejected")]
    write_corpus(tmp_path, segments, OutputConfig(("moses",)))
    assert (tmp_path / "bitext.fr").read_text() == "Un\n"
    write_corpus(tmp_path, segments, OutputConfig(("moses",)), keep_flagged=True)
    assert (tmp_path / "bitext.fr").read_text() == "Un\nDeux\n"


def test_the_first_of_equal_pairs_stays(tmp_path: Path) -> None:
    segments = [pair("Oui.", status="rejected"), pair("Oui.", line=2), pair("Oui.", line=3), pair("Oui.", "Aye.", 4)]
    marked = list(mark_duplicates(segments))
    assert [belongs(each) for each in marked] == [False, True, False, True]
    assert [(flag.name, flag.value) for flag in marked[2].flags] == [("duplicate", "doc:2:0")]
    assert list(mark_duplicates(marked)) == marked
    write_corpus(tmp_path, segments, OutputConfig(("moses",)))
    assert (tmp_path / "bitext.en").read_text() == "Yes.\nAye.\n"


def test_what_is_not_asked_for_and_what_a_killed_run_left_goes(tmp_path: Path) -> None:
    write_corpus(tmp_path, pairs(["Un"]), OutputConfig())
    (tmp_path / ".bitext.fr.0123.tmp").write_text("half")
    (tmp_path / "notes.txt").write_text("mine")
    write_corpus(tmp_path, pairs(["Un"]), OutputConfig(("tsv",)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SHA256SUMS", "bitext.tsv", "notes.txt"]
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_run_that_breaks_leaves_the_last_corpus(tmp_path: Path) -> None:
    before = write_corpus(tmp_path, pairs(["Un"]), OutputConfig())

    def breaking() -> Iterator[Segment]:
        yield pair("Deux")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_corpus(tmp_path, breaking(), OutputConfig())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SHA256SUMS", *FILES]
    assert write_corpus(tmp_path, pairs(["Un"]), OutputConfig()) == before


def test_all_files_change_in_one_step(tmp_path: Path) -> None:
    """Whoever has opened the directory sees the old generation whole, whoever opens it now the new one."""
    out = tmp_path / "out" / "corpus"
    write_corpus(out, pairs(["Un"]), OutputConfig())
    out.chmod(0o770)
    (tmp_path / "out" / ".corpus.0123.tmp").mkdir()
    (tmp_path / "out" / ".corpus.0123.tmp" / "bitext.fr").write_text("half")
    opened = os.open(out, os.O_RDONLY)
    try:
        write_corpus(out, pairs(["Deux"]), OutputConfig())
        assert os.fstat(opened).st_ino != out.stat().st_ino
    finally:
        os.close(opened)
    assert [path.name for path in out.parent.iterdir()] == ["corpus"]
    assert out.stat().st_mode & 0o777 == 0o770


def test_a_corpus_may_lie_on_another_disk(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "corpus").symlink_to("disk")
    for text in ("Un", "Deux"):
        write_corpus(tmp_path / "corpus", pairs([text]), OutputConfig(("moses",)))
    assert (tmp_path / "corpus").is_symlink()
    assert (tmp_path / "disk" / "bitext.fr").read_text() == "Deux\n"


def test_errors_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="unknown format 'xls'"):
        write_corpus(tmp_path, [], OutputConfig(("xls",)))
    (tmp_path / "file").write_text("")
    with pytest.raises(BitexteError, match=r"file.*cannot write") as caught:
        write_corpus(tmp_path / "file" / "corpus", [pair("Un")], OutputConfig())
    assert "\n" not in str(caught.value)
