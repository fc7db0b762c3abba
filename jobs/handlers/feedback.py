"""Reactions to what happens to petitions."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from accounts.inbox import OfficialNoticeKind, forget_seen, tell_officials
from accounts.queries import list_holders
from accounts.roles import Role
from agencies.queries import AgencyCard, get_card
from bootstrap.runtime import Runtime
from casework.errors import CaseShredded
from casework.identity import Identity, identity_for_notice
from core import outbox
from core.context import Context
from core.notices import Channel, queue_notice
from core.outbox import Waiting
from feedback.drafts import sweep_drafts
from feedback.events import CasesReturned, SenderToBeTold
from feedback.queries import find_case_view
from feedback.services import close_settled
from feedback.services.moving import lock_petition
from jobs.handling import Handler, Handlers
from processes.leaving import return_left_cases

NAME = "feedback.tell_sender"
DESK = "feedback.tell_desk"
KEPT_SEEN = timedelta(days=30)


def tell_sender(runtime: Runtime, message: Waiting) -> None:
    """Queue one notice to whoever left a way: e-mail if there is one, else a text message.

    It says only that there is something to see: what the case is about is nowhere in it.
    """
    with runtime.transaction() as ctx:
        if outbox.claim(ctx, message.id, NAME):
            _tell(ctx, UUID(message.payload["petition_id"]), runtime.settings.public_url)


def _tell(ctx: Context, petition_id: UUID, public_url: str | None) -> None:
    case = find_case_view(ctx, petition_id)
    if case is None:
        return
    # An erasure under way ends first: nothing is queued to an address that is gone by then.
    lock_petition(ctx, petition_id)
    try:
        left = identity_for_notice(ctx, petition_id, case_type="petition", agency_id=case.agency_id)
    except CaseShredded:
        return
    if left is None or not (left.email or left.phone):
        return
    desk = get_card(ctx, case.agency_id)
    channel, to = _way(left)
    queue_notice(
        ctx,
        agency_id=desk.id,
        channel=channel,
        to=to,
        subject=f"Thông báo từ {desk.name}",
        text=_text(desk, case.number, public_url),
        subject_type="petition",
        subject_id=petition_id,
    )


def _way(left: Identity) -> tuple[Channel, str]:
    return (Channel.EMAIL, left.email) if left.email else (Channel.SMS, left.phone)


def _text(desk: AgencyCard, number: str, public_url: str | None) -> str:
    address = f" tại {public_url}/tra-cuu" if public_url else ""
    ask = f" Cần hỏi, gọi {desk.hotline}." if desk.hotline else ""
    return f"Số {number} có tin mới. Bà con xem{address} bằng số này và mã bí mật trên biên nhận.{ask}"


def tell_desk(runtime: Runtime, message: Waiting) -> None:
    """Tell whoever gives out work at an agency that cases wait to be given to somebody else: how many, no more.

    Leaders hear of sealed ones nowhere else: one may be about them, and that somebody gave it back says so.
    """
    with runtime.transaction() as ctx:
        if not outbox.claim(ctx, message.id, DESK):
            return
        agency_id, count = UUID(message.payload["agency_id"]), message.payload["count"]
        clerks, leaders = (
            [person.account_id for person in list_holders(ctx, role=role, agency_id=agency_id)]
            for role in (Role.INTAKE_CLERK, Role.LEADER)
        )
        readable = count - message.payload.get("sealed", 0)
        kind = OfficialNoticeKind.CASES_RETURNED
        tell_officials(ctx, clerks, agency_id=agency_id, kind=kind, count=count)
        if readable:
            only = [account_id for account_id in leaders if account_id not in clerks]
            tell_officials(ctx, only, agency_id=agency_id, kind=kind, count=readable)


HANDLERS: Handlers = {
    SenderToBeTold.topic: (Handler(NAME, tell_sender),),
    CasesReturned.topic: (Handler(DESK, tell_desk),),
}


def return_cases_of_leavers(runtime: Runtime) -> None:
    """Whose role ran out by itself works no case any more; what they put away from their first page goes too."""
    with runtime.transaction() as ctx:
        return_left_cases(ctx)
        forget_seen(ctx, before=ctx.now - KEPT_SEEN)


def sweep_petition_drafts(runtime: Runtime) -> None:
    """Forget what was begun and never sent, files too."""
    gone = 1
    while gone:
        with runtime.transaction() as ctx:
            gone, keys = sweep_drafts(ctx)
        for key in keys:
            runtime.files.delete(key)


def close_settled_petitions(runtime: Runtime) -> None:
    """Close what was answered a month ago and never disputed, some at a time."""
    closed = 1
    while closed:
        with runtime.transaction(public=True) as ctx:
            closed = close_settled(ctx)
