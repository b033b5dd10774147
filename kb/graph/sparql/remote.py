"""A base behind a SPARQL 1.1 endpoint, asked over HTTP by SPARQLWrapper."""

import base64
import http.client
import re
import ssl
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

import pyoxigraph as ox

from kb.graph.sparql.bounded_http import AnswerCut, AnswerTooLarge, HttpAnswer, exchange
from kb.graph.sparql.endpoint import (
    LARGEST_ANSWER,
    MAX_ROWS,
    TIMEOUT,
    Table,
    as_graph,
    not_in_time,
    of_form,
    with_numbered_blanks,
)
from kb.graph.sparql.evaluation import Evaluation, GraphFormat, GraphText
from kb.graph.sparql.json_results import boolean_of_json, rows_of_json
from kb.graph.sparql.query import Query
from kb.graph.sparql.query_checks import Form
from kb.words.errors import CannotGoOn

_ROWS = "application/sparql-results+json"
_GRAPHS: Mapping[str, GraphFormat] = {"application/n-triples": "nt", "text/turtle": "ttl"}
_MARKUP = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_URL = re.compile(r"[!-~]+")
_LONGEST_REMARK = 300


@dataclass(frozen=True, slots=True)
class Remote:
    """An endpoint at a URL, asked within the same limits as an embedded base; made by `remote`.

    ``password`` is sent by HTTP Basic and appears nowhere else.
    """

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """How messages call the endpoint: its URL without the query part, which may hold keys."""
        scheme, host, path, _, _ = urlsplit(self.url)
        return urlunsplit((scheme, host, path, "", ""))

    def select(
        self, query: Query | str, *, timeout: float = TIMEOUT, max_rows: int | None = MAX_ROWS
    ) -> Table:
        """See `Endpoint.select`."""
        put = of_form(query, Form.SELECT)
        answer = self._asked(put, timeout, _ROWS)
        try:
            columns, rows = rows_of_json(answer.body)
        except ValueError as error:
            raise self._malformed(str(error)) from None
        truncated = max_rows is not None and len(rows) > max_rows
        return Table(columns, with_numbered_blanks(rows[:max_rows]), truncated)

    def construct(
        self, query: Query | str, *, timeout: float = TIMEOUT, max_rows: int | None = MAX_ROWS
    ) -> tuple[ox.Triple, ...]:
        """See `Endpoint.construct`."""
        put = of_form(query, Form.CONSTRUCT, Form.DESCRIBE)
        deadline = time.monotonic() + timeout
        answer = self._asked(put, timeout, *_GRAPHS)
        if not answer.delimited:
            raise self._malformed("it does not say where the graph ends")
        graph = GraphText(answer.body, _GRAPHS[answer.media_type])
        left = max(0.0, deadline - time.monotonic())
        rows = Evaluation(None, (graph,), self.name, left, None).answer().rows
        return as_graph(with_numbered_blanks(rows), max_rows=max_rows, name=put.source.name)

    def ask(self, query: Query | str, *, timeout: float = TIMEOUT) -> bool:
        """See `Endpoint.ask`."""
        answer = self._asked(of_form(query, Form.ASK), timeout, _ROWS)
        try:
            return boolean_of_json(answer.body)
        except ValueError as error:
            raise self._malformed(str(error)) from None

    def _asked(self, query: Query, timeout: float, *media_types: str) -> HttpAnswer:
        """A complete answer of one of the media types."""
        request = self._request(query, media_types)
        try:
            answer = exchange(request, timeout=timeout, largest=LARGEST_ANSWER)
        except TimeoutError:
            raise not_in_time(timeout, self.name) from None
        except AnswerTooLarge:
            most = LARGEST_ANSWER // 1024**2
            raise self._cannot(f"it answers with more than {most} MiB") from None
        except AnswerCut:
            raise self._malformed("it ends too early") from None
        except ConnectionRefusedError:
            raise self._cannot(
                "it refuses the connection", "Is the server running, and is the port right?"
            ) from None
        except ssl.SSLError as error:
            raise self._cannot(f"no safe connection: {error.reason or 'TLS failed'}") from None
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise self._cannot(f"it cannot be reached: {why}") from None
        except http.client.HTTPException as error:
            raise self._cannot(f"it does not speak HTTP: {type(error).__name__}") from None
        self._refuse_failure(answer)
        if answer.media_type not in media_types:
            raise self._cannot(
                f"it answers in {_plain(answer.media_type) or 'no format it names'} "
                f"and not in {media_types[0]}",
                "Is this the address of the query service, and not of a page about it?",
            )
        return answer

    def _request(self, query: Query, media_types: tuple[str, ...]) -> urllib.request.Request:
        # Imported late: SPARQLWrapper brings rdflib, a tenth of a second.
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

        wrapper = SPARQLWrapper(self.url, agent="kb")
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON if media_types == (_ROWS,) else TURTLE)
        wrapper.addCustomHttpHeader("Accept", ", ".join(media_types))
        if self.user is not None:
            wrapper.setCredentials(self.user, self.password)
        # Not by setQuery, which guesses the form with patterns that comments can mislead, and
        # would send a query it takes for an update as one.
        wrapper.queryString = query.text
        wrapper.queryType = query.form.value
        # Not by query(), whose timeout covers the connection only and which follows redirects.
        request: urllib.request.Request = wrapper._createRequest()
        return request

    def _refuse_failure(self, answer: HttpAnswer) -> None:
        if answer.status == http.client.OK:
            return
        if 300 <= answer.status < 400 and answer.location is not None:
            raise self._cannot(
                f"it points elsewhere, to {self._remark(answer.location.partition('?')[0])}",
                "If that is right, name that address; it is not followed by itself.",
            )
        if answer.status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
            raise self._cannot(f"it wants another user or password (HTTP {answer.status})")
        text = answer.body[:8192].decode(errors="replace")
        remark = self._remark(_MARKUP.sub(" ", text) if answer.media_type == "text/html" else text)
        raise self._cannot(f"HTTP {answer.status}" + (f": {remark}" if remark else ""))

    def _remark(self, text: str) -> str:
        """What the server says, on one line, without our secrets and without control characters."""
        if self.password:
            token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
            text = text.replace(token, "…").replace(self.password, "…")
        line = _plain(" ".join(text.split()))
        return line if len(line) <= _LONGEST_REMARK else f"{line[:_LONGEST_REMARK]}…"

    def _cannot(self, what: str, hint: str | None = None) -> CannotGoOn:
        return CannotGoOn(f"the endpoint cannot be asked: {what}", where=self.name, hint=hint)

    def _malformed(self, why: str) -> CannotGoOn:
        return CannotGoOn(
            f"the answer of the endpoint is incomplete or malformed: {self._remark(why)}",
            where=self.name,
            hint="Nothing of it is used.",
        )


def remote(url: str, user: str | None = None, password: str | None = None) -> Remote:
    """The endpoint at a URL, http or https; raises `CannotGoOn` for any other address.

    A user and password in the URL are taken out of it, and count where none are given.
    """
    try:
        parts = urlsplit(url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        address = f"{host}:{parts.port}" if parts.port is not None else host
    except ValueError:
        raise _no_address() from None
    if parts.scheme not in ("http", "https") or not address or not _URL.fullmatch(url):
        raise _no_address()
    if user is None and parts.username is not None:
        user, password = unquote(parts.username), unquote(parts.password or "")
    endpoint = Remote(
        urlunsplit((parts.scheme, address, parts.path or "/", parts.query, "")), user, password
    )
    if user is not None and not (user and password):
        raise CannotGoOn("the endpoint has a user or a password only", where=endpoint.name)
    return endpoint


def _no_address() -> CannotGoOn:
    return CannotGoOn(
        "this is no address of an endpoint",
        where="--endpoint",
        hint="An address looks like https://example.org/sparql; spaces and the like are written "
        "as %20.",
    )


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable())
