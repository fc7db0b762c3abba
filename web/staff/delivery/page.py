"""What the pages of deliveries show, gathered once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext

from casework.sealing import CaseKey, open_case_key
from core.context import Context
from feedback.delivery.plans import PLANS, Plan
from feedback.delivery.policies import DeliveryFacts, can_handle_paper, can_record
from feedback.delivery.postings.forms import forms_of
from feedback.delivery.postings.queries import PostingRow, list_postings
from feedback.delivery.proofs import Received
from feedback.delivery.queries import (
    Addressee,
    DeliveryRow,
    list_deliveries,
    open_addressees,
    received_of,
)
from feedback.delivery.states import ACTS, LEFT, PAPER_WAYS, DeliveryAct, DeliveryState, Way
from feedback.issuing.queries import PaperRow, issued_papers, number_of
from feedback.policies import can_open
from feedback.proceedings.queries import find_proceeding
from feedback.queries import CaseView
from web.formatting import label

CHIPS = {
    DeliveryState.PLANNED: "due", DeliveryState.SENT: "info", DeliveryState.REACHED: "ok",
    DeliveryState.REFUSED: "due", DeliveryState.ABSENT: "due", DeliveryState.FAILED: "late",
    DeliveryState.CANCELLED: "mute",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A delivery beside the others. `to` is empty to whoever may not know for whom it is."""

    row: DeliveryRow
    to: Addressee
    chip: tuple[str, str]
    days: str
    instead: bool
    acts: Sequence[DeliveryAct]


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One paper with all its deliveries and postings, and what is missing."""

    paper: PaperRow
    number: str
    day: date | None
    lines: Sequence[Line]
    missing: Sequence[str]
    received: Received | None
    plan: Plan
    postings: Sequence[PostingRow]
    postable: bool


def cards_of(ctx: Context, case: CaseView) -> list[PaperCard]:
    """The issued papers of a case, newest first. The caller has decided that the official may see them."""
    papers = issued_papers(ctx, case.id)
    if not papers:
        return []
    key, rows, postings = open_case_key(ctx, case.id), list_deliveries(ctx, case.id), list_postings(ctx, case.id)
    view = find_proceeding(ctx, case.id)
    named = _named(ctx, case, papers[0], rows, key)
    cards = []
    for paper in reversed(papers):
        mine = [one for one in rows if one.paper_id == paper.id]
        number, plan = number_of(ctx, paper.id, key=key), PLANS[paper.kind]
        cards.append(
            PaperCard(
                paper, number.text if number else "", number.day if number else None,
                [_line(ctx, case, one, named) for one in mine], _missing(plan, mine), received_of(mine, paper.id), plan,
                [one for one in postings if one.paper_id == paper.id],
                bool(forms_of(paper.kind, view.track if view else None)),
            )
        )  # fmt: skip
    return cards


def may_look(ctx: Context, case: CaseView, issuer_id: UUID | None = None) -> bool:
    """Who sees how the papers of a case stand: whoever reads it, and whoever hands them out."""
    facts = case.facts()
    return bool(can_open(ctx.actor, facts)) or bool(can_handle_paper(ctx.actor, facts, issuer_id or case.agency_id))


def acts_now(ctx: Context, case: CaseView, row: DeliveryRow) -> list[DeliveryAct]:
    """What this official may record of it now, in the order of the enumeration."""
    facts = DeliveryFacts(case.facts(), row.agency_id, row.way, row.state)
    return [act for act in DeliveryAct if act in ACTS[row.way] and can_record(ctx.actor, act, facts)]


def _named(
    ctx: Context, case: CaseView, paper: PaperRow, rows: Sequence[DeliveryRow], key: CaseKey
) -> Mapping[UUID, Addressee]:  # fmt: skip
    if not can_handle_paper(ctx.actor, case.facts(), paper.agency_id):
        return {}
    return open_addressees(ctx, key, [row.id for row in rows])


def _line(ctx: Context, case: CaseView, row: DeliveryRow, named: Mapping[UUID, Addressee]) -> Line:
    told = [
        gettext("gửi %(day)s", day=f"{row.sent_on:%d/%m/%Y}") if row.sent_on else "",
        gettext("xong %(day)s", day=f"{row.settled_on:%d/%m/%Y}") if row.settled_on else "",
    ]
    return Line(
        row, named.get(row.id, Addressee()), (CHIPS[row.state], label(row.state)), " · ".join(filter(None, told)),
        row.after_id is not None, acts_now(ctx, case, row),
    )  # fmt: skip


def _missing(plan: Plan, rows: Sequence[DeliveryRow]) -> list[str]:
    """Who must have it and has nothing on its way, and what came back."""
    told = []
    for recipient in plan.must:
        mine = [one for one in rows if one.recipient is recipient]
        counted = [one for one in mine if one.way in PAPER_WAYS] if plan.on_paper else mine
        alive = [one for one in counted if one.state in LEFT or one.state is DeliveryState.PLANNED]
        if not alive:
            told.append(gettext("Chưa gửi cho: %(who)s", who=label(recipient).lower()))
        elif all(one.state is DeliveryState.PLANNED for one in alive):
            told.append(gettext("Chờ gửi cho: %(who)s", who=label(recipient).lower()))
    back = [one for one in rows if one.state is DeliveryState.FAILED]
    told += [gettext("%(way)s không tới được", way=label(one.way)) for one in back if one.way is not Way.PAGE]
    return told
