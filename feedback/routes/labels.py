"""Vietnamese names of the enumerations of routes."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.routes.states import TransferReason

LABELS = Labels(
    {
        TransferReason.WRONG_PLACE: N_("Gửi nhầm nơi"),
        TransferReason.COMPETENCE: N_("Thuộc thẩm quyền của nơi kia"),
    },
)
