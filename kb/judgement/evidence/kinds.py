"""What may be wrong with evidence, held against the reader's copies of the sources."""

from kb.words.finding import Kind, Severity

SPANS = ("source", "evidence", "start", "end", "exact", "digest")
"""The properties that a judgement about spans looks at."""

SOURCE_CHANGED = Kind(
    "KB401",
    "source changed",
    Severity.ERROR,
    "The copy of “{title}” is not the archived text: its SHA-256 is {found}…, recorded is "
    "{recorded}…. Records on it that stand where they did: {standing}; only elsewhere: "
    "{elsewhere}; gone, at least in part: {gone}.",
    "Point --sources to the archived copy; if the publisher changed the text, record the new "
    "version as a source of its own with kb:revisionOf.",
    good='# the copy: "The pier cost four million."\n'
    'kb:sha256 "b50e19e4ff13490daa449de2dc4b09e90cb88df91aba4da937abd927e513085c"',
    bad='# the copy: "The pier cost five million."\n'
    'kb:sha256 "b50e19e4ff13490daa449de2dc4b09e90cb88df91aba4da937abd927e513085c"',
    reads=("fileName", "sha256"),
)
NOT_THE_WORDS = Kind(
    "KB402",
    "evidence not at its place",
    Severity.ERROR,
    "{words} are not at {where} of the source.",
    "Find the passage again and let “kb cite” print its position, words and digest.",
    good='# the text: "The pier cost four million."\n'
    'kb:start 14 ; kb:end 26 ; kb:exact "four million"',
    bad='# the text: "The pier cost four million."\n'
    'kb:start 14 ; kb:end 26 ; kb:exact "five million"',
    reads=SPANS,
)
BEYOND_THE_TEXT = Kind(
    "KB403",
    "evidence beyond the text",
    Severity.ERROR,
    "The span {where} ends beyond the text, which has {length} code points.",
    "Count code points, not bytes; “kb cite” prints positions.",
    good='# the text: "The pier cost four million."\n'
    'kb:start 14 ; kb:end 26 ; kb:digest "sha-256-64;KUdABU6-ZjM"',
    bad='# the text: "The pier cost four million."\n'
    'kb:start 14 ; kb:end 28 ; kb:digest "sha-256-64;KUdABU6-ZjM"',
    reads=SPANS,
)
WORDS_NOT_IN_SOURCE = Kind(
    "KB404",
    "printed words not in the source",
    Severity.ERROR,
    "The words “{words}” are not in the source.",
    "Copy them exactly as printed, quotation marks and dashes included.",
    good='# the text: "The pier cost four million."\nkb:words "four million"',
    bad='# the text: "The pier cost four million."\nkb:words "4 million"',
    reads=("source", "words", "when", "saidWords"),
)
NOT_UTF8 = Kind(
    "KB405",
    "copy of a source not UTF-8",
    Severity.ERROR,
    "The copy of “{title}” is not UTF-8, so no position can be checked.",
    "Save {file} as UTF-8, byte for byte as it was archived.",
    good="# the bytes of “café”: 63 61 66 C3 A9",
    bad="# the bytes of “café”: 63 61 66 E9",
)
WRONG_LENGTH = Kind(
    "KB406",
    "wrong length of a source",
    Severity.ERROR,
    "“{title}” has {length} code points, not {recorded}.",
    "Write kb:length {length}.",
    good='# the text: "The pier cost four million."\nkb:length 27',
    bad='# the text: "The pier cost four million."\nkb:length 26',
    reads=("length",),
)
SENTENCES_LEAVE_TEXT_OUT = Kind(
    "KB407",
    "text that belongs to no sentence",
    Severity.ERROR,
    "The text from {start} to {end} belongs to no sentence of the source.",
    "“kb source” prints the sentences of a text.",
    good='# the text: "The pier cost four million."\n'
    "kb:sentence [ kb:number 1 ; kb:start 0 ; kb:end 27 ]",
    bad='# the text: "The pier cost four million."\n'
    "kb:sentence [ kb:number 1 ; kb:start 0 ; kb:end 13 ]",
    reads=("sentence", "start", "end"),
)
MOVED = Kind(
    "KB408",
    "evidence moved",
    Severity.ERROR,
    "{words} are not at {where} of the source; they stand once, at {now}.",
    "“kb check --fix” writes where they stand; “kb check --fix --diff” shows it first.",
    good='# the text: "The pier cost four million."\n'
    'kb:start 14 ; kb:end 26 ; kb:exact "four million"',
    bad='# the text: "The pier cost four million."\n'
    'kb:start 15 ; kb:end 27 ; kb:exact "four million"',
    reads=SPANS,
)
