"""Reading back what was taken down, and recording it."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from agencies.queries import get_card
from core.errors import DomainError, Forbidden, NotFound
from feedback.desk import drafts
from feedback.desk.drafts import Entry
from feedback.desk.receiving import desk_for, receive_at_desk
from feedback.desk.states import Arrival, ReadBack, Signature
from web.context import read_context, transaction
from web.errors import add_to_form
from web.gates import keeps_typed
from web.rendering import show_agency
from web.staff.intake.blueprint import bp, gate
from web.staff.intake.entering import command_of, kept_form, place_of
from web.staff.intake.forms import EntryForm, ReadForm
from web.staff.intake.keeping import come_back

Page = str | Response | tuple[str, int]
MARKS = ("read_back", "signature")
# What is most often right; the law asks to read back what was told (NĐ 154/2026 art. 14).
_USUAL = {
    Arrival.ORAL: {"read_back": ReadBack.SENDER, "signature": Signature.SIGNED},
    Arrival.PAPER: {"read_back": ReadBack.NOT_READ, "signature": Signature.SIGNED},
    Arrival.TELEPHONE: {"read_back": ReadBack.SENDER, "signature": Signature.NONE},
    Arrival.FORWARDED: {"read_back": ReadBack.NOT_READ, "signature": Signature.SIGNED},
}


@bp.route("/<uuid:entry_id>/doc-lai", methods=["GET", "POST"])
@keeps_typed(come_back)
@gate
def read(entry_id: UUID) -> Page:
    """The whole text in large type, to read aloud; then how it is signed, then it is received."""
    entry = drafts.get_entry(read_context(), entry_id)
    if entry.slip is not None:
        return redirect(url_for("staff_intake.slip", entry_id=entry_id), code=303)
    written = kept_form(entry)
    if written is None:
        return redirect(url_for("staff_intake.entry", entry_id=entry_id), code=303)
    form = ReadForm.of(entry.arrival, dict(_USUAL[entry.arrival]) if entry.arrival is not Arrival.ORAL else {})
    if form.validate_on_submit():
        try:
            _receive(entry, written, {name: form[name].data for name in MARKS})
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("staff_intake.slip", entry_id=entry_id), code=303)
    return _page(entry, written, form)


def _receive(entry: Entry, written: EntryForm, marks: dict[str, str]) -> None:
    command = command_of(entry, written, marks=marks)
    with transaction() as ctx:
        held = drafts.get_entry(ctx, entry.id, lock=True)
        if held.slip is not None:
            return  # the same form twice: the slip of the first is shown
        submitted = receive_at_desk(ctx, command)
        desk = desk_for(ctx, entry.agency_id, command.about_code, entry.concerns)
        drafts.finish_entry(ctx, held, submitted, desk_id=desk.agency.id)


def _page(entry: Entry, written: EntryForm, form: ReadForm) -> Page:
    desk = get_card(read_context(), entry.agency_id)
    show_agency(desk)
    page = render_template(
        "staff/intake/read.html", entry=entry, written=written, form=form, place=place_of(entry), desk=desk,
        aloud=entry.arrival in (Arrival.ORAL, Arrival.TELEPHONE),
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page
