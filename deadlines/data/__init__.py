"""What the project ships: the rules table of the law sheet (§9.10) and the calendar."""

from __future__ import annotations

from deadlines.data.deleting import RULES as DELETING
from deadlines.data.democracy import RULES as DEMOCRACY
from deadlines.data.following import RULES as FOLLOWING
from deadlines.data.keys import RULES as KEYS
from deadlines.data.opening import RULES as OPENING
from deadlines.data.others import RULES as OTHERS
from deadlines.data.petitions import RULES as PETITIONS
from deadlines.data.protecting import RULES as PROTECTING
from deadlines.data.shape import ShippedRule, variants_in_order

RULES: tuple[ShippedRule, ...] = variants_in_order(
    DEMOCRACY + PETITIONS + OTHERS + FOLLOWING + OPENING + KEYS + PROTECTING + DELETING
)
