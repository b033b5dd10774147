"""Turtle in the house style: each rule on a small text, to the letter."""

import time
from textwrap import dedent

import pytest

from kb.text.turtle_format import house_style

PREFIX = "@prefix ex: <http://example.org/> .\n"


def styled(text: str) -> str:
    """The text in the house style; asserted to stay as it is when laid out again."""
    style = house_style(text)
    assert style.faults == ()
    assert house_style(style.text).text == style.text
    return style.text


def body(text: str) -> str:
    """A text without its prefix line, in the house style."""
    header, blank, rest = styled(PREFIX + "\n" + dedent(text)).partition("\n\n")
    assert (header, blank) == (PREFIX.rstrip(), "\n\n")
    return rest


def assert_becomes(written: str, expected: str) -> None:
    assert body(written) == dedent(expected)


def assert_stays(text: str) -> None:
    assert_becomes(text, text)


# --- what stays


def test_a_claim_as_people_write_it_stays() -> None:
    assert_stays(
        """\
        # The pier, as the Gazette tells it.
        ##### G1

        ex:cost a ex:Claim ; ex:source ex:gazette ;
            ex:gist "The mayor: the pier cost four million"@en ;
            ex:speaker ex:mayor ; ex:act ex:states ; ex:polarity ex:affirms ;
            ex:unstated ex:place , ex:period ;
            ex:evidence [ ex:role ex:content ; ex:start 14 ; ex:end 26 ; ex:exact "four million" ] ;
            ex:encodedBy ex:ada ; ex:entered "2020-06-01"^^ex:date .

        # Two on consecutive lines belong together.
        ex:pier a ex:Place ; ex:within ex:harbour .
        ex:mole a ex:Place ; ex:within ex:harbour . # as the audit says
        """
    )


def test_order_and_groups_of_the_author_stay() -> None:
    assert_stays(
        """\
        ex:b ex:z 1 ; ex:a 3 , 2 ;
            a ex:Claim .
        ex:a
            ex:p 1 ;
            ex:q
                2 .
        """
    )


def test_numbers_names_and_strings_stay_to_the_letter() -> None:
    assert_stays(
        r"""
        ex:a ex:p 1 , 01 , +1 , -1.50 , .5 , 1.E3 , true , 'it\u0027s' , "\u00e9"@en-GB , ex:a\~b ,
            <http://example.org/\u00e9> , _:b1 , "x"^^<http://example.org/t> , "y"@prefix .
        """.lstrip("\n")
    )


def test_a_long_string_stays_byte_for_byte() -> None:
    long = '"""first  \r\n\tsecond # no comment ; \n\n\n  third."""'
    assert body(f"ex:a   ex:p {long}@en;ex:q '''\n'''.") == (
        f"ex:a ex:p {long}@en ; ex:q '''\n''' .\n"
    )


def test_unused_prefixes_stay() -> None:
    text = "@prefix a: <http://a/> .\n@prefix b: <http://b/> .\n\na:a a:b a:c .\n"
    assert styled(text) == text


# --- spaces, line ends, blank lines


def test_spaces_stand_around_separators_and_inside_brackets() -> None:
    assert_becomes(
        'ex:a ex:p "x" ^^ ex:t,"y" @en;ex:q(1(2)()),[ ];ex:r[ex:s\t1].\n',
        """\
        ex:a ex:p "x"^^ex:t , "y"@en ;
            ex:q ( 1 ( 2 ) () ) ,
                [] ;
            ex:r [ ex:s 1 ] .
        """,
    )


def test_every_statement_begins_a_line() -> None:
    assert_becomes(
        "ex:a a ex:T . ex:b a ex:T .   ex:c a ex:T .",
        """\
        ex:a a ex:T .
        ex:b a ex:T .
        ex:c a ex:T .
        """,
    )


def test_separators_end_lines_and_never_begin_them() -> None:
    assert_becomes(
        """\
        ex:a ex:p 1
            , 2
            ; ex:q 3

            ; # about r
              ex:r 4
        .
        """,
        """\
        ex:a
            ex:p 1 ,
                2 ;
            ex:q 3 ; # about r

            ex:r 4 .
        """,
    )


