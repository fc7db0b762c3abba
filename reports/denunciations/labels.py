"""What members of the enumerations are called."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from reports.denunciations.states import Telling

LABELS = Labels(
    {
        Telling.TOLD: N_("Đã nêu"),
        Telling.FEW_PLACES: N_("Không nêu: còn ít nơi"),
    },
)
