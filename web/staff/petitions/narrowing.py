"""Filters of the queue in addresses, in the form, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import request, url_for
from flask_babel import gettext

from accounts.queries import names_of
from agencies.queries import get_card
from core.context import Context
from core.errors import NotFound
from feedback.machine import DONE_STATES, OPEN_STATES
from feedback.policies import ASSIGNABLE_ROLES, STAFF_ROLES
from feedback.queries import list_assignable
from feedback.queries.desk_reads import SavedFilter
from feedback.queries.narrowing import Narrowing, narrowing_from
from feedback.states import Due, Field, PetitionKind, PetitionState, Source, View
from web.context import actor
from web.formatting import day, label

# What each choice is called in an address.
PARAMS = {
    "kind": "loai", "field": "linh-vuc", "state": "buoc", "source": "nguon", "due": "han", "assignee": "nguoi",
    "unit": "noi", "hamlet": "thon", "readable": "doc-duoc", "week": "tuan", "timely": "kip", "lacks": "khong-co",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One select of the filter form: its values and words, and which is chosen."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice in words, with the address that takes it away."""

    text: str
    without_url: str


def from_address() -> Narrowing:
    """What the address says; unknown values are left out."""
    return narrowing_from({name: request.args.get(param) for name, param in PARAMS.items()})


def in_address(narrowed: Narrowing) -> dict[str, Any]:
    """The same for `url_for`."""
    return {PARAMS[name]: value for name, value in narrowed.as_choices().items()}


def queue_url(view: View, narrowed: Narrowing, **more: object) -> str:
    """The address of a narrowed view."""
    return url_for("staff_petitions.queue", muc=view.value, **in_address(narrowed), **more)  # type: ignore[arg-type]


def choices(ctx: Context, view: View | None, narrowed: Narrowing) -> list[Choice]:
    """The selects of the form; desks only for those who have several. No view: what is open and what is done."""
    chosen = narrowed.as_choices()
    states = PetitionState if view is None else DONE_STATES if view is View.DONE else OPEN_STATES
    desks = actor().agencies(*STAFF_ROLES)
    people = {p.account_id: p.name for desk in actor().agencies(*ASSIGNABLE_ROLES, *STAFF_ROLES)
              for p in list_assignable(ctx, desk)}  # fmt: skip
    lists: dict[str, tuple[str, Sequence[tuple[str, str]]]] = {
        "kind": (gettext("Loại đơn"), _members(PetitionKind)),
        "field": (gettext("Lĩnh vực"), _members(Field)),
        "state": (gettext("Bước"), [(state.value, label(state)) for state in states]),
        "due": (gettext("Thời hạn"), _members(Due)),
        "assignee": (gettext("Người giữ"), [(str(one), name) for one, name in people.items()]),
        "source": (gettext("Gửi bằng cách nào"), _members(Source)),
    }
    if len(desks) > 1:
        lists["unit"] = (gettext("Đơn vị"), [(str(desk), get_card(ctx, desk).name) for desk in desks])
    return [Choice(PARAMS[name], text, options, chosen.get(name, "")) for name, (text, options) in lists.items()]


def in_words(ctx: Context, view: View, narrowed: Narrowing) -> list[Chosen]:
    """Each choice as a word with a way out of it."""
    texts: Mapping[str, str] = {
        "kind": label(narrowed.kind), "field": label(narrowed.field), "state": label(narrowed.state),
        "due": label(narrowed.due), "source": label(narrowed.source), "assignee": _person(ctx, narrowed.assignee),
        "unit": get_card(ctx, narrowed.unit).name if narrowed.unit in actor().agencies(*STAFF_ROLES) else "",
        "hamlet": _hamlet(ctx, narrowed.hamlet),
        "readable": gettext("Không gồm đơn giữ kín") if narrowed.readable else "",
        "week": gettext("Trả lời trong tuần từ %(day)s", day=day(narrowed.week)) if narrowed.week else "",
        "timely": _timely(narrowed.timely), "lacks": _lacks(narrowed.lacks),
    }  # fmt: skip
    return [Chosen(text, queue_url(view, narrowed.without(name))) for name, text in texts.items() if text]


def saved_links(filters: Sequence[SavedFilter], view: View, narrowed: Narrowing) -> list[dict[str, object]]:
    """The kept filters as links."""
    return [
        {
            "id": one.id, "text": one.name, "url": queue_url(one.view, one.narrowed),
            "current": one.view is view and one.narrowed == narrowed,
        }
        for one in filters
    ]  # fmt: skip


def _members(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, label(member)) for member in kind]


def _hamlet(ctx: Context, hamlet_id: UUID | None) -> str:
    try:
        return get_card(ctx, hamlet_id).name if hamlet_id else ""
    except NotFound:
        return ""


def _timely(chosen: bool | None) -> str:
    if chosen is None:
        return ""
    return str(gettext("Trả lời đúng hạn") if chosen else gettext("Trả lời trễ"))


def _lacks(chosen: str | None) -> str:
    if chosen is None:
        return ""
    return str(gettext("Chưa giao cho ai") if chosen == "assignee" else gettext("Không ghi thôn nào"))


def _person(ctx: Context, account_id: UUID | None) -> str:
    return names_of(ctx, {account_id}).get(account_id, "") if account_id else ""
