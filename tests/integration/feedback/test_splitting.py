"""One petition of several matters becomes several: each on its own way, the sender known to none of its readers."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from casework.identities.errors import TwoPersonsNeeded
from casework.identity import has_identity, open_identity
from casework.models import CaseHandle, CaseKeyRow
from casework.states import IdentityReason
from core.actor import ANONYMOUS
from core.clock import local_date
from core.errors import Forbidden, NotFound
from core.ids import parse_number
from core.outbox import OutboxMessage
from core.transitions import TransitionNotAllowed
from deadlines.queries import list_clocks
from deadlines.states import ClockState
from feedback import services
from feedback.commands import AskErasure, Rating
from feedback.errors import CaseStillOpen, NothingToErase
from feedback.models import Petition
from feedback.opening.policies import identity_facts
from feedback.policies import can_open
from feedback.queries import find_case_view, get_case, get_erasure, get_tracked, open_content
from feedback.queries.search import search_phone
from feedback.routes.commands import Link, Part, Transfer
from feedback.routes.errors import PartTitleMissing, PartUnsaid, ProtectedStays, TooFewParts, TooManyParts
from feedback.routes.queries import family_of, list_parts
from feedback.search_models import PetitionSearch
from feedback.services.moving import FIRST_REPLY_ROW, SETTLING_ROW
from feedback.states import Concerns, Field, PetitionKind, PetitionState, Urgency
from jobs.handlers.senders import followed_number
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE, PROVINCE

S = PetitionState
LEFT = {"name": "Bà Kín Đáo", "phone": "0900 000 777", "email": "kin@vidu.example", "consent": True}
ROAD = Part(
    "Đường vào xóm lầy lội.", "Đường xóm lầy", Concerns.NOBODY, PetitionKind.REPORT, Field.INFRASTRUCTURE,
    Urgency.ORDINARY,
)  # fmt: skip
LAMP = Part("Đèn đường hỏng ba tháng nay.", kind=PetitionKind.PROPOSAL)
RUDE = Part("Cán bộ ở quầy nói năng khó nghe.", concerns=Concerns.COMMUNE_OFFICIAL)
BOSS = Part("Lãnh đạo xã cho xe công chở vật liệu.", concerns=Concerns.COMMUNE_LEADER)


def cut(desk: Desk, petition_id: UUID, *parts: Part, role: Role = Role.INTAKE_CLERK) -> list[UUID]:
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        return services.split(ctx, desk.target(petition_id), parts)


def erase(desk: Desk, petition_id: UUID) -> None:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.erase_contact(ctx, petition_id)


def test_each_part_is_a_petition_with_a_key_and_number_of_its_own(desk: Desk, clock: SteppingClock) -> None:
    sent = desk.send(place="Xóm Trại", **LEFT)
    clock.advance(days=2)
    road, lamp = cut(desk, sent.id, ROAD, LAMP)
    whole, first, second = (desk.case(one) for one in (sent.id, road, lamp))
    assert (whole.state, first.state, second.state) == (S.SPLIT, S.TRIAGED, S.RECEIVED)
    assert (whole.kind, whole.sealed) == (PetitionKind.MIXED, True)
    assert (first.title, first.body, first.place, first.sealed) == ("Đường xóm lầy", ROAD.what, "Xóm Trại", False)
    assert (second.kind, second.sealed, second.body) == (PetitionKind.PROPOSAL, True, "")
    assert {first.received_at, second.received_at} == {whole.received_at}
    assert len({parse_number(one.number) for one in (whole, first, second)}) == 3
    with desk.runtime.reading() as ctx:
        assert open_content(ctx, lamp).content.what == LAMP.what
        keys = set(ctx.session.execute(select(CaseKeyRow.wrapped)).scalars())
        tags = set(ctx.session.execute(select(CaseHandle.access_tag)).scalars())
        assert (len(keys), len(tags)) == (3, 3)
        assert {c.state for c in list_clocks(ctx, "petition", sent.id)} == {ClockState.MET}
        running = {
            (c.row, c.started_at) for one in (road, lamp) for c in list_clocks(ctx, "petition", one)
            if c.state is ClockState.RUNNING
        }  # fmt: skip
        assert running == {(SETTLING_ROW, whole.received_at), (FIRST_REPLY_ROW, whole.received_at)}
        told = select(OutboxMessage.payload).where(OutboxMessage.topic == "feedback.sender_to_be_told")
        assert {one["petition_id"] for one in ctx.session.execute(told).scalars()} == {str(sent.id)}
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        assert {hit.row.id for hit in search_phone(ctx, phone="0900000777")} == {road}


def test_the_sender_follows_every_part_from_the_whole(desk: Desk) -> None:
    sent = desk.send(**LEFT)
    road, lamp = cut(desk, sent.id, ROAD, LAMP)
    desk.assign(road)
    desk.start(road)
    desk.propose(road)
    desk.approve(road)
    with desk.runtime.reading() as ctx:
        parts = list_parts(ctx, sent.id)
        assert get_tracked(ctx, road).answer is not None
    assert [(part.id, part.state) for part in parts] == [(road, S.ANSWERED), (lamp, S.RECEIVED)]
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.rate(ctx, road, Rating(1, "Đường vẫn lầy như cũ."))
        services.withdraw(ctx, lamp)
    assert (desk.case(road).state, desk.case(lamp).state) == (S.REOPENED, S.WITHDRAWN)


def test_one_part_that_speaks_of_somebody_seals_all(desk: Desk) -> None:
    """One person sent both: who reads the open part could ask who sent it."""
    road, rude = cut(desk, desk.send(**LEFT).id, ROAD, RUDE)
    assert desk.case(road).sealed
    desk.triage(rude)
    assert desk.case(rude).sealed
    lamp, other = cut(desk, desk.send(**LEFT).id, LAMP, replace(LAMP, kind=PetitionKind.DENUNCIATION_INFO))
    for petition_id in (lamp, other):
        desk.triage(petition_id)
        assert desk.case(petition_id).sealed


@pytest.mark.parametrize("how", [{"kind": PetitionKind.MIXED}, {"keep_sealed": True}])
def test_what_comes_from_a_sealed_whole_stays_sealed(desk: Desk, how: dict[str, object]) -> None:
    sent = desk.send()
    desk.triage(sent.id, **how)
    for petition_id in cut(desk, sent.id, LAMP, LAMP):
        desk.triage(petition_id, PetitionKind.REPORT)
        assert desk.case(petition_id).sealed
        with desk.runtime.transaction(desk.actor(Role.VERIFIER)) as ctx, pytest.raises(NotFound):
            get_case(ctx, petition_id, viewer=ctx.actor)


def test_a_part_about_the_commune_s_leaders_goes_to_the_province(desk: Desk) -> None:
    clerk = desk.province_clerk()
    road, boss = cut(desk, desk.send().id, ROAD, BOSS)
    case = desk.case(boss)
    assert (case.agency_id, desk.about(case.id)) == (desk.units[PROVINCE], desk.units[COMMUNE])
    assert (case.state, case.protected, desk.case(road).agency_id) == (S.RECEIVED, True, desk.units[COMMUNE])
    for role in (Role.INTAKE_CLERK, Role.LEADER, Role.HANDLER):
        with desk.runtime.transaction(desk.actor(role)) as ctx, pytest.raises(NotFound):
            get_case(ctx, boss, viewer=ctx.actor)
    with pytest.raises(ProtectedStays), desk.runtime.transaction(clerk) as ctx:
        services.transfer(ctx, desk.target(boss), Transfer(desk.units[COMMUNE], "Chuyển về xã giải quyết."))


def test_with_a_part_nobody_may_read_the_whole_is_closed_again(desk: Desk) -> None:
    """It was readable to everybody at the desk, and says whom the part speaks of; so it is to the leader."""
    sent = desk.send(what="Xe công chở vật liệu cho lãnh đạo.", place="Xóm Trại", **LEFT)
    desk.triage(sent.id, title="Xe công")
    cut(desk, sent.id, ROAD, BOSS)
    whole = desk.case(sent.id)
    assert (whole.sealed, whole.title, whole.body, whole.place) == (True, "", "", "")
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(PetitionSearch).where(PetitionSearch.petition_id == sent.id)).first() is None
        assert open_content(ctx, sent.id).title == "Xe công"
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx, pytest.raises(NotFound):
        get_case(ctx, sent.id, viewer=ctx.actor)
    # Of the desk's clerks the one who split it had read it; the others may be meant.
    for clerk, reads in ((desk.actor(Role.INTAKE_CLERK), True), (desk.another("hai", Role.INTAKE_CLERK), False)):
        with desk.runtime.transaction(clerk) as ctx:
            assert bool(can_open(ctx.actor, whole.facts())) is reads


def test_what_may_be_read_stays_readable_when_no_part_is_delicate(desk: Desk) -> None:
    sent = desk.send(**LEFT)
    desk.triage(sent.id, title="Đường và đèn")
    cut(desk, sent.id, ROAD, LAMP)
    whole = desk.case(sent.id)
    assert (whole.sealed, whole.title, whole.assignee_id) == (False, "Đường và đèn", None)


def test_no_part_of_a_protected_whole_comes_to_the_commune(desk: Desk) -> None:
    """Photos, and who sent it, would come with it."""
    clerk = desk.province_clerk()
    sent = desk.send(Concerns.COMMUNE_LEADER)
    with desk.runtime.transaction(clerk) as ctx:
        parts = services.split(ctx, desk.target(sent.id), [replace(LAMP, concerns=Concerns.NOBODY), ROAD])
    for petition_id in parts:
        assert desk.case(petition_id).protected
        with pytest.raises(ProtectedStays), desk.runtime.transaction(clerk) as ctx:
            services.transfer(ctx, desk.target(petition_id), Transfer(desk.units[COMMUNE], "Chuyển về xã làm."))


def test_what_cannot_be_split_so(desk: Desk) -> None:
    sent = desk.send()
    for parts, error in (
        ([ROAD], TooFewParts), ([ROAD] * 7, TooManyParts), ([ROAD, replace(LAMP, what="ừ")], PartUnsaid),
        ([replace(ROAD, title=""), LAMP], PartTitleMissing),
    ):  # fmt: skip
        with pytest.raises(error):
            cut(desk, sent.id, *parts)
    with pytest.raises(NotFound):
        cut(desk, sent.id, ROAD, LAMP, role=Role.LEADER)
    desk.triage(sent.id)
    with pytest.raises(Forbidden):
        cut(desk, sent.id, ROAD, LAMP, role=Role.VERIFIER)
    cut(desk, sent.id, ROAD, LAMP)
    with pytest.raises(TransitionNotAllowed):
        cut(desk, sent.id, ROAD, LAMP)
    with desk.runtime.reading() as ctx:
        assert len(list_parts(ctx, sent.id)) == 2


def test_a_handler_splits_and_the_desk_triages(desk: Desk) -> None:
    petition_id = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    for part in cut(desk, petition_id, ROAD, RUDE, role=Role.HANDLER):
        assert desk.case(part).state is S.RECEIVED


def test_what_was_linked_to_it_stands_alone_again(desk: Desk) -> None:
    main, linked = desk.in_progress(), desk.send().id
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.link(ctx, desk.target(linked), Link(main, "Cùng một cái cống."))
    cut(desk, main, ROAD, LAMP, role=Role.HANDLER)
    assert desk.case(linked).state is S.TRIAGED


@pytest.mark.parametrize("where", [0, 1, 3])
def test_erasing_who_sent_it_erases_them_from_every_part(desk: Desk, where: int) -> None:
    sent = desk.send(**LEFT)
    road, lamp = cut(desk, sent.id, ROAD, LAMP)
    again = cut(desk, lamp, LAMP, replace(ROAD, title="Đường xóm"))
    family = [sent.id, road, lamp, *again]
    with desk.runtime.reading() as ctx:
        assert all(has_identity(ctx, one) for one in family)
        assert set(family_of(ctx, family[where])) == set(family)
    erase(desk, family[where])
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        assert not any(has_identity(ctx, one) for one in family)
        assert not search_phone(ctx, phone="0900000777")
        consent = select(Petition.contact_consent).where(Petition.id.in_(family))
        assert set(ctx.session.execute(consent).scalars()) == {False}
    with pytest.raises(NothingToErase):
        erase(desk, sent.id)


def test_the_officer_erases_once_every_part_is_over(desk: Desk) -> None:
    sent = desk.send(**LEFT)
    road, lamp = cut(desk, sent.id, ROAD, LAMP)
    officer = desk.another("bao-ve-du-lieu", Role.DATA_PROTECTION_OFFICER)
    with desk.runtime.transaction(officer) as ctx:
        wanted = AskErasure(sent.receipt.number, "12/YC", local_date(ctx.now))
        request_id = services.ask_erasure(ctx, wanted)
    with pytest.raises(CaseStillOpen), desk.runtime.transaction(officer) as ctx:
        services.grant_erasure(ctx, request_id, decision_number="3/QĐ")
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        for part in (road, lamp):
            services.withdraw(ctx, part)
    with desk.runtime.transaction(officer) as ctx:
        assert get_erasure(ctx, request_id, viewer=ctx.actor).closed
        services.grant_erasure(ctx, request_id, decision_number="3/QĐ")
        assert not has_identity(ctx, road)
        assert not get_erasure(ctx, request_id, viewer=ctx.actor).contact_left


def test_a_notice_of_a_part_names_the_number_its_sender_has_a_code_for(desk: Desk) -> None:
    sent = desk.send(**LEFT)
    road, lamp = cut(desk, sent.id, ROAD, LAMP)
    (again, _) = cut(desk, lamp, LAMP, replace(ROAD, title="Đường xóm"))
    with desk.runtime.transaction() as ctx:
        for part in (sent.id, road, again):
            case = find_case_view(ctx, part)
            assert case is not None
            assert followed_number(ctx, case) == sent.receipt.number


BRIBE = Part(
    "Ông Bằng nhận tiền của ba hộ.", "Ông Bằng nhận tiền", Concerns.NOBODY, PetitionKind.REPORT, Field.CONDUCT,
    Urgency.ORDINARY,
)  # fmt: skip


@pytest.mark.parametrize("by", ["signature", "triage"])
def test_a_part_that_is_recognised_later_seals_the_whole_and_the_other_parts(desk: Desk, by: str) -> None:
    """The whole says the same in other words, and whoever sent the road sent the denunciation."""
    court = Court(desk)
    sent = desk.send(what=f"{ROAD.what} {BRIBE.what}", **LEFT)
    desk.triage(sent.id, title="Đường lầy, ông Bằng nhận tiền")
    unread = replace(BRIBE, urgency=None) if by == "triage" else BRIBE
    road, bribe, lamp = cut(desk, sent.id, ROAD, unread, LAMP)
    assert not desk.case(sent.id).sealed
    if by == "triage":
        desk.triage(bribe, PetitionKind.DENUNCIATION_INFO)
    else:
        court.formalise(bribe, court.denunciation(title=""), actor=court.clerk)
    desk.triage(lamp)  # what waited for its triage becomes readable to nobody either
    with desk.runtime.reading() as ctx:
        rows = (
            ctx.session.execute(select(Petition).where(Petition.id.in_([sent.id, road, bribe, lamp]))).scalars().all()
        )
        assert {(row.sealed, row.title, row.body, row.place) for row in rows} == {(True, "", "", "")}
        assert ctx.session.execute(select(PetitionSearch.petition_id)).all() == []
        resealed = select(OutboxMessage.payload).where(OutboxMessage.topic == "feedback.resealed")
        told = {one["petition_id"] for one in ctx.session.execute(resealed).scalars()}
        assert {str(sent.id), str(road)} <= told
    facts = {one: identity_facts(desk.case(one).facts()) for one in (sent.id, road, lamp)}
    for one, known in facts.items():  # one official alone learns of none of them who sent it
        with desk.runtime.transaction(court.clerk) as ctx, pytest.raises(TwoPersonsNeeded):
            open_identity(ctx, one, case_type="petition", facts=known, reason=IdentityReason.MEET)
