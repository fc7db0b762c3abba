"""A complaint or denunciation as its sender follows it: the way it goes, what was decided, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext

from core.context import Context
from deadlines.explaining import Explanation
from deadlines.queries import explain_view, list_clocks
from deadlines.states import ClockState
from feedback.machine import FORMAL_KINDS
from feedback.proceedings.machine import COURSE, MACHINES
from feedback.proceedings.queries import (
    ProceedingView,
    bar_term,
    effect_term,
    find_proceeding,
    list_steps,
    lodging_term,
    posting_term,
)
from feedback.proceedings.states import Stage, Step, Track
from feedback.queries import CaseView
from web.formatting import label
from web.public.petitions.words import ClockCard, clock_card

# What of the record is told: written decisions. What was reported inside or answered to others is not the sender's.
_TOLD = frozenset(
    {
        Step.ACCEPT, Step.REFUSE, Step.REFER, Step.TRANSFER, Step.SHELVE, Step.INSPECT, Step.INVITE, Step.MEET,
        Step.DECIDE, Step.CONCLUDE, Step.SUSPEND, Step.RESUME, Step.TERMINATE, Step.WITHDRAW, Step.GO_ON,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coming:
    """A stage of the plain course: `state` is done, current or todo."""

    title: str
    state: str


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A written decision: what, when, its number, and why or how it was found."""

    title: str
    day: date | None
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Formal:
    """The formal side of the sender's page."""

    view: ProceedingView
    course: Sequence[Coming]
    steps: Sequence[ToldStep]
    clocks: Sequence[tuple[ClockCard, Explanation]]
    terms: Sequence[tuple[str, Explanation]]


def formal_of(ctx: Context, case: CaseView, desk_name: str) -> Formal | None:
    """What a sender sees of a proceeding; None of a petition that nobody signed."""
    if case.kind not in FORMAL_KINDS:
        return None
    view = find_proceeding(ctx, case.id)
    if view is None:
        return None
    live = [c for c in list_clocks(ctx, "petition", case.id) if c.state in (ClockState.RUNNING, ClockState.PAUSED)]
    return Formal(
        view, course_of(view), _told(ctx, case.id),
        [(clock_card(clock, desk_name), explain_view(ctx, clock)) for clock in live],
        terms_of(ctx, view, case.agency_id, kept_too=False),
    )  # fmt: skip


def course_of(view: ProceedingView) -> list[Coming]:
    """The plain course with what is behind, where it stands, and what is ahead."""
    stages: list[Stage] = [one for one in COURSE[view.track] if one is not Stage.DIALOGUE]
    if view.must_meet or view.meeting_on:
        stages.insert(stages.index(Stage.REPORTED) + 1, Stage.DIALOGUE)
    here = Stage.DIALOGUE if view.stage is Stage.REPORTED and view.met_on else view.stage
    if here not in stages:  # left the plain course: where it began, and where it stands
        return [Coming(label(stages[0]), "done"), Coming(label(here), "current")]
    at, final = stages.index(here), here in MACHINES[view.track].final
    states = ["done" if n < at or final else "current" if n == at else "todo" for n in range(len(stages))]
    return [Coming(label(one), state) for one, state in zip(stages, states, strict=True)]


def terms_of(
    ctx: Context, view: ProceedingView, agency_id: UUID, *, kept_too: bool = True
) -> list[tuple[str, Explanation]]:
    """Days that bind no official, each with why. `kept_too`: the time bar also after it was found to be kept."""
    second = view.track is Track.COMPLAINT_SECOND
    named = (
        (gettext("Thời hạn khiếu nại lần hai") if second else gettext("Thời hiệu khiếu nại"),
         bar_term(ctx, view, agency_id) if kept_too or view.accepted_on is None else None),
        (gettext("Còn quyền khiếu nại lần hai"), lodging_term(ctx, view, agency_id)),
        (gettext("Quyết định có hiệu lực"), effect_term(ctx, view, agency_id)),
        (gettext("Niêm yết liên tục"), posting_term(ctx, view, agency_id)),
    )  # fmt: skip
    return [(title, term) for title, term in named if term is not None]


def _told(ctx: Context, petition_id: UUID) -> list[ToldStep]:
    return [
        ToldStep(
            label(step.step) if step.step else gettext("Nhận đơn có chữ ký"), step.day,
            step.number if step.step else "", label(step.finding) or label(step.ground),
        )
        for step in list_steps(ctx, petition_id)
        if step.step is None or step.step in _TOLD
    ]  # fmt: skip
