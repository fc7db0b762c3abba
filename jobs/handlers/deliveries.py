"""Issued papers set out: planned, told, followed; what is posted comes down when its days are over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from agencies.queries import get_card
from bootstrap.runtime import Runtime
from casework.errors import CaseShredded
from casework.identity import identity_for_notice
from casework.locks.errors import CaseLocked
from core import outbox
from core.context import Context
from core.notices import Channel, queue_notice
from core.outbox import Waiting
from feedback.delivery.events import PaperToBeTold, PostingTakenDown
from feedback.delivery.postings import end_postings
from feedback.delivery.services import follow_notices, plan_issued, settle_case, tell_by_notice
from feedback.events import SenderToBeTold
from feedback.issuing.events import PaperIssued
from feedback.issuing.queries import find_paper
from feedback.queries import find_case_view
from feedback.services.moving import lock_petition
from jobs.handlers.sender_texts import News, paper_mail_text, paper_sms_text
from jobs.handlers.senders import followed_number
from jobs.handling import Handler, Handlers, transactional

TELL = "delivery.tell"


def _plan(ctx: Context, payload: Mapping[str, Any]) -> None:
    plan_issued(ctx, UUID(payload["paper_id"]))


def _settle(ctx: Context, payload: Mapping[str, Any]) -> None:
    """A decision may be recorded after its paper has left the house: then the step of sending follows at once."""
    settle_case(ctx, UUID(payload["petition_id"]))


def tell(runtime: Runtime, message: Waiting) -> None:
    """Word to the sender that a paper lies ready: no word of what it is. Of a sealed case nobody is told anything."""
    with runtime.transaction() as ctx:
        if outbox.claim(ctx, message.id, TELL):
            _tell(ctx, UUID(message.payload["paper_id"]), runtime.settings.public_url)


def _tell(ctx: Context, paper_id: UUID, public_url: str | None) -> None:
    paper = find_paper(ctx, paper_id)
    if paper is None:
        return
    # An erasure under way ends first: nothing is queued to an address that is gone by then.
    lock_petition(ctx, paper.petition_id)
    case = find_case_view(ctx, paper.petition_id)
    if case is None or case.sealed:
        return
    try:
        left = identity_for_notice(ctx, case.id, case_type="petition", agency_id=case.agency_id)
    except (CaseShredded, CaseLocked):
        return
    if left is None or not (left.email or left.phone):
        return
    channel = Channel.EMAIL if left.email else Channel.SMS
    news = News(get_card(ctx, case.agency_id), followed_number(ctx, case), public_url)
    notice_id = queue_notice(
        ctx, agency_id=news.desk.id, channel=channel, to=left.email or left.phone,
        subject=f"Thông báo từ {news.desk.name}",
        text=paper_mail_text(news) if channel is Channel.EMAIL else paper_sms_text(news), subject_type="petition",
        subject_id=case.id,
    )  # fmt: skip
    tell_by_notice(ctx, paper_id, channel, notice_id)


def forget_file(runtime: Runtime, message: Waiting) -> None:
    """Remove the file of a posting that came down; removing it twice changes nothing."""
    with runtime.reading() as ctx:
        ctx.files.delete(message.payload["file_key"])


def follow_deliveries(runtime: Runtime) -> None:
    """Note which notices went out and which failed, some at a time."""
    done = 1
    while done:
        with runtime.transaction() as ctx:
            done = follow_notices(ctx)


def take_down_postings(runtime: Runtime) -> None:
    """What was posted for all its days comes down, some at a time; public pages are told to forget it."""
    done = 1
    while done:
        with runtime.transaction(public=True) as ctx:
            done = end_postings(ctx)


HANDLERS: Handlers = {
    PaperIssued.topic: (transactional("delivery.plan", _plan),),
    PaperToBeTold.topic: (Handler(TELL, tell),),
    PostingTakenDown.topic: (Handler("delivery.forget_file", forget_file),),
    SenderToBeTold.topic: (transactional("delivery.settle", _settle),),
}
