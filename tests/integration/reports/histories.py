"""Random petitions as rows, and the figures of a table counted from them the plain way: one petition, one column at a
time, in Python. Nothing of `reports` is used but the words of its table files.
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import delete, insert

from core.context import Context
from feedback.desk.models import DeskRecord
from feedback.models import Petition
from feedback.proceedings.models import Proceeding
from feedback.routes.models import PetitionTransfer

HERE = timezone(timedelta(hours=7))
TABLES = Path(__file__).resolve().parents[3] / "reports" / "data"
FIRST = date(2025, 11, 20)
OPEN = ("received", "triaged", "assigned", "in_progress", "awaiting_info", "awaiting_approval", "reopened", "linked")
LEFT = ("forwarded", "guided", "refused", "filed", "withdrawn")
SEALED = ("denunciation", "denunciation_info", "mixed")
OPEN_STAGES = {"complaint": ("checking", "verifying"), "denunciation": ("initial", "verifying")}
# How a proceeding without a decision ends, as the tables say it.
STAGES = {
    "not_accepted": "refused", "referred": "guided", "withdrawn": "withdrawn", "stopped": "stopped", "sued": "stopped",
    "appealed": "forwarded", "not_handled": "filed", "inspecting": "forwarded",
}  # fmt: skip


@dataclass
class Life:
    """One petition: whom it came to, what it was, how it went; and where it was before."""

    came: datetime
    kind: str | None
    source: str
    field: str | None
    state: str
    ended: datetime | None
    due: datetime | None
    outcome: str | None
    sealed: bool
    desk: int
    stage: str | None = None
    decided: date | None = None
    finding: str | None = None
    accepted: bool = False
    sent: bool = False
    published: bool = False
    track: str | None = None
    answered_before: bool = False
    # (from which desk, when, taken back)
    passed: tuple[int, datetime, bool] | None = None
    visit: tuple[str, str, str, date] | None = None
    undone: bool = False
    id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def formal(self) -> bool:
        return self.kind in ("complaint", "denunciation")


def moments() -> st.SearchStrategy[datetime]:
    """Moments from before a reporting year to after it, often on its edges."""
    any_moment = st.integers(0, 400 * 24).map(
        lambda hours: datetime(2025, 11, 20, tzinfo=HERE) + timedelta(hours=hours)
    )
    edges = st.sampled_from([
        datetime(2025, 12, 15, tzinfo=HERE), datetime(2025, 12, 14, 23, 59, 59, tzinfo=HERE),
        datetime(2026, 3, 15, tzinfo=HERE), datetime(2026, 3, 14, 23, 59, 59, tzinfo=HERE),
        datetime(2026, 6, 15, tzinfo=HERE), datetime(2026, 9, 14, 12, tzinfo=HERE), datetime(2026, 12, 15, tzinfo=HERE),
    ])  # fmt: skip
    return (any_moment | edges).map(lambda moment: moment.astimezone(UTC))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """One random petition that the database accepts."""
    came = draw(moments())
    later = st.integers(0, 24 * 200).map(lambda hours: came + timedelta(hours=hours))
    kind = draw(st.sampled_from([
        "report", "proposal", "complaint_info", "denunciation_info", "mixed", "other", "complaint", "denunciation",
        None,
    ]))  # fmt: skip
    life = Life(
        came, kind, draw(st.sampled_from(["portal", "in_person", "post", "hotline"])),
        draw(st.sampled_from(["land", "welfare", "other", None])), "received", None, None, None,
        kind in SEALED or kind is None or draw(st.booleans()), draw(st.integers(0, 2)),
    )  # fmt: skip
    if kind is None:
        life.state, life.sealed = draw(st.sampled_from(["received", "withdrawn", "filed"])), True
        life.ended = None if life.state == "received" else draw(later)
    elif life.formal:
        _go_to_law(draw, life, later)
    else:
        life.state = draw(st.sampled_from([*OPEN[1:], *LEFT, "answered", "closed", "split"]))
        life.ended = None if life.state in OPEN else draw(later)
        life.due = draw(st.none() | later)
        life.answered_before = life.state in ("reopened", "forwarded") and draw(st.booleans())
    _add_ways(draw, life, later)
    return life


def _go_to_law(draw: st.DrawFn, life: Life, later: st.SearchStrategy[datetime]) -> None:
    assert life.kind is not None
    life.track = "denunciation" if life.kind == "denunciation" else draw(
        st.sampled_from(["complaint_first", "complaint_second"])
    )  # fmt: skip
    over = draw(st.booleans())
    life.state = "closed" if over else "proceeding"
    life.accepted = draw(st.booleans())
    if draw(st.booleans()):
        life.decided = draw(later).astimezone(HERE).date()
        life.finding = draw(st.sampled_from(["right", "partly", "wrong"]))
        life.sent, life.published = draw(st.booleans()), draw(st.booleans())
        ends = ["in_effect", "sued"] if life.kind == "complaint" else ["finished", "renewed"]
        life.stage = draw(st.sampled_from(ends)) if over else draw(st.sampled_from(["decided", "concluded"]))
    else:
        ends = (
            ["not_accepted", "stopped", "sued", "appealed"]
            if life.kind == "complaint"
            else ["not_handled", "inspecting"]
        )
        life.stage = draw(st.sampled_from(ends if over else OPEN_STAGES[life.kind]))
    if over:
        after = datetime.combine(life.decided, datetime.min.time(), HERE).astimezone(UTC) if life.decided else life.came
        life.ended = max(after, draw(later))


def _add_ways(draw: st.DrawFn, life: Life, later: st.SearchStrategy[datetime]) -> None:
    way = draw(st.sampled_from(["", "", "passed", "taken back", "desk", "undone"]))
    if way in ("passed", "taken back") and life.state in OPEN:
        life.passed = ((life.desk + 1) % 3, draw(later), way == "taken back")
    if way in ("desk", "undone"):
        life.visit = (
            draw(st.sampled_from(["oral", "paper", "telephone", "forwarded"])),
            draw(st.sampled_from(["none", "signed", "fingerprint"])), draw(st.sampled_from(["not_read", "sender"])),
            life.came.astimezone(HERE).date(),
        )  # fmt: skip
        life.undone = way == "undone" and life.state == "withdrawn"


# ── writing them ────────────────────────────────────────────────────────────────────────────────────────────────────


def write(ctx: Context, found: list[Life], desks: list[uuid.UUID], account_id: uuid.UUID) -> None:
    """Put them in place of whatever petitions there were."""
    for model in (PetitionTransfer, Proceeding, DeskRecord, Petition):
        ctx.session.execute(delete(model))
    for number, life in enumerate(found):
        ctx.session.execute(insert(Petition).values(**_petition(life, desks, number)))
        if life.state == "linked":
            ctx.session.execute(Petition.__table__.update().where(Petition.id == life.id).values(main_id=life.id))
        if life.formal:
            ctx.session.execute(insert(Proceeding).values(**_proceeding(life)))
        if life.passed:
            ctx.session.execute(insert(PetitionTransfer).values(**_transfer(life, desks, account_id)))
        if life.visit:
            ctx.session.execute(insert(DeskRecord).values(**_record(life, desks, account_id)))


def _petition(life: Life, desks: list[uuid.UUID], number: int) -> dict[str, Any]:
    desk = desks[life.desk]
    answered = life.state in ("answered", "closed") and not life.formal
    closed = life.ended if life.state not in OPEN and life.state != "answered" else None
    answered_at = life.ended if answered else life.came if life.answered_before else None
    return {
        "id": life.id, "draft_tag": None, "number": f"07288-26-{number:04}", "agency_id": desk, "home_agency_id": desk,
        "about_agency_id": desk, "source": life.source, "point_code": "", "state": life.state, "kind": life.kind,
        "field": life.field, "urgency": None, "outcome": life.outcome, "sealed": life.sealed, "protected": False,
        "sealed_content": None, "title": "" if life.sealed else "Cống tắc", "body": "", "place": "", "hamlet_id": None,
        "assignee_id": None, "main_id": life.id if life.state == "linked" else None, "parent_id": None,
        "received_at": life.came, "due_at": life.due or life.came, "answered_at": answered_at,
        "answer_due_at": life.due if answered_at else None,
        "closed_at": closed + timedelta(days=3) if answered and closed else closed, "reopened_at": None,
        "rating": None, "notice_version": "1", "contact_consent": False, "version": 1,
    }  # fmt: skip


def _proceeding(life: Life) -> dict[str, Any]:
    day = life.came.astimezone(HERE).date()
    return {
        "petition_id": life.id, "track": life.track, "stage": life.stage, "evidence": "signed_paper",
        "received_on": day, "known_on": None, "obstacle_days": 0, "competent": True, "transferred": False,
        "continued": False, "accepted_on": day if life.accepted else None, "differs": None, "meeting_on": None,
        "met_on": None, "withdrawn": None, "gone_on": False, "finding": life.finding, "decided_on": life.decided,
        "sent_on": life.decided if life.sent else None, "served_on": None,
        "published_on": life.decided if life.published else None, "sealed_details": b"",
    }  # fmt: skip


def _transfer(life: Life, desks: list[uuid.UUID], account_id: uuid.UUID) -> dict[str, Any]:
    assert life.passed is not None
    other, at, back = life.passed
    # Taken back: it went from the desk that has it to the other one, and is here again.
    source, target = (life.desk, other) if back else (other, life.desk)
    return {
        "id": uuid.uuid4(), "petition_id": life.id, "from_agency_id": desks[source], "to_agency_id": desks[target],
        "about_agency_id": desks[target], "at": at, "account_id": account_id, "reason": "competence",
        "state": "triaged", "kind": life.kind, "field": life.field, "urgency": None, "sealed": life.sealed,
        "reply_from": None, "sealed_document": b"", "opened_at": None, "recalled_at": at if back else None,
        "recalled_by": account_id if back else None,
    }  # fmt: skip


def _record(life: Life, desks: list[uuid.UUID], account_id: uuid.UUID) -> dict[str, Any]:
    assert life.visit is not None
    arrival, signature, read_back, day = life.visit
    return {
        "petition_id": life.id, "agency_id": desks[life.desk], "recorded_by": account_id, "recorded_at": life.came,
        "received_on": day, "arrival": arrival, "signature": signature, "read_back": read_back, "identity_seen": True,
        "papers_seen": False, "book_tag": None, "sealed_details": b"", "voided_at": life.came if life.undone else None,
        "voided_by": None, "void_reason": "twice" if life.undone else None,
    }  # fmt: skip


# ── counting them by hand ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class _Stay:
    desk: int
    came: date
    ended: date | None
    ending: str
    life: Life
    passed_on: bool = False


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(HERE).date() if moment else None


def _stays(life: Life) -> list[_Stay]:
    came = _day(life.came)
    assert came is not None
    if life.state == "split" or life.undone:
        return []
    ended, ending = _day(life.ended), _ending(life)
    if life.decided:
        ended = life.decided
    if life.passed is None or life.passed[2]:
        return [_Stay(life.desk, came, ended, ending, life)]
    other, at, _ = life.passed
    moved = _day(at)
    assert moved is not None
    return [
        _Stay(other, came, moved, "passed_on", life, passed_on=True), _Stay(life.desk, moved, ended, ending, life),
    ]  # fmt: skip


def _ending(life: Life) -> str:
    if life.decided:
        return "settled"
    if life.state in ("answered", "closed") and not life.formal:
        return "answered"
    if life.state == "closed":
        return STAGES[str(life.stage)]
    return life.state if life.state in (*LEFT, "linked") else "open"


def by_hand(
    code: str, found: list[Life], *, first: date, last: date, year_first: date, desks: set[int], sealed: bool
) -> list[int | None]:
    """The sums of a table over some desks, column by column."""
    form = tomllib.loads((TABLES / f"{code}.toml").read_text(encoding="utf-8"))
    visits = form["population"] == "visits"
    sums: list[int | None] = []
    for column in form["column"]:
        if column["count"] == "note":
            sums.append(None)
            continue
        count = 0
        for life in found:
            if life.sealed and not sealed:
                continue
            if visits:
                stays = [_visit(life)] if life.visit and not life.undone and life.state != "split" else []
            else:
                stays = _stays(life)
            for stay in stays:
                wanted = stay.desk in desks and _phase(column["count"], stay, first, last, year_first)
                count += wanted and all(_fits(stay, name, value, last) for name, value in _wishes(form, column))
        sums.append(count)
    return sums


def _visit(life: Life) -> _Stay:
    assert life.visit is not None
    ended = life.decided or _day(life.ended)
    return _Stay(life.desk, life.visit[3], ended, _ending(life), life)


def _wishes(form: Mapping[str, Any], column: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [*form.get("where", {}).items(), *column.get("where", {}).items()]


def _over(stay: _Stay, last: date) -> bool:
    return stay.came <= last and stay.ended is not None and stay.ended <= last


def _phase(count: str, stay: _Stay, first: date, last: date, year_first: date) -> bool:
    day_before, year_before = first - timedelta(days=1), year_first - timedelta(days=1)
    carried = stay.came < first and not _over(stay, day_before)
    received = first <= stay.came <= last
    return {
        "carried": carried, "received": received, "total": carried or received,
        "received_year": year_first <= stay.came <= last,
        "settled": _over(stay, last) and not _over(stay, day_before),
        "settled_year": _over(stay, last) and not _over(stay, year_before),
        "open": stay.came <= last and not _over(stay, last),
    }[count]  # fmt: skip


def _fits(stay: _Stay, name: str, value: Any, last: date) -> bool:
    life = stay.life
    gone = stay.passed_on
    if name == "late":
        late = _late(life)
        return not gone and late is not None and late is value
    if name in ("accepted", "sent", "published"):
        return (not gone and life.formal and bool(getattr(life, name))) is value
    ending = stay.ending if _over(stay, last) or stay.ending == "linked" else "open"
    visit = life.visit or ("", "", "", date.min)
    known = {
        "kinds": life.kind or "none", "fields": life.field or "none", "sources": life.source, "endings": ending,
        "tracks": None if gone else life.track, "stages": None if gone else life.stage,
        "findings": None if gone else life.finding, "arrivals": visit[0], "signatures": visit[1],
        "read_back": visit[2],
    }  # fmt: skip
    return known[name] in value


def _late(life: Life) -> bool | None:
    """Of an answer, against its own term; decisions have no clock in these histories."""
    answered = life.state in ("answered", "closed") and not life.formal
    if life.decided or not answered or life.due is None or life.ended is None:
        return None
    return life.ended > life.due
