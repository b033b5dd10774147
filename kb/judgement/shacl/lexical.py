"""Literals whose value can be told for certain from their lexical form.

Only the plain forms of a few datatypes; of any other literal nothing is said, though it may be
sound.
"""

import re
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal

from kb.graph.index import Term
from kb.words.vocabulary import RDF, XSD

_PLAIN = {XSD + "string", RDF + "langString"}
_FORMS = {  # Python, and so rdflib, reads no integer of more than 4300 digits
    XSD + "integer": re.compile(r"[+-]?[0-9]{1,100}"),
    XSD + "decimal": re.compile(r"[+-]?([0-9]{1,100}(\.[0-9]{0,100})?|\.[0-9]{1,100})"),
    XSD + "boolean": re.compile(r"true|false|1|0"),
    XSD + "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def well_formed(value: Literal) -> bool:
    """Tell whether a lexical form is certainly one of its datatype."""
    kind = value.datatype.value
    if kind in _PLAIN:
        return True
    form = _FORMS.get(kind)
    if form is None or not form.fullmatch(value.value):
        return False
    return kind != XSD + "date" or _is_day(value.value)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def number(value: Term) -> Decimal | None:
    """Return the number of an integer or decimal literal, or ``None``."""
    if not isinstance(value, Literal) or not well_formed(value):
        return None
    kind = value.datatype.value
    return Decimal(value.value) if kind in {XSD + "integer", XSD + "decimal"} else None


def day(value: Term) -> date | None:
    """Return the day of a plain xsd:date, or ``None`` (also where it has a time zone)."""
    if not isinstance(value, Literal) or value.datatype.value != XSD + "date":
        return None
    return date.fromisoformat(value.value) if well_formed(value) else None


def ordered(value: Term, bound: Term, *, strictly: bool) -> bool:
    """Tell whether one value is certainly before another: two numbers, or two days."""
    for read in (number, day):
        first, second = read(value), read(bound)
        if first is not None and second is not None:
            return first < second or (not strictly and first == second)  # type: ignore[operator]
    return False
