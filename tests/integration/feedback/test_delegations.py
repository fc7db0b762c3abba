"""Who signs in whose place: posts, dated delegations inside and outside of their bounds, whom a case concerns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from accounts.roles import Role
from agencies.queries import get_card
from core.actor import Actor
from core.errors import Forbidden, NotFound
from feedback.issuing import services
from feedback.issuing.commands import Delegate, HoldPost
from feedback.issuing.delegations import delegations_of
from feedback.issuing.errors import (
    AlwaysOnPaper,
    DelegateUnfit,
    DelegationDays,
    FormNotAllowed,
    MattersMissing,
    NotDelegable,
    SignerNotAllowed,
    WayDayPassed,
)
from feedback.issuing.queries import list_steps, open_content
from feedback.issuing.states import AnswerWay, Matter, PaperAct, Post
from feedback.issuing.ways import answer_way, list_ways
from feedback.papers.states import PaperKind, SignedAs
from feedback.states import Concerns, PetitionKind
from tests.support.issuing import Office
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE, PROVINCE


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


@pytest.fixture
def deputy(desk: Desk) -> Actor:
    """Another leader of the commune."""
    return desk.another("pho-chu-tich", Role.LEADER)


def _delegate(office: Office, deputy: Actor, actor: Actor | None = None, **values: Any) -> UUID:
    assert office.leader.account_id is not None
    assert deputy.account_id is not None
    command = Delegate(
        office.desk.units[COMMUNE], office.leader.account_id, deputy.account_id, SignedAs.DEPUTY, (Matter.ANSWERS,),
        office.today, office.today + timedelta(days=7), "21/QĐ-UBND", office.today,
    )  # fmt: skip
    with office.desk.runtime.transaction(actor or office.leader) as ctx:
        return services.delegate(ctx, replace(command, **values))


def test_a_delegate_approves_inside_and_it_is_told_on_the_paper(office: Office, deputy: Actor) -> None:
    paper_id = office.submitted(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    with pytest.raises(Forbidden):
        office.approve(paper_id, deputy)
    delegation_id = _delegate(office, deputy)
    office.approve(paper_id, deputy)
    paper = office.paper(paper_id)
    assert (paper.approved_by, paper.approved_under, paper.signed_as) == (
        deputy.account_id, delegation_id, SignedAs.DEPUTY,
    )  # fmt: skip
    with office.desk.runtime.reading() as ctx:
        content, steps = open_content(ctx, paper), list_steps(ctx, paper)
    assert content["values"]["quyen_ky"] == "KT. CHỦ TỊCH"
    assert content["under"].startswith("21/QĐ-UBND")
    assert (steps[-1].act, steps[-1].delegation_id) == (PaperAct.APPROVE, delegation_id)


def test_outside_of_days_and_matters_and_after_revocation_nobody_approves(office: Office, deputy: Actor) -> None:
    court = Court(office.desk)
    notice = office.submitted(court.formal(), PaperKind.COMPLAINT_ACCEPTED)
    later = _delegate(office, deputy, from_on=office.today + timedelta(days=1))
    other = _delegate(office, deputy)
    with pytest.raises(Forbidden):
        office.approve(notice, deputy)  # answers only
    with office.desk.runtime.transaction(office.leader) as ctx:
        services.revoke(ctx, other)
    paper_id = office.submitted(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    with pytest.raises(Forbidden):
        office.approve(paper_id, deputy)  # one not begun, one revoked
    with office.desk.runtime.reading() as ctx:
        assert delegations_of(ctx, deputy.account_id) == []
    with pytest.raises(Forbidden), office.desk.runtime.transaction(deputy) as ctx:
        services.revoke(ctx, later)
    with office.desk.runtime.transaction(office.desk.actor(Role.COMMUNE_ADMIN)) as ctx:
        services.revoke(ctx, later)
    with pytest.raises(NotFound), office.desk.runtime.transaction(office.leader) as ctx:
        services.revoke(ctx, notice)


def test_what_the_law_leaves_to_the_head_is_not_handed_on(office: Office, deputy: Actor) -> None:
    for matter in (Matter.DENUNCIATION_CONCLUSION, Matter.DENUNCIATION_STEPS):
        with pytest.raises(NotDelegable):
            _delegate(office, deputy, matters=(Matter.ANSWERS, matter))
    with pytest.raises(MattersMissing):
        _delegate(office, deputy, matters=())
    with pytest.raises(DelegationDays):
        _delegate(office, deputy, until_on=office.today - timedelta(days=1))
    with pytest.raises(DelegateUnfit):
        _delegate(office, office.desk.actor(Role.PUBLISHER))
    with pytest.raises(Forbidden):
        _delegate(office, deputy, deputy)
    with pytest.raises(FormNotAllowed):
        _delegate(office, deputy, signed_as=SignedAs.HEAD)


def test_forms_of_signing_go_with_the_post(office: Office, deputy: Actor) -> None:
    desk = office.desk
    admin = desk.actor(Role.COMMUNE_ADMIN)
    for account_id, post in ((office.leader.account_id, Post.HEAD), (deputy.account_id, Post.DEPUTY)):
        assert account_id is not None
        command = HoldPost(desk.units[COMMUNE], account_id, post, "", office.today)
        with desk.runtime.transaction(admin) as ctx:
            services.hold_post(ctx, command)
        with pytest.raises(Forbidden), desk.runtime.transaction(office.handler) as ctx:
            services.hold_post(ctx, command)
    petition_id = desk.in_progress()
    paper_id = office.begin(petition_id, PaperKind.REQUEST_MORE, signed_as=SignedAs.DEPUTY)
    with pytest.raises(FormNotAllowed):
        office.submit(paper_id)
    other = office.begin(
        petition_id, PaperKind.EXTENSION_NOTICE, signer_id=deputy.account_id, signed_as=SignedAs.DEPUTY
    )  # fmt: skip
    office.submit(other)
    office.approve(other, deputy)


def test_whom_the_case_concerns_neither_signs_nor_approves(office: Office) -> None:
    petition_id = office.desk.send(Concerns.COMMUNE_LEADER).id
    clerk = office.desk.province_clerk()
    office.desk.triage(petition_id, clerk=clerk, keep_sealed=True)
    chair = office.desk.another("lanh-dao-tinh", Role.LEADER, PROVINCE)
    handler = office.desk.another("xu-ly-tinh", Role.HANDLER, PROVINCE)
    assert handler.account_id is not None
    office.desk.assign(petition_id, clerk=clerk, to=handler.account_id)
    there = Office(office.desk, handler, chair)
    paper_id = there.begin(petition_id, PaperKind.REQUEST_MORE, signer_id=office.leader.account_id)
    with pytest.raises(SignerNotAllowed):
        there.submit(paper_id)


def test_in_a_proceeding_only_who_decides_signs(office: Office, deputy: Actor) -> None:
    petition_id = Court(office.desk).accepted()
    paper_id = office.begin(petition_id, PaperKind.DIALOGUE, signer_id=deputy.account_id)
    with pytest.raises(SignerNotAllowed):
        office.submit(paper_id)


def test_ways_of_answering_are_dated_and_bounded_by_law(office: Office) -> None:
    desk, province = office.desk, office.desk.units[PROVINCE]
    with desk.runtime.reading() as ctx:
        path = get_card(ctx, province).path
        assert answer_way(ctx, desk.units[COMMUNE], PetitionKind.REPORT) is AnswerWay.ELECTRONIC
        assert answer_way(ctx, desk.units[COMMUNE], PetitionKind.COMPLAINT) is AnswerWay.PAPER

    def put(kind: PetitionKind, way: AnswerWay, days: int, actor: Actor) -> None:
        with desk.runtime.transaction(actor) as ctx:
            services.set_way(
                ctx, kind, way, province_id=province, province_path=path,
                valid_from=office.today + timedelta(days=days), document_number="5/QĐ-UBND",
            )  # fmt: skip

    keeper = desk.actor(Role.PROVINCE_ADMIN)
    with pytest.raises(Forbidden):
        put(PetitionKind.REPORT, AnswerWay.PAPER, 0, desk.actor(Role.COMMUNE_ADMIN))
    with pytest.raises(AlwaysOnPaper):
        put(PetitionKind.DENUNCIATION, AnswerWay.ELECTRONIC, 0, keeper)
    with pytest.raises(WayDayPassed):
        put(PetitionKind.REPORT, AnswerWay.PAPER, -1, keeper)
    put(PetitionKind.REPORT, AnswerWay.PAPER, 3, keeper)
    with desk.runtime.reading() as ctx:
        assert answer_way(ctx, desk.units[COMMUNE], PetitionKind.REPORT) is AnswerWay.ELECTRONIC
        line = next(one for one in list_ways(ctx, province) if one.kind is PetitionKind.REPORT)
    assert (line.now, len(line.said)) == (AnswerWay.ELECTRONIC, 1)
