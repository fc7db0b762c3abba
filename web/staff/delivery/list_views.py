"""chờ giao: what waits at the desk, and envelopes and slips printed together."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card
from core.clock import local_date
from core.errors import NotFound
from core.paging import PageRequest
from feedback.delivery.states import PAPER_WAYS, Heap, Way
from feedback.delivery.waiting import MOST_PRINTED, WaitingRow, list_heap, take_to_print
from web.context import actor, read_context, transaction
from web.formatting import day, label
from web.gates import requires
from web.staff.delivery.forms import PrintForm
from web.staff.delivery.page import CHIPS

bp = Blueprint("staff_deliveries", __name__, url_prefix="/can-bo/giao-van-ban")
WORKERS = roles_for(Capability.PAPER_DELIVER)
SIZE = 30
_HEAPS = {"cho-gui": Heap.WAITING, "da-gui": Heap.UNDER_WAY, "tra-lai": Heap.CAME_BACK, "da-toi": Heap.DONE}
# phong bì A5, phiếu gửi A5 (mỗi tờ một nơi nhận), phiếu giao nhận A4 (một danh sách ký nhận)
SHEETS = ("phong-bi", "phieu-gui", "giao-nhan")


@bp.get("")
@requires(*WORKERS)
def index() -> str:
    """What waits, by what is to be done, longest waiting first."""
    chosen = request.args.get("muc", "cho-gui")
    heap = _HEAPS.get(chosen, Heap.WAITING)
    way = next((one for one in PAPER_WAYS if one.value == request.args.get("cach")), None)
    page = list_heap(
        read_context(), heap, viewer=actor(), page=PageRequest(SIZE, request.args.get("sau")), way=way
    )  # fmt: skip
    return render_template(
        "staff/delivery/list.html", rows=[_row(one) for one in page.items], heap=heap, way=way, ways=PAPER_WAYS,
        tabs=[
            {"text": label(one), "url": url_for(".index", muc=name), "current": one is heap}
            for name, one in _HEAPS.items()
        ],
        muc=chosen if chosen in _HEAPS else "cho-gui", after=request.args.get("sau"),
        next_url=url_for(".index", muc=chosen, cach=way.value if way else None, sau=page.next_cursor)
        if page.next_cursor else None, form=PrintForm(), most=MOST_PRINTED, printable=heap is not Heap.CAME_BACK,
    )  # fmt: skip


@bp.post("/in")
@requires(*WORKERS)
def sheets() -> ResponseReturnValue:
    """Envelopes, slips, or one list to be signed, for the chosen ones. Each name shown is audited."""
    kind = request.form.get("kieu", "")
    if kind not in SHEETS or not PrintForm().validate_on_submit():
        raise NotFound
    with transaction() as ctx:
        envelopes = take_to_print(ctx, _ids(request.form.getlist("chon")), viewer=actor())
    desks = {one.agency_id: get_card(read_context(), one.agency_id) for one in envelopes}
    return render_template(
        "staff/delivery/sheets.html", kind=kind, envelopes=envelopes, desks=desks,
        today=local_date(read_context().now), Way=Way,
    )  # fmt: skip


def _ids(values: list[str]) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def _row(one: WaitingRow) -> dict[str, object]:
    told = one.settled_on or one.sent_on
    return {
        "number": one.number.split("-")[2] if one.number.count("-") > 1 else one.number,
        "title": label(one.kind), "meta": f"{label(one.recipient)} · {label(one.way)}",
        "who": day(told) if told else day(one.planned_at), "chip": (CHIPS[one.state], label(one.state)),
        "url": url_for("staff_delivery.one", delivery_id=one.id), "tick": str(one.id),
    }  # fmt: skip
