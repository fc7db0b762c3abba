"""A petition's stay with an agency, as rows of a query: when it came, when and how it ended, what it was.

Counted are the stays that touch a window of days. A petition passed on has a stay at each desk; one that was split is
not counted, its parts are; an entry that the desk undid never was. Every branch below is a range of an index that
begins with the agency: what a report costs depends on its period, not on how many petitions there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Label,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from core.clock import local_date
from deadlines.models import Clock
from feedback.desk.models import DeskRecord
from feedback.machine import FORMAL_KINDS, OPEN_STATES
from feedback.models import Petition
from feedback.proceedings.models import Proceeding
from feedback.proceedings.states import Stage
from feedback.routes.models import PetitionTransfer
from feedback.states import PetitionKind, PetitionState
from reports.states import Ending, Population

_P, _Q, _T, _D, _C = Petition, Proceeding, PetitionTransfer, DeskRecord, Clock
_S = PetitionState
UNDER_WAY = (*OPEN_STATES, _S.LINKED)
# By when a complaint or denunciation is settled (law sheet §9.10): rows of the table, with or without a variant.
_SETTLING = ("34", "37", "45")
_BY_STATE = {
    _S.LINKED: Ending.LINKED, _S.ANSWERED: Ending.ANSWERED, _S.CLOSED: Ending.ANSWERED, _S.FORWARDED: Ending.FORWARDED,
    _S.GUIDED: Ending.GUIDED, _S.REFUSED: Ending.REFUSED, _S.FILED: Ending.FILED, _S.WITHDRAWN: Ending.WITHDRAWN,
    _S.SPLIT: Ending.SPLIT,
}  # fmt: skip
# How a proceeding ended that came to no decision.
_BY_STAGE = {
    Stage.NOT_ACCEPTED: Ending.REFUSED, Stage.REFERRED: Ending.GUIDED, Stage.TRANSFERRED: Ending.FORWARDED,
    Stage.NOT_HANDLED: Ending.FILED, Stage.INSPECTING: Ending.FORWARDED, Stage.WITHDRAWN: Ending.WITHDRAWN,
    Stage.STOPPED: Ending.STOPPED, Stage.APPEALED: Ending.FORWARDED, Stage.RENEWED: Ending.FORWARDED,
    Stage.SUED: Ending.STOPPED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """Which stays are looked at: those not over before `since` that began before `until`."""

    since: datetime
    until: datetime

    @property
    def days(self) -> tuple[date, date]:
        """The same as days in Vietnam."""
        return local_date(self.since), local_date(self.until)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which agencies, in which window, of which kind; `sealed`: those of the agencies whose sealed ones count.

    `late`: whether columns ask if a decision came in time, which costs a look at its clock.
    """

    agencies: Sequence[UUID]
    sealed: Sequence[UUID]
    window: Window
    population: Population
    late: bool = False
    # Of a table about some kinds alone; none: of all.
    kinds: Sequence[PetitionKind] = ()


def stays(asked: Asked) -> Subquery:
    """The rows; what their columns mean stands at `_current`."""
    if asked.population is Population.VISITS:
        return _visits(asked).subquery("stay")
    return union_all(_current(asked), _left(asked)).subquery("stay")


def came_before(stay: Subquery, moment: datetime) -> ColumnElement[bool]:
    """That it came before a moment: of what the desk wrote down, before its day."""
    day = local_date(moment)
    return case((stay.c.came_on.is_not(None), stay.c.came_on < day), else_=stay.c.came_at < moment)


def ended_before(stay: Subquery, moment: datetime) -> ColumnElement[bool]:
    """That it came and ended before a moment; never NULL. A decision ends it by its day, however late it was noted."""
    day, s = local_date(moment), stay.c
    over = case(
        (s.decided_on.is_not(None), s.decided_on < day), (s.ended_at.is_(None), literal(False)),
        else_=s.ended_at < moment,
    )  # fmt: skip
    return and_(came_before(stay, moment), over)


