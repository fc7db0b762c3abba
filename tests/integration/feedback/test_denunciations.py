"""Denunciations: sealed for good, read by the named alone; every term of rows 42–52 started and met by its step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from accounts.roles import Role
from casework.identity import Identity, identity_to_compare, open_identity
from casework.states import IdentityReason
from core.errors import Forbidden, NotFound
from deadlines.states import ClockState
from feedback.desk.codes import ask_code
from feedback.errors import ConflictOfInterest, SealedToOneself
from feedback.models import Petition
from feedback.policies import can_open
from feedback.proceedings.errors import (
    NobodyToAnswer,
    NotAsked,
    NotCompetent,
    NothingOverdue,
    NothingWithdrawn,
    NotYetInEffect,
    PostingTooShort,
    StillInTime,
    TransferredOnce,
    WithdrawnFirst,
)
from feedback.proceedings.models import Proceeding
from feedback.proceedings.queries import list_steps
from feedback.proceedings.services import drop_member, let_take_effect, name_decider, name_member
from feedback.proceedings.states import Finding, Ground, Stage, Step, Withdrawn
from feedback.queries import get_case
from feedback.search_models import PetitionSearch
from feedback.services import release
from feedback.states import Concerns, PetitionKind, PetitionState, ReleaseReason
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.staffed import PROVINCE
from web.staff.petitions.page import identity_facts

WHAT = "Ông Bằng nhận tiền khi cấp sổ đỏ cho dân xóm Đình."


@pytest.fixture
def court(desk: Desk, clock: SteppingClock) -> Court:
    clock.now = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)
    return Court(desk)


def states(court: Court, petition_id: UUID) -> dict[str, ClockState]:
    return {rule: clock.state for rule, clock in court.clocks(petition_id).items()}


def test_what_was_readable_is_sealed_again_and_leaves_the_index(court: Court) -> None:
    """Whom somebody denounced is nowhere in clear, not in the row, not in the index."""
    desk = court.desk
    petition_id = desk.send(what=WHAT, place="Xóm Đình").id
    desk.triage(petition_id, title="Cán bộ nhận tiền")
    with desk.runtime.reading() as ctx:
        indexed = select(PetitionSearch.petition_id).where(PetitionSearch.petition_id == petition_id)
        assert ctx.session.execute(indexed).first() is not None
    court.formalise(petition_id, court.denunciation())
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(indexed).first() is None
        row = ctx.session.execute(select(Petition).where(Petition.id == petition_id)).scalar_one()
        assert (row.sealed, row.title, row.body, row.place, row.hamlet_id) == (True, "", "", "", None)
        assert row.kind is PetitionKind.DENUNCIATION
        dump = "".join(repr(one) for one in ctx.session.execute(text("SELECT * FROM petition")).mappings())
        dump += "".join(repr(one) for one in ctx.session.execute(text("SELECT * FROM proceeding_step")).mappings())
        dump += "".join(repr(one) for one in ctx.session.execute(text("SELECT * FROM proceeding")).mappings())
    assert "Bằng" not in dump
    assert "15/SKN" not in dump


def test_only_the_named_open_it(court: Court) -> None:
    petition_id = court.formal(court.denunciation(), what=WHAT)
    facts = court.desk.case(petition_id).facts()
    deputy = court.desk.another("pho-chu-tich", Role.LEADER)
    for actor, expected in ((court.handler, True), (court.leader, True), (court.clerk, False), (deputy, False)):
        with court.desk.runtime.transaction(actor) as ctx:
            assert bool(can_open(ctx.actor, facts)) is expected
    with court.desk.runtime.transaction(court.handler) as ctx:
        release(ctx, court.desk.target(petition_id), ReleaseReason.UNABLE)
    with court.desk.runtime.transaction(court.clerk) as ctx:
        # Back at the desk nobody there reads it: it is only given on.
        assert not can_open(ctx.actor, court.desk.case(petition_id).facts())


def test_a_verifier_is_added_and_taken_off(court: Court) -> None:
    petition_id, verifier = court.formal(court.denunciation()), court.desk.actor(Role.VERIFIER)
    assert verifier.account_id is not None
    with court.desk.runtime.transaction(court.clerk) as ctx:
        name_member(ctx, court.desk.target(petition_id), verifier.account_id)
    with court.desk.runtime.transaction(verifier) as ctx:
        assert can_open(ctx.actor, get_case(ctx, petition_id, viewer=ctx.actor).facts())
    with court.desk.runtime.transaction(court.clerk) as ctx:
        drop_member(ctx, court.desk.target(petition_id), verifier.account_id)
    with court.desk.runtime.transaction(verifier) as ctx, pytest.raises(NotFound):
        get_case(ctx, petition_id, viewer=ctx.actor)


def test_nobody_names_themselves_into_what_is_shut_to_them(court: Court) -> None:
    """The desk names others without reading it. Whoever is named reads it: nobody does that for themselves."""
    desk, clerk, handler = court.desk, court.clerk.account_id, court.handler.account_id
    petition_id = court.formal(court.denunciation(), what=WHAT)
    assert clerk is not None
    assert handler is not None
    with desk.runtime.transaction(court.clerk) as ctx, pytest.raises(SealedToOneself):
        name_member(ctx, desk.target(petition_id), clerk)
    with desk.runtime.transaction(court.clerk) as ctx:
        assert not can_open(ctx.actor, get_case(ctx, petition_id, viewer=ctx.actor).facts())
    with desk.runtime.transaction(court.handler) as ctx:  # who reads it anyway may be on the list as well
        name_member(ctx, desk.target(petition_id), handler)


def test_nobody_it_may_speak_of_settles_or_verifies_it(court: Court) -> None:
    """The province settles what speaks of the commune's leaders: nobody who works in that commune is named."""
    desk = court.desk
    province = desk.province_clerk()
    both = desk.officials.create(
        "hai-vai", (Role.LEADER, desk.units[PROVINCE]), (Role.LEADER, desk.units["07288"])
    )  # fmt: skip
    chair = desk.another("chu-tich-tinh", Role.LEADER, PROVINCE)
    petition_id = desk.send(Concerns.COMMUNE_LEADER, what=WHAT).id
    with pytest.raises(ConflictOfInterest):
        court.formalise(petition_id, court.denunciation(decider_id=both), actor=province)
    court.formalise(petition_id, court.denunciation(decider_id=chair.account_id), actor=province)
    with desk.runtime.transaction(province) as ctx, pytest.raises(ConflictOfInterest):
        name_decider(ctx, desk.target(petition_id), both)


