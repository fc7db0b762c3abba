"""Every blueprint, in one list."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

MODULES = (
    "web.public.home.views",
    "web.public.petitions.views",
    "web.public.confiding.views",
    "web.public.surveys.views",
    "web.public.disclosures.views",
    "web.public.postings.views",
    "web.public.answered.views",
    "web.public.consultations.views",
    "web.public.dialogues.views",
    "web.public.deadlines.views",
    "web.public.oversight.views",
    "web.public.aftermath.views",
    "web.public.offline.views",
    "web.public.portal.views",
    "web.public.identity.views",
    "web.staff.auth.views",
    "web.staff.desk.views",
    "web.staff.handbook.views",
    "web.staff.intake.views",
    "web.staff.bulk.views",
    "web.staff.petitions.views",
    "web.staff.routes.views",
    "web.staff.reminders.views",
    "web.staff.weekly.views",
    "web.staff.handover.views",
    "web.staff.terms.views",
    "web.staff.proceedings.views",
    "web.staff.proceedings.list_views",
    "web.staff.papers.views",
    "web.staff.delivery.views",
    "web.staff.delivery.list_views",
    "web.staff.delivery.posting_views",
    "web.staff.publishing.views",
    "web.staff.issuing.views",
    "web.staff.issuing.records_views",
    "web.staff.issuing.register_views",
    "web.staff.issuing.signing_views",
    "web.staff.letters.views",
    "web.staff.surveys.views",
    "web.staff.surveys.builder.views",
    "web.staff.surveys.desk.views",
    "web.staff.surveys.desk.kiosk_views",
    "web.staff.surveys.naming_views",
    "web.staff.surveys.printing.views",
    "web.staff.disclosures.views",
    "web.staff.consultations.views",
    "web.staff.dialogues.views",
    "web.staff.hamlet.views",
    "web.staff.register.views",
    "web.staff.reports.views",
    "web.staff.reports.period_views",
    "web.staff.reports.export_views",
    "web.staff.locks.views",
    "web.staff.opening.views",
    "web.staff.protection.views",
    "web.staff.aftermath.views",
    "web.staff.aftermath.satisfaction_views",
    "web.oversight.board.views",
    "web.admin.accounts.views",
    "web.admin.agencies.views",
    "web.admin.papers.views",
    "web.admin.portal.views",
    "web.admin.deadlines.views",
    "web.admin.deadlines.history",
    "web.admin.grounds.views",
    "web.admin.audit.views",
    "web.admin.erasures.views",
    "web.admin.notices.views",
    "web.api.units.views",
    "web.api.sms.views",
    "web.api.cases.views",
    "web.api.health.views",
)
DEMO_MODULES = ("web.demo.views",)


def register(app: Flask, *, demo: bool) -> None:
    """Register them; the demo's own pages only in the demo."""
    for name in MODULES + (DEMO_MODULES if demo else ()):
        app.register_blueprint(import_module(name).bp)
