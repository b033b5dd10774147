"""What is wrong with a Turtle text, said so that somebody new to Turtle can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.text.turtle.grammar import DOT_POSSIBLE, Next, Unexpected
from kb.text.turtle.places import Lines
from kb.text.turtle.tokens import STRINGS, Kind, Token
from kb.text.turtle.wording import hint, named, quote_of, shown
from kb.words.vocabulary import PREFIXES, UNITS

_MOST_LINES = 5
_SCHEMES = frozenset(
    ("data", "doi", "file", "geo", "http", "https", "info", "mailto", "tag", "urn")
)
_BRACKETS = {Kind.CLOSE: ("[", "]"), Kind.CLOSE_LIST: ("(", ")")}


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """From ``start`` to ``end``, in code points, the text is not Turtle: ``message`` says why.

    ``message`` is one sentence that says what was found and what was expected; ``expected`` is the
    latter alone. ``hint`` says what to do about the likeliest cause, or is None. ``opened`` is the
    offset of the bracket or quote that is still open, or None. An empty span marks the place where
    something is missing.
    """

    start: int
    end: int
    message: str
    expected: str
    hint: str | None = None
    opened: int | None = None


def unfinished(broken: Unexpected, last: Token, line: int | None, lines: Lines) -> SyntaxFault:
    """The fault of a statement that stops behind token ``last``.

    ``line`` is the line on which the next statement begins, or None where the text ends.
    """
    stop = "the text ends" if line is None else f"line {line} begins a new one"
    opened = broken.opened
    if opened is not None:
        message = (
            f"the {opened.text!r} of line {lines.at(opened.start).line} is not closed, and {stop}; "
            f"expected {broken.expected}"
        )
    elif broken.next in DOT_POSSIBLE:
        message = f"the statement has no '.' at its end, and {stop}; expected {broken.expected}"
    else:
        message = f"the statement is not finished, and {stop}; expected {broken.expected}"
    return SyntaxFault(
        last.end,
        last.end,
        message,
        broken.expected,
        opened=None if opened is None else opened.start,
    )


def unclosed_string(token: Token) -> SyntaxFault:
    """The fault of a string whose closing quote is missing; it stands at the opening quote."""
    quote = quote_of(token)
    if len(quote) == 3:
        message = f"this string has no closing {quote}"
        advice = f"put {quote} where the string should end"
    else:
        message = f"this string has no closing {quote} on its line"
        advice = f"a string of more than one line stands between {quote * 3} and {quote * 3}"
        if f"\\{quote}" in token.text:
            advice = f"\\{quote} is a quotation mark within the string; write \\\\ for a backslash"
    end = token.start + len(quote)
    return SyntaxFault(token.start, end, message, quote, advice, token.start)


def unexpected(broken: Unexpected, tokens: Sequence[Token], lines: Lines) -> SyntaxFault:
    """The fault of a statement that goes on with a token that has no place there."""
    token = tokens[broken.at]
    before = tokens[broken.at - 1] if broken.at else None
    if token.kind is Kind.UNCLOSED_STRING and not _goes_on(before, token):
        return unclosed_string(token)
    if token.kind is Kind.UNCLOSED_IRI:
        message = "this '<' has no closing '>'"
        advice = "an IRI stands between < and >, on one line and without white space"
        return SyntaxFault(token.start, token.end, message, "'>'", advice, token.start)
    expected, opened = broken.expected, broken.opened
    if opened is not None and token.kind in {Kind.DOT, *_BRACKETS}:
        where = f"the {opened.text!r} of line {lines.at(opened.start).line}"
        message = f"found {token.text!r} while {where} is still open"
    elif token.kind in _BRACKETS and broken.next in DOT_POSSIBLE:
        opening, closing = _BRACKETS[token.kind]
        message = f"found {closing!r} where no {opening!r} is open"
    elif before is None or broken.next is Next.SUBJECT:
        message = f"found {named(token)} at the beginning of a statement"
    else:
        message = f"found {named(token)} after {named(before)}"
    return SyntaxFault(
        token.start,
        token.end,
        f"{message}; expected {expected}",
        expected,
        hint(token, before, broken.next),
        None if opened is None else opened.start,
    )


def _goes_on(before: Token | None, token: Token) -> bool:
    """Whether the token follows a string without a gap, so that the string was meant to go on."""
    return before is not None and before.kind in STRINGS and before.end == token.start


def byte_order_mark() -> SyntaxFault:
    """The fault of a text that begins with U+FEFF."""
    expected = "a text without byte order mark"
    message = f"the text begins with a byte order mark (U+FEFF); expected {expected}"
    return SyntaxFault(0, 1, message, expected, "save the file as UTF-8 without byte order mark")


def needless_dot(keyword: Token, dot: Token) -> SyntaxFault:
    """The fault of SPARQL's PREFIX or BASE with the '.' that belongs to @prefix and @base."""
    word = keyword.text
    message = f"found '.' behind {word}, which has none at its end; expected the next statement"
    advice = f"leave the '.' out, or write @{word.lower()}"
    return SyntaxFault(dot.start, dot.end, message, "the next statement", advice)


def undeclared(prefix: str, uses: Sequence[Token], late: bool, lines: Lines) -> SyntaxFault:
    """The fault of all uses of a prefix that is not declared, or ``late``: only further down."""
    first = uses[0]
    again = _places(uses, lines)
    name = shown(prefix)
    message = f"the prefix '{name}:' is not declared{' yet' if late else ''}{again}"
    iri = {**PREFIXES, **UNITS}.get(prefix, "...")
    expected = f"@prefix {name}: <{iri}> . above"
    advice = "move its declaration up" if late else f"declare it: {expected}"
    if prefix in _SCHEMES:
        advice = f"a whole IRI stands between < and >: <{shown(first.text)}>"
    end = first.start + len(prefix) + 1
    return SyntaxFault(first.start, end, f"{message}; expected {expected}", expected, advice)


def unresolved(uses: Sequence[Token], lines: Lines) -> SyntaxFault:
    """The fault of all relative IRIs used where there is no base to resolve them against."""
    first = uses[0]
    again = _places(uses, lines)
    expected = "a whole IRI such as <http://example.org/a>"
    message = f"{shown(first.text)} is relative, and no base is declared{again}"
    advice = "declare a base above: @base <http://example.org/> ."
    return SyntaxFault(first.start, first.end, f"{message}; expected {expected}", expected, advice)


def _places(uses: Sequence[Token], lines: Lines) -> str:
    """Where the same mistake shows, in brackets; nothing where there is only one use."""
    if len(uses) == 1:
        return ""
    numbers = sorted({lines.at(use.start).line for use in uses})
    listed = ", ".join(str(number) for number in numbers[:_MOST_LINES])
    more = " and more" if len(numbers) > _MOST_LINES else ""
    return f" (used {len(uses)} times, line{'s'[: len(numbers) > 1]} {listed}{more})"
