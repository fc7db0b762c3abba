"""The signed and sealed paper is uploaded, and issued: from that moment on it counts."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from casework import timeline
from core import outbox
from core.context import Context
from feedback.issuing.errors import SignedFileMissing
from feedback.issuing.events import PaperIssued
from feedback.issuing.files import StoredPaper
from feedback.issuing.models import PaperFile
from feedback.issuing.queries import file_part
from feedback.issuing.services.moving import Held, PaperTarget, advance, begin
from feedback.issuing.states import PaperAct
from feedback.papers.errors import PaperDoesNotFit
from feedback.papers.states import PaperKind
from feedback.services.handling import issue_answer
from feedback.states import Happened, PetitionState

# Not for whoever sent the case: the sender's page does not tell of them.
_NOT_THEIRS = frozenset({PaperKind.DENUNCIATION_TOLD})
_ANSWERED = frozenset({PetitionState.ANSWERED, PetitionState.REOPENED, PetitionState.CLOSED})


def attach(ctx: Context, target: PaperTarget, stored: StoredPaper) -> None:
    """Keep the signed file; one uploaded before stays, replaced. Raises what `begin` raises, KeyRenewed."""
    held, f = begin(ctx, target, PaperAct.ATTACH), PaperFile
    held.key.fit(stored.under)
    standing = update(f).where(f.paper_id == held.paper.id, f.replaced_at.is_(None))
    ctx.session.execute(standing.values(replaced_at=ctx.now))
    ctx.session.execute(
        insert(f).values(
            id=stored.id, paper_id=held.paper.id, shown_key=stored.shown_key, original_keys=list(stored.original_keys),
            sealed_facts=held.key.seal_json(stored.facts(), part=file_part(stored.id, "facts")), uploaded_at=ctx.now,
            uploaded_by=ctx.actor.account_id, replaced_at=None,
        )
    )  # fmt: skip
    advance(ctx, held, PaperAct.ATTACH)


def issue(ctx: Context, target: PaperTarget) -> None:
    """Issue it. An answer on paper answers its petition now and not before; its settling term is met now.

    Raises what `begin` raises, SignedFileMissing, PaperDoesNotFit (the petition was withdrawn meanwhile).
    """
    held, f = begin(ctx, target, PaperAct.ISSUE), PaperFile
    standing = select(f.id).where(f.paper_id == held.paper.id, f.replaced_at.is_(None))
    if ctx.session.execute(standing).first() is None:
        raise SignedFileMissing
    advance(ctx, held, PaperAct.ISSUE, changes={"issued_at": ctx.now})
    timeline.append(
        ctx, case_id=held.locked.id, kind=Happened.PAPER_ISSUED, public=held.paper.kind not in _NOT_THEIRS,
        paper=held.paper.kind,
    )  # fmt: skip
    outbox.publish(ctx, PaperIssued(paper_id=held.paper.id, petition_id=held.locked.id))
    if held.paper.kind is PaperKind.ANSWER:
        _answer(ctx, held)


def _answer(ctx: Context, held: Held) -> None:
    if held.locked.state is PetitionState.AWAITING_ISSUE:
        issue_answer(ctx, held.locked, held.paper.answer_number)
    elif held.locked.state not in _ANSWERED:
        raise PaperDoesNotFit
