"""Claims as their readers see them: officials of the case, its sender, the Board, and everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.errors import NotFound
from feedback.claims.models import ClaimFinding, GroundClaim
from feedback.claims.scenes import Scene, scenes_of
from feedback.claims.services import claim_part, finding_part
from feedback.claims.shots import Compared, compare
from feedback.claims.states import ClaimState, Eye, Side
from feedback.commands import Spot
from feedback.models import Petition


@dataclass(frozen=True, slots=True)
class Finding:
    """What one of the two saw."""

    id: UUID
    eye: Eye
    at: datetime
    done: bool
    text: str
    open_photos: bool
    photos: Sequence[Scene]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, opened: the official's words and photos, and what others saw beside them."""

    id: UUID
    petition_id: UUID
    agency_id: UUID
    state: ClaimState
    version: int
    claimed_at: datetime
    claimed_by: UUID
    confirm_by: datetime
    text: str
    place: str
    done_at: datetime
    spot: Spot | None
    open_photos: bool
    photos: Sequence[Scene]
    compared: Mapping[UUID, Compared]  # of each photo of finished work: its own record beside what was claimed
    findings: Sequence[Finding]

    def seen_by(self, eye: Eye) -> Finding | None:
        """What this one saw."""
        return next((one for one in self.findings if one.eye is eye), None)

    def of_side(self, side: Side) -> Sequence[Scene]:
        """The official's photos of before, or after."""
        return [photo for photo in self.photos if photo.side is side]


@dataclass(frozen=True, slots=True)
class ClaimTally:
    """Claims of an agency in a period. Only `confirmed` is work done."""

    confirmed: int
    claimed: int
    lapsed: int
    contradicted: int

    @property
    def total(self) -> int:
        """Whatever was claimed and not taken back."""
        return self.confirmed + self.claimed + self.lapsed + self.contradicted


_C = GroundClaim
_CLAIMS: Select[*tuple[Any, ...]] = select(
    _C.id, _C.petition_id, _C.agency_id, _C.state, _C.version, _C.claimed_at, _C.claimed_by, _C.confirm_by,
    _C.open_photos, _C.sealed, Petition.received_at,
).join(Petition, Petition.id == _C.petition_id)  # fmt: skip


def list_claims(ctx: Context, petition_id: UUID, *, key: CaseKey | None = None) -> Sequence[Claim]:
    """The claims of a petition, newest first. The caller has decided that the reader may. At most four statements."""
    rows = ctx.session.execute(_CLAIMS.where(_C.petition_id == petition_id).order_by(_C.claimed_at.desc())).all()
    if not rows:
        return []
    opened = key or open_case_key(ctx, petition_id)
    scenes = scenes_of(ctx, petition_id, key=opened)
    findings = _findings(ctx, [row.id for row in rows], opened, scenes)
    return [_opened(row, opened, scenes, findings.get(row.id, [])) for row in rows]


def get_claim(ctx: Context, claim_id: UUID) -> Claim:
    """One claim. The caller has decided that the reader may. Raises NotFound."""
    case_id = ctx.session.execute(select(_C.petition_id).where(_C.id == claim_id)).scalar_one_or_none()
    found = next((one for one in list_claims(ctx, case_id) if one.id == claim_id), None) if case_id else None
    if found is None:
        raise NotFound
    return found


def states_of(ctx: Context, petition_ids: Iterable[UUID]) -> Mapping[UUID, ClaimState]:
    """How the newest claim of each petition stands: for lists and the public register. Retracted ones are left out."""
    ids = list(petition_ids)
    if not ids:
        return {}
    rows = ctx.session.execute(
        select(_C.petition_id, _C.state)
        .where(_C.petition_id.in_(ids), _C.state != ClaimState.RETRACTED)
        .order_by(_C.claimed_at)
    )
    return {row.petition_id: row.state for row in rows}


def tally_claims(
    ctx: Context, agency_ids: Sequence[UUID], *, since: datetime | None = None, until: datetime | None = None
) -> ClaimTally:
    """How claims fare that were made in a period, of readable petitions. One statement."""
    made: list[ColumnElement[bool]] = [_C.agency_id.in_(agency_ids), Petition.sealed.is_(False)]
    made += [_C.claimed_at >= since] if since else []
    made += [_C.claimed_at < until] if until else []
    rows = ctx.session.execute(
        select(_C.state, func.count()).join(Petition, Petition.id == _C.petition_id).where(*made).group_by(_C.state)
    )
    counts: dict[ClaimState, int] = {row[0]: row[1] for row in rows}
    kinds = (ClaimState.CONFIRMED, ClaimState.CLAIMED, ClaimState.LAPSED, ClaimState.CONTRADICTED)
    return ClaimTally(*(counts.get(kind, 0) for kind in kinds))


def _findings(
    ctx: Context, claim_ids: Sequence[UUID], key: CaseKey, scenes: Mapping[UUID, Sequence[Scene]]
) -> Mapping[UUID, list[Finding]]:
    f = ClaimFinding
    columns = (f.id, f.claim_id, f.eye, f.at, f.done, f.open_photos, f.sealed)
    found: dict[UUID, list[Finding]] = {}
    for row in ctx.session.execute(select(*columns).where(f.claim_id.in_(claim_ids)).order_by(f.at)):
        text = key.open_text(row.sealed, part=finding_part(row.id))
        seen = Finding(row.id, row.eye, row.at, row.done, text, row.open_photos, scenes.get(row.id, ()))
        found.setdefault(row.claim_id, []).append(seen)
    return found


def _opened(row: Any, key: CaseKey, scenes: Mapping[UUID, Sequence[Scene]], findings: Sequence[Finding]) -> Claim:
    words = key.open_json(row.sealed, part=claim_part(row.id))
    done_at, spot = datetime.fromisoformat(words["done_at"]), Spot.parse(words["spot"])
    photos = scenes.get(row.id, ())
    compared = {
        photo.id: compare(photo.shot, done_at=done_at, spot=spot, received_at=row.received_at)
        for photo in photos
        if photo.side is Side.AFTER
    }
    return Claim(
        row.id, row.petition_id, row.agency_id, row.state, row.version, row.claimed_at, row.claimed_by, row.confirm_by,
        words["text"], words["place"], done_at, spot, row.open_photos, photos, compared, findings,
    )  # fmt: skip
