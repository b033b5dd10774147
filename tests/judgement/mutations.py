"""Random mutations of sources, and of what records say of their evidence; small and repeatable.

Whether a mutated record still says the truth is decided here and anew, not by the code under test.
"""

import base64
import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

ByteMutation = Callable[[bytes, Random], bytes]


@dataclass(frozen=True)
class Said:
    """What a record says of a span: position, words or None, digest or None."""

    start: int
    end: int
    exact: str | None
    digest: str | None

    def holds(self, text: str) -> bool:
        """Whether it is so in the archived text."""
        words = text[self.start : self.end]
        return (
            0 <= self.start < self.end <= len(text)
            and self.exact in (None, words)
            and self.digest in (None, digest_of(words))
        )


def digest_of(words: str) -> str:
    bits = hashlib.sha256(words.encode("utf-8")).digest()[:8]
    return "sha-256-64;" + base64.urlsafe_b64encode(bits).decode("ascii").rstrip("=")


# Of a source, byte by byte


def changed_byte(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def inserted(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice([b" ", b"x", b"\n", "é".encode(), b"\xe2\x80\x8b"]) + data[at:]


def deleted(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + data[at + random.randrange(1, 9) :]


def swapped(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) - 1)
    return data[:at] + data[at + 1 : at + 2] + data[at : at + 1] + data[at + 2 :]


def other_case(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + data[at : at + 1].swapcase() + data[at + 1 :]


def other_space(data: bytes, random: Random) -> bytes:
    places = [at for at, byte in enumerate(data) if byte == 0x20]
    at = random.choice(places)
    return data[:at] + random.choice([b"  ", b"\t", b"\xc2\xa0", b""]) + data[at + 1 :]


def other_line_ends(data: bytes, random: Random) -> bytes:
    return data.replace(b"\n", random.choice([b"\r\n", b"\r", b"\n\n"]))


def normalised(data: bytes, random: Random) -> bytes:
    return unicodedata.normalize(random.choice(["NFD", "NFKC"]), data.decode("utf-8")).encode()


def marked(data: bytes, random: Random) -> bytes:
    return b"\xef\xbb\xbf" + data


def cut_off(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def repeated(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data))
    passage = data[start : start + random.randrange(1, 80)]
    at = random.randrange(len(data))
    return data[:at] + passage + data[at:]


def exchanged_words(data: bytes, random: Random) -> bytes:
    words = data.split(b" ")
    one, other = random.randrange(len(words)), random.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return b" ".join(words)


OF_SOURCES: tuple[ByteMutation, ...] = (
    changed_byte,
    inserted,
    deleted,
    swapped,
    other_case,
    other_space,
    other_line_ends,
    normalised,
    marked,
    cut_off,
    repeated,
    exchanged_words,
)


def mutated_source(data: bytes, random: Random) -> bytes:
    """The bytes of a source with one mutation that does change them."""
    while True:
        other = random.choice(OF_SOURCES)(data, random)
        if other != data:
            return other


# Of what a record says of a span


def mutated_said(said: Said, other: Said, text: str, random: Random) -> Said:
    """What the record says with one mutation that makes it untrue; ``other`` is another span."""
    while True:
        wrong = random.choice(_OF_RECORDS)(said, other, text, random)
        if not wrong.holds(text):
            return wrong


def _shifted(said: Said, other: Said, text: str, random: Random) -> Said:
    by = random.choice([-40, -7, -2, -1, 1, 2, 7, 40])
    return replace(said, start=max(0, said.start + by), end=max(0, said.end + by))


def _off_at_the_start(said: Said, other: Said, text: str, random: Random) -> Said:
    return replace(said, start=max(0, said.start + random.choice([-1, 1])))


def _off_at_the_end(said: Said, other: Said, text: str, random: Random) -> Said:
    return replace(said, end=said.end + random.choice([-1, 1]))


def _turned_round(said: Said, other: Said, text: str, random: Random) -> Said:
    return replace(said, start=said.end, end=said.start)


def _beyond(said: Said, other: Said, text: str, random: Random) -> Said:
    by = random.choice([len(text), 10 * len(text), 10**17])
    return replace(said, start=said.start + random.choice([0, by]), end=said.end + by)


def _in_bytes(said: Said, other: Said, text: str, random: Random) -> Said:
    start, end = (len(text[:at].encode("utf-8")) for at in (said.start, said.end))
    return replace(said, start=start, end=end)


def _of_another(said: Said, other: Said, text: str, random: Random) -> Said:
    return replace(said, start=other.start, end=other.end)


def _other_words(said: Said, other: Said, text: str, random: Random) -> Said:
    if said.exact is None:
        return said
    at = random.randrange(len(said.exact))
    words = random.choice(
        [
            said.exact.swapcase(),
            said.exact[:at] + said.exact[at + 1 :],
            said.exact[:at] + "x" + said.exact[at:],
            said.exact.replace(" ", "\u00a0"),
            unicodedata.normalize("NFD", said.exact),
            other.exact or said.exact,
        ]
    )
    return replace(said, exact=words)


def _other_digest(said: Said, other: Said, text: str, random: Random) -> Said:
    if said.digest is None:
        return replace(said, digest=digest_of(other.exact or "other words"))
    letters = list(said.digest)
    at = random.randrange(len("sha-256-64;"), len(letters))
    letters[at] = random.choice("ABCabc012-_")
    return replace(said, digest=random.choice(["".join(letters), other.digest or "none"]))


_OF_RECORDS = (
    _shifted,
    _shifted,
    _off_at_the_start,
    _off_at_the_end,
    _turned_round,
    _beyond,
    _in_bytes,
    _of_another,
    _other_words,
    _other_digest,
)
