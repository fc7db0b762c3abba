"""What the decisions on a paper need, read now."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from accounts.queries import active_grants
from agencies.queries import get_card
from casework.errors import CaseShredded
from core.context import Context
from core.errors import NotFound
from feedback.issuing.delegations import acts_for, delegations_of
from feedback.issuing.policies import PaperStanding
from feedback.issuing.queries import PaperRow
from feedback.models import Petition
from feedback.policies import Concern, PetitionFacts, can_be_given
from feedback.queries.cases import open_content
from feedback.shutting.reads import shut_out_of
from feedback.states import PetitionKind


def standing_of(ctx: Context, paper: PaperRow, petition: PetitionFacts) -> PaperStanding:
    """The facts for whoever acts. Whether it concerns them is looked up only for whom it was put before."""
    who = ctx.actor.account_id
    places = _places(ctx, paper) if who != paper.signer_id else frozenset[UUID]()
    put_before = who is not None and (who == paper.signer_id or paper.signer_id in places)
    return PaperStanding(
        paper.state, paper.kind, paper.agency_id, paper.drafter_id, paper.signer_id, petition, places,
        concerned=put_before and who is not None and is_concerned(ctx, paper.petition_id, who),
    )  # fmt: skip


def is_denunciation(ctx: Context, petition_id: UUID) -> bool:
    """Whether the case is one, whose settlement is the head's alone."""
    kind = ctx.session.execute(select(Petition.kind).where(Petition.id == petition_id)).scalar_one()
    return kind is PetitionKind.DENUNCIATION


def _places(ctx: Context, paper: PaperRow) -> frozenset[UUID]:
    found = delegations_of(ctx, ctx.actor.account_id)
    if not found:
        return frozenset()
    return acts_for(
        found, paper.agency_id, paper.kind, denunciation=is_denunciation(ctx, paper.petition_id)
    )  # fmt: skip


def is_concerned(ctx: Context, petition_id: UUID, account_id: UUID) -> bool:
    """Whether the petition may speak of somebody, of those under them, or was given back by them as too close."""
    p = Petition
    desk = ctx.session.execute(select(p.agency_id).where(p.id == petition_id)).scalar_one()
    try:
        written = open_content(ctx, petition_id)
    except (NotFound, CaseShredded):  # destroyed: nobody can tell any more, and nothing is left to decide on
        return True
    concern = Concern(
        written.content.concerns, get_card(ctx, written.about).path, get_card(ctx, desk).path,
        shut_out_of(ctx, petition_id, written.apart),
    )  # fmt: skip
    return not can_be_given(account_id, active_grants(ctx.session, account_id, now=ctx.now), concern)