def test_indentation_follows_from_what_a_line_is() -> None:
    assert_becomes(
        """\
          ex:a a ex:T ;
        ex:p 1 ;
                  ex:q ex:b ,
              ex:c ;
            ex:r
            ex:d .
        """,
        """\
        ex:a a ex:T ;
            ex:p 1 ;
            ex:q ex:b ,
                ex:c ;
            ex:r
                ex:d .
        """,
    )


def test_the_values_of_an_only_property_are_indented_once() -> None:
    assert_stays(
        """\
        ex:gazette ex:sentence
            [ ex:number 1 ; ex:start 0 ; ex:end 18 ] ,
            [ ex:number 2 ; ex:start 20 ; ex:end 96 ] .
        """
    )


def test_blank_lines_are_one_and_none_stands_where_it_would_part_what_is_one() -> None:
    assert_becomes(
        """\


        ex:a

            a ex:T ;


            # about p

            ex:p 1 ,

                2 ;
            ex:q (

                1

                2

            )

        .



        ex:b a ex:T .


        """,
        """\
        ex:a
            a ex:T ;

            # about p

            ex:p 1 ,

                2 ;
            ex:q (
                1

                2
            ) .

        ex:b a ex:T .
        """,
    )


@pytest.mark.parametrize("text", ["", "\n\n", " \t\r\n"])
def test_a_text_of_nothing_is_empty(text: str) -> None:
    assert styled(text) == ""


def test_a_text_of_comments_is_text_enough() -> None:
    assert styled("\n\n  # one \t\n\n\n# two") == "# one\n\n# two\n"


# --- line ends of the file


def test_a_file_with_crlf_keeps_it() -> None:
    text = PREFIX.replace("\n", "\r\n") + "\r\nex:a ex:p 1 ; # note\r\n    ex:q 2 .\r\n"
    assert styled(text) == text


def test_the_first_line_end_decides_where_they_are_mixed() -> None:
    assert styled("# a\r\n# b\n# c\r# d") == "# a\r\n# b\r\n# c\r\n# d\r\n"
    assert styled("# a\n# b\r\n") == "# a\n# b\n"
    assert styled("\n\r\n# a\r\n") == "# a\n"
    assert styled("# a\r# b\r\n") == "# a\n# b\n"


def test_a_line_end_in_a_string_decides_nothing() -> None:
    assert styled('<a> <b> """\r\n""" .\n# c') == '<a> <b> """\r\n""" .\n# c\n'
    assert styled('<a> <b> """\n""" .\r\n# c') == '<a> <b> """\n""" .\r\n# c\r\n'
    assert styled('\n\n<a> <b> """\r\n""" .') == '<a> <b> """\r\n""" .\n'


# --- directives


def test_prefixes_stand_in_a_column_block_by_block() -> None:
    assert styled(
        "@prefix a: <http://a/> .\n# the long one\n@prefix   longer:<http://b/>.\n"
        "@base   <http://base/> .\n@prefix : <http://c/>.\n\n@prefix d: <http://d/> .\n"
    ) == (
        "@prefix a:      <http://a/> .\n# the long one\n@prefix longer: <http://b/> .\n"
        "@base <http://base/> .\n@prefix :       <http://c/> .\n\n@prefix d: <http://d/> .\n"
    )


def test_directives_of_sparql_are_written_as_those_of_turtle() -> None:
    assert styled("PREFIX ex:<http://a/>\nbase <http://b/> # ours\nex:a a ex:T .") == (
        "@prefix ex: <http://a/> .\n@base <http://b/> . # ours\n\nex:a a ex:T .\n"
    )


def test_a_blank_line_stands_between_directives_and_statements() -> None:
    assert styled(
        "@prefix a: <http://a/> .\n# of a\na:a a a:T .\n# and b\n@prefix b: <http://b/> ."
    ) == ("@prefix a: <http://a/> .\n\n# of a\na:a a a:T .\n\n# and b\n@prefix b: <http://b/> .\n")


