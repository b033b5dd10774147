"""The order in which named nodes and literals are written, the same on every machine."""

import re
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

XSD = "http://www.w3.org/2001/XMLSchema#"

_NUMERIC = frozenset(
    XSD + name
    for name in (
        *("decimal", "float", "double", "integer", "byte", "short", "int", "long"),
        *("unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong"),
        *("positiveInteger", "nonNegativeInteger", "negativeInteger", "nonPositiveInteger"),
    )
)
# Exponents of more than six digits are left to the order of the text: no such number is a count of
# anything, and Decimal refuses the longest of them.
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?")

TermKey = tuple[int, str, int, Decimal, str, str]
_NOT_A_NUMBER = Decimal(0)


def term_key(term: NamedNode | Literal) -> TermKey:
    """Return the sort key of a term: IRIs first, then literals by datatype, language and text.

    Numbers of one datatype sort by value, then by how they are written, so that 9 comes before 10
    and 30 before 30.0; what its datatype does not allow as a number sorts before the numbers.
    """
    if isinstance(term, NamedNode):
        return (0, term.value, 0, _NOT_A_NUMBER, "", "")
    text = term.value
    datatype = term.datatype.value
    if datatype in _NUMERIC and _NUMBER.fullmatch(text):
        return (1, datatype, 1, Decimal(text), "", text)
    return (1, datatype, 0, _NOT_A_NUMBER, term.language or "", text)