def test_the_signers_name_is_kept_apart_from_the_content(court: Court) -> None:
    petition_id = court.formal(court.denunciation(name="Bà Lý Thị Sim", address="Xóm Đình"))
    with court.desk.runtime.reading() as ctx:
        found = identity_to_compare(ctx, petition_id)
    assert found == Identity(name="Bà Lý Thị Sim", address="Xóm Đình")


def test_from_the_signature_to_the_end(court: Court, clock: SteppingClock) -> None:
    """Rows 42, 44, 45, 47, 48, 49 in their order, each met by its step; the petition's date follows the earliest."""
    petition_id = court.formal(court.denunciation())
    running = ClockState.RUNNING
    assert states(court, petition_id) == {"28": running, "42": running}
    assert court.take(petition_id, Step.ACCEPT, court.leader) is Stage.ACCEPTED
    assert states(court, petition_id)["44"] is running
    assert court.desk.case(petition_id).due_at == court.clocks(petition_id)["44"].due_at
    assert court.take(petition_id, Step.NOTIFY, court.handler) is Stage.VERIFYING
    court.take(petition_id, Step.REPORT, court.handler)
    assert court.take(petition_id, Step.CONCLUDE, court.leader, finding=Finding.RIGHT) is Stage.CONCLUDED
    assert {rule: state for rule, state in states(court, petition_id).items() if state is running} == {
        "47": running, "48": running, "49": running,
    }  # fmt: skip
    court.take(petition_id, Step.SEND, court.handler)
    court.take(petition_id, Step.ACT_ON, court.handler, words="Kiến nghị xử lý kỷ luật.")
    assert court.take(petition_id, Step.PUBLISH, court.handler) is Stage.PUBLISHED
    assert running not in states(court, petition_id).values()
    with pytest.raises(PostingTooShort):
        court.take(petition_id, Step.FINISH, court.handler)
    clock.advance(days=16)
    assert court.take(petition_id, Step.FINISH, court.handler) is Stage.FINISHED
    assert court.desk.case(petition_id).state is PetitionState.CLOSED
    with court.desk.runtime.transaction() as ctx:
        assert let_take_effect(ctx) == 0  # only decisions on complaints take effect by themselves


