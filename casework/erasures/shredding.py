"""Erasing a whole case: its key goes, and with the key whatever was sealed under it, here and in every backup."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select

from casework.erasures import ledger
from casework.erasures.states import Erased
from casework.models import CaseAttachment, CaseKeyRow
from casework.safes.closed import take_out
from core.context import Context
from core.notices import forget_recipient


def shred_case(
    ctx: Context, case_id: UUID, *, case_type: str, rule: str = "", what: Erased = Erased.CASE, noted: bool = True
) -> bool:
    """Destroy the key of a case, its files and the addresses of its notices; gives whether there was a key.

    Number, dates, state and the audit chain stay: they say nothing of anyone, and figures and proofs rest on them.
    Files go first: a file without its row is rubbish, a row without its file would be an error on a page. The caller
    decides who may, looks for holds and writes timeline and audit.
    """
    there = ctx.session.execute(select(CaseKeyRow.case_id).where(CaseKeyRow.case_id == case_id)).first()
    if there is None:
        return False
    for key in _file_keys(ctx, case_id):
        ctx.files.delete(key)
    take_out(ctx, case_id)
    ctx.session.execute(delete(CaseKeyRow).where(CaseKeyRow.case_id == case_id))
    forget_recipient(ctx, subject_type=case_type, subject_id=case_id)
    if noted:
        ledger.note(ctx, what, subject_type=case_type, subject_id=case_id, rule=rule)
    return True


def _file_keys(ctx: Context, case_id: UUID) -> set[str]:
    a = CaseAttachment
    rows = ctx.session.execute(select(a.original_key, a.display_key, a.thumb_key).where(a.case_id == case_id))
    return {key for row in rows for key in row if key}
