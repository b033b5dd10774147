"""How English texts print a number: the other way round, from the number to its printed forms.

It answers whether a number may be read in a text, never what a text says, so it is generous: "a
year" prints 1, "both" prints 2, and "1 percent" prints 0.01 as well as 1.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

# fmt: off
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
_TENS = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)
_ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
)
# fmt: on
_OTHER_WORDS = {
    0: ("no", "none", "nobody", "nothing"),
    1: ("a", "an", "once", "single", "each", "every"),
    2: ("twice", "both", "double", "pair", "couple"),
    3: ("thrice", "triple"),
}
_SCALES = {
    Decimal(12): "dozen",
    Decimal(100): "hundred",
    Decimal(1000): "thousand|k",
    Decimal(10**6): "million|mn|m",
    Decimal(10**9): "billion|bn",
    Decimal(10**12): "trillion|tn",
}
_FRACTIONS = {
    Decimal("0.5"): r"(?:a |one[- ])?half\b(?!-)",
    Decimal("0.25"): r"(?:a|one)[- ]quarter\b",
    Decimal("0.75"): r"three[- ]quarters\b",
    Decimal(1) / 3: r"(?:a|one)[- ]third\b",
    Decimal(2) / 3: r"two[- ]thirds\b",
}
_NEAR = Decimal("0.005")  # a third is written 0.33 or 0.333
_SIGNS = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}

_PERCENT = r"\s?(?:%|percent|per cent)"
_ANY_NUMBER = r"[\w.,½¼¾]+(?:[- ]\w+)?"
_RANGE = rf"(?:\s?(?:to|or|and|[-–—])\s?{_ANY_NUMBER})?"
"""The rest of a range whose scale, or percent, stands once for both its numbers."""
_NOT_INSIDE = r"(?<![\w-])(?<!\d[.,])"
_NOT_MORE = (
    r"(?![\d½¼¾])(?![.,]\d)(?!\s(?:dozen|hundred|thousand|million|billion|trillion)\b)"
    rf"(?!-(?:{'|'.join(_SMALL[1:10])})\b)"
)


def printed(number: Decimal) -> re.Pattern[str]:
    """Return a pattern that finds a number that is not negative wherever a text may print it."""
    counts = list(_counts(number))
    forms = [form + _NOT_MORE for form in counts]
    if number <= 1:
        forms += [form + _RANGE + _PERCENT for form in _counts(number * 100)]
        forms += [form for part, form in _FRACTIONS.items() if abs(part - number) < _NEAR]
    return re.compile(rf"{_NOT_INSIDE}(?:{'|'.join(forms)})", re.IGNORECASE)


def _counts(number: Decimal) -> Iterator[str]:
    """Return the forms of a number as a count: digits, words, and a smaller number with a scale."""
    yield from _plain(number)
    for scale, names in _SCALES.items():
        times = number / scale
        if times >= 1 and times == round(times, 3):
            whole = "(?:a|one) |" if times == 1 else ""
            front = "|".join(f"{form}{_RANGE}[- ]?" for form in _plain(times))
            yield rf"(?:{whole}{front})(?:{names})\b"


def _plain(number: Decimal) -> Iterator[str]:
    """Return the forms of a number without scale: digits, with a fraction sign, in words."""
    whole, rest = int(number), number % 1
    yield _digits(number)
    if rest in _SIGNS:
        front = _digits(Decimal(whole)) if whole else ""
        yield rf"{front}\s?{_SIGNS[rest]}"
    if rest == Decimal("0.5") and 0 < whole < 1000:
        yield rf"{_words(whole)} and a half\b"
    if rest == 0 and whole < 1000:
        yield rf"{_words(whole)}\b"
        yield from (rf"{word}\b" for word in _OTHER_WORDS.get(whole, ()))
        if 0 < whole < len(_ORDINALS):
            yield rf"{_ORDINALS[whole]}\b"


def _digits(number: Decimal) -> str:
    """Return digits with or without separators of thousands."""
    whole, _, rest = f"{number.normalize():f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", "[,\u00a0\u2009\u202f]?")
    return grouped + (rf"\.{rest}0*" if rest else r"(?:\.0+)?")


def _words(number: int) -> str:
    """Return an integer below a thousand in words."""
    hundreds, rest = divmod(number, 100)
    if rest < len(_SMALL):
        words = _SMALL[rest]
    else:
        tens, units = divmod(rest, 10)
        words = _TENS[tens] + (f"[- ]{_SMALL[units]}" if units else "")
    if not hundreds:
        return words
    return rf"{_SMALL[hundreds]} hundred" + (f"(?: and)? {words}" if rest else "")
