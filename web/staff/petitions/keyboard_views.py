"""The page of keys, where they can be turned off (WCAG 2.1.4)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from feedback.queries import get_case
from web.context import actor, read_context
from web.staff.petitions.blueprint import bp, gate
from web.staff.petitions.going_on import following_url

# Read by js/queue.js: a choice of this machine, not of the account; it says nothing about anybody.
COOKIE = "phim"
_YEAR = 365 * 24 * 3600
Row = list[dict[str, str | bool] | str]


@bp.get("/phim-tat")
@gate
def keyboard() -> str:
    """Every key and what it does."""
    return render_template("staff/petitions/keyboard.html", keys=_keys(), off=request.cookies.get(COOKIE) == "0")


@bp.post("/phim-tat")
@gate
def set_keyboard() -> Response:
    """Turn the single keys off on this machine, or on again."""
    off = request.form.get("tat") == "1"
    flash(gettext("Đã tắt phím tắt trên máy này.") if off else gettext("Đã bật phím tắt."), "success")
    response = make_response(redirect(url_for("staff_petitions.keyboard"), code=303))
    response.set_cookie(
        COOKIE, "0" if off else "1", max_age=_YEAR, samesite="Lax", secure=request.is_secure, path="/can-bo"
    )
    return response


@bp.get("/<uuid:petition_id>/ke-tiep")
@gate
def following(petition_id: UUID) -> Response:
    """On to the next petition of the list, leaving this one as it is."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    address, _ = following_url(read_context(), seen, viewer=actor())
    return redirect(address, code=303)


def _keys() -> dict[str, list[Row]]:
    listed = {
        "J": gettext("đơn sau"), "K": gettext("đơn trước"), "O": gettext("mở đơn bên cạnh (cũng là Enter)"),
        "W": gettext("mở đơn để làm việc"), "X": gettext("chọn hoặc bỏ chọn đơn"),
        "Shift + X": gettext("chọn hoặc bỏ chọn cả trang"),
        "B": gettext("xem trước việc làm với các đơn đã chọn"), "N": gettext("trang sau"), "/": gettext("tìm"),
        "?": gettext("bảng phím"),
    }  # fmt: skip
    case = {
        "T": gettext("phân loại"), "A": gettext("giao"), "R": gettext("soạn trả lời"),
        "H": gettext("hỏi lại người gửi"),
        "N": gettext("tới nút Nhận đơn này"), "B": gettext("tới nút Bắt đầu giải quyết"),
        "P": gettext("tới nút Trình lãnh đạo duyệt"), "D": gettext("tới nút Duyệt và gửi trả lời"),
        "L": gettext("trả lại để sửa"), "V": gettext("trả về bàn tiếp nhận"), "C": gettext("chuyển nơi khác"),
        "F": gettext("chuyển tới xã hoặc tỉnh khác"), "S": gettext("tách thành nhiều đơn"),
        "M": gettext("gộp vào đơn cùng việc, hoặc bỏ gộp"),
        "I": gettext("tới nút Làm tiếp, không chờ nữa"), "X": gettext("tới nút Đóng đơn"),
        "G": gettext("ghi chú cho đồng nghiệp"), "Ctrl + Enter": gettext("ghi nhận rồi mở đơn kế tiếp"),
        "J": gettext("đơn kế tiếp, đơn này để nguyên"), "U": gettext("về danh sách"), "?": gettext("bảng phím"),
    }  # fmt: skip
    return {"list": _rows(listed), "case": _rows(case)}


def _rows(keys: dict[str, str]) -> list[Row]:
    return [[{"text": key, "key": True}, said] for key, said in keys.items()]
