"""What the domains know about an agency, read together for its home page and kept for a minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from flask import current_app

from consultations.queries import ConsultationRow, open_consultation
from core.context import Context
from dialogues.queries import CommitmentTally, DialogueCard, list_coming, tally_commitments
from dialogues.regional import first_coming, tally_under
from disclosures.queries import DisclosureRow, latest_published
from feedback.queries import CommuneFacts, commune_facts
from surveys.queries import point_summaries
from surveys.statistics import Tally, total
from web.context import runtime

# Six domains cost about nine statements; once a minute and after each publication is often enough (docs/adr/0103).
KEPT_FOR = timedelta(minutes=1)
_MOST = 512


@dataclass(frozen=True, slots=True)
class Findings:
    """The domains' read models, in nobody's language yet."""

    petitions: CommuneFacts
    satisfaction: Tally
    disclosures: Sequence[DisclosureRow]
    consultation: ConsultationRow | None
    dialogue: DialogueCard | None
    promises: CommitmentTally


@dataclass(frozen=True, slots=True)
class _Kept:
    at: datetime
    version: int
    findings: Findings


def findings_of(ctx: Context, agency_id: UUID, *, path: str | None = None) -> Findings:
    """The findings about an agency, at most a minute old and never older than the last publication.

    `path`: its place in the tree, when dialogues and promises of all that lies below it count as its own.
    """
    kept = cast("dict[UUID, _Kept]", current_app.extensions.setdefault("home_findings", {}))
    version = runtime().public_version.current()
    known = kept.get(agency_id)
    if known and known.version == version and timedelta() <= ctx.now - known.at < KEPT_FOR:
        return known.findings
    if len(kept) >= _MOST:
        kept.clear()
    findings = _read(ctx, agency_id, path)
    kept[agency_id] = _Kept(ctx.now, version, findings)
    return findings


def _read(ctx: Context, agency_id: UUID, path: str | None) -> Findings:
    return Findings(
        petitions=commune_facts(ctx, agency_id),
        satisfaction=total(summary.tally for summary in point_summaries(ctx, agency_id)),
        disclosures=latest_published(ctx, agency_id),
        consultation=open_consultation(ctx, agency_id),
        dialogue=first_coming(ctx, path) if path else next(iter(list_coming(ctx, [agency_id], limit=1)), None),
        promises=tally_under(ctx, path) if path else tally_commitments(ctx, agency_id),
    )
