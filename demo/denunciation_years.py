"""What the public was told of denunciations, as if all of the demo's province had worked here for years.

One year that came too early to be told, one whose findings are too few, one that was corrected, and the last.
"""

from __future__ import annotations

from datetime import datetime

from core.clock import VIETNAM, local_date
from demo.world import World
from reports.denunciations.limits import limits_on
from reports.denunciations.services import keep_edition
from reports.denunciations.states import Telling
from reports.denunciations.telling import Told

# (how many years before the last, edition, open communes, received, concluded, right, partly, wrong)
_TOLD = (
    (3, 1, 6, None, None, None, None, None),
    (2, 1, 58, 131, 104, None, None, None),
    (1, 1, 99, 198, 179, 38, 49, 92),
    (1, 2, 99, 206, 179, 38, 49, 92),
    (0, 1, 99, 212, 187, 41, 52, 94),
)  # fmt: skip


def load(world: World) -> None:
    """Tell it, each edition on the day on which it would have been counted."""
    assert world.province_id is not None
    today = local_date(world.now)
    limits = limits_on(today)
    newest, (day, month) = limits.newest_ready(today), limits.ready
    for back, edition, communes, *figures in _TOLD:
        telling = Telling.TOLD if communes >= limits.places else Telling.FEW_PLACES
        moment = datetime(newest - back + edition, month, day, 4, 19, tzinfo=VIETNAM)
        with world.at(moment).transaction(public=True) as ctx:
            keep_edition(
                ctx, world.province_id, year=newest - back, edition=edition, communes=communes,
                told=Told(telling, limits.fewest, *figures), computed_on=local_date(moment),
            )  # fmt: skip
