"""Texts without whoever can be known by them, for a version handed to those who verify (Denunciation Act art. 56)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from uuid import UUID

from sqlalchemy import bindparam, select

from casework.identity import IN_SAFE, PART
from casework.models import CaseIdentity
from casework.naming import name_finder, phrase_finder
from casework.safes.closed import told_of
from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.db import fetch

MASK = "[đã lược]"
_SEALED = select(CaseIdentity.sealed).where(CaseIdentity.case_id == bindparam("case_id"))


def masker(
    ctx: Context, case_id: UUID, *, tells_nothing: Collection[str] = (), key: CaseKey | None = None
) -> Callable[[str], str]:
    """What takes name, phone, e-mail and address of whoever sent a case out of a text. Nobody sees them for it.

    It knows only what was left with the case: what somebody tells of themselves in other words stays, and whoever
    hands the text on reads it first. `tells_nothing`: names that stay (the commune's own), when one is a whole address.
    """
    known = _known(ctx, case_id, tells_nothing, key)
    return (lambda text: text) if known is None else lambda text: known.sub(MASK, text)


def sender_finder(ctx: Context, case_id: UUID, *, key: CaseKey | None = None) -> Callable[[str], list[tuple[int, int]]]:
    """Where whoever sent the case stands in a text, from and to. What is found does not say that it is the sender."""
    known = _known(ctx, case_id, (), key)
    return lambda text: [] if known is None else [found.span() for found in known.finditer(text)]


def _known(ctx: Context, case_id: UUID, tells_nothing: Collection[str], key: CaseKey | None) -> re.Pattern[str] | None:
    """Whatever was left with the case as the sender's, as it may be written; None when nothing was."""
    sealed = fetch(ctx.session, _SEALED, case_id=case_id).scalar_one_or_none()
    if sealed is None:
        return None
    if sealed == IN_SAFE:  # only what the letter says itself is known to its readers
        return phrase_finder(told_of(ctx, case_id, key=key).found, tells_nothing)
    return name_finder((key or open_case_key(ctx, case_id)).open_json(sealed, part=PART), tells_nothing)
