"""What the pages of one paper show, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.queries import names_of
from agencies.queries import get_card
from core.clock import local_date
from core.context import Context
from feedback.issuing.catalogue import checklist
from feedback.issuing.delegations import DelegationView, get_delegation
from feedback.issuing.policies import acts_on
from feedback.issuing.queries import list_papers
from feedback.issuing.reading import PaperView
from feedback.issuing.services.drafting import signers_for
from feedback.issuing.states import UNDER_WAY, PaperAct
from feedback.papers.fields import IDENTITY_NAMES
from feedback.papers.policies import senders_shown
from feedback.papers.states import PaperKind
from feedback.papers.templates import InForce, template_in_force
from feedback.queries import CaseView
from web.staff.issuing.forms import DraftForm
from web.staff.papers.forms import asking


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Everything the page of a paper shows to this official."""

    view: PaperView
    acts: frozenset[PaperAct]
    names: Mapping[UUID, str]
    under: DelegationView | None
    desk_name: str
    form: DraftForm | None = None
    template: InForce | None = None
    rows: Mapping[str, int] = field(default_factory=dict)

    def may(self, act: str) -> bool:
        """Whether an act is offered."""
        return PaperAct(act) in self.acts


def template_of(ctx: Context, case: CaseView, kind: PaperKind) -> InForce:
    """The template in force where the case is."""
    return template_in_force(ctx, get_card(ctx, case.agency_id).province_id, kind)


def draft_form(
    ctx: Context, case: CaseView, kind: PaperKind, template: InForce, data: Mapping[str, Any] | None
) -> DraftForm:
    """The form, filled with what was said before; None: with what was just typed."""
    made = asking(DraftForm, template.shipped.asks)
    form = made() if data is None else made(formdata=None, data=dict(data))
    form.offer(senders_shown(ctx.actor, case.facts()))
    form.offer_people(signers_for(ctx, case.id), checklist(kind, local_date(ctx.now)))
    return form


def said_before(view: PaperView) -> dict[str, Any]:
    """What the drafter said, as the form's data."""
    content, paper = view.content, view.paper
    return {
        "version": str(paper.version), "signer_id": str(paper.signer_id or ""), "signed_as": paper.signed_as.value,
        "sender": content["sender"], "reason": content["reason"], "checks": list(paper.checked),
        **{f"o_{name}": text for name, text in content["asked"].items()},
    }  # fmt: skip


def page_of(ctx: Context, view: PaperView, *, filled: DraftForm | None = None) -> PaperPage:
    """Gather it."""
    acts = frozenset(acts_on(ctx.actor, view.standing))
    paper = view.paper
    people = {paper.drafter_id, paper.signer_id, paper.approved_by, *(step.account_id for step in view.steps)}
    if view.file:
        people.add(view.file.uploaded_by)
    template = template_of(ctx, view.case, paper.kind)
    form = filled
    if form is None and PaperAct.SAVE in acts:
        form = draft_form(ctx, view.case, paper.kind, template, said_before(view))
    return PaperPage(
        view, acts, names_of(ctx, people), get_delegation(ctx, paper.approved_under) if paper.approved_under else None,
        get_card(ctx, paper.agency_id).name, form, template, {ask.name: ask.rows for ask in template.shipped.asks},
    )  # fmt: skip


def names_sender(template: InForce) -> bool:
    """Whether the paper may say who sent the case."""
    return bool(template.fields & IDENTITY_NAMES)


def standing_papers(ctx: Context, petition_id: UUID) -> frozenset[PaperKind]:
    """Kinds of which one is on its way."""
    return frozenset(one.kind for one in list_papers(ctx, petition_id) if one.state in UNDER_WAY)
