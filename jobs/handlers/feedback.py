"""Reactions to what happens to petitions."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from accounts.inbox import OfficialNoticeKind, forget_seen, tell_officials
from accounts.queries import list_holders
from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.locks.own import sweep_session_keys
from core import outbox
from core.outbox import Waiting
from feedback.claims.services import lapse_claims
from feedback.deleting.services import end_deletions
from feedback.desk.drafts import sweep_entries
from feedback.drafts import sweep_drafts
from feedback.events import CasesReturned
from feedback.opening.services import end_openings
from feedback.proceedings.services import let_take_effect
from feedback.services import close_settled
from feedback.services.upkeep import forget_passing
from jobs.handling import Handler, Handlers
from processes.leading import send_up_whatever_accuses_leaders
from processes.leaving import return_left_cases

DESK = "feedback.tell_desk"
KEPT_SEEN = timedelta(days=30)


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
    CasesReturned.topic: (Handler(DESK, tell_desk),),
}


def return_cases_of_leavers(runtime: Runtime) -> None:
    """Whose role ran out by itself works no case any more; what they put away from their first page goes too. What
    accuses somebody who leads the commune by now is the province's.
    """
    with runtime.transaction() as ctx:
        send_up_whatever_accuses_leaders(ctx)
        return_left_cases(ctx)
        forget_seen(ctx, before=ctx.now - KEPT_SEEN)


def sweep_petition_drafts(runtime: Runtime) -> None:
    """Forget what was begun and never sent, files too; and marks of the desk that served for minutes."""
    with runtime.transaction() as ctx:
        forget_passing(ctx)
        sweep_session_keys(ctx)
        end_openings(ctx)
        end_deletions(ctx)
    for sweep in (sweep_drafts, sweep_entries):  # what a citizen, what an official was writing
        gone = 1
        while gone:
            with runtime.transaction() as ctx:
                gone, keys = sweep(ctx)
            for key in keys:
                runtime.files.delete(key)


def close_settled_petitions(runtime: Runtime) -> None:
    """Close what was answered and met with silence, and complaints whose decision is in effect; claims that nobody
    confirmed in time say so.
    """
    for close in (close_settled, let_take_effect, lapse_claims):
        closed = 1
        while closed:
            with runtime.transaction(public=True) as ctx:
                closed = close(ctx)
