"""A copy of a sealed petition without whoever sent it: one covers, another lets it, named people read."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select

from accounts.roles import Role
from casework.attachments import store_image
from casework.images import prepare_image
from casework.locks.errors import CaseLocked
from casework.models import CaseKeyRow
from core.actor import ANONYMOUS, Actor
from core.audit import AuditEntry
from core.errors import Forbidden, NotFound
from core.transitions import TransitionNotAllowed
from feedback.publishing.errors import PhraseMissing, SourceChanged
from feedback.redacting.errors import NotAReader
from feedback.redacting.models import RedactedCopy
from feedback.redacting.queries import list_copies, open_text
from feedback.redacting.services import (
    MakeCopy,
    decide_copy,
    drop_named,
    make_copy,
    name_reader,
    read_copy,
    read_photo,
    withdraw_copy,
)
from feedback.redacting.source import read_words
from feedback.services import withdraw
from feedback.services.shredding import shred_petition
from feedback.states import Concerns, PetitionKind
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import Desk, draft_of
from tests.support.staffed import COMMUNE

NAME, PHONE = "Bà Kín Đáo", "0900 000 777"
TOLD = f"Tôi là {NAME}, số 0900000777, thấy cán bộ nhận tiền ở cổng chợ trước mặt em gái tôi."


def sealed(desk: Desk, clerk: Actor | None = None, **more: object) -> UUID:
    left = {"name": NAME, "phone": PHONE, "consent": True}
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, what=TOLD, **left, **more)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    desk.assign(sent.id, clerk=clerk)
    return sent.id


def make(desk: Desk, petition_id: UUID, who: Actor, more: str = "", photos: tuple[UUID, ...] = ()) -> UUID:
    with desk.runtime.transaction(who) as ctx:
        return make_copy(ctx, petition_id, MakeCopy(read_words(ctx, petition_id).digest, (), more, photos))


def read(desk: Desk, copy_id: UUID, who: Actor) -> str:
    with desk.runtime.transaction(who) as ctx:
        return "".join(piece.text or f"[{piece.reason}]" for piece in read_copy(ctx, copy_id).pieces)


def decide(desk: Desk, copy_id: UUID, who: Actor, *, lets: bool = True) -> None:
    with desk.runtime.transaction(who) as ctx:
        decide_copy(ctx, copy_id, lets=lets)


def name(desk: Desk, copy_id: UUID, who: Actor, reader: Actor) -> None:
    with desk.runtime.transaction(who) as ctx:
        name_reader(ctx, copy_id, reader.account_id or copy_id)


def test_one_covers_another_lets_it_and_named_people_read(desk: Desk) -> None:
    handler, leader, verifier = (desk.actor(role) for role in (Role.HANDLER, Role.LEADER, Role.VERIFIER))
    petition_id = sealed(desk)
    with pytest.raises(PhraseMissing):
        make(desk, petition_id, handler, "anh rể tôi")
    with desk.runtime.transaction(handler) as ctx, pytest.raises(SourceChanged):
        make_copy(ctx, petition_id, MakeCopy("khác"))
    copy_id = make(desk, petition_id, handler, "em gái tôi")
    for words in (read(desk, copy_id, handler), read(desk, copy_id, leader)):
        assert "nhận tiền ở cổng chợ" in words
        for secret in ("Kín Đáo", "0900", "em gái tôi"):
            assert secret not in words
    with pytest.raises(Forbidden):
        decide(desk, copy_id, handler)
    with pytest.raises(TransitionNotAllowed):
        name(desk, copy_id, handler, verifier)
    decide(desk, copy_id, leader)
    with pytest.raises(Forbidden):
        read(desk, copy_id, verifier)
    with pytest.raises(NotAReader):
        name(desk, copy_id, handler, leader)
    name(desk, copy_id, handler, verifier)
    assert "nhận tiền" in read(desk, copy_id, verifier)
    with desk.runtime.transaction(verifier) as ctx:
        (line,) = list_copies(ctx)
        assert (line.id, line.mine) == (copy_id, False)
    for stranger in (desk.actor(Role.INTAKE_CLERK), desk.actor(Role.COMMUNE_ADMIN), desk.province_clerk()):
        with pytest.raises((Forbidden, NotFound)):
            read(desk, copy_id, stranger)
    with desk.runtime.reading() as ctx:
        e = AuditEntry
        reads = select(e.account_id).where(e.action == "feedback:petition:copy_read").order_by(e.seq)
        who = list(ctx.session.execute(reads).scalars())
        assert who == [handler.account_id, leader.account_id, verifier.account_id]
        assert "nhận tiền".encode() not in ctx.session.execute(select(RedactedCopy.sealed_text)).scalar_one()
    with desk.runtime.transaction(handler) as ctx:
        drop_named(ctx, copy_id, verifier.account_id or copy_id)
    with pytest.raises(Forbidden):
        read(desk, copy_id, verifier)
    with desk.runtime.transaction(handler) as ctx:
        withdraw_copy(ctx, copy_id)
    with pytest.raises(TransitionNotAllowed):
        read(desk, copy_id, handler)


def test_a_copy_goes_when_the_petition_is_destroyed(desk: Desk) -> None:
    handler = desk.actor(Role.HANDLER)
    petition_id = sealed(desk)
    copy_id = make(desk, petition_id, handler)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        withdraw(ctx, petition_id)
    with desk.runtime.transaction() as ctx:
        assert shred_petition(ctx, petition_id, rule="petition.case")
        kept = select(CaseKeyRow.case_id).where(CaseKeyRow.case_id.in_([petition_id, copy_id]))
        assert list(ctx.session.execute(kept)) == []


def test_a_copy_that_still_tells_goes_back(desk: Desk) -> None:
    copy_id = make(desk, sealed(desk), desk.actor(Role.HANDLER))
    decide(desk, copy_id, desk.actor(Role.LEADER), lets=False)
    with pytest.raises(TransitionNotAllowed):
        name(desk, copy_id, desk.actor(Role.HANDLER), desk.actor(Role.VERIFIER))


def test_photos_stay_away_unless_they_were_cleared(desk: Desk) -> None:
    draft, out = draft_of(), io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    image = store_image(desk.runtime.files, draft.key(), prepare_image(out.getvalue()))
    petition_id = sealed(desk, photos=(image,), case_id=draft.case_id, case_key=draft.case_key)
    handler = desk.actor(Role.HANDLER)
    without = make(desk, petition_id, handler)
    with desk.runtime.transaction(handler) as ctx:
        assert open_text(ctx, without).photos == []
        with pytest.raises(NotFound):
            read_photo(ctx, without, 0)
    cleared = make(desk, petition_id, handler, photos=(UUID(hex=image.id),))
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        assert Image.open(io.BytesIO(read_photo(ctx, cleared, 0))).size == (40, 30)


def test_of_a_locked_petition_readers_open_the_copy_and_never_the_case(desk: Desk) -> None:
    clerk, handler, leader, verifier = (
        with_key(desk.runtime, desk.officials.account(role))
        for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER, Role.VERIFIER)
    )
    close_desk(desk.runtime, desk.units[COMMUNE], clerk)
    petition_id = sealed(desk, clerk)
    copy_id = make(desk, petition_id, handler)
    decide(desk, copy_id, leader)
    name(desk, copy_id, handler, verifier)
    assert "nhận tiền" in read(desk, copy_id, verifier)
    with desk.runtime.transaction(verifier) as ctx, pytest.raises(CaseLocked):
        read_words(ctx, petition_id)
    with pytest.raises(Forbidden):
        read(desk, copy_id, replace(verifier, secret=None))
