"""An endpoint that cuts, stalls, redirects, floods or lies is an error, never a partial answer."""

import base64
import contextlib
import socket
import threading
import time
import traceback
import urllib.parse
from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest

from kb.graph.sparql import remote as remote_module
from kb.graph.sparql.endpoint import Table
from kb.graph.sparql.remote import Remote, remote
from kb.words.errors import CannotGoOn

Script = Callable[[socket.socket, bytes], None]

SELECT, ASK, CONSTRUCT = "SELECT ?s { ?s ?p ?o }", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"
ROWS = (
    b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:x:a"}},'
    b'{"s":{"type":"literal","value":"v","xml:lang":"en"}},{}]}}'
)
YES = b'{"head":{},"boolean":true}'
GRAPH = b"<urn:x:a> <urn:x:p> <urn:x:b> .\n<urn:x:b> <urn:x:p> <urn:x:c> .\n"
JSON, NT, TTL = "application/sparql-results+json", "application/n-triples", "text/turtle"


class Server:
    """A server on loopback that reads one request for each connection, and follows a script."""

    def __init__(self) -> None:
        self.script: Script = lambda connection, _: None
        self.requests: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/query"
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                request += connection.recv(65536)
            head, _, body = request.partition(b"\r\n\r\n")
            length = next(
                int(line.partition(b":")[2])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length")
            )
            while len(body) < length:
                body += connection.recv(65536)
            self.requests.append(head + b"\r\n\r\n" + body)
            self.script(connection, self.requests[-1])


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    yield found
    found.listener.close()


def answer(
    body: bytes,
    kind: str = JSON,
    *,
    status: str = "200 OK",
    more: str = "",
    length: int | None = -1,
) -> bytes:
    """A whole answer; without the length where that is None, with the true one by default."""
    announced = (
        "" if length is None else f"Content-Length: {len(body) if length < 0 else length}\r\n"
    )
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{announced}{more}\r\n".encode() + body


def chunked(*pieces: bytes, kind: str = JSON, end: bytes = b"0\r\n\r\n") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    return head + b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


def says(text: bytes) -> Script:
    return lambda connection, _: connection.sendall(text)


def put(endpoint: Remote, query: str, timeout: float = 5.0) -> object:
    if query == SELECT:
        return endpoint.select(query, timeout=timeout)
    return (endpoint.ask if query == ASK else endpoint.construct)(query, timeout=timeout)


def refusal(
    server: Server, script: Script, query: str = SELECT, timeout: float = 5.0
) -> CannotGoOn:
    server.script = script
    with pytest.raises(CannotGoOn) as refused:
        put(remote(server.url), query, timeout)
    return refused.value


def test_whole_answers_are_read(server: Server) -> None:
    endpoint = remote(server.url)
    for whole in (answer(ROWS), chunked(ROWS[:9], ROWS[9:]), answer(ROWS, length=None)):
        server.script = says(whole)
        assert endpoint.select(SELECT) == Table(
            ("s",), ((ox.NamedNode("urn:x:a"),), (ox.Literal("v", language="en"),), (None,))
        )
        assert endpoint.select(SELECT, max_rows=2).truncated is True
        assert endpoint.select(SELECT, max_rows=3).truncated is False
    server.script = says(answer(YES, f"{JSON}; charset=utf-8"))
    assert endpoint.ask(ASK) is True
    for kind in (NT, TTL):
        server.script = says(answer(GRAPH, kind))
        assert len(endpoint.construct(CONSTRUCT)) == 2
    with pytest.raises(CannotGoOn, match="more than 1 triples"):
        endpoint.construct(CONSTRUCT, max_rows=1)


