"""How the yearly figures on denunciations are made, in the same sentences on the page, in the file and in the API."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext

from reports.denunciations.limits import Limits


def method(limits: Limits) -> Sequence[str]:
    """The method, a paragraph each."""
    day, month = limits.ready
    told = [
        gettext(
            "Đếm đơn tố cáo có chữ ký, điểm chỉ hoặc biên bản ghi lời, ghi trong hệ thống này ở cơ quan tỉnh và mọi "
            "xã, phường trong tỉnh. Mỗi đơn đếm một lần, dù chuyển qua mấy nơi. Tin có nội dung tố cáo mà chưa ai ký "
            "thì không nằm ở đây."
        ),
        gettext("Số kết luận là số đơn có kết luận trong năm, kể cả đơn nhận từ năm trước."),
        gettext(
            "Chỉ nêu chung cả tỉnh, cả năm. Không nêu theo xã, theo lĩnh vực hay theo tháng, để không ai lần ra người "
            "tố cáo."
        ),
        gettext(
            "“Quá ít để nêu” là ít hơn %(fewest)s đơn, hoặc bỏ nơi có nhiều nhất ra thì các nơi còn lại cộng vào ít "
            "hơn %(fewest)s đơn.",
            fewest=limits.fewest,
        ),
        gettext(
            "Đúng, đúng một phần, sai chỉ nêu khi nêu được cả ba. Thiếu một con số mà nêu hai con số kia thì lấy tổng "
            "trừ đi là ra."
        ),
        gettext(
            "Cuối năm mà trong tỉnh có dưới %(places)s xã, phường mở ở cổng này thì năm ấy không nêu con số nào: ít "
            "nơi quá thì số của cả tỉnh cũng gần như số của một nơi.",
            places=limits.places,
        ),
        gettext(
            "Số của một năm tính một lần, từ ngày %(day)s/%(month)s năm sau, rồi giữ nguyên. Về sau đơn có thêm bớt "
            "thì mỗi năm xem lại một lần, chỉ ra bản mới khi mỗi con số giữ nguyên hoặc đổi từ %(change)s trở lên. Bản "
            "cũ vẫn để ở đây.",
            day=day, month=month, change=limits.change,
        ),
    ]  # fmt: skip
    if limits.to_be_confirmed:
        told.append(gettext("Các mức trên do hệ thống chọn vì chưa thấy văn bản nào định, nên còn cần xác nhận."))
    return told
