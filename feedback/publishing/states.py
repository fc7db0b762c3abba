"""Enumerations of publication."""

from __future__ import annotations

from enum import StrEnum


class PublicationState(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"  # đang che
    PROPOSED = "proposed"  # chờ người khác duyệt
    RETURNED = "returned"  # trả lại để che thêm
    PUBLISHED = "published"  # đang công khai
    REPLACED = "replaced"  # đã có bản sửa thay
    WITHDRAWN = "withdrawn"  # đã gỡ, hoặc bỏ trước khi công khai


class PublicationAct(StrEnum):
    """What can be done to a version."""

    SAVE = "save"
    PROPOSE = "propose"
    RETURN = "return"
    PUBLISH = "publish"
    REPLACE = "replace"  # comes with publishing the next version
    WITHDRAW = "withdraw"
    DROP = "drop"  # a version nobody has seen in public


class Part(StrEnum):
    """What is published of a petition, in this order."""

    TITLE = "title"
    BODY = "body"
    ANSWER = "answer"


class Ground(StrEnum):
    """What is known of the work on the ground: the register's filter."""

    CONFIRMED = "co-xac-nhan"
    CLAIMED = "moi-bao"
