"""A case whose holder is gone goes back to the desk; one that is too close to somebody never comes back to them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from accounts.models import RoleGrant
from accounts.queries import get_account
from accounts.roles import Role
from accounts.services import grant_role
from agencies.models import Agency
from casework.timeline import list_entries
from core.actor import ANONYMOUS, SYSTEM
from core.audit import AuditDetail, AuditEntry
from core.errors import Forbidden, NotFound
from core.outbox import OutboxMessage
from feedback import services
from feedback.commands import DraftAnswer, Rating
from feedback.errors import ConflictOfInterest, ReleaseReasonWrong, SealedToOneself
from feedback.queries import get_case, open_content
from feedback.states import Concerns, Happened, Outcome, PetitionKind, PetitionState, ReleaseReason
from processes.leaving import disable_account, return_left_cases, revoke_role
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE

S = PetitionState


@pytest.fixture
def sealed(desk: Desk) -> UUID:
    """A sealed petition the handler is working on."""
    return desk.in_progress(Concerns.COMMUNE_OFFICIAL)


def handler(desk: Desk) -> UUID:
    return desk.officials.account(Role.HANDLER)


def take_role(desk: Desk, account_id: UUID, role: Role = Role.HANDLER) -> None:
    with desk.runtime.transaction() as ctx:
        held = get_account(ctx, account_id, viewer=SYSTEM).grants
        grant_id = next(grant.id for grant in held if grant.role is role)
        revoke_role(ctx, account_id=account_id, grant_id=grant_id)


def returned(desk: Desk) -> list[tuple[str, int]]:
    with desk.runtime.reading() as ctx:
        rows = ctx.session.execute(
            select(OutboxMessage.payload).where(OutboxMessage.topic == "feedback.cases_returned")
        ).scalars()
        return [(payload["agency_id"], payload["count"]) for payload in rows]


def kinds(desk: Desk, petition_id: UUID) -> list[Happened]:
    with desk.runtime.reading() as ctx:
        return [entry.kind for entry in list_entries(ctx, petition_id, kinds=Happened)]


def test_taking_the_role_returns_the_case_with_timeline_log_and_word(desk: Desk, sealed: UUID) -> None:
    plain = desk.in_progress()
    take_role(desk, handler(desk))
    for petition_id in (sealed, plain):
        case = desk.case(petition_id)
        assert (case.state, case.assignee_id) == (S.TRIAGED, None)
        assert kinds(desk, petition_id)[0] is Happened.RELEASED
    assert returned(desk) == [(str(desk.units[COMMUNE]), 2)]
    with desk.runtime.reading() as ctx:
        logged = select(AuditEntry.subject_id).where(AuditEntry.action == "feedback:petition:release")
        assert set(ctx.session.execute(logged).scalars()) == {str(sealed), str(plain)}
    # the desk reads it again, and gives it to somebody else
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        assert get_case(ctx, sealed, viewer=ctx.actor).id == sealed
    desk.assign(sealed, to=desk.officials.account(Role.VERIFIER))
    assert desk.case(sealed).state is S.ASSIGNED


def test_closing_the_account_returns_the_case_and_a_failure_returns_nothing(desk: Desk, sealed: UUID) -> None:
    with pytest.raises(Forbidden), desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        disable_account(ctx, account_id=handler(desk))
    assert desk.case(sealed).assignee_id == handler(desk)
    with desk.runtime.transaction(desk.actor(Role.PROVINCE_ADMIN)) as ctx:
        disable_account(ctx, account_id=handler(desk))
        administrator = ctx.actor.account_id
    assert desk.case(sealed).assignee_id is None
    with desk.runtime.reading() as ctx:  # who took it away is in the timeline; that gives no sight of the case
        assert list_entries(ctx, sealed, kinds=Happened)[0].account_id == administrator
    with desk.runtime.transaction(desk.actor(Role.PROVINCE_ADMIN)) as ctx, pytest.raises(NotFound):
        get_case(ctx, sealed, viewer=ctx.actor)


def test_who_still_works_at_the_desk_keeps_the_case(desk: Desk, sealed: UUID) -> None:
    with desk.runtime.transaction() as ctx:
        grant_role(ctx, account_id=handler(desk), role=Role.VERIFIER, agency_id=desk.units[COMMUNE])
    take_role(desk, handler(desk))
    assert desk.case(sealed).assignee_id == handler(desk)
    assert returned(desk) == []


def test_a_role_that_runs_out_by_itself_returns_the_case_at_night(
    desk: Desk, sealed: UUID, clock: SteppingClock
) -> None:
    with desk.runtime.transaction() as ctx:
        mine = RoleGrant.account_id == handler(desk)
        ctx.session.execute(update(RoleGrant).where(mine).values(valid_to=ctx.now + timedelta(days=3)))
        assert return_left_cases(ctx) == 0
    clock.advance(days=4)
    with desk.runtime.transaction() as ctx:
        assert return_left_cases(ctx) == 1
        assert return_left_cases(ctx) == 0
    assert desk.case(sealed).state is S.TRIAGED


def test_a_question_stays_with_the_citizen_and_the_answer_comes_to_the_desk(desk: Desk, sealed: UUID) -> None:
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(sealed), "Chuyện xảy ra hôm nào ạ?")
    take_role(desk, handler(desk))
    assert (desk.case(sealed).state, desk.case(sealed).assignee_id) == (S.AWAITING_INFO, None)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.supplement(ctx, sealed, "Chiều hôm qua, ở quầy số hai.")
    assert (desk.case(sealed).state, desk.case(sealed).assignee_id) == (S.TRIAGED, None)
    assert kinds(desk, sealed)[:2] == [Happened.RELEASED, Happened.SUPPLEMENTED]


def test_while_the_citizen_is_asked_somebody_else_may_be_named(desk: Desk, sealed: UUID) -> None:
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(sealed), "Chuyện xảy ra hôm nào ạ?")
    verifier = desk.officials.account(Role.VERIFIER)
    desk.assign(sealed, to=verifier)
    assert (desk.case(sealed).state, desk.case(sealed).assignee_id) == (S.AWAITING_INFO, verifier)


def test_what_waits_for_the_leader_comes_to_the_desk_when_returned_or_disputed(desk: Desk) -> None:
    sent_back, approved = desk.in_progress(), desk.in_progress()
    for petition_id in (sent_back, approved):
        desk.propose(petition_id)
    take_role(desk, handler(desk))
    assert desk.case(approved).state is S.AWAITING_APPROVAL  # nothing is taken from the leader
    desk.approve(approved)
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        services.return_answer(ctx, desk.target(sent_back), "Ghi rõ hôm nào làm xong.")
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.rate(ctx, approved, Rating(1, "Cống vẫn tắc như cũ."))
    for petition_id, state in ((sent_back, S.TRIAGED), (approved, S.REOPENED)):
        assert (desk.case(petition_id).state, desk.case(petition_id).assignee_id) == (state, None)


def test_whoever_wrote_the_answer_does_not_approve_it_as_a_new_leader(desk: Desk) -> None:
    petition_id = desk.in_progress()
    desk.propose(petition_id)
    take_role(desk, handler(desk))
    with desk.runtime.transaction() as ctx:
        grant_role(ctx, account_id=handler(desk), role=Role.LEADER, agency_id=desk.units[COMMUNE])
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(Forbidden):
        services.approve(ctx, desk.target(petition_id))
    assert desk.case(petition_id).state is S.AWAITING_APPROVAL


def test_another_clerk_gives_a_sealed_case_on_without_reading_it(desk: Desk, sealed: UUID) -> None:
    clerk = desk.another("tiep-nhan-hai", Role.INTAKE_CLERK)
    with pytest.raises(SealedToOneself):  # naming themselves would open it
        desk.assign(sealed, clerk=clerk, to=clerk.account_id)
    desk.assign(sealed, clerk=clerk, to=desk.officials.account(Role.VERIFIER))
    assert desk.case(sealed).assignee_id == desk.officials.account(Role.VERIFIER)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(NotFound):
        services.save_answer(ctx, desk.target(sealed), DraftAnswer(Outcome.EXPLAINED, "Đã kiểm tra nội dung."))


def test_who_says_it_is_too_close_gives_it_back_for_good(desk: Desk, sealed: UUID) -> None:
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        with pytest.raises(ReleaseReasonWrong):
            services.release(ctx, desk.target(sealed), ReleaseReason.LEFT)
        services.release(ctx, desk.target(sealed), ReleaseReason.CONFLICT)
    assert (desk.case(sealed).state, desk.case(sealed).assignee_id) == (S.TRIAGED, None)
    with pytest.raises(ConflictOfInterest):
        desk.assign(sealed)
    desk.assign(sealed, to=desk.officials.account(Role.VERIFIER))
    with desk.runtime.reading() as ctx:
        assert open_content(ctx, sealed).apart == {handler(desk)}
        # that it speaks of somebody at the desk is nowhere in clear
        entries = [entry.params for entry in list_entries(ctx, sealed, kinds=Happened)]
        logged = select(AuditDetail.detail).join(AuditEntry, AuditEntry.id == AuditDetail.entry_id)
        details = ctx.session.execute(logged.where(AuditEntry.subject_id == str(sealed))).scalars().all()
    assert "conflict" not in repr(entries) + repr(details)


def test_who_is_only_away_may_get_it_again(desk: Desk, sealed: UUID) -> None:
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.release(ctx, desk.target(sealed), ReleaseReason.UNABLE)
    desk.assign(sealed)
    assert desk.case(sealed).assignee_id == handler(desk)


def test_only_the_holder_gives_it_back(desk: Desk, sealed: UUID) -> None:
    for role in (Role.INTAKE_CLERK, Role.LEADER, Role.VERIFIER):
        with desk.runtime.transaction(desk.actor(role)) as ctx, pytest.raises((Forbidden, NotFound)):
            services.release(ctx, desk.target(sealed), ReleaseReason.UNABLE)


def test_about_the_commune_s_leaders_nobody_who_works_there_is_named(desk: Desk) -> None:
    """Routing already sends it to the province; who sits in both places is refused as well."""
    clerk = desk.province_clerk()
    petition_id = desk.send(Concerns.COMMUNE_LEADER).id
    desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    both = desk.officials.create("hai-noi", (Role.HANDLER, desk.units[PROVINCE]), (Role.PUBLISHER, desk.units[COMMUNE]))
    with pytest.raises(ConflictOfInterest):
        desk.assign(petition_id, clerk=clerk, to=both)
    inspector = desk.officials.create("xac-minh-tinh", (Role.VERIFIER, desk.units[PROVINCE]))
    desk.assign(petition_id, clerk=clerk, to=inspector)
    assert desk.case(petition_id).assignee_id == inspector


def test_a_hamlet_head_is_not_given_what_speaks_of_hamlet_heads(desk: Desk) -> None:
    head = desk.officials.create(
        "truong-thon-kiem", (Role.HANDLER, desk.units[COMMUNE]), (Role.HAMLET_HEAD, desk.units["hamlet"])
    )
    about, plain = desk.send(Concerns.HAMLET_HEAD).id, desk.send().id
    for petition_id in (about, plain):
        desk.triage(petition_id)
    with pytest.raises(ConflictOfInterest):
        desk.assign(about, to=head)
    desk.assign(plain, to=head)
    with desk.runtime.reading() as ctx:
        path = ctx.session.execute(select(Agency.path).where(Agency.id == desk.units["hamlet"])).scalar_one()
    assert path.startswith("24.07288.")  # below the commune: what the rule looks at
