"""Sealed petitions of a desk with a key of its own: the server alone opens none of them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.locks.closing import is_locked
from casework.locks.desks import hand_desk_key, list_key_lines
from casework.locks.errors import (
    CaseLocked,
    DeskHasKey,
    HalvesMissing,
    KeeperWrong,
    KeyNotInHand,
    NoKeyYet,
    NotAKeyHolder,
)
from casework.locks.escrow import count_returned, join_halves, list_halves, make_and_split, return_half
from casework.locks.models import CaseShare
from casework.locks.own import find_kept, lay_down, open_with_password, seal_anew
from casework.locks.states import Holder
from casework.numbers import find_case
from core.actor import ANONYMOUS, SYSTEM, Actor
from core.crypto import Keyring
from feedback import services
from feedback.commands import DraftAnswer, Rating
from feedback.desk.codes import ask_code, decide_code, issue_code
from feedback.queries.cases import list_notes, open_content
from feedback.queries.tracking import get_tracked
from feedback.routes.commands import Part, Transfer
from feedback.routes.states import TransferReason
from feedback.services import transfer
from feedback.states import Concerns, NoteKind, Outcome, ReleaseReason
from tests.support.keys import CHEAP, close_desk, with_key
from tests.support.people import PASSWORD
from tests.support.petitioning import WHAT, Desk, Sent
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE, PROVINCE


@pytest.fixture
def keyed(desk: Desk) -> dict[Role, Actor]:
    """The commune's people, each signed in with their password; its desk has a key that the clerk holds."""
    people = {
        role: with_key(desk.runtime, desk.officials.account(role))
        for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)
    }
    close_desk(desk.runtime, desk.units[COMMUNE], people[Role.INTAKE_CLERK])
    return people


def read(runtime: Runtime, petition_id: UUID, actor: Actor) -> str:
    with runtime.transaction(actor) as ctx:
        return open_content(ctx, petition_id).content.what


def shut(runtime: Runtime, petition_id: UUID, *actors: Actor) -> None:
    for actor in actors:
        with pytest.raises(CaseLocked):
            read(runtime, petition_id, actor)


def holders(desk: Desk, petition_id: UUID) -> set[Holder]:
    with desk.runtime.reading() as ctx:
        return set(ctx.session.execute(select(CaseShare.holder).where(CaseShare.case_id == petition_id)).scalars())


def sender(desk: Desk, sent: Sent, code: str | None = None) -> Actor:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        found = find_case(
            ctx, number_typed=sent.receipt.number, access_code_typed=code or sent.receipt.access_code, network=b"n"
        )
    assert found is not None
    return replace(ANONYMOUS, secret=found.secret)


def test_what_comes_in_opens_for_the_desk_and_for_whoever_sent_it(desk: Desk, keyed: dict[Role, Actor]) -> None:
    sent = desk.send()
    assert read(desk.runtime, sent.id, keyed[Role.INTAKE_CLERK]) == WHAT
    assert read(desk.runtime, sent.id, sender(desk, sent)) == WHAT
    plain = desk.actor(Role.INTAKE_CLERK)  # the same account without its password
    shut(desk.runtime, sent.id, SYSTEM, ANONYMOUS, plain, keyed[Role.LEADER], keyed[Role.HANDLER])


def test_every_key_of_the_server_together_opens_nothing(desk: Desk, keyed: dict[Role, Actor]) -> None:
    """Whoever takes the disk has database, keyring and files, and nobody's password or code."""
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    session = keyed[Role.INTAKE_CLERK].session_id
    guesses = [replace(keyed[Role.INTAKE_CLERK], secret=bytes(32))]
    guesses += [replace(ANONYMOUS, secret=master) for master in desk.runtime.keys.masters]
    guesses += [replace(keyed[Role.INTAKE_CLERK], secret=master) for master in desk.runtime.keys.masters]
    assert isinstance(desk.runtime.keys, Keyring)
    assert session is not None
    shut(desk.runtime, sent.id, *guesses)


def test_an_ordinary_report_opens_for_the_office_once_it_was_triaged(desk: Desk, keyed: dict[Role, Actor]) -> None:
    sent = desk.send()
    desk.triage(sent.id, clerk=keyed[Role.INTAKE_CLERK])
    with desk.runtime.reading() as ctx:
        assert not is_locked(ctx, sent.id)
    assert read(desk.runtime, sent.id, SYSTEM) == WHAT
    with desk.runtime.reading() as ctx:
        assert get_tracked(ctx, sent.id).content.content.what == WHAT  # the code has opened the page


