"""What a proceeding takes from the deliveries of its papers: the day of receipt, and that the result was sent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from casework.locks.errors import CaseLocked
from casework.sealing import has_in_hand, open_case_key
from core.actor import SYSTEM
from core.context import Context
from feedback.commands import Target
from feedback.delivery.queries import of_paper, received_of
from feedback.delivery.standing import RESULTS, all_left
from feedback.delivery.states import PAPER_WAYS
from feedback.issuing.queries import PaperRow, issued_papers
from feedback.proceedings.commands import Take
from feedback.proceedings.machine import MACHINES
from feedback.proceedings.models import Proceeding, ProceedingStep
from feedback.proceedings.policies import hindrance
from feedback.proceedings.queries import ProceedingView, facts_of, find_proceeding
from feedback.proceedings.services.taking import take
from feedback.proceedings.states import Step
from feedback.services.moving import lock_petition
from feedback.states import PetitionState

_SENT_BY = {
    Step.DECIDE: Step.SEND, Step.CONCLUDE: Step.SEND,
    Step.SUSPEND: Step.SEND_NOTICE, Step.RESUME: Step.SEND_NOTICE, Step.TERMINATE: Step.SEND_NOTICE,
}  # fmt: skip


def note_served(ctx: Context, paper: PaperRow) -> None:
    """The day the sender's terms are counted from: the first that is proven, also when it is recorded later."""
    if paper.kind not in RESULTS:
        return
    received = received_of(of_paper(ctx, paper.id), paper.id)
    if received is not None:
        q = Proceeding
        ctx.session.execute(update(q).where(q.petition_id == paper.petition_id).values(served_on=received.day))


def settle_sending(ctx: Context, paper: PaperRow) -> None:
    """When everything planned on paper has left, the step that says so is taken, with the day the last of it left.

    Not a day earlier: the term of sending (rows 35, 38, 40, 46, 47) is met by sending, not by printing.
    """
    view = find_proceeding(ctx, paper.petition_id)
    if view is None or not all_left(ctx, paper.id):
        return
    step = _step_of(ctx, paper)
    if step is None or not MACHINES[view.track].allows(view.stage, step):
        return
    locked = lock_petition(ctx, paper.petition_id)
    if locked.state is not PetitionState.PROCEEDING or hindrance(step, facts_of(ctx, view, locked.facts())):
        return
    with suppress(CaseLocked):  # nobody here can write the record of a locked case: its holder takes the step
        take_as_system(ctx, locked.id, Take(step, day=_day(ctx, paper.id, view)))


def take_as_system(ctx: Context, petition_id: UUID, command: Take) -> None:
    """A step that follows from what an official recorded: by the system, with the key that official has in hand.

    Raises CaseLocked and whatever `take` raises.
    """
    key, itself = open_case_key(ctx, petition_id), replace(ctx, actor=SYSTEM)
    has_in_hand(itself, key)
    take(itself, Target(petition_id, None), command)


def settle_case(ctx: Context, petition_id: UUID) -> None:
    """Look whether something that was sent earlier is what a step just taken waits for."""
    for paper in issued_papers(ctx, petition_id):
        settle_sending(ctx, paper)


def _step_of(ctx: Context, paper: PaperRow) -> Step | None:
    if paper.used_seq is None:
        return Step.SEND if paper.kind in RESULTS else None
    s = ProceedingStep
    used = select(s.step).where(s.petition_id == paper.petition_id, s.seq == paper.used_seq)
    step = ctx.session.execute(used).scalar_one_or_none()
    return _SENT_BY.get(step) if step else None


def _day(ctx: Context, paper_id: UUID, view: ProceedingView) -> date:
    """When the last of it left; never before the decision itself."""
    days = [one.sent_on for one in of_paper(ctx, paper_id) if one.way in PAPER_WAYS and one.sent_on]
    return max([*days, *(day for day in (view.accepted_on, view.decided_on) if day)])
