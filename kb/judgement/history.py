"""Nothing deleted in silence: what was recorded at a revision and is not what it was.

A record that must last (see `kb.judgement.lasting`) stays as it was. A correction is a further
record that points to the old one with kb:supersedes; so a record that is gone or changed is a
finding, unless nothing of it was lost:

- renamed: a record with kb:supersedes to the old name says all that the old one said;
- kept: the record now has kb:supersedes to a record that says all that it said itself before.

Where another record supersedes or retracts it, what is lost can be found from there: that is a
warning. Where a record stands, in which file, in which order and with which prefixes, is nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import NamedNode

from kb.graph.archive import Archive
from kb.graph.corpus import Corpus
from kb.graph.located import located
from kb.graph.names import Names
from kb.graph.records import Key, Part, Record, Records, records_of, together
from kb.graph.value_text import value_text
from kb.judgement.departures import departure
from kb.judgement.lasting import Aspect, Change, Sort, changes, same, sort_of
from kb.judgement.moved_evidence import moved, was_mended
from kb.judgement.rivals import rivals_text
from kb.text.git import Commit, content_id, shallow_history
from kb.text.history import History
from kb.text.sources import read_copy
from kb.words.finding import Finding, Kind, Place, Severity
from kb.words.vocabulary import kb

_RESTORE = (
    "Restore it; what is wrong is corrected by a further record with kb:supersedes {short}, "
    "and the old one stays."
)
REMOVED = Kind(
    "KB601",
    "removed",
    Severity.ERROR,
    "{record} was removed {when}.{more}",
    _RESTORE,
)
REATTRIBUTED = Kind(
    "KB602",
    "attributed to somebody else",
    Severity.ERROR,
    "{record} was attributed otherwise {when}: {changes}.",
    _RESTORE,
)
OVERWRITTEN = Kind(
    "KB603", "overwritten", Severity.ERROR, "{record} was overwritten {when}: {changes}.", _RESTORE
)
EVIDENCE_CHANGED = Kind(
    "KB604",
    "other evidence",
    Severity.ERROR,
    "The evidence of {record} was changed {when}: {changes}.",
    _RESTORE,
)
EVIDENCE_MOVED = Kind(
    "KB605",
    "evidence at another position",
    Severity.WARNING,
    "The evidence of {record} was moved {when}, with the same words: {changes}.",
    "Give your copy of the source with --sources DIR: it tells whether the old position was wrong.",
)
DID_NOT_STAY = Kind(
    "KB606",
    "superseded and not kept",
    Severity.WARNING,
    "{record}, which {by} {link}, did not stay as it was: {what} {when}.",
    "Restore the old record beside the new one.",
)
UNREADABLE_THEN = Kind(
    "KB607",
    "not readable then",
    Severity.INFO,
    "{file} could not be read in {commit}; its records are compared with {instead}.",
    "Compare with a revision in which all files can be read: --since REV.",
)
