"""A sheet becomes petitions: wholly checked before, a line at a time, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from accounts.models import Account
from accounts.roles import Role
from bootstrap.sheets import make_plan, read_sheets
from core.errors import Forbidden, NotFound
from core.paging import PageRequest
from feedback.bulk.batches import begin, drop, importer_of, save_next
from feedback.bulk.errors import ImportedBefore, ImportNotReady, NoGoodLine, ReceiptsGone
from feedback.bulk.models import IntakeBatch, IntakeLine
from feedback.bulk.queries import list_lines, list_places, read_report
from feedback.bulk.reading import Place
from feedback.bulk.receipts import CODES_SHOWN, forget_codes, read_slips, show_codes
from feedback.bulk.sheet import find_layout, plan
from feedback.bulk.states import IntakeState, LineState
from feedback.desk.models import DeskRecord
from feedback.models import Petition
from feedback.queries.cases import open_content
from jobs.handlers.bulk import sweep_bulk
from tests.support.book_lines import line, numbered, sheet_of
from tests.support.bringing import go, run_waiting, seen, upload
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE


def count(desk: Desk, model: type) -> int:
    with desk.runtime.reading() as ctx:
        return ctx.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_every_good_line_becomes_a_sealed_petition_of_the_day_it_was_received(desk: Desk) -> None:
    batch_id = upload(desk, sheet_of(*numbered("1", "2", "3")))
    assert (count(desk, Petition), seen(desk, batch_id).good) == (0, 3)
    go(desk, batch_id)
    batch = seen(desk, batch_id)
    assert (batch.state, batch.saved, batch.refused, batch.waiting()) == (IntakeState.DONE, 3, 0, 0)
    with desk.runtime.reading() as ctx:
        rows = ctx.session.execute(select(Petition.id, Petition.sealed, DeskRecord.received_on).join(DeskRecord)).all()
        assert {row.received_on.isoformat() for row in rows} == {"2026-03-05"}
        assert all(row.sealed for row in rows)
        texts = {open_content(ctx, row.id).content.what for row in rows}
    assert texts == {f"Việc thứ {n}: đèn đường không sáng." for n in range(3)}


def test_what_speaks_of_the_leaders_goes_to_the_province_and_nobody_of_the_commune_reads_it(desk: Desk) -> None:
    go(desk, upload(desk, sheet_of(line(CONCERNS="Lãnh đạo xã"))))
    with desk.runtime.reading() as ctx:
        row = ctx.session.execute(select(Petition.agency_id, Petition.protected, Petition.sealed)).one()
    assert (row.agency_id, row.protected, row.sealed) == (desk.units[PROVINCE], True, True)


def test_at_the_province_a_line_names_the_commune_it_speaks_of(desk: Desk) -> None:
    clerk, province = desk.province_clerk(), desk.units[PROVINCE]
    with desk.runtime.reading() as ctx:
        made = make_plan(plan(list_places(ctx, province)))
    assert any(column.heading == "Xã, phường" for column in plan([Place(province, "Xã X", "X", "1")]).columns)
    assert find_layout(read_sheets(made)).columns
    data = sheet_of(line(HAMLET="yên thế"), line(BOOK="2", HAMLET="Xã Không Có"))
    batch_id = upload(desk, data, clerk=clerk, agency_id=province)
    assert (seen(desk, batch_id, clerk).good, seen(desk, batch_id, clerk).bad) == (1, 1)
    go(desk, batch_id, clerk)
    with desk.runtime.reading() as ctx:
        row = ctx.session.execute(select(Petition.id, Petition.agency_id)).one()
    assert (row.agency_id, desk.about(row.id)) == (province, desk.units[COMMUNE])


def test_bad_lines_are_left_out_and_reported_by_cell(desk: Desk) -> None:
    batch_id = upload(desk, sheet_of(line(BOOK="1"), line(BOOK="2", RECEIVED="31/02/2026", PHONE="abc")))
    batch = seen(desk, batch_id)
    with desk.runtime.reading() as ctx:
        report = read_report(ctx, batch)
    assert (batch.good, batch.bad) == (1, 1)
    assert [(one["address"], one["found"]) for one in report] == [("B3", "31/02/2026"), ("N3", "abc")]


def test_a_number_of_the_book_is_taken_once_a_year(desk: Desk) -> None:
    go(desk, upload(desk, sheet_of(*numbered("7", "8"))))
    second = upload(desk, sheet_of(line(BOOK=" 7 ", WHAT="Một việc khác hẳn, cùng số sổ."), line(BOOK="9")))
    with desk.runtime.reading() as ctx:
        report = read_report(ctx, seen(desk, second))
    assert [one["address"] for one in report] == ["A2"]
    assert seen(desk, second).good == 1


def test_a_line_without_a_number_is_known_again_by_its_words(desk: Desk) -> None:
    go(desk, upload(desk, sheet_of(line(BOOK=None))))
    again = upload(desk, sheet_of(line(BOOK=None), line(BOOK=None, WHAT="Một việc khác, chưa ghi bao giờ.")))
    assert (seen(desk, again).good, seen(desk, again).bad) == (1, 1)


def test_a_number_taken_between_check_and_import_is_refused_then(desk: Desk) -> None:
    first, second = (
        upload(desk, sheet_of(line(BOOK="5"))),
        upload(desk, sheet_of(line(BOOK="5", WHAT="Việc khác hẳn."))),
    )
    go(desk, first)
    go(desk, second)
    batch = seen(desk, second)
    assert (batch.saved, batch.refused, count(desk, Petition)) == (0, 1, 1)
    with desk.runtime.reading() as ctx:
        (told,) = list_lines(ctx, batch, page=PageRequest()).items
    assert told.state is LineState.REFUSED
    assert told.refusal is not None
    assert "Số sổ" in told.refusal["text"]


def test_the_same_file_is_not_imported_twice(desk: Desk) -> None:
    data = sheet_of(*numbered("1", "2"))
    one, two = upload(desk, data), upload(desk, data)
    go(desk, one)
    go(desk, two)
    assert count(desk, Petition) == 2
    with pytest.raises(ImportedBefore):
        upload(desk, data)


def test_an_interrupted_import_goes_on_where_it_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.handlers.bulk.PORTION", 2)
    batch_id = upload(desk, sheet_of(*numbered(*"12345")))
    clerk = desk.actor(Role.INTAKE_CLERK)
    with desk.runtime.transaction(clerk) as ctx:
        begin(ctx, batch_id)
    with desk.runtime.transaction(clerk) as ctx:
        assert save_next(ctx, batch_id)  # and here the worker died
    assert (seen(desk, batch_id).saved, seen(desk, batch_id).waiting()) == (1, 4)
    assert run_waiting(desk.runtime) == 3
    assert (seen(desk, batch_id).saved, count(desk, Petition)) == (5, 5)


def test_whoever_lost_the_role_brings_nothing_in_any_more(desk: Desk) -> None:
    clerk = desk.another("tiep-nhan-hai", Role.INTAKE_CLERK)
    batch_id = upload(desk, sheet_of(*numbered("1", "2")), clerk=clerk)
    with desk.runtime.transaction(clerk) as ctx:
        begin(ctx, batch_id)
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(update(Account).where(Account.id == clerk.account_id).values(disabled_at=ctx.now))
    run_waiting(desk.runtime)
    with desk.runtime.reading() as ctx:
        states = ctx.session.execute(select(IntakeLine.state)).scalars().all()
        assert ctx.session.execute(select(IntakeBatch.state)).scalar_one() is IntakeState.DONE
    assert (states, count(desk, Petition)) == ([LineState.REFUSED] * 2, 0)


def test_the_file_and_every_word_are_gone_once_it_is_imported(desk: Desk) -> None:
    batch_id = upload(desk, sheet_of(*numbered("1")))
    with desk.runtime.reading() as ctx:
        file_key = ctx.session.execute(select(IntakeBatch.file_key)).scalar_one()
    assert file_key is not None
    assert b"PK\x03\x04" not in desk.runtime.files.get(file_key)
    go(desk, batch_id)
    with pytest.raises(KeyError):
        desk.runtime.files.get(file_key)
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(IntakeLine.sealed)).scalars().all() == [None]


def test_a_sheet_nobody_said_go_to_is_forgotten_after_a_day(desk: Desk) -> None:
    upload(desk, sheet_of(*numbered("1")))
    with desk.runtime.reading() as ctx:
        file_key = ctx.session.execute(select(IntakeBatch.file_key)).scalar_one() or ""
    desk.runtime.clock.advance(hours=25)  # type: ignore[attr-defined]
    sweep_bulk(desk.runtime)
    with desk.runtime.reading() as ctx:
        batch = ctx.session.execute(select(IntakeBatch.state, IntakeBatch.wrapped_key, IntakeBatch.file_key)).one()
    assert tuple(batch) == (IntakeState.DROPPED, None, None)
    assert count(desk, IntakeLine) == 0
    with pytest.raises(KeyError):
        desk.runtime.files.get(file_key)


def test_codes_are_read_by_the_importer_alone_and_only_for_an_hour_once_they_were_shown(desk: Desk) -> None:
    batch_id = upload(desk, sheet_of(*numbered("1", "2")))
    go(desk, batch_id)
    clerk, colleague = desk.actor(Role.INTAKE_CLERK), desk.another("tiep-nhan-hai", Role.INTAKE_CLERK)
    with desk.runtime.transaction(clerk) as ctx, pytest.raises(ReceiptsGone):
        read_slips(ctx, batch_id)  # not yet asked for
    with desk.runtime.transaction(clerk) as ctx:
        show_codes(ctx, batch_id)
    with desk.runtime.transaction(clerk) as ctx:
        slips = read_slips(ctx, batch_id)
    assert [slip.book_number for slip in slips] == ["1", "2"]
    assert len({slip.access_code for slip in slips}) == 2
    with desk.runtime.transaction(colleague) as ctx, pytest.raises(NotFound):
        read_slips(ctx, batch_id)
    desk.runtime.clock.advance(seconds=(CODES_SHOWN + timedelta(seconds=1)).total_seconds())  # type: ignore[attr-defined]
    with desk.runtime.transaction(clerk) as ctx, pytest.raises(ReceiptsGone):
        read_slips(ctx, batch_id)
    sweep_bulk(desk.runtime)
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(IntakeLine.sealed_code)).scalars().all() == [None, None]


def test_codes_can_be_erased_at_once(desk: Desk) -> None:
    batch_id = upload(desk, sheet_of(*numbered("1")))
    go(desk, batch_id)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        show_codes(ctx, batch_id)
        forget_codes(ctx, batch_id)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx, pytest.raises(ReceiptsGone):
        read_slips(ctx, batch_id)


def test_nothing_begins_twice_and_nothing_bad_begins_at_all(desk: Desk) -> None:
    clerk = desk.actor(Role.INTAKE_CLERK)
    good, bad = upload(desk, sheet_of(*numbered("1"))), upload(desk, sheet_of(line(BOOK="2", WHAT="ngắn")))
    with desk.runtime.transaction(clerk) as ctx:
        begin(ctx, good)
        with pytest.raises(ImportNotReady):
            begin(ctx, good)
        with pytest.raises(NoGoodLine):
            begin(ctx, bad)
        drop(ctx, bad)
        with pytest.raises(ImportNotReady):
            drop(ctx, bad)
        assert importer_of(ctx, bad) is None


def test_only_intake_clerks_of_the_desk_bring_sheets_in(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        upload(desk, sheet_of(*numbered("1")), clerk=desk.actor(Role.LEADER))
    with pytest.raises(Forbidden):
        upload(desk, sheet_of(*numbered("1")), clerk=desk.province_clerk())
    batch_id = upload(desk, sheet_of(*numbered("1")))
    with pytest.raises(NotFound):
        seen(desk, batch_id, desk.another("tiep-nhan-hai", Role.INTAKE_CLERK))