def test_what_belongs_elsewhere_goes_there_once(court: Court) -> None:
    petition_id = court.formal(court.denunciation(competent=False))
    assert set(court.clocks(petition_id)) == {"28", "42", "43"}
    with pytest.raises(NotCompetent):
        court.take(petition_id, Step.ACCEPT, court.leader)
    assert court.take(petition_id, Step.TRANSFER, court.leader, words="Thanh tra tỉnh") is Stage.TRANSFERRED
    assert set(states(court, petition_id).values()) == {ClockState.MET}
    again = court.formal(court.denunciation(competent=False))
    with court.desk.runtime.transaction() as ctx:
        ctx.session.execute(Proceeding.__table__.update().values(transferred=True))  # type: ignore[attr-defined]
    with pytest.raises(TransferredOnce):
        court.take(again, Step.TRANSFER, court.leader)


@pytest.mark.parametrize(
    ("step", "ground", "stage"),
    [
        (Step.REFUSE, Ground.D_NO_BASIS, Stage.NOT_ACCEPTED),
        (Step.SHELVE, Ground.D_GUIDED_BEFORE, Stage.NOT_HANDLED),
        (Step.INSPECT, Ground.D_ANONYMOUS, Stage.INSPECTING),
    ],
)
def test_the_other_ends_of_initial_handling(court: Court, step: Step, ground: Ground, stage: Stage) -> None:
    petition_id = court.formal(court.denunciation())
    assert court.take(petition_id, step, court.leader, ground=ground) is stage
    assert court.desk.case(petition_id).state is PetitionState.CLOSED
    with court.desk.runtime.reading() as ctx:
        assert list_steps(ctx, petition_id)[-1].ground is ground


def test_suspended_time_is_not_counted(court: Court, clock: SteppingClock) -> None:
    petition_id = court.examined()
    court.take(petition_id, Step.SUSPEND, court.leader)
    assert (states(court, petition_id)["45"], states(court, petition_id)["46"]) == (
        ClockState.PAUSED, ClockState.RUNNING,
    )  # fmt: skip
    clock.advance(days=10)
    assert court.take(petition_id, Step.RESUME, court.leader) is Stage.VERIFYING
    assert states(court, petition_id)["45"] is ClockState.RUNNING


def test_the_log_of_clocks_says_nothing_of_a_decision_on_it(court: Court) -> None:
    """That log is in clear; the number of the decision stands in the sealed record of the step."""
    petition_id = court.examined()
    court.take(petition_id, Step.SUSPEND, court.leader, number="98765/QĐ-UBND")
    court.take(petition_id, Step.RESUME, court.leader, number="98766/QĐ-UBND")
    with court.desk.runtime.reading() as ctx:
        tables = ("deadline_clock", "deadline_clock_event", "case_event", "audit_entry", "outbox_message")
        dump = "".join(repr(row) for t in tables for row in ctx.session.execute(text(f"SELECT * FROM {t}")).mappings())
        # With the stroke: digits alone may stand in an id by chance.
        assert "98765/" not in dump
        assert "98766/" not in dump
        assert "98766/QĐ-UBND" in {step.number for step in list_steps(ctx, petition_id)}


