"""sổ văn bản đi: numbers without a gap, whoever asks at once; kept, void, begun behind the paper one; secret ones."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from accounts.roles import Role
from agencies.queries import lock_agency
from core.context import Context
from core.errors import Forbidden, NotFound
from core.paging import PageRequest
from feedback.issuing import services
from feedback.issuing.commands import GiveNumber, OpenBook, Reserve, VoidNumber
from feedback.issuing.errors import NotReserved, NumbersBegun, PaperDayWrong
from feedback.issuing.listing import for_records, for_signer, issued_today, of_drafter
from feedback.issuing.models import RegisterEntry
from feedback.issuing.queries import number_of
from feedback.issuing.reading import read_paper, view_paper
from feedback.issuing.register import EntryFilter, EntryLine, all_entries, list_books, list_entries, reserved
from feedback.issuing.states import EntryState, PaperState, VoidReason
from feedback.models import Petition
from feedback.papers.states import PaperKind
from tests.support.issuing import Office
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE

SAID = "Người này nhận tiền của ba hộ dân"


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


def _lines(office: Office, **asked: object) -> list[EntryLine]:
    with office.desk.runtime.reading() as ctx:
        return list(all_entries(ctx, office.desk.units[COMMUNE], asked=EntryFilter(**asked)))  # type: ignore[arg-type]


def _reserve(office: Office, series: str = "CV", **values: object) -> int:
    command = Reserve(office.desk.units[COMMUNE], series, office.today, "Công văn gửi huyện")
    with office.desk.runtime.transaction(office.clerk) as ctx:
        return services.reserve(ctx, command)


def _open(office: Office, last: int, series: str = "CV") -> None:
    command = OpenBook(office.desk.units[COMMUNE], office.today.year, series, last)
    with office.desk.runtime.transaction(office.clerk) as ctx:
        services.open_book(ctx, command)


def test_numbers_go_on_behind_the_paper_register_and_by_run(office: Office) -> None:
    _open(office, 118)
    first, second = (office.approved(office.desk.in_progress(), PaperKind.REQUEST_MORE) for _ in range(2))
    notice = office.approved(office.desk.in_progress(), PaperKind.EXTENSION_NOTICE)
    assert [office.number(one).text for one in (first, second, notice)] == ["119/UBND", "120/UBND", "01/TB-UBND"]
    with pytest.raises(NumbersBegun):
        _open(office, 200)
    with office.desk.runtime.reading() as ctx:
        books = {book.series: book.last_number for book in list_books(ctx, [office.desk.units[COMMUNE]])}
    assert books == {"CV": 120, "TB-UBND": 1}


def test_numbers_asked_for_at_once_leave_no_gap(office: Office) -> None:
    papers = [office.approved(office.desk.in_progress(), PaperKind.REQUEST_MORE) for _ in range(6)]
    ready, failures = threading.Barrier(len(papers)), list[BaseException]()

    def give(paper_id: object) -> None:
        ready.wait()
        try:
            with office.desk.runtime.transaction(clerk) as ctx:
                services.give_number(ctx, GiveNumber(paper_id, None, today))  # type: ignore[arg-type]
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    clerk, today = office.clerk, office.today
    threads = [threading.Thread(target=give, args=(one,)) for one in papers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(line.number for line in _lines(office)) == [1, 2, 3, 4, 5, 6]


def test_a_kept_number_is_used_void_or_given_to_a_paper(office: Office) -> None:
    assert [_reserve(office) for _ in range(3)] == [1, 2, 3]
    with office.desk.runtime.reading() as ctx:
        kept = {one.number: one.id for one in reserved(ctx, office.desk.units[COMMUNE], "CV")}
    with office.desk.runtime.transaction(office.clerk) as ctx:
        services.use_elsewhere(ctx, kept[1])
        services.void_entry(ctx, kept[2], VoidNumber(VoidReason.NOT_USED, "Không gửi nữa"))
    paper_id = office.approved(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    assert office.number(paper_id, entry_id=kept[3]).number == 3
    other = office.approved(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    with pytest.raises(NotReserved):
        office.number(other, entry_id=kept[3])
    assert [(line.number, line.state) for line in _lines(office)] == [
        (1, EntryState.GIVEN), (2, EntryState.VOIDED), (3, EntryState.GIVEN),
    ]  # fmt: skip
    with pytest.raises(NotReserved), office.desk.runtime.transaction(office.clerk) as ctx:
        services.void_entry(ctx, kept[3], VoidNumber(VoidReason.CONTENT))


def test_days_of_numbers_follow_each_other(office: Office) -> None:
    _reserve(office)
    paper_id = office.approved(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    for day in (office.today - timedelta(days=1), office.today + timedelta(days=1)):
        with pytest.raises(PaperDayWrong):
            office.number(paper_id, day)
    assert office.number(paper_id).number == 2


def test_only_the_registry_of_the_agency_keeps_its_register(office: Office) -> None:
    command = Reserve(office.desk.units[COMMUNE], "CV", office.today, "x")
    for role in (Role.LEADER, Role.HANDLER, Role.INTAKE_CLERK, Role.COMMUNE_ADMIN):
        actor = office.desk.actor(role)
        with pytest.raises(Forbidden), office.desk.runtime.transaction(actor) as ctx:
            services.reserve(ctx, command)


def test_the_register_is_narrowed_and_paged(office: Office) -> None:
    for _ in range(5):
        _reserve(office)
    here = [office.desk.units[COMMUNE]]
    with office.desk.runtime.reading() as ctx:
        first = list_entries(ctx, here, asked=EntryFilter(), page=PageRequest(3))
        rest = list_entries(ctx, here, asked=EntryFilter(), page=PageRequest(3, first.next_cursor))
    assert [line.number for line in (*first.items, *rest.items)] == [5, 4, 3, 2, 1]
    assert [line.number for line in _lines(office, number=4)] == [4]
    assert _lines(office, year=2020) == []
    assert len(_lines(office, series="CV", state=EntryState.RESERVED, from_on=office.today)) == 5


def in_clear(ctx: Context) -> Iterator[tuple[str, str]]:
    """Every row of every table as a reader of the database file sees it."""
    for table in Petition.metadata.sorted_tables:
        for row in ctx.session.execute(text(f'SELECT * FROM "{table.name}"')):
            yield table.name, repr(tuple(row))


def test_of_a_sealed_case_the_register_shows_number_day_and_nothing_else(desk: Desk) -> None:
    court, office = Court(desk), Office(desk)
    petition_id = court.examined(name="Bà Giấu Tên")
    paper_id = office.issue(petition_id, PaperKind.DENUNCIATION_TOLD, asked={"noi_dung_thu_ly": SAID})
    case = desk.case(petition_id)
    (line,) = _lines(office)
    assert (line.series, line.secret, line.number) == ("MẬT", True, 1)
    assert (line.symbol, line.about, line.signer, line.recipients, line.note, line.paper_id) == ("",) * 5 + (None,)
    with desk.runtime.reading() as ctx:
        found = number_of(ctx, paper_id)
        assert found is not None
        assert found.text == "01/TB-UBND"
        rows = list(in_clear(ctx))
        entry = ctx.session.execute(select(RegisterEntry.id)).scalar_one()
    told = [row for name, row in rows if name == "register_entry"]
    assert not any(str(one).replace("-", "") in row.replace("-", "") for one in (paper_id, petition_id) for row in told)
    assert not any(case.number in row for row in told)
    elsewhere = [name for name, row in rows if entry.hex in row.replace("-", "") and name != "register_entry"]
    assert elsewhere == []
    for word in ("01/TB-UBND", SAID, "Bà Giấu Tên"):
        assert [name for name, row in rows if word in row] == [], word


def test_the_registry_numbers_a_sealed_case_without_reading_it(desk: Desk) -> None:
    court, office = Court(desk), Office(desk)
    petition_id = court.examined()
    paper_id = office.approved(petition_id, PaperKind.DENUNCIATION_TOLD)
    with desk.runtime.transaction(office.clerk) as ctx:
        (line,) = for_records(ctx, PaperState.APPROVED)
        assert (line.kind, line.sealed, line.number) == (PaperKind.DENUNCIATION_TOLD, True, "")
        view = view_paper(ctx, paper_id)
        assert (view.readable, dict(view.content), tuple(view.steps), tuple(view.lines)) == (False, {}, (), ())
        with pytest.raises(Forbidden):
            read_paper(ctx, paper_id)
    office.number(paper_id)
    office.attach(paper_id)
    office.send_out(paper_id)
    with desk.runtime.transaction(office.clerk) as ctx:
        assert [one.number for one in issued_today(ctx)] == [""]


def test_each_finds_what_waits_for_them(desk: Desk) -> None:
    office = Office(desk)
    paper_id = office.submitted(desk.in_progress(), PaperKind.REQUEST_MORE)
    with desk.runtime.transaction(office.leader) as ctx:
        assert [line.id for line in for_signer(ctx)] == [paper_id]
    with desk.runtime.transaction(office.handler) as ctx:
        assert [line.id for line in of_drafter(ctx)] == [paper_id]
        assert for_signer(ctx) == []
    with desk.runtime.transaction(desk.actor(Role.VERIFIER)) as ctx:
        assert (for_signer(ctx), of_drafter(ctx)) == ([], [])
    with desk.runtime.transaction(desk.actor(Role.PUBLISHER)) as ctx, pytest.raises(NotFound):
        view_paper(ctx, paper_id)


@pytest.mark.postgresql_only  # SQLite has one lock for all
def test_whoever_holds_the_agency_keeps_no_number_waiting(office: Office) -> None:
    """Six first numbers at once stood in a ring: one held the agency and wanted the run, one the other way round."""
    assert _reserve(office) == 1
    runtime, command = office.desk.runtime, Reserve(office.desk.units[COMMUNE], "CV", office.today, "Công văn khác")
    with runtime.transaction(office.clerk) as holding:
        lock_agency(holding, command.agency_id)
        with runtime.transaction(office.clerk) as ctx:
            ctx.session.execute(text("SET LOCAL lock_timeout = '5s'"))
            assert services.reserve(ctx, command) == 2
