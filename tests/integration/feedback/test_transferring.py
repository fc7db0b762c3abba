"""A petition goes to another desk: who reads it then, what the sender is told, what runs; and it may be taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from casework.numbers import find_case
from casework.timeline import list_entries
from core.audit import AuditEntry
from core.errors import Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from deadlines.queries import list_clocks
from deadlines.states import ClockState
from feedback import services
from feedback.commands import Leave, Target
from feedback.errors import TextMissing
from feedback.proceedings.states import Step
from feedback.queries import find_case_view, get_case, get_tracked, list_notes, open_content
from feedback.queries.desk_reads import list_remarks
from feedback.queries.search import search_words
from feedback.routes.commands import Transfer
from feedback.routes.errors import (
    DeskClosed,
    ProtectedStays,
    RecallTooLate,
    SameDesk,
    TransferredOnce,
    TriageFirst,
    UnderWay,
)
from feedback.routes.policies import RECALLABLE_FOR
from feedback.routes.queries import list_passages, list_passed_on
from feedback.routes.states import TransferReason
from feedback.services.moving import FIRST_REPLY_ROW, SETTLING_ROW
from feedback.states import Act, Concerns, Happened, NoteKind, PetitionKind, PetitionState, Urgency
from tests.support.clock import SteppingClock
from tests.support.petitioning import WHAT, Desk
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

S = PetitionState
WORDS = "Chỗ cống này thuộc địa phận xã bên."
SLIP = "Chọn nhầm tên xã khi chuyển."


def pass_on(
    desk: Desk, petition_id: UUID, code: str = OTHER, *, role: Role = Role.INTAKE_CLERK,
    reason: TransferReason = TransferReason.COMPETENCE, document: str = "",
) -> None:  # fmt: skip
    command = Transfer(desk.units[code], WORDS, reason, document)
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        services.transfer(ctx, desk.target(petition_id), command)


def there(desk: Desk, code: str = OTHER) -> object:
    return desk.another(f"tiep-nhan-{code}", Role.INTAKE_CLERK, code)


def pass_back(desk: Desk, petition_id: UUID, *, by: str = OTHER, to: str = COMMUNE) -> None:
    with desk.runtime.transaction(there(desk, by)) as ctx:
        services.transfer(ctx, desk.target(petition_id), Transfer(desk.units[to], WORDS))


def transfer_of(desk: Desk, petition_id: UUID) -> UUID:
    with desk.runtime.reading() as ctx:
        return list_passages(ctx, petition_id)[-1].id


def take_back(desk: Desk, petition_id: UUID, *, role: Role = Role.INTAKE_CLERK) -> None:
    transfer_id = transfer_of(desk, petition_id)
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        assert services.recall(ctx, transfer_id, SLIP) == petition_id


def clocks(desk: Desk, petition_id: UUID) -> list[tuple[int, ClockState, UUID]]:
    with desk.runtime.reading() as ctx:
        return [(one.row, one.state, one.agency_id) for one in list_clocks(ctx, "petition", petition_id)]


def test_it_arrives_sealed_and_untriaged_with_its_own_clock(desk: Desk, clock: SteppingClock) -> None:
    sent = desk.send(place="Ngõ 3")
    desk.triage(sent.id)
    clock.advance(days=2)
    pass_on(desk, sent.id, document="15/PC-UBND")
    case = desk.case(sent.id)
    assert (case.agency_id, case.state, case.assignee_id) == (desk.units[OTHER], S.RECEIVED, None)
    assert (case.sealed, case.title, case.body, case.place, case.hamlet_id) == (True, "", "", "", None)
    assert (case.kind, case.field, case.urgency) == (None, None, None)
    here, other = desk.units[COMMUNE], desk.units[OTHER]
    assert clocks(desk, sent.id) == [
        (FIRST_REPLY_ROW, ClockState.MET, here), (SETTLING_ROW, ClockState.STOPPED, here),
        (FIRST_REPLY_ROW, ClockState.RUNNING, other),
    ]  # fmt: skip
    with desk.runtime.reading() as ctx:
        assert case.due_at == list_clocks(ctx, "petition", sent.id)[-1].due_at
        written = open_content(ctx, sent.id)
        (passage,) = list_passages(ctx, sent.id)
    assert (written.content.what, written.content.place, written.title) == (WHAT, "Ngõ 3", "Cống tắc")
    assert (passage.kind, passage.document_number) == (PetitionKind.REPORT, "15/PC-UBND")
    # the new desk goes on as with any other
    desk.triage(sent.id, clerk=there(desk))
    assert desk.case(sent.id).state is S.TRIAGED


def test_the_first_reply_of_an_untriaged_one_is_given_by_passing_it_on(desk: Desk) -> None:
    sent = desk.send()
    pass_on(desk, sent.id)
    assert clocks(desk, sent.id)[0] == (FIRST_REPLY_ROW, ClockState.MET, desk.units[COMMUNE])


def test_the_old_desk_neither_sees_nor_finds_it_but_keeps_a_line(desk: Desk) -> None:
    petition_id = desk.in_progress()
    pass_on(desk, petition_id, role=Role.HANDLER)
    with desk.runtime.reading() as ctx:
        for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER, Role.VERIFIER):
            viewer = desk.runtime.context(ctx.session, desk.actor(role)).actor
            with pytest.raises(NotFound):
                get_case(ctx, petition_id, viewer=viewer)
    for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER, Role.VERIFIER):
        with desk.runtime.transaction(desk.actor(role)) as ctx:
            with pytest.raises(NotFound):
                get_case(ctx, petition_id, viewer=ctx.actor)
            assert not search_words(ctx, viewer=ctx.actor, typed="cong").page.items
            (line,) = list_passed_on(ctx, viewer=ctx.actor, page=PageRequest(9)).items
            assert (line.number, line.to_name) == (desk.case(petition_id).number, "Xã Bố Hạ")
            assert line.recallable is (role is Role.HANDLER)
    with desk.runtime.transaction(there(desk)) as ctx:
        assert get_case(ctx, petition_id, viewer=ctx.actor).id == petition_id
        assert not list_passed_on(ctx, viewer=ctx.actor, page=PageRequest(9)).items


def test_of_a_sealed_one_only_who_knew_of_it_keeps_the_line(desk: Desk) -> None:
    given = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    pass_on(desk, given, PROVINCE, role=Role.HANDLER)
    seen = {}
    for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER, Role.VERIFIER):
        with desk.runtime.transaction(desk.actor(role)) as ctx:
            seen[role] = len(list_passed_on(ctx, viewer=ctx.actor, page=PageRequest(9)).items)
    assert seen == {Role.INTAKE_CLERK: 1, Role.HANDLER: 1, Role.LEADER: 0, Role.VERIFIER: 0}


def test_the_sender_reads_where_and_why_with_the_number_and_code_they_have(desk: Desk) -> None:
    sent = desk.send()
    pass_on(desk, sent.id)
    with desk.runtime.transaction() as ctx:
        found = find_case(
            ctx, number_typed=sent.receipt.number, access_code_typed=sent.receipt.access_code, network=b"n"
        )
        assert found is not None
        tracked = get_tracked(ctx, found.case_id)
    (note,) = tracked.notes
    assert (note.kind, note.public) == (NoteKind.FORWARDING, True)
    assert "Xã Bố Hạ" in note.text
    assert WORDS in note.text
    assert tracked.timeline[0].kind is Happened.TRANSFERRED
    assert tracked.timeline[0].params == {"source": str(desk.units[COMMUNE]), "to": str(desk.units[OTHER])}


def test_remarks_go_along_and_both_chains_tell(desk: Desk) -> None:
    petition_id = desk.in_progress()
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.write_remark(ctx, petition_id, "Đã gọi hỏi thôn.")
    pass_on(desk, petition_id, role=Role.HANDLER)
    with desk.runtime.transaction(there(desk)) as ctx:
        assert [one.text for one in list_remarks(ctx, petition_id)] == ["Đã gọi hỏi thôn."]
        logged = select(AuditEntry.chain, AuditEntry.action).where(AuditEntry.subject_id == str(petition_id))
        found = {tuple(row) for row in ctx.session.execute(logged)}
    assert (desk.units[COMMUNE], "feedback:petition:transfer") in found
    assert (desk.units[OTHER], "feedback:petition:arrive") in found


def test_the_wrong_place_changes_of_which_place_it_speaks(desk: Desk) -> None:
    wrong, other = desk.send().id, desk.send().id
    pass_on(desk, wrong, reason=TransferReason.WRONG_PLACE)
    pass_on(desk, other)
    assert desk.about(wrong) == desk.units[OTHER]
    assert desk.about(other) == desk.units[COMMUNE]


def test_never_to_itself_nor_to_a_closed_desk_nor_without_words(desk: Desk) -> None:
    sent = desk.send()
    with pytest.raises(SameDesk):
        pass_on(desk, sent.id, COMMUNE)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        with pytest.raises(DeskClosed):
            services.transfer(ctx, desk.target(sent.id), Transfer(desk.units["hamlet"], WORDS))
        with pytest.raises(NotFound):
            services.transfer(ctx, desk.target(sent.id), Transfer(UUID(int=7), WORDS))
        with pytest.raises(TextMissing):
            services.transfer(ctx, desk.target(sent.id), Transfer(desk.units[OTHER], "ừ"))
        with pytest.raises(StaleVersion):
            services.transfer(ctx, Target(sent.id, 9), Transfer(desk.units[OTHER], WORDS))
    assert desk.case(sent.id).agency_id == desk.units[COMMUNE]


@pytest.mark.parametrize("concerns", [Concerns.COMMUNE_LEADER, Concerns.INTAKE_DESK, Concerns.ABOVE])
@pytest.mark.parametrize("code", [COMMUNE, OTHER])
def test_what_the_province_holds_goes_to_no_commune(desk: Desk, concerns: Concerns, code: str) -> None:
    sent = desk.send(concerns)
    with pytest.raises(ProtectedStays), desk.runtime.transaction(desk.province_clerk()) as ctx:
        services.transfer(ctx, desk.target(sent.id), Transfer(desk.units[code], WORDS))
    assert desk.case(sent.id).agency_id == desk.units[PROVINCE]


@pytest.mark.parametrize("kind", [PetitionKind.DENUNCIATION_INFO, PetitionKind.MIXED])
def test_a_denunciation_is_passed_on_once(desk: Desk, kind: PetitionKind) -> None:
    sent = desk.send()
    desk.triage(sent.id, kind)
    pass_on(desk, sent.id)
    # whatever the new desk calls it
    desk.triage(sent.id, PetitionKind.REPORT, clerk=there(desk))
    assert desk.case(sent.id).sealed
    with pytest.raises(TransferredOnce):
        pass_back(desk, sent.id)
    with pytest.raises(TransferredOnce), desk.runtime.transaction(there(desk)) as ctx:
        services.leave(ctx, desk.target(sent.id), Leave(Act.FORWARD, WORDS, "Công an xã"))
    with desk.runtime.transaction(there(desk)) as ctx:
        services.leave(ctx, desk.target(sent.id), Leave(Act.GUIDE, WORDS))
    assert desk.case(sent.id).state is S.GUIDED


def test_others_are_passed_on_again_once_somebody_there_has_read_them(desk: Desk) -> None:
    sent = desk.send()
    pass_on(desk, sent.id)
    with pytest.raises(TriageFirst):
        pass_back(desk, sent.id)
    desk.triage(sent.id, clerk=there(desk))
    pass_back(desk, sent.id)
    assert desk.case(sent.id).agency_id == desk.units[COMMUNE]


def test_what_was_kept_sealed_stays_so_at_the_new_desk(desk: Desk) -> None:
    sent = desk.send()
    desk.triage(sent.id, keep_sealed=True)
    pass_on(desk, sent.id)
    desk.triage(sent.id, clerk=there(desk))
    assert desk.case(sent.id).sealed


def test_who_may_pass_on(desk: Desk) -> None:
    petition_id, sealed = desk.in_progress(), desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    with pytest.raises(Forbidden):
        pass_on(desk, petition_id, role=Role.VERIFIER)
    with pytest.raises(Forbidden):  # not unread
        pass_on(desk, sealed)
    with pytest.raises(NotFound):
        pass_on(desk, sealed, role=Role.LEADER)
    pass_on(desk, petition_id, role=Role.LEADER)
    answered = desk.answered()
    with pytest.raises(TransitionNotAllowed):
        pass_on(desk, answered)


def test_a_slip_is_taken_back_with_the_reply_counted_from_its_beginning(desk: Desk, clock: SteppingClock) -> None:
    sent = desk.send()
    before = desk.case(sent.id)
    clock.advance(hours=5)
    pass_on(desk, sent.id, reason=TransferReason.WRONG_PLACE)
    clock.advance(hours=3)
    take_back(desk, sent.id)
    case = desk.case(sent.id)
    assert (case.agency_id, desk.about(case.id)) == (desk.units[COMMUNE], desk.units[COMMUNE])
    assert (case.state, case.due_at) == (S.RECEIVED, before.due_at)
    with desk.runtime.reading() as ctx:
        kinds = [note.kind for note in list_notes(ctx, sent.id, public_only=True)]
        newest = list_entries(ctx, sent.id, kinds=Happened)[0]
        running = [one for one in list_clocks(ctx, "petition", sent.id) if one.state is ClockState.RUNNING]
    assert kinds == [NoteKind.FORWARDING, NoteKind.RECALL]
    assert newest.params["recalled"] is True
    assert [(one.row, one.started_at) for one in running] == [(FIRST_REPLY_ROW, before.received_at)]
    assert running[0].agency_id == desk.units[COMMUNE]
    pass_on(desk, sent.id)  # what was taken back does not count as passed on
    with desk.runtime.transaction(there(desk)) as ctx:
        assert get_case(ctx, sent.id, viewer=ctx.actor).state is S.RECEIVED


def test_what_was_triaged_is_so_again_with_its_old_term(desk: Desk, clock: SteppingClock) -> None:
    sent = desk.send()
    desk.triage(sent.id, PetitionKind.PROPOSAL, urgency=Urgency.SIMPLE)
    before = desk.case(sent.id)
    clock.advance(hours=4)
    pass_on(desk, sent.id)
    take_back(desk, sent.id)
    after = desk.case(sent.id)
    assert (after.state, after.kind, after.urgency, after.field) == (
        S.TRIAGED, before.kind, before.urgency, before.field,
    )  # fmt: skip
    assert (after.due_at, after.title, after.body, after.sealed) == (before.due_at, before.title, before.body, False)
    with desk.runtime.transaction(desk.actor(Role.VERIFIER)) as ctx:
        assert len(search_words(ctx, viewer=ctx.actor, typed="cong").page.items) == 1


def test_a_denunciation_taken_back_may_be_passed_on_once_more(desk: Desk, clock: SteppingClock) -> None:
    sent = desk.send()
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    pass_on(desk, sent.id)
    take_back(desk, sent.id)
    assert desk.case(sent.id).sealed
    clock.advance(minutes=5)
    pass_on(desk, sent.id, PROVINCE)
    with desk.runtime.reading() as ctx:
        assert [one.recalled_at is None for one in list_passages(ctx, sent.id)] == [False, True]


def test_not_after_they_opened_or_triaged_it_nor_a_day_later_nor_twice(desk: Desk, clock: SteppingClock) -> None:
    opened, triaged, late, twice = (desk.send().id for _ in range(4))
    for petition_id in (opened, triaged, late, twice):
        pass_on(desk, petition_id)
    take_back(desk, twice)
    with desk.runtime.transaction(there(desk)) as ctx:
        services.note_opening(ctx, opened)
    desk.triage(triaged, clerk=there(desk))
    for petition_id in (opened, triaged, twice):
        with pytest.raises(RecallTooLate):
            take_back(desk, petition_id)
    clock.advance(seconds=RECALLABLE_FOR.total_seconds() + 1)
    with pytest.raises(RecallTooLate):
        take_back(desk, late)
    assert timedelta(hours=1) < RECALLABLE_FOR <= timedelta(days=3)


def test_only_whoever_sent_it_takes_it_back(desk: Desk) -> None:
    petition_id = desk.in_progress()
    pass_on(desk, petition_id, role=Role.HANDLER)
    with pytest.raises(Forbidden):
        take_back(desk, petition_id)
    with pytest.raises(NotFound), desk.runtime.transaction(there(desk)) as ctx:
        services.recall(ctx, transfer_of(desk, petition_id), SLIP)
    with pytest.raises(NotFound), desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.recall(ctx, UUID(int=3), SLIP)
    with pytest.raises(TextMissing), desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.recall(ctx, transfer_of(desk, petition_id), "ừ")
    take_back(desk, petition_id, role=Role.HANDLER)
    with desk.runtime.reading() as ctx:
        case = find_case_view(ctx, petition_id)
    assert case is not None
    assert (case.state, case.assignee_id) == (S.TRIAGED, None)


def test_a_signed_denunciation_goes_before_it_is_accepted_a_complaint_never(desk: Desk) -> None:
    court = Court(desk)
    complaint, accepted, fresh = court.formal(), court.formal(court.denunciation()), court.formal(court.denunciation())
    court.take(accepted, Step.ACCEPT, court.leader)
    for petition_id in (complaint, accepted):
        with pytest.raises(UnderWay):
            pass_on(desk, petition_id, PROVINCE, role=Role.HANDLER)
    pass_on(desk, fresh, PROVINCE, role=Role.HANDLER)
    clerk = desk.province_clerk()
    for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER):  # the leader had been named to decide
        with desk.runtime.transaction(desk.actor(role)) as ctx, pytest.raises(NotFound):
            get_case(ctx, fresh, viewer=ctx.actor)
    court.formalise(fresh, court.denunciation(decider_id=None), actor=clerk)
    assert court.view(fresh).transferred  # once is once
    with pytest.raises(TransferredOnce), desk.runtime.transaction(clerk) as ctx:
        services.transfer(ctx, desk.target(fresh), Transfer(desk.units[COMMUNE], WORDS))
