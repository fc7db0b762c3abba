"""Reads of deletions: what the actor proposed, what waits for them as the second person, what a sender is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accounts.queries import names_of
from agencies.queries import get_card
from casework.sealing import find_case_key
from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from feedback.deleting.holdings import digest_of, holdings_of
from feedback.deleting.models import MaterialDeletion
from feedback.deleting.pieces import Piece, find_piece
from feedback.deleting.policies import DeletionFacts, can_act_on
from feedback.deleting.states import DeletionAct, DeletionReason, DeletionState, Holding, Material
from feedback.policies import PetitionFacts, can_open
from feedback.queries.cases import find_case_view
from feedback.seconding.requests import all_shown, list_requests, request_facts, row_of, stands_near

WORDS, NUMBER = "deletion-words", "deletion-number"


@dataclass(frozen=True, slots=True)
class Deletion:
    """A proposal, for whoever made it or may answer it. What the petition says is nowhere in it.

    `piece`, `holdings`: exactly what would go; `digest`: what is agreed to; `changed`: it is not what was proposed.
    """

    id: UUID
    petition_id: UUID
    number: str
    agency_name: str
    material: Material
    reason: DeletionReason
    state: DeletionState
    asker: str
    second: str
    asked_at: datetime
    lapses_at: datetime
    decided_at: datetime | None
    decision_number: str
    words: str
    piece: Piece | None
    holdings: Mapping[Holding, int]
    digest: str
    changed: bool
    readable: bool
    mine: bool
    over: bool
    acts: frozenset[DeletionAct]


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was destroyed of a petition, as its sender is told it."""

    on: date
    material: Material
    decision_number: str


def get_deletion(ctx: Context, deletion_id: UUID) -> Deletion:
    """A proposal, for the asker and those who may answer. Raises NotFound for anybody else."""
    found = _shown(ctx, row_of(ctx, MaterialDeletion, deletion_id))
    if found is None:
        raise NotFound
    return found


def list_deletions(ctx: Context) -> Sequence[Deletion]:
    """What waits for the actor's answer, then what they proposed, newest first."""
    return list_requests(ctx, MaterialDeletion, MaterialDeletion.state == DeletionState.ASKED, _shown)


def deletions_of(ctx: Context, petition_id: UUID) -> Sequence[Deletion]:
    """The proposals of one petition that the actor made or may answer, newest first."""
    d = MaterialDeletion
    rows = ctx.session.execute(select(d).where(d.petition_id == petition_id).order_by(d.asked_at.desc()).limit(10))
    return all_shown(ctx, rows.scalars().all(), _shown)


def list_deleted(ctx: Context, petition_id: UUID) -> Sequence[Deleted]:
    """What was destroyed and by which decision, oldest first: for its sender, and for those who work it."""
    d = MaterialDeletion
    rows = ctx.session.execute(
        select(d.id, d.material, d.decided_at, d.sealed_number)
        .where(d.petition_id == petition_id, d.state == DeletionState.DONE)
        .order_by(d.decided_at, d.id)
    )
    return [Deleted(local_date(row.decided_at), row.material, _number(ctx, row)) for row in rows]


def facts_of(ctx: Context, row: MaterialDeletion, petition: PetitionFacts) -> DeletionFacts:
    """What the decisions need: once answered, nothing runs out any more."""
    waits = row.state is DeletionState.ASKED
    return request_facts(
        ctx, row, petition, petition_id=row.petition_id, state=row.state, waits=waits,
        ends=row.lapses_at if waits else None, reads=lambda: bool(said_of(ctx, row)),
    )  # fmt: skip


def said_of(ctx: Context, row: MaterialDeletion) -> Mapping[str, Any]:
    """What the proposal says under its own key: words, what was proposed in short, files of a message. Empty to whom
    it is closed, and once it was answered.
    """
    key = find_case_key(ctx, row.id) if row.sealed_words else None
    said: Mapping[str, Any] = key.open_json(row.sealed_words, part=WORDS) if key else {}
    return said


def _number(ctx: Context, row: Any) -> str:
    if row.sealed_number is None:
        return ""
    return ctx.keys.open(NUMBER, row.sealed_number, bound_to=row.id.bytes).decode()


def _shown(ctx: Context, row: MaterialDeletion) -> Deletion | None:
    case = find_case_view(ctx, row.petition_id)
    if case is None:
        return None
    facts = facts_of(ctx, row, case.facts())
    acts = frozenset(act for act in DeletionAct if can_act_on(ctx.actor, act, facts))
    who = ctx.actor.account_id
    near = stands_near(ctx, row.agency_id)
    mine = near and row.asked_by == who
    if not (mine or (near and row.decided_by == who) or DeletionAct.APPROVE in acts):
        return None
    names, said = names_of(ctx, [row.asked_by, row.decided_by]), said_of(ctx, row)
    waits = row.state is DeletionState.ASKED
    whole = row.material is Material.CASE
    digest = digest_of(ctx, row.petition_id, row.material, row.item_id) if waits else ""
    return Deletion(
        row.id, row.petition_id, case.number, get_card(ctx, case.agency_id).name, row.material, row.reason, row.state,
        names.get(row.asked_by, ""), names.get(row.decided_by, "") if row.decided_by else "", row.asked_at,
        row.lapses_at, row.decided_at, _number(ctx, row), str(said.get("words", "")),
        find_piece(ctx, row.petition_id, row.material, row.item_id) if waits and row.item_id else None,
        holdings_of(ctx, row.petition_id) if waits and whole else {}, digest,
        waits and bool(said) and said["digest"] != digest, bool(can_open(ctx.actor, case.facts())), mine, facts.over,
        acts,
    )  # fmt: skip
