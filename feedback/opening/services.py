"""Asking to learn who sent a sealed petition, agreeing or not, seeing it while it is open, closing it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, or_, select, update

from accounts.inbox import OfficialNoticeKind, tell_officials
from casework.boxed import has_box, new_boxed_key
from casework.identities.errors import NoSecondPerson, OpeningOver, OpeningWaits, WordsMissing
from casework.identities.models import IdentityOpening
from casework.identities.states import OPENING, OpeningAct, OpeningState
from casework.identity import Identity, is_in_safe, open_identity
from casework.locks.closing import is_locked
from casework.safes import closed as safe
from casework.safes.keys import hand_out
from casework.sealing import CaseKey, open_case_key
from casework.states import IdentityReason
from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id
from feedback.issuing.facts import is_concerned
from feedback.opening.closing import close_sender
from feedback.opening.policies import can_act_on, can_ask, identity_facts
from feedback.opening.queries import WORDS, facts_of
from feedback.policies import can_see
from feedback.proceedings.catalogue import identity_reasons
from feedback.seconding.people import list_seconds
from feedback.seconding.requests import demand, lock_request, row_of, term_ends
from feedback.services.moving import SUBJECT, Locked, lock_petition, record

OPEN_ROW, ANSWER_ROW = 65, 66
BOXES = "opening-boxes"
SHORTEST = 10
AT_ONCE = 100


def ask_opening(ctx: Context, petition_id: UUID, reason: IdentityReason, words: str) -> UUID:
    """Ask to learn who sent it; those who may agree are told that something waits for them, not of which case.

    Raises NotFound, Forbidden, WordsMissing, OpeningWaits, NoSecondPerson, NoKeyYet, CaseLocked. Denunciation Act
    art. 8, 56; rows 65, 66 of the table of terms.
    """
    if len(words.strip()) < SHORTEST:
        raise WordsMissing
    locked = lock_petition(ctx, petition_id)
    if ctx.actor.account_id is None or not can_see(ctx.actor, locked.facts()):
        raise NotFound
    in_safe = is_in_safe(ctx, petition_id)
    concerned = is_concerned(ctx, petition_id, ctx.actor.account_id)
    if not can_ask(ctx.actor, locked.facts(), concerned=concerned, in_safe=in_safe):
        raise Forbidden
    if reason not in identity_reasons(ctx):
        raise Forbidden
    _refuse_second(ctx, petition_id)
    closed = in_safe or is_locked(ctx, petition_id)
    seconds = _able(ctx, locked, list_seconds(ctx, locked, with_key=closed), in_safe=in_safe)
    if not seconds:
        raise NoSecondPerson
    opening_id = random_id()
    key = new_boxed_key(ctx, opening_id, readers=[ctx.actor.account_id, *seconds], locked=closed)
    ctx.session.execute(
        insert(IdentityOpening).values(
            id=opening_id, case_id=petition_id, case_type=SUBJECT, agency_id=locked.agency_id, reason=reason,
            state=OPENING.initial, asked_by=ctx.actor.account_id, asked_at=ctx.now,
            lapses_at=term_ends(ctx, row=ANSWER_ROW, agency_id=locked.agency_id), decided_by=None, decided_at=None,
            open_until=None,
            sealed_words=key.seal_text(words.strip(), part=WORDS),
            sealed_boxes=_peeled(ctx, petition_id, key) if in_safe else None,
        )
    )  # fmt: skip
    record(ctx, locked, "opening_ask", opening=str(opening_id), motive=reason.value)
    tell_officials(ctx, seconds, agency_id=locked.agency_id, kind=OfficialNoticeKind.OPENING_WAITS)
    return opening_id


def decide_opening(ctx: Context, opening_id: UUID, *, agrees: bool) -> None:
    """The second person agrees, and the asker sees it until the hours are over; or does not.

    Where it lies in a safe, the second person's key closes it for the asker: for the key they asked with, or what took
    its place by their own password, never for one that came of a password set by somebody else. Raises NotFound,
    OpeningOver, Forbidden, TransitionNotAllowed, NoSafeKey, NoKeyYet.
    """
    act = OpeningAct.APPROVE if agrees else OpeningAct.REFUSE
    locked, row = _begin(ctx, opening_id, act)
    until = term_ends(ctx, row=OPEN_ROW, agency_id=locked.agency_id) if agrees else None
    if agrees and row.sealed_boxes:
        if not has_box(ctx, opening_id, row.asked_by):
            raise OpeningOver
        boxes = open_case_key(ctx, opening_id).open_json(row.sealed_boxes, part=BOXES)
        safe.open_for(ctx, safe.load(boxes), row.asked_by)
        hand_out(ctx)
    _move(ctx, row, act, decided_by=ctx.actor.account_id, decided_at=ctx.now, open_until=until)
    record(ctx, locked, "opening_approve" if agrees else "opening_refuse", opening=str(opening_id))
    tell_officials(ctx, [row.asked_by], agency_id=locked.agency_id, kind=OfficialNoticeKind.OPENING_ANSWERED)


def withdraw_opening(ctx: Context, opening_id: UUID) -> None:
    """The asker needs it no more. Raises as `decide_opening`."""
    locked, row = _begin(ctx, opening_id, OpeningAct.WITHDRAW)
    _move(ctx, row, OpeningAct.WITHDRAW)
    close_sender(ctx, locked.id, locked.agency_id, locked.kind)
    record(ctx, locked, "opening_withdraw", opening=str(opening_id))


def shut_opening(ctx: Context, opening_id: UUID) -> None:
    """The asker has seen enough: it is closed before the hours are over. Raises as `decide_opening`."""
    locked, row = _begin(ctx, opening_id, OpeningAct.SHUT)
    _move(ctx, row, OpeningAct.SHUT)
    close_sender(ctx, locked.id, locked.agency_id, locked.kind)
    record(ctx, locked, "opening_shut", opening=str(opening_id))


def read_identity(ctx: Context, opening_id: UUID) -> Identity:
    """Who sent it, for the asker while it is open; each look is in the log. Raises as above, IdentityNotGiven."""
    locked, row = _begin(ctx, opening_id, OpeningAct.READ)
    found = open_identity(
        ctx, locked.id, case_type=SUBJECT, facts=identity_facts(locked.facts()), reason=row.reason
    )  # fmt: skip
    safe.move_over(ctx, locked.id)  # two people have it open: out of a safe that was changed meanwhile
    return found


def end_openings(ctx: Context) -> int:
    """By itself: what nobody answered in time, and what was open long enough; the motives go. Gives how many."""
    o, s = IdentityOpening, OpeningState
    late = or_(
        (o.state == s.ASKED) & (o.lapses_at <= ctx.now), (o.state == s.APPROVED) & (o.open_until <= ctx.now)
    )  # fmt: skip
    columns = (o.id, o.state, o.agency_id, o.case_id, o.asked_by)
    ended = ctx.session.execute(select(*columns).where(late).limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    for row in ended:
        act = OpeningAct.LAPSE if row.state is s.ASKED else OpeningAct.SHUT
        _move(ctx, row, act)
        audit.record(
            ctx, agency_id=row.agency_id, action=f"feedback:petition:opening_{act.value}", subject_type=SUBJECT,
            subject_id=row.case_id, opening=str(row.id),
        )  # fmt: skip
    return len(ended)


def _begin(ctx: Context, opening_id: UUID, act: OpeningAct) -> tuple[Locked, Any]:
    of = row_of(ctx, IdentityOpening, opening_id).case_id
    locked, row = lock_request(ctx, IdentityOpening, opening_id, petition_id=of)
    facts = facts_of(ctx, row, locked.facts())
    over = OpeningOver if facts.over else None
    demand(possible=OPENING.allows(row.state, act), over=over, may=can_act_on(ctx.actor, act, facts))
    return locked, row


def _move(ctx: Context, row: Any, act: OpeningAct, **values: Any) -> None:
    state = OPENING.target(row.state, act)
    # What the asker's key opened is of no use any more once somebody answered, or nobody did.
    kept = {"state": state, "sealed_boxes": None, **values}
    ctx.session.execute(update(IdentityOpening).where(IdentityOpening.id == row.id).values(**kept))
    if act is OpeningAct.SHUT:
        safe.close_for(ctx, row.case_id, row.asked_by)


def _able(ctx: Context, locked: Locked, seconds: Sequence[UUID], *, in_safe: bool) -> Sequence[UUID]:
    """Of those who may agree, who can: they have the other of the two keys. Raises NoSafeKey."""
    if not in_safe:
        return seconds
    hand_out(ctx)
    others = safe.seconds_for(ctx, locked.id)
    return seconds if others is None else [one for one in seconds if one in others]


def _peeled(ctx: Context, petition_id: UUID, key: CaseKey) -> bytes:
    return key.seal_json(safe.dump(safe.peel(ctx, petition_id)), part=BOXES)


def _refuse_second(ctx: Context, petition_id: UUID) -> None:
    """One request at a time; one that nobody answered in time is over and leaves the way free."""
    o, s = IdentityOpening, OpeningState
    mine = (o.case_id == petition_id, o.asked_by == ctx.actor.account_id)
    ctx.session.execute(
        update(o).where(*mine, o.state == s.ASKED, o.lapses_at <= ctx.now).values(state=s.LAPSED, sealed_boxes=None)
    )
    live = or_(o.state == s.ASKED, (o.state == s.APPROVED) & (o.open_until > ctx.now))
    if ctx.session.execute(select(o.id).where(*mine, live).limit(1)).first():
        raise OpeningWaits
