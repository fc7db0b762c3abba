"""All mapped classes in one place, so that metadata is complete wherever it is used."""

from __future__ import annotations

from types import ModuleType

import accounts.models
import accounts.portal.models
import accounts.ties.models
import agencies.models
import agencies.portal.models
import casework.erasures.models
import casework.identities.models
import casework.locks.models
import casework.models
import casework.safes.models
import consultations.models
import core.audit
import core.notices
import core.outbox
import deadlines.models
import dialogues.models
import disclosures.models
import feedback.aftermath.models
import feedback.bulk.models
import feedback.claims.models
import feedback.deleting.models
import feedback.delivery.models
import feedback.desk.models
import feedback.desk_models
import feedback.handover.models
import feedback.hotspots.models
import feedback.issuing.models
import feedback.letters.models
import feedback.links.models
import feedback.models
import feedback.papers.models
import feedback.proceedings.models
import feedback.protection.models
import feedback.publishing.models
import feedback.redacting.models
import feedback.reviewing.models
import feedback.routes.models
import feedback.sealed_post.models
import feedback.search_models
import feedback.shutting.models
import feedback.texting.models
import feedback.weekly.models
import oversight.models
import privacy.models
import reports.denunciations.models
import reports.models
import surveys.alerts.models
import surveys.models
import surveys.parts.models
import surveys.patterns.models
import surveys.posters.models
import surveys.proof.models
import surveys.walls.models

MODULES: tuple[ModuleType, ...] = (
    core.outbox,
    core.audit,
    core.notices,
    agencies.models,
    agencies.portal.models,
    accounts.models,
    accounts.portal.models,
    accounts.ties.models,
    deadlines.models,
    casework.models,
    casework.erasures.models,
    casework.locks.models,
    casework.identities.models,
    casework.safes.models,
    feedback.models,
    feedback.search_models,
    feedback.shutting.models,
    feedback.proceedings.models,
    feedback.desk_models,
    feedback.routes.models,
    feedback.desk.models,
    feedback.bulk.models,
    feedback.links.models,
    feedback.papers.models,
    feedback.issuing.models,
    feedback.delivery.models,
    feedback.letters.models,
    feedback.reviewing.models,
    feedback.texting.models,
    feedback.hotspots.models,
    feedback.weekly.models,
    feedback.handover.models,
    feedback.aftermath.models,
    feedback.claims.models,
    feedback.publishing.models,
    feedback.redacting.models,
    feedback.deleting.models,
    feedback.sealed_post.models,
    feedback.protection.models,
    surveys.models,
    surveys.parts.models,
    surveys.patterns.models,
    surveys.posters.models,
    surveys.proof.models,
    surveys.walls.models,
    surveys.alerts.models,
    disclosures.models,
    consultations.models,
    dialogues.models,
    oversight.models,
    privacy.models,
    reports.models,
    reports.denunciations.models,
)
