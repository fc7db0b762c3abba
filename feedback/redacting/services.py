"""Making a covered copy of a sealed petition, letting it be read, naming its readers, taking it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from accounts.inbox import OfficialNoticeKind, tell_officials
from accounts.queries import Person, holders_by_role
from casework.attachments import ImageSize, read_attachment
from casework.boxed import add_reader, drop_reader, new_boxed_key, shred
from casework.errors import CaseShredded
from casework.identities.errors import NoSecondPerson
from casework.locks.closing import is_locked
from casework.locks.errors import CaseLocked
from casework.redaction import dump
from casework.sealing import open_case_key
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id
from feedback.issuing.facts import is_concerned
from feedback.policies import can_see
from feedback.publishing.photos import painted
from feedback.redacting.errors import NotAReader
from feedback.redacting.models import RedactedCopy, RedactedReader
from feedback.redacting.policies import READERS, can_act_on_copy, can_make
from feedback.redacting.queries import TEXT, CopyText, copy_facts, open_text
from feedback.redacting.source import covered, read_words
from feedback.redacting.states import COPY, CopyAct, CopyState
from feedback.seconding.people import list_seconds
from feedback.seconding.requests import demand, lock_request
from feedback.services.moving import Locked, lock_petition, record


@dataclass(frozen=True, slots=True)
class MakeCopy:
    """What the maker chose: which suggestions to leave readable, what more to cover, which photos were cleared."""

    digest: str
    kept_open: Collection[str] = ()
    more: str = ""
    photos: Sequence[UUID] = field(default_factory=tuple)


def make_copy(ctx: Context, petition_id: UUID, command: MakeCopy) -> UUID:
    """Cover and put before somebody else. What was left as the sender's is covered in any case.

    Attachments stay away but for photos that were looked at and cleared: they may show handwriting, and are made anew
    from pixels. Raises NotFound, Forbidden, SourceChanged, PhraseMissing, NoSecondPerson, NoKeyYet, CaseLocked.
    Denunciation Act art. 56.
    """
    locked = lock_petition(ctx, petition_id)
    if ctx.actor.account_id is None or not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if not can_make(ctx.actor, locked.facts(), concerned=is_concerned(ctx, petition_id, ctx.actor.account_id)):
        raise Forbidden
    closed = is_locked(ctx, petition_id)
    seconds = list_seconds(ctx, locked, with_key=closed)
    if not seconds:
        raise NoSecondPerson
    words = read_words(ctx, petition_id)
    pieces = covered(words, digest=command.digest, kept_open=command.kept_open, more=command.more)
    copy_id = random_id()
    key = new_boxed_key(ctx, copy_id, readers=[ctx.actor.account_id, *seconds], locked=closed)
    photos: list[dict[str, object]] = []
    for photo_id in command.photos:
        data, width, height = painted(read_attachment(ctx, petition_id, photo_id, ImageSize.DISPLAY), ())
        kept = ctx.files.put(key.seal(data, part=f"{TEXT}:{len(photos)}"))
        photos.append({"key": kept, "width": width, "height": height})
    sealed = key.seal_json({"pieces": dump(pieces), "photos": photos}, part=TEXT)
    ctx.session.execute(
        insert(RedactedCopy).values(
            id=copy_id, petition_id=petition_id, agency_id=locked.agency_id, state=COPY.initial,
            made_by=ctx.actor.account_id, made_at=ctx.now, decided_by=None, decided_at=None, sealed_text=sealed,
        )
    )  # fmt: skip
    record(ctx, locked, "copy_make", copy=str(copy_id))
    tell_officials(ctx, seconds, agency_id=locked.agency_id, kind=OfficialNoticeKind.OPENING_WAITS)
    return copy_id


def decide_copy(ctx: Context, copy_id: UUID, *, lets: bool) -> None:
    """The second person has read the copy: nothing in it tells who wrote; or something still does.

    Raises NotFound, Forbidden, TransitionNotAllowed.
    """
    act = CopyAct.APPROVE if lets else CopyAct.RETURN
    locked, row = begin_copy(ctx, copy_id, act)
    _move(ctx, row, act, decided_by=ctx.actor.account_id, decided_at=ctx.now)
    record(ctx, locked, "copy_approve" if lets else "copy_return", copy=str(copy_id))
    tell_officials(ctx, [row.made_by], agency_id=locked.agency_id, kind=OfficialNoticeKind.OPENING_ANSWERED)


def name_reader(ctx: Context, copy_id: UUID, account_id: UUID) -> None:
    """Let somebody read it, by name. Raises as above, NotAReader, NoKeyYet (a locked case's reader needs a key)."""
    locked, _row = begin_copy(ctx, copy_id, CopyAct.NAME)
    if account_id not in {one.account_id for one in list_possible_readers(ctx, locked)}:
        raise NotAReader
    r = RedactedReader
    there = select(r.copy_id).where(r.copy_id == copy_id, r.account_id == account_id)
    if ctx.session.execute(there).first():
        return
    if is_locked(ctx, copy_id):
        drop_reader(ctx, copy_id, account_id)
        add_reader(ctx, open_case_key(ctx, copy_id), account_id)
    values = {"copy_id": copy_id, "account_id": account_id, "named_by": ctx.actor.account_id, "named_at": ctx.now}
    ctx.session.execute(insert(r).values(**values))
    record(ctx, locked, "copy_name", copy=str(copy_id), account=str(account_id))
    tell_officials(ctx, [account_id], agency_id=locked.agency_id, kind=OfficialNoticeKind.OPENING_WAITS)


def drop_named(ctx: Context, copy_id: UUID, account_id: UUID) -> None:
    """They need not read it any more. Raises as `decide_copy`."""
    locked, row = begin_copy(ctx, copy_id, CopyAct.NAME)
    r = RedactedReader
    ctx.session.execute(delete(r).where(r.copy_id == copy_id, r.account_id == account_id))
    if account_id not in (row.made_by, row.decided_by):
        drop_reader(ctx, copy_id, account_id)
    record(ctx, locked, "copy_drop", copy=str(copy_id), account=str(account_id))


def withdraw_copy(ctx: Context, copy_id: UUID) -> None:
    """Nobody reads it any more: its key is destroyed. Raises as `decide_copy`."""
    locked, row = begin_copy(ctx, copy_id, CopyAct.WITHDRAW)
    _move(ctx, row, CopyAct.WITHDRAW)
    ctx.session.execute(delete(RedactedReader).where(RedactedReader.copy_id == copy_id))
    shred(ctx, copy_id)
    record(ctx, locked, "copy_withdraw", copy=str(copy_id))


def retire_copies(ctx: Context, petition_id: UUID) -> None:
    """With the petition itself, or with any piece of it that a copy may show, its copies go: nobody reads them."""
    c, s = RedactedCopy, CopyState
    for row in ctx.session.execute(select(c.id, c.state).where(c.petition_id == petition_id)).all():
        for key in _photo_keys(ctx, row.id):
            ctx.files.delete(key)
        ctx.session.execute(delete(RedactedReader).where(RedactedReader.copy_id == row.id))
        state = s.WITHDRAWN if row.state in (s.PROPOSED, s.APPROVED) else row.state
        ctx.session.execute(update(c).where(c.id == row.id).values(state=state, sealed_text=b""))
        shred(ctx, row.id)


def _photo_keys(ctx: Context, copy_id: UUID) -> Sequence[str]:
    """Its photos in the file store, as far as the actor can tell; without the copy's key they open for nobody."""
    try:
        return [str(photo["key"]) for photo in open_text(ctx, copy_id).photos]
    except (CaseLocked, CaseShredded):
        return []


def list_possible_readers(ctx: Context, locked: Locked) -> Sequence[Person]:
    """Who may be named: who verifies, assists or watches at the agency, and nobody it may speak of."""
    holders = holders_by_role(ctx, roles=READERS, agency_id=locked.agency_id)
    people = {one.account_id: one for those in holders.values() for one in those}
    free = [one for one in people.values() if not is_concerned(ctx, locked.id, one.account_id)]
    return sorted((one for one in free if one.account_id != ctx.actor.account_id), key=lambda one: one.name)


def begin_copy(ctx: Context, copy_id: UUID, act: CopyAct) -> tuple[Locked, Any]:
    """First the petition, then the copy, locked. Raises NotFound, Forbidden, TransitionNotAllowed."""
    c = RedactedCopy
    of = ctx.session.execute(select(c.petition_id).where(c.id == copy_id)).scalar_one_or_none()
    if of is None:
        raise NotFound
    locked, row = lock_request(ctx, c, copy_id, petition_id=of)
    may = can_act_on_copy(ctx.actor, act, copy_facts(ctx, row, locked.facts()))
    demand(possible=COPY.allows(row.state, act), may=may)
    return locked, row


def _move(ctx: Context, row: Any, act: CopyAct, **values: Any) -> None:
    state = COPY.target(row.state, act)
    ctx.session.execute(update(RedactedCopy).where(RedactedCopy.id == row.id).values(state=state, **values))


def read_copy(ctx: Context, copy_id: UUID) -> CopyText:
    """What the copy says, for a named reader, the maker, or the second person before letting it go; in the log.

    Raises NotFound, Forbidden, TransitionNotAllowed.
    """
    locked, _row = begin_copy(ctx, copy_id, CopyAct.READ)
    record(ctx, locked, "copy_read", copy=str(copy_id))
    return open_text(ctx, copy_id)


def read_photo(ctx: Context, copy_id: UUID, place: int) -> bytes:
    """A cleared photo of the copy; in the log too. Raises as `read_copy`."""
    text = read_copy(ctx, copy_id)
    if place >= len(text.photos):
        raise NotFound
    key = open_case_key(ctx, copy_id)
    return key.open(ctx.files.get(text.photos[place]["key"]), part=f"{TEXT}:{place}")
