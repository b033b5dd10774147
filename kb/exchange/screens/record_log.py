"""The history of a record, written for people and for programs."""

import json
from collections.abc import Iterable, Iterator
from textwrap import wrap

from pyoxigraph import Literal, NamedNode

from kb.graph.names import Names
from kb.graph.records import Value
from kb.graph.sparql.value_text import value_text
from kb.judgement.history.record_log import Event, Step
from kb.text.turtle.places import visible
from kb.words.vocabulary import kb

FORMAT_VERSION = 1
_WIDTH = 100


def log_text(
    node: NamedNode, steps: Iterable[Step], names: Names, *, width: int | None = None
) -> str:
    """Return a history as people read it, newest first; nothing is cut but by wrapping lines."""
    paragraphs = ("\n".join(_paragraph(step, names, width or _WIDTH)) for step in steps)
    return "\n\n".join((names.short(node), *paragraphs))


def _paragraph(step: Step, names: Names, width: int) -> Iterator[str]:
    commit = step.commit
    if commit is None:
        yield "not committed yet"
    else:
        yield visible(f"{commit.date}  {commit.short}  {commit.author}  {commit.subject}")
    where = (
        ""
        if step.file is None
        else f" {'from' if step.event is Event.REMOVED else 'in'} {step.file}"
    )
    yield f"    {step.event}{where}"
    for change in step.changes:
        if step.event is Event.CHANGED or change.prop == kb("gist"):
            old, new = (
                [value_text(value, names, width=None) for value in values]
                for values in (change.was, change.now)
            )
            text = f"{names.short(change.prop)}: {_from_to(old, new, step.event)}"
            yield from wrap(visible(text), width, initial_indent=" " * 4, subsequent_indent=" " * 8)


def _from_to(old: list[str], new: list[str], event: Event) -> str:
    if event is not Event.CHANGED:
        return ", ".join([*old, *new])
    return f"{', '.join(old) or 'nothing'} → {', '.join(new) or 'nothing'}"


def log_json(node: NamedNode, steps: Iterable[Step], names: Names) -> str:
    """Return a history as JSON: ``steps``, newest first, each with its ``changes``.

    A value is ``{"iri"}``, ``{"value", "language" or "datatype"}``, or ``{"says"}``, the pairs of
    property and value of a part without a name. Numbers are decimals in their shortest form.
    """
    document = {
        "version": FORMAT_VERSION,
        "record": node.value,
        "name": names.short(node),
        "steps": [_step(step) for step in steps],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _step(step: Step) -> dict[str, object]:
    commit = step.commit
    return {
        "commit": commit.id if commit else None,
        "short": commit.short if commit else None,
        "date": commit.date if commit else None,
        "author": commit.author if commit else None,
        "subject": commit.subject if commit else None,
        "event": step.event.value,
        "file": step.file,
        "changes": [
            {
                "property": change.prop.value,
                "old": [_value(value) for value in change.was],
                "new": [_value(value) for value in change.now],
            }
            for change in step.changes
        ],
    }


def _value(value: Value) -> dict[str, object]:
    if isinstance(value, NamedNode):
        return {"iri": value.value}
    if isinstance(value, Literal):
        if value.language is not None:
            return {"value": value.value, "language": value.language}
        return {"value": value.value, "datatype": value.datatype.value}
    return {"says": [[prop.value, _value(inner)] for prop, inner in value.says]}
