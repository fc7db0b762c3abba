"""Taking back a report or proposal, whole or in part; what was signed is taken back by a signature only."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from casework import timeline
from core.context import Context
from core.errors import Forbidden
from feedback.aftermath.commands import TakeBack
from feedback.aftermath.errors import PartNotSaid, SignatureNeeded
from feedback.aftermath.states import Part
from feedback.machine import FORMAL_KINDS
from feedback.models import Petition
from feedback.policies import can_act
from feedback.services.moving import SHORTEST_TEXT, hold_main, lock_petition, record, write_note
from feedback.services.sender import withdraw
from feedback.states import Act, Happened, NoteKind, PetitionState


def take_back(ctx: Context, petition_id: UUID, command: TakeBack) -> None:
    """Withdraw all, or a part: what is left goes on with the same term (law sheet §2.3; Decree 124/2020 art. 7a (new):
    when some of several withdraw, the others go on).

    Raises what `begin` raises, PartNotSaid, SignatureNeeded.
    """
    if command.part is Part.ALL:
        _refuse_formal(ctx, petition_id)
        withdraw(ctx, petition_id, reason=command.text)
        return
    if len(command.text.strip()) < SHORTEST_TEXT:
        raise PartNotSaid
    hold_main(ctx, petition_id)
    locked = lock_petition(ctx, petition_id)
    _refuse_formal(ctx, petition_id)
    if not can_act(ctx.actor, Act.WITHDRAW, locked.facts()):
        raise Forbidden
    # Whoever is working on it reads it before they go on: what they had open is out of date.
    ctx.session.execute(update(Petition).where(Petition.id == locked.id).values(version=locked.version + 1))
    timeline.append(ctx, case_id=locked.id, kind=Happened.PART_WITHDRAWN, public=True, part=command.part)
    write_note(ctx, locked.id, NoteKind.PART_WITHDRAWN, command.text.strip(), public=True)
    record(ctx, locked, "withdraw_part", part=command.part.value)


def _refuse_formal(ctx: Context, petition_id: UUID) -> None:
    locked = lock_petition(ctx, petition_id)
    if locked.kind in FORMAL_KINDS or locked.state is PetitionState.PROCEEDING:
        raise SignatureNeeded