def _current(asked: Asked) -> Select[*tuple[Any, ...]]:
    """What lies with an agency now: it came with its last passing on, else when it was received."""
    passed = select(func.max(_T.at)).where(
        _T.petition_id == _P.id, _T.to_agency_id == _P.agency_id, _T.recalled_at.is_(None)
    )
    columns: tuple[Label[Any], ...] = (
        _P.id.label("petition_id"), _P.agency_id.label("agency_id"),
        func.coalesce(passed.scalar_subquery(), _P.received_at).label("came_at"),
        cast(null(), Date).label("came_on"), ended_at().label("ended_at"), _Q.decided_on.label("decided_on"),
        ending().label("ending"), _text(_P.kind, "kind"), _P.sealed.label("sealed"), *_facts(asked),
        literal(False).label("left"),
    )  # fmt: skip
    return (
        select(*columns)
        .outerjoin(_Q, and_(_Q.petition_id == _P.id, _P.kind.in_(FORMAL_KINDS)))
        .where(_touching(asked), _counts(), _known(asked, _P.agency_id, _P.sealed), _of_kinds(asked, _P.kind))
    )


def _left(asked: Asked) -> Select[*tuple[Any, ...]]:
    """What an agency passed on, as it had it then."""
    before = _T.__table__.alias("before")
    came = select(func.max(before.c.at)).where(
        before.c.petition_id == _T.petition_id, before.c.to_agency_id == _T.from_agency_id, before.c.at < _T.at,
        before.c.recalled_at.is_(None),
    )  # fmt: skip
    nothing = {name: cast(null(), String).label(name) for name in ("outcome", "track", "stage", "finding", "late")}
    no = {name: literal(False).label(name) for name in ("accepted", "sent", "published")}
    columns: tuple[Label[Any], ...] = (
        _P.id.label("petition_id"), _T.from_agency_id.label("agency_id"),
        func.coalesce(came.scalar_subquery(), _P.received_at).label("came_at"),
        cast(null(), Date).label("came_on"), _T.at.label("ended_at"),
        cast(null(), Date).label("decided_on"), literal(Ending.PASSED_ON.value).label("ending"),
        _text(_T.kind, "kind"), _T.sealed.label("sealed"), _text(_T.field, "field"), _text(_P.source, "source"),
        *nothing.values(), *no.values(), literal(True).label("left"),
    )  # fmt: skip
    return (
        select(*columns)
        .join(_P, _P.id == _T.petition_id)
        .where(
            _T.from_agency_id.in_(asked.agencies), _T.at >= asked.window.since, _T.recalled_at.is_(None),
            _known(asked, _T.from_agency_id, _T.sealed), _of_kinds(asked, _T.kind),
        )
    )  # fmt: skip


def _visits(asked: Asked) -> Select[*tuple[Any, ...]]:
    """What a desk wrote down, by the day in its book; what was passed on later ended there with that."""
    gone = select(func.min(_T.at)).where(
        _T.petition_id == _D.petition_id, _T.from_agency_id == _D.agency_id, _T.recalled_at.is_(None)
    )
    first, last = asked.window.days
    here = _P.agency_id == _D.agency_id
    passed_on = gone.scalar_subquery()
    columns: tuple[Label[Any], ...] = (
        _P.id.label("petition_id"), _D.agency_id.label("agency_id"), _P.received_at.label("came_at"),
        _D.received_on.label("came_on"), case((here, ended_at()), else_=passed_on).label("ended_at"),
        case((here, _Q.decided_on), else_=null()).label("decided_on"),
        case((here, ending()), else_=literal(Ending.PASSED_ON.value)).label("ending"), _text(_P.kind, "kind"),
        _P.sealed.label("sealed"), *_facts(asked), (~here).label("left"), _text(_D.arrival, "arrival"),
        _text(_D.signature, "signature"), _text(_D.read_back, "read_back"),
    )  # fmt: skip
    return (
        select(*columns)
        .join(_P, _P.id == _D.petition_id)
        .outerjoin(_Q, and_(_Q.petition_id == _P.id, _P.kind.in_(FORMAL_KINDS)))
        .where(
            _D.agency_id.in_(asked.agencies), _D.received_on >= first, _D.received_on < last, _D.voided_at.is_(None),
            _P.state != _S.SPLIT, _known(asked, _D.agency_id, _P.sealed),
        )
    )  # fmt: skip


