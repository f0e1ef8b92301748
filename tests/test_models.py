"""Finding, checking, installing and removing models, against real files and a real server on loopback."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.config import TranslateConfig
from pipeline.errors import ModelError
from pipeline.translate import install as installing
from pipeline.translate import models
from pipeline.translate.archive import RECEIPT
from pipeline.translate.install import install, remove

CONFIG = TranslateConfig()
BUNDLED = next(path for path in models.bundled() if "fr_en" in path.name)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BITEXTE_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    return tmp_path / "state"


@pytest.fixture
def serve() -> Iterator[Callable[[dict[str, bytes | Callable[[BaseHTTPRequestHandler], None]]], str]]:
    """Serves bodies by path; a callable writes its own answer."""
    servers = []

    def start(pages: dict[str, bytes | Callable[[BaseHTTPRequestHandler], None]]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = pages.get(self.path)
                if page is None:
                    self.send_error(404)
                elif callable(page):
                    page(self)
                else:
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(page)))
                    self.end_headers()
                    self.wfile.write(page)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def _index(links: list[str], **more: object) -> bytes:
    return json.dumps([{"from_code": "fr", "to_code": "en", "package_version": "1.9", "links": links, **more}]).encode()


def _archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


def _variant(path: Path, version: str) -> Path:
    """The bundled package under another version."""
    with zipfile.ZipFile(BUNDLED) as source, zipfile.ZipFile(path, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename.endswith("metadata.json"):
                content = json.dumps({**json.loads(content), "package_version": version}).encode()
            target.writestr(member.filename, content)
    return path


def test_the_bundled_model_is_found_unpacked_once_and_named_by_its_hash(state: Path) -> None:
    path = models.find_model(CONFIG)
    directory, identity = models.prepare(path)
    assert path == BUNDLED
    assert identity.sha256 == hashlib.sha256(BUNDLED.read_bytes()).hexdigest()
    before = (directory / RECEIPT).stat().st_mtime_ns
    assert models.prepare(path) == (directory, identity)
    assert (directory / RECEIPT).stat().st_mtime_ns == before


def test_an_installed_model_comes_before_the_bundled_one_and_the_configuration_before_both(tmp_path: Path) -> None:
    old = install(str(_variant(tmp_path / "old.argosmodel", "1.2")), CONFIG)
    new = install(str(_variant(tmp_path / "new.argosmodel", "1.10")), CONFIG)
    assert models.find_model(CONFIG) == new
    assert models.find_model(TranslateConfig(model=old.name)) == old
    assert models.find_model(TranslateConfig(model=str(BUNDLED))) == BUNDLED
    assert remove(new.name) == new
    assert models.find_model(CONFIG) == old


def test_a_broken_model_is_listed_and_disturbs_no_other(state: Path, tmp_path: Path) -> None:
    good = install(str(_variant(tmp_path / "new.argosmodel", "1.10")), CONFIG)
    broken = models.models_directory() / "broken"
    broken.mkdir()
    (broken / "metadata.json").write_text("{")
    changed = models.models_directory() / "changed"
    shutil.copytree(good, changed)
    with (changed / "model" / "model.bin").open("r+b") as file:
        file.write(b"12345678")
    problems = {entry.path.name: bool(entry.problem) for entry in models.list_models()}
    assert problems == {"broken": True, "changed": True, good.name: False} | {
        path.name: False for path in models.bundled()
    }
    assert models.find_model(CONFIG) == good
    with pytest.raises(ModelError, match="changed"):
        models.load(changed, CONFIG)


def test_no_model_for_a_pair_is_said_in_one_line() -> None:
    with pytest.raises(ModelError, match="en → it"):
        models.find_model(CONFIG, "en", "it")
    with pytest.raises(ModelError, match="nowhere"):
        models.find_model(TranslateConfig(model="nowhere"))


def test_verify_translates(tmp_path: Path) -> None:
    assert models.verify(BUNDLED, CONFIG).from_code == "fr"


@pytest.mark.parametrize(
    "members",
    [
        {"../escaped.txt": b"x", "p/metadata.json": b"{}"},
        {"/absolute.txt": b"x", "p/metadata.json": b"{}"},
        {"p\\..\\x.txt": b"x", "p/metadata.json": b"{}"},
        {"p/readme.txt": b"no metadata"},
        {"p/metadata.json": b"{}", "q/metadata.json": b"{}"},
        {"p/metadata.json": b'{"from_code": "fr", "to_code": "en"}'},
        {"p/metadata.json": b'{"from_code": "fr", "to_code": "en"}', "p/sentencepiece.model": b"x", "p/model/x": b""},
    ],
    ids=["up", "absolute", "backslash", "no-package", "two-packages", "no-model", "bad-model"],
)
def test_a_bad_package_is_refused_and_leaves_nothing(tmp_path: Path, members: dict[str, bytes]) -> None:
    archive = _archive(tmp_path / "bad.argosmodel", members)
    with pytest.raises(ModelError):
        install(str(archive), CONFIG)
    assert list(models.models_directory().iterdir()) == []
    assert not (tmp_path / "escaped.txt").exists()


def test_a_link_in_a_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "link.argosmodel"
    with zipfile.ZipFile(path, "w") as package:
        member = zipfile.ZipInfo("p/model.bin")
        member.external_attr = 0o120777 << 16
        package.writestr(member, "/etc/passwd")
    with pytest.raises(ModelError, match="link"):
        install(str(path), CONFIG)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.translate.archive.MAX_BYTES", 1_000_000)
    archive = _archive(tmp_path / "bomb.argosmodel", {"p/metadata.json": b"{}", "p/zeros": bytes(50_000_000)})
    assert archive.stat().st_size < 100_000
    with pytest.raises(ModelError, match="larger"):
        install(str(archive), CONFIG)


@pytest.mark.parametrize("damage", ["truncated", "flipped", "text"])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: str) -> None:
    content = bytearray(BUNDLED.read_bytes())
    if damage == "truncated":
        content = content[: len(content) // 2]
    elif damage == "flipped":
        content[len(content) // 2] ^= 0xFF
    else:
        content = bytearray(b"not a zip")
    path = tmp_path / "bad.argosmodel"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="damaged|not a model"):
        install(str(path), CONFIG)


def test_a_pair_is_installed_from_an_index(serve: Callable[..., str]) -> None:
    body = BUNDLED.read_bytes()
    good = hashlib.sha256(body).hexdigest()
    url = serve({"/index.json": _index(["/m.argosmodel"], sha256=good), "/m.argosmodel": body})
    path = install("fr-en", CONFIG, index=f"{url}/index.json")
    assert models.identify(path).sha256 == good
    assert models.find_model(CONFIG) == path
    assert install(f"{url}/m.argosmodel", CONFIG) == path


def test_what_servers_can_do_wrong(serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    body = BUNDLED.read_bytes()

    def cut_off(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:100_000])

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(bytes(65536))
        except OSError:
            pass

    def silent(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(6)

    monkeypatch.setattr(installing, "MAX_PACKAGE_BYTES", 30_000_000)
    monkeypatch.setattr(installing, "_SILENCE", 3.0)
    url = serve({
        "/cut": cut_off, "/endless": endless, "/silent": silent, "/good": body,
        "/wrong.json": _index(["/good"], sha256="0" * 64), "/text.json": b"<html>", "/other.json": b"[{}]",
        "/list.json": b"[1]",
    })
    for source, index, reason in (
        (f"{url}/cut", "", "ended after"),
        (f"{url}/endless", "", "larger or slower"),
        (f"{url}/silent", "", "cannot be fetched"),
        (f"{url}/missing", "", "404|Not Found"),
        ("fr-en", f"{url}/wrong.json", "sha256"),
        ("fr-en", f"{url}/text.json", "not an index"),
        ("fr-en", f"{url}/list.json", "not an index"),
        ("fr-en", f"{url}/other.json", "no package"),
        ("fr-en", "file:///etc/passwd", "only http"),
        ("../x", f"{url}/other.json", "neither"),
    ):
        with pytest.raises(ModelError, match=reason):
            install(source, CONFIG, index=index)
    assert models.find_model(CONFIG) == BUNDLED
    assert list(models.models_directory().iterdir()) == []


def test_only_our_own_models_can_be_removed() -> None:
    for name in ("translate-fr_en", "..", ""):
        with pytest.raises(ModelError):
            remove(name)
