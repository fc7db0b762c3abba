"""Many denunciations as rows, for what is counted of a whole province; a country wide enough to tell of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import insert, select, update

from agencies.models import Agency
from agencies.states import AgencyKind
from bootstrap.runtime import Runtime
from core.clock import start_of_day
from feedback.models import Petition
from feedback.proceedings.models import Proceeding
from feedback.proceedings.states import Evidence, Finding, Stage, Track
from feedback.states import PetitionKind, PetitionState, Source

OPENED = datetime(2026, 1, 5, tzinfo=UTC)
RIGHT, PARTLY, WRONG = Finding.RIGHT, Finding.PARTLY, Finding.WRONG


@dataclass(frozen=True)
class Denounced:
    """So many denunciations at a desk: received on a day, concluded on another or not yet."""

    times: int
    received: date
    concluded: date | None = None
    finding: Finding | None = None
    track: Track = Track.DENUNCIATION


def open_desks(runtime: Runtime, province_id: uuid.UUID, communes: int) -> None:
    """So many communes of the province have an open desk, all since January 2026; some are made for it."""
    a = Agency
    with runtime.transaction() as ctx:
        ctx.session.execute(update(a).where(a.opened_at.is_not(None)).values(opened_at=OPENED))
        mine = (a.province_id == province_id, a.kind == AgencyKind.COMMUNE, a.opened_at.is_not(None))
        there = len(ctx.session.execute(select(a.id).where(*mine)).all())
        for number in range(there, communes):
            code, name = f"0729{number:02}", f"Xã Mở Thêm {number}"
            ctx.session.execute(
                insert(a).values(
                    id=uuid.uuid4(), code=code, kind=AgencyKind.COMMUNE, subtype="Xã", name=name, short_name=name[3:],
                    folded=name[3:].lower(), parent_id=province_id, province_id=province_id, path=f"24.{code}",
                    valid_from=date(2025, 7, 1), opened_at=OPENED, remote=False, hotline="", desk_address="", version=1,
                )
            )  # fmt: skip


def denounce(runtime: Runtime, lying: Mapping[uuid.UUID, Sequence[Denounced]]) -> None:
    """Write them down, by the desk at which they lie."""
    with runtime.transaction() as ctx:
        for agency_id, found in lying.items():
            for one in (each for group in found for each in [group] * group.times):
                petition = _petition(agency_id, one)
                ctx.session.execute(insert(Petition).values(**petition))
                ctx.session.execute(insert(Proceeding).values(petition_id=petition["id"], **_proceeding(one)))


def _petition(agency_id: uuid.UUID, one: Denounced) -> dict[str, object]:
    received = start_of_day(one.received)
    kind = PetitionKind.DENUNCIATION if one.track is Track.DENUNCIATION else PetitionKind.COMPLAINT
    petition_id = uuid.uuid4()
    return {
        "id": petition_id, "number": str(petition_id)[:24], "agency_id": agency_id, "home_agency_id": agency_id,
        "about_agency_id": agency_id, "source": Source.POST, "point_code": "", "state": PetitionState.PROCEEDING,
        "kind": kind, "sealed": True, "protected": False, "title": "", "body": "", "place": "",
        "received_at": received, "due_at": received, "notice_version": "1", "contact_consent": False, "version": 1,
    }  # fmt: skip


def _proceeding(one: Denounced) -> dict[str, object]:
    return {
        "track": one.track, "stage": Stage.CONCLUDED if one.concluded else Stage.INITIAL,
        "evidence": Evidence.SIGNED_PAPER, "received_on": one.received, "obstacle_days": 0, "competent": True,
        "transferred": False, "continued": False, "gone_on": False, "finding": one.finding,
        "decided_on": one.concluded, "sealed_details": b"",
    }  # fmt: skip