def _touching(asked: Asked) -> ColumnElement[bool]:
    """What may have a stay in the window; each branch by an index of its own."""
    since, until, mine = asked.window.since, asked.window.until, _P.agency_id.in_(asked.agencies)
    return or_(
        and_(mine, _P.received_at >= since, _P.received_at < until),
        and_(mine, _P.state.in_(UNDER_WAY)),
        and_(mine, _P.answered_at >= since),
        and_(mine, _P.closed_at >= since),
    )


def _counts() -> ColumnElement[bool]:
    """Not a whole whose parts are counted, nor an entry the desk undid."""
    undone = select(_D.petition_id).where(_D.petition_id == _P.id, _D.voided_at.is_not(None)).exists()
    return and_(_P.state != _S.SPLIT, or_(_P.state != _S.WITHDRAWN, ~undone))


def _known(asked: Asked, agency: Any, sealed: Any) -> ColumnElement[bool]:
    if set(asked.sealed) == set(asked.agencies):
        return true()
    return or_(sealed.is_(False), agency.in_(asked.sealed))


def _of_kinds(asked: Asked, kind: Any) -> ColumnElement[bool]:
    return kind.in_(asked.kinds) if asked.kinds else true()


def ended_at() -> ColumnElement[Any]:
    """When it was answered, or left the desk's hands; a case opened again is under way again."""
    formal = and_(_P.kind.is_not(None), _P.kind.in_(FORMAL_KINDS))
    answered = and_(_P.state.in_((_S.ANSWERED, _S.CLOSED)), ~formal)
    return case(
        (_P.state.in_(UNDER_WAY), null()), (answered, func.coalesce(_P.answered_at, _P.closed_at)),
        (_P.kind.is_(None), _P.closed_at), else_=_P.closed_at,
    )  # fmt: skip


def ending() -> ColumnElement[str]:
    """How it stands with whoever has it; join its proceeding for what goes by the Complaints or Denunciation Act."""
    by_stage = [(and_(_P.state == _S.CLOSED, _Q.stage == stage), how.value) for stage, how in _BY_STAGE.items()]
    by_state = [(_P.state == state, how.value) for state, how in _BY_STATE.items()]
    return case((_Q.decided_on.is_not(None), Ending.SETTLED.value), *by_stage, *by_state, else_=Ending.OPEN.value)


def _facts(asked: Asked) -> tuple[Label[Any], ...]:
    return (
        _text(_P.field, "field"), _text(_P.source, "source"), _text(_P.outcome, "outcome"), _text(_Q.track, "track"),
        _text(_Q.stage, "stage"), _text(_Q.finding, "finding"),
        (_late() if asked.late else cast(null(), String)).label("late"),
        _Q.accepted_on.is_not(None).label("accepted"), _Q.sent_on.is_not(None).label("sent"),
        _Q.published_on.is_not(None).label("published"),
    )  # fmt: skip


def _late() -> ColumnElement[Any]:
    """Yes or no as words; NULL where no term is known. A decision against the term by which the law wants it."""
    rows = or_(*(or_(_C.rule_id == row, _C.rule_id.startswith(f"{row}.", autoescape=True)) for row in _SETTLING))
    over = select(func.max(case((_C.met_at > _C.due_at, "yes"), else_="no"))).where(
        _C.subject_type == "petition", _C.subject_id == _P.id, rows, _C.met_at.is_not(None), _C.due_at.is_not(None)
    )
    return case(
        (_Q.decided_on.is_not(None), over.scalar_subquery()), (_P.answer_due_at.is_(None), null()),
        (_P.answered_at > _P.answer_due_at, "yes"), else_="no",
    )  # fmt: skip


def _text(column: Any, name: str) -> Label[Any]:
    """An enumeration's word as plain text: it is compared with words of the tables, and given to no reader."""
    return cast(column, String).label(name)
