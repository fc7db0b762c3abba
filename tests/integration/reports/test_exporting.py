"""The export: every change once and in order, valid, nothing of what is sealed; and it goes on after a stop."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import func, select

from accounts.roles import Role
from agencies.queries import AgencyCard, get_card
from bootstrap.runtime import Runtime
from core.actor import Actor
from core.audit import AuditEntry
from core.errors import Forbidden, NotFound
from feedback.models import Petition
from feedback.states import Concerns, PetitionKind
from jobs.handlers.reports import collect_changes
from reports.exporting import packages
from reports.exporting.collecting import collect
from reports.exporting.packages import begin_run, package, records_after
from reports.exporting.schema import faults
from reports.exporting.tokens import bearer_of, list_tokens, make_token, revoke_token
from tests.support.petitioning import Desk
from tests.support.staffed import PROVINCE

SECRET_WORDS = ("Cán bộ hẹn lên hẹn xuống", "Bà Kín", "0912345678", "Cống đầu xóm")


@pytest.fixture
def province(runtime: Runtime, desk: Desk) -> AgencyCard:
    with runtime.reading() as ctx:
        return get_card(ctx, desk.units[PROVINCE])


@pytest.fixture
def inspector(desk: Desk) -> Actor:
    return desk.officials.actor(Role.PROVINCIAL_INSPECTOR)


def _read(data: bytes) -> list[dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        assert json.loads(files.read("luoc-do.json"))["additionalProperties"] is False
        told = json.loads(files.read("goi.json"))
        records = [json.loads(line) for line in files.read("vu-viec.jsonl").decode().splitlines()]
    assert told["records"] == len(records)
    return records


def _take(runtime: Runtime, inspector: Actor, province: AgencyCard) -> list[dict[str, Any]]:
    with runtime.transaction(inspector) as ctx:
        run_id = begin_run(ctx, province)
    assert run_id is not None
    with runtime.transaction(inspector) as ctx:
        return _read(package(ctx, run_id, province))


def test_each_package_goes_on_where_the_last_one_ended(
    runtime: Runtime, desk: Desk, inspector: Actor, province: AgencyCard
) -> None:
    first, second = desk.send().id, desk.send().id
    assert {one["number"] for one in _take(runtime, inspector, province)} == {
        desk.case(first).number, desk.case(second).number,
    }  # fmt: skip
    with runtime.transaction(inspector) as ctx:
        assert begin_run(ctx, province) is None
    desk.triage(first)
    (again,) = _take(runtime, inspector, province)
    assert (again["number"], again["state"], again["kind"]) == (desk.case(first).number, "triaged", "report")
    assert again["version"] == desk.case(first).version


def test_a_package_can_be_taken_again_and_says_the_newest(
    runtime: Runtime, desk: Desk, inspector: Actor, province: AgencyCard
) -> None:
    petition_id = desk.send().id
    with runtime.transaction(inspector) as ctx:
        run_id = begin_run(ctx, province)
    assert run_id is not None
    for _ in range(2):
        with runtime.transaction(inspector) as ctx:
            assert [one["number"] for one in _read(package(ctx, run_id, province))] == [desk.case(petition_id).number]


def test_of_a_sealed_petition_number_kind_days_and_state(
    runtime: Runtime, desk: Desk, inspector: Actor, province: AgencyCard
) -> None:
    sealed = desk.send(
        Concerns.COMMUNE_OFFICIAL, what="Cán bộ hẹn lên hẹn xuống.", name="Bà Kín", phone="0912345678", consent=True
    )
    desk.triage(sealed.id, PetitionKind.DENUNCIATION_INFO, title="Về cán bộ một cửa")
    desk.answered()
    records = _take(runtime, inspector, province)
    assert [faults(one) for one in records] == [[], []]
    by_number = {one["number"]: one for one in records}
    kept = by_number[desk.case(sealed.id).number]
    assert set(kept) == {
        "schema", "number", "version", "agency", "province", "kind", "state", "ending", "sealed", "received_on",
        "ended_on",
    }  # fmt: skip
    shown = json.dumps(records, ensure_ascii=False)
    assert not [word for word in (*SECRET_WORDS, "Về cán bộ một cửa") if word in shown]
    (answered,) = [one for one in records if not one["sealed"]]
    assert (answered["ending"], answered["outcome"], answered["in_time"]) == ("answered", "resolved", True)


def test_the_schema_refuses_what_does_not_belong(
    runtime: Runtime, desk: Desk, inspector: Actor, province: AgencyCard
) -> None:
    desk.answered()
    (record,) = _take(runtime, inspector, province)
    for bad in (
        {"version": "1"}, {"kind": "khác"}, {"received_on": "22/11/2026"}, {"name": "Bà Kín"}, {"sealed": True},
        {"proceeding": {"track": "complaint_first"}},
    ):  # fmt: skip
        assert faults({**record, **bad}), bad
    assert faults({name: value for name, value in record.items() if name != "number"})
    assert faults({name: value for name, value in record.items() if name != "source"})


def test_a_run_that_stops_on_the_way_goes_on(runtime: Runtime, desk: Desk, province: AgencyCard) -> None:
    """Stretches of one link, one of them undone: nothing is skipped, nothing comes twice."""
    sent = [desk.send().id for _ in range(4)]
    for step in range(60):
        try:
            with runtime.transaction() as ctx:
                read = collect(ctx, province.id, most=1)
                if step == 3:
                    raise RuntimeError
        except RuntimeError:
            continue
        if not read:
            break
    with runtime.transaction() as ctx:
        found = records_after(ctx, province.id, 0, 100)
    assert sorted(one["number"] for one in found.records) == sorted(desk.case(one).number for one in sent)
    assert found.position == len(sent)
    assert not found.more


def test_page_by_page_gives_what_the_package_gives(
    runtime: Runtime, desk: Desk, inspector: Actor, province: AgencyCard
) -> None:
    for _ in range(5):
        desk.send()
    collect_changes(runtime)
    position, pages = 0, []
    while True:
        with runtime.transaction() as ctx:
            found = records_after(ctx, province.id, position, 2)
        pages += found.records
        position = found.position
        if not found.more:
            break
    assert pages == _take(runtime, inspector, province)


def test_a_package_holds_no_more_than_its_most(
    runtime: Runtime, desk: Desk, inspector: Actor, province: AgencyCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MOST", 2)
    sent = {desk.case(desk.send().id).number for _ in range(3)}
    taken = [_take(runtime, inspector, province) for _ in range(2)]
    assert [len(one) for one in taken] == [2, 1]
    assert {record["number"] for one in taken for record in one} == sent


def test_who_takes_it_and_that_it_is_audited(
    runtime: Runtime, desk: Desk, inspector: Actor, province: AgencyCard
) -> None:
    desk.send()
    for role in (Role.LEADER, Role.INTAKE_CLERK, Role.PROVINCE_ADMIN, Role.RECORDS_CLERK):
        with pytest.raises(Forbidden), runtime.transaction(desk.officials.actor(role)) as ctx:
            begin_run(ctx, province)
    _take(runtime, inspector, province)
    with runtime.reading() as ctx:
        e = AuditEntry
        acts = ctx.session.execute(select(e.action).where(e.chain == province.id).order_by(e.seq)).scalars().all()
    assert acts[-2:] == ["reports:export:begin", "reports:export:take"]
    with pytest.raises(NotFound), runtime.transaction(inspector) as ctx:
        package(ctx, province.id, province)


def test_keys_are_shown_once_and_end_at_once(runtime: Runtime, desk: Desk, province: AgencyCard) -> None:
    keeper = desk.officials.actor(Role.PROVINCE_ADMIN)
    with runtime.transaction(keeper) as ctx:
        secret = make_token(ctx, province, "Trục liên thông")
    with runtime.transaction() as ctx:
        bearer = bearer_of(ctx, secret)
        assert bearer is not None
        assert bearer.province_id == province.id
        assert bearer_of(ctx, secret + "x") is None
        assert bearer_of(ctx, "") is None
    with runtime.transaction(keeper) as ctx:
        revoke_token(ctx, bearer.id, province)
    with runtime.transaction(keeper) as ctx:
        assert bearer_of(ctx, secret) is None
        (view,) = list_tokens(ctx, province, viewer=ctx.actor)
        assert view.revoked_at is not None
        with pytest.raises(NotFound):
            revoke_token(ctx, bearer.id, province)
    with pytest.raises(Forbidden), runtime.transaction(desk.officials.actor(Role.COMMUNE_ADMIN)) as ctx:
        make_token(ctx, province, "Khác")


def test_every_petition_is_exported(runtime: Runtime, desk: Desk, inspector: Actor, province: AgencyCard) -> None:
    desk.answered()
    desk.in_progress()
    desk.triage(desk.send().id, PetitionKind.PROPOSAL)
    with runtime.reading() as ctx:
        all_of_them = ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one()
    records = _take(runtime, inspector, province)
    assert len(records) == all_of_them == 3
    assert sorted(one["ending"] for one in records) == ["answered", "open", "open"]
