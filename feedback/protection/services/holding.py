"""How every write goes: the petition's row held, the record read, the decision made; one word in the audit for all."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from agencies.queries import get_card
from core import audit
from core.actor import ActorKind
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from feedback.policies import PetitionFacts
from feedback.proceedings.states import Part
from feedback.proceedings.team import named_in
from feedback.protection.commands import FileTarget
from feedback.protection.errors import NotConfided
from feedback.protection.folding import Folded, fold
from feedback.protection.policies import ProtectionFacts, can_read, can_write
from feedback.protection.queries import is_confided
from feedback.protection.record import read_entries
from feedback.protection.states import Voice
from feedback.services.moving import SUBJECT, Locked, lock_petition


@dataclass(frozen=True, slots=True)
class Held:
    """The record of a petition, held until the transaction ends."""

    petition: Locked
    folded: Folded
    decider_id: UUID | None

    def facts(self) -> ProtectionFacts:
        """What the policies need."""
        return ProtectionFacts(self.petition.facts(), self.folded.state, self.decider_id)


def hold(ctx: Context, target: FileTarget) -> Held:
    """Lock and read. Raises NotFound (also when the official may not know of it), NotConfided, StaleVersion,
    CaseLocked.
    """
    locked = lock_petition(ctx, target.file_id)
    if ctx.actor.kind is ActorKind.OFFICIAL and not can_read(ctx.actor, locked.facts()):
        raise NotFound
    if not is_confided(ctx, locked.id, sealed=locked.sealed, protected=locked.protected, kind=locked.kind):
        raise NotConfided
    if not can_write(ctx.actor, locked.facts()):
        raise Forbidden
    folded = fold(read_entries(ctx, locked.id))
    if target.seen is not None and target.seen != folded.last:
        raise StaleVersion
    return Held(locked, folded, decider_of(ctx, locked.id))


def decider_of(ctx: Context, petition_id: UUID) -> UUID | None:
    """Who settles the denunciation; None while nobody was named."""
    return next((who for who, part in named_in(ctx, petition_id).items() if part is Part.DECIDER), None)


def voice(ctx: Context) -> Voice:
    """Whose words these are."""
    return Voice.OFFICE if ctx.actor.kind is ActorKind.OFFICIAL else Voice.SENDER


def noted(ctx: Context, agency_id: UUID, petition_id: UUID, verb: str = "write") -> None:
    """A link in the audit chain: who and when, never what. A word and a decision are the same there."""
    audit.record(
        ctx, agency_id=agency_id, action=f"feedback:confided:{verb}", subject_type=SUBJECT, subject_id=petition_id
    )


def province_of(ctx: Context, facts: PetitionFacts) -> UUID | None:
    """The province above the desk that has the case; None when it is the province's already."""
    card = get_card(ctx, facts.agency_id)
    return None if card.province_id == card.id else card.province_id
