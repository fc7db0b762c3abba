"""Whoever sent what stays sealed goes into the safe of the province: no single official's key opens it there."""

from __future__ import annotations

from uuid import UUID

from agencies.queries import get_card
from casework.identities.standing import is_asked_for
from casework.identity import close_identity, lies_open
from casework.locks.closing import is_locked
from casework.locks.errors import CaseLocked
from casework.safes.keys import Safe, find_safe
from casework.sealing import open_case_key
from core.context import Context
from feedback.commands import Content
from feedback.machine import SEALED_KINDS
from feedback.queries.cases import open_content
from feedback.shutting.reads import accused_of
from feedback.states import Concerns, PetitionKind


def safe_of_desk(ctx: Context, agency_id: UUID) -> Safe | None:
    """The safe for what comes in at a desk."""
    return find_safe(ctx, get_card(ctx, agency_id).province_id)


def letter_of(content: Content, title: str = "") -> str:
    """All that the sender wrote, to find in it how they name themselves."""
    return "\n\n".join((title, content.what, content.wanted, content.place))


def close_sender(ctx: Context, petition_id: UUID, agency_id: UUID, kind: PetitionKind | None) -> None:
    """After a step: put who sent it into the safe when the petition stays sealed for good.

    What may still turn out to be an ordinary report stays under the case's key: it is triaged by one person. Nothing
    happens while there is no safe, while a request from before it stands, or when the actor cannot open the case: the
    next step that ends that does it.
    """
    if not lies_open(ctx, petition_id) or not is_locked(ctx, petition_id):
        return
    inside = safe_of_desk(ctx, agency_id)
    if inside is None or is_asked_for(ctx, petition_id):
        return
    try:
        key = open_case_key(ctx, petition_id)
    except CaseLocked:
        return
    written = open_content(ctx, petition_id, key=key)
    speaks = written.kept or written.content.concerns is not Concerns.NOBODY
    if kind in SEALED_KINDS or speaks or accused_of(ctx, petition_id, key=key):
        close_identity(ctx, key, inside, letter_of(written.content, written.title))
