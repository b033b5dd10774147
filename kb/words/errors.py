"""The one exception of the project: the work cannot go on."""


class CannotGoOn(Exception):  # noqa: N818 - says what happened, not that it is an error
    """Raised when a command cannot do its work: says where, what, and what to do.

    Faults found in the records are never raised; they are `kb.words.finding.Finding` values.
    The command line prints this as one message and exits with code 2.

    ``where`` is a file, file:line, option or URL, or ``None`` when there is no place to point at;
    ``hint`` is one sentence that says what to do, or ``None``.
    """

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}\n  {self.hint}" if self.hint else text
