"""How a message quotes the text, and what it advises about the likeliest cause of a mistake."""

from kb.text.turtle.grammar import VERBS, Next
from kb.text.turtle.tokens import IRIS, LITERALS, NUMBERS, STRINGS, Kind, Token

_ODD_QUOTES = "“”„‟«»‘’‚‛"
_FOREIGN_WORDS = frozenset(("is", "of", "has", "GRAPH"))
_ESCAPED_IN_NAMES = "_~.-!$&'()*+,;=/?#@%"
_BLANK = frozenset((Kind.BLANK_NODE_LABEL, Kind.ANON, Kind.OPEN))


def quote_of(token: Token) -> str:
    """The quotation marks, one or three, with which a string token begins."""
    return token.text[:3] if token.text[:3] in {'"""', "'''"} else token.text[:1]


def shown(text: str, most: int = 40) -> str:
    """Text of the file as a message may quote it: one line, not too long, nothing invisible."""
    cut = text if len(text) <= most else text[:most] + "…"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in cut)


def named(token: Token) -> str:
    """The token as the reader sees it in the file: a string has its own quotes."""
    if token.kind is Kind.STRAY and not token.text.isprintable():
        return f"the character U+{ord(token.text):04X}"
    return shown(token.text) if token.kind in STRINGS else f"'{shown(token.text)}'"


def hint(token: Token, before: Token | None, following: Next) -> str | None:
    """What to do about the likeliest cause of a token out of place; None where none is likely."""
    torn = None
    if before is not None and before.end == token.start:
        torn = _touching(token, before)
    return torn or _alone(token, following)


def _touching(token: Token, before: Token) -> str | None:
    """What to do where two tokens touch that were probably meant as one, or None."""
    if before.kind is Kind.LANGTAG or (before.kind in STRINGS and token.text == "@"):
        return "a language tag is made of letters, digits and '-', such as @en or @pt-BR"
    if before.kind in STRINGS and token.text == "^":
        return 'a datatype stands behind two carets, such as "2015-01-31"^^xsd:date'
    if before.kind in STRINGS:
        return f"a quotation mark within the string is written \\{quote_of(before)[:1]}"
    if before.kind in NUMBERS and token.kind in NUMBERS | {Kind.WORD}:
        return 'a date, a time or a code is a string, such as "2015-01-31"^^xsd:date'
    if before.kind not in IRIS or token.kind is not Kind.STRAY:
        return None
    if token.text == "/" and before.kind is Kind.PNAME_NS:
        return "a whole IRI stands between < and >"
    if token.text == "%":
        return "in a name '%' is followed by two hexadecimal digits, or written \\%"
    if token.text == "\\":
        return f"in a name '\\' stands only before one of {' '.join(_ESCAPED_IN_NAMES)}"
    if token.text in _ESCAPED_IN_NAMES:
        return f"in a name '{token.text}' is written \\{token.text}; or write the IRI with < and >"
    return None


def _alone(token: Token, following: Next) -> str | None:
    """What to do about a token that is wrong in itself or in this place, or None."""
    kind = token.kind
    if kind is Kind.WORD:
        return _word_hint(token.text, following)
    if kind is Kind.STRAY:
        return _stray_hint(token.text)
    if kind is Kind.A:
        return "'a' means rdf:type and can only be a property"
    if following is Next.SUBJECT:
        if kind is Kind.LANGTAG:
            return "only @prefix and @base, in small letters, begin a statement with '@'"
        if kind in LITERALS:
            return "only a value can be a literal, never a subject"
        if kind is Kind.SEMICOLON:
            return "the '.' before has ended the statement; perhaps it should be a ';'"
    if following in VERBS and kind in LITERALS | _BLANK:
        return "a property is an IRI or a prefixed name, never a literal or a blank node"
    return None


def _word_hint(word: str, following: Next) -> str:
    if word.lower() in {"true", "false"}:
        return "true and false are written in small letters"
    if word in _FOREIGN_WORDS:
        return f"'{word}' belongs to N3 or TriG and is not part of Turtle"
    if word == "_":
        return "a blank node has a label, such as _:b1"
    if following is Next.PREFIX:
        return f"a prefix ends with a colon: {shown(word)}:"
    name = shown(word)
    return f'a text stands in quotation marks, "{name}"; a name has a prefix, such as ex:{name}'


def _stray_hint(char: str) -> str | None:
    if char in _ODD_QUOTES:
        return "strings stand between straight quotation marks, \" or '"
    if char.isspace():
        return "only space, tab and line end are white space in Turtle"
    if char in "{}<>=!^~|":
        return f"'{char}' belongs to N3, TriG or RDF 1.2 and is not part of RDF 1.1 Turtle"
    return None