def test_what_stays_sealed_is_closed_for_who_has_it_now(desk: Desk, keyed: dict[Role, Actor]) -> None:
    clerk, handler, leader = (keyed[role] for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER))
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(sent.id, clerk=clerk)
    shut(desk.runtime, sent.id, handler, leader, SYSTEM)
    desk.assign(sent.id, clerk=clerk)
    assert read(desk.runtime, sent.id, handler) == WHAT
    with desk.runtime.transaction(handler) as ctx:
        services.start(ctx, desk.target(sent.id))
    with desk.runtime.transaction(handler) as ctx:
        services.save_answer(ctx, desk.target(sent.id), DraftAnswer(Outcome.EXPLAINED, "Đã xem xét và nhắc nhở.", ""))
    shut(desk.runtime, sent.id, leader)
    with desk.runtime.transaction(handler) as ctx:
        services.propose(ctx, desk.target(sent.id))
    assert read(desk.runtime, sent.id, leader) == WHAT
    with desk.runtime.transaction(leader) as ctx:
        services.approve(ctx, desk.target(sent.id))
    shut(desk.runtime, sent.id, leader, SYSTEM)
    with desk.runtime.transaction(sender(desk, sent)) as ctx:
        answer = get_tracked(ctx, sent.id).answer
        assert answer is not None
        assert answer.text == "Đã xem xét và nhắc nhở."
        services.rate(ctx, sent.id, Rating(1, "Chưa nói gì đến việc tôi hỏi.", dispute=True))


def test_whoever_gives_it_back_has_no_key_any_more(desk: Desk, keyed: dict[Role, Actor]) -> None:
    clerk, handler = keyed[Role.INTAKE_CLERK], keyed[Role.HANDLER]
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(sent.id, clerk=clerk)
    desk.assign(sent.id, clerk=clerk)
    with desk.runtime.transaction(handler) as ctx:
        services.release(ctx, desk.target(sent.id), ReleaseReason.CONFLICT)
    shut(desk.runtime, sent.id, handler)
    assert read(desk.runtime, sent.id, clerk) == WHAT


def test_nobody_gets_it_who_has_no_key(desk: Desk, keyed: dict[Role, Actor]) -> None:
    clerk = keyed[Role.INTAKE_CLERK]
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(sent.id, clerk=clerk)
    without = desk.another("chua-co-khoa", Role.HANDLER)
    assert without.account_id is not None
    with pytest.raises(NoKeyYet):
        desk.assign(sent.id, clerk=clerk, to=without.account_id)
    assert desk.case(sent.id).assignee_id is None


def test_a_report_that_turns_out_to_be_a_denunciation_is_closed_again(desk: Desk, keyed: dict[Role, Actor]) -> None:
    clerk, handler = keyed[Role.INTAKE_CLERK], keyed[Role.HANDLER]
    sent = desk.send()
    desk.triage(sent.id, clerk=clerk)
    desk.assign(sent.id, clerk=clerk)
    with desk.runtime.reading() as ctx:
        assert not is_locked(ctx, sent.id)
    court = Court(desk)
    court.formalise(sent.id, court.denunciation(), actor=handler)
    with desk.runtime.reading() as ctx:
        assert is_locked(ctx, sent.id)
    shut(desk.runtime, sent.id, SYSTEM)
    assert read(desk.runtime, sent.id, handler) == WHAT
    assert read(desk.runtime, sent.id, sender(desk, sent)) == WHAT


def test_parts_open_with_the_code_of_the_whole(desk: Desk, keyed: dict[Role, Actor]) -> None:
    clerk = keyed[Role.INTAKE_CLERK]
    sent = desk.send()
    parts = [
        Part(what="Cống đầu xóm tắc.", concerns=Concerns.NOBODY, title="Cống tắc"),
        Part(what="Cán bộ đòi thêm tiền.", concerns=Concerns.COMMUNE_OFFICIAL, title="Đòi tiền"),
    ]
    with desk.runtime.transaction(clerk) as ctx:
        made = services.split(ctx, desk.target(sent.id), parts)
    for part_id, part in zip(made, parts, strict=True):
        shut(desk.runtime, part_id, SYSTEM)
        assert read(desk.runtime, part_id, sender(desk, sent)) == part.what