def test_once_a_team_is_named_no_clerk_learns_who_sent_it_while_nobody_has_it(court: Court) -> None:
    left = {"name": "Bà Kín Đáo", "phone": "0900 000 777", "consent": True}
    petition_id = court.formal(court.denunciation(), what=WHAT, **left)
    with court.desk.runtime.transaction(court.handler) as ctx:
        release(ctx, court.desk.target(petition_id), ReleaseReason.UNABLE)
    case = court.desk.case(petition_id)
    assert (case.assignee_id, bool(case.team)) == (None, True)
    with court.desk.runtime.transaction(court.clerk) as ctx, pytest.raises(Forbidden):
        open_identity(ctx, petition_id, case_type="petition", facts=identity_facts(case), reason=IdentityReason.ASK)
    with court.desk.runtime.transaction(court.clerk) as ctx:
        assert ask_code(ctx, number=case.number, name="Bà Kín Đáo", phone="0900000777", identity_seen=True) is None


def test_taken_back_whole_it_goes_on_only_for_a_ground_of_the_law(court: Court) -> None:
    petition_id = court.examined()
    with pytest.raises(NothingWithdrawn):
        court.take(petition_id, Step.GO_ON, court.leader)
    court.take(petition_id, Step.WITHDRAW, court.handler, withdrawn=Withdrawn.PART)
    court.take(petition_id, Step.WITHDRAW, court.handler, withdrawn=Withdrawn.ALL)
    court.take(petition_id, Step.REPORT, court.handler)
    with pytest.raises(WithdrawnFirst):
        court.take(petition_id, Step.CONCLUDE, court.leader)
    court.take(petition_id, Step.GO_ON, court.leader, ground=Ground.G_THREATENED)
    assert court.take(petition_id, Step.CONCLUDE, court.leader) is Stage.CONCLUDED


def test_the_press_is_answered_within_its_own_term(court: Court) -> None:
    petition_id = court.formal(court.denunciation(relayed_by="Báo Bắc Ninh"))
    assert states(court, petition_id)["50"] is ClockState.RUNNING
    court.take(petition_id, Step.ANSWER_BODY, court.handler)
    assert states(court, petition_id)["50"] is ClockState.MET
    with pytest.raises(NobodyToAnswer):
        court.take(petition_id, Step.ANSWER_BODY, court.handler)


def test_a_continued_one_has_twenty_days_and_an_overdue_one_below_is_asked_for(court: Court) -> None:
    petition_id = court.formal(court.denunciation(continued=True, overdue_below=True))
    assert set(court.clocks(petition_id)) == {"28", "51", "52"}
    court.take(petition_id, Step.ASK_BELOW, court.leader)
    assert states(court, petition_id)["52"] is ClockState.MET
    court.take(petition_id, Step.ACCEPT, court.leader)
    assert states(court, petition_id)["51"] is ClockState.MET


def test_when_it_is_overdue_the_superior_asks_and_is_told(court: Court, clock: SteppingClock) -> None:
    petition_id = court.examined()
    with pytest.raises(NothingOverdue):
        court.take(petition_id, Step.CHASED, court.handler)
    with pytest.raises(StillInTime):
        court.take(petition_id, Step.RENEW, court.handler)
    with pytest.raises(NotAsked):
        court.take(petition_id, Step.REPORT_ABOVE, court.handler)
    clock.advance(days=45)
    court.take(petition_id, Step.CHASED, court.handler)
    assert states(court, petition_id)["52.report"] is ClockState.RUNNING
    court.take(petition_id, Step.REPORT_ABOVE, court.handler)
    assert states(court, petition_id)["52.report"] is ClockState.MET
    assert court.take(petition_id, Step.RENEW, court.handler) is Stage.RENEWED


