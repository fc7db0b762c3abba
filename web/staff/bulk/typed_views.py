"""Many short petitions typed on one page: what is right is saved line by line, what is not stays to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from agencies.queries import AgencyCard
from core.clock import local_date
from core.errors import DomainError, Forbidden, NotFound
from core.ids import random_id
from feedback.bulk.checking import check_line
from feedback.bulk.lines import Line, Slot, Way
from feedback.bulk.queries import list_places
from feedback.bulk.reading import Place
from feedback.bulk.typed import TypedLine, save_typed
from feedback.commands import Submitted
from web.context import read_context, runtime, transaction
from web.errors import message
from web.notice import NOTICE_VERSION
from web.staff.bulk.blueprint import bp, clerk, desk_asked, desks
from web.staff.bulk.forms import LINES, MOST_LINES, LineForm, LinesForm

Page = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Saved:
    """A line of the page that is a petition now."""

    place: int
    book_number: str
    number: str


@bp.route("/nhieu-dong", methods=["GET", "POST"])
@clerk
def typed() -> Page:
    """Ten lines (and ten more): every field of the sheet, errors beside them."""
    desk = desk_asked()
    if request.method == "GET":
        return _page(desk, _fresh(desk, LINES), [])
    form = LinesForm()
    places = _offer(desk, form)
    if "them" in request.form:
        return _page(desk, _longer(desk, form), [])
    if not form.validate():
        return _page(desk, form, []), 422
    saved, missed = _save(desk, form, places)
    form.lines.errors = [entry.errors for entry in form.lines] if missed else []
    if missed:
        return _page(desk, form, saved), 422
    if not saved:
        form.form_errors.append(gettext("Chưa có dòng nào được ghi. Ghi ít nhất một đơn."))
        return _page(desk, form, []), 422
    return redirect(url_for("staff_bulk.batch", batch_id=_batch_of(form)), code=303)


def _begun() -> dict[str, str]:
    """What every line begins with: today, brought to the desk."""
    return {
        Slot.RECEIVED.value: local_date(runtime().clock()).isoformat(),
        Slot.WAY.value: Way.PAPER_BROUGHT.value,
    }  # fmt: skip


def _fresh(desk: AgencyCard, lines: int) -> LinesForm:
    data = {"batch": str(random_id()), "lines": [_begun()] * lines}
    form = LinesForm(formdata=None, data=data)
    _offer(desk, form)
    return form


def _longer(desk: AgencyCard, form: LinesForm) -> LinesForm:
    """The same page with ten lines more; nothing typed is lost, nothing is saved."""
    kept = MultiDict(request.form)
    begun, have = _begun(), len(form.lines)
    for place in range(have, min(have + LINES, MOST_LINES)):
        for name, value in {**dict.fromkeys((slot.value for slot in Slot), ""), **begun}.items():
            kept[f"lines-{place}-{name}"] = value
    longer = LinesForm(formdata=kept)
    _offer(desk, longer)
    return longer


def _offer(desk: AgencyCard, form: LinesForm) -> Sequence[Place]:
    """Let every line name a hamlet of the desk's."""
    places = list_places(read_context(), desk.id)
    for entry in form.lines:
        entry.form.offer(places)
    return places


def _save(desk: AgencyCard, form: LinesForm, places: Sequence[Place]) -> tuple[list[Saved], bool]:
    saved: list[Saved] = []
    missed = False
    for place, entry in enumerate(form.lines, start=1):
        line: LineForm = entry.form
        if line.is_untouched(_begun()):
            continue
        checked = check_line(line.cells(), hamlets=places, today=local_date(runtime().clock()))
        line.tell(checked.faults)
        done = _save_line(desk, form, place, checked.line) if checked.line else None
        if done is None:
            missed = True
        else:
            saved.append(Saved(place, str(line.book_number.data or ""), done.number))
    return saved, missed


def _save_line(desk: AgencyCard, form: LinesForm, place: int, line: Line) -> Submitted | None:
    """One line in a transaction of its own; None when it has to be mended."""
    try:
        with transaction() as ctx:
            return save_typed(ctx, TypedLine(_batch_of(form), place, desk.id, NOTICE_VERSION, line))
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        entry: LineForm = form.lines[place - 1].form
        field = error.field if error.field and error.field in entry else Slot.WHAT.value
        entry[field].errors = [message(error)]
        return None


def _batch_of(form: LinesForm) -> UUID:
    try:
        return UUID(str(form.batch.data))
    except ValueError:
        raise NotFound from None


def _page(desk: AgencyCard, form: LinesForm, saved: list[Saved]) -> str:
    done = {one.place for one in saved}
    return render_template(
        "staff/bulk/typed.html", form=form, desk=desk, desks=desks(), saved=saved, done=done,
        can_grow=len(form.lines) < MOST_LINES,
    )  # fmt: skip
