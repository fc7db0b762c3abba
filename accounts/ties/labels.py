"""Vietnamese names of the enumerations of ties."""

from __future__ import annotations

from accounts.ties.states import Tie
from core.labels import Labels
from core.text import N_

LABELS = Labels(
    {
        Tie.RELATIVE: N_("Người thân"),
        Tie.SUPERIOR: N_("Cấp trên trực tiếp"),
        Tie.INTEREST: N_("Có quyền lợi liên quan"),
    },
)