def test_who_prepares_it_does_not_decide_it(court: Court) -> None:
    """Somebody who leads and handles at once settles nothing that lies in their own hands."""
    desk = court.desk
    both = desk.officials.create("hai-vai", (Role.LEADER, desk.units["07288"]), (Role.HANDLER, desk.units["07288"]))
    petition_id = court.formal(court.denunciation(decider_id=both), give=False)
    desk.assign(petition_id, to=both)
    from core.actor import Actor, ActorKind

    with pytest.raises(Forbidden):
        court.take(petition_id, Step.ACCEPT, Actor(ActorKind.OFFICIAL, both))


def test_terms_are_extended_by_the_criteria_of_the_decree(court: Court) -> None:
    """Row 45: thirty days more once for a complex case, twice for a specially complex one; row 34 by its variant."""
    from deadlines.commands import ChangeVariant
    from deadlines.states import Criterion
    from feedback.commands import Extend
    from feedback.services.terms import extend_term, reweigh

    petition_id = court.examined()
    clock_id = court.clocks(petition_id)["45"].id
    two = (Criterion.MANY_PLACES, Criterion.MANY_PEOPLE)
    with court.desk.runtime.transaction(court.leader) as ctx:
        reweigh(
            ctx, court.desk.target(petition_id), clock_id, ChangeVariant("specially_complex", "Nhiều nơi", two, "3/BB")
        )
    before = court.desk.case(petition_id).due_at
    for number in ("4/QĐ", "5/QĐ"):
        with court.desk.runtime.transaction(court.leader) as ctx:
            extend_term(ctx, court.desk.target(petition_id), clock_id, Extend(30, "Phức tạp", number))
    after = court.desk.case(petition_id).due_at
    assert after - before >= timedelta(days=60)
    assert after == court.clocks(petition_id)["45.specially_complex"].due_at


def test_an_effect_is_a_matter_of_complaints(court: Court) -> None:
    petition_id = court.decided()
    with pytest.raises(NotYetInEffect):
        court.take(petition_id, Step.TAKE_EFFECT, court.handler)


def test_at_another_desk_it_begins_anew_and_is_not_passed_on_again(court: Court) -> None:
    """Passing on within the system: the terms here are met, the other desk records the signature, once is enough."""
    from feedback.routes.commands import Transfer
    from feedback.routes.errors import TransferredOnce as PassedOnBefore
    from feedback.services import transfer

    desk = court.desk
    petition_id = court.formal(court.denunciation(competent=False))
    with desk.runtime.transaction(court.handler) as ctx:
        transfer(ctx, desk.target(petition_id), Transfer(desk.units[PROVINCE], "Việc này thuộc thẩm quyền của tỉnh."))
    assert court.view(petition_id).stage is Stage.TRANSFERRED
    assert (states(court, petition_id)["42"], states(court, petition_id)["43"]) == (ClockState.MET, ClockState.MET)
    province, chair = desk.province_clerk(), desk.another("chu-tich-tinh", Role.LEADER, PROVINCE)
    court.formalise(petition_id, court.denunciation(decider_id=chair.account_id), actor=province)
    view = court.view(petition_id)
    assert (view.stage, view.transferred) == (Stage.INITIAL, True)
    with pytest.raises(TransferredOnce):
        court.take(petition_id, Step.TRANSFER, chair)
    with desk.runtime.transaction(province) as ctx, pytest.raises(PassedOnBefore):
        transfer(ctx, desk.target(petition_id), Transfer(desk.units["07294"], "Chuyển tiếp sang xã bên cạnh."))
    accepted = court.examined()
    from feedback.routes.errors import UnderWay

    with desk.runtime.transaction(court.handler) as ctx, pytest.raises(UnderWay):
        transfer(ctx, desk.target(accepted), Transfer(desk.units[PROVINCE], "Việc này thuộc thẩm quyền của tỉnh."))
