"""The data protection officer's day: requests, breaches, terms, holds."""

from __future__ import annotations

from tests.e2e.visitor import Visitor
from tools.handbook.scene import Scene
from tools.handbook.scenes.steps import Go, link, page

OFFICER = "dulieu"
REQUESTS, BREACHES, TERMS = "/quan-tri/yeu-cau-du-lieu", "/quan-tri/su-co", "/quan-tri/thoi-han-luu"


def _line(address: str, words: str) -> Go:
    """The first line of a list that says this, opened."""

    def go(visitor: Visitor) -> None:
        visitor.open(address)
        line = visitor.page.locator("main .list li").filter(has_text=words)
        visitor.click(line.get_by_role("link").first)

    return go


SCENES = (
    Scene("yeu-cau-du-lieu", page(REQUESTS), OFFICER,
          marks=("main .tabs a", "main .list a", "main .list .meta"), frame=("h1", "main .list")),
    Scene("xac-minh-yeu-cau", _line(REQUESTS, "Xem đúng là người ấy không"), OFFICER,
          marks=(".clock", "form[action$=xac-minh] fieldset", "form[action$=xac-minh] .govuk-checkboxes",
                 "form[action$=xac-minh] button"),
          frame=("h1",)),
    Scene("tra-loi-yeu-cau", _line(REQUESTS, "Làm và trả lời"), OFFICER,
          marks=("main .govuk-inset-text", "#grant-answer", "#grant-decision_number",
                 "summary:has-text('Không thực hiện')"),
          frame=("h2:has-text('Việc tiếp theo')", "summary:has-text('Gia hạn')")),
    Scene("so-su-co", page(BREACHES), OFFICER, marks=("main .list a", "main .list .chip"),
          frame=("h1", "main .list")),
    Scene("xu-ly-su-co", _line(BREACHES, "Đã khoanh lại"), OFFICER,
          marks=(".clock", "#viec-tiep-theo", ".timeline"), frame=("h1",)),
    Scene("bao-cao-su-co", link("Báo cáo gửi cơ quan chuyên trách"), OFFICER,
          marks=("text=Tải tệp Word >> nth=-1", "text=Tải PDF"), frame=("h1",)),
    Scene("thoi-han-luu", page(TERMS), OFFICER, marks=("text=Xem trước đêm nay xoá gì", "main .list a"),
          frame=("h1", "main .list li >> nth=1")),
    Scene("dat-thoi-han", _line(TERMS, "Cần xác nhận"), OFFICER,
          marks=("#length", "#valid_from", "#document_number"), frame=("h1", "main form button")),
    Scene("dem-nay-xoa", page(f"{TERMS}/xem-truoc"), OFFICER, marks=("main .list li",), frame=("h1", "main .list")),
    Scene("giu-lai", page("/quan-tri/giu-lai-ho-so"), OFFICER,
          marks=("#number", "main form fieldset", "#document_number"), frame=("h1", "main form button >> nth=-1")),
)  # fmt: skip
