"""Forms of the portal's frame and of addresses."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from agencies.portal.content import FrameContent, read_lines, read_links, write_links
from web.forms import Form, at_most, typed

_NEEDED = _l("Điền ô này.")


class FrameForm(Form):
    """Head and foot of the portal, as fields: nobody writes markup."""

    lines = TextAreaField(
        _l("Các dòng tên ở đầu trang"), validators=[InputRequired(_NEEDED), at_most(400)]
    )  # fmt: skip
    home_url = StringField(_l("Trang chủ của cổng tỉnh"), validators=[InputRequired(_NEEDED), at_most(300)])
    logo = FileField(_l("Biểu trưng"))
    drop_logo = BooleanField(_l("Không dùng biểu trưng"))
    ground = StringField(_l("Màu nền"), validators=[InputRequired(_NEEDED), at_most(7)])
    ink = StringField(_l("Màu chữ"), validators=[InputRequired(_NEEDED), at_most(7)])
    links = TextAreaField(_l("Liên kết ở đầu trang"), validators=[at_most(3500)])
    foot_lines = TextAreaField(_l("Các dòng ở chân trang"), validators=[at_most(400)])
    foot_links = TextAreaField(_l("Liên kết ở chân trang"), validators=[at_most(3500)])
    origins = TextAreaField(_l("Cổng được nhúng trang của xã vào khung"), validators=[at_most(1500)])

    @classmethod
    def of(cls, content: FrameContent | None) -> FrameForm:
        """The form with what is kept, or as just sent."""
        if content is None:
            return cls(data={"ground": "#0b5d4e", "ink": "#ffffff"})
        return cls(
            data={
                "lines": "\n".join(content.lines), "home_url": content.home_url, "ground": content.ground,
                "ink": content.ink, "links": write_links(content.links), "foot_lines": "\n".join(content.foot_lines),
                "foot_links": write_links(content.foot_links), "origins": "\n".join(content.origins),
            }
        )  # fmt: skip

    def content(self) -> FrameContent:
        """What was typed; not yet checked."""
        return FrameContent(
            lines=read_lines(typed(self.lines)), home_url=typed(self.home_url), ground=typed(self.ground).lower(),
            ink=typed(self.ink).lower(), links=read_links(typed(self.links)),
            foot_lines=read_lines(typed(self.foot_lines)), foot_links=read_links(typed(self.foot_links)),
            origins=tuple(line.rstrip("/").lower() for line in read_lines(typed(self.origins))),
        )  # fmt: skip


class AddressForm(Form):
    """A domain or a path for one unit."""

    agency = SelectField(_l("Đơn vị"), validators=[InputRequired(_l("Chọn đơn vị."))])
    address = StringField(
        _l("Tên miền hoặc đường dẫn"),
        validators=[InputRequired(_NEEDED), Length(max=253, message=_l("Tối đa 253 ký tự."))],
    )


class ActForm(Form):
    """A button; `address` names what it is about."""

    address = StringField()
