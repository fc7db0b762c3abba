"""The draft in the visitor's browser: the session cookie holds its ticket, the database what it opens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from agencies.queries import AgencyCard, ServicePointCard, find_card_by_code, find_service_point_by_code
from agencies.states import AgencyKind
from core.context import Context
from core.errors import NotFound
from feedback.drafts import Draft, Ticket, load_draft, new_draft, new_ticket, save_draft
from web.context import read_context, transaction
from web.rendering import show_agency

Page = str | Response | tuple[str, int]
KEY = "gui-don"
STEPS = ("concerns", "what", "where", "photos", "writer", "contact", "check")


@dataclass(frozen=True, slots=True)
class Step:
    """Where in the writing a page is."""

    number: int
    total: int


def step_of(name: str) -> Step:
    """The place of a page among the steps."""
    return Step(STEPS.index(name) + 1, len(STEPS))


def agency_named(ctx: Context, code: str) -> AgencyCard | None:
    """The commune or province of an address."""
    card = find_card_by_code(ctx, code)
    return card if card and card.kind in (AgencyKind.COMMUNE, AgencyKind.PROVINCE) else None


def agency_of_step(code: str) -> AgencyCard:
    """The same for a step, named in the frame. Raises NotFound."""
    card = agency_named(read_context(), code)
    if card is None:
        raise NotFound
    show_agency(card)
    return card


def point_named(ctx: Context, agency_id: UUID, code: str) -> ServicePointCard | None:
    """The counter of this agency that a printed code names; None when there is none."""
    point = find_service_point_by_code(ctx, code) if code else None
    return point if point and point.agency_id == agency_id else None


def ticket() -> Ticket | None:
    """The draft this browser is writing."""
    return Ticket.unpack(session[KEY]) if KEY in session else None


def draft_for(code: str) -> Draft | None:
    """The unsent draft for this agency; None when there is none."""
    draft = load_draft(read_context(), ticket())
    return draft if draft and _is_for(draft, code) else None


def keep(code: str, *, point_code: str = "", **changes: Any) -> Draft:
    """Write what was typed; begins a draft when there is none for this agency. Nothing typed is ever lost."""
    mine = ticket()
    with transaction() as ctx:
        draft = load_draft(ctx, mine, lock=True)
        if mine is None or draft is None or not _is_for(draft, code):
            mine, draft = new_ticket(), new_draft(code, point_code=point_code)
        draft = replace(draft, **changes)
        save_draft(ctx, mine, draft)
    session[KEY] = mine.pack()
    return draft


def show_step(name: str, form: object, **values: object) -> Page:
    """The page of a step; with 422 when its form came back."""
    page = render_template(f"public/petitions/{name}.html", form=form, step=step_of(name), **values)
    return (page, 422) if request.method == "POST" else page


def onward(endpoint: str, code: str) -> Response:
    """To another step."""
    return redirect(url_for(endpoint, code=code), code=303)


def _is_for(draft: Draft, code: str) -> bool:
    return draft.agency_code == code and draft.receipt is None
