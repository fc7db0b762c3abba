"""Opening a desk, its contact data, its name."""

from __future__ import annotations

from agencies.commands import OpenAgency, RenameAgency, UpdateAgency
from agencies.errors import HotlineNeeded
from agencies.naming import split_name
from agencies.policies import can_govern
from agencies.revision import mark_changed
from agencies.services._guard import GOVERNMENT, check_version, lock_for, save
from agencies.states import AgencyKind
from core import audit
from core.context import Context
from core.errors import Forbidden
from core.text import fold


def open_agency(ctx: Context, command: OpenAgency) -> None:
    """Open the desk of a commune or province here: from now on people can write to it. Opening twice is harmless.

    Raises HotlineNeeded, and what `lock_for` raises.
    """
    card = lock_for(ctx, command.agency_id, kinds=GOVERNMENT, govern=True)
    if not command.hotline:
        raise HotlineNeeded
    if card.is_open:
        return
    save(ctx, card, opened_at=ctx.now, hotline=command.hotline, desk_address=command.desk_address or card.desk_address)
    mark_changed(ctx)
    audit.record(ctx, agency_id=card.id, action="agencies:agency:open", subject_type="agency", subject_id=card.id)


def update_agency(ctx: Context, command: UpdateAgency) -> None:
    """Change contact data and, by the province, the remote-area flag.

    The flag lengthens periods of complaints (Law on Complaints, art. 28, 37), so a commune does not set its own.
    Raises StaleVersion, HotlineNeeded (an open desk always has a number), and what `lock_for` raises.
    """
    card = lock_for(ctx, command.agency_id, kinds=tuple(AgencyKind))
    check_version(command.version, card.version)
    remote = card.remote if command.remote is None else command.remote
    if remote != card.remote and not can_govern(ctx.actor, card.path):
        raise Forbidden
    if card.is_open and not command.hotline:
        raise HotlineNeeded
    values = {"hotline": command.hotline, "desk_address": command.desk_address, "remote": remote}
    before = {"hotline": card.hotline, "desk_address": card.desk_address, "remote": card.remote}
    changed = [name for name, value in values.items() if value != before[name]]
    if not changed:
        return
    save(ctx, card, **values)
    audit.record(
        ctx, agency_id=card.id, action="agencies:agency:update", subject_type="agency", subject_id=card.id,
        changed=changed, before=before, after=values,
    )  # fmt: skip


def rename_agency(ctx: Context, command: RenameAgency) -> None:
    """Give a unit another name; its code, its address and all that points to it stay.

    Raises StaleVersion, and what `lock_for` raises.
    """
    card = lock_for(ctx, command.agency_id, kinds=tuple(AgencyKind))
    if card.kind in GOVERNMENT and not can_govern(ctx.actor, card.path):
        raise Forbidden
    check_version(command.version, card.version)
    if command.name == card.name:
        return
    subtype, short_name = split_name(command.name)
    save(ctx, card, name=command.name, short_name=short_name, subtype=subtype or card.subtype, folded=fold(short_name))
    mark_changed(ctx)
    audit.record(
        ctx, agency_id=card.id, action="agencies:agency:rename", subject_type="agency", subject_id=card.id,
        before=card.name, after=command.name,
    )  # fmt: skip
