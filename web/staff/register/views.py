"""The records clerk's book: numbers and days of what came in and went out, nothing of who wrote or what about."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from agencies.queries import get_card
from core.paging import PageRequest
from disclosures.numbers import list_numbers
from feedback.queries.register import list_incoming, list_outgoing
from web.context import actor, read_context
from web.gates import requires

bp = Blueprint("staff_register", __name__, url_prefix="/can-bo/so-van-ban")
clerk = requires(*roles_for(Capability.REGISTER_SEE))
SIZE = 50


@bp.get("")
@clerk
def incoming() -> str:
    """Sổ đến: petitions that have passed triage, by the day they came."""
    page = list_incoming(read_context(), viewer=actor(), page=_asked())
    return _book("incoming", page=page)


@bp.get("/di")
@clerk
def outgoing() -> str:
    """Sổ đi: answers, by the day they left."""
    page = list_outgoing(read_context(), viewer=actor(), page=_asked())
    return _book("outgoing", page=page)


@bp.get("/cong-khai")
@clerk
def published() -> str:
    """Documents made public, with their numbers; a missing number is shown as missing."""
    page = list_numbers(read_context(), viewer=actor(), page=_asked())
    return _book("published", page=page)


def _asked() -> PageRequest:
    return PageRequest(SIZE, request.args.get("sau"))


def _book(name: str, **values: object) -> str:
    offices = [get_card(read_context(), agency_id).name for agency_id in actor().agencies(Role.RECORDS_CLERK)]
    return render_template(
        f"staff/register/{name}.html", offices=offices, after=request.args.get("sau"), book=name, **values
    )
