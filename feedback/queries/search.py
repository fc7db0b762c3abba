"""Finding petitions in what an official may see: by words, by public number, by the phone that was left.

Words are looked up in an index that holds only what is triaged and unsealed, within the official's desks; each row
found is held against the petition again, so that an index out of step shows nothing it must not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from accounts.models import Account
from accounts.roles import Role
from agencies.models import Agency
from casework.identity import tag_phone
from core import audit
from core.actor import Actor
from core.clock import local_date
from core.context import Context
from core.ids import ALPHABET, parse_number
from core.paging import Page, decode_cursor, encode_cursor
from core.ports import WordQuery
from core.text import words_of
from deadlines.queries import load_calendar
from feedback.desk.book import find_in_book
from feedback.machine import OPEN_STATES
from feedback.models import Petition
from feedback.policies import STAFF_ROLES, PetitionFacts, can_list, can_see
from feedback.queries.narrowing import NOTHING, Narrowing
from feedback.queries.queue import QueueRow, answered_in_time, lacking, standing_from
from feedback.search_models import PetitionSearch
from feedback.searching import PHONE_PURPOSE

PAGE = 20
COUNT_CAP = 100
# So many of the newest petitions with the words are held against what else was chosen, for one page.
LOOKED_AT = 1_000
_QUOTED = re.compile(r'"([^"]*)"')
_MOST_WORDS = 12
_BOOK_NUMBER, _LONGEST_BOOK_NUMBER = re.compile(r"[0-9]"), 40
_PART = re.compile(rf"[{ALPHABET}]{{4}}(?:-?[{ALPHABET}]{{3}})?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A petition that was found; `body` is empty while it is sealed."""

    row: QueueRow
    body: str
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, newest first, and on the first page how many there are (no further than the cap).

    `older`: older petitions with the words were not held against what else was chosen; a page may then hold nothing
    and still be followed by others.
    """

    page: Page[Hit]
    count: int | None
    capped: bool
    older: bool = False


_ROW = tuple(name for name in QueueRow.__slots__ if name not in ("assignee", "standing"))
_COLUMNS = (
    *(getattr(Petition, name) for name in _ROW), Petition.body, Petition.place, Petition.agency_id,
    Petition.reopened_at, Account.name.label("assignee"),
)  # fmt: skip


def phrases_of(typed: str) -> list[list[str]]:
    """What is looked for: a quoted part is a phrase, every other word stands for itself. The first dozen count."""
    quoted = [words_of(part) for part in _QUOTED.findall(typed)]
    single = [[word] for word in words_of(_QUOTED.sub(" ", typed))]
    kept: list[list[str]] = []
    for phrase in [*quoted, *single]:
        if phrase and phrase not in kept:
            kept.append(phrase)
    return kept[:_MOST_WORDS]


def search_words(
    ctx: Context, *, viewer: Actor, typed: str, narrowed: Narrowing = NOTHING, after: str | None = None
) -> Found:
    """The newest petitions that hold all the words, with or without diacritics. At most four statements.

    Raises Forbidden. Sealed petitions are never found by words, whoever asks. A desk is looked for in the index itself;
    the other choices sift the newest petitions it gives, a bounded number a page: what is older comes with the next.
    """
    can_list(viewer).demand()
    units = _units(viewer, narrowed.unit)
    phrases = phrases_of(typed)
    if not phrases or not units:
        return Found(Page([], None), 0, capped=False)
    start = decode_cursor(after, 1)
    below = start[0] if start is not None and isinstance(start[0], int) else None
    most = COUNT_CAP if below is None else PAGE
    sifted = bool(narrowed.without("unit"))
    given = ctx.words.newest(
        ctx.session, WordQuery(phrases, units), below=below, most=(LOOKED_AT if sifted else most) + 1
    )
    ranks = _sifted(ctx, given[:LOOKED_AT], narrowed, most + 1) if sifted else given
    shown = ranks[:PAGE]
    hits = _hits_of(ctx, PetitionSearch.rank.in_(shown), units) if shown else []
    older = sifted and len(given) > LOOKED_AT
    onward = shown[-1:] if len(ranks) > PAGE else given[LOOKED_AT - 1 : LOOKED_AT] if older else []
    count = min(len(ranks), COUNT_CAP) if below is None else None
    return Found(Page(hits, encode_cursor(onward) if onward else None), count, len(ranks) > COUNT_CAP, older)


def _sifted(ctx: Context, ranks: Sequence[int], narrowed: Narrowing, most: int) -> Sequence[int]:
    """Of what the index gave, the newest that are as chosen."""
    p, s = Petition, PetitionSearch
    conditions = [getattr(p, name) == value for name, value in narrowed.equal_to().items()]
    if narrowed.state is not None:
        conditions.append(p.state == narrowed.state)
    if (answered := narrowed.answered_within()) is not None:
        conditions.append(p.answered_at.between(*answered))
    if narrowed.lacks is not None:
        conditions.append(lacking(narrowed.lacks))
    if narrowed.timely is not None:
        conditions.append(answered_in_time() if narrowed.timely else ~answered_in_time())
    if (window := narrowed.window(ctx.now)) is not None:
        conditions += [p.state.in_(OPEN_STATES), p.due_at.between(*window)]
    found = select(s.rank).join(p, p.id == s.petition_id).where(s.rank.in_(ranks), p.sealed.is_(False), *conditions)
    return ctx.session.execute(found.order_by(s.rank.desc()).limit(most)).scalars().all()


def search_number(ctx: Context, *, viewer: Actor, typed: str) -> Sequence[Hit]:
    """The petitions of a public number, whole or only its part after the year (as the queue shows it); else of a number
    in the desk's paper book, of what is unsealed.

    By their own number sealed ones too, as a line without a title, for those in whose lists they are.
    """
    can_list(viewer).demand()
    number = parse_number(typed)
    if number is not None:
        return _seen(ctx, viewer, Petition.number == number)
    part = typed.strip().upper()
    if not _PART.fullmatch(part):
        return _numbered_on_paper(ctx, viewer, part)
    a, years = Agency, {local_date(ctx.now).year, local_date(ctx.now - timedelta(days=366)).year}
    codes = ctx.session.execute(select(a.code).where(a.id.in_(_units(viewer, None)))).scalars()
    tail = part.replace("-", "")
    ranges = [_range(f"{code}-{year % 100:02d}", tail) for code in codes for year in sorted(years)]
    return _seen(ctx, viewer, or_(*ranges)) if ranges else []


def _numbered_on_paper(ctx: Context, viewer: Actor, typed: str) -> Sequence[Hit]:
    found = find_in_book(ctx, typed) if _BOOK_NUMBER.search(typed) and len(typed) <= _LONGEST_BOOK_NUMBER else []
    return _seen(ctx, viewer, Petition.id.in_(found)) if found else []


def search_phone(ctx: Context, *, phone: str) -> Sequence[Hit]:
    """The newest triaged, unsealed petitions somebody left this phone with, for the desk that may see who sent them.

    Inside `transaction()`: that somebody was looked for is audited, the number is not. Raises Forbidden.
    """
    viewer = ctx.actor
    can_list(viewer).demand()
    found: list[Hit] = []
    for agency_id in viewer.agencies(Role.INTAKE_CLERK):
        tag = tag_phone(ctx, phone, purpose=PHONE_PURPOSE, agency_id=agency_id)
        if tag is None:
            continue
        found += _hits_of(ctx, PetitionSearch.phone_tag == tag, [agency_id])
        audit.record(
            ctx, agency_id=agency_id, action="feedback:phone:search", subject_type="petition", subject_id="-",
            found=len(found),
        )  # fmt: skip
    return found


def _units(viewer: Actor, unit: UUID | None) -> Sequence[UUID]:
    own = viewer.agencies(*STAFF_ROLES)
    return own if unit is None else tuple(agency for agency in own if agency == unit)


def _range(start: str, tail: str) -> ColumnElement[bool]:
    """One range of the index of numbers: the part that is known, then anything of the alphabet."""
    if len(tail) == 7:
        return Petition.number == f"{start}-{tail[:4]}-{tail[4:]}"
    low, high = f"{start}-{tail}-{ALPHABET[0] * 3}", f"{start}-{tail}-{ALPHABET[-1] * 3}"
    return and_(Petition.number.between(low, high), Petition.number.startswith(f"{start}-{tail}-"))


def _hits_of(ctx: Context, condition: ColumnElement[bool], units: Sequence[UUID]) -> list[Hit]:
    """What the index found, held against the petitions as they are now."""
    p, s = Petition, PetitionSearch
    rows = ctx.session.execute(
        select(*_COLUMNS).join(s, s.petition_id == p.id).outerjoin(Account, Account.id == p.assignee_id)
        .where(condition).order_by(s.rank.desc()).limit(PAGE)
    )  # fmt: skip
    # Not in the statement: a planner offered the desk would read all of it instead of the few that were found.
    return [_hit(ctx, row) for row in rows if not row.sealed and row.agency_id in units]


def _seen(ctx: Context, viewer: Actor, condition: ColumnElement[bool]) -> Sequence[Hit]:
    p = Petition
    rows = ctx.session.execute(
        select(*_COLUMNS).outerjoin(Account, Account.id == p.assignee_id).where(condition).limit(PAGE)
    )
    facts = [
        (row, PetitionFacts(row.state, row.agency_id, row.assignee_id, row.sealed, row.reopened_at is not None))
        for row in rows
    ]
    return [_hit(ctx, row) for row, known in facts if can_see(viewer, known)]


def _hit(ctx: Context, row: object) -> Hit:
    values = {name: getattr(row, name) for name in (*_ROW, "assignee")}
    standing = standing_from(values["state"], values["due_at"], ctx.now, load_calendar(ctx))
    body, place = getattr(row, "body", ""), getattr(row, "place", "")
    return Hit(QueueRow(**values, standing=standing), body, place)