@pytest.mark.parametrize(
    ("query", "kind"), [(SELECT, JSON), (ASK, JSON), (CONSTRUCT, f"{NT}, {TTL}")]
)
def test_the_question_is_put_as_the_protocol_says(server: Server, query: str, kind: str) -> None:
    refusal(server, says(answer(b"", status="500 no")), query)
    head, _, body = server.requests[-1].partition(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    assert lines[0] == "post /query http/1.1"
    assert "content-type: application/x-www-form-urlencoded" in lines
    assert f"accept: {kind}" in lines
    assert urllib.parse.parse_qs(body.decode()) == {"query": [query]}


def test_a_query_that_looks_like_an_update_is_put_as_a_query(server: Server) -> None:
    text = "#\n# INSERT\nPREFIX insert: <urn:x:> SELECT ?s { ?s insert:p 'INSERT DATA {}' }"
    server.script = says(answer(ROWS))
    remote(server.url).select(text)
    assert server.requests[-1].partition(b"\r\n\r\n")[2].startswith(b"query=")


@pytest.mark.parametrize(
    ("query", "whole"),
    [
        (SELECT, answer(ROWS)),
        (SELECT, answer(ROWS, length=None)),
        (SELECT, chunked(ROWS[:50], ROWS[50:])),
        (ASK, answer(YES)),
        (ASK, answer(YES, length=None)),
        (CONSTRUCT, answer(GRAPH, NT)),
        (CONSTRUCT, answer(GRAPH, TTL)),
        (CONSTRUCT, chunked(GRAPH[:32], GRAPH[32:], kind=NT)),
    ],
)
def test_an_answer_cut_anywhere_is_refused(server: Server, query: str, whole: bytes) -> None:
    # The last bytes of a chunked answer are its empty trailer, behind the end of the content.
    end = len(whole) - (4 if whole.endswith(b"0\r\n\r\n") else 0)
    for cut in range(end):
        refused = refusal(server, says(whole[:cut]), query)
        assert "complete answer" not in refused.what
    server.script = says(whole)
    assert put(remote(server.url), query)


@pytest.mark.parametrize("kind", [NT, TTL])
def test_a_graph_of_unknown_length_is_refused(server: Server, kind: str) -> None:
    refused = refusal(server, says(answer(GRAPH, kind, length=None)), CONSTRUCT)
    assert "does not say where the graph ends" in refused.what


def drip(first: bytes, drop: bytes) -> Script:
    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(first)
        for _number in range(200):
            time.sleep(0.05)
            connection.sendall(drop)

    return script


@pytest.mark.parametrize(
    "script",
    [
        drip(b"", b""),
        drip(b"", b"H"),
        drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        drip(answer(ROWS[:20], length=1000), b" "),
        drip(chunked(ROWS[:20], end=b""), b"1\r\n \r\n"),
        drip(chunked(ROWS, end=b"0\r\n"), b"X: y\r\n"),
        drip(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_an_answer_that_stalls_ends_in_time(server: Server, script: Script) -> None:
    started = time.monotonic()
    refused = refusal(server, script, timeout=0.4)
    assert time.monotonic() - started < 10
    assert refused.what == "the query was stopped: no complete answer within 0.4 s"


def test_a_server_that_does_not_accept_ends_in_time() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        started = time.monotonic()
        with pytest.raises(CannotGoOn, match=r"within 0\.4 s"):
            remote(f"http://127.0.0.1:{address[1]}/").ask(ASK, timeout=0.4)
        assert time.monotonic() - started < 10
        for one in waiting:
            one.close()


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temp", "308 Perm"])
def test_no_redirect_is_followed(server: Server, status: str) -> None:
    elsewhere = Server()
    for target in (elsewhere.url, f"{elsewhere.url}?key=hidden", server.url, "/other"):
        location = f"Location: {target}\r\n"
        refused = refusal(server, says(answer(YES, status=status, more=location)), ASK)
        assert f"points elsewhere, to {target.partition('?')[0]}" in refused.what
        assert "hidden" not in str(refused)
    assert elsewhere.requests == []
    assert len(server.requests) == 4
    elsewhere.listener.close()


@pytest.mark.parametrize(
    ("query", "start"),
    [
        (SELECT, answer(ROWS[:20], length=10**12)),
        (SELECT, answer(ROWS[:20], length=None)),
        (CONSTRUCT, chunked(GRAPH, kind=NT, end=b"fffffff\r\n")),
        (SELECT, b"HTTP/1.1 200 OK\r\nX: "),
        (SELECT, b""),
    ],
)
def test_a_flood_is_dammed(
    server: Server, query: str, start: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_module, "LARGEST_ANSWER", 2 * 1024**2)

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(b"x" * 65536)

    refused = refusal(server, script, query)
    assert "more than 2 MiB" in refused.what or "does not speak HTTP" in refused.what


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        (SELECT, "text/html"),
        (SELECT, "text/plain"),
        (SELECT, NT),
        (ASK, "application/sparql-results+xml"),
        (CONSTRUCT, JSON),
        (CONSTRUCT, "application/rdf+xml"),
        (CONSTRUCT, "\x1b[31m"),
    ],
)
def test_another_content_type_is_refused(server: Server, query: str, kind: str) -> None:
    body = {SELECT: ROWS, ASK: YES, CONSTRUCT: GRAPH}[query]
    refused = refusal(server, says(answer(body, kind)), query)
    assert "and not in" in refused.what
    assert "\x1b" not in str(refused)


@pytest.mark.parametrize(
    ("query", "kind", "body"),
    [
        (SELECT, JSON, b"<html>login</html>"),
        (SELECT, JSON, YES),
        (SELECT, JSON, b"[]"),
        (SELECT, JSON, ROWS + b"{}"),
        (SELECT, JSON, ROWS.replace(b'"vars":["s"]', b'"vars":["x"]')),
        (SELECT, JSON, ROWS.replace(b'"vars":["s"]', b'"vars":["s","s"]')),
        (SELECT, JSON, ROWS.replace(b'"vars":["s"]', b'"vars":[1]')),
        (SELECT, JSON, ROWS.replace(b'"vars":["s"]', b'"vars":["s p"]')),
        (SELECT, JSON, ROWS.replace(b"urn:x:a", b"not an iri")),
        (SELECT, JSON, ROWS.replace(b'"uri"', b'"triple"')),
        (SELECT, JSON, ROWS.replace(b'"v"', b'"\\ud800"')),
        (SELECT, JSON, ROWS.replace(b'"v"', b"7")),
        (SELECT, JSON, ROWS.replace(b'"en"', b'"not a language"')),
        (SELECT, JSON, ROWS.replace(b"{}]", b"7]")),
        (SELECT, JSON, b'{"x":' * 100_000),
        (
            SELECT,
            JSON,
            ROWS[:46] + b'{"s":' + b'{"type":"triple","value":{"subject":' * 100_000,
        ),
        (ASK, JSON, ROWS),
        (ASK, JSON, b'{"boolean":"true"}'),
        (ASK, JSON, b'{"boolean":true'),
        (ASK, JSON, b'{"boolean":true}}'),
        (CONSTRUCT, NT, b"<html>"),
        (CONSTRUCT, NT, b"<urn:x:a> <urn:x:p> \xff .\n"),
        (CONSTRUCT, TTL, GRAPH.replace(b" .\n", b" .\n<relative> a 1 .\n")),
        (CONSTRUCT, TTL, b"<urn:x:a> <urn:x:p> " + b"[<urn:x:p> " * 300_000),
        (
            CONSTRUCT,
            NT,
            b"<urn:x:a> <urn:x:p> "
            + b"<<( <urn:x:a> <urn:x:p> " * 300_000
            + b"<urn:x:a>"
            + b" )>>" * 300_000
            + b" .\n",
        ),
    ],
)
def test_content_that_lies_is_refused(server: Server, query: str, kind: str, body: bytes) -> None:
    refused = refusal(server, says(answer(body, kind)), query, timeout=20)
    assert len(str(refused)) < 700


def test_compressed_content_is_not_guessed_at(server: Server) -> None:
    packed = answer(b"\x1f\x8b" + bytes(50), more="Content-Encoding: gzip\r\n")
    assert "malformed" in refusal(server, says(packed)).what


@pytest.mark.parametrize(
    ("status", "body", "kind", "what"),
    [
        (
            "400 Bad",
            b"error at 1:5: expected <x>",
            "text/plain",
            "HTTP 400: error at 1:5: expected <x>",
        ),
        ("500 Oops", b"<html><script>bad()</script><b>Stack</b> overflow", "text/html", "Stack ov"),
        ("503 Busy", b"", "text/plain", "HTTP 503"),
        ("401 No", b"", "text/plain", "wants another user or password (HTTP 401)"),
        ("206 Partial", ROWS, JSON, "HTTP 206"),
        ("500 Oops", b"\x1b]0;owned\x07 " + b"x" * 100_000, "text/plain", "HTTP 500: ]0;owned xxx"),
    ],
)
def test_failures_are_told_in_the_words_of_the_server(
    server: Server, status: str, body: bytes, kind: str, what: str
) -> None:
    refused = refusal(server, says(answer(body, kind, status=status)))
    assert what in refused.what
    assert refused.where == server.url
    assert refused.what.isprintable()
    assert len(refused.what) < 400


@pytest.mark.parametrize(
    "script", [says(b"SSH-2.0-OpenSSH\r\n"), says(b"\x00" * 100), says(b"HTTP/1.1 abc\r\n\r\n")]
)
def test_what_is_no_http_is_told(server: Server, script: Script) -> None:
    assert "does not speak HTTP" in refusal(server, script).what


def test_a_connection_that_is_not_safe_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_in_plain() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.recv(65536)

        threading.Thread(target=answer_in_plain, daemon=True).start()
        with pytest.raises(CannotGoOn, match="no safe connection"):
            remote(f"https://127.0.0.1:{listener.getsockname()[1]}/").ask(ASK, timeout=5)


def test_no_connection_is_told(server: Server) -> None:
    server.listener.close()
    with pytest.raises(CannotGoOn, match="refuses the connection"):
        remote(f"http://127.0.0.1:{_unused_port()}/").ask(ASK)
    with pytest.raises(CannotGoOn, match="cannot be reached"):
        remote("http://no-such-host.invalid/").ask(ASK)


def _unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def test_a_password_is_sent_and_never_told(server: Server) -> None:
    token = base64.b64encode(b"desk:s3cret  word").decode()
    url = server.url.replace("http://", "http://desk:s3cret%20%20word@")

    def echo(connection: socket.socket, request: bytes) -> None:
        body = b"you are desk:s3cret  word with " + request
        connection.sendall(answer(body, "text/plain", status="500 Oops"))

    for endpoint in (remote(url), remote(server.url, "desk", "s3cret  word")):
        for script in (echo, says(b"nonsense"), says(answer(b"x")), drip(b"", b"")):
            server.script = script
            with pytest.raises(CannotGoOn) as refused:
                endpoint.ask(ASK, timeout=0.5)
            told = "".join(traceback.format_exception(refused.value)) + repr(endpoint)
            assert "s3cret" not in told
            assert token not in told
        assert f"Authorization: Basic {token}".encode() in server.requests[-1]


def test_a_redirect_does_not_carry_the_password_away(server: Server) -> None:
    elsewhere = Server()
    server.script = says(answer(b"", status="307 T", more=f"Location: {elsewhere.url}\r\n"))
    with pytest.raises(CannotGoOn):
        remote(server.url, "desk", "s3cret").ask(ASK)
    assert elsewhere.requests == []
    elsewhere.listener.close()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://e.org/",
        "file:///etc/passwd",
        "e.org/sparql",
        "http://",
        "http://e.org:x/",
        "",
        "http://e.org/a b",
        "http://e.org/\r\nX: y",
        "http://[::1/",
        "http://é.org/",
        "http://u@e.org/",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(CannotGoOn):
        remote(url)


def test_the_name_of_an_endpoint_hides_keys() -> None:
    endpoint = remote("https://desk:pw@e.org:8443/sparql?key=hidden#x")
    assert endpoint.url == "https://e.org:8443/sparql?key=hidden"
    assert endpoint.name == "https://e.org:8443/sparql"


def test_no_proxy_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = Server()
    monkeypatch.setenv("http_proxy", proxy.url)
    server.script = says(answer(YES))
    assert remote(server.url).ask(ASK) is True
    assert proxy.requests == []
    proxy.listener.close()
