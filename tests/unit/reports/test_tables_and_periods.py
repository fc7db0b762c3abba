"""The tables and cut-offs as data, and who may know what of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest

from accounts.roles import Role
from core.actor import Actor, ActorKind, Grant
from reports.errors import DayMissing, PeriodBackwards, PeriodNotBegun, PeriodTooLong
from reports.layout import column_head, period_words
from reports.periods import (
    CutOff,
    fixed_period,
    free_period,
    in_force,
    reporting_year,
    running_quarter,
    shipped_cut_offs,
)
from reports.policies import can_export, can_keep_periods, can_keep_tokens, can_report, can_sum_up, knows_sealed
from reports.states import Count, PeriodKind, Sure
from reports.tables import CODES, FOLDER, list_tables, table

TODAY = date(2026, 11, 23)
SHIPPED = list(shipped_cut_offs().values())
COMMUNE, PROVINCE = "24.07288", "24"
NEIGHBOUR = "24.07294"


def official(role: Role, path: str) -> Actor:
    return Actor(ActorKind.OFFICIAL, UUID(int=9), "", (Grant(role.value, UUID(int=1), path),))


def test_every_table_of_the_folder_is_offered_once() -> None:
    files = {path.stem for path in FOLDER.glob("*.toml")} - {"periods"}
    assert files == set(CODES)
    assert len(CODES) == len(set(CODES))


@pytest.mark.parametrize("form", list_tables(), ids=lambda form: form.code)
def test_every_table_says_where_it_stands_and_how_sure_that_is(form) -> None:  # type: ignore[no-untyped-def]
    assert form.number
    assert form.title
    assert form.basis
    # Only table 7 has columns that were read somewhere (law sheet §7.3); the others say that they are ours.
    assert form.provisional is (form.code != "bang-7")
    head = column_head(form.columns)
    assert sum(cell.span for cell in head[0]) == len(form.columns) + 1


def test_table_7_has_the_columns_of_the_law_sheet() -> None:
    counts = [column.count for column in table("bang-7").columns]
    assert counts == [
        Count.RECEIVED, Count.RECEIVED_YEAR, Count.SETTLED, Count.SETTLED_YEAR, Count.OPEN, Count.NOTE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (PeriodKind.Q1, date(2025, 12, 15), date(2026, 3, 14)),
        (PeriodKind.Q2, date(2026, 3, 15), date(2026, 6, 14)),
        (PeriodKind.Q3, date(2026, 6, 15), date(2026, 9, 14)),
        (PeriodKind.Q4, date(2026, 9, 15), date(2026, 12, 14)),
        (PeriodKind.H1, date(2025, 12, 15), date(2026, 6, 14)),
        (PeriodKind.M9, date(2025, 12, 15), date(2026, 9, 14)),
        (PeriodKind.YEAR, date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_cut_offs_of_the_circular(kind: PeriodKind, first: date, last: date) -> None:
    """TT 02/2021/TT-TTCP art. 7 (law sheet §2.7)."""
    period = fixed_period(SHIPPED, kind, 2026, today=TODAY)
    assert (period.first, period.last, period.year_first) == (first, last, date(2025, 12, 15))


def test_a_day_lies_in_one_reporting_year_and_quarter() -> None:
    assert reporting_year(SHIPPED, date(2026, 12, 14)) == 2026
    assert reporting_year(SHIPPED, date(2026, 12, 15)) == 2027
    assert running_quarter(SHIPPED, date(2026, 12, 15)) == (PeriodKind.Q1, 2027)
    assert running_quarter(SHIPPED, date(2026, 3, 14)) == (PeriodKind.Q1, 2026)
    assert running_quarter(SHIPPED, date(2026, 3, 15)) == (PeriodKind.Q2, 2026)


def test_free_periods_have_an_order_and_an_end() -> None:
    assert free_period(SHIPPED, TODAY, TODAY, today=TODAY).first == TODAY
    for error, first, last in (
        (DayMissing, None, TODAY), (PeriodBackwards, TODAY, date(2026, 11, 22)),
        (PeriodTooLong, date(2010, 1, 1), TODAY), (PeriodNotBegun, date(2026, 11, 24), date(2026, 11, 25)),
    ):  # fmt: skip
        with pytest.raises(error):
            free_period(SHIPPED, first, last, today=TODAY)
    with pytest.raises(PeriodNotBegun):
        fixed_period(SHIPPED, PeriodKind.Q1, 2027, today=TODAY)


def test_the_provinces_own_days_hold_from_their_day_on() -> None:
    own = CutOff(PeriodKind.Q2, (1, 4), False, (30, 6), date(2026, 1, 1), "12/CT", Sure.HIGH, own=True)
    newer = CutOff(PeriodKind.Q2, (2, 4), False, (29, 6), date(2027, 1, 1), "13/CT", Sure.HIGH, own=True)
    found = {year: in_force([*SHIPPED, own, newer], PeriodKind.Q2, year).basis for year in (2025, 2026, 2027)}
    assert found == {2025: SHIPPED[0].basis, 2026: "12/CT", 2027: "13/CT"}


def test_periods_are_called_as_people_call_them() -> None:
    words = [period_words(fixed_period(SHIPPED, kind, 2026, today=TODAY)) for kind in (PeriodKind.Q4, PeriodKind.H1)]
    assert words == ["quý IV năm 2026", "6 tháng năm 2026"]
    free = free_period(SHIPPED, date(2026, 3, 1), date(2026, 3, 9), today=TODAY)
    assert period_words(free) == "từ ngày 01/03/2026 đến ngày 09/03/2026"


# What each role may do, by hand: (its own commune, the neighbour, its province as one desk, each commune's line and the
# sum, figures with what is sealed). Held at the commune first, then at the province.
_AT_COMMUNE: Mapping[Role, tuple[bool, bool, bool, bool, bool]] = {
    Role.INTAKE_CLERK: (True, False, False, False, True),
    Role.LEADER: (True, False, False, False, True),
    Role.RECORDS_CLERK: (True, False, False, False, False),
    Role.PROVINCIAL_INSPECTOR: (True, False, False, False, True),
}
_AT_PROVINCE: Mapping[Role, tuple[bool, bool, bool, bool, bool]] = {
    Role.INTAKE_CLERK: (False, False, True, False, False),
    Role.LEADER: (True, True, True, True, True),
    Role.RECORDS_CLERK: (False, False, True, False, False),
    Role.PROVINCIAL_INSPECTOR: (True, True, True, True, True),
}
_NOTHING = (False, False, False, False, False)


@pytest.mark.parametrize("role", Role)
def test_who_reports_about_whom(role: Role) -> None:
    for path, declared in ((COMMUNE, _AT_COMMUNE), (PROVINCE, _AT_PROVINCE)):
        actor = official(role, path)
        found = (
            bool(can_report(actor, COMMUNE)), bool(can_report(actor, NEIGHBOUR)), bool(can_report(actor, PROVINCE)),
            bool(can_sum_up(actor, PROVINCE)), knows_sealed(actor, COMMUNE),
        )  # fmt: skip
        assert found == declared.get(role, _NOTHING), path


@pytest.mark.parametrize("role", Role)
def test_who_keeps_periods_and_keys_and_who_exports(role: Role) -> None:
    at_province, at_commune = official(role, PROVINCE), official(role, COMMUNE)
    keeper, exporter = role is Role.PROVINCE_ADMIN, role is Role.PROVINCIAL_INSPECTOR
    assert bool(can_keep_periods(at_province, PROVINCE)) is keeper
    assert bool(can_keep_tokens(at_province, PROVINCE)) is keeper
    assert bool(can_export(at_province, PROVINCE)) is exporter
    for decide in (can_keep_periods, can_keep_tokens, can_export):
        assert not decide(at_commune, PROVINCE)
