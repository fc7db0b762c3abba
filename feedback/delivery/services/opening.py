"""Whoever showed number and code opens a paper on their page: the first time its day is kept."""

from __future__ import annotations

from uuid import UUID

from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from feedback.delivery.commands import RecordDelivery
from feedback.delivery.plans import for_senders_page
from feedback.delivery.queries import of_paper
from feedback.delivery.services.acting import record_delivery
from feedback.delivery.services.planning import plan_issued
from feedback.delivery.states import DeliveryAct, DeliveryState, Way
from feedback.issuing.queries import get_paper
from feedback.issuing.states import PaperState


def note_opened(ctx: Context, petition_id: UUID, paper_id: UUID) -> None:
    """The first opening counts as receipt, with its day and no hour. Opening it again changes nothing.

    The web layer has checked number and code. Raises NotFound for what is not this sender's to read.
    """
    paper = get_paper(ctx, paper_id)
    mine = paper.petition_id == petition_id and paper.state is PaperState.ISSUED
    if not mine or not for_senders_page(paper.kind):
        raise NotFound
    plan_issued(ctx, paper_id)  # it may be opened before the worker came round
    page = next((one for one in of_paper(ctx, paper_id) if one.way is Way.PAGE), None)
    if page is not None and page.state is DeliveryState.SENT:
        record_delivery(ctx, page.id, RecordDelivery(DeliveryAct.REACH, local_date(ctx.now)))
