"""The shipped forms: data in `forms/*.toml`, read once and checked when they are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.papers import PaperForm
from core.text import N_
from feedback.papers.fields import GROUPS, IDENTITY_NAMES, TELLING_NAMES, PaperField
from feedback.papers.states import PaperKind

_FOLDER = Path(__file__).resolve().parent / "forms"
_PARTS = ("to", "basis", "body", "signers", "recipients")


@dataclass(frozen=True, slots=True)
class Ask:
    """A field only the writer of the paper knows: asked on its page, kept nowhere."""

    name: str
    label: str
    hint: str = ""
    rows: int = 1
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class ShippedForm:
    """A form as it comes with the product. `code`: the form it stands for; `provisional`: its text is ours until the
    official one is at hand; `identity`: whether it may say who sent the case.
    """

    kind: PaperKind
    code: str
    provisional: bool
    identity: bool
    form: PaperForm
    asks: Sequence[Ask]

    def groups(self) -> Mapping[str, Sequence[PaperField]]:
        """The fields a template of this kind may use, by heading."""
        common: dict[str, Sequence[PaperField]] = dict(GROUPS)
        if not self.identity:
            hidden = IDENTITY_NAMES | TELLING_NAMES
            kept = {name: [one for one in fields if one.name not in hidden] for name, fields in GROUPS.items()}
            common = {name: fields for name, fields in kept.items() if fields}
        known = {field.name for fields in common.values() for field in fields}
        own = tuple(PaperField(ask.name, ask.label, f"({ask.label})") for ask in self.asks if ask.name not in known)
        return {**common, N_("Điền khi soạn"): own} if own else common

    def known(self) -> frozenset[str]:
        """The names of those fields."""
        return frozenset(field.name for fields in self.groups().values() for field in fields)


@cache
def shipped(kind: PaperKind) -> ShippedForm:
    """The form of a kind."""
    values = tomllib.loads((_FOLDER / f"{kind.value}.toml").read_text(encoding="utf-8"))
    return ShippedForm(
        kind=kind, code=values["code"], provisional=values["provisional"], identity=values.get("identity", True),
        form=_form(values), asks=tuple(_ask(one) for one in values.get("ask", ())),
    )  # fmt: skip


def _form(values: Mapping[str, Any]) -> PaperForm:
    lists: dict[str, Any] = {part: tuple(values.get(part, ())) for part in _PARTS}
    return PaperForm(
        name=values["name"], about=values["about"], symbol=values["symbol"],
        authority=values.get("authority", ""), **lists,
    )  # fmt: skip


def _ask(values: Mapping[str, Any]) -> Ask:
    return Ask(
        values["name"], values["label"], values.get("hint", ""), values.get("rows", 1), values.get("kind") == "day"
    )
