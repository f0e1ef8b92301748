"""The server of the review: who may ask it what, and what its requests do to the next run."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from conftest import ROOT, Bitexte, command
from pipeline.article import clean_article
from pipeline.batch import run_batch
from pipeline.config import Config, ReviewConfig
from pipeline.corpus import read_edits, read_segments
from pipeline.errors import BitexteError
from pipeline.repair import apply_text, revert_text
from pipeline.review.desk import ReviewDesk
from pipeline.review.server import MAX_BODY, ReviewServer
from pipeline.review.store import read_always, read_decisions
from pipeline.translate.memory import Memory, memory_path

ARTICLE = (
    "Le patron d’Openai a parlé hier à Paris devant la presse.\n"
    "\n"
    "Il a vu le le film avec ses enfants. La soirée a été longue pour tous.\n"
    "Abonnez-vous à notre newsletter pour ne rien manquer !\n"
    "Les ventes ont beaucoup progressé cette année dans toute l’Europe.\n"
)
OTHER = "La soirée a été longue pour tous. Le ministre a quitté la salle sans répondre.\n"

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles and what a run made of them."""
    site = tmp_path_factory.mktemp("first")
    (site / "in").mkdir()
    (site / "in" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (site / "in" / "b.txt").write_text(OTHER, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BITEXTE_STATE", str(site / "state"))
        run(site)
    return site


@pytest.fixture
def site(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that a test may change."""
    for part in ("in", "out"):
        shutil.copytree(first / part, tmp_path / part)
    (tmp_path / "state").mkdir()
    for path in (first / "state").iterdir():
        if path.is_dir():
            (tmp_path / "state" / path.name).symlink_to(path)
        else:
            shutil.copy(path, tmp_path / "state")
    monkeypatch.setenv("BITEXTE_STATE", str(tmp_path / "state"))
    return tmp_path


def config(site: Path) -> Config:
    return Config(review=ReviewConfig(str(site / "review")))


def run(site: Path, settings: Config | None = None) -> Any:
    """The next run, by the plain way."""
    return run_batch([site / "in"], site / "out", settings or config(site))


def clean(site: Path, name: str = "a") -> str:
    """The clean French of a run, whose account is right in both directions."""
    folder = site / "out" / "documents" / name
    raw, text = ((folder / file).read_bytes().decode() for file in ("raw.txt", "clean.fr.txt"))
    edits = list(read_edits(folder))
    assert apply_text(raw, edits) == text and revert_text(text, edits) == raw
    return text


def english(site: Path, name: str, fr: str) -> str:
    return next(each.en for each in read_segments(site / "out" / "documents" / name) if each.fr == fr)


@contextmanager
def serving(site: Path, settings: Config | None = None) -> Iterator[ReviewServer]:
    desk = ReviewDesk(site / "out", settings or config(site))
    with ReviewServer(desk) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
            desk.close()


@pytest.fixture
def server(site: Path) -> Iterator[ReviewServer]:
    with serving(site) as started:
        yield started


def ask(
    server: ReviewServer,
    path: str,
    data: Any = None,
    *,
    token: str | None = None,
    body: bytes | None = None,
    **headers: str,
) -> tuple[int, Any]:
    """GET, or POST where there is something to send, as a page of the server does it."""
    host = f"127.0.0.1:{server.server_port}"
    sent = {"Host": host}
    if data is not None or body is not None:
        body = json.dumps(data).encode() if body is None else body
        sent |= {"Origin": f"http://{host}", "Content-Type": "application/json", "Content-Length": str(len(body))}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.putrequest("POST" if body is not None else "GET", f"/{token or server.token}/{path}", skip_host=True)
    for name, value in sent.items():
        if value:
            connection.putheader(name, value)
    connection.endheaders(body if len(body or b"") <= MAX_BODY else None)
    answer = connection.getresponse()
    text = answer.read().decode()
    assert answer.headers["X-Frame-Options"] == "DENY" and answer.headers["Cache-Control"] == "no-store"
    return answer.status, json.loads(text) if "json" in answer.headers["Content-Type"] else text


def version(server: ReviewServer, name: str = "a") -> str:
    """What a page that was just loaded shows."""
    page = ask(server, f"documents/{name}/")[1]
    return json.loads(page.split('id="changes">')[1].split("</script>")[0])["version"]


def edit(site: Path, what: str, name: str = "a") -> list[Any]:
    """An edit of the last run, by its text or its rule, as a request names it."""
    found = next(e for e in read_edits(site / "out" / "documents" / name) if what in e.before or what in e.rules)
    return [found.line, found.start, found.end, found.before, found.after]


def test_pages_are_given_to_those_who_have_the_token(server: ReviewServer) -> None:
    status, page = ask(server, "")
    assert status == 200 and "documents/a/" in page and "Le patron d’OpenAI" in page
    status, page = ask(server, "documents/a/")
    assert status == 200 and "OpenAI" in page and server.token not in page
    assert ask(server, "", token="wrong")[0] == 403
    assert ask(server, "", token="%C3%A9")[0] == 403
    assert ask(server, "documents/a/", token="")[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "", "localhost:1", "127.0.0.1.evil.example:80"])
def test_another_host_is_refused(server: ReviewServer, host: str) -> None:
    assert ask(server, "", Host=host)[0] == 421
    assert ask(server, "", Host=f"localhost:{server.server_port}")[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Length": "x"}, 411),
        ({"Content_Length": "-1"}, 411),
        ({"Host": "evil.example"}, 421),
    ],
)
def test_a_request_of_another_page_decides_nothing(
    site: Path, server: ReviewServer, headers: dict[str, str], status: int
) -> None:
    request = {"do": "reject", "edits": [edit(site, "Openai")]}
    assert ask(server, "documents/a/", request, **headers)[0] == status
    assert not (site / "review").exists()
    assert ask(server, "documents/a/", request, Sec_Fetch_Site="same-origin")[0] == 200
    assert len(read_decisions(site / "review", "a")) == 1


def test_too_much_is_refused_before_it_is_read(server: ReviewServer) -> None:
    status, said = ask(server, "documents/a/", body=b" " * (MAX_BODY + 1))
    assert status == 413 and "bytes" in said["error"]
    status, _ = ask(server, "documents/a/", {"do": "write", "line": 1, "index": 0, "was": "", "fr": "x" * 30_000})
    assert status in (400, 409)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"a"', b"[" * 100_000, b"\xff", b'{"do": "reject"}', b'{"do": 1}'])
def test_what_is_no_request_gets_one_line(server: ReviewServer, body: bytes) -> None:
    status, said = ask(server, "documents/a/", body=body)
    assert status == 400 and said["error"] and "\n" not in said["error"]


@pytest.mark.parametrize(
    "path",
    [
        "documents/../../in/a.txt/",
        "documents/%2e%2e/",
        "documents/..%2F..%2Fin/",
        "documents/a%2F..%2Fb/",
        "documents/%00/",
        "documents/a/raw.txt",
        "documents/a/../b/",
        "documents//",
        "etc/passwd",
        "nothing",
    ],
)
def test_no_path_leads_out(server: ReviewServer, path: str) -> None:
    status, said = ask(server, path)
    assert status == 404 and "error" in said
    assert ask(server, path, {"do": "undo", "ids": []})[0] in (400, 404)


def test_a_rejected_edit_stays_rejected_when_the_article_changes_and_comes_back_when_undone(site: Path) -> None:
    assert "d’OpenAI" in clean(site)
    with serving(site) as server:
        status, answer = ask(server, "documents/a/", {"do": "reject", "edits": [edit(site, "Openai")]})
        assert status == 200 and len(answer["made"]) == 1
    assert "Openai" in clean_article(site / "in" / "a.txt", config(site)).repair.lines[0]
    assert run(site).documents["processed"] == 1, "only the document that the decision is about"
    assert "d’Openai" in clean(site) and run(site).documents["processed"] == 0
    shown = [e for e in read_edits(site / "out" / "documents" / "a") if e.rules[-1] == "review.rejected"]
    assert len(shown) == 1 and not shown[0].applied
    assert "review.rejected" in (site / "out" / "documents" / "a" / "diff.html").read_text()

    changed = "Un tout nouveau début pour cet article.\n\n" + ARTICLE.replace("Les ventes ont", "Hier, les ventes ont")
    (site / "in" / "a.txt").write_text(changed, encoding="utf-8")
    assert run(site).documents["processed"] == 1
    assert "d’Openai" in clean(site) and "Hier, les ventes" in clean(site)

    with serving(site) as server:
        assert ask(server, "documents/a/", {"do": "undo", "ids": answer["made"]})[0] == 200
    run(site)
    assert "d’OpenAI" in clean(site)


def test_a_decision_without_its_place_is_reported_and_does_nothing(site: Path) -> None:
    with serving(site) as server:
        ask(server, "documents/a/", {"do": "reject", "edits": [edit(site, "Openai")]})
    (site / "in" / "a.txt").write_text(ARTICLE.replace("d’Openai", "de Openai"), encoding="utf-8")
    run(site)
    assert "OpenAI" in clean(site)
    record = json.loads((site / "out" / "documents" / "a" / "document.json").read_text())
    assert record["dormant"] == 1 and record["decisions"] == 0
    with serving(site) as server:
        page = ask(server, "documents/a/")[1]
        assert "its place is gone" in page or "without its place" in page


def test_a_dropped_line_comes_back(site: Path) -> None:
    assert "newsletter" not in clean(site)
    with serving(site) as server:
        ask(server, "documents/a/", {"do": "reject", "edits": [edit(site, "newsletter")]})
    run(site)
    assert "Abonnez-vous à notre newsletter pour ne rien manquer\u00a0!" in clean(site)
    with serving(site) as server:
        assert ask(server, "documents/a/", {"do": "line", "line": 5, "verdict": "drop"})[0] == 200
        assert ask(server, "documents/a/", {"do": "line", "line": 99, "verdict": "drop"})[0] == 400
        assert ask(server, "documents/a/", {"do": "line", "line": 2, "verdict": "drop"})[0] == 400
    run(site)
    assert "Les ventes" not in clean(site)


def test_what_a_person_writes_wins_and_feeds_the_memory(site: Path) -> None:
    shared = "La soirée a été longue pour tous."
    request = {"do": "write", "line": 3, "index": 1, "was": shared, "fr": None, "en": "It was a long night for all."}
    with serving(site) as server:
        status, answer = ask(server, "documents/a/", {**request, "version": version(server)})
        assert status == 200 and "It was a long night for all." in answer["paragraphs"]["l3"]
        was = "Il a vu le film avec ses enfants."
        french = {"do": "write", "line": 3, "index": 0, "was": was, "fr": "Elle l’a vu."}
        assert ask(server, "documents/a/", french)[0] == 200
        assert ask(server, "documents/a/", french)[0] == 409, "the sentence is another by now"
    done = run(site)
    assert done.documents["processed"] == 2, "both documents have the sentence"
    assert run(site).documents["processed"] == 0
    assert english(site, "a", shared) == english(site, "b", shared) == "It was a long night for all."
    assert "Elle l’a vu. La soirée" in clean(site)
    with serving(site) as server:
        ids = [each.id for each in read_decisions(site / "review", "a")]
        assert ask(server, "documents/a/", {"do": "undo", "ids": ids})[0] == 200
    assert Memory(memory_path()).human("fr", [shared]) == {}
    assert run(site).documents["processed"] == 2
    assert english(site, "a", shared) == english(site, "b", shared) != "It was a long night for all."
    assert "Il a vu le film avec ses enfants." in clean(site)


def test_undoing_gives_the_memory_back_what_it_had(site: Path) -> None:
    sentence = "La soirée a été longue pour tous."
    memory = Memory(memory_path())
    memory.add_human("fr", {sentence: "The evening was long."}, "team.tmx")
    request = {"do": "write", "line": 3, "index": 1, "was": sentence, "en": "A long evening."}
    with serving(site) as server:
        made = ask(server, "documents/a/", request)[1]["made"]
        made += ask(server, "documents/a/", {**request, "en": "A really long evening."})[1]["made"]
        assert memory.human("fr", [sentence]) == {sentence: "A really long evening."}
        ask(server, "documents/a/", {"do": "undo", "ids": made})
    assert memory.human_with_origin("fr", sentence) == ("The evening was long.", "team.tmx")


def test_written_text_stays_one_line_and_its_account_exact(site: Path) -> None:
    text = "Une\nligne\u2028avec\x00 des «\u00a0pièges\u00a0» & <b>."
    request = {"do": "write", "line": 5, "index": 0, "was": ARTICLE.splitlines()[4], "fr": text}
    with serving(site) as server:
        assert ask(server, "documents/a/", request)[0] == 200
    run(site)
    assert "Une ligne avec des «\u00a0pièges\u00a0» & <b>.\n" in clean(site).replace("  ", " ")


def test_always_and_never_work_in_every_document(site: Path) -> None:
    with serving(site) as server:
        wrong = {"do": "always", "kind": "name", "verdict": "always", "before": "Open", "after": "OpenAI"}
        status, said = ask(server, "documents/a/", wrong)
        assert status == 400 and "contains" in said["error"]
        assert ask(server, "documents/a/", {**wrong, "kind": "rule", "before": "no.rule"})[0] == 400
        for request in (
            {"kind": "name", "verdict": "never", "before": "Openai", "after": "OpenAI"},
            {"kind": "rule", "verdict": "never", "before": "words.doubled"},
            {"kind": "line", "verdict": "always", "before": ARTICLE.splitlines()[4]},
        ):
            assert ask(server, "documents/a/", {"do": "always", **request})[0] == 200
    assert run(site).documents["processed"] == 2, "a rule concerns every document"
    assert "d’Openai" in clean(site) and "le le film" in clean(site) and "Les ventes" not in clean(site)
    with serving(site) as server:
        ids = [each.id for each in read_always(site / "review")]
        assert "Decided for every article" in ask(server, "")[1]
        assert ask(server, "", {"do": "undo", "ids": ids})[0] == 200
        assert ask(server, "", {"do": "reject", "ids": ids})[0] == 400
    run(site)
    assert "d’OpenAI" in clean(site) and "Les ventes" in clean(site)


def test_translate_again_writes_what_the_next_run_would(site: Path) -> None:
    with serving(site) as server:
        ask(server, "documents/a/", {"do": "reject", "edits": [edit(site, "words.doubled")]})
        assert "waits for its English" in ask(server, "documents/a/")[1]
        status, answer = ask(server, "documents/a/", {"do": "run", "version": version(server)})
        assert status == 200 and "l3" in answer["paragraphs"] and "waits" not in answer["paragraphs"]["l3"]
    assert "le le film" in clean(site)
    assert run(site).documents["processed"] == 0


def test_two_tabs_see_what_the_other_did(site: Path, server: ReviewServer) -> None:
    seen = version(server)
    first = ask(server, "documents/a/", {"do": "reject", "version": seen, "edits": [edit(site, "Openai")]})[1]
    assert set(first["paragraphs"]) == {"l1"}
    second = ask(server, "documents/a/", {"do": "reject", "version": seen, "edits": [edit(site, "words.doubled")]})[1]
    assert set(second["paragraphs"]) == {"l1", "l3"}, "also what the first tab changed"
    assert len(read_decisions(site / "review", "a")) == 2
    gone = [1, 0, 2, "xx", "yy"]
    status, said = ask(server, "documents/a/", {"do": "accept", "edits": [gone]})
    assert status == 409 and said["reload"]


def test_a_port_in_use_is_one_clear_line(site: Path, server: ReviewServer, bitexte: Bitexte) -> None:
    with pytest.raises(BitexteError, match="--port"):
        ReviewServer(ReviewDesk(site / "out", config(site)), server.server_port)
    done = bitexte("review", "--out", site / "out", "--port", str(server.server_port))
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1 and "--port" in done.stderr


def test_the_command_serves_until_it_is_interrupted(site: Path, tmp_path: Path) -> None:
    started = subprocess.Popen(
        command("review", "a", "--out", site / "out", "--review", tmp_path / "r", "--port", "0"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert started.stdout is not None
        address = started.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:") and address.endswith("/documents/a/")
        port = int(address.split(":")[2].split("/")[0])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall(f"GET /{address.split('/', 3)[3]} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            assert b" 200 " in line.recv(100)
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=30)
        assert started.returncode == 0 and "Traceback" not in said
    finally:
        started.kill()


def test_what_is_not_there_is_said(bitexte: Bitexte, site: Path, tmp_path: Path) -> None:
    done = bitexte("review", "--out", tmp_path / "none")
    assert done.returncode == 2 and "bitexte run" in done.stderr
    done = bitexte("review", "zzz", "--out", site / "out")
    assert done.returncode == 2 and "zzz" in done.stderr


def test_clean_takes_the_decisions_of_the_same_id(bitexte: Bitexte, site: Path) -> None:
    with serving(site) as server:
        ask(server, "documents/a/", {"do": "reject", "edits": [edit(site, "Openai")]})
    assert "d’Openai" in bitexte("clean", site / "in" / "a.txt", "--review", site / "review").stdout
    assert "d’OpenAI" in bitexte("clean", site / "in" / "a.txt").stdout


def test_where_the_decisions_lie_changes_nothing_else(site: Path) -> None:
    elsewhere = replace(config(site), review=ReviewConfig(str(site / "other")))
    assert run_batch([site / "in"], site / "out", elsewhere).documents["processed"] == 0
