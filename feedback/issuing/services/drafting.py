"""A paper is drafted, looked through by its check-list, talked about and put before its signer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from accounts.queries import list_holders
from accounts.roles import Role
from casework.sealing import open_case_key
from casework.states import IdentityReason
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id
from feedback.commands import Target
from feedback.errors import TextMissing
from feedback.issuing.catalogue import WITHOUT_NUMBER, checklist
from feedback.issuing.commands import DraftPaper
from feedback.issuing.delegations import forms_of, post_of
from feedback.issuing.errors import (
    ChecksMissing,
    FormNotAllowed,
    NoNumberForThis,
    PaperUnderWay,
    SignerMissing,
    SignerNotAllowed,
)
from feedback.issuing.facts import is_concerned
from feedback.issuing.models import OfficialPaper
from feedback.issuing.policies import can_draft
from feedback.issuing.queries import content_part, list_papers, open_content
from feedback.issuing.services.moving import Held, PaperTarget, advance, audit_paper, begin
from feedback.issuing.signing import signature
from feedback.issuing.states import UNDER_WAY, PaperAct, PaperState
from feedback.issuing.steps import write_step
from feedback.models import Petition
from feedback.papers.commands import WritePaper
from feedback.papers.errors import PaperDoesNotFit
from feedback.papers.policies import fits
from feedback.papers.states import PaperKind, SenderShown, SignedAs
from feedback.papers.writing import paper_facts, write_paper
from feedback.policies import can_see
from feedback.proceedings.states import Part
from feedback.proceedings.team import named_in
from feedback.queries.answers import Answer, latest_answer
from feedback.queries.cases import get_case
from feedback.services.handling import propose
from feedback.services.moving import lock_petition, record
from feedback.states import PetitionState

_SHORTEST = 2


def begin_paper(ctx: Context, petition_id: UUID, command: DraftPaper) -> UUID:
    """Begin an official paper of a case.

    Raises NotFound, Forbidden, PaperDoesNotFit, NoNumberForThis, PaperUnderWay (one of a kind at a time).
    """
    locked = lock_petition(ctx, petition_id)
    if not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if not can_draft(ctx.actor, locked.facts()) or ctx.actor.account_id is None:
        raise Forbidden
    if command.kind in WITHOUT_NUMBER:
        raise NoNumberForThis
    if not fits(command.kind, paper_facts(get_case(ctx, petition_id, viewer=ctx.actor))):
        raise PaperDoesNotFit
    papers = list_papers(ctx, petition_id)
    if any(one.kind is command.kind and one.state in UNDER_WAY for one in papers):
        raise PaperUnderWay
    paper_id, key = random_id(), open_case_key(ctx, petition_id)
    ctx.session.execute(
        insert(OfficialPaper).values(
            id=paper_id, petition_id=petition_id, agency_id=locked.agency_id, kind=command.kind,
            state=PaperState.DRAFT, drafter_id=ctx.actor.account_id, signer_id=command.signer_id,
            signed_as=command.signed_as, answer_number=None, used_seq=None, checked=_ticked(ctx, command),
            sealed_content=key.seal_json(_said(command), part=content_part(paper_id)), sealed_number=None,
            approved_by=None, approved_under=None, created_at=ctx.now, changed_at=ctx.now, issued_at=None, version=1,
        )
    )  # fmt: skip
    write_step(ctx, key, paper_id, PaperAct.SAVE)
    record(ctx, locked, "paper_begun", paper=command.kind.value, paper_id=str(paper_id))
    return paper_id


def save(ctx: Context, target: PaperTarget, command: DraftPaper) -> None:
    """Keep what the drafter says. The kind stays. Raises what `begin` raises."""
    held = begin(ctx, target, PaperAct.SAVE)
    changes = {
        "signer_id": command.signer_id, "signed_as": command.signed_as, "checked": _ticked(ctx, command),
        "changed_at": ctx.now, "version": held.paper.version + 1,
        "sealed_content": held.key.seal_json(_said(command), part=content_part(held.paper.id)),
    }  # fmt: skip
    ctx.session.execute(update(OfficialPaper).where(OfficialPaper.id == held.paper.id).values(**changes))
    audit_paper(ctx, held, PaperAct.SAVE)


def submit(ctx: Context, target: PaperTarget) -> None:
    """Put it before its signer: from here on its words stand as they are.

    Raises what `begin` and, for an answer, `propose` raise;
    PaperDoesNotFit, ChecksMissing, SignerMissing, SignerNotAllowed, FormNotAllowed, and
    what `write_paper` raises. Decree 30/2020 art. 10–13.
    """
    held = begin(ctx, target, PaperAct.SUBMIT)
    paper = held.paper
    missing = {item.code for item in checklist(paper.kind, local_date(ctx.now))} - set(paper.checked)
    if missing:
        raise ChecksMissing(count=len(missing))
    signer = check_signer(ctx, held)
    said = open_content(ctx, paper, key=held.key)
    written = write_paper(ctx, paper.petition_id, _writing(paper.kind, paper.signed_as, said))
    sign = signature(ctx, paper.agency_id, signer, paper.signed_as)
    content = {
        **said, "values": {**written.values, **sign.values()}, "version": written.version_id,
        "file_name": written.file_name,
    }  # fmt: skip
    answer = _put_forward(ctx, held) if paper.kind is PaperKind.ANSWER else None
    advance(
        ctx, held, PaperAct.SUBMIT, content=content, changes={"answer_number": answer.number if answer else None},
        waits=True,
    )  # fmt: skip


def _put_forward(ctx: Context, held: Held) -> Answer | None:
    """The answer goes before the leader with the paper that carries it. Raises what `propose` raises.

    Else the paper would be numbered and signed and could then not be issued: nobody had approved what it answers.
    """
    if held.locked.state is PetitionState.IN_PROGRESS:
        propose(ctx, Target(held.locked.id, held.locked.version))
    return latest_answer(ctx, held.locked.id)


def recall(ctx: Context, target: PaperTarget) -> None:
    """The drafter takes it back before it was looked at. Raises what `begin` raises."""
    advance(ctx, begin(ctx, target, PaperAct.RECALL), PaperAct.RECALL)


def drop(ctx: Context, target: PaperTarget) -> None:
    """It is not needed any more. Raises what `begin` raises."""
    advance(ctx, begin(ctx, target, PaperAct.DROP), PaperAct.DROP)


def comment(ctx: Context, target: PaperTarget, text: str) -> None:
    """A word between drafter, colleague and leader. Raises what `begin` raises, TextMissing."""
    if len(text.strip()) < _SHORTEST:
        raise TextMissing
    held = begin(ctx, target, PaperAct.COMMENT)
    write_step(ctx, held.key, held.paper.id, PaperAct.COMMENT, text=text)
    audit_paper(ctx, held, PaperAct.COMMENT)


def check_signer(ctx: Context, held: Held) -> UUID:
    """Who will sign: a leader of the agency who neither wrote it nor holds the case, whom it does not concern, in a
    form that goes with their post; in a proceeding whoever was named to settle it.

    Raises SignerMissing, SignerNotAllowed, FormNotAllowed.
    """
    paper, signer = held.paper, held.paper.signer_id
    if signer is None:
        raise SignerMissing
    if signer in (paper.drafter_id, held.locked.assignee_id) or signer not in signers_for(ctx, paper.petition_id):
        raise SignerNotAllowed
    if is_concerned(ctx, paper.petition_id, signer):
        raise SignerNotAllowed
    if paper.signed_as not in forms_of(post_of(ctx, paper.agency_id, signer)):
        raise FormNotAllowed
    return signer


def signers_for(ctx: Context, petition_id: UUID) -> dict[UUID, str]:
    """The leaders of the agency by id; in a proceeding only the one who decides, once named."""
    p = Petition
    case = ctx.session.execute(select(p.agency_id, p.state).where(p.id == petition_id)).one()
    leaders = list_holders(ctx, role=Role.LEADER, agency_id=case.agency_id)
    found = {one.account_id: one.name for one in leaders}
    if case.state is not PetitionState.PROCEEDING:
        return found
    deciders = [who for who, part in named_in(ctx, petition_id).items() if part is Part.DECIDER]
    return {who: found[who] for who in deciders if who in found} if deciders else found


def _ticked(ctx: Context, command: DraftPaper) -> list[str]:
    known = [item.code for item in checklist(command.kind, local_date(ctx.now))]
    return [code for code in known if code in command.checks]


def _said(command: DraftPaper) -> dict[str, Any]:
    return {
        "sender": command.sender.value, "reason": command.reason.value if command.reason else "",
        "recipients": command.recipients.strip(), "asked": dict(command.asked),
    }  # fmt: skip


def _writing(kind: PaperKind, signed_as: SignedAs, said: dict[str, Any]) -> WritePaper:
    return WritePaper(
        kind, SenderShown(said["sender"]), IdentityReason(said["reason"]) if said["reason"] else None,
        signed_as=signed_as, asked=said["asked"],
    )  # fmt: skip
