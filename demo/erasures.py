"""Two people ask on paper to be forgotten: one petition is closed and waits for the decision, one is still open."""

from __future__ import annotations

from sqlalchemy import select

from accounts.roles import Role
from casework.models import CaseIdentity
from core.clock import local_date
from demo.world import World
from feedback.commands import AskErasure
from feedback.models import Petition
from feedback.services import ask_erasure
from feedback.states import PetitionState

# (state of the petition, number of the paper, days ago)
_ASKED = ((PetitionState.CLOSED, "03/YC-DLCN", 6), (PetitionState.IN_PROGRESS, "04/YC-DLCN", 2))


def load(world: World) -> None:
    """Tell it."""
    assert world.province_id is not None
    officer = world.official("dulieu", Role.DATA_PROTECTION_OFFICER, world.province_id)
    for state, paper, days in _ASKED:
        moment = world.ago(days=days)
        with world.at(moment).transaction(officer) as ctx:
            wanted = select(Petition.number).join(CaseIdentity, CaseIdentity.case_id == Petition.id)
            shown = wanted.where(Petition.state == state, Petition.sealed.is_(False)).order_by(Petition.received_at)
            number = ctx.session.execute(shown.limit(1)).scalar_one()
            ask_erasure(ctx, AskErasure(number, paper, local_date(moment)))