def test_a_slip_is_taken_back_though_it_was_closed_for_another_desk(desk: Desk, keyed: dict[Role, Actor]) -> None:
    clerk = keyed[Role.INTAKE_CLERK]
    province = with_key(desk.runtime, desk.province_clerk().account_id)  # type: ignore[arg-type]
    close_desk(desk.runtime, desk.units[PROVINCE], province)
    sent = desk.send()
    command = Transfer(desk.units[PROVINCE], "Việc này thuộc thẩm quyền tỉnh.", TransferReason.COMPETENCE)
    with desk.runtime.transaction(clerk) as ctx:
        transfer(ctx, desk.target(sent.id), command)
    assert read(desk.runtime, sent.id, province) == WHAT
    assert read(desk.runtime, sent.id, clerk) == WHAT  # until somebody there opens it
    with desk.runtime.transaction(province) as ctx:
        services.note_opening(ctx, sent.id)
    shut(desk.runtime, sent.id, clerk)
    with desk.runtime.transaction(sender(desk, sent)) as ctx:
        notes = list_notes(ctx, sent.id, public_only=True)
    assert [note.kind for note in notes] == [NoteKind.FORWARDING]


def test_a_wrong_code_opens_nothing_and_a_new_one_what_the_old_one_did(desk: Desk, keyed: dict[Role, Actor]) -> None:
    clerk, left = keyed[Role.INTAKE_CLERK], {"name": "Nguyễn Thị Mẫu", "phone": "0900000104", "consent": True}
    second = with_key(desk.runtime, desk.another("tiep-nhan-2", Role.INTAKE_CLERK).account_id)  # type: ignore[arg-type]
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, **left)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        wrong = {"number_typed": sent.receipt.number, "access_code_typed": "AAAA-BBBB-CCCC", "network": b"n"}
        assert find_case(ctx, **wrong) is None  # type: ignore[arg-type]
    old = sender(desk, sent)
    with desk.runtime.transaction(clerk) as ctx:
        asked = ask_code(ctx, number=sent.receipt.number, name="Nguyễn Thị Mẫu", phone="0900000104", identity_seen=True)
    assert asked is not None
    with desk.runtime.transaction(second) as ctx:
        decide_code(ctx, asked, agrees=True)
    with desk.runtime.transaction(clerk) as ctx:
        issued = issue_code(ctx, asked)
    shut(desk.runtime, sent.id, old)
    assert read(desk.runtime, sent.id, sender(desk, sent, issued.access_code)) == WHAT


def test_a_new_code_opens_the_province_s_part_once_somebody_there_was_at_it(
    desk: Desk, keyed: dict[Role, Actor]
) -> None:
    clerk, left = keyed[Role.INTAKE_CLERK], {"name": "Nguyễn Thị Mẫu", "phone": "0900000104", "consent": True}
    province = with_key(desk.runtime, desk.province_clerk().account_id)  # type: ignore[arg-type]
    close_desk(desk.runtime, desk.units[PROVINCE], province)
    sent = desk.send(**left)
    parts = [
        Part(what="Cống đầu xóm tắc.", concerns=Concerns.NOBODY, title="Cống tắc"),
        Part(what="Lãnh đạo xã biết mà bỏ qua.", concerns=Concerns.COMMUNE_LEADER, title="Bỏ qua"),
    ]
    with desk.runtime.transaction(clerk) as ctx:
        made = services.split(ctx, desk.target(sent.id), parts)
    old = sender(desk, sent)
    with desk.runtime.transaction(clerk) as ctx:
        asked = ask_code(ctx, number=sent.receipt.number, name="Nguyễn Thị Mẫu", phone="0900000104", identity_seen=True)
    assert asked is not None
    with desk.runtime.transaction(province) as ctx:
        decide_code(ctx, asked, agrees=True)
    with desk.runtime.transaction(clerk) as ctx:
        code = issue_code(ctx, asked).access_code
    shut(desk.runtime, made[1], old, sender(desk, sent, code))
    assert read(desk.runtime, made[0], sender(desk, sent, code)) == parts[0].what
    with desk.runtime.transaction(province) as ctx:
        services.note_opening(ctx, made[1])
    assert read(desk.runtime, made[1], sender(desk, sent, code)) == parts[1].what


def test_a_password_that_somebody_else_set_opens_nothing(desk: Desk, keyed: dict[Role, Actor]) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    account_id = desk.officials.account(Role.INTAKE_CLERK)
    imposed = with_key(desk.runtime, account_id, "mật khẩu do quản trị đặt")
    shut(desk.runtime, sent.id, imposed)
    with desk.runtime.reading() as ctx:
        (line,) = list_key_lines(ctx, desk.units[COMMUNE])
        assert line.has_own
        assert not line.holds  # somebody who has it must hand it to them again


