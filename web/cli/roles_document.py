"""docs/roles.md: the declared matrix, and which pages each role opens, read from the gates themselves."""

from __future__ import annotations

from collections.abc import Iterator

from flask import current_app

from accounts.labels import LABELS
from accounts.matrix import HOLDERS, Capability
from accounts.roles import SEES_PETITIONS, Role
from web.gates import Gate, gate_of

_INTRO = """# Roles

Made by `flask --app wsgi users matrix` from `accounts/matrix.py` and from the gates of the pages; do not edit by hand.

A role says *what* may be done, its agency says *where*: case work only at exactly that agency, supervision and
administration also below it. "2" marks the roles that need a second factor to sign in.
"""


def render() -> str:
    """The whole document."""
    return (
        "\n".join([_INTRO, "## What each role may do", "", *_matrix(), "", "## Pages behind a gate", "", *_pages()])
        + "\n"
    )


def _matrix() -> Iterator[str]:
    yield "| role | vai trò | | may |"
    yield "|---|---|---|---|"
    for role in Role:
        capabilities = ", ".join(f"`{c.value}`" for c in Capability if role in HOLDERS[c])
        yield f"| `{role.value}` | {LABELS[role]} | {'2' if role in SEES_PETITIONS else ''} | {capabilities} |"


def _pages() -> Iterator[str]:
    yield "| address | methods | roles |"
    yield "|---|---|---|"
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        gate = gate_of(current_app.view_functions[rule.endpoint])
        if gate is None or gate.open or rule.rule.startswith("/dung-thu"):
            continue
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        yield f"| `{rule.rule}` | {methods} | {_who(gate)} |"


def _who(gate: Gate) -> str:
    if not gate.roles:
        return "every official"
    return ", ".join(f"`{role.value}`" for role in Role if role in gate.roles)
