"""The life of a posting: redacted by one person, approved by another, posted, taken down; each with its record."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from casework.sealing import CaseKey, open_case_key
from core import audit, outbox
from core.actor import ActorKind
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import random_id
from core.transitions import TransitionNotAllowed
from feedback.delivery.commands import EndPosting, ProposePosting, StartPosting
from feedback.delivery.errors import (
    DayAhead,
    DayBefore,
    DayMissing,
    NotForPosting,
    NotIssued,
    PlaceMissing,
    PostedAlready,
    PostedTooShort,
    ReasonMissing,
    RedactedMissing,
    TitleMissing,
)
from feedback.delivery.events import PostingTakenDown
from feedback.delivery.models import PublicPosting
from feedback.delivery.policies import can_post, can_propose, can_see_posting
from feedback.delivery.postings.forms import Form, find_form
from feedback.delivery.postings.queries import (
    PostingRow,
    PostingWords,
    due_to_end,
    facts_before,
    facts_of,
    get_posting,
    open_words,
    words_part,
)
from feedback.delivery.scans import read_scan
from feedback.delivery.services.settling import take_as_system
from feedback.delivery.states import POSTING, PostingAct, PostingState
from feedback.issuing.queries import PaperRow, get_paper
from feedback.issuing.states import PaperState
from feedback.proceedings.commands import Take
from feedback.proceedings.machine import MACHINES, POSTING_VARIANTS, PUBLISHING
from feedback.proceedings.policies import hindrance
from feedback.proceedings.queries import facts_of as proceeding_facts
from feedback.proceedings.queries import find_proceeding, term
from feedback.proceedings.states import Step, Track
from feedback.services.moving import Locked, lock_petition
from feedback.states import PetitionState

AT_ONCE = 100
_CLEARED: dict[str, Any] = {"title": "", "place": "", "public_key": None}


def propose_posting(ctx: Context, command: ProposePosting, *, posting_id: UUID | None = None) -> UUID:
    """Hand in a redacted version, for the first time or again after it was returned.

    Raises NotFound, NotIssued, NotForPosting, TitleMissing, RedactedMissing, PostedAlready, TransitionNotAllowed.
    Denunciation Act art. 40, Decree 31/2019 art. 6; law sheet §2.3, §2.4.
    """
    paper = get_paper(ctx, command.paper_id)
    locked = lock_petition(ctx, paper.petition_id)
    if not can_propose(ctx.actor, facts_before(ctx, locked.id, paper.agency_id, locked.facts())):
        raise NotFound
    form = _form(ctx, paper, command)
    if not command.title.strip():
        raise TitleMissing
    if posting_id is not None:
        return _again(ctx, posting_id, command, form)
    if form.file and command.redacted is None:
        raise RedactedMissing
    return _begin(ctx, locked, paper, command)


def approve_posting(ctx: Context, posting_id: UUID, *, version: int) -> None:
    """Another person than the one who redacted it has read it and found nothing that must be covered.

    Raises NotFound, StaleVersion, TransitionNotAllowed, Forbidden.
    """
    row = _begin_act(ctx, posting_id, PostingAct.APPROVE, version)
    _move(ctx, row, PostingAct.APPROVE, approved_by=ctx.actor.account_id)


def return_posting(ctx: Context, posting_id: UUID, *, comment: str, version: int) -> None:
    """Something shows that must be covered. Raises NotFound, StaleVersion, TransitionNotAllowed, Forbidden,
    ReasonMissing.
    """
    row = _begin_act(ctx, posting_id, PostingAct.RETURN, version)
    if not comment.strip():
        raise ReasonMissing(field="comment")
    key = open_case_key(ctx, row.petition_id)
    words = replace(open_words(ctx, row, key=key), comment=comment.strip())
    _move(ctx, row, PostingAct.RETURN, approved_by=None, sealed=_seal(key, row.id, words))


def drop_posting(ctx: Context, posting_id: UUID, *, version: int) -> None:
    """It will not be posted. Raises NotFound, StaleVersion, TransitionNotAllowed, Forbidden."""
    row = _begin_act(ctx, posting_id, PostingAct.DROP, version)
    _move(ctx, row, PostingAct.DROP, approved_by=None)


def start_posting(ctx: Context, posting_id: UUID, command: StartPosting, *, version: int) -> date:
    """It hangs (or stands on the portal) since a day; gives the last day it must stay. The step of making public
    follows by itself, with that day.

    Raises NotFound, StaleVersion, TransitionNotAllowed, Forbidden, PlaceMissing, DayMissing, DayAhead, DayBefore.
    """
    row = _begin_act(ctx, posting_id, PostingAct.POST, version)
    key = open_case_key(ctx, row.petition_id)
    paper = get_paper(ctx, row.paper_id)
    if not command.place.strip():
        raise PlaceMissing
    day = _day(ctx, command.day, local_date(paper.issued_at or ctx.now))
    words = replace(open_words(ctx, row, key=key), place=command.place.strip(), photo=command.photo)
    last = _last_day(ctx, row, paper, day)
    public_key = ctx.files.put(read_scan(ctx.files, key, words.redacted)) if words.redacted else None
    _move(
        ctx, row, PostingAct.POST, title=words.title, place=words.place, public_key=public_key, posted_from=day,
        posted_to=last, sealed=_seal(key, row.id, words),
    )  # fmt: skip
    _settle_publishing(ctx, paper, day)
    return last


def end_posting(ctx: Context, posting_id: UUID, command: EndPosting, *, version: int | None = None) -> None:
    """Its days are over: it comes down, what was readable is sealed again.

    Raises NotFound, StaleVersion, TransitionNotAllowed, Forbidden, PostedTooShort, DayMissing, DayAhead, DayBefore.
    """
    row = _begin_act(ctx, posting_id, PostingAct.END, version)
    day = _day(ctx, command.day, row.posted_from or local_date(ctx.now))
    if row.posted_to is not None and day <= row.posted_to:
        raise PostedTooShort(until=f"{row.posted_to:%d/%m/%Y}")
    _take_down(ctx, row, PostingAct.END, day, command)


def remove_posting(ctx: Context, posting_id: UUID, command: EndPosting, *, version: int) -> None:
    """It comes down before its days are over, for a reason; those days then do not count as posted.

    Raises NotFound, StaleVersion, TransitionNotAllowed, Forbidden, ReasonMissing, DayMissing, DayAhead, DayBefore.
    """
    row = _begin_act(ctx, posting_id, PostingAct.REMOVE, version)
    if not command.words.strip():
        raise ReasonMissing
    day = _day(ctx, command.day, row.posted_from or local_date(ctx.now))
    _take_down(ctx, row, PostingAct.REMOVE, day, command)


def end_postings(ctx: Context) -> int:
    """By itself, as the system: everything whose days are over; gives how many."""
    ids = due_to_end(ctx, limit=AT_ONCE)
    for posting_id in ids:
        row = get_posting(ctx, posting_id)
        if row.posted_to is not None:
            end_posting(ctx, posting_id, EndPosting(row.posted_to + timedelta(days=1)))
    return len(ids)


def _form(ctx: Context, paper: PaperRow, command: ProposePosting) -> Form:
    if paper.state is not PaperState.ISSUED:
        raise NotIssued
    view = find_proceeding(ctx, paper.petition_id)
    form = find_form(paper.kind, view.track if view else None, command.form)
    if form is None:
        raise NotForPosting
    return form


def _begin(ctx: Context, locked: Locked, paper: PaperRow, command: ProposePosting) -> UUID:
    g, posting_id, key = PublicPosting, random_id(), open_case_key(ctx, locked.id)
    over = (PostingState.ENDED, PostingState.REMOVED, PostingState.DROPPED)
    standing = select(g.id).where(g.paper_id == paper.id, g.form == command.form, g.state.not_in(over))
    if ctx.session.execute(standing).first() is not None:
        raise PostedAlready
    words = PostingWords(title=command.title.strip(), redacted=command.redacted)
    ctx.session.execute(
        insert(g).values(
            id=posting_id, petition_id=locked.id, paper_id=paper.id, agency_id=paper.agency_id, form=command.form,
            state=PostingState.PROPOSED, posted_from=None, posted_to=None, taken_down_on=None,
            proposed_by=ctx.actor.account_id, approved_by=None, sealed=_seal(key, posting_id, words),
            created_at=ctx.now, changed_at=ctx.now, version=1, **_CLEARED,
        )
    )  # fmt: skip
    _audit(ctx, paper.agency_id, locked.id, posting_id, PostingAct.PROPOSE)
    return posting_id


def _again(ctx: Context, posting_id: UUID, command: ProposePosting, form: Form) -> UUID:
    row = _begin_act(ctx, posting_id, PostingAct.PROPOSE, None)
    key = open_case_key(ctx, row.petition_id)
    old = open_words(ctx, row, key=key)
    redacted = command.redacted or old.redacted
    if row.paper_id != command.paper_id or row.form is not command.form:
        raise NotFound
    if form.file and redacted is None:
        raise RedactedMissing
    words = replace(old, title=command.title.strip(), redacted=redacted)
    # Whoever changed it last is the one who may not approve it.
    _move(
        ctx, row, PostingAct.PROPOSE, proposed_by=ctx.actor.account_id, approved_by=None,
        sealed=_seal(key, row.id, words),
    )  # fmt: skip
    return row.id


def _begin_act(ctx: Context, posting_id: UUID, act: PostingAct, version: int | None) -> PostingRow:
    """Lock and decide; whoever may not know of it finds nothing."""
    locked = lock_petition(ctx, get_posting(ctx, posting_id).petition_id)
    row = get_posting(ctx, posting_id, lock=True)
    facts = facts_of(ctx, row, locked.facts())
    if ctx.actor.kind is not ActorKind.SYSTEM and not can_see_posting(ctx.actor, facts):
        raise NotFound
    if version is not None and version != row.version:
        raise StaleVersion
    if not POSTING.allows(row.state, act):
        raise TransitionNotAllowed
    if not can_post(ctx.actor, act, facts):
        raise Forbidden
    return row


def _move(ctx: Context, row: PostingRow, act: PostingAct, **values: Any) -> None:
    g = PublicPosting
    changed = {"state": POSTING.target(row.state, act), "changed_at": ctx.now, "version": row.version + 1, **values}
    ctx.session.execute(update(g).where(g.id == row.id).values(**changed))
    _audit(ctx, row.agency_id, row.petition_id, row.id, act)


def _take_down(ctx: Context, row: PostingRow, act: PostingAct, day: date, command: EndPosting) -> None:
    values: dict[str, Any] = {"taken_down_on": day, **_CLEARED}
    if command.words.strip() or command.photo:  # by itself it ends without words: of a locked case there is no key
        key = open_case_key(ctx, row.petition_id)
        words = replace(open_words(ctx, row, key=key), why_removed=command.words.strip(), photo_down=command.photo)
        values["sealed"] = _seal(key, row.id, words)
    _move(ctx, row, act, **values)
    if row.public_key is not None:
        # Removed after the commit; the redacted version stays sealed with the case.
        outbox.publish(ctx, PostingTakenDown(file_key=row.public_key))


def _day(ctx: Context, day: date | None, earliest: date) -> date:
    if day is None:
        raise DayMissing
    if day > local_date(ctx.now):
        raise DayAhead
    if day < earliest:
        raise DayBefore(earliest=f"{earliest:%d/%m/%Y}")
    return day


def _last_day(ctx: Context, row: PostingRow, paper: PaperRow, day: date) -> date:
    """How long it stays at least (row 49): fifteen days without a gap; an announcement is over with its day."""
    view = find_proceeding(ctx, row.petition_id)
    track: Track | None = view.track if view else None
    form = find_form(paper.kind, track, row.form)
    if form is None or track is None or not form.days:
        return day
    due_at = term(ctx, PUBLISHING, day, row.agency_id, variant=POSTING_VARIANTS[track]).due_at
    return local_date(due_at) if due_at else day


def _settle_publishing(ctx: Context, paper: PaperRow, day: date) -> None:
    view = find_proceeding(ctx, paper.petition_id)
    if view is None or not MACHINES[view.track].allows(view.stage, Step.PUBLISH):
        return
    locked = lock_petition(ctx, paper.petition_id)
    if locked.state is not PetitionState.PROCEEDING:
        return
    if hindrance(Step.PUBLISH, proceeding_facts(ctx, view, locked.facts())) is None:
        after = max([day, *(one for one in (view.decided_on, view.sent_on) if one)])
        take_as_system(ctx, locked.id, Take(Step.PUBLISH, day=after))


def _seal(key: CaseKey, posting_id: UUID, words: PostingWords) -> bytes:
    """The words of a posting, sealed. Raises KeyRenewed when a scan came in under the key before."""
    told = asdict(words)
    for name, scan in (("redacted", words.redacted), ("photo", words.photo), ("photo_down", words.photo_down)):
        if scan is not None:
            key.fit(scan.under)
            told[name] = scan.facts()
    return key.seal_json(told, part=words_part(posting_id))


def _audit(ctx: Context, agency_id: UUID, petition_id: UUID, posting_id: UUID, act: PostingAct) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"feedback:posting:{act.value}", subject_type="petition",
        subject_id=petition_id, posting=str(posting_id),
    )  # fmt: skip
