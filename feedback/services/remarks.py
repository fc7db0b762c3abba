"""Words among colleagues: remarks with mentions, that somebody has a case open, and texts to begin an answer with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Executable, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from accounts.queries import holders_by_role
from accounts.roles import Role
from casework.sealing import open_case_key
from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import random_id, uuid7
from feedback.desk_models import CannedAnswer, PetitionMention, PetitionPresence, PetitionRemark
from feedback.errors import CannedTextMissing, RemarkMissing
from feedback.policies import STAFF_ROLES, PetitionFacts, can_open
from feedback.queries.desk_reads import PRESENT_FOR, remark_part
from feedback.services.moving import SUBJECT, lock_petition, record
from feedback.states import Field

LONGEST = 4_000


def list_colleagues(ctx: Context, facts: PetitionFacts) -> dict[UUID, str]:
    """Who may be named in a remark of this case: who works at its desk and may read it; never oneself."""
    holders = holders_by_role(ctx, roles=STAFF_ROLES, agency_id=facts.agency_id)
    allowed = [
        (person.account_id, person.name)
        for role, people in holders.items()
        for person in people
        if not facts.sealed or person.account_id == facts.assignee_id or _desk_reads(role, facts)
    ]
    named = sorted({pair for pair in allowed if pair[0] != ctx.actor.account_id}, key=lambda pair: pair[1])
    return dict(named)


def _desk_reads(role: Role, facts: PetitionFacts) -> bool:
    return role is Role.INTAKE_CLERK and facts.assignee_id is None


def write_remark(ctx: Context, petition_id: UUID, text: str, *, named: Sequence[UUID] = ()) -> UUID:
    """Leave a word for colleagues; those named find it on their first page. No citizen ever reads it.

    Raises NotFound, Forbidden, RemarkMissing. Names of people who may not read the case are left out.
    """
    if not text.strip():
        raise RemarkMissing
    locked = lock_petition(ctx, petition_id)
    if ctx.actor.account_id is None or not can_open(ctx.actor, locked.facts()):
        raise Forbidden
    remark_id = random_id()
    sealed = open_case_key(ctx, petition_id).seal_text(text.strip()[:LONGEST], part=remark_part(remark_id))
    values = {"id": remark_id, "petition_id": petition_id, "account_id": ctx.actor.account_id, "at": ctx.now}
    ctx.session.execute(insert(PetitionRemark).values(**values, sealed_text=sealed))
    known = list_colleagues(ctx, locked.facts())
    mentions = [
        {"remark_id": remark_id, "account_id": account_id, "petition_id": petition_id, "at": ctx.now, "seen_at": None}
        for account_id in dict.fromkeys(named)
        if account_id in known
    ]
    if mentions:
        ctx.session.execute(insert(PetitionMention), mentions)
    record(ctx, locked, "remark", mentions=len(mentions))
    return remark_id


def note_seen(ctx: Context, petition_id: UUID) -> None:
    """The reader has looked at the case: what named them there is no longer waiting."""
    m = PetitionMention
    mine = (m.petition_id == petition_id, m.account_id == ctx.actor.account_id, m.seen_at.is_(None))
    ctx.session.execute(update(m).where(*mine).values(seen_at=ctx.now))


def note_present(ctx: Context, petition_id: UUID) -> None:
    """Say that the actor has the case open in a form; forgets who left long ago."""
    p = PetitionPresence
    if ctx.actor.account_id is None:
        return
    ctx.session.execute(delete(p).where(p.petition_id == petition_id, p.at <= ctx.now - PRESENT_FOR))
    here = {"petition_id": petition_id, "account_id": ctx.actor.account_id, "at": ctx.now}
    connection = ctx.session.connection()
    connection.execute(_presence(connection.dialect.name), here)


@cache
def _presence(dialect: str) -> Executable:
    table = cast(Table, PetitionPresence.__table__)
    statement = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return statement.on_conflict_do_update(
        index_elements=[table.c.petition_id, table.c.account_id], set_={"at": statement.excluded.at}
    )  # fmt: skip


def note_gone(ctx: Context, petition_id: UUID) -> None:
    """The actor's form was sent: they are no longer at it."""
    p = PetitionPresence
    ctx.session.execute(delete(p).where(p.petition_id == petition_id, p.account_id == ctx.actor.account_id))


def save_canned(
    ctx: Context, *, agency_id: UUID, title: str, body: str, field: Field | None, canned_id: UUID | None = None,
    version: int = 0,
) -> UUID:  # fmt: skip
    """Write a text of the desk, or change one. Raises Forbidden, CannedTextMissing, NotFound, StaleVersion."""
    if ctx.actor.account_id is None or not any(ctx.actor.holds_at(role, agency_id) for role in STAFF_ROLES):
        raise Forbidden
    if not title.strip() or len(body.strip()) < 10:
        raise CannedTextMissing
    c = CannedAnswer
    values: dict[str, Any] = {
        "title": title.strip(), "body": body.strip(), "field": field, "written_at": ctx.now,
        "author_id": ctx.actor.account_id,
    }  # fmt: skip
    if canned_id is None:
        canned_id = uuid7()
        ctx.session.execute(insert(c).values(id=canned_id, agency_id=agency_id, version=1, retired_at=None, **values))
    else:
        _lock_canned(ctx, canned_id, version)
        ctx.session.execute(update(c).where(c.id == canned_id).values(**values, version=version + 1))
    _audit(ctx, agency_id, canned_id, "save")
    return canned_id


def retire_canned(ctx: Context, canned_id: UUID, *, version: int) -> None:
    """Take a text out of use. Raises Forbidden, NotFound, StaleVersion."""
    agency_id = _lock_canned(ctx, canned_id, version)
    changed = {"retired_at": ctx.now, "version": version + 1}
    ctx.session.execute(update(CannedAnswer).where(CannedAnswer.id == canned_id).values(**changed))
    _audit(ctx, agency_id, canned_id, "retire")


def _lock_canned(ctx: Context, canned_id: UUID, version: int) -> UUID:
    c = CannedAnswer
    row = ctx.session.execute(
        select(c.agency_id, c.version).where(c.id == canned_id, c.retired_at.is_(None)).with_for_update()
    ).one_or_none()
    if row is None or not any(ctx.actor.holds_at(role, row.agency_id) for role in STAFF_ROLES):
        raise NotFound
    if row.version != version:
        raise StaleVersion
    agency_id: UUID = row.agency_id
    return agency_id


def _audit(ctx: Context, agency_id: UUID, canned_id: UUID, verb: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"feedback:canned:{verb}", subject_type=SUBJECT + "_canned",
        subject_id=canned_id,
    )  # fmt: skip
