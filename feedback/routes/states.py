"""Why a petition goes to another desk."""

from __future__ import annotations

from enum import StrEnum


class TransferReason(StrEnum):
    """Why it goes: a choice, since it decides of which place the petition speaks afterwards."""

    WRONG_PLACE = "wrong_place"  # gửi nhầm nơi: the matter lies in the other place
    COMPETENCE = "competence"  # thuộc thẩm quyền nơi khác: the other desk decides such matters
