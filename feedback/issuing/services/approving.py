"""The signer approves or returns; whoever acts for a leader who is away does so inside their delegation."""

from __future__ import annotations

from core.context import Context
from core.text import clean
from feedback.errors import TextMissing
from feedback.issuing.delegations import DelegationView, delegations_of
from feedback.issuing.policies import answers_petition
from feedback.issuing.queries import open_content
from feedback.issuing.services.moving import Held, PaperTarget, advance, begin
from feedback.issuing.signing import delegated
from feedback.issuing.states import PaperAct, PaperState
from feedback.papers.errors import PaperDoesNotFit
from feedback.papers.states import PaperKind
from feedback.services.handling import return_proposed, sign_off_answer
from feedback.states import PetitionKind, PetitionState

_SHORTEST = 10
_S = PetitionState
# Where a petition stands while the paper of its answer can be approved.
_PUT_FORWARD = frozenset({_S.AWAITING_APPROVAL, _S.AWAITING_ISSUE, _S.ANSWERED, _S.REOPENED, _S.CLOSED})


def approve_paper(ctx: Context, target: PaperTarget) -> None:
    """Approve it: văn thư gives it a number. Of an answer on paper the petition waits to be issued from now on.

    Raises what `begin` raises; PaperDoesNotFit when the answer itself was not handed in.
    Nobody approves what they wrote or what concerns them; a delegate only inside a
    delegation that stands today and covers the matter.
    """
    held = begin(ctx, target, PaperAct.APPROVE)
    used = _under(ctx, held)
    changes: dict[str, object] = {"approved_by": ctx.actor.account_id, "approved_under": used.id if used else None}
    content = None
    if used is not None:
        said = open_content(ctx, held.paper, key=held.key)
        values = {**said["values"], **delegated(ctx, used).values()}
        number, day = used.document_number, used.document_on
        content = {**said, "values": values, "under": f"{number} ngày {day:%d/%m/%Y}"}
        changes["signed_as"] = used.signed_as
    if held.paper.kind is PaperKind.ANSWER and held.locked.state not in _PUT_FORWARD:
        raise PaperDoesNotFit
    if answers_petition(held.standing):
        sign_off_answer(ctx, held.locked, held.paper.answer_number)
    advance(
        ctx, held, PaperAct.APPROVE, changes=changes, content=content, delegation_id=used.id if used else None,
        waits=True,
    )  # fmt: skip


def return_paper(ctx: Context, target: PaperTarget, text: str) -> None:
    """Give it back with a word for the drafter; the petition's answer goes back with its paper.

    Raises what `begin` raises, TextMissing.
    """
    said = _told(text)
    held = begin(ctx, target, PaperAct.RETURN)
    waiting = (PetitionState.AWAITING_APPROVAL, PetitionState.AWAITING_ISSUE)
    carries = held.paper.answer_number is not None and held.locked.state in waiting
    advance(ctx, held, PaperAct.RETURN, text=said, changes=_unapproved(held), waits=True)
    if carries:
        return_proposed(ctx, held.locked, said)


def send_back(ctx: Context, target: PaperTarget, text: str) -> None:
    """The records clerk gives it back for its layout (Decree 30/2020 art. 14). Raises what `begin` raises, TextMissing.

    The answer stays approved: the paper alone is mended and put before the signer again.
    """
    said = _told(text)
    held = begin(ctx, target, PaperAct.SEND_BACK)
    advance(ctx, held, PaperAct.SEND_BACK, text=said, changes=_unapproved(held), waits=True)


def _unapproved(held: Held) -> dict[str, object]:
    back = held.paper.state is PaperState.APPROVED
    return {"approved_by": None, "approved_under": None} if back else {}


def _under(ctx: Context, held: Held) -> DelegationView | None:
    """Under which delegation the actor approves; None: in their own right."""
    if ctx.actor.account_id == held.paper.signer_id:
        return None
    paper, denunciation = held.paper, held.locked.kind is PetitionKind.DENUNCIATION
    return next(
        one for one in delegations_of(ctx, ctx.actor.account_id)
        if one.agency_id == paper.agency_id and one.giver_id == paper.signer_id
        and one.covers(paper.kind, denunciation=denunciation)
    )  # fmt: skip


def _told(text: str) -> str:
    said = clean(text).strip()
    if len(said) < _SHORTEST:
        raise TextMissing
    return said
