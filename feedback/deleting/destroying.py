"""What goes when two people agreed, and goes again when a restored backup brings it back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from casework.erasures import ledger
from casework.erasures.states import Erased
from core.context import Context
from feedback.deleting.pieces import petition_of, remove_piece
from feedback.deleting.states import Material
from feedback.redacting.services import retire_copies
from feedback.services.moving import Locked
from feedback.services.shredding import shred_by_two

# What a line of the ledger calls a piece.
SUBJECTS = {f"petition:{one.value}": one for one in Material if one is not Material.CASE}


def destroy(
    ctx: Context, locked: Locked, material: Material, item_id: UUID | None, *, along: Sequence[UUID] = ()
) -> None:
    """Destroy it and write the line of the ledger. Covered copies may show what went: they go with any piece.

    `along`: the files of a message, which only its sealed words name.
    """
    if item_id is None:
        shred_by_two(ctx, locked)
        return
    remove_piece(ctx, material, item_id)
    retire_copies(ctx, locked.id)
    ledger.note(ctx, Erased.PIECE, subject_type=_subject(material), subject_id=item_id)
    for one in along:
        remove_piece(ctx, Material.ENCLOSED, one)
        ledger.note(ctx, Erased.PIECE, subject_type=_subject(Material.ENCLOSED), subject_id=one)


def destroy_again(ctx: Context, subject_type: str, item_id: UUID) -> bool:
    """A piece that a restored backup brought back, and every covered copy that came back with it and may show it; gives
    whether it had. The system alone calls it.
    """
    material = SUBJECTS[subject_type]
    petition_id = petition_of(ctx, material, item_id)
    if petition_id is not None:
        retire_copies(ctx, petition_id)
    return remove_piece(ctx, material, item_id)


def _subject(material: Material) -> str:
    return next(name for name, one in SUBJECTS.items() if one is material)
