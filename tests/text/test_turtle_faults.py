"""The scan of faulty Turtle: what it says, where, and that one mistake is one fault."""

import time
from dataclasses import dataclass

import pytest

from kb.text.turtle import Lines, scan, tokens
from kb.text.turtle.tokens import BLANKS

HEADER = "@prefix ex: <http://example.org/> .\n"


@dataclass(frozen=True, slots=True)
class Seen:
    """A fault as its reader sees it, at line:column; lines are counted behind the header."""

    at: str
    message: str
    hint: str


def seen(text: str) -> list[Seen]:
    whole = HEADER + text
    lines = Lines.of(whole)
    found = []
    for fault in scan(whole).errors:
        line, column = lines.at(fault.start)
        found.append(Seen(f"{line - 1}:{column}", fault.message, fault.hint or ""))
    return found


def kept(text: str) -> list[str]:
    """The objects of all triples the scan gives, without the namespace of ex:."""
    found = scan(HEADER + text).triples
    return [str(located.object).replace("http://example.org/", "") for located in found]


# --- what is said of each mistake, and where

MISTAKES = [
    # the end of a statement
    ("ex:a ex:b ex:c\nex:d ex:e ex:f .", "1:15", "no '.' at its end, and line 3 begins", ""),
    ("ex:a ex:b ex:c ;\nex:d ex:e ex:f .", "1:17", "no '.' at its end, and line 3 begins", ""),
    ("ex:a ex:b\nex:d ex:e ex:f .", "1:10", "not finished, and line 3 begins a new one", ""),
    ("ex:a ex:b ex:c", "1:15", "no '.' at its end, and the text ends", ""),
    ("ex:a ex:b", "1:10", "not finished, and the text ends; expected a value", ""),
    ("ex:a ex:b ex:c .\n.", "2:1", "found '.' at the beginning of a statement", ""),
    ("ex:a ex:b 1 . ; ex:c 2 .", "1:15", "found ';' at the beginning", "should be a ';'"),
    # separators and order
    ("ex:a ex:b ex:c\n  ex:d ex:e .", "2:3", "found 'ex:d' after 'ex:c'; expected ',' ';'", ""),
    ("ex:a ex:b 1 , .", "1:15", "found '.' after ','; expected a value", ""),
    ("ex:a ex:b 1 , ; ex:c 2 .", "1:15", "found ';' after ','; expected a value", ""),
    ("ex:a ex:b .", "1:11", "found '.' after 'ex:b'; expected a value", ""),
    ("ex:a .", "1:6", "found '.' after 'ex:a'; expected a property", ""),
    ("[] .", "1:4", "expected a property (an IRI, a prefixed name or 'a')", ""),
    ("'x' ex:b 1 .", "1:1", "found 'x' at the beginning", "never a subject"),
    ("ex:a 'x' 1 .", "1:6", "found 'x' after 'ex:a'", "never a literal"),
    ("ex:a _:b 1 .", "1:6", "found '_:b' after 'ex:a'", "never a literal or a blank node"),
    ("ex:a ex:b a .", "1:11", "found 'a' after 'ex:b'", "only be a property"),
    ("ex:a ex:b [ ; ex:c 1 ] .", "1:13", "found ';' after '['; expected a property", ""),
    ("[ ex:b 1 ] ; ex:c 2 .", "1:12", "found ';' after ']'; expected a property", ""),
    # brackets
    ("ex:a ex:b [ ex:c 1 .", "1:20", "found '.' while the '[' of line 2 is still open", ""),
    ("ex:a ex:b ( 1 .", "1:15", "the '(' of line 2 is still open; expected a list item", ""),
    ("ex:a ex:b [ ex:c (1 ] ) .", "1:21", "found ']' while the '(' of line 2", ""),
    ("ex:a ex:b 1 ] .", "1:13", "found ']' where no '[' is open", ""),
    ("ex:a ex:b [\n ex:c 1", "2:8", "the '[' of line 2 is not closed, and the text ends", ""),
    ("ex:a ex:b [ ex:c 1\nex:d ex:e 2 .", "1:19", "'[' of line 2 is not closed, and line 3", ""),
    # strings
    ("ex:a ex:b 'x .", "1:11", "this string has no closing '", "between ''' and '''"),
    ('ex:a ex:b "C:\\" .', "1:11", 'no closing "', "write \\\\ for a backslash"),
    ('ex:a ex:b """x" .', "1:11", 'no closing """', 'put """ where'),
    ('ex:a ex:b "x "y" z" .', "1:15", "found 'y' after \"x \"", 'within the string is written \\"'),
    ('ex:a ex:b """x"""" .', "1:18", "after", 'within the string is written \\"'),
    ("ex:a ex:b “x” .", "1:11", "found '“'", "straight quotation marks"),
    ("ex:a ex:b 'x\\q' .", "1:13", "\\q is no escape; expected one of \\t", "itself is written"),
    ("ex:a ex:b 'x\\u12' .", "1:13", "\\u needs four hexadecimal digits", "itself is written"),
    ("ex:a ex:b 'x\\Udead' .", "1:13", "\\U needs eight hexadecimal digits", ""),
    ("ex:a ex:b '''x\\\n''' .", "1:15", "this \\ begins no escape", ""),
    ("ex:a ex:b 'x\\ud83d' .", "1:13", "\\ud83d means no Unicode character", ""),
    ("ex:a ex:b 'x\ud83d' .", "1:13", "U+D83D is half of a surrogate pair", ""),
    ("ex:a ex:b 'x'@abcdefghi .", "1:14", "@abcdefghi is not a language tag", ""),
    ("ex:a ex:b 'x'@en_GB .", "1:17", "found '_GB' after '@en'", "such as @en or @pt-BR"),
    ("ex:a ex:b 'x'@1 .", "1:14", "found '@' after 'x'", "such as @en or @pt-BR"),
    ("ex:a ex:b 'x'^^ .", "1:17", "expected the datatype", ""),
    (
        "ex:a ex:b 'x'^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .",
        "1:16",
        "needs a language tag, not a type",
        "",
    ),
    ("ex:a ex:b 'x' y .", "1:15", "found 'y' after 'x'", "a name has a prefix, such as ex:y"),
    # words and numbers
    ("ex:a ex:b True .", "1:11", "found 'True'", "small letters"),
    ("ex:a ex:b yes .", "1:11", "found 'yes'", 'in quotation marks, "yes"; a name has a prefix'),
    ("ex:a ex:b 2015-01-31 .", "1:15", "found '-01' after '2015'", "^^xsd:date"),
    ("ex:a is ex:b .", "1:6", "found 'is'", "not part of Turtle"),
    ("{ ex:a ex:b 1 } .", "1:1", "found '{'", "not part of RDF 1.1 Turtle"),
    ("ex:a ex:b << ex:a ex:b 1 >> .", "1:11", "found '<'", "RDF 1.2"),
    ("_ ex:b 1 .", "1:1", "found '_'", "a label, such as _:b1"),
    ("ex:a\u00a0ex:b 1 .", "1:5", "found the character U+00A0", "white space in Turtle"),
    # names and IRIs
    ("ex:a ex:b <http://x.org/a b> .", "1:26", "a space cannot stand in an IRI", ""),
    ("ex:a ex:b <http://x.org/{a}> .", "1:25", "'{' cannot stand in an IRI", ""),
    ("ex:a ex:b <http://x.org/\\n> .", "1:25", "'\\' cannot stand in an IRI", ""),
    ("ex:a ex:b <http://x.org/\\u0020> .", "1:11", "is not a valid IRI", ""),
    ("ex:a ex:b <http://[x]/> .", "1:11", "<http://[x]/> is not a valid IRI: ", ""),
    ("ex:a ex:b <http://x.org/%zz> .", "1:11", "Invalid IRI percent encoding", ""),
    ("ex:a ex:b <http://x.org/a .", "1:11", "this '<' has no closing '>'", "without white space"),
    ("ex:a ex:b ex:c\\% .", "1:11", "ex:c\\%, which means <http://example.org/c%>,", ""),
    ("ex:a ex:b ex:c%4 .", "1:15", "found '%' after 'ex:c'", "two hexadecimal digits"),
    ("ex:a ex:b ex:c/d .", "1:15", "found '/' after 'ex:c'", "is written \\/"),
    ("ex:a ex:b ex:c\\d .", "1:15", "found '\\' after 'ex:c'", "stands only before one of"),
    ("ex:a ex:b http://x.org/ .", "1:16", "found '/'", "a whole IRI stands between < and >"),
    ("ex:a ex:b urn:x:y .", "1:11", "'urn:' is not declared", "between < and >: <urn:x:y>"),
    ("ex:a ex:b no:x .", "1:11", "the prefix 'no:' is not declared", "declare it: @prefix no:"),
    ("ex:a ex:b <x> .", "1:11", "<x> is relative, and no base is declared", "@base"),
    # directives
    ("@prefix x: <http://x.org/>\nex:a ex:b 1 .", "1:27", "no '.' at its end, and line 3", ""),
    ("@prefix x <http://x.org/> .", "1:9", "expected a prefix with ':'", "with a colon: x:"),
    ("@prefix x: 'http://x.org/' .", "1:12", "expected an IRI between < and >", ""),
    ("@PREFIX x: <http://x.org/> .", "1:1", "found '@PREFIX'", "in small letters"),
    ("PREFIX x: <http://x.org/> .", "1:27", "found '.' behind PREFIX", "write @prefix"),
    ("@prefix x: <http://x org/> .", "1:21", "a space cannot stand in an IRI", ""),
    ('ex:a ex:b "4"^ex:c .', "1:14", "found '^' after", "stands behind two carets"),
    ("@base 'http://x.org/' .\n<a> <b> <c> .", "1:7", "expected an IRI between < and >", ""),
]


