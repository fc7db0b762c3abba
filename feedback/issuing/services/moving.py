"""How every act on a paper goes: the petition's row, then the paper's; policy, machine, write; step and audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import update

from casework.sealing import CaseKey, open_case_key
from core import audit, outbox
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.issuing.events import PaperWaits
from feedback.issuing.facts import standing_of
from feedback.issuing.models import OfficialPaper
from feedback.issuing.policies import PaperStanding, can_do, can_know
from feedback.issuing.queries import PaperRow, content_part, get_paper, lock_paper
from feedback.issuing.states import PAPER, PaperAct
from feedback.issuing.steps import write_step
from feedback.papers.errors import PaperDoesNotFit
from feedback.services.moving import SUBJECT, Locked, lock_petition

# Acts after which the paper must still belong to the agency that has the case.
_ONWARD = frozenset({PaperAct.SUBMIT, PaperAct.APPROVE, PaperAct.NUMBER})


@dataclass(frozen=True, slots=True)
class PaperTarget:
    """Which paper, as it was when the form was opened."""

    paper_id: UUID
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A paper with its petition, both locked, and the case key."""

    locked: Locked
    paper: PaperRow
    standing: PaperStanding
    key: CaseKey


def begin(ctx: Context, target: PaperTarget, act: PaperAct) -> Held:
    """Lock and decide. Raises NotFound (also when the official may not know of it), StaleVersion,
    TransitionNotAllowed, Forbidden, PaperDoesNotFit when another agency has the case by now.
    """
    locked = lock_petition(ctx, get_paper(ctx, target.paper_id).petition_id)
    paper = lock_paper(ctx, target.paper_id)
    standing = standing_of(ctx, paper, locked.facts())
    if not can_know(ctx.actor, standing):
        raise NotFound
    if target.version is not None and target.version != paper.version:
        raise StaleVersion
    if not PAPER.allows(paper.state, act):
        raise TransitionNotAllowed
    if not can_do(ctx.actor, act, standing):
        raise Forbidden
    if act in _ONWARD and locked.agency_id != paper.agency_id:
        raise PaperDoesNotFit
    return Held(locked, paper, standing, open_case_key(ctx, locked.id))


def advance(
    ctx: Context, held: Held, act: PaperAct, *, text: str = "", changes: dict[str, Any] | None = None,
    delegation_id: UUID | None = None, content: dict[str, Any] | None = None, waits: bool = False,
) -> None:  # fmt: skip
    """Write the new state with whatever changes with it, the step and the audit; `waits`: somebody is to hear of it."""
    paper, state = held.paper, PAPER.target(held.paper.state, act)
    values: dict[str, Any] = {"state": state, "changed_at": ctx.now, "version": paper.version + 1, **(changes or {})}
    if content is not None:
        values["sealed_content"] = held.key.seal_json(content, part=content_part(paper.id))
    ctx.session.execute(update(OfficialPaper).where(OfficialPaper.id == paper.id).values(**values))
    write_step(ctx, held.key, paper.id, act, text=text, delegation_id=delegation_id)
    audit_paper(ctx, held, act, state=state.value, under=str(delegation_id) if delegation_id else None)
    if waits:
        outbox.publish(ctx, PaperWaits(paper_id=paper.id, step=act.value))


def audit_paper(ctx: Context, held: Held, act: PaperAct, **detail: Any) -> None:
    """A link in the chain of the agency that issues. Never the number: of a sealed case it stands nowhere in clear."""
    told = {name: value for name, value in detail.items() if value is not None}
    audit.record(
        ctx, agency_id=held.paper.agency_id, action=f"feedback:official_paper:{act.value}", subject_type=SUBJECT,
        subject_id=held.locked.id, paper=held.paper.kind.value, paper_id=str(held.paper.id), **told,
    )  # fmt: skip
