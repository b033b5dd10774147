"""The kinds of loss, each with its code.

An example begins with what was recorded then, as a comment, and goes on with what is recorded now.
"""

from kb.words.finding import Kind, Severity

_RESTORE = (
    "Restore it; what is wrong is corrected by a further record with kb:supersedes {short}, "
    "and the old one stays."
)
_THEN = "# then: ex:cost a kb:Claim ; kb:speaker ex:mayor ; kb:high 200 .\n"
_KEPT = f"""{_THEN}ex:cost a kb:Claim ; kb:speaker ex:mayor ; kb:high 200 .
ex:corrected a kb:Claim ; kb:supersedes ex:cost ; kb:speaker ex:mayor ; kb:high 20 ."""
_SPANS = """# then: ex:cost a kb:Claim ; kb:evidence [ kb:start 4 ; kb:end 7 ; kb:exact "200" ] .
ex:cost a kb:Claim ; kb:evidence """
_MORE = '[ kb:start 4 ; kb:end 7 ; kb:exact "200" ] , [ kb:start 9 ; kb:end 12 ; kb:exact "men" ] .'

REMOVED = Kind(
    "KB601",
    "removed",
    Severity.ERROR,
    "{record} was removed {when}.{more}",
    _RESTORE,
    good=_KEPT,
    bad=f"{_THEN}ex:other a kb:Claim ; kb:speaker ex:mayor ; kb:high 20 .",
)
REATTRIBUTED = Kind(
    "KB602",
    "attributed to somebody else",
    Severity.ERROR,
    "{record} was attributed otherwise {when}: {changes}.",
    _RESTORE,
    good=_KEPT,
    bad=f"{_THEN}ex:cost a kb:Claim ; kb:speaker ex:builder ; kb:high 200 .",
)
OVERWRITTEN = Kind(
    "KB603",
    "overwritten",
    Severity.ERROR,
    "{record} was overwritten {when}: {changes}.",
    _RESTORE,
    good=_KEPT,
    bad=f"{_THEN}ex:cost a kb:Claim ; kb:speaker ex:mayor ; kb:high 20 .",
)
EVIDENCE_CHANGED = Kind(
    "KB604",
    "other evidence",
    Severity.ERROR,
    "The evidence of {record} was changed {when}: {changes}.",
    _RESTORE,
    good=_SPANS + _MORE,
    bad=_SPANS + '[ kb:start 9 ; kb:end 12 ; kb:exact "men" ] .',
)
EVIDENCE_MOVED = Kind(
    "KB605",
    "evidence at another position",
    Severity.WARNING,
    "The evidence of {record} was moved {when}, with the same words: {changes}.",
    "Give your copy of the source with --sources DIR: it tells whether the old position was wrong.",
    good=_SPANS + _MORE,
    bad=_SPANS + '[ kb:start 20 ; kb:end 23 ; kb:exact "200" ] .',
)
DID_NOT_STAY = Kind(
    "KB606",
    "superseded and not kept",
    Severity.WARNING,
    "{record}, which {successor}, did not stay as it was: {what} {when}.",
    "Restore the old record beside the new one.",
    good=_KEPT,
    bad=f"{_THEN}ex:corrected a kb:Claim ; kb:supersedes ex:cost ; kb:high 20 .",
)
UNREADABLE_THEN = Kind(
    "KB607",
    "not readable then",
    Severity.INFO,
    "{file} could not be read in {commit}; its records are compared with {instead}.",
    "Compare with a revision in which all files can be read: --since REV.",
    good='# then: ex:c kb:gist "The pier is closed"@en .\nex:c kb:gist "The pier is closed"@en .',
    bad='# then: ex:c kb:gist "The pier is closed@en .\nex:c kb:gist "The pier is closed"@en .',
)
