"""Sealed material is destroyed by two people or not at all; the rest of the petition, its figures and its log stay."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select, update

from accounts.inbox import list_unseen
from accounts.roles import Role
from bootstrap.database import sqlite_path
from casework.attachments import list_attachments, store_image
from casework.erasures.errors import CaseHeld
from casework.erasures.states import HoldReason
from casework.errors import CaseShredded
from casework.identities.errors import NoSecondPerson
from casework.images import prepare_image
from casework.models import CaseAttachment, CaseKeyRow
from casework.numbers import find_case
from casework.sealing import open_case_key
from casework.states import IdentityReason
from core.actor import ANONYMOUS, SYSTEM, Actor
from core.audit import AuditEntry, verify
from core.errors import Forbidden, NotFound
from core.transitions import TransitionNotAllowed
from feedback import services
from feedback.deleting.errors import (
    DeletionOver,
    DeletionWaits,
    DeletionWordsMissing,
    MaterialChanged,
    NoSuchPiece,
    NumberMissing,
    StillProtected,
    WholeStillOpen,
)
from feedback.deleting.models import MaterialDeletion
from feedback.deleting.pieces import list_pieces
from feedback.deleting.queries import get_deletion, list_deleted, list_deletions
from feedback.deleting.services import (
    Propose,
    approve_deletion,
    end_deletions,
    propose_deletion,
    refuse_deletion,
    withdraw_deletion,
)
from feedback.deleting.states import DeletionReason, DeletionState, Holding, Material
from feedback.models import Petition
from feedback.opening.services import ask_opening
from feedback.protection.commands import AskProtection, FileTarget
from feedback.protection.services import ask, write
from feedback.protection.states import Danger, Relation
from feedback.redacting.queries import open_text
from feedback.redacting.services import MakeCopy, make_copy
from feedback.redacting.source import read_words
from feedback.seconding.requests import row_of
from feedback.states import Concerns, PetitionKind
from jobs.handlers.washing import wash
from privacy.retention.holding import PlaceHold, place_hold
from tests.support.clock import SteppingClock
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import Desk, Sent, draft_of
from tests.support.staffed import COMMUNE

WHY = "Ảnh chụp giấy tờ của người không liên quan, không được giữ."
NUMBER = "17/QĐ-UBND"


def photo(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


def sealed(desk: Desk, clerk: Actor | None = None) -> Sent:
    """With two photos, somebody's name and a denunciation's kind; the handler has it."""
    draft = draft_of()
    images = tuple(
        store_image(desk.runtime.files, draft.key(), prepare_image(photo(one))) for one in ("teal", "maroon")
    )
    sent = desk.send(
        Concerns.COMMUNE_OFFICIAL, photos=images, case_id=draft.case_id, case_key=draft.case_key,
        name="Bà Kín Đáo", phone="0900 000 777", consent=True,
    )  # fmt: skip
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    desk.assign(sent.id, clerk=clerk)
    return sent


def closed(desk: Desk) -> Sent:
    sent = sealed(desk)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, sent.id)
    return sent


def pieces(desk: Desk, petition_id: UUID, material: Material, who: Actor | None = None) -> list[UUID]:
    with desk.runtime.transaction(who or desk.actor(Role.HANDLER)) as ctx:
        return [one.id for one in list_pieces(ctx, petition_id) if one.material is material]


def propose(
    desk: Desk, petition_id: UUID, material: Material = Material.CASE, item: UUID | None = None,
    who: Actor | None = None,
) -> UUID:  # fmt: skip
    with desk.runtime.transaction(who or desk.actor(Role.HANDLER)) as ctx:
        return propose_deletion(ctx, petition_id, Propose(material, item, DeletionReason.THIRD_PERSON, WHY))


def agree(desk: Desk, deletion_id: UUID, who: Actor, *, number: str = NUMBER, digest: str | None = None) -> None:
    with desk.runtime.transaction(who) as ctx:
        seen = digest or get_deletion(ctx, deletion_id).digest
    with desk.runtime.transaction(who) as ctx:
        approve_deletion(ctx, deletion_id, number=number, digest=seen)


def verbs(desk: Desk, petition_id: UUID) -> list[str]:
    e = AuditEntry
    with desk.runtime.reading() as ctx:
        mine = select(e.action).where(e.subject_id == str(petition_id), e.action.contains("delet")).order_by(e.seq)
        return [one.rpartition(":")[2] for one in ctx.session.execute(mine).scalars()]


def on_disk(desk: Desk) -> bytes:
    """Every byte of the database and what lies beside it."""
    path = sqlite_path(desk.runtime.engine)
    assert path is not None
    return b"".join(one.read_bytes() for one in sorted(Path(path).parent.glob("app.sqlite3*")))


def test_one_photo_goes_and_everything_else_stays(desk: Desk) -> None:
    sent, leader, handler = sealed(desk), desk.actor(Role.LEADER), desk.actor(Role.HANDLER)
    first, second = pieces(desk, sent.id, Material.PHOTO)
    with desk.runtime.reading() as ctx:
        a = CaseAttachment
        row = ctx.session.execute(select(a.original_key, a.display_key, a.thumb_key).where(a.id == first)).one()
        keys = list(row)
        facts = ctx.session.execute(select(a.sealed_facts).where(a.id == first)).scalar_one()
    with pytest.raises(NoSuchPiece):
        propose(desk, sent.id, Material.NOTE, first)
    with pytest.raises(WholeStillOpen):
        propose(desk, sent.id)
    with desk.runtime.transaction(handler) as ctx, pytest.raises(DeletionWordsMissing):
        propose_deletion(ctx, sent.id, Propose(Material.PHOTO, first, DeletionReason.THIRD_PERSON, " vì "))
    with desk.runtime.transaction(handler) as ctx:
        copy_id = make_copy(ctx, sent.id, MakeCopy(read_words(ctx, sent.id).digest, photos=(first,)))
        shown = [str(one["key"]) for one in open_text(ctx, copy_id).photos]
    keys += shown
    deletion_id = propose(desk, sent.id, Material.PHOTO, first)
    with pytest.raises(DeletionWaits):
        propose(desk, sent.id, Material.PHOTO, second)
    with pytest.raises(Forbidden):
        agree(desk, deletion_id, handler)  # nobody alone
    with desk.runtime.transaction(leader) as ctx:
        assert [told.params for told in list_unseen(ctx, leader.account_id or sent.id)] == [{}, {}]
        (waiting,) = list_deletions(ctx)
        assert (waiting.words, waiting.mine, waiting.readable) == (WHY, False, False)
        assert waiting.piece is not None
        assert (waiting.piece.place, waiting.piece.of, waiting.piece.excerpt) == (1, 2, "")
    with pytest.raises(NumberMissing):
        agree(desk, deletion_id, leader, number=" ")
    agree(desk, deletion_id, leader)
    with desk.runtime.transaction(handler) as ctx:
        assert [one.id for one in list_attachments(ctx, sent.id)] == [second]
        (line,) = list_deleted(ctx, sent.id)
        assert (line.material, line.decision_number) == (Material.PHOTO, NUMBER)
        assert get_deletion(ctx, deletion_id).words == ""  # what was written about it went with it
        assert list(verify(ctx)) == []
        with pytest.raises(CaseShredded):  # a covered copy may show it: it went too
            open_text(ctx, copy_id)
    for key in keys:
        with pytest.raises(KeyError):
            desk.runtime.files.get(key)
    assert verbs(desk, sent.id) == ["deletion_ask", "deletion_approve"]
    if desk.runtime.engine.dialect.name == "sqlite":
        wash(desk.runtime)
        assert facts not in on_disk(desk)
    with pytest.raises(TransitionNotAllowed):
        agree(desk, deletion_id, leader, digest="0")


def test_the_whole_goes_only_when_closed_and_leaves_its_number_states_and_log(desk: Desk) -> None:
    sent, leader = closed(desk), desk.actor(Role.LEADER)
    before = desk.case(sent.id)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        ask_opening(ctx, sent.id, IdentityReason.MEET, "Phải gặp để nhận chứng cứ gốc, hẹn ngoài trụ sở.")
    with desk.runtime.reading() as ctx:
        content = ctx.session.execute(select(Petition.sealed_content).where(Petition.id == sent.id)).scalar_one()
        wrapped = ctx.session.execute(select(CaseKeyRow.wrapped).where(CaseKeyRow.case_id == sent.id)).scalar_one()
        files = list(ctx.session.execute(select(CaseAttachment.display_key)).scalars())
    deletion_id = propose(desk, sent.id)
    with desk.runtime.transaction(leader) as ctx:
        told = get_deletion(ctx, deletion_id)
        assert told.holdings[Holding.PHOTOS] == 2
        assert told.holdings[Holding.WORDS] == told.holdings[Holding.IDENTITY] == 1
        assert not told.changed
    agree(desk, deletion_id, leader)
    after = desk.case(sent.id)
    assert (after.number, after.state, after.kind, after.closed_at) == (
        before.number, before.state, before.kind, before.closed_at,
    )  # fmt: skip
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        with pytest.raises(CaseShredded):
            open_case_key(ctx, sent.id)
        (line,) = list_deleted(ctx, sent.id)
        assert (line.material, line.decision_number) == (Material.CASE, NUMBER)
        found = find_case(
            ctx, number_typed=sent.receipt.number, access_code_typed=sent.receipt.access_code, network=b"n" * 32
        )
        assert found is not None
        assert list(verify(ctx)) == []
    for key in files:
        with pytest.raises(KeyError):
            desk.runtime.files.get(key)
    if desk.runtime.engine.dialect.name == "sqlite":
        wash(desk.runtime)
        left = on_disk(desk)
        assert wrapped not in left
        assert content not in left
        assert NUMBER.encode() not in left  # the number of the decision is sealed too
    with desk.runtime.transaction(leader) as ctx:
        assert [one.state for one in list_deletions(ctx)] == []  # and asking for the sender's name is over


def test_what_keeps_it_from_being_destroyed(desk: Desk) -> None:
    officer, leader = desk.actor(Role.DATA_PROTECTION_OFFICER), desk.actor(Role.LEADER)
    held, protected, talking = sealed(desk), sealed(desk), closed(desk)
    with desk.runtime.transaction(officer) as ctx:
        place_hold(ctx, PlaceHold(held.receipt.number, HoldReason.COURT, "5/TA"))
    with pytest.raises(CaseHeld):
        propose(desk, held.id, Material.PHOTO, pieces(desk, held.id, Material.PHOTO)[0])
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        request = AskProtection((Relation.SELF,), (Danger.JOB,), "Bị doạ cho nghỉ việc.")
        ask(ctx, FileTarget(protected.id, None), request)
    with pytest.raises(StillProtected):
        propose(desk, protected.id, Material.PHOTO, pieces(desk, protected.id, Material.PHOTO)[0])
    # What came after the proposal was agreed to by nobody.
    deletion_id = propose(desk, talking.id)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        write(ctx, FileTarget(talking.id, None), "Tôi vừa nhớ thêm một việc.")
    with desk.runtime.transaction(leader) as ctx:
        assert get_deletion(ctx, deletion_id).changed
    with pytest.raises(MaterialChanged):
        agree(desk, deletion_id, leader)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        withdraw_deletion(ctx, deletion_id)
    # A hold that comes between the two stops it too.
    again = propose(desk, talking.id)
    with desk.runtime.transaction(officer) as ctx:
        place_hold(ctx, PlaceHold(talking.receipt.number, HoldReason.DISPUTE, "6/TA"))
    with pytest.raises(CaseHeld):
        agree(desk, again, leader)
    with desk.runtime.transaction(leader) as ctx:
        refuse_deletion(ctx, again)
    assert verbs(desk, talking.id) == ["deletion_ask", "deletion_withdraw", "deletion_ask", "deletion_refuse"]
    with desk.runtime.reading() as ctx:
        open_case_key(ctx, talking.id)


def test_what_somebody_answered_while_the_lock_was_waited_for_is_seen(desk: Desk) -> None:
    deletion_id = propose(desk, closed(desk).id)
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        known = row_of(ctx, MaterialDeletion, deletion_id)
        # As another transaction does it: the row in hand does not hear of it.
        ctx.session.execute(update(MaterialDeletion.__table__).values(state=DeletionState.WITHDRAWN))
        assert known.state is DeletionState.ASKED
        with pytest.raises(TransitionNotAllowed):
            refuse_deletion(ctx, deletion_id)


def test_a_message_goes_alone_and_what_nobody_answers_in_time_lapses(desk: Desk, clock: SteppingClock) -> None:
    sent, leader = sealed(desk), desk.actor(Role.LEADER)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        write(ctx, FileTarget(sent.id, None), "Số căn cước của chị hàng xóm tôi là đây.")
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        (told,) = [one for one in list_pieces(ctx, sent.id) if one.material is Material.MESSAGE]
        assert told.excerpt.startswith("Số căn cước")
    late = propose(desk, sent.id, Material.MESSAGE, told.id)
    clock.now += timedelta(days=30)
    with pytest.raises(DeletionOver):
        agree(desk, late, leader, digest="0")
    with desk.runtime.transaction(SYSTEM) as ctx:
        assert end_deletions(ctx) == 1
        assert ctx.session.execute(select(MaterialDeletion.sealed_words)).scalars().all() == [b""]
    agree(desk, propose(desk, sent.id, Material.MESSAGE, told.id), leader)
    assert pieces(desk, sent.id, Material.MESSAGE) == []
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        write(ctx, FileTarget(sent.id, None), "Vẫn nhắn được như trước.")
    assert len(pieces(desk, sent.id, Material.MESSAGE)) == 1


def test_a_locked_case_asks_only_whom_it_can_and_opens_nothing_to_them(desk: Desk) -> None:
    people = {
        role: with_key(desk.runtime, desk.officials.account(role))
        for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)
    }
    clerk, handler, leader = (people[role] for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER))
    close_desk(desk.runtime, desk.units[COMMUNE], clerk)
    sent = sealed(desk, clerk)
    first, second = pieces(desk, sent.id, Material.PHOTO, handler)
    deletion_id = propose(desk, sent.id, Material.PHOTO, first, handler)
    for without in (replace(leader, secret=None), desk.province_clerk(), desk.actor(Role.PUBLISHER)):
        with pytest.raises((Forbidden, NotFound)):
            agree(desk, deletion_id, without, digest="0")
    agree(desk, deletion_id, leader)
    assert pieces(desk, sent.id, Material.PHOTO, handler) == [second]
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        found = find_case(
            ctx, number_typed=sent.receipt.number, access_code_typed=sent.receipt.access_code, network=b"n" * 32
        )
        assert found is not None
    with desk.runtime.transaction(replace(ANONYMOUS, secret=found.secret)) as ctx:
        services.withdraw(ctx, sent.id)
    agree(desk, propose(desk, sent.id, who=handler), leader)
    with desk.runtime.transaction(ANONYMOUS) as ctx:  # the code still leads to the page that says so
        found = find_case(
            ctx, number_typed=sent.receipt.number, access_code_typed=sent.receipt.access_code, network=b"n" * 32
        )
        assert found is not None
        assert [one.decision_number for one in list_deleted(ctx, sent.id)] == [NUMBER, NUMBER]
        assert not ctx.session.execute(select(CaseKeyRow).where(CaseKeyRow.case_id == sent.id)).all()


def test_whoever_it_may_speak_of_and_whoever_has_nobody_beside_them(desk: Desk) -> None:
    clerk = with_key(desk.runtime, desk.officials.account(Role.INTAKE_CLERK))
    close_desk(desk.runtime, desk.units[COMMUNE], clerk)
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, name="Bà Kín Đáo", phone="0900 000 777", consent=True)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        code = find_case(
            ctx, number_typed=sent.receipt.number, access_code_typed=sent.receipt.access_code, network=b"n" * 32
        )
    assert code is not None
    with desk.runtime.transaction(replace(ANONYMOUS, secret=code.secret)) as ctx:
        services.withdraw(ctx, sent.id)
    with pytest.raises(NoSecondPerson):
        propose(desk, sent.id, who=clerk)
    for other in (desk.actor(Role.LEADER), desk.actor(Role.HANDLER)):
        with pytest.raises((NotFound, Forbidden)):
            propose(desk, sent.id, who=other)
