"""Claims as everybody may see them: how they stand; words and photos only where whoever wrote and took them said so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import or_, select

from agencies.models import Agency
from agencies.queries import under
from agencies.states import AgencyKind
from casework.sealing import open_case_keys
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from feedback.claims.models import ClaimFinding, GroundClaim, ScenePhoto
from feedback.claims.queries import Claim, list_claims
from feedback.claims.states import ClaimState
from feedback.models import Petition
from feedback.states import Field


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """A claim of a readable petition; never what the petition says or who sent it. `place`: the commune's name."""

    claim: Claim
    field: Field | None
    place: str
    words: bool  # the official opened words and photos to everybody


def list_open_claims(ctx: Context, path: str, page: PageRequest, *, state: ClaimState | None = None) -> Page[OpenClaim]:
    """The claims of the agencies at and below a path, the newest first; those taken back are left out."""
    c, p, a = GroundClaim, Petition, Agency
    states = (state,) if state else tuple(one for one in ClaimState if one is not ClaimState.RETRACTED)
    statement = (
        select(c.id, c.petition_id, c.claimed_at, c.open_photos, p.field, a.name)
        .join(p, p.id == c.petition_id)
        .join(a, a.id == c.agency_id)
        .where(under(a.path, path), a.kind != AgencyKind.HAMLET, c.state.in_(states))
        .where(p.sealed.is_(False), p.protected.is_(False))
    )
    rows = ctx.session.execute(keyset(statement, (c.claimed_at, c.id), page, descending=True)).all()
    shown = take(rows, page, lambda row: (row.claimed_at, row.id))
    keys = open_case_keys(ctx, {row.petition_id for row in shown.items})
    claims = {one.id: one for case_id, key in keys.items() for one in list_claims(ctx, case_id, key=key)}
    kept = [row for row in shown.items if row.id in claims]
    return Page(
        [OpenClaim(_closed(claims[row.id]), row.field, row.name, row.open_photos) for row in kept], shown.next_cursor
    )


def find_open_scene(ctx: Context, scene_id: UUID) -> UUID:
    """The case of a photo that everybody may see: opened by whoever took it, of a petition still readable.

    Raises NotFound.
    """
    s, c, f, p = ScenePhoto, GroundClaim, ClaimFinding, Petition
    statement = (
        select(s.case_id)
        .join(p, p.id == s.case_id)
        .outerjoin(f, f.id == s.of_id)
        .join(c, or_(c.id == s.of_id, c.id == f.claim_id))
        .where(s.id == scene_id, p.sealed.is_(False), p.protected.is_(False), c.state != ClaimState.RETRACTED)
        .where(c.open_photos, or_(f.id.is_(None), f.open_photos))
    )
    case_id = ctx.session.execute(statement).scalar_one_or_none()
    if case_id is None:
        raise NotFound
    return case_id


def _closed(claim: Claim) -> Claim:
    """Without words and photos that nobody opened; that somebody looked, and what they found, stays."""
    findings = [
        one if claim.open_photos and one.open_photos else replace(one, text="", photos=()) for one in claim.findings
    ]
    if claim.open_photos:
        return replace(claim, findings=findings)
    return replace(claim, findings=findings, text="", place="", spot=None, photos=(), compared={})
