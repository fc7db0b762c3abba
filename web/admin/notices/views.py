"""What became of the messages: sent, failed, or not known. Neither addresses nor texts."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from accounts import records
from accounts.matrix import Capability, roles_for
from core.notices import NoticeState
from core.paging import PageRequest
from web.admin.notices.labels import CHIPS, text
from web.context import actor, read_context, runtime
from web.gates import requires

bp = Blueprint("admin_notices", __name__, url_prefix="/quan-tri/thong-bao")
_VIEWERS = roles_for(Capability.NOTICE_SEE_STATES)


@bp.get("")
@requires(*_VIEWERS)
def index() -> str:
    """The notices of the viewer's agencies, newest first; `?tinh-trang=` one state."""
    asked, settings = request.args.get("tinh-trang", ""), runtime().settings
    state = NoticeState(asked) if asked in set(NoticeState) else None
    page = records.list_notices(
        read_context(), viewer=actor(), roles=_VIEWERS, state=state, page=PageRequest(50, request.args.get("sau"))
    )
    return render_template(
        "admin/notices/index.html", page=page, state=state, states=list(NoticeState), name_of=text, chips=CHIPS,
        no_mail=settings.smtp is None, no_texts=settings.sms is None, demo=settings.demo,
    )  # fmt: skip
