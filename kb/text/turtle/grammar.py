"""What may come next while a Turtle text is read, and the signal that something else came."""

from enum import IntEnum

from kb.text.turtle.tokens import Token


class Next(IntEnum):
    """What may come next in a directive, a statement, or the innermost bracket open in it."""

    SUBJECT = 0
    VERB = 1
    VERB_OR_END = 2
    """Behind ``[``, and behind a subject that is itself a filled ``[...]``."""
    VERB_AGAIN = 3
    """Behind ``;``, where a further ``;`` or the end may follow as well."""
    OBJECT = 4
    AFTER_OBJECT = 5
    ITEM = 6
    DATATYPE = 7
    PREFIX = 8
    IRI = 9
    DOT = 10


VERBS = frozenset((Next.VERB, Next.VERB_OR_END, Next.VERB_AGAIN))
DOT_POSSIBLE = frozenset((Next.VERB_OR_END, Next.VERB_AGAIN, Next.AFTER_OBJECT, Next.DOT))


class Unexpected(Exception):  # noqa: N818 - it unwinds the reading of one statement, no more
    """Token ``at`` is not what may come ``next``; ``opened`` is the innermost open bracket."""

    def __init__(self, at: int, following: Next, opened: Token | None = None) -> None:
        super().__init__(at, following)
        self.at = at
        self.next = following
        self.opened = opened

    @property
    def expected(self) -> str:
        """What may come next, in words."""
        verb = "a property (an IRI, a prefixed name or 'a')"
        end = "'.'" if self.opened is None else "']'"
        return {
            Next.SUBJECT: "a subject (an IRI, a prefixed name, a blank node, '[' or '('), "
            "or a directive such as @prefix",
            Next.VERB: verb,
            Next.VERB_OR_END: f"{verb} or {end}",
            Next.VERB_AGAIN: f"{verb} or {end}",
            Next.OBJECT: "a value (an IRI, a prefixed name, a blank node, a literal, '[' or '(')",
            Next.AFTER_OBJECT: f"',' ';' or {end}",
            Next.ITEM: "a list item or ')'",
            Next.DATATYPE: "the datatype (an IRI or a prefixed name)",
            Next.PREFIX: "a prefix with ':' at its end, such as ex:",
            Next.IRI: "an IRI between < and >",
            Next.DOT: "'.'",
        }[self.next]