@pytest.mark.parametrize(("text", "at", "message", "hint"), MISTAKES)
def test_a_mistake_is_one_fault_in_its_place(text: str, at: str, message: str, hint: str) -> None:
    (fault,) = seen(text)
    assert fault.at == at
    assert message in fault.message
    assert hint in fault.hint


def test_a_byte_order_mark_is_a_fault_that_costs_no_triple() -> None:
    found = scan("\ufeff" + HEADER + "ex:a ex:b ex:c .")
    assert [(fault.start, fault.end) for fault in found.errors] == [(0, 1)]
    assert "byte order mark" in found.errors[0].message
    assert len(found.triples) == 1


def test_a_fault_shows_its_expectation_and_what_is_open() -> None:
    text = "ex:a ex:b [ ex:c 1 ."
    (fault,) = scan(HEADER + text).errors
    assert fault.expected == "',' ';' or ']'"
    assert (HEADER + text)[fault.start : fault.end] == "."
    assert fault.opened == len(HEADER) + text.index("[")


def test_no_message_carries_what_would_steer_a_terminal() -> None:
    faults = seen(
        "ex:a \x1b[31m .\nex:a ex:b '\x1b' ex:c .\nex:a ex:b <http://a.org/\u202e%zz> .\n"
        "ex:a ex:b <http://a.org/\x07> .\nex:a ex:b 'x\\\x07' ."
    )
    assert len(faults) == 5
    assert all(fault.message.isprintable() for fault in faults)


