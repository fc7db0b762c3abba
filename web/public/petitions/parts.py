"""Where a petition went, and the parts it was split into: its sender follows them with the one number and code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from casework.locks.errors import CaseLocked
from casework.numbers import FoundCase
from core.context import Context
from core.errors import NotFound
from deadlines.queries import clocks_of
from feedback.inventory import inventory_of
from feedback.queries import CaseView, find_case_view, open_content, ruling_clock
from feedback.routes.queries import PartLine, Passage, list_parts, list_passages, whole_of
from feedback.states import PetitionState
from web.context import read_context
from web.gates import public
from web.opened import opened, remember
from web.public.petitions.blueprint import bp
from web.public.petitions.forms import EmptyForm
from web.public.petitions.words import standing_chip

PETITION = "petition"


@dataclass(frozen=True, slots=True)
class FollowedPart:
    """A part as its sender sees it: its own title too, they wrote what it is about."""

    line: PartLine
    title: str
    chip: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Followed:
    """What the tracking page shows of a petition's ways. `whole`: the page shows a part of it."""

    passages: Sequence[Passage]
    parts: Sequence[FollowedPart]
    whole: bool


def followed(ctx: Context, case: CaseView) -> Followed:
    """For whoever proved to hold the code. The name of no official is shown."""
    split = case.state is PetitionState.SPLIT
    passages = list_passages(ctx, case.id) if inventory_of(ctx, case.id).passages else []
    return Followed(
        passages, _parts(ctx, case.id) if split else [],
        whole=case.parent_id is not None and bool(whole_of(ctx, case.id)),
    )  # fmt: skip


@bp.post("/tra-cuu/don/phan/<uuid:part_id>")
@public
def open_part(part_id: UUID) -> BaseResponse:
    """Show one part of the petition that is open here; what can be done with a petition can be done with it."""
    here = opened(PETITION)
    if here is None:
        return redirect(url_for("petitions.track"), code=303)
    if part_id not in {line.id for line in list_parts(read_context(), here)}:
        raise NotFound
    return _show(part_id)


@bp.post("/tra-cuu/don/ca-don")
@public
def open_whole() -> BaseResponse:
    """Back to the petition that this one is a part of."""
    here = opened(PETITION)
    if here is None:
        return redirect(url_for("petitions.track"), code=303)
    whole = whole_of(read_context(), here)
    if not whole:
        raise NotFound
    return _show(whole[0])


def _show(petition_id: UUID) -> BaseResponse:
    case = find_case_view(read_context(), petition_id)
    if case is not None and EmptyForm().validate_on_submit():
        # With what the code opens: a locked part opens with that of the whole.
        remember(FoundCase(petition_id, PETITION, case.number, read_context().actor.secret))
    return redirect(url_for("petitions.case"), code=303)


def _title(ctx: Context, part_id: UUID) -> str:
    try:
        return open_content(ctx, part_id).title
    except CaseLocked:  # closed for the code that was given before: number and state are shown
        return ""


def _parts(ctx: Context, petition_id: UUID) -> list[FollowedPart]:
    lines = list_parts(ctx, petition_id)
    clocks = clocks_of(ctx, PETITION, [line.id for line in lines])
    shown = []
    for line in lines:
        clock = ruling_clock(clocks.get(line.id, []))
        title = line.title or _title(ctx, line.id)
        shown.append(FollowedPart(line, title, standing_chip(clock.standing) if clock else ("mute", "")))
    return shown
