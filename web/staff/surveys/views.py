"""Survey results for officials, sealed comments for the survey manager."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from accounts.roles import Role
from agencies.queries import AgencyCard, ServicePointCard, get_card, list_service_points
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from core.paging import PageRequest
from core.text import clean
from surveys import queries, review_queries
from surveys.alerts.finding import list_alerts
from surveys.answering import LATE, TEXTED, VERIFIED
from surveys.building.versions import list_asked
from surveys.commands import MarkAnswers
from surveys.errors import ReasonMissing
from surveys.forms import ASKED_EXTRA, COUNTER, OVERALL, YES, band_bounds
from surveys.outcomes import Outcome, grade_of, outcomes_of
from surveys.parts.figures import Apart
from surveys.parts.queries import since_told
from surveys.policies import (
    can_name_persons,
    can_print_posters,
    can_read_confidential,
    can_read_results,
    can_review_comments,
)
from surveys.queries import Period
from surveys.services import mark_answers
from surveys.states import QuestionKind, Validity
from surveys.statistics import USUAL_WEEKS, Drop, Limits, Tally, Week, by_week, find_drop, total, with_limits
from web.context import actor, read_context, transaction
from web.gates import requires
from web.public.surveys.charts import Spot, Trend, stacked, trend
from web.rendering import show_agency
from web.staff.surveys.builder.forms import value_words
from web.staff.surveys.scope import chosen_agency, readable_agencies

bp = Blueprint("staff_surveys", __name__, url_prefix="/can-bo/khao-sat")

PERIODS = (30, 60, 365)
_ALERTS_SHOWN = timedelta(weeks=26)
_DEFAULT = 60


@bp.get("")
@requires(Role.SURVEY_MANAGER, Role.LEADER, Role.PROVINCIAL_INSPECTOR, Role.BOARD_MEMBER)
def index() -> str:
    """What people say of each service point, today included."""
    ctx = read_context()
    agencies = readable_agencies(ctx)
    agency = chosen_agency(agencies, request.args.get("xa", ""))
    if not can_read_results(ctx.actor, agency_id=agency.id, path=agency.path):
        raise NotFound
    show_agency(agency)
    days = request.args.get("ngay", _DEFAULT, type=int)
    days = days if days in PERIODS else _DEFAULT
    today = local_date(ctx.now)
    period = Period(today - timedelta(days=days - 1), today)
    points = list_service_points(ctx, agency.id, active_only=False)
    tallies = queries.question_tallies(ctx, agency.id, period)
    chosen = next((point for point in points if point.code == request.args.get("quay")), None)
    weekly = _weekly(ctx, agency, period, chosen)
    reviews = can_review_comments(ctx.actor, agency_id=agency.id)
    return render_template(
        "staff/surveys/index.html",
        agencies=agencies, agency=agency, period=period, days=days, periods=PERIODS, points=points, chosen=chosen,
        rows=[(point, tallies.get((point.id, OVERALL, Validity.VALID), Tally())) for point in points],
        limits=weekly.limits, drop=weekly.drop,
        alerts=list_alerts(ctx, agency.id, since=today - _ALERTS_SHOWN), verified=_sum(tallies, VERIFIED),
        apart=_apart(tallies), since_told=since_told(ctx, agency.id),
        asked=list_asked(ctx, agency.id, agency.province_id),
        total=_sum(tallies, OVERALL), with_suspect=_sum(tallies, OVERALL, Validity.VALID, Validity.SUSPECT),
        suspect=_sum(tallies, OVERALL, Validity.SUSPECT).n, excluded=_sum(tallies, OVERALL, Validity.EXCLUDED).n,
        questions=[
            (question, _sum(tallies, question.key)) for question in COUNTER.optional if not question.confidential
        ],
        extra=_asked_extra(agency, tallies), weeks=weekly.weeks, trend=_chart(weekly), stacked=stacked,
        comments=review_queries.list_comments(
            ctx, agency.id, page=PageRequest(size=20, after=request.args.get("sau"))
        ),
        point_by_id={point.id: point for point in points},
        waiting=review_queries.count_waiting_comments(ctx, [agency.id]) if reviews else 0, reviews=reviews,
        names=can_name_persons(ctx.actor, agency_id=agency.id),
        prints=can_print_posters(ctx.actor, agency_id=agency.id),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weekly:
    """The weeks of a period from the first with an answer on, each with its limits; and the last one, if it fell."""

    weeks: Sequence[Week]
    limits: Sequence[Limits | None]
    drop: Drop | None


def _weekly(ctx: Context, agency: AgencyCard, period: Period, chosen: ServicePointCard | None) -> Weekly:
    """What is usual for a week is told from the half year before it, whichever period is looked at, as in alerts."""
    first = period.since - timedelta(days=period.since.weekday())
    whole = Period(first - timedelta(weeks=USUAL_WEEKS), period.until)
    daily = queries.daily_tallies(ctx, agency.id, whole, service_point_id=chosen.id if chosen else None)
    known = by_week(daily, since=whole.since, until=whole.until)
    drop = find_drop([week for week in known if week.monday + timedelta(days=7) <= period.until][-USUAL_WEEKS - 1 :])
    begun = next((place for place, week in enumerate(known) if week.monday >= first and week.tally.n), len(known))
    limits = with_limits(known, memory=USUAL_WEEKS)
    return Weekly(known[begun:], limits[begun:], drop if drop and drop.week.monday >= first else None)


def _chart(weekly: Weekly) -> Trend:
    pairs = zip(weekly.weeks, weekly.limits, strict=True)
    return trend([Spot(f"{week.monday:%d/%m}", week.tally, limit) for week, limit in pairs])


Tallies = Mapping[tuple[UUID, str, Validity], Tally]


def _sum(tallies: Tallies, question: str, *validities: Validity) -> Tally:
    wanted = validities or (Validity.VALID,)
    return total(tally for (_, key, validity), tally in tallies.items() if key == question and validity in wanted)


def _apart(tallies: Tallies) -> Apart:
    """What stands beside the figure of all service points together; officials see every single one."""
    return Apart(
        _sum(tallies, LATE), _sum(tallies, TEXTED), _sum(tallies, OVERALL, Validity.SUSPECT),
        _sum(tallies, OVERALL, Validity.EXCLUDED),
    )  # fmt: skip


def outcome_words(outcome: Outcome) -> Sequence[tuple[str, int]]:
    """The values of an outcome in words, with how often each was given."""
    question, counts = outcome.question, dict(outcome.counts)
    if question.kind is QuestionKind.NUMBER:
        parts = [
            (part, f"{first}–{last}" if first < last else str(first)) for part, first, last in band_bounds(question)
        ]
        return [(words, counts[part]) for part, words in parts]
    return [(words, counts[value]) for value, words in value_words(question)]


def _asked_extra(agency: AgencyCard, tallies: Tallies) -> tuple[int, int] | None:
    """How many said yes, of how many; None for whoever must not know."""
    if not can_read_confidential(actor(), agency_id=agency.id, path=agency.path):
        return None
    # All that came in, suspicious or not: a report of this kind is looked into, not averaged.
    tally = _sum(tallies, ASKED_EXTRA, *Validity)
    return tally.counts[YES], tally.n


@bp.get("/phieu/<uuid:form_id>")
@requires(Role.SURVEY_MANAGER, Role.LEADER, Role.PROVINCIAL_INSPECTOR, Role.BOARD_MEMBER)
def version(form_id: UUID) -> str:
    """What a version of a questionnaire brought at one agency, question by question."""
    ctx = read_context()
    agency = chosen_agency(readable_agencies(ctx), request.args.get("xa", ""))
    found = next((one for one in list_asked(ctx, agency.id, agency.province_id) if one.id == form_id), None)
    if found is None or not can_read_results(ctx.actor, agency_id=agency.id, path=agency.path):
        raise NotFound
    show_agency(agency)
    since = max(local_date(found.opened_at), local_date(ctx.now) - timedelta(days=PERIODS[-1]))
    period = Period(since, local_date(min(found.closed_at or ctx.now, ctx.now)))
    outcomes = outcomes_of(found.form, queries.cell_tallies(ctx, agency.id, period))
    if not can_read_confidential(ctx.actor, agency_id=agency.id, path=agency.path):
        outcomes = [one for one in outcomes if not one.question.confidential]
    return render_template(
        "staff/surveys/version.html", version=found, agency=agency, period=period, outcomes=outcomes,
        grade=grade_of(outcomes), words=outcome_words,
    )  # fmt: skip


@bp.get("/nghi-van")
@requires(Role.SURVEY_MANAGER)
def doubtful() -> str:
    """What is counted apart, and why."""
    return _doubtful_page()


def _doubtful_page(missing: tuple[UUID, int] | None = None) -> str:
    """`missing`: the counter and hour that were to be left out without a reason."""
    ctx = read_context()
    ids = ctx.actor.agencies(Role.SURVEY_MANAGER)
    show_agency(get_card(ctx, ids[0]))
    points = {point.id: point for agency_id in ids for point in list_service_points(ctx, agency_id, active_only=False)}
    hours = review_queries.list_doubtful(ctx, ids)
    return render_template("staff/surveys/doubtful.html", hours=hours, points=points, missing=missing)


@bp.post("/nghi-van/<uuid:point_id>/<int:hour>")
@requires(Role.SURVEY_MANAGER)
def decide(point_id: UUID, hour: int) -> tuple[str, int] | BaseResponse:
    """Count an hour's answers again, or leave them out, with a reason."""
    wanted = Validity.VALID if request.form.get("viec") == "tinh" else Validity.EXCLUDED
    reason = clean(request.form.get("ly-do", ""))[:200]
    try:
        moment = datetime.fromtimestamp(hour, UTC)
    except (OverflowError, OSError, ValueError):
        raise NotFound from None
    try:
        with transaction() as ctx:
            mark_answers(ctx, MarkAnswers(point_id, moment, wanted, reason))
    except ReasonMissing:
        return _doubtful_page((point_id, hour)), 422
    except Forbidden:
        raise NotFound from None
    return redirect(url_for("staff_surveys.doubtful"), code=303)
