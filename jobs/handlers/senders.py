"""Word to those who sent a petition, by the way they left."""

from __future__ import annotations

from uuid import UUID

from agencies.queries import get_card
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from casework.errors import CaseShredded
from casework.identity import Identity, identity_for_notice
from casework.locks.errors import CaseLocked
from casework.numbers import find_number
from core import outbox
from core.context import Context
from core.notices import UNLISTED, Channel, queue_notice
from core.outbox import Waiting
from feedback.events import SenderToBeTold
from feedback.links.services import issue_link, sweep_links
from feedback.proceedings.states import Step
from feedback.queries import CaseView, find_case_view
from feedback.routes.queries import whole_of
from feedback.services.moving import lock_petition
from feedback.states import Act, Happened
from jobs.handlers.sender_texts import News, mail_text, sms_text
from jobs.handling import Handler, Handlers

NAME = "feedback.tell_sender"
# A paper that was issued or sent brings word of itself (jobs.handlers.deliveries), of a sealed case none at all.
PAPER_TELLS = frozenset({Act.ISSUE.value, Step.SEND.value})


def tell_sender(runtime: Runtime, message: Waiting) -> None:
    """Queue one notice to whoever left a way: e-mail if there is one, else a text message when nothing is sealed.

    It says only that there is something to see, or a question with the link that opens it: what the case is about is
    nowhere in it. Of a sealed one no telephone company hears.
    """
    with runtime.transaction() as ctx:
        if outbox.claim(ctx, message.id, NAME) and message.payload["act"] not in PAPER_TELLS:
            _tell(ctx, UUID(message.payload["petition_id"]), message.payload["act"], runtime.settings)


def _tell(ctx: Context, petition_id: UUID, act: str, settings: Settings) -> None:
    if find_case_view(ctx, petition_id) is None:
        return
    # An erasure under way ends first: nothing is queued to an address that is gone by then.
    lock_petition(ctx, petition_id)
    case = find_case_view(ctx, petition_id)
    left = _left(ctx, case) if case else None
    way = _way(left, sealed=case.sealed) if left and case else None
    if case is None or way is None:
        return
    channel, to = way
    news = _news(ctx, case, act, settings)
    queue_notice(
        ctx, agency_id=UNLISTED if case.sealed else news.desk.id, channel=channel, to=to,
        subject=f"Thông báo từ {news.desk.name}",
        text=mail_text(news) if channel is Channel.EMAIL else sms_text(news), subject_type="petition",
        subject_id=petition_id,
    )  # fmt: skip


def _left(ctx: Context, case: CaseView) -> Identity | None:
    try:
        return identity_for_notice(ctx, case.id, case_type="petition", agency_id=case.agency_id)
    except (CaseShredded, CaseLocked):  # of a locked case the system cannot tell whom to write to, and shall not
        return None


def _way(left: Identity, *, sealed: bool) -> tuple[Channel, str] | None:
    if left.email:
        return Channel.EMAIL, left.email
    return (Channel.SMS, left.phone) if left.phone and not sealed else None


def _news(ctx: Context, case: CaseView, act: str, settings: Settings) -> News:
    desk, url, number = get_card(ctx, case.agency_id), settings.public_url, followed_number(ctx, case)
    link = issue_link(ctx, case.id, days=settings.question_link_days) if act == Act.ASK and url else None
    if link is None:
        return News(desk, number, url, new_code=act == Happened.CODE_REISSUED)
    return News(desk, number, url, link=f"{url}/hoi/{link.secret}", link_until=link.expires_at)


def followed_number(ctx: Context, case: CaseView) -> str:
    """The number its sender has a code for: of a part, that of the petition it was cut from."""
    whole = whole_of(ctx, case.id)[-1:] if case.parent_id else []
    return find_number(ctx, whole[0]) or case.number if whole else case.number


def sweep_question_links(runtime: Runtime) -> None:
    """Forget links that ended, some at a time."""
    gone = 1
    while gone:
        with runtime.transaction() as ctx:
            gone = sweep_links(ctx)


HANDLERS: Handlers = {SenderToBeTold.topic: (Handler(NAME, tell_sender),)}