# --- one mistake is one fault

FILE = """\
ex:one a ex:Claim ;
  ex:gist "First, of all"@en ;
  ex:high 25 ; ex:words "as many as 25; or so." ;
  ex:evidence [ ex:start 1 ; ex:end 2 ] , [ ex:part ( 1 ex:x "y" ) ] .

ex:two
  a ex:Claim ;
  ex:gist \"\"\"Second. It goes on
for lines, doesn't it\"\"\" ;
  ex:on "2015-01-31"^^ex:date
.

ex:three ex:p ex:x .
ex:four ex:p ex:y .
[ ex:p ex:z ] ex:q [] .
"""


def subjects(text: str) -> set[str]:
    found = {str(located.subject) for located in scan(HEADER + text).triples}
    return {name.removeprefix("<http://example.org/").rstrip(">") for name in found}


def test_three_mistakes_are_three_faults_and_the_rest_is_read() -> None:
    text = """\
ex:one ex:p "open ;
  ex:q 1 .
ex:two ex:p ex:kept .

ex:three ex:p [ ex:q True ] ;
  ex:r 2 .
ex:four ex:p ex:kept-too ; ex:q 5 .
ex:five ex:p <http://x.org/a|b> ;
  ex:r 3 .
ex:six ex:p ex:and-this .
"""
    assert [fault.at for fault in seen(text)] == ["1:13", "5:22", "8:29"]
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert kept(text) == ["<kept>", "<kept-too>", f'"5"{integer}', "<and-this>"]


NAMES = ("one", "two", "three", "four")
WOUNDS = ["?", "word", "&", "ex:more True ex:names", "'more' ^^ 'strings'", "^^", "]]", "<"]


@pytest.mark.parametrize("wound", WOUNDS)
def test_something_too_much_costs_one_statement_wherever_it_stands(wound: str) -> None:
    words = [(token.text, token.kind in BLANKS) for token in tokens(FILE)]
    before = subjects(FILE)
    for at, (word, blank) in enumerate(words):
        if blank:
            continue
        parts = [text for text, _ in words]
        parts[at] = f"{word} {wound}"
        text = "".join(parts)
        faults = seen(text)
        assert len(faults) == 1, text
        lost = before & set(NAMES) - subjects(text)
        assert len(lost) <= 1, text


