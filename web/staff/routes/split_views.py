"""Splitting a petition: a block for each part, filled with the whole for the clerk to cut; then once more to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from agencies.queries import get_card
from agencies.states import AgencyKind
from feedback import services
from feedback.commands import Target
from feedback.machine import PROVINCE_RECEIVES, TRIAGE_KINDS
from feedback.queries import CaseView, OpenContent, open_content
from feedback.routes.commands import Part
from feedback.services.splitting import FEWEST, MOST
from feedback.states import Act, Concerns, Field, PetitionKind, Urgency
from web.context import read_context
from web.forms import typed
from web.staff.petitions.blueprint import gate
from web.staff.routes.acting import Page, for_act, note_if_sealed, send
from web.staff.routes.blueprint import bp
from web.staff.routes.forms import SplitForm

FIELDS = ("what", "title", "concerns", "kind", "field", "urgency")
E = TypeVar("E", PetitionKind, Field, Urgency)


@dataclass(frozen=True, slots=True)
class Block:
    """The fields of one part on the page, and the part as typed so far."""

    number: int
    fields: dict[str, Any]
    part: Part
    desk_name: str


@bp.route("/don-thu/<uuid:petition_id>/tach", methods=["GET", "POST"])
@gate
def split(petition_id: UUID) -> Page:
    """Cut, look over, split. A part more or fewer keeps what was typed."""
    seen = for_act(petition_id, Act.SPLIT)
    note_if_sealed(seen)
    written = open_content(read_context(), petition_id)
    form = SplitForm(data=_begun(seen, written))
    doing = request.form.get("viec", "")
    if doing in ("them", "bot", "sua"):
        _change(form, doing, written)
        return _page(seen, form, 200)
    if not form.validate_on_submit():
        return _page(seen, form, 422 if request.method == "POST" else 200)
    if not form.confirmed.data:
        return _look_over(seen, form)
    parts = [_part(form, number) for number in range(1, form.parts() + 1)]
    target = Target(petition_id, form.seen())
    status = send(form, petition_id, lambda ctx: services.split(ctx, target, parts, text=typed(form.text)), public=True)
    if status:
        form.confirmed.data = ""
        return _page(seen, form, status)
    flash(gettext("Đã tách thành %(n)s đơn.", n=len(parts)), "success")
    return redirect(url_for("staff_petitions.case", petition_id=petition_id), code=303)


def _look_over(seen: CaseView, form: SplitForm) -> Page:
    short = [n for n in range(1, form.parts() + 1) if len(typed(form[f"what_{n}"])) < 10]
    for number in short:
        form[f"what_{number}"].errors = [gettext("Phần %(number)s: giữ lại nội dung, ít nhất một câu.", number=number)]
    if short:
        return _page(seen, form, 422)
    form.confirmed.data = "1"
    blocks = _blocks(seen, form)
    delicate = [b for b in blocks if b.part.concerns is not Concerns.NOBODY]
    return render_template(
        "staff/routes/split_check.html", case=seen, form=form, blocks=blocks, names=FIELDS,
        sealed=bool(delicate) or (seen.sealed and seen.kind is not None),
    )  # fmt: skip


def _begun(seen: CaseView, written: OpenContent) -> dict[str, object]:
    data: dict[str, object] = {"version": str(seen.version), "count": str(FEWEST)}
    for number in range(1, MOST + 1):
        data |= _filled(number, written)
    return data


def _filled(number: int, written: OpenContent) -> dict[str, object]:
    content = written.content
    whole = "\n\n".join(text for text in (content.what, content.wanted) if text)
    return {
        f"what_{number}": whole, f"concerns_{number}": content.concerns.value,
        f"field_{number}": content.field.value if content.field else "",
    }  # fmt: skip


def _change(form: SplitForm, doing: str, written: OpenContent) -> None:
    form.confirmed.data = ""
    count = form.parts() + {"them": 1, "bot": -1}.get(doing, 0)
    form.count.data = str(min(max(count, FEWEST), MOST))
    if doing == "them" and count <= MOST:
        for name, value in _filled(count, written).items():
            form[name].data = form[name].data or value


def _page(seen: CaseView, form: SplitForm, status: int) -> Page:
    page = render_template(
        "staff/routes/split.html", case=seen, form=form, blocks=_blocks(seen, form), fewest=FEWEST, most=MOST
    )
    return page if status == 200 else (page, status)


def _blocks(seen: CaseView, form: SplitForm) -> list[Block]:
    here = get_card(read_context(), seen.agency_id)
    in_commune = here.kind != AgencyKind.PROVINCE
    return [
        Block(
            number, {name: form[f"{name}_{number}"] for name in FIELDS}, part := _part(form, number),
            here.province_name if part.concerns in PROVINCE_RECEIVES and in_commune else here.name,
        )
        for number in range(1, form.parts() + 1)
    ]  # fmt: skip


def _part(form: SplitForm, number: int) -> Part:
    def chosen(name: str, kind: type[E]) -> E | None:
        value = str(form[f"{name}_{number}"].data or "")
        return kind(value) if value in {member.value for member in kind} else None

    concerns = str(form[f"concerns_{number}"].data or "")
    kind = chosen("kind", PetitionKind)
    return Part(
        what=typed(form[f"what_{number}"]), title=typed(form[f"title_{number}"]),
        concerns=Concerns(concerns) if concerns in set(Concerns) else Concerns.NOBODY,
        kind=kind if kind in TRIAGE_KINDS else None, field=chosen("field", Field), urgency=chosen("urgency", Urgency),
    )  # fmt: skip
