"""Petitions taken in at the desk: what is kept, from when the clock runs, who receives, what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from accounts.roles import Role
from accounts.states import Assurance
from bootstrap.runtime import Runtime
from casework.behalf import Behalf
from casework.identity import Identity, has_identity, identity_to_compare
from casework.numbers import find_case
from casework.states import Writer
from core.audit import AuditEntry, verify
from core.clock import local_date
from core.errors import DomainError, Forbidden, NotFound
from deadlines.queries import list_clocks
from feedback.commands import Content
from feedback.desk.commands import new_entry_keys
from feedback.desk.errors import (
    EntryUsedBefore,
    NamedAnonymous,
    NothingToSign,
    NotOfThisPlace,
    NotReadBack,
    ReceivedInTheFuture,
    ReceivedTooLongAgo,
    SourceUnclear,
    TooManyRepresentatives,
)
from feedback.desk.models import DeskRecord
from feedback.desk.receiving import receive_at_desk
from feedback.desk.states import Arrival, ReadBack, Signature
from feedback.errors import NothingWritten
from feedback.models import Petition
from feedback.queries import get_case
from feedback.states import Concerns, PetitionState, Source
from tests.support.clock import SteppingClock
from tests.support.desk_entries import TOLD, entry_of, take_in
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

MANY = Behalf(Writer.SEVERAL, people=7, representatives="Bà Na\nÔng Táo\nCô Mơ")
WHO = Identity("Bà Na", "0900 000 111", "", "Thôn Cầu Gỗ")


def test_it_is_received_like_any_other_sealed_and_numbered(desk: Desk, runtime: Runtime) -> None:
    submitted = take_in(desk, sender=WHO, contact_consent=True)
    case = desk.case(submitted.petition_id)
    assert (case.state, case.sealed, case.body, case.source) == (PetitionState.RECEIVED, True, "", Source.IN_PERSON)
    with runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        left = identity_to_compare(ctx, case.id)
        found = find_case(ctx, number_typed=submitted.number, access_code_typed=submitted.access_code, network=b"test")
        assert list(verify(ctx)) == []
    assert left == WHO
    assert found is not None
    assert found.case_id == case.id


@pytest.mark.parametrize(("seen", "level"), [(True, Assurance.AT_DESK), (False, Assurance.UNVERIFIED)])
def test_papers_looked_at_raise_the_level_of_the_sender(
    desk: Desk, runtime: Runtime, seen: bool, level: Assurance
) -> None:
    submitted = take_in(desk, sender=WHO, identity_seen=seen)
    with runtime.reading() as ctx:
        left = identity_to_compare(ctx, submitted.petition_id)
    assert left is not None
    assert left.level is level


def test_no_word_of_it_lies_in_clear(desk: Desk, runtime: Runtime) -> None:
    take_in(desk, sender=WHO, contact_consent=True, book_number="sổ 12/2026", handed_on_by="Hội Làm Vườn")
    with runtime.reading() as ctx:
        rows = [
            *ctx.session.execute(select(*DeskRecord.__table__.c)),
            *ctx.session.execute(select(*Petition.__table__.c)),
        ]
    everything = repr([tuple(row) for row in rows])  # a row's own repr leaves out the middle of what is long
    for word in ("Bà kể", "Bà Na", "Cầu Gỗ", "000 111", "0900000111", "12/2026", "Hội Làm Vườn"):
        assert word not in everything


def test_sending_it_again_gives_the_same_receipt(desk: Desk, runtime: Runtime) -> None:
    entry = entry_of(desk)
    first, second = take_in(desk, entry), take_in(desk, entry)
    assert first == second
    with runtime.reading() as ctx:
        for table in (Petition, DeskRecord):
            assert ctx.session.execute(select(func.count()).select_from(table)).scalar_one() == 1
    stolen = replace(new_entry_keys(), entry_id=entry.keys.entry_id)
    with pytest.raises(EntryUsedBefore):
        take_in(desk, replace(entry, keys=stolen))


def test_the_clock_runs_from_the_day_it_was_received(desk: Desk, runtime: Runtime, clock: SteppingClock) -> None:
    today = local_date(clock())
    paper = {"arrival": Arrival.PAPER, "source": Source.POST}
    late, fresh = take_in(desk, received_on=today - timedelta(days=7), **paper), take_in(desk, **paper)
    assert late.due_at < fresh.due_at
    with runtime.reading() as ctx:
        (clock_row,) = list_clocks(ctx, "petition", late.petition_id)
        assert (clock_row.row, local_date(clock_row.started_at)) == (28, today - timedelta(days=7))
    assert local_date(desk.case(late.petition_id).received_at) == today - timedelta(days=7)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"received_on": date(2099, 1, 1)}, ReceivedInTheFuture),
        ({"received_on": date(2020, 1, 1)}, ReceivedTooLongAgo),
        ({"source": Source.POST}, SourceUnclear),
        ({"source": Source.PORTAL}, SourceUnclear),
        ({"read_back": ReadBack.NOT_READ}, NotReadBack),
        ({"arrival": Arrival.TELEPHONE, "source": Source.HOTLINE}, NothingToSign),
        ({"sender": Identity("Bà Na", behalf=MANY)}, TooManyRepresentatives),
        ({"sender": Identity("Bà Na", behalf=Behalf(Writer.ANONYMOUS))}, NamedAnonymous),
        ({"about_code": OTHER}, NotOfThisPlace),
        ({"content": Content("ngắn", Concerns.NOBODY)}, NothingWritten),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, more: dict[str, object], error: type[DomainError]) -> None:
    with pytest.raises(error):
        take_in(desk, **more)
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one() == 0


def test_by_each_way_it_can_come(desk: Desk) -> None:
    for arrival, source in (
        (Arrival.PAPER, Source.SUGGESTION_BOX), (Arrival.TELEPHONE, Source.HOTLINE), (Arrival.FORWARDED, Source.FRONT),
        (Arrival.FORWARDED, Source.PRESS),
    ):  # fmt: skip
        submitted = take_in(desk, arrival=arrival, source=source, signature=Signature.NONE, read_back=ReadBack.NOT_READ)
        assert desk.case(submitted.petition_id).source is source


def test_a_phone_is_kept_with_a_yes_only_the_name_because_the_law_asks_for_it(desk: Desk, runtime: Runtime) -> None:
    submitted = take_in(desk, sender=replace(WHO, email="na@thu.vn"))
    with runtime.reading() as ctx:
        left = identity_to_compare(ctx, submitted.petition_id)
    assert left is not None
    assert (left.name, left.address, left.phone, left.email) == ("Bà Na", "Thôn Cầu Gỗ", "", "")
    nobody = take_in(desk, sender=Identity(behalf=Behalf(Writer.ANONYMOUS)))
    with runtime.reading() as ctx:
        assert not has_identity(ctx, nobody.petition_id)


@pytest.mark.parametrize("concerns", [Concerns.INTAKE_DESK, Concerns.COMMUNE_LEADER, Concerns.ABOVE])
def test_what_speaks_of_the_desk_or_the_leaders_goes_to_the_province(desk: Desk, concerns: Concerns) -> None:
    submitted = take_in(desk, concerns=concerns)
    case = desk.case(submitted.petition_id)
    assert (case.agency_id, desk.about(case.id), case.protected) == (desk.units[PROVINCE], desk.units[COMMUNE], True)
    for role in (Role.INTAKE_CLERK, Role.LEADER, Role.HANDLER):
        with desk.runtime.reading(desk.actor(role)) as ctx, pytest.raises(NotFound):
            get_case(ctx, case.id, viewer=ctx.actor)
    with desk.runtime.reading() as ctx:
        chains = set(
            ctx.session.execute(select(AuditEntry.chain).where(AuditEntry.subject_id == str(case.id))).scalars()
        )
        record = ctx.session.execute(select(DeskRecord)).scalar_one()
        assert (chains, record.agency_id) == ({desk.units[PROVINCE]}, desk.units[PROVINCE])
        assert (record.recorded_at.minute, record.recorded_at.second) == (0, 0)


def test_the_province_takes_in_what_speaks_of_a_commune(desk: Desk) -> None:
    submitted = take_in(
        desk, entry_of(desk, agency_id=desk.units[PROVINCE], about_code=COMMUNE), clerk=desk.province_clerk()
    )
    case = desk.case(submitted.petition_id)
    assert (case.agency_id, desk.about(case.id)) == (desk.units[PROVINCE], desk.units[COMMUNE])


@pytest.mark.parametrize("role", [Role.HANDLER, Role.VERIFIER, Role.RECORDS_CLERK, Role.PUBLISHER, Role.HAMLET_HEAD])
def test_others_take_nothing_in(desk: Desk, role: Role) -> None:
    with pytest.raises(Forbidden):
        take_in(desk, clerk=desk.officials.actor(role))


def test_a_leader_takes_in_but_does_not_read_it_again(desk: Desk) -> None:
    submitted = take_in(desk, clerk=desk.actor(Role.LEADER))
    with desk.runtime.reading(desk.actor(Role.LEADER)) as ctx, pytest.raises(NotFound):
        get_case(ctx, submitted.petition_id, viewer=ctx.actor)
    elsewhere = desk.another("xa-khac", Role.INTAKE_CLERK, OTHER)
    with desk.runtime.transaction(elsewhere) as ctx, pytest.raises(Forbidden):
        receive_at_desk(ctx, entry_of(desk, what=TOLD))


def test_sent_many_times_at_one_moment_it_is_one_petition(desk: Desk, runtime: Runtime) -> None:
    entry, clerk = entry_of(desk), desk.actor(Role.INTAKE_CLERK)
    with ThreadPoolExecutor(4) as clerks:
        made = list(clerks.map(lambda _: take_in(desk, entry, clerk=clerk), range(4)))
    assert len(set(made)) == 1
    with runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one() == 1
        assert list(verify(ctx)) == []
