"""One HTTP exchange that ends in time, reads no more than it may, and goes nowhere else."""

import http.client
import queue
import socket
import ssl
import threading
import time
import urllib.request
from dataclasses import dataclass

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What a server answered, read to its end.

    ``media_type`` is in small letters and without parameters. ``delimited`` says that the server
    had announced where the body ends; without that, a body that was cut looks like a shorter one.
    """

    status: int
    media_type: str
    location: str | None
    body: bytes
    delimited: bool


class AnswerCut(Exception):  # noqa: N818 - says what happened
    """The connection ended before the body did."""


class AnswerTooLarge(Exception):  # noqa: N818 - says what happened
    """The body is longer than it may be."""


def exchange(request: urllib.request.Request, *, timeout: float, largest: int) -> HttpAnswer:
    """Send the request and read the whole answer within ``timeout`` seconds.

    Name look-up, connection, headers and body all count, and a server that sends a byte now and
    then gains nothing by it. Redirects are answers like any other; proxies are not used.

    Raises `TimeoutError`, `AnswerCut`, `AnswerTooLarge`, `OSError` (no connection, TLS) and
    `http.client.HTTPException` (no HTTP).
    """
    outcome: queue.SimpleQueue[HttpAnswer | Exception] = queue.SimpleQueue()
    opened: list[socket.socket] = []
    deadline = time.monotonic() + timeout

    def run() -> None:
        try:
            outcome.put(_exchanged(request, deadline, largest, opened))
        except Exception as error:  # handed over to the thread that waits
            outcome.put(error)

    # A thread, because a look-up and a header that drips cannot be interrupted otherwise.
    threading.Thread(target=run, daemon=True).start()
    try:
        result = outcome.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError from None
    finally:
        for connection in opened:
            _hang_up(connection)
    if isinstance(result, Exception):
        raise result
    return result


def _exchanged(
    request: urllib.request.Request, deadline: float, largest: int, opened: list[socket.socket]
) -> HttpAnswer:
    seconds = max(0.001, deadline - time.monotonic())
    connection: http.client.HTTPConnection
    if request.type == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(request.host, timeout=seconds, context=context)
    else:
        connection = http.client.HTTPConnection(request.host, timeout=seconds)
    connection.connect()
    opened.append(connection.sock)
    connection.request(
        request.get_method(), request.selector, request.data, dict(request.header_items())
    )
    with connection.getresponse() as response:
        announced = _announced_length(response)
        body = _body(response, largest)
        if announced is not None and len(body) != announced:
            raise AnswerCut
        return HttpAnswer(
            status=response.status,
            media_type=response.headers.get_content_type().lower()
            if "Content-Type" in response.headers
            else "",
            location=response.headers.get("Location"),
            body=body,
            delimited=response.chunked or announced is not None,
        )


def _announced_length(response: http.client.HTTPResponse) -> int | None:
    """How long the server says the body is; ``None`` if it does not, or sends it in chunks."""
    return None if response.chunked else response.length


def _body(response: http.client.HTTPResponse, largest: int) -> bytes:
    pieces: list[bytes] = []
    length = 0
    try:
        while piece := response.read1(_CHUNK):
            length += len(piece)
            if length > largest:
                raise AnswerTooLarge
            pieces.append(piece)
    except (http.client.IncompleteRead, ConnectionError):
        raise AnswerCut from None
    return b"".join(pieces)


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
    finally:
        connection.close()
