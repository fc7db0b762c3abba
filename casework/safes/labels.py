"""Vietnamese names of the enumerations of safes."""

from __future__ import annotations

from casework.safes.states import Side
from core.labels import Labels
from core.text import N_

LABELS = Labels({Side.WORKING: N_("Chìa của người làm đơn"), Side.AGREEING: N_("Chìa của người đồng ý")})
