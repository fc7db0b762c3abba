"""Rules of publication that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NotPublishable(DomainError):
    """Sealed, or not answered: nothing of it is published here."""

    text = N_("Đơn này không công khai được: đơn giữ kín, đơn tố cáo, hoặc đơn chưa có câu trả lời.")


class SourceChanged(DomainError):
    """The places of the boxes belong to other words."""

    text = N_("Đơn hoặc câu trả lời vừa thay đổi. Đọc lại rồi che lại từ đầu.")


class PhraseMissing(DomainError):
    """What was typed to be covered stands nowhere: somebody would believe it covered."""

    text = N_("Không thấy chỗ nào viết: %(phrase)s. Gõ đúng như trong bài.")
    field = "more"


class NothingLeft(DomainError):
    """An answer that is one box tells nobody anything."""

    text = N_("Tên việc và câu trả lời phải còn chữ để đọc.")


class NoteMissing(DomainError):
    """Whoever read the first version wants to know what changed."""

    text = N_("Bản này thay một bản đã công khai. Ghi đã sửa gì.")
    field = "note"
