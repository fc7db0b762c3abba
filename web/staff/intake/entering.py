"""From a kept entry to what is received, and how it is shown before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from flask_babel import gettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from agencies.queries import AgencyCard, get_card, list_children
from agencies.states import AgencyKind
from casework.identity import Identity
from core.clock import local_date
from core.context import Context
from feedback.commands import Content
from feedback.desk.commands import DeskEntry
from feedback.desk.drafts import Entry
from feedback.desk.policies import RECEIVING_ROLES
from feedback.desk.states import SOURCES, ReadBack, Signature
from feedback.states import Field, Source
from web.context import actor, read_context, runtime
from web.forms import typed
from web.notice import NOTICE_VERSION
from web.staff.intake.forms import EntryForm, filled_from


def desks_of(ctx: Context) -> list[AgencyCard]:
    """The desks at which the official takes petitions in."""
    return [get_card(ctx, one) for one in actor().agencies(*RECEIVING_ROLES)]


def today() -> date:
    """The day in Vietnam."""
    return local_date(runtime().clock())


def entry_form(entry: Entry) -> EntryForm:
    """Its form: as just sent, else as kept."""
    form = EntryForm.of(entry.arrival, filled_from(dict(entry.typed), today=today()))
    form.hamlet.choices = hamlets_of(entry.agency_id)
    if get_card(read_context(), entry.agency_id).kind == AgencyKind.PROVINCE:
        form.hamlet.label.text = gettext("Về xã nào")
    return form


def kept_form(entry: Entry) -> EntryForm | None:
    """Its form as kept, when all of it is right; None when something is missing."""
    form = EntryForm.kept(entry.arrival, entry.typed)
    form.hamlet.choices = hamlets_of(entry.agency_id)
    return form if form.validate() else None


def hamlets_of(agency_id: UUID) -> list[SelectChoice]:
    """The hamlets of the desk's own place; for a province its communes."""
    ctx = read_context()
    card = get_card(ctx, agency_id)
    below = AgencyKind.HAMLET if card.kind == AgencyKind.COMMUNE else AgencyKind.COMMUNE
    nowhere = gettext("Không rõ, nơi khác") if below is AgencyKind.HAMLET else gettext("Không rõ xã nào")
    listed = list_children(ctx, card.id, below)
    key = "id" if below is AgencyKind.HAMLET else "code"
    return [SelectChoice("", nowhere), *(SelectChoice(str(getattr(unit, key)), unit.name) for unit in listed)]


def place_of(entry: Entry) -> str:
    """The name of the chosen hamlet or commune."""
    chosen = entry.typed.get("hamlet", "")
    return next((str(one.label) for one in hamlets_of(entry.agency_id) if chosen and one.value == chosen), "")


def command_of(entry: Entry, form: EntryForm, *, marks: Mapping[str, str] | None = None) -> DeskEntry:
    """What is received. `marks`: how it was read back and signed."""
    marks = marks or {}
    chosen = typed(form.hamlet)
    at_province = get_card(read_context(), entry.agency_id).kind == AgencyKind.PROVINCE
    return DeskEntry(
        keys=entry.keys, agency_id=entry.agency_id, arrival=entry.arrival,
        source=Source(form.source.data) if "source" in form else SOURCES[entry.arrival][0],
        received_on=form.received_on.data or today(), notice_version=NOTICE_VERSION,
        about_code=chosen if at_province else "",
        content=Content(
            typed(form.what), entry.concerns, Field(form.field.data) if form.field.data else None,
            UUID(chosen) if chosen and not at_province else None, typed(form.place), typed(form.wanted),
        ),
        sender=Identity(
            typed(form.name), typed(form.phone), _said(form, "email"), typed(form.address), form.said()
        ),
        contact_consent=bool(form.consent.data) and bool(typed(form.phone) or _said(form, "email")),
        signature=Signature(marks.get("signature", Signature.NONE)),
        read_back=ReadBack(marks.get("read_back", ReadBack.NOT_READ)),
        identity_seen="identity_seen" in form and bool(form.identity_seen.data),
        papers_seen=bool(form.papers_seen.data), book_number=typed(form.book_number),
        document_number=_said(form, "document_number"), handed_on_by=_said(form, "handed_on_by"),
        papers=_said(form, "papers"), photos=entry.photos, files=entry.files,
    )  # fmt: skip


def _said(form: EntryForm, name: str) -> str:
    return typed(form[name]) if name in form else ""
