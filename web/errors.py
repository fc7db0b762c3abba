"""Error pages, and the sentence a broken rule says to the person."""

from __future__ import annotations

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from casework.locks.errors import CaseLocked
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.text import N_
from core.transitions import TransitionNotAllowed

TITLES = {
    400: N_("Yêu cầu chưa đúng"),
    403: N_("Không mở được trang này"),
    404: N_("Không tìm thấy trang"),
    405: N_("Yêu cầu chưa đúng"),
    409: N_("Có người vừa sửa mục này"),
    413: N_("Tệp gửi lên quá lớn"),
    429: N_("Thử quá nhiều lần"),
    500: N_("Máy chủ đang gặp lỗi"),
    503: N_("Máy chủ đang bận"),
}
TEXTS = {
    400: N_("Trang gửi lên thiếu hoặc sai thông tin. Quay lại trang trước, tải lại rồi thử lần nữa."),
    403: N_("Tài khoản này không có quyền xem trang. Nếu cần, hãy hỏi người quản trị của xã."),
    404: N_("Địa chỉ có thể đã đổi hoặc gõ nhầm. Bà con về trang đầu để tìm lại."),
    409: N_("Bản trên máy này đã cũ. Mở lại trang để xem bản mới, rồi làm tiếp."),
    413: N_("Mỗi ảnh tối đa 10 MB. Chọn ảnh nhỏ hơn rồi gửi lại."),
    429: N_("Đợi một lát rồi thử lại."),
    500: N_("Lỗi đã được ghi lại. Những gì đã có số đơn thì vẫn còn nguyên. Thử lại sau ít phút."),
    503: N_("Thử lại sau ít phút."),
}
STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (StaleVersion, 409),
    (TransitionNotAllowed, 409),
    (DomainError, 400),
)


def message(error: DomainError) -> str:
    """The error's sentence in the reader's language."""
    return str(gettext(error.text, **{name: str(value) for name, value in error.values.items()}))


def add_to_form(form: FlaskForm, error: DomainError) -> None:
    """Put the error next to its field, or above the form when it belongs to none."""
    field = form[error.field] if error.field and error.field in form else None
    if field is not None:
        field.errors = [*field.errors, message(error)]
    else:
        form.form_errors.append(message(error))


def page(status: int, text: str | None = None) -> tuple[str, int]:
    """An error page."""
    title = TITLES.get(status, TITLES[400] if status < 500 else TITLES[500])
    body = text or gettext(TEXTS.get(status, TEXTS[400] if status < 500 else TEXTS[500]))
    return render_template("errors/page.html", title=gettext(title), text=body), status


def install(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _crash)


def _domain(error: DomainError) -> tuple[str, int]:
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    told = isinstance(error, CaseLocked) or status not in (403, 404)
    return page(status, message(error) if told else None)


def _crash(_error: Exception) -> tuple[str, int]:
    return page(500)


def _csrf(_error: CSRFError) -> tuple[str, int]:
    return page(400, gettext("Trang này đã mở quá lâu. Quay lại trang trước, tải lại rồi gửi lần nữa."))


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    return page(error.code)
