"""Papers that wait for somebody: their signer, whoever drafted them, the registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts.inbox import OfficialNoticeKind, tell_officials
from accounts.queries import list_holders
from accounts.roles import Role
from core.clock import local_date
from core.context import Context
from feedback.issuing.delegations import list_delegations
from feedback.issuing.events import PaperWaits
from feedback.issuing.facts import is_denunciation
from feedback.issuing.queries import PaperRow, find_paper
from feedback.issuing.states import PaperAct
from jobs.handling import Handlers, transactional


def _tell(ctx: Context, payload: Mapping[str, Any]) -> None:
    """Leave a notice for whoever comes next. It says that a paper waits and where; of the case nothing."""
    paper, step = find_paper(ctx, UUID(payload["paper_id"])), PaperAct(payload["step"])
    if paper is None:
        return
    tell_officials(
        ctx, _next(ctx, paper, step), agency_id=paper.agency_id, kind=OfficialNoticeKind.PAPER_WAITS, step=step.value
    )


def _next(ctx: Context, paper: PaperRow, step: PaperAct) -> list[UUID]:
    if step is PaperAct.SUBMIT:
        today, denunciation = local_date(ctx.now), is_denunciation(ctx, paper.petition_id)
        standing = [
            one.delegate_id for one in list_delegations(ctx, [paper.agency_id])
            if one.giver_id == paper.signer_id and one.standing_on(today)
            and one.covers(paper.kind, denunciation=denunciation)
        ]  # fmt: skip
        return [one for one in (paper.signer_id, *standing) if one is not None]
    if step is PaperAct.APPROVE:
        return [one.account_id for one in list_holders(ctx, role=Role.RECORDS_CLERK, agency_id=paper.agency_id)]
    return [paper.drafter_id]


HANDLERS: Handlers = {PaperWaits.topic: (transactional("issuing.tell", _tell),)}