def test_the_own_key_opens_with_the_old_password_until_it_is_changed(desk: Desk, keyed: dict[Role, Actor]) -> None:
    account_id = desk.officials.account(Role.HANDLER)
    with desk.runtime.reading() as ctx:
        kept = find_kept(ctx, account_id)
    assert kept is not None
    opened = open_with_password(account_id, kept, PASSWORD, CHEAP)
    assert not opened.fresh
    assert seal_anew(opened.pair, "một mật khẩu khác hẳn", CHEAP).pair == opened.pair


def test_a_session_that_ended_has_no_key(desk: Desk, keyed: dict[Role, Actor]) -> None:
    sent, clerk = desk.send(), keyed[Role.INTAKE_CLERK]
    assert clerk.session_id is not None
    with desk.runtime.transaction() as ctx:
        lay_down(ctx, clerk.session_id)
    shut(desk.runtime, sent.id, clerk)


def test_only_who_holds_a_desks_key_hands_it_on(desk: Desk, keyed: dict[Role, Actor]) -> None:
    clerk, place = keyed[Role.INTAKE_CLERK], desk.units[COMMUNE]
    second = with_key(desk.runtime, desk.another("tiep-nhan-2", Role.INTAKE_CLERK).account_id)  # type: ignore[arg-type]
    assert second.account_id is not None
    sent = desk.send()
    shut(desk.runtime, sent.id, second)
    with pytest.raises(DeskHasKey):
        close_desk(desk.runtime, place, second)
    with pytest.raises(NotAKeyHolder), desk.runtime.transaction(second) as ctx:
        hand_desk_key(ctx, place, second.account_id)
    with pytest.raises(KeyNotInHand), desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        hand_desk_key(ctx, place, second.account_id)
    with pytest.raises(NotAKeyHolder), desk.runtime.transaction(clerk) as ctx:
        hand_desk_key(ctx, place, desk.officials.account(Role.HANDLER))
    with desk.runtime.transaction(clerk) as ctx:
        hand_desk_key(ctx, place, second.account_id)
    assert read(desk.runtime, sent.id, second) == WHAT


def test_a_desk_without_a_key_goes_on_as_before(desk: Desk) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    assert read(desk.runtime, sent.id, SYSTEM) == WHAT
    assert holders(desk, sent.id) == set()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        found = find_case(
            ctx, number_typed=sent.receipt.number, access_code_typed=sent.receipt.access_code, network=b"n"
        )
    assert found is not None
    assert found.secret is None


def test_two_keepers_together_give_a_lost_key_back_and_neither_alone(desk: Desk) -> None:
    place, account_id = desk.units[COMMUNE], desk.officials.account(Role.INTAKE_CLERK)
    keepers = [
        with_key(desk.runtime, desk.another(name, role).account_id)  # type: ignore[arg-type]
        for name, role in (("giu-ho-1", Role.RECORDS_CLERK), ("giu-ho-2", Role.DATA_PROTECTION_OFFICER))
    ]
    clerk = with_key(desk.runtime, account_id)
    with pytest.raises(KeeperWrong), desk.runtime.transaction(clerk) as ctx:
        make_and_split(ctx, place, [account_id, keepers[0].account_id])  # type: ignore[list-item]
    with desk.runtime.transaction(clerk) as ctx:
        make_and_split(ctx, place, [one.account_id for one in keepers])  # type: ignore[misc]
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    back = with_key(desk.runtime, account_id, "mật khẩu mới vì đã quên")
    shut(desk.runtime, sent.id, back, *keepers)
    for count, keeper in enumerate(keepers):
        with pytest.raises(HalvesMissing), desk.runtime.transaction(back) as ctx:
            join_halves(ctx, place)
        with desk.runtime.transaction(keeper) as ctx:
            (half,) = list_halves(ctx)
            return_half(ctx, half.desk_key_id, account_id)
        with desk.runtime.reading(back) as ctx:
            assert count_returned(ctx, half.desk_key_id) == count + 1
    with desk.runtime.transaction(back) as ctx:
        join_halves(ctx, place)
    assert read(desk.runtime, sent.id, back) == WHAT
    shut(desk.runtime, sent.id, *keepers)
