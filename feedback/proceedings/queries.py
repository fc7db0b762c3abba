"""Reads of formal proceedings: how far, by when, who is named, and what was recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from agencies.queries import get_card
from casework.sealing import CaseKey, open_case_key
from core.clock import local_date, start_of_day
from core.context import Context
from core.db import fetch
from deadlines.explaining import Explanation, explain
from deadlines.queries import ClockView, find_rule, list_clocks, load_calendar
from deadlines.states import ClockState
from feedback.delivery.standing import result_sent, result_shown
from feedback.issuing.taking import result_issued
from feedback.policies import PetitionFacts
from feedback.proceedings.machine import (
    COMPLAINTS,
    EFFECT,
    LODGE,
    OVERDUE,
    POSTING_VARIANTS,
    PUBLISHING,
    RELAYED,
    REMOTE_VARIANT,
    REPORT_VARIANT,
    ROWS,
    TIME_BAR,
)
from feedback.proceedings.models import Proceeding, ProceedingStep
from feedback.proceedings.policies import ProceedingFacts, Standing
from feedback.proceedings.states import Evidence, Finding, Ground, Part, Stage, Step, Track, Withdrawn
from feedback.proceedings.team import named_in
from feedback.states import PetitionKind

DETAILS_PART = "proceeding"
# Terms the deadlines table gives in a longer form for a remote area.
_LONGER_REMOTE = frozenset({34, 36, 37, 41})
# Where the result waits to be sent, and where it may be made public.
_DECIDED = frozenset({Stage.DECIDED, Stage.CONCLUDED})
_TO_BE_SHOWN = frozenset({Stage.SENT, Stage.ACTED})


@dataclass(frozen=True, slots=True)
class ProceedingView:
    """The row as it is: days and choices, no words."""

    petition_id: UUID
    track: Track
    stage: Stage
    evidence: Evidence
    received_on: date
    known_on: date | None
    obstacle_days: int
    competent: bool
    transferred: bool
    continued: bool
    accepted_on: date | None
    differs: bool | None
    meeting_on: date | None
    met_on: date | None
    withdrawn: Withdrawn | None
    gone_on: bool
    finding: Finding | None
    decided_on: date | None
    sent_on: date | None
    served_on: date | None
    published_on: date | None

    @property
    def must_meet(self) -> bool:
        """Complaints Act art. 30, 39: always in the second instance, in the first where views differ."""
        return self.track is Track.COMPLAINT_SECOND or bool(self.differs)

    @property
    def waits_for_receipt(self) -> bool:
        """A first decision was sent, and nothing shows yet that the person has it: no term of theirs runs."""
        return self.track is Track.COMPLAINT_FIRST and self.sent_on is not None and self.served_on is None


@dataclass(frozen=True, slots=True)
class Details:
    """The words of a proceeding, opened."""

    book_number: str = ""
    complained: str = ""
    complained_number: str = ""
    complained_by: str = ""
    obstacle: str = ""
    relayed_by: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """A recorded step, opened. `step` None: the signed paper with which it began."""

    seq: int
    step: Step | None
    stage: Stage
    at: datetime
    account_id: UUID | None
    day: date | None
    number: str
    ground: Ground | None
    finding: Finding | None
    words: str


_COLUMNS = tuple(getattr(Proceeding, name) for name in ProceedingView.__slots__)
_ONE = select(*_COLUMNS).where(Proceeding.petition_id == bindparam("petition_id"))
_SEALED = select(Proceeding.sealed_details).where(Proceeding.petition_id == bindparam("petition_id"))
_s = ProceedingStep
_STEPS = (
    select(_s.id, _s.seq, _s.step, _s.stage, _s.at, _s.account_id, _s.sealed)
    .where(_s.petition_id == bindparam("petition_id"))
    .order_by(_s.seq)
)


def find_proceeding(ctx: Context, petition_id: UUID) -> ProceedingView | None:
    """The formal side of a petition; None when it has none."""
    row = ctx.once(("proceeding", petition_id), lambda: fetch(ctx.session, _ONE, petition_id=petition_id).one_or_none())
    return ProceedingView(**row._asdict()) if row else None


def stages_of(ctx: Context, petition_ids: Collection[UUID]) -> Mapping[UUID, Stage]:
    """How far those of a list page are. One query; none when the list holds no such petition."""
    if not petition_ids:
        return {}
    rows = ctx.session.execute(
        select(Proceeding.petition_id, Proceeding.stage).where(Proceeding.petition_id.in_(petition_ids))
    )
    return {row.petition_id: row.stage for row in rows}


def open_details(ctx: Context, petition_id: UUID, *, key: CaseKey | None = None) -> Details:
    """The words. The caller has decided that the reader may."""
    sealed = fetch(ctx.session, _SEALED, petition_id=petition_id).scalar_one()
    return Details(**(key or open_case_key(ctx, petition_id)).open_json(sealed, part=DETAILS_PART))


def list_steps(ctx: Context, petition_id: UUID, *, key: CaseKey | None = None) -> Sequence[StepView]:
    """What was recorded, oldest first, opened. The caller has decided that the reader may."""
    rows = fetch(ctx.session, _STEPS, petition_id=petition_id).all()
    if not rows:
        return []
    opened = key or open_case_key(ctx, petition_id)
    return [_step(row, opened.open_json(row.sealed, part=step_part(row.id))) for row in rows]


def step_part(step_id: UUID) -> str:
    """Which part of the case a step is sealed as."""
    return f"proceeding-step:{step_id.hex}"


def _step(row: Any, words: Mapping[str, Any]) -> StepView:
    return StepView(
        row.seq, row.step, row.stage, row.at, row.account_id,
        date.fromisoformat(words["day"]) if words.get("day") else None, words.get("number", ""),
        Ground(words["ground"]) if words.get("ground") else None,
        Finding(words["finding"]) if words.get("finding") else None, words.get("words", ""),
    )  # fmt: skip


def facts_of(ctx: Context, view: ProceedingView, petition: PetitionFacts) -> ProceedingFacts:
    """What the policies decide on, read now."""
    decider = next((who for who, part in named_in(ctx, view.petition_id).items() if part is Part.DECIDER), None)
    standing = _standing(ctx, view, petition.agency_id, list_clocks(ctx, "petition", view.petition_id))
    return ProceedingFacts(petition, view.track, view.stage, decider, standing)


def kind_of(track: Track) -> PetitionKind:
    """What the petition is called by."""
    return PetitionKind.COMPLAINT if track in COMPLAINTS else PetitionKind.DENUNCIATION


def _standing(ctx: Context, view: ProceedingView, agency_id: UUID, clocks: Sequence[ClockView]) -> Standing:
    rows = ROWS[view.track]
    live = [clock for clock in clocks if clock.state in (ClockState.RUNNING, ClockState.PAUSED)]
    effect, posted = effect_term(ctx, view, agency_id), posting_term(ctx, view, agency_id)
    lodging = lodging_term(ctx, view, agency_id)
    return Standing(
        late=is_late(ctx, view, agency_id),
        competent=view.competent,
        transferred=view.transferred,
        met=view.met_on is not None,
        must_meet=view.must_meet,
        withdrawn=view.withdrawn is Withdrawn.ALL and not view.gone_on,
        withdrawn_once=view.withdrawn is Withdrawn.ALL,
        notice_due=any(clock.row == rows.halt for clock in live),
        overdue=any(c.row == rows.settle and c.state is ClockState.RUNNING and _over(ctx, c.due_at) for c in live),
        # Issued a month ago, handed over later: it is not closed while the person may still complain again.
        in_effect=effect is not None and _over(ctx, effect.due_at) and (lodging is None or _over(ctx, lodging.due_at)),
        sent=view.stage not in _DECIDED or result_sent(ctx, view.petition_id),
        shown=view.stage not in _TO_BE_SHOWN
        or view.track not in POSTING_VARIANTS
        or result_shown(ctx, view.petition_id),
        paper=result_issued(ctx, view.petition_id, view.track),
        posted=posted is not None and _over(ctx, posted.due_at),
        relayed=any(clock.row == RELAYED for clock in live),
        overdue_below=any(clock.row == OVERDUE and clock.variant is None for clock in live),
        asked=any(clock.row == OVERDUE and clock.variant == REPORT_VARIANT for clock in live),
    )


def _over(ctx: Context, due_at: datetime | None) -> bool:
    return due_at is not None and ctx.now > due_at


# ── terms that bind the sender or nobody: told and explained, but no clock runs for officials ──


def term(
    ctx: Context, row: int, start: date, agency_id: UUID, *, variant: str | None = None, longer_by: int = 0
) -> Explanation:
    """A term of the table from a day, the longer one where the area is remote. Raises NoSuchRule."""
    card = get_card(ctx, agency_id)
    if variant is None:
        variant = remote_variant(row, remote=card.remote)
    rule = find_rule(ctx, row=row, variant=variant, on=start, province_id=card.province_id)
    return explain(rule, start_of_day(start), load_calendar(ctx), extended_by=longer_by)


def remote_variant(row: int, *, remote: bool) -> str | None:
    """Which variant counts, chosen by the place alone (law sheet rows 34, 36, 37, 41)."""
    return REMOTE_VARIANT if remote and row in _LONGER_REMOTE else None


def bar_term(ctx: Context, view: ProceedingView, agency_id: UUID) -> Explanation | None:
    """Until when the complaint could be lodged: row 32, of a second complaint row 36; obstacles are left out."""
    if view.known_on is None or view.track not in COMPLAINTS:
        return None
    row = TIME_BAR if view.track is Track.COMPLAINT_FIRST else LODGE
    return term(ctx, row, view.known_on, agency_id, longer_by=view.obstacle_days)


def is_late(ctx: Context, view: ProceedingView, agency_id: UUID) -> bool:
    """Whether it came after that day."""
    bar = bar_term(ctx, view, agency_id)
    return bar is not None and bar.due_at is not None and view.received_on > local_date(bar.due_at)


def effect_term(ctx: Context, view: ProceedingView, agency_id: UUID) -> Explanation | None:
    """When a decision on a complaint takes effect (row 41)."""
    if view.decided_on is None or view.track not in COMPLAINTS:
        return None
    return term(ctx, EFFECT, view.decided_on, agency_id)


def lodging_term(ctx: Context, view: ProceedingView, agency_id: UUID) -> Explanation | None:
    """Until when the person may complain again, counted from the day they are shown to have had it (row 36)."""
    if view.served_on is None or view.track is not Track.COMPLAINT_FIRST:
        return None
    return term(ctx, LODGE, view.served_on, agency_id)


def posting_term(ctx: Context, view: ProceedingView, agency_id: UUID) -> Explanation | None:
    """Until when a conclusion or a second decision stays posted (row 49)."""
    variant = POSTING_VARIANTS.get(view.track)
    if view.published_on is None or variant is None:
        return None
    return term(ctx, PUBLISHING, view.published_on, agency_id, variant=variant)
