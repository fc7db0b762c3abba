"""What the case page shows of a petition's ways: where it went, what it was split into, what waits for its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext

from casework.attachments import Attachment
from casework.enclosures import Enclosure, list_enclosed
from core.context import Context
from core.errors import DomainError, NotFound
from feedback.commands import Content
from feedback.inventory import inventory_of
from feedback.policies import PetitionFacts, acts_for, can_see
from feedback.queries import CaseView, get_case
from feedback.routes.policies import Past, check_past
from feedback.routes.queries import (
    LinkedLine,
    PartLine,
    Passage,
    count_linked,
    list_linked,
    list_parts,
    list_passages,
    past_of,
    whole_of,
)
from feedback.routes.similar import Alike, list_alike
from feedback.services.moving import CARRYING
from feedback.services.transferring import check_under_way
from feedback.states import Act, PetitionState
from web.errors import message

# While it is still to be decided who works it: later nobody looks for twins unasked.
_LOOKED_FOR = (PetitionState.RECEIVED, PetitionState.TRIAGED)


@dataclass(frozen=True, slots=True)
class Way:
    """An act as a link of its own page."""

    text: str
    url: str
    key: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another petition; without `url` the reader may not know more of it than its number."""

    number: str
    url: str


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of a petition that was split."""

    line: PartLine
    url: str


@dataclass(frozen=True, slots=True)
class LinkedShown:
    """A petition that is linked to this one; of a sealed one its holder here learns the number only."""

    line: LinkedLine
    url: str


@dataclass(frozen=True, slots=True)
class Whole:
    """What a part was cut from, with what came with it."""

    id: UUID
    photos: Sequence[Attachment]
    files: Sequence[Enclosure]


@dataclass(frozen=True, slots=True)
class RoutesShown:
    """Everything of it; most petitions have nothing of it."""

    ways: Sequence[Way]
    once: str  # why it goes to no other desk any more
    passages: Sequence[Passage]
    parts: Sequence[PartShown]
    parent: Related | None
    wholes: Sequence[Whole]
    main: Related | None
    linked: Sequence[LinkedShown]
    senders: int
    alike: Sequence[Alike]


def gather_routes(ctx: Context, case: CaseView, written: Content | None) -> RoutesShown:
    """Read what belongs to this petition's page. `written`: what it says, for whoever may read it; what only they may
    see stays away from others.
    """
    acts = set(acts_for(ctx.actor, case.facts()))
    has = inventory_of(ctx, case.id)
    passages = list_passages(ctx, case.id) if written and has.passages else []
    once = _once(ctx, case, passages) if Act.TRANSFER in acts else ""
    linked = _linked(ctx, case) if written and has.linked and case.state in CARRYING else []
    return RoutesShown(
        ways=_ways(case, acts, once=bool(once)), once=once,
        passages=passages,
        parts=_parts(ctx, case) if written and case.state is PetitionState.SPLIT else [],
        parent=_related(ctx, case.parent_id), wholes=_wholes(ctx, case) if written and case.parent_id else [],
        main=_related(ctx, case.main_id), linked=linked,
        senders=count_linked(ctx, [case.id])[case.id].senders if linked else 0,
        alike=list_alike(ctx, case, written) if written and Act.LINK in acts and case.state in _LOOKED_FOR else [],
    )  # fmt: skip


def _once(ctx: Context, case: CaseView, passages: Sequence[Passage]) -> str:
    own = Past(tuple(one.kind for one in passages if one.recalled_at is None))
    try:
        check_under_way(ctx, case.id, case.state)
        check_past(past_of(ctx, case.id) if case.parent_id else own)
    except DomainError as error:
        return message(error)
    return ""


def _ways(case: CaseView, acts: set[Act], *, once: bool) -> list[Way]:
    offered = (
        (Act.TRANSFER, gettext("Chuyển tới xã hoặc tỉnh khác"), "staff_routes.transfer", "f"),
        (Act.SPLIT, gettext("Tách thành nhiều đơn"), "staff_routes.split", "s"),
        (Act.LINK, gettext("Gộp vào đơn cùng việc"), "staff_routes.link", "m"),
        (Act.UNLINK, gettext("Bỏ gộp"), "staff_routes.unlink", "m"),
    )
    return [
        Way(text, url_for(endpoint, petition_id=case.id), key)
        for act, text, endpoint, key in offered
        if act in acts and not (once and act is Act.TRANSFER)
    ]


def _linked(ctx: Context, case: CaseView) -> list[LinkedShown]:
    return [
        LinkedShown(one, _url(ctx, one.id, PetitionFacts(one.state, case.agency_id, one.assignee_id, one.sealed)))
        for one in list_linked(ctx, case.id)
    ]


def _url(ctx: Context, petition_id: UUID, facts: PetitionFacts) -> str:
    return url_for("staff_petitions.case", petition_id=petition_id) if can_see(ctx.actor, facts) else ""


def _parts(ctx: Context, case: CaseView) -> list[PartShown]:
    return [
        PartShown(one, _url(ctx, one.id, PetitionFacts(one.state, one.agency_id, one.assignee_id, one.sealed)))
        for one in list_parts(ctx, case.id)
    ]


def _related(ctx: Context, petition_id: UUID | None) -> Related | None:
    if petition_id is None:
        return None
    try:
        found = get_case(ctx, petition_id, viewer=ctx.actor)
    except NotFound:
        return None
    return Related(found.number, url_for("staff_petitions.case", petition_id=petition_id))


def _wholes(ctx: Context, case: CaseView) -> list[Whole]:
    wholes = [Whole(one, *list_enclosed(ctx, one)) for one in whole_of(ctx, case.id)]
    return [one for one in wholes if one.photos or one.files]
