"""A sign of life on a terminal while a command works long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

_PATIENCE = 1.0
"""Seconds without a word: most commands have ended by then."""


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say on standard error what takes so long, and for how many seconds; never but on a terminal.

    The line is wiped out at the end, however the work ends.
    """
    if not sys.stderr.isatty():
        yield
        return
    done = Event()
    clock = Thread(target=_tick, args=(what, done), daemon=True)
    clock.start()
    try:
        yield
    finally:
        done.set()
        clock.join()


def _tick(what: str, done: Event) -> None:
    begun = monotonic()
    told = ""
    while not done.wait(_PATIENCE):
        told = f"kb: {what}, {monotonic() - begun:.0f} s"
        sys.stderr.write(f"\r{told}")
        sys.stderr.flush()
    if told:
        sys.stderr.write(f"\r{' ' * len(told)}\r")
        sys.stderr.flush()
