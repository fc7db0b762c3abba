"""The life of a printing of posters: asked for, drawn part by part, taken, its files forgotten after a day."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from agencies.models import Agency, ServicePoint
from agencies.queries import ServicePointCard, get_card, list_points_below
from core import audit, outbox
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import uuid7
from surveys.errors import NothingToPrint, PublicAddressMissing, SheetMissing, TooManySheets
from surveys.policies import can_print_all
from surveys.posters.events import PostersToBeDrawn
from surveys.posters.models import SurveyPosterRun
from surveys.posters.sheets import Sheet, read_sheet
from surveys.states import RunState

# Some two seconds of drawing; a job ends after it, so that notices do not wait behind a whole province.
PART = 40
# A hundred service points with all sheets. Packages are put together in memory when they are taken.
MOST_SHEETS = 1_200
KEPT = timedelta(hours=24)
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class PosterRun:
    """A printing as its page shows it."""

    id: uuid.UUID
    agency_id: uuid.UUID
    account_id: uuid.UUID
    state: RunState
    sheets: Sequence[str]
    points: Sequence[Sequence[str]]
    total: int
    made: int
    parts: Sequence[str]
    created_at: datetime
    forget_at: datetime | None

    @property
    def has_files(self) -> bool:
        """Whether the package can be taken."""
        return self.state is RunState.DONE and bool(self.parts)


@dataclass(frozen=True, slots=True)
class Piece:
    """One sheet to draw: of a service point, with its agency's name and the base of its address."""

    sheet: Sheet
    point: ServicePointCard
    agency_name: str
    base: str


_COLUMNS = tuple(getattr(SurveyPosterRun, name) for name in PosterRun.__slots__)


def begin_posters(
    ctx: Context, *, agency_id: uuid.UUID, sheets: Sequence[Sheet], base_of: Callable[[uuid.UUID], str | None]
) -> uuid.UUID:
    """Ask for sheets of all open service points of a commune, or of a province with all that lies below it.

    Raises NotFound, Forbidden, SheetMissing, NothingToPrint, TooManySheets, PublicAddressMissing.
    """
    card = get_card(ctx, agency_id)
    if ctx.actor.account_id is None or not can_print_all(ctx.actor, agency_id=card.id, path=card.path):
        raise Forbidden
    if not sheets:
        raise SheetMissing
    points = list_points_below(ctx, card.path)
    if not points:
        raise NothingToPrint
    total = len(points) * len(sheets)
    if total > MOST_SHEETS:
        raise TooManySheets(limit=MOST_SHEETS, wanted=total)
    bases = {owner: base_of(owner) for owner in {point.agency_id for point in points}}
    if None in bases.values():
        raise PublicAddressMissing
    run_id = uuid7()
    ctx.session.execute(
        insert(SurveyPosterRun).values(
            id=run_id, agency_id=card.id, account_id=ctx.actor.account_id, state=RunState.RUNNING,
            sheets=[sheet.name for sheet in sheets],
            points=[[str(point.id), bases[point.agency_id]] for point in points],
            total=total, made=0, parts=[], created_at=ctx.now, forget_at=None,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=card.id, action="surveys:posters:begin", subject_type="survey_poster_run", subject_id=run_id,
        points=len(points), sheets=total,
    )  # fmt: skip
    outbox.publish(ctx, PostersToBeDrawn(run_id))
    return run_id


def find_posters(ctx: Context, run_id: uuid.UUID) -> PosterRun | None:
    """A printing, for the job."""
    row = ctx.session.execute(select(*_COLUMNS).where(SurveyPosterRun.id == run_id)).one_or_none()
    return PosterRun(*row) if row is not None else None


def get_posters(ctx: Context, run_id: uuid.UUID) -> PosterRun:
    """One's own printing. Raises NotFound."""
    run = find_posters(ctx, run_id)
    if run is None or run.account_id != ctx.actor.account_id:
        raise NotFound
    return run


def list_posters(ctx: Context) -> Sequence[PosterRun]:
    """The last printings of the person who acts, newest first."""
    r = SurveyPosterRun
    rows = ctx.session.execute(
        select(*_COLUMNS).where(r.account_id == ctx.actor.account_id)
        .order_by(r.created_at.desc(), r.id.desc()).limit(_MOST_SHOWN)
    )  # fmt: skip
    return [PosterRun(*row) for row in rows]


def next_pieces(ctx: Context, run: PosterRun) -> Sequence[Piece]:
    """The sheets of the next part: kind by kind, so that one kind of all service points lies together."""
    kinds = [read_sheet(name) for name in run.sheets]
    places = range(run.made, min(run.made + PART, run.total))
    wanted = [(kinds[place // len(run.points)], run.points[place % len(run.points)]) for place in places]
    known = _points(ctx, {uuid.UUID(point_id) for _, (point_id, _) in wanted})
    return [
        Piece(sheet, *known[uuid.UUID(point_id)], base)
        for sheet, (point_id, base) in wanted
        if uuid.UUID(point_id) in known
    ]


def _points(ctx: Context, ids: set[uuid.UUID]) -> Mapping[uuid.UUID, tuple[ServicePointCard, str]]:
    s = ServicePoint
    columns = tuple(getattr(s, name) for name in ServicePointCard.__slots__)
    rows = ctx.session.execute(
        select(*columns, Agency.name).join(Agency, Agency.id == s.agency_id).where(s.id.in_(sorted(ids)))
    )
    return {row.id: (ServicePointCard(*row[:-1]), row[-1]) for row in rows}


def note_drawn(ctx: Context, run: PosterRun, key: str) -> bool:
    """Note a drawn part and ask for the next; False when another worker was faster."""
    r = SurveyPosterRun
    now = ctx.session.execute(select(r.state, r.made, r.parts).where(r.id == run.id).with_for_update()).one()
    if now.state is not RunState.RUNNING or now.made != run.made:
        return False
    made = min(run.made + PART, run.total)
    done = made == run.total
    ctx.session.execute(
        update(r).where(r.id == run.id).values(
            made=made, parts=[*now.parts, key], state=RunState.DONE if done else RunState.RUNNING,
            forget_at=ctx.now + KEPT if done else None,
        )
    )  # fmt: skip
    if not done:
        outbox.publish(ctx, PostersToBeDrawn(run.id, len(now.parts) + 2))
    return True


def list_over(ctx: Context) -> Sequence[tuple[uuid.UUID, Sequence[str]]]:
    """Printings whose files have had their day."""
    r = SurveyPosterRun
    rows = ctx.session.execute(select(r.id, r.parts).where(r.forget_at <= ctx.now).order_by(r.forget_at).limit(100))
    return [(row.id, tuple(row.parts)) for row in rows]


def forget_posters(ctx: Context, run_id: uuid.UUID) -> None:
    """The files are gone."""
    r = SurveyPosterRun
    ctx.session.execute(update(r).where(r.id == run_id).values(parts=[], forget_at=None))