@pytest.mark.parametrize("missing", ['"', '"""', ".", "]", ")", "ex:gist", ";", "ex:x", "ex:p"])
def test_something_missing_costs_one_statement_wherever_it_is_missed(missing: str) -> None:
    start = FILE.find(missing)
    cut = 0
    while start >= 0:
        text = FILE[:start] + FILE[start + len(missing) :]
        faults = seen(text)
        if faults:
            cut += 1
            assert len(faults) == 1, text
            assert len(set(NAMES) - subjects(text)) <= 1, text
        start = FILE.find(missing, start + len(missing))
    assert cut


def test_a_subject_without_prefix_is_found_behind_another_mistake() -> None:
    text = "ex:a ? ex:b .\nclaim ex:c ex:d .\nex:e ex:f ex:g ."
    assert [fault.at for fault in seen(text)] == ["1:6", "2:1"]
    assert kept(text) == ["<g>"]


def test_words_behind_the_end_do_not_swallow_the_next() -> None:
    text = "ex:a ex:b ex:c . oops\nex:d ex:e ex:f .\n"
    assert [fault.at for fault in seen(text)] == ["1:18"]
    assert kept(text) == ["<c>", "<f>"]


def test_a_directive_is_read_on_from_whatever_stands_before() -> None:
    directive = "  @prefix p: <http://p.org/> .\np:a p:b ex:d ."
    for broken in ["ex:a ex:b ex:c", "ex:a ?", "ex:a ex:b [ ? ;"]:
        assert len(seen(f"{broken}\n{directive}")) == 1
        assert kept(f"{broken}\n{directive}") == ["<d>"]


def test_a_statement_without_end_does_not_swallow_the_next() -> None:
    assert kept("ex:a ex:b ex:c\nex:d ex:e ex:f .\nex:g ex:h ex:i .") == ["<f>", "<i>"]
    assert kept("ex:a ex:b ex:c ;\nex:d ex:e ex:f .\nex:g ex:h ex:i .") == ["<f>", "<i>"]
    assert kept("ex:a ex:b\nex:d ex:e ex:f .") == ["<f>"]
    assert kept("ex:a ex:b [ ex:c 1\nex:d ex:e ex:f .") == ["<f>"]
    assert kept("ex:a ex:b\n@prefix p: <http://p.org/> .\np:d p:e ex:f .") == ["<f>"]


def test_a_file_that_does_not_indent_is_not_cut_at_every_line() -> None:
    text = "ex:a\na ex:B ;\nex:p ex:q ex:r ;\nex:s ex:t .\nex:u ex:v ex:w ."
    assert [fault.at for fault in seen(text)] == ["3:11"]
    assert kept(text) == ["<w>"]


def test_a_long_list_is_one_statement() -> None:
    text = (
        "ex:a ex:b (\n"
        + "ex:c ex:d ex:e\n" * 5
        + "?\n"
        + "ex:c ex:d ex:e\n" * 5
        + ") .\nex:f ex:g ex:h ."
    )
    assert [fault.at for fault in seen(text)] == ["7:1"]
    assert kept(text) == ["<h>"]


def test_a_string_of_many_lines_in_short_quotes_is_one_fault() -> None:
    text = 'ex:a ex:b "One line.\nAnd another one.\nIt\'s a third" .\nex:c ex:d ex:e .'
    assert [fault.at for fault in seen(text)] == ["1:11"]
    assert kept(text) == ["<e>"]


def test_an_open_long_string_is_found_though_others_follow() -> None:
    text = '''\
ex:a ex:b """open
and on .
ex:c ex:d """shut""" ; ex:e """shut
too""" .
ex:f ex:g ?? .
ex:h ex:i """last""" .
'''
    assert [fault.at for fault in seen(text)] == ["1:11", "5:11"]
    assert kept(text) == ['"shut"', '"shut\\ntoo"', '"last"']


def test_a_string_that_ends_on_its_line_is_not_blamed_for_a_later_one() -> None:
    text = 'ex:a ex:b """shut""" ex:c .\nex:d ex:e """open .\nex:f ex:g ex:h .'
    assert [fault.at for fault in seen(text)] == ["1:22", "2:11"]
    assert kept(text) == ["<h>"]


