"""The yearly count of denunciations: of what it counts, when, and that it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from agencies.models import Agency
from agencies.queries import get_card
from bootstrap.runtime import Runtime
from core.audit import AuditEntry
from core.clock import VIETNAM
from feedback.proceedings.states import Track
from jobs.handlers.denunciations import tell_denunciations
from reports.denunciations.counting import count_year
from reports.denunciations.queries import Edition, list_editions
from reports.denunciations.services import keep_edition
from reports.denunciations.states import Telling
from reports.denunciations.telling import Counts, Told
from tests.support.clock import SteppingClock
from tests.support.denounced import PARTLY, RIGHT, WRONG, Denounced, denounce, open_desks
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

MAY, JUNE, BEFORE, AFTER = date(2026, 5, 2), date(2026, 6, 3), date(2025, 12, 31), date(2027, 1, 1)
FIRST_EDITION = Told(Telling.TOLD, 5, 33, 30, 10, 10, 10)
MANY = [Denounced(5, MAY, JUNE, finding) for finding in (RIGHT, PARTLY, WRONG)]


@pytest.fixture
def ended(runtime: Runtime, units: Mapping[str, UUID], clock: SteppingClock) -> Mapping[str, UUID]:
    """A year with thirty conclusions at two desks, and what does not belong to it; the twentieth of January after."""
    open_desks(runtime, units[PROVINCE], 10)
    denounce(runtime, {
        units[COMMUNE]: [
            *MANY, Denounced(1, BEFORE), Denounced(1, AFTER), Denounced(2, MAY),
            Denounced(9, MAY, JUNE, RIGHT, track=Track.COMPLAINT_FIRST),
        ],
        units[PROVINCE]: [*MANY, Denounced(1, date(2026, 12, 31), AFTER, WRONG)],
        units["12127"]: [Denounced(30, MAY, JUNE, RIGHT)],  # another province's
    })  # fmt: skip
    clock.now = datetime(2027, 1, 20, 4, 19, tzinfo=VIETNAM)
    return units


def editions(runtime: Runtime, province_id: UUID) -> tuple[Edition, ...]:
    with runtime.reading() as ctx:
        return list_editions(ctx, province_id)


def test_each_denunciation_of_the_province_counts_once_in_its_year(runtime: Runtime, ended: Mapping[str, UUID]) -> None:
    with runtime.reading() as ctx:
        card = get_card(ctx, ended[PROVINCE])
        years = {year: count_year(ctx, card, year) for year in (2025, 2026, 2027)}
    assert set(years[2026].by_place) == {Counts(17, 15, 5, 5, 5), Counts(16, 15, 5, 5, 5)}
    assert years[2026].communes == 10
    assert years[2025].by_place == (Counts(1),)
    assert set(years[2027].by_place) == {Counts(1), Counts(0, 1, 0, 0, 1)}
    assert years[2025].communes == 0


def test_it_is_counted_once_in_january_and_kept(
    runtime: Runtime, ended: Mapping[str, UUID], clock: SteppingClock
) -> None:
    at, before = ended[PROVINCE], runtime.public_version.current()
    clock.advance(days=-1)
    tell_denunciations(runtime)
    assert editions(runtime, at) == ()
    assert runtime.public_version.current() == before
    clock.advance(days=1)
    for _ in range(2):
        tell_denunciations(runtime)
    (first,) = editions(runtime, at)
    assert first == Edition(2026, 1, date(2027, 1, 20), 10, FIRST_EDITION)
    changed = runtime.public_version.current()
    assert changed != before
    denounce(runtime, {ended[OTHER]: MANY})  # noted late: nothing moves before the next January
    clock.advance(days=200)
    tell_denunciations(runtime)
    assert editions(runtime, at) == (first,)
    assert runtime.public_version.current() == changed
    with runtime.reading() as ctx:
        kept = select(func.count()).where(AuditEntry.action == "reports:denunciations:tell", AuditEntry.chain == at)
        assert ctx.session.execute(kept).scalar_one() == 1


def test_a_year_after_only_a_change_of_five_or_more_makes_an_edition(
    runtime: Runtime, ended: Mapping[str, UUID], clock: SteppingClock
) -> None:
    at = ended[PROVINCE]
    tell_denunciations(runtime)
    denounce(runtime, {ended[OTHER]: [Denounced(4, MAY)]})
    clock.now = datetime(2028, 1, 20, 9, tzinfo=VIETNAM)
    tell_denunciations(runtime)
    assert [(one.year, one.edition) for one in editions(runtime, at)] == [(2027, 1), (2026, 1)]
    assert editions(runtime, at)[0].told == Told(Telling.TOLD, 5)  # two received, one concluded
    denounce(runtime, {ended[OTHER]: [Denounced(1, MAY)]})
    clock.now = datetime(2029, 1, 20, 9, tzinfo=VIETNAM)
    tell_denunciations(runtime)
    newest, first = [one for one in editions(runtime, at) if one.year == 2026]
    assert (newest.edition, newest.computed_on, newest.told.received) == (2, date(2029, 1, 20), 38)
    assert (first.edition, first.told) == (1, FIRST_EDITION)


def test_of_a_province_with_few_open_communes_nothing_is_told(
    runtime: Runtime, ended: Mapping[str, UUID], clock: SteppingClock
) -> None:
    with runtime.transaction() as ctx:
        a = Agency
        ctx.session.execute(
            update(a).where(a.id == ended[OTHER]).values(opened_at=datetime(2027, 1, 2, tzinfo=VIETNAM))
        )
    tell_denunciations(runtime)
    (only,) = editions(runtime, ended[PROVINCE])
    assert (only.communes, only.told) == (9, Told(Telling.FEW_PLACES, 5))
    assert editions(runtime, ended["33"]) == ()  # whose desk is not here


def test_the_table_takes_no_figure_that_is_too_small_nor_two_of_three(
    runtime: Runtime, units: Mapping[str, UUID]
) -> None:
    for wrong in (
        Told(Telling.TOLD, 5, received=4),
        Told(Telling.TOLD, 5, 20, 20, 10, 10),
        Told(Telling.TOLD, 5, 20, 20, 6, 6, 6),
        Told(Telling.FEW_PLACES, 5, received=40),
    ):
        with pytest.raises(IntegrityError), runtime.transaction() as ctx:
            keep_edition(
                ctx, units[PROVINCE], year=2026, edition=1, communes=10, told=wrong, computed_on=date(2027, 1, 20)
            )
