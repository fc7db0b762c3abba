"""The schedule in force: shipped rules under what the authority set, and how far back each reaches today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select

from core import audit
from core.clock import local, local_date, start_of_day
from core.context import Context
from core.ids import random_id
from deadlines.states import Confidence
from privacy.errors import DecisionMissing, NoSuchRule, TermFromThePast
from privacy.models import RetentionRun, RetentionSetting
from privacy.policies import OFFICER, demand, oversees_retention, sets_retention
from privacy.retention.rules import BY_CODE, RULES, RetentionRule
from privacy.states import Means, Span

_SURE = frozenset({Confidence.HIGH, Confidence.HIGH_MED_HIGH, Confidence.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Term:
    """A rule as it is in force: its length, by which document when the authority set it, whether it acts."""

    rule: RetentionRule
    length: int | None
    span: Span
    document_number: str = ""
    valid_from: date | None = None

    @property
    def to_confirm(self) -> bool:
        """Whether people are told that the number waits to be confirmed."""
        return not self.document_number and self.rule.confidence not in _SURE

    @property
    def acts(self) -> bool:
        """Whether anything is erased by it without somebody asking."""
        return self.length is not None and self.rule.means is not Means.NOTHING and not self.to_confirm

    def before(self, now: datetime) -> datetime | None:
        """What happened before this moment is over; None while nothing ever is."""
        return None if self.length is None else back(now, self.length, self.span)


def back(now: datetime, length: int, span: Span) -> datetime:
    """The moment that long ago. Months and years end on the same day of the month, or its last."""
    if span in (Span.HOURS, Span.DAYS):
        return now - (timedelta(hours=length) if span is Span.HOURS else timedelta(days=length))
    day = local(now).date()
    months = day.year * 12 + day.month - 1 - length * (12 if span is Span.YEARS else 1)
    first = date(months // 12, months % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return start_of_day(first.replace(day=min(day.day, last.day)))


def terms(ctx: Context) -> Sequence[Term]:
    """Every rule as it is in force today. One statement."""
    s = RetentionSetting
    columns = (s.rule, s.length, s.span, s.document_number, s.valid_from)
    wanted = select(*columns).where(s.valid_from <= local_date(ctx.now)).order_by(s.valid_from, s.created_at)
    settled = {row.rule: row for row in ctx.session.execute(wanted)}
    return [_term(rule, settled.get(rule.code)) for rule in RULES]


def _term(rule: RetentionRule, row: object) -> Term:
    if row is None:
        return Term(rule, rule.length, rule.span)
    known = {name: getattr(row, name) for name in ("length", "span", "document_number", "valid_from")}
    return Term(rule, **known)


@dataclass(frozen=True, slots=True)
class SetTerm:
    """A term set or confirmed by the authority. `length` None: kept without end."""

    rule: str
    length: int | None
    span: Span
    valid_from: date
    document_number: str


def set_term(ctx: Context, command: SetTerm) -> UUID:
    """Set or confirm how long something is kept, from a day on. Raises Forbidden, NoSuchRule, TermFromThePast,
    DecisionMissing. 91/2025/QH15 art. 14; 33/2024/QH15: the term is the authority's, by a document.
    """
    demand(sets_retention(ctx.actor))
    rule = BY_CODE.get(command.rule)
    if rule is None or rule.technical:
        raise NoSuchRule
    if command.valid_from < local_date(ctx.now):
        raise TermFromThePast
    if not command.document_number.strip():
        raise DecisionMissing
    setting_id = random_id()
    ctx.session.execute(
        insert(RetentionSetting).values(
            id=setting_id, rule=command.rule, valid_from=command.valid_from, length=command.length, span=command.span,
            document_number=command.document_number.strip(), created_at=ctx.now, created_by=ctx.actor.account_id,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=ctx.actor.agencies(OFFICER)[0], action="privacy:retention:set", subject_type="retention",
        subject_id=command.rule, length=command.length, span=command.span.value,
        document=command.document_number.strip(),
    )  # fmt: skip
    return setting_id


@dataclass(frozen=True, slots=True)
class RunView:
    """What one night did by one rule."""

    rule: RetentionRule | None
    ran_at: datetime
    erased: int
    held: int


def list_runs(ctx: Context, *, limit: int = 60) -> Sequence[RunView]:
    """The newest results. Raises Forbidden."""
    demand(oversees_retention(ctx.actor))
    r = RetentionRun
    rows = ctx.session.execute(
        select(r.rule, r.ran_at, r.erased, r.held).order_by(r.ran_at.desc(), r.id.desc()).limit(limit)
    )
    return [RunView(BY_CODE.get(row.rule), row.ran_at, row.erased, row.held) for row in rows]