def test_many_open_long_strings_do_not_take_for_ever() -> None:
    text = "".join(f"ex:a ex:b {quotes}x\ny .\n" for quotes in ['"""', "'''"] * 40)
    assert len(seen(text)) < 100


def test_all_mistakes_in_the_terms_of_one_statement_are_found() -> None:
    text = "ex:a no:b <http://x y> , 'x\\q' , 'x'@abcdefghi , ex:c ."
    assert [fault.at for fault in seen(text)] == ["1:6", "1:20", "1:28", "1:37"]
    assert kept(text) == []


def test_an_undeclared_prefix_is_one_fault_at_its_first_use() -> None:
    text = "no:a no:b ex:c .\nex:a ex:b no:c .\n\nex:a ex:b no:c, 1 ."
    (fault,) = seen(text)
    assert fault.at == "1:1"
    assert "(used 4 times, lines 2, 3, 5)" in fault.message
    many = "".join("ex:a ex:b no:c .\n" for _ in range(20))
    assert "(used 20 times, lines 2, 3, 4, 5, 6 and more)" in seen(many)[0].message


def test_a_prefix_declared_too_late_is_said_to_be() -> None:
    text = "p:a p:b p:c .\n@prefix p: <http://p.org/> .\np:a p:b ex:d ."
    (fault,) = seen(text)
    assert "not declared yet" in fault.message
    assert "move its declaration up" in fault.hint
    assert kept(text) == ["<d>"]


def test_missing_base_is_one_fault() -> None:
    (fault,) = seen("<a> <b> <c> .\n<a> <b> <d> .")
    assert "(used 6 times, lines 2, 3)" in fault.message


@pytest.mark.parametrize(
    "broken",
    [
        "@prefix p: <http://p.org/>",
        "@prefix p <http://p.org/> .",
        "@PREFIX p: <http://p.org/> .",
        "prefx p: <http://p.org/> .",
        "PREFIX p: <http://p.org/> .",
        "@prefix p:q <http://p.org/> .",
    ],
)
def test_a_broken_declaration_still_declares_what_it_plainly_means(broken: str) -> None:
    text = f"{broken}\np:a p:b ex:c .\nex:d ex:e ex:f ."
    assert len(seen(text)) == 1
    assert kept(text) == ["<c>", "<f>"]


def test_a_bare_word_before_a_known_prefix_declares_nothing() -> None:
    text = "word ex: <http://p.org/> .\nex:a ex:b ex:c ."
    assert len(seen(text)) == 1
    assert kept(text) == ["<c>"]


@pytest.mark.parametrize(
    "broken",
    ["@prefix p: <http://p org/> .", "@prefix p: 'http://p.org/' .", "@prefix p: .", "@prefix p ."],
)
def test_a_prefix_whose_iri_is_lost_makes_no_further_faults(broken: str) -> None:
    text = f"{broken}\np:a p:b ex:c .\nex:d ex:e ex:f ."
    assert len(seen(text)) == 1
    assert kept(text) == ["<f>"]


@pytest.mark.parametrize("base", [None, "http://caller.org/"])
def test_a_base_whose_iri_is_bad_makes_no_further_faults(base: str | None) -> None:
    found = scan("@base <http://b org/> .\n<a> <b> <c> .\n<urn:d> <urn:e> <urn:f> .", base)
    assert len(found.errors) == 1
    assert [str(located.object) for located in found.triples] == ["<urn:f>"]


def test_a_good_declaration_mends_a_broken_one() -> None:
    text = "@prefix p: <http://p org/> .\n@prefix p: <http://p.org/> .\np:a p:b ex:c ."
    assert len(seen(text)) == 1
    assert kept(text) == ["<c>"]


# --- bad texts take no longer than good ones


@pytest.mark.parametrize(
    "text",
    [
        "ex:a ex:b ? .\n" * 5_000,
        "ex:a ex:b ex:c\n" * 5_000,
        "ex:a ex:b [ ex:c ex:d .\n" * 5_000,
        "a." * 20_000,
        "true.x." * 10_000,
        "a.b " * 10_000,
        "[" * 20_000,
        "ex:a ex:b " + "[ ex:c " * 10_000,
        '"""x\n' * 10_000,
        "\"''x\n" * 10_000,
        "<a " * 10_000,
        "\\" * 20_000,
        "+." * 20_000,
        "foo bar\n" * 10_000,
        "_:anon" * 10_000 + "_" * 10_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_time_grows_with_the_length_of_the_text_only(text: str) -> None:
    start = time.process_time()
    assert scan(HEADER + text).errors
    assert time.process_time() - start < 60
