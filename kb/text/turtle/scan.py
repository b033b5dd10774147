"""A Turtle text read to its end, mistakes or not: every triple with its place, every mistake."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kb.text.turtle import faults
from kb.text.turtle.directives import DIRECTIVES, declare, salvage
from kb.text.turtle.faults import SyntaxFault
from kb.text.turtle.grammar import Unexpected
from kb.text.turtle.places import Lines
from kb.text.turtle.recovery import cut_short, resumption
from kb.text.turtle.statements import Located, Statement
from kb.text.turtle.terms import Terms
from kb.text.turtle.tokens import BLANKS, LONG_STRINGS, Kind, Token
from kb.text.turtle.tokens import tokens as cut

_BYTE_ORDER_MARK = "\ufeff"
_MOST_RESTARTS = 16  # each cuts the rest of the text into tokens again


@dataclass(frozen=True, slots=True)
class Scan:
    """What a Turtle text says and where it says it; where it is not Turtle, what is wrong.

    ``triples`` come in the order of the text. A statement at fault gives none, so they are all of
    the text's triples only where ``errors`` is empty. ``prefixes`` and ``base`` are those in force
    at the end; ``base`` is None where neither the caller nor the text gives one. ``errors`` come in
    the order of the text, one for each mistake; a prefix that is not declared is one mistake,
    however often it is used, and stands at its first use.
    """

    triples: tuple[Located, ...]
    prefixes: Mapping[str, str]
    base: str | None
    errors: tuple[SyntaxFault, ...]


def scan(text: str, base: str | None = None, *, stem: str = "anon") -> Scan:
    """Read a Turtle 1.1 text; ``base`` is the absolute IRI that its relative IRIs start from.

    Blank nodes keep the labels of the text; those without label get ``stem`` and a number, the same
    in every run. Labels are local to a text: who joins several texts must keep them apart.
    """
    alike = re.findall(rf"_:{re.escape(stem)}(_*)", text)
    stem += "_" * max((len(run) + 1 for run in alike), default=0)
    reading = _Reading(text, Terms(base, stem))
    triples = reading.triples()
    return Scan(
        triples,
        MappingProxyType(reading.terms.prefixes),
        reading.terms.base,
        reading.faults(),
    )


class _Reading:
    """One text on its way from tokens to triples and faults."""

    __slots__ = ("_lines", "_restarts", "_statement", "_text", "_tokens", "terms")

    def __init__(self, text: str, terms: Terms) -> None:
        self.terms = terms
        self._text = text
        self._statement = Statement(terms)
        self._tokens: list[Token] = []
        self._lines: Lines | None = None  # found only for a text at fault
        self._restarts = 0

    def triples(self) -> tuple[Located, ...]:
        """Read the text from its beginning to its end: the triples of its faultless statements."""
        start = 0
        if self._text.startswith(_BYTE_ORDER_MARK):
            self.terms.note(faults.byte_order_mark())
            start = 1
        self._tokens = [token for token in cut(self._text, start) if token.kind not in BLANKS]
        self._tokens.append(_end_after(self._tokens))
        terms = self.terms
        triples: list[Located] = []
        at = 0
        while self._tokens[at].kind is not Kind.END:
            flaws = terms.flaws
            try:
                found, following = self._read(self._tokens, at)
            except Unexpected as broken:
                at = self._mend(at, broken)
                continue
            at = following
            if terms.flaws == flaws:
                triples += found
        return tuple(triples)

    def faults(self) -> tuple[SyntaxFault, ...]:
        """All mistakes met on the way, in the order of the text."""
        terms = self.terms
        for prefix, uses in terms.undeclared.items():
            if uses:
                late = prefix in terms.prefixes
                terms.note(faults.undeclared(prefix, tuple(uses.values()), late, self.lines))
        if terms.unresolved and not terms.base_doubtful:
            terms.note(faults.unresolved(tuple(terms.unresolved.values()), self.lines))
        return tuple(fault for _, fault in sorted(terms.faults.items()))

    @property
    def lines(self) -> Lines:
        """The lines of the text."""
        if self._lines is None:
            self._lines = Lines.of(self._text)
        return self._lines

    def _read(self, tokens: Sequence[Token], at: int) -> tuple[Sequence[Located], int]:
        """The triples of the statement or directive at token ``at``, and the token behind it."""
        if tokens[at].kind in DIRECTIVES:
            return (), declare(tokens, at, self.terms)
        return self._statement.read(tokens, at)

    def _mend(self, first: int, broken: Unexpected) -> int:
        """Note the one fault of the statement from token ``first``; the token to read on from."""
        salvage(self._tokens, first, self.terms)
        string = self._open_string(broken.at)
        if string is not None:
            self.terms.note(faults.unclosed_string(self._tokens[string]))
            self._cut_again(string)
            return resumption(self._tokens, first, string, self.lines)
        short = cut_short(self._tokens, first, broken.at, self.lines)
        if short is not None or self._tokens[broken.at].kind is Kind.END:
            return self._note_unfinished(first, short, broken)
        self._forget_torn(broken.at)
        self.terms.note(faults.unexpected(broken, self._tokens, self.lines))
        return resumption(self._tokens, first, broken.at, self.lines)

    def _note_unfinished(self, first: int, short: int | None, broken: Unexpected) -> int:
        """The statement ends before token ``short`` or, where that is None, with the text."""
        if short is None:
            last, line = self._tokens[broken.at - 1], None
        else:
            last, line = self._tokens[short - 1], self.lines.at(self._tokens[short].start).line
            part = self._tokens[first:short]
            try:
                self._read((*part, _end_after(part)), 0)
            except Unexpected as missing:
                broken = missing
        self.terms.note(faults.unfinished(broken, last, line, self.lines))
        return broken.at if short is None else short

    def _open_string(self, at: int) -> int | None:
        """The long string without closing quotes that explains why token ``at`` is out of place.

        An unclosed long string ends where the next one should begin, and from there to the end of
        the text inside and outside are exchanged. So the last string of the text is left open, and
        the one to blame is the string of several lines before the first token that makes no sense.
        """
        last = self._tokens[-2]
        if last.kind is not Kind.UNCLOSED_STRING or last.text[:3] not in {'"""', "'''"}:
            return None
        if self._tokens[at] is last:
            return at
        before = self._tokens[at - 1]
        spread = before.kind in LONG_STRINGS and _first_line(before) < len(before.text)
        return at - 1 if spread and before.text[:3] == last.text[:3] else None

    def _cut_again(self, string: int) -> None:
        """Cut the text into tokens anew behind the line on which this unclosed string begins."""
        self._restarts += 1
        token = self._tokens[string]
        end = token.end
        if self._restarts <= _MOST_RESTARTS:
            end = token.start + _first_line(token)
        opened = Token(Kind.UNCLOSED_STRING, self._text[token.start : end], token.start, end)
        rest = [token for token in cut(self._text, end) if token.kind not in BLANKS]
        self._tokens[string:] = [opened, *rest, _end_after([opened, *rest])]

    def _forget_torn(self, at: int) -> None:
        """A name that touches the token out of place is torn, and so not an undeclared prefix."""
        before, token = self._tokens[at - 1], self._tokens[at]
        if at and before.end == token.start:
            self.terms.undeclared.get(before.text.partition(":")[0], {}).pop(before.start, None)


def _first_line(token: Token) -> int:
    """How many code points of the token stand on its first line."""
    return len(re.split(r"[\r\n]", token.text, maxsplit=1)[0])


def _end_after(tokens: Sequence[Token]) -> Token:
    """The END token behind these."""
    end = tokens[-1].end if tokens else 0
    return Token(Kind.END, "", end, end)
