"""Versions of a file read stretch by stretch say what they say when read as a whole."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kb.graph import stretches
from kb.graph.records import Key, Records, read_records
from kb.graph.stretches import Stretches


class All:
    """Every key there is."""

    def __contains__(self, key: object) -> bool:
        return True


HEAD = "@prefix e: <https://example.org/> .\n"
PIECES = (
    "e:a e:p e:b .",
    "e:a e:p e:c ;\n    e:q [ e:r 1 ] .",
    "e:b e:p 1.",
    "[] a e:T ; e:p e:a .",
    "# a note on e:b.",
    "# e:b e:p e:c",
    'e:c e:p "two\\nlines" .',
    'e:c e:p """two.\nlines""" .',
    'e:c e:p """\n@prefix e: <https://example.org/other/> .\ne:d e:p e:d .\n""" .',
    'e:c e:p "the base: <here>"@en .',
    "@prefix e: <https://example.net/> .",
    "prefix e: <https://example.net/>",
    "e:d e:p e:e . @prefix e: <https://example.net/> .",
    "PREFIX # why\n e: <https://example.net/>",
    "@base <https://example.net/> .",
    "BASE <https://example.com/>",
    "<x> e:p <y> .",
    "_:n e:p e:a .",
    "e:a e:p _:n .",
    "e:a e:p",
    "e:z .",
    "e:a",
    "; e:p e:b .",
    "e:a e:p <https://example.org/>\n; e:q e:b .",
    "e:a e:p 'no end .",
    '"""',
    "",
)
FILES = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(("\n", "\n\n", " \r\n", "\n# x.\n", " "))),
    max_size=6,
).map(lambda pieces: "".join(piece + joint for piece, joint in pieces))


@given(st.lists(st.tuples(st.sampled_from(("", HEAD, f"# A file.\n{HEAD}")), FILES), max_size=4))
@settings(max_examples=300, deadline=None)
def test_stretch_by_stretch_is_as_a_whole(files: list[tuple[str, str]]) -> None:
    reader = Stretches(All())
    for head, body in files:
        content = (head + body).encode()
        assert reader.records(content) == read_records(content)


def versions(count: int, *, body: str = "") -> list[bytes]:
    lines = [f'e:c{number} e:p {number} ;\n    e:q "text" .' for number in range(100)]
    found = []
    for number in range(count):
        lines[number] = f"e:c{number} e:p 0 ."
        found.append(f"# Notes.\n{HEAD}\n{body}{chr(10).join(lines)}\n".encode())
    return found


def read(contents: list[bytes]) -> tuple[list[Records | None], int]:
    """What the versions say of two records, and how many bytes were read as Turtle."""
    wanted: set[Key] = {NamedNode(f"https://example.org/c{number}") for number in (3, 90)}
    reader = Stretches(wanted)
    with patch.object(stretches, "read_records", wraps=read_records) as parse:
        found = [reader.records(content) for content in contents]
    return found, sum(len(call.args[0]) for call in parse.call_args_list)


def test_what_another_version_had_is_not_read_again() -> None:
    _, once = read(versions(1))
    found, often = read(versions(20))
    assert [len(records or ()) for records in found] == [2] * 20
    assert found[2] != found[3]
    assert often < 2 * once


@pytest.mark.parametrize(
    "body", ["_:n e:p e:c3 .\n", '@base <https://example.net/> .\n<c> e:p "\n']
)
def test_what_cannot_be_cut_is_read_as_a_whole(body: str) -> None:
    contents = versions(3, body=body)
    wanted = {NamedNode(f"https://example.org/c{number}") for number in (3, 90)}
    found, _ = read(contents)
    assert found == [read_records(content, wanted) for content in contents]