def test_a_blank_line_that_is_there_is_enough() -> None:
    text = "@prefix a: <http://a/> .\n# end of prefixes\n\n# of a\na:a a a:T .\n"
    assert styled(text) == text


def test_a_name_on_a_line_of_its_own_is_in_no_column() -> None:
    assert styled("@prefix # one\n a: <http://a/> .\n@prefix bc: <http://b/> .") == (
        "@prefix # one\n    a: <http://a/> .\n@prefix bc: <http://b/> .\n"
    )


def test_a_directive_has_one_line() -> None:
    assert styled("@prefix\n\n a:\n <http://a/>\n .") == "@prefix a: <http://a/> .\n"


# --- brackets and lists


def test_of_several_values_in_brackets_each_has_its_line() -> None:
    assert_becomes(
        "ex:a a ex:T ; ex:e [ ex:p 1 ] , [ ex:p 2 ; ex:q 3 ] , ex:b ; ex:z 1 .",
        """\
        ex:a a ex:T ;
            ex:e [ ex:p 1 ] ,
                [ ex:p 2 ; ex:q 3 ] ,
                ex:b ;
            ex:z 1 .
        """,
    )


def test_brackets_over_several_lines_are_opened_out() -> None:
    assert_becomes(
        """\
        ex:a a ex:Shape ; ex:property [ ex:path ex:p ;
                                        ex:count 1 ; ex:kind ex:k ] ; ex:closed false .
        """,
        """\
        ex:a a ex:Shape ;
            ex:property [
                ex:path ex:p ;
                ex:count 1 ; ex:kind ex:k
            ] ;
            ex:closed false .
        """,
    )


def test_opened_brackets_follow_each_other_without_stairs() -> None:
    assert_becomes(
        """\
        ex:a ex:property
            [ ex:path ex:p ;
              ex:count 1 ] ,
            [ ex:path ex:q ;
              ex:or ( [ ex:kind ex:k ]
                      [ ex:kind ex:l ] ) ] .
        """,
        """\
        ex:a ex:property [
            ex:path ex:p ;
            ex:count 1
        ] , [
            ex:path ex:q ;
            ex:or (
                [ ex:kind ex:k ]
                [ ex:kind ex:l ]
            )
        ] .
        """,
    )


def test_opened_brackets_beside_others_have_lines_of_their_own() -> None:
    assert_becomes(
        """\
        ex:a a ex:T ;
            ex:e [ ex:p 1 ] , [ ex:p 2 ;
            ex:q 3 ] .
        """,
        """\
        ex:a a ex:T ;
            ex:e
                [ ex:p 1 ] ,
                [
                    ex:p 2 ;
                    ex:q 3
                ] .
        """,
    )


def test_brackets_inside_open_those_around_them() -> None:
    assert_becomes(
        "ex:a ex:p ( 1 [ ex:q [ ex:r\n1 ; ex:s 2 ] ] 3 4 ) .",
        """\
        ex:a ex:p (
            1
            [
                ex:q [
                    ex:r
                        1 ;
                    ex:s 2
                ]
            ]
            3 4
        ) .
        """,
    )


def test_a_subject_in_brackets() -> None:
    assert_becomes(
        """\
        [ ] a ex:T .
        [ ex:p 1 ] .
        [ ex:p 1 ;
        ex:q 2 ] a ex:T ;
        ex:r 3 .
        ( 1 2 ) ex:p ( ) .
        """,
        """\
        [] a ex:T .
        [ ex:p 1 ] .
        [
            ex:p 1 ;
            ex:q 2
        ] a ex:T ;
            ex:r 3 .
        ( 1 2 ) ex:p () .
        """,
    )


# --- words that have two spellings


def test_the_type_is_written_a() -> None:
    text = """\
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .

        rdf:type rdf:type rdf:type ;
            <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ( rdf:type ) .
        """
    assert styled(dedent(text)).splitlines()[-2:] == [
        "rdf:type a rdf:type ;",
        "    a ( rdf:type ) .",
    ]


