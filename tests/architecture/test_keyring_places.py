"""All that lies under the server's keys is known: what is wrapped anew, what stays, and what keyed hashes are for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from bootstrap.rewrapping import PLACES
from core.purposes import COUNTED, PASSING, SECRETS, TAGS
from tests.support.source import PACKAGES, name, python_files, tree

# Whose purpose is a parameter: what it is called with.
CALLED_WITH = {
    "casework/identity.py": {"petition-phone"},
    "feedback/bulk/sealing.py": {"intake-batch", "scanned-paper"},
    "surveys/kiosks/pairing.py": {"survey:kiosk-pair", "survey:kiosk-key"},
    "surveys/slips/codes.py": {"survey:slip", "survey:screen", "survey:screen-key"},
    "surveys/tickets.py": {"survey:ticket", "survey:receipt"},
}
# In a browser's form or cookie, or in sheets that are deleted after a day: nobody wraps them anew
# (`bootstrap.rewrapping.OLDEST_OUTSIDE`, `left_under`).
NOT_IN_A_COLUMN = {
    "web/opened.py", "web/portal/attempts.py", "web/public/consultations/forms.py", "web/receipts.py",
    "web/staff/auth/setting_up.py", "surveys/slips/runs.py",
}  # fmt: skip


def calls(*methods: str) -> Iterator[tuple[Path, ast.Call]]:
    """Where the keyring is asked to do something."""
    for path in python_files(*PACKAGES):
        if name(path) in ("core/crypto.py", "bootstrap/live_keys.py", "bootstrap/rewrapping.py"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
                owner = ast.unparse(node.func.value)
                if owner.split(".")[-1] in ("keys", "ring", "_keys"):
                    yield path, node


def purposes(path: Path, call: ast.Call) -> set[str]:
    """What a call is for: a text, a constant of the module, or what `CALLED_WITH` says."""
    said = call.args[0]
    if isinstance(said, ast.JoinedStr) and ast.unparse(said).startswith("f'budget-"):
        return {PASSING[0]}
    known = value(import_module(name(path).removesuffix(".py").replace("/", ".")), said)
    return CALLED_WITH[name(path)] if known is None else {known}


def value(module: ModuleType, said: ast.expr) -> str | None:
    """The text that an expression stands for in its module; None when it depends on who calls."""
    if isinstance(said, ast.Constant):
        return str(said.value)
    if isinstance(said, ast.BinOp):
        left, right = value(module, said.left), value(module, said.right)
        return None if left is None or right is None else left + right
    if isinstance(said, ast.Attribute) and isinstance(said.value, ast.Name):
        return str(getattr(getattr(module, said.value.id), said.attr))
    found = getattr(module, said.id, None) if isinstance(said, ast.Name) else None
    return found if isinstance(found, str) else None


def test_every_purpose_of_a_keyed_hash_is_listed() -> None:
    used = {one for path, call in calls("tag") for one in purposes(path, call)}
    assert sorted(used - TAGS - set(PASSING)) == []
    assert sorted(TAGS - used) == []
    assert {one for path, call in calls("secret") for one in purposes(path, call)} == SECRETS


def test_whatever_is_sealed_in_a_table_is_wrapped_anew() -> None:
    sealing = [(path, call) for path, call in calls("seal") if name(path) not in NOT_IN_A_COLUMN]
    used = {one for path, call in sealing for one in purposes(path, call)}
    assert sorted(used - COUNTED) == sorted({place.purpose for place in PLACES})
