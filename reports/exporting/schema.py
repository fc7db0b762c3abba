"""The form of a record: a JSON Schema of our own, numbered, and a validator of just the words it uses.

The schema of the national database is not public. Ours is served at its address and explained in docs/export.md; a
change that takes something away or means something else gets a new number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

NAME = "vu-viec/1"
_FILE = Path(__file__).resolve().parent / "case-1.json"
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "boolean": bool, "object": dict, "null": type(None),
}  # fmt: skip


@cache
def schema_bytes() -> bytes:
    """The schema as it is served."""
    return _FILE.read_bytes()


@cache
def schema() -> Mapping[str, Any]:
    """The schema, read."""
    found: Mapping[str, Any] = json.loads(schema_bytes())
    return found


def faults(record: Mapping[str, Any]) -> Sequence[str]:
    """What is wrong with a record, with the place; nothing when it is valid."""
    return list(_faults(record, schema(), "record"))


def _faults(value: Any, rule: Mapping[str, Any], place: str) -> Iterator[str]:
    if "enum" in rule and value not in rule["enum"]:
        yield f"{place}: {value!r} is not one of the words"
    if "const" in rule and value != rule["const"]:
        yield f"{place}: {value!r} is not {rule['const']!r}"
    if "type" in rule and not _is(value, rule["type"]):
        yield f"{place}: not {rule['type']}"
        return
    if "pattern" in rule and isinstance(value, str) and not re.search(rule["pattern"], value):
        yield f"{place}: {value!r} does not look right"
    if isinstance(value, dict):
        yield from _faults_inside(value, rule, place)
    for branch in rule.get("allOf", ()):
        applies = "if" not in branch or not list(_faults(value, branch["if"], place))
        if applies:
            yield from _faults(value, branch.get("then", {}), place)


def _faults_inside(value: Mapping[str, Any], rule: Mapping[str, Any], place: str) -> Iterator[str]:
    known = rule.get("properties", {})
    for name in rule.get("required", ()):
        if name not in value:
            yield f"{place}: {name} is missing"
    for name, inner in value.items():
        if name in known:
            if known[name] is False:
                yield f"{place}: {name} must not be there"
            else:
                yield from _faults(inner, known[name], f"{place}.{name}")
        elif rule.get("additionalProperties", True) is False:
            yield f"{place}: {name} is unknown"


def _is(value: Any, wanted: str | Sequence[str]) -> bool:
    words = [wanted] if isinstance(wanted, str) else wanted
    if isinstance(value, bool):
        return "boolean" in words
    return any(isinstance(value, _TYPES[word]) for word in words)
