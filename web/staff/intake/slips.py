"""What is handed out: the receipt with number and code, the sheet to be signed; and undoing a slip of the pen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.roles import Role
from agencies.queries import get_card
from core.errors import DomainError, NotFound
from feedback.desk import drafts
from feedback.desk.drafts import Entry, Slip
from feedback.desk.queries import find_record
from feedback.desk.receiving import change_signature, hand_over
from feedback.desk.states import Signature, VoidReason
from feedback.desk.voiding import undone_until, void_entry
from feedback.states import Concerns
from web.codes import qr_drawing
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.gates import keeps_typed
from web.navigation import may_open
from web.portal.framing import public_base
from web.rendering import show_agency
from web.staff.intake.blueprint import bp, gate
from web.staff.intake.entering import kept_form, place_of
from web.staff.intake.forms import EmptyForm, EntryForm, HeldForm, VoidForm
from web.staff.intake.keeping import come_back

FORMALISE = "staff_proceedings.formalise"
Page = str | Response | tuple[str, int]


@bp.route("/<uuid:entry_id>/bien-nhan", methods=["GET", "POST"])
@keeps_typed(come_back)
@gate
def slip(entry_id: UUID) -> Page:
    """Number and code, to print and to hand over; then they are gone from here."""
    entry, written = _sent(entry_id)
    form = HeldForm()
    phone_left = _phone_left(written)
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                hand_over(ctx, _slip_of(entry).petition_id, held=bool(form.held.data), phone_left=phone_left)
                drafts.put_away(ctx, entry_id)
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Xong đơn %(number)s. Mã không còn ở máy này.", number=_slip_of(entry).number))
            return redirect(url_for("staff_intake.index"), code=303)
    return _slip_page(entry, written, form, VoidForm(None))


@bp.get("/<uuid:entry_id>/bien-nhan/<any(a5,k80):size>")
@gate
def print_slip(entry_id: UUID, size: str) -> str:
    """The receipt on paper: a sheet of A5, or a strip of 80 mm."""
    entry, written = _sent(entry_id)
    return render_template("staff/intake/print_slip.html", size=size, **_shown(entry, written))


@bp.get("/<uuid:entry_id>/ban-ghi")
@gate
def print_sheet(entry_id: UUID) -> str:
    """What was told, with a place for signature or fingerprint."""
    entry, written = _sent(entry_id)
    return render_template("staff/intake/print_sheet.html", **_shown(entry, written), by=actor().name)


@bp.post("/<uuid:entry_id>/khong-ky")
@gate
def unsigned(entry_id: UUID) -> Response:
    """They did not sign after all."""
    entry, _ = _sent(entry_id)
    if EmptyForm().validate_on_submit():
        with transaction() as ctx:
            change_signature(ctx, _slip_of(entry).petition_id, Signature.NONE)
        flash(gettext("Đã ghi là bà con không ký."))
    return redirect(url_for("staff_intake.slip", entry_id=entry_id), code=303)


@bp.post("/<uuid:entry_id>/huy")
@gate
def void(entry_id: UUID) -> Page:
    """Undo what was just recorded by mistake."""
    entry, written = _sent(entry_id)
    form = VoidForm()
    if form.validate_on_submit():
        try:
            return _void(entry, VoidReason(form.reason.data))
        except NotFound:
            raise
        except DomainError as error:
            add_to_form(form, error)
    return _slip_page(entry, written, HeldForm(None), form)


def _void(entry: Entry, reason: VoidReason) -> Response:
    """Undone; unless it was there already, its words are ready to be put right."""
    sent = _slip_of(entry)
    with transaction() as ctx:
        void_entry(ctx, sent.petition_id, reason)
        again = None if reason is VoidReason.TWICE else drafts.begin_again(ctx, entry)
        drafts.put_away(ctx, entry.id)
    flash(gettext("Đã huỷ đơn %(number)s. Thu lại biên nhận đã in.", number=sent.number))
    if again is None:
        return redirect(url_for("staff_intake.index"), code=303)
    return redirect(url_for("staff_intake.entry", entry_id=again), code=303)


def _slip_page(entry: Entry, written: EntryForm, held: HeldForm, void: VoidForm) -> Page:
    wrong = void if void.errors else held
    page = render_template("staff/intake/slip.html", form=wrong, held=held, void=void, **_shown(entry, written))
    return (page, 422) if request.method == "POST" else page


def _sent(entry_id: UUID) -> tuple[Entry, EntryForm]:
    entry = drafts.get_entry(read_context(), entry_id)
    written = kept_form(entry)
    if entry.slip is None or written is None:
        raise NotFound
    return entry, written


def _slip_of(entry: Entry) -> Slip:
    if entry.slip is None:
        raise NotFound
    return entry.slip


def _phone_left(written: EntryForm) -> bool:
    return bool(written.consent.data and written.phone.data)


def _formal_url(entry: Entry, sent: Slip) -> str | None:
    """Where a signed paper becomes a complaint or denunciation; none for what went to another desk."""
    may = sent.desk_id == entry.agency_id and actor().holds_at(Role.INTAKE_CLERK, entry.agency_id)
    if not may or not may_open(actor(), FORMALISE):
        return None
    return url_for(FORMALISE, petition_id=sent.petition_id)


def _shown(entry: Entry, written: EntryForm) -> dict[str, Any]:
    ctx, sent = read_context(), _slip_of(entry)
    here, desk = get_card(ctx, entry.agency_id), get_card(ctx, sent.desk_id)
    show_agency(here)
    public_url = public_base(desk.id)
    # The address stays in the history of the browser that scans it: of what speaks of somebody without the number.
    plain = entry.concerns is Concerns.NOBODY
    address = f"{public_url}/tra-cuu{f'?so={sent.number}' if plain else ''}" if public_url else ""
    alt = gettext("Mã QR mở trang tra cứu với số đơn này") if plain else gettext("Mã QR mở trang tra cứu")
    record = find_record(ctx, sent.petition_id)
    signed = record is not None and record.signature is not Signature.NONE
    return {
        "formal_url": _formal_url(entry, sent) if signed else None,
        "entry": entry, "written": written, "slip": sent, "here": here, "desk": desk, "place": place_of(entry),
        "record": record, "phone_left": _phone_left(written),
        "undo_until": undone_until(sent.recorded_at), "may_undo": ctx.now <= undone_until(sent.recorded_at),
        "address": f"{public_url}/tra-cuu".partition("://")[2] if public_url else "",
        "qr": qr_drawing(address, side=140, alt=alt) if address else None,
    }  # fmt: skip
