"""What goes on with a sealed petition accuses the same people: its parts, elsewhere and back, what it is linked to."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from accounts.ties.services import declare_tie
from accounts.ties.states import Tie
from casework.locks.models import CaseShare
from casework.locks.states import Holder
from core.actor import Actor
from core.errors import NotFound
from feedback import services
from feedback.commands import DraftAnswer
from feedback.errors import ConflictOfInterest
from feedback.queries import get_case
from feedback.queries.cases import open_content
from feedback.routes.commands import Link, Part, Transfer
from feedback.routes.models import PetitionTransfer
from feedback.services.transferring import recall
from feedback.shutting.models import PetitionAccused, PetitionShutOut
from feedback.shutting.reads import accused_of
from feedback.shutting.services import declare_accused, stand_aside
from feedback.states import Concerns, Field, Outcome, PetitionKind, Urgency
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE


def account(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id


def sees(desk: Desk, petition_id: UUID, who: Actor) -> bool:
    with desk.runtime.transaction(who) as ctx:
        try:
            get_case(ctx, petition_id, viewer=ctx.actor)
        except NotFound:
            return False
        return True


def accuse(desk: Desk, petition_id: UUID, *accounts: UUID, by: Actor | None = None) -> None:
    with desk.runtime.transaction(by or desk.actor(Role.INTAKE_CLERK)) as ctx:
        declare_accused(ctx, petition_id, accounts)


def parts(*, at_once: bool) -> list[Part]:
    """One that stays, one for the province. Split both ways: to be triaged later, or triaged at once."""
    said = (PetitionKind.REPORT, Field.INFRASTRUCTURE, Urgency.ORDINARY) if at_once else (None, None, None)
    return [
        Part("Cống đầu xóm tắc đã lâu.", "Cống đầu xóm tắc", Concerns.NOBODY, *said),
        Part("Cán bộ địa chính đòi thêm tiền.", "Đòi thêm tiền", Concerns.COMMUNE_OFFICIAL, *said),
        Part("Lãnh đạo xã biết mà bỏ qua.", "Lãnh đạo bỏ qua", Concerns.COMMUNE_LEADER, *said),
    ]


@pytest.mark.parametrize("at_once", [False, True])
def test_parts_are_kept_from_whoever_the_whole_was_kept_from(desk: Desk, at_once: bool) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    clerk, other = desk.actor(Role.INTAKE_CLERK), desk.another("tiep-nhan-9", Role.INTAKE_CLERK)
    accused, relative, aside = (desk.another(f"gan-{n}", Role.INTAKE_CLERK) for n in range(3))
    above = desk.province_clerk()
    with desk.runtime.transaction(relative) as ctx:
        declare_tie(ctx, account(relative), account(accused), Tie.RELATIVE)
    with desk.runtime.transaction(above) as ctx:  # of the province, and close to whom it accuses
        declare_tie(ctx, account(above), account(accused), Tie.RELATIVE)
    with desk.runtime.transaction(aside) as ctx:
        stand_aside(ctx, sent.id, "Người bị nói tới là em ruột tôi.")
    accuse(desk, sent.id, account(accused))
    with desk.runtime.transaction(clerk) as ctx:
        made = services.split(ctx, desk.target(sent.id), parts(at_once=at_once))
    for part_id in made[:2]:
        assert sees(desk, part_id, clerk)
        assert sees(desk, part_id, other)
        assert not any(sees(desk, part_id, one) for one in (accused, relative, aside))
    assert not sees(desk, made[2], above)  # a tie shuts out there too
    assert sees(desk, made[2], desk.another("tiep-dan-tinh-2", Role.INTAKE_CLERK, PROVINCE))
    with desk.runtime.transaction(clerk) as ctx:
        for part_id in made:
            assert accused_of(ctx, part_id) == {account(accused)}
            assert open_content(ctx, part_id).apart == {account(aside)}
        s = PetitionShutOut
        counts = [len(ctx.session.execute(select(s.tag).where(s.petition_id == one)).all()) for one in made]
        # Whom it accuses stands there twice; where the province has it, nothing of an accused of the commune lies open.
        assert counts == [4, 4, 1]
        kept = ctx.session.execute(select(PetitionAccused.sealed)).scalars().all()
        assert all(str(account(accused)).encode() not in one for one in kept)
    if not at_once:
        desk.triage(made[1], PetitionKind.DENUNCIATION_INFO)
    with pytest.raises(ConflictOfInterest):
        desk.assign(made[1], to=account(relative))


def test_a_part_that_is_passed_on_and_taken_back_is_kept_from_the_same(desk: Desk) -> None:
    sent, clerk = desk.send(Concerns.COMMUNE_OFFICIAL), desk.actor(Role.INTAKE_CLERK)
    accused, above = desk.another("bi-noi", Role.INTAKE_CLERK), desk.province_clerk()
    accuse(desk, sent.id, account(accused), account(above))
    with desk.runtime.transaction(clerk) as ctx:
        made = services.split(ctx, desk.target(sent.id), parts(at_once=False)[:2])
    with desk.runtime.transaction(clerk) as ctx:
        services.transfer(ctx, desk.target(made[1]), Transfer(desk.units[PROVINCE], "Thuộc thẩm quyền của tỉnh."))
    assert not sees(desk, made[1], above)
    with desk.runtime.transaction(clerk) as ctx:
        transfer_id = ctx.session.execute(select(PetitionTransfer.id)).scalar_one()
        recall(ctx, transfer_id, "Gửi nhầm nơi nhận, lấy lại để làm tiếp.")
    assert sees(desk, made[1], clerk)
    assert not sees(desk, made[1], accused)


def test_what_is_answered_together_is_kept_from_whoever_either_is_kept_from(desk: Desk) -> None:
    clerk, one, two = (
        desk.actor(Role.INTAKE_CLERK),
        desk.another("mot", Role.HANDLER),
        desk.another("hai", Role.HANDLER),
    )
    main, linked = (desk.send(Concerns.COMMUNE_OFFICIAL).id for _ in range(2))
    for petition_id, accused in ((main, one), (linked, two)):
        desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO)
        accuse(desk, petition_id, account(accused))
    with desk.runtime.transaction(clerk) as ctx:
        services.link(ctx, desk.target(linked), Link(main, "Cùng một việc, cùng một người gửi.", same_sender=True))
        for petition_id in (main, linked):
            assert accused_of(ctx, petition_id) == {account(one), account(two)}
    for petition_id in (main, linked):
        assert not any(sees(desk, petition_id, who) for who in (one, two))
        assert sees(desk, petition_id, clerk)
    with pytest.raises(ConflictOfInterest):
        desk.assign(main, to=account(two))


def test_an_accused_leader_gets_no_key_when_it_waits_for_approval(desk: Desk) -> None:
    """By key as by rule."""
    clerk, handler, leader = (
        with_key(desk.runtime, desk.officials.account(role)) for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)
    )
    second = with_key(desk.runtime, account(desk.another("pho-chu-tich", Role.LEADER)))
    close_desk(desk.runtime, desk.units[COMMUNE], clerk)
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    accuse(desk, sent.id, account(leader), by=clerk)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    desk.assign(sent.id, clerk=clerk)
    with desk.runtime.transaction(handler) as ctx:
        services.start(ctx, desk.target(sent.id))
    with desk.runtime.transaction(handler) as ctx:
        services.save_answer(ctx, desk.target(sent.id), DraftAnswer(Outcome.EXPLAINED, "Đã xem xét và nhắc nhở.", ""))
    with desk.runtime.transaction(handler) as ctx:
        services.propose(ctx, desk.target(sent.id))
        c = CaseShare
        have = set(
            ctx.session.execute(select(c.holder_id).where(c.case_id == sent.id, c.holder == Holder.OFFICIAL)).scalars()
        )
    assert account(second) in have
    assert account(leader) not in have


def test_whom_it_accuses_keeps_an_untriaged_report_sealed(desk: Desk) -> None:
    sent = desk.send()
    accuse(desk, sent.id, account(desk.actor(Role.HANDLER)))
    desk.triage(sent.id)
    assert desk.case(sent.id).sealed


def test_who_is_accused_of_in_a_part_reads_neither_the_whole_nor_the_other_parts(desk: Desk) -> None:
    """Also when it is said only after the cut: the whole tells of them in the sender's own words."""
    near, far = (desk.another(name, Role.INTAKE_CLERK) for name in ("bi-to", "khong-bi-to"))
    sent = desk.send(what="Cống đầu xóm tắc đã lâu. Cán bộ địa chính đòi thêm tiền.")
    drain, bribe, _ = parts(at_once=False)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        cut = services.split(ctx, desk.target(sent.id), [drain, bribe])
    family = [sent.id, *cut]
    assert [sees(desk, one, near) for one in family] == [True] * 3
    accuse(desk, cut[1], account(near))
    assert [sees(desk, one, near) for one in family] == [False] * 3
    assert [sees(desk, one, far) for one in family] == [True] * 3
