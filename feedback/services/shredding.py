"""A petition's whole file is destroyed when its time is over: the key, the files, and what stands in clear."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select, update

from casework.boxed import shred
from casework.erasures.holds import refuse_if_held
from casework.erasures.shredding import shred_case
from casework.identities.models import IdentityOpening
from casework.identities.states import OPENING, OpeningAct, OpeningState
from core.context import Context
from feedback import searching
from feedback.claims.models import ScenePhoto
from feedback.delivery.forgetting import forget_addressees
from feedback.delivery.models import DeliveryRecord, PaperDelivery
from feedback.issuing.models import OfficialPaper, PaperFile
from feedback.letters.models import LetterRun
from feedback.letters.running import forget_run
from feedback.links.dropping import drop_links
from feedback.machine import PETITION
from feedback.models import Petition, PetitionAnswer
from feedback.protection.enclosing import keys_of_petition
from feedback.protection.record import alarms_of
from feedback.redacting.services import retire_copies
from feedback.services.moving import SUBJECT, Locked, lock_petition, record

# What stands in clear of a petition that is not sealed.
_CLEAR = {"title": "", "body": "", "place": "", "sealed_content": None}


def shred_petition(ctx: Context, petition_id: UUID, *, rule: str) -> bool:
    """Destroy a closed petition's file; gives whether there was one. Number, kind, dates and states stay: figures and
    the audit chain rest on them, and they name nobody. What was published of it has a rule of its own.

    Raises NotFound, CaseHeld. 91/2025/QH15 art. 14; 33/2024/QH15 (archives): only when its term is over.
    """
    locked = lock_petition(ctx, petition_id)
    if locked.state not in PETITION.final:
        return False
    refuse_if_held(ctx, petition_id)
    return _shred(ctx, locked, "shred", rule=rule)


def shred_by_two(ctx: Context, locked: Locked) -> bool:
    """Two people agreed that the whole of a closed petition goes (feedback.deleting, which decides and looks for
    holds). 91/2025/QH15 art. 14.
    """
    return _shred(ctx, locked, "shred_by_two", rule="")


def shred_again(ctx: Context, petition_id: UUID) -> bool:
    """Destroy what a restored backup brought back. The system alone calls it. Raises NotFound."""
    return _shred(ctx, lock_petition(ctx, petition_id), "shred_again", rule="")


def _shred(ctx: Context, locked: Locked, verb: str, *, rule: str) -> bool:
    files = set(_file_keys(ctx, locked.id)) | keys_of_petition(ctx, locked.id)
    for alarm in alarms_of(ctx, locked.id):
        shred(ctx, alarm.id)  # what was told of it at the province lies under a key of its own
    searching.forget(ctx, locked.id)
    if not shred_case(ctx, locked.id, case_type=SUBJECT, rule=rule, noted=verb != "shred_again"):
        return False
    for key in files:
        ctx.files.delete(key)
    retire_copies(ctx, locked.id)
    _end_openings(ctx, locked.id)
    _forget_letters(ctx, locked.id)
    drop_links(ctx, locked.id)
    forget_addressees(ctx, locked.id)
    ctx.session.execute(update(Petition).where(Petition.id == locked.id).values(**_CLEAR, contact_consent=False))
    ctx.session.execute(update(PetitionAnswer).where(PetitionAnswer.petition_id == locked.id).values(public_text=""))
    record(ctx, locked, verb)
    return True


def _end_openings(ctx: Context, petition_id: UUID) -> None:
    """Nobody asks any more who sent it; why somebody asked goes too."""
    o, s = IdentityOpening, OpeningState
    rows = ctx.session.execute(select(o.id, o.state).where(o.case_id == petition_id)).all()
    ends = {s.ASKED: OpeningAct.LAPSE, s.APPROVED: OpeningAct.SHUT}
    for row in rows:
        state = OPENING.target(row.state, ends[row.state]) if row.state in ends else row.state
        ctx.session.execute(update(o).where(o.id == row.id).values(state=state, sealed_words=b"", sealed_boxes=None))
        shred(ctx, row.id)


def _forget_letters(ctx: Context, petition_id: UUID) -> None:
    """Letters to many that were made a moment ago and name it: the whole packet goes, it is made anew in a minute."""
    r = LetterRun
    for run_id, petition_ids, parts in ctx.session.execute(
        select(r.id, r.petition_ids, r.parts).where(r.wrapped_key.is_not(None))
    ).all():
        if str(petition_id) in petition_ids:
            for key in parts:
                ctx.files.delete(key)
            forget_run(ctx, run_id)


def _file_keys(ctx: Context, petition_id: UUID) -> Iterator[str]:
    s, f, d = ScenePhoto, PaperFile, DeliveryRecord
    photos = select(s.original_key, s.display_key, s.thumb_key).where(s.case_id == petition_id)
    for row in ctx.session.execute(photos):
        yield from (key for key in row if key)
    papers = select(f.shown_key, f.original_keys).join(OfficialPaper, OfficialPaper.id == f.paper_id)
    for row in ctx.session.execute(papers.where(OfficialPaper.petition_id == petition_id)):
        yield from (key for key in (row.shown_key, *row.original_keys) if key)
    proofs = select(d.shown_key).join(PaperDelivery, PaperDelivery.id == d.delivery_id)
    yield from (
        key for key in ctx.session.execute(proofs.where(PaperDelivery.petition_id == petition_id)).scalars() if key
    )
