"""What the decisions on a paper need, read now."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from accounts.queries import active_grants
from agencies.queries import get_card
from core.context import Context
from feedback.issuing.delegations import acts_for, delegations_of
from feedback.issuing.policies import PaperStanding
from feedback.issuing.queries import PaperRow
from feedback.models import Petition
from feedback.policies import Concern, PetitionFacts, can_be_given
from feedback.queries.cases import open_content


def standing_of(ctx: Context, paper: PaperRow, petition: PetitionFacts) -> PaperStanding:
    """The facts for whoever acts. Whether it concerns them is looked up only for whom it was put before."""
    who = ctx.actor.account_id
    places = acts_for(delegations_of(ctx, who), paper.agency_id, paper.kind) if who != paper.signer_id else frozenset()
    put_before = who is not None and (who == paper.signer_id or paper.signer_id in places)
    return PaperStanding(
        paper.state, paper.kind, paper.agency_id, paper.drafter_id, paper.signer_id, petition, places,
        concerned=put_before and who is not None and is_concerned(ctx, paper.petition_id, who),
    )  # fmt: skip


def is_concerned(ctx: Context, petition_id: UUID, account_id: UUID) -> bool:
    """Whether the petition may speak of somebody, of those under them, or was given back by them as too close."""
    p = Petition
    row = ctx.session.execute(select(p.agency_id, p.about_agency_id).where(p.id == petition_id)).one()
    written = open_content(ctx, petition_id)
    concern = Concern(
        written.content.concerns, get_card(ctx, row.about_agency_id).path, get_card(ctx, row.agency_id).path,
        written.apart,
    )  # fmt: skip
    return not can_be_given(account_id, active_grants(ctx.session, account_id, now=ctx.now), concern)
