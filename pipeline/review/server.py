"""The pages of the desk over HTTP, for one person on this machine and nobody else.

The address holds a token that only the person who started the server has been told; every request must name this
machine as its host, so that no foreign name can be made to point here (DNS rebinding), and one that decides something
must come from a page of this server (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/).
"""

from __future__ import annotations

import hmac
import json
import logging
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pipeline.errors import BitexteError, InputError
from pipeline.review.actions import Conflict
from pipeline.review.desk import ReviewDesk

log = logging.getLogger("bitexte")

ADDRESS = "127.0.0.1"
#: No decision is longer, in bytes.
MAX_BODY = 256 * 1024
#: Seconds that a client may take over its request.
_PATIENCE = 30

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class ReviewServer(ThreadingHTTPServer):
    """Serves a desk on the loopback interface. Raises BitexteError where the port cannot be had."""

    daemon_threads = True

    def __init__(self, desk: ReviewDesk, port: int = 0) -> None:
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        try:
            super().__init__((ADDRESS, port), _Handler)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise BitexteError(f"port {port}: {reason}; name another with --port") from error

    @property
    def address(self) -> str:
        """Where the list of documents is, token included."""
        return f"http://{ADDRESS}:{self.server_port}/{self.token}/"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names by which the server may be asked."""
        return f"{ADDRESS}:{self.server_port}", f"localhost:{self.server_port}"


class _Refused(Exception):
    """A request that is not answered, with the status that says why."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    server_version = "Bitexte"
    sys_version = ""
    timeout = _PATIENCE

    def do_GET(self) -> None:
        """A page, or a sentence as JSON."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """A decision."""
        self._answer(self._post)

    def _answer(self, what: Any) -> None:
        try:
            self._check()
            body = what()
            status = HTTPStatus.OK
        except _Refused as error:
            self.close_connection = True
            body, status = {"error": str(error)}, error.status
        except Conflict as error:
            body, status = {"error": str(error), "reload": True}, HTTPStatus.CONFLICT
        except BitexteError as error:
            missing = self.command == "GET" and isinstance(error, InputError)
            body, status = {"error": str(error)}, HTTPStatus.NOT_FOUND if missing else HTTPStatus.BAD_REQUEST
        except Exception as error:
            log.debug("review: unexpected", exc_info=True)
            body = {"error": f"unexpected {type(error).__name__}; the traceback is in the log"}
            status = HTTPStatus.INTERNAL_SERVER_ERROR
        self._send(status, body)

    def _check(self) -> None:
        """Raise _Refused unless the request comes from this machine, with the token, and not from another's page."""
        if self.headers.get_all("Host") not in [[host] for host in self.server.hosts]:
            raise _Refused(HTTPStatus.MISDIRECTED_REQUEST, "not the host that this server is")
        token = self.path.removeprefix("/").partition("?")[0].partition("/")[0]
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise _Refused(HTTPStatus.FORBIDDEN, "open the address that `bitexte review` printed: it holds the token")
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise _Refused(HTTPStatus.FORBIDDEN, "asked for by another page")

    def _get(self) -> str | dict[str, Any]:
        parts = urlsplit(self.path)
        desk, (name, rest) = self.server.desk, self._document(parts.path)
        if name is None:
            return desk.index()
        if rest == "":
            return desk.page(name)
        if rest == "sentence":
            asked = parse_qs(parts.query)
            try:
                return desk.sentence(name, int(asked["line"][0]), int(asked["index"][0]))
            except (KeyError, ValueError) as error:
                raise InputError("a line and an index are wanted") from error
        raise _Refused(HTTPStatus.NOT_FOUND, "there is no such page")

    def _post(self) -> dict[str, Any]:
        if self.headers.get("Origin") not in [f"http://{host}" for host in self.server.hosts]:
            raise _Refused(HTTPStatus.FORBIDDEN, "not asked for by a page of this server")
        if self.headers.get_content_type() != "application/json":
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "JSON is wanted")
        request = self._body()
        name, rest = self._document(urlsplit(self.path).path)
        if rest:
            raise _Refused(HTTPStatus.NOT_FOUND, "there is no such page")
        if name is not None:
            return self.server.desk.request(name, request)
        if request.get("do") != "undo" or not isinstance(request.get("ids"), list):
            raise InputError("only an undo can be asked for here")
        self.server.desk.undo_everywhere(map(str, request["ids"]))
        return {"reload": True}

    def _body(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "a length is wanted")
        if int(length) > MAX_BODY:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {MAX_BODY} bytes")
        try:
            request = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError) as error:
            raise InputError("not JSON") from error
        if not isinstance(request, dict):
            raise InputError("a JSON object is wanted")
        return request

    def _document(self, path: str) -> tuple[str | None, str]:
        """The document that a path names, if it does, and what follows; no part of it is taken for a path again."""
        parts = path.split("/")[2:]
        if parts == [""]:
            return None, ""
        if len(parts) == 3 and parts[0] == "documents":
            return unquote(parts[1]), parts[2]
        raise _Refused(HTTPStatus.NOT_FOUND, "there is no such page")

    def _send(self, status: HTTPStatus, body: str | dict[str, Any]) -> None:
        if isinstance(body, str):
            kind, text = "text/html", body
        elif status != HTTPStatus.OK and self.headers.get("Sec-Fetch-Dest") == "document":
            kind, text = "text/plain", f"bitexte: {body['error']}\n"
        else:
            kind, text = "application/json", json.dumps(body)
        data = text.encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:
        """To the log file, without the token."""
        log.debug("review: %s", (format % arguments).replace(self.server.token, "…"))