def test_another_name_for_the_type_is_no_type() -> None:
    text = "@prefix rdf: <http://example.org/> .\n\nrdf:a rdf:type rdf:b .\n"
    assert styled(text) == text


def test_a_semicolon_that_separates_nothing_goes() -> None:
    assert_becomes(
        "ex:a ex:p 1 ;; ex:q [ ex:r 2 ; ] ; ; .\nex:b ex:p 1 ; # note\n; ;\n.",
        "ex:a ex:p 1 ; ex:q [ ex:r 2 ] .\nex:b ex:p 1 . # note\n",
    )


def test_a_property_put_aside_can_be_taken_back() -> None:
    assert_stays(
        """\
        ex:a ex:p 1 ;
            # ex:q 2 ;
        .
        ex:b ex:p [
            ex:q 1 ;
            # ex:r 2
        ] .
        """
    )


# --- comments


def test_a_comment_stays_on_its_line_or_on_one_of_its_own() -> None:
    assert_becomes(
        """\
          # of a
        ex:a # subject
            # of p
            ex:p # verb
            # of 1
            1 # one
            # of 2
            , 2 # two
            # of q
            ; ex:q [ # opened
            # of r
            ex:r 3 # three
            # closing
            ] , ( # listed
            4 # four
            # the end
            ) # last
            # really
            . # done
        # bye
        """,
        """\
        # of a
        ex:a # subject
            # of p
            ex:p # verb
                # of 1
                1 , # one
                # of 2
                2 ; # two
            # of q
            ex:q [ # opened
                # of r
                ex:r 3 # three
                # closing
            ] , ( # listed
                4 # four
                # the end
            ) # last
            # really
        . # done
        # bye
        """,
    )


def test_two_comments_for_one_place_both_stay() -> None:
    assert_becomes(
        "ex:a ex:p 1 # one\n ; # two\n ex:q 2 # three\n . # four\n",
        "ex:a ex:p 1 ; # one\n    # two\n    ex:q 2 # three\n. # four\n",
    )


def test_brackets_with_nothing_but_a_comment_keep_it_inside() -> None:
    assert_stays(
        """\
        ex:a ex:p ( # not known yet
        ) .
        ex:a ex:p [
            # not known yet
        ] .
        """
    )


def test_comments_within_a_literal_and_a_directive() -> None:
    assert_becomes(
        'ex:a ex:p "x" # one\n ^^ # two\n ex:t # three\n ; ex:q "y" # four\n @en .\n',
        'ex:a ex:p "x"^^ex:t ; # one\n    # two\n    # three\n    ex:q "y"@en . # four\n',
    )
    assert styled("PREFIX # one\n a: # two\n <http://a/> # three\n") == (
        "@prefix # one\n    a: # two\n    <http://a/> . # three\n"
    )


def test_no_white_space_ends_a_line() -> None:
    assert styled("# a \t\n<a>\t \n <b> 1 . # b\v\f \n\t\n") == "# a\n<a>\n    <b> 1 . # b\n"


# --- what cannot be laid out


@pytest.mark.parametrize(
    ("text", "start"),
    [("ex:a ex:p 1 .", 0), (PREFIX + "ex:a ex:p  1", 48), ("\ufeff", 0), ("<a>  <b> <c d> .", 11)],
)
def test_a_text_at_fault_is_left_alone(text: str, start: int) -> None:
    style = house_style(text)
    assert style.text == text
    assert [fault.start for fault in style.faults] == [start]


def test_a_relative_iri_needs_no_base() -> None:
    assert styled("<a> <#b> <> .") == "<a> <#b> <> .\n"


def test_deep_nesting_and_long_texts_take_time_in_proportion() -> None:
    deep = "<a> <b> " + "[ <b> " * 20_000 + "\n1 " + "] " * 20_000 + "."
    idle = "<a> <b> 1 " + "; # c\n" * 20_000 + "."
    start = time.perf_counter()
    for text in (deep, idle):
        again = house_style(text).text
        assert house_style(again).text == again
    assert max(len(line) - len(line.lstrip()) for line in house_style(deep).text.splitlines()) < 140
    assert time.perf_counter() - start < 60
