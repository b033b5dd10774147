"""One statement read into its triples, each with its place: subject, properties, values up to '.'.

Open brackets are kept on a stack of our own, so that no depth of nesting is too deep. What may come
next is one of few things; together with the innermost open bracket it also says, when something
else comes, what was expected.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kb.text.turtle.grammar import Next, Unexpected
from kb.text.turtle.terms import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, Terms
from kb.text.turtle.tokens import IRIS, LITERALS, STRINGS, Kind, Token

Span = tuple[int, int]
"""Start and end in a text, in code points."""


@dataclass(frozen=True, slots=True)
class Located:
    """A triple of a Turtle text, and where its subject, predicate and object are written there.

    A term stands where its own token stands: a subject that several triples share has one place,
    and ``a`` is the place of rdf:type. A literal includes its language tag or datatype. A blank
    node or list in brackets is, as an object, everything from the opening to the closing bracket;
    as a subject, the opening bracket alone. The cells of a list, with their rdf:first and rdf:rest,
    stand at their items; the object of the last rdf:rest, rdf:nil, at the closing bracket.
    """

    subject: NamedNode | BlankNode
    predicate: NamedNode
    object: NamedNode | BlankNode | Literal
    subject_at: Span
    predicate_at: Span
    object_at: Span

    @property
    def triple(self) -> Triple:
        """The triple alone, without its place."""
        return Triple(self.subject, self.predicate, self.object)


_UNBOUND = NamedNode("urn:unbound")  # in a frame until its subject and property are read
_NOWHERE = (0, 0)


class _Frame:
    """A statement, or a bracket open in it, as far as it is read."""

    __slots__ = ("first", "next", "opened", "predicate", "predicate_at", "subject", "subject_at")

    def __init__(self, opened: Token | None, following: Next) -> None:
        self.opened = opened
        self.next = following
        self.subject: NamedNode | BlankNode = _UNBOUND  # in a list: the cell of the last item
        self.subject_at: Span = _NOWHERE
        self.predicate = _UNBOUND
        self.predicate_at: Span = _NOWHERE
        self.first: BlankNode | None = None  # in a list: its first cell; None while it is empty


class Statement:
    """Reads the statements of a token sequence one by one, under the same prefixes and base."""

    __slots__ = ("_bracketed", "_found", "_frames", "_steps", "_terms")

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._found: list[Located] = []
        self._frames: list[_Frame] = []
        self._bracketed = False
        self._steps = (
            self._term,
            self._verb,
            self._verb,
            self._verb,
            self._term,
            self._after_object,
            self._term,
        )

    def read(self, tokens: Sequence[Token], at: int) -> tuple[list[Located], int]:
        """The triples of the statement that begins at token ``at``, and the token behind its '.'.

        ``tokens`` holds no white space and no comments and ends with an END token. Triples come in
        the order of their objects in the text. Raises Unexpected at the first token out of place.
        """
        found = self._found = []
        frames = self._frames = [_Frame(None, Next.SUBJECT)]
        self._bracketed = False
        steps = self._steps
        while frames:
            at = steps[frames[-1].next](tokens, at)
        if self._bracketed:
            found.sort(key=attrgetter("object_at"))
        return found, at

    def _verb(self, tokens: Sequence[Token], at: int) -> int:
        kind, _, start, end = token = tokens[at]
        frame = self._frames[-1]
        if kind in IRIS:
            frame.predicate = self._terms.named(token)
        elif kind is Kind.A:
            frame.predicate = RDF_TYPE
        else:
            repeated = frame.next is Next.VERB_AGAIN and kind is Kind.SEMICOLON
            if repeated or (frame.next is not Next.VERB and self._closed(token)):
                return at + 1
            raise self._unexpected(at)
        frame.predicate_at = (start, end)
        frame.next = Next.OBJECT
        return at + 1

    def _after_object(self, tokens: Sequence[Token], at: int) -> int:
        token = tokens[at]
        if token.kind is Kind.SEMICOLON:
            self._frames[-1].next = Next.VERB_AGAIN
        elif token.kind is Kind.COMMA:
            self._frames[-1].next = Next.OBJECT
        elif not self._closed(token):
            raise self._unexpected(at)
        return at + 1

    def _term(self, tokens: Sequence[Token], at: int) -> int:
        kind, text, start, end = token = tokens[at]
        frame = self._frames[-1]
        if kind in IRIS:
            self._place(self._terms.named(token), (start, end))
        elif kind in LITERALS and frame.next is not Next.SUBJECT:
            return self._literal(tokens, at)
        elif kind is Kind.BLANK_NODE_LABEL:
            self._place(BlankNode(text[2:]), (start, end))
        elif kind is Kind.ANON:
            self._place(self._terms.blank(), (start, end))
        elif kind is Kind.OPEN:
            opened = _Frame(token, Next.VERB_OR_END)
            opened.subject, opened.subject_at = self._terms.blank(), (start, end)
            self._frames.append(opened)
        elif kind is Kind.OPEN_LIST:
            self._frames.append(_Frame(token, Next.ITEM))
        elif kind is Kind.CLOSE_LIST and frame.next is Next.ITEM:
            self._close_list(frame, token)
        else:
            raise self._unexpected(at)
        return at + 1

    def _literal(self, tokens: Sequence[Token], at: int) -> int:
        token = tokens[at]
        start, end = token.start, token.end
        language = datatype = None
        if token.kind in STRINGS:
            following = tokens[at + 1]
            # "..."@prefix is a language tag by its place, the directive has white space before it.
            if following.kind is Kind.LANGTAG or (
                following.kind in {Kind.AT_PREFIX, Kind.AT_BASE} and following.start == end
            ):
                language, end, at = following, following.end, at + 1
            elif following.kind is Kind.DATATYPE:
                at += 2
                datatype = tokens[at]
                if datatype.kind not in IRIS:
                    raise Unexpected(at, Next.DATATYPE)
                end = datatype.end
        self._place(self._terms.literal(token, language, datatype), (start, end))
        return at + 1

    def _place(self, term: NamedNode | BlankNode | Literal, at: Span) -> None:
        """Put a term that has been read where the innermost open bracket waits for one."""
        frame = self._frames[-1]
        if frame.next is Next.OBJECT:
            self._found.append(
                Located(
                    frame.subject, frame.predicate, term, frame.subject_at, frame.predicate_at, at
                )
            )
            frame.next = Next.AFTER_OBJECT
        elif frame.next is Next.ITEM:
            cell = self._terms.blank()
            if frame.first is None:
                frame.first = cell
            else:
                self._rest(frame, cell, at)
            self._found.append(Located(cell, RDF_FIRST, term, at, at, at))
            frame.subject, frame.subject_at = cell, at
        elif not isinstance(term, Literal):
            frame.subject, frame.subject_at = term, at
            frame.next = Next.VERB

    def _rest(self, frame: _Frame, rest: NamedNode | BlankNode, at: Span) -> None:
        item = frame.subject_at
        self._found.append(Located(frame.subject, RDF_REST, rest, item, item, at))

    def _close_list(self, frame: _Frame, closing: Token) -> None:
        if frame.first is not None:
            self._rest(frame, RDF_NIL, (closing.start, closing.end))
        self._leave(frame, RDF_NIL if frame.first is None else frame.first, closing)

    def _closed(self, token: Token) -> bool:
        """Whether the token ends what is open: the statement at '.', a blank node at ']'."""
        frame = self._frames[-1]
        if frame.opened is None:
            if token.kind is Kind.DOT:
                self._frames.pop()
                return True
        elif token.kind is Kind.CLOSE:
            self._leave(frame, frame.subject, token)
            return True
        return False

    def _leave(self, frame: _Frame, node: NamedNode | BlankNode, closing: Token) -> None:
        """Close the bracket, and put its node where the one around it waits for a term."""
        self._bracketed = True
        self._frames.pop()
        around = self._frames[-1]
        opened = frame.opened or closing
        if around.next is Next.SUBJECT:
            self._place(node, (opened.start, opened.end))
            if frame.next is Next.AFTER_OBJECT or frame.next is Next.VERB_AGAIN:
                around.next = Next.VERB_OR_END
        else:
            self._place(node, (opened.start, closing.end))

    def _unexpected(self, at: int) -> Unexpected:
        frame = self._frames[-1]
        return Unexpected(at, frame.next, frame.opened)
