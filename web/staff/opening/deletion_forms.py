"""Forms of destroying sealed material by two people."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from feedback.deleting.pieces import Piece
from feedback.deleting.services import Propose
from feedback.deleting.states import DeletionReason, Material
from web.formatting import day, label
from web.forms import Form, at_most, typed


def piece_words(piece: Piece) -> tuple[str, str]:
    """What a piece is called, and its first words for those who may read them."""
    names = {
        Material.PHOTO: gettext("Ảnh kèm đơn"), Material.FILE: gettext("Tệp kèm đơn"),
        Material.SCENE: gettext("Ảnh hiện trường"), Material.NOTE: gettext("Lời ghi"),
        Material.MESSAGE: gettext("Lời nhắn kín"), Material.ENCLOSED: gettext("Tệp kèm lời nhắn kín"),
    }  # fmt: skip
    name = label(piece.kind) if piece.kind else names[piece.material]
    told = gettext("%(what)s %(n)s trên %(all)s", what=name, n=piece.place, all=piece.of) if piece.of > 1 else name
    return (gettext("%(what)s, ngày %(day)s", what=told, day=day(piece.at)) if piece.at else told), piece.excerpt


class ProposeForm(Form):
    """What must go, why by the list, and in own words."""

    what = RadioField(_l("Xoá gì?"), validators=[InputRequired(_l("Chọn một mục cần xoá."))])
    reason = RadioField(_l("Vì sao phải xoá?"), validators=[InputRequired(_l("Chọn một lý do."))])
    words = TextAreaField(
        _l("Ghi cụ thể"),
        validators=[
            InputRequired(_l("Ghi một câu cho người thứ hai đọc.")),
            Length(min=10, max=1000, message=_l("Ghi một câu rõ ràng, dưới 1.000 chữ.")),
        ],
    )

    def offer(self, pieces: Sequence[Piece], reasons: Sequence[DeletionReason], *, whole: bool) -> None:
        """What can be chosen today; the whole only of a closed petition."""
        shown = [(one.code, *piece_words(one)) for one in pieces]
        if whole:
            shown.append((Material.CASE.value, label(Material.CASE), gettext("Cả lời, ảnh, tệp, tên người gửi.")))
        self.what.choices = [SelectChoice(code, name) for code, name, _ in shown]
        self.reason.choices = [SelectChoice(one.value, label(one)) for one in reasons]
        self.hints = {code: hint for code, _, hint in shown if hint}

    def command(self) -> Propose:
        """What was chosen."""
        kind, _, item = str(self.what.data).partition(":")
        reason = DeletionReason(self.reason.data)
        return Propose(Material(kind), UUID(item) if item else None, reason, typed(self.words))


class AgreeForm(Form):
    """By which decision, and to what exactly."""

    number = StringField(
        _l("Số quyết định hoặc văn bản cho phép xoá"),
        validators=[InputRequired(_l("Ghi số quyết định, ví dụ 17/QĐ-UBND.")), at_most(60)],
    )
    digest = HiddenField()
