"""Words both ways with whoever sent a sealed case: by number and access code, no account, no telephone, no notice."""

from __future__ import annotations

from core.actor import ActorKind
from core.context import Context
from core.errors import Forbidden
from feedback.protection.commands import FileTarget
from feedback.protection.enclosing import NOTHING, Put
from feedback.protection.record import append
from feedback.protection.services.holding import hold, noted, voice
from feedback.protection.services.watching import look_again
from feedback.protection.states import EntryKind, Voice
from feedback.services.moving import told


def write(ctx: Context, target: FileTarget, words: str, put: Put = NOTHING) -> None:
    """Say something to the other side; whoever sent the case may put files with it, the office may not.

    Raises TextMissing, Forbidden, CaseFull, KeyRenewed and what `holding.hold` raises.

    Nobody is told: an official finds it among their sealed records, the sender when they look again.
    """
    text, held = told(words), hold(ctx, target)
    if put and voice(ctx) is not Voice.SENDER:
        raise Forbidden
    append(ctx, held.petition.id, EntryKind.MESSAGE, voice(ctx), words=text, put=put)
    noted(ctx, held.petition.agency_id, held.petition.id)
    look_again(ctx, held.petition.id, held.petition.agency_id)


def mark_seen(ctx: Context, target: FileTarget) -> None:
    """An official has read what came and has nothing to answer: the sender sees that it was read. Raises as `write`."""
    held = hold(ctx, target)
    if ctx.actor.kind is not ActorKind.OFFICIAL:
        raise Forbidden
    append(ctx, held.petition.id, EntryKind.SEEN, voice(ctx))
    noted(ctx, held.petition.agency_id, held.petition.id)
    look_again(ctx, held.petition.id, held.petition.agency_id)


def note_opened(ctx: Context, target: FileTarget) -> None:
    """Audit that the record is shown, in the transaction before it is. Raises what `holding.hold` raises."""
    held = hold(ctx, target)
    noted(ctx, held.petition.agency_id, held.petition.id, "open")
