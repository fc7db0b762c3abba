"""Files with a confidential word: only from its sender, under the record's key, taken along by renewal and deletion."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from casework.attachments import store_image
from casework.errors import CaseFull, CaseShredded
from casework.images import prepare_image
from casework.locks.errors import KeyRenewed
from casework.sealing import CaseKey, fresh_case_key, open_case_key
from core.actor import ANONYMOUS, SYSTEM
from core.errors import Forbidden, NotFound
from core.ids import random_id
from feedback import services as feedback
from feedback.deleting.pieces import list_pieces
from feedback.deleting.queries import get_deletion
from feedback.deleting.services import Propose, approve_deletion, propose_deletion
from feedback.deleting.states import DeletionReason, Material
from feedback.protection import enclosing, services
from feedback.protection.commands import FileTarget, Retaliation
from feedback.protection.enclosing import Put, enclosures_of, read_enclosed
from feedback.protection.models import ConfidedEnclosure
from feedback.protection.record import alarms_of
from feedback.protection.services import Carried
from feedback.protection.states import Avenger, Deed
from feedback.services.locking import follow, renew
from feedback.states import Concerns, PetitionKind
from tests.support.issuing import photo
from tests.support.petitioning import Desk

WORDS = "Tôi có thêm ảnh chụp giấy biên nhận."


@pytest.fixture
def petition_id(desk: Desk) -> UUID:
    """A denunciation's word, with the handler."""
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sent.id)
    return sent.id


def picture(desk: Desk, key: CaseKey) -> Put:
    return Put(photos=(store_image(desk.runtime.files, key, prepare_image(photo())),))


def key_of(desk: Desk, case_id: UUID) -> CaseKey:
    with desk.runtime.reading() as ctx:
        return open_case_key(ctx, case_id)


def say(desk: Desk, petition_id: UUID, put: Put) -> None:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.write(ctx, FileTarget(petition_id, None), WORDS, put)


def stored(desk: Desk) -> list[str]:
    c = ConfidedEnclosure
    with desk.runtime.reading() as ctx:
        rows = ctx.session.execute(select(c.original_key, c.display_key, c.thumb_key)).all()
    return [key for row in rows for key in row]


def missing(desk: Desk, keys: list[str]) -> bool:
    for key in keys:
        try:
            desk.runtime.files.get(key)
        except KeyError:
            continue
        return False
    return True


def test_a_fresh_key_takes_them_along_and_only_the_sender_sends(
    desk: Desk, petition_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, handler = key_of(desk, petition_id), desk.actor(Role.HANDLER)
    late = picture(desk, key)
    say(desk, petition_id, picture(desk, key))
    with desk.runtime.transaction(handler) as ctx, pytest.raises(Forbidden):
        services.write(ctx, FileTarget(petition_id, None), WORDS, picture(desk, key))
    before = stored(desk)
    with desk.runtime.transaction(handler) as ctx:
        renew(ctx, petition_id)
        follow(ctx, petition_id)
    assert key_of(desk, petition_id).key != key.key
    assert not set(stored(desk)) & set(before)
    with desk.runtime.transaction(handler) as ctx:
        (one,) = enclosures_of(ctx, petition_id).values()
        _found, data = read_enclosed(ctx, petition_id, one.id)
        assert data.startswith(b"\xff\xd8")
        with pytest.raises(NotFound):
            read_enclosed(ctx, petition_id, petition_id)
    with pytest.raises(KeyRenewed):  # sealed under the key before, on its way while the case was renewed
        say(desk, petition_id, late)
    monkeypatch.setattr(enclosing, "MOST", 1)
    with pytest.raises(CaseFull):
        say(desk, petition_id, picture(desk, key_of(desk, petition_id)))


def test_what_concerns_leaders_lies_under_the_key_of_the_province_s_report_alone(desk: Desk, petition_id: UUID) -> None:
    report = Retaliation(Avenger.LEADER, (Deed.THREAT,), "Bị gọi lên doạ đuổi việc.")
    with desk.runtime.reading() as ctx:
        facts = desk.case(petition_id).facts()
        assert services.goes_to(ctx, facts, Avenger.LEADER) == (False, True)
        assert services.goes_to(ctx, facts, Avenger.OFFICIAL) == (True, True)
        assert services.goes_to(ctx, facts, Avenger.OTHER) == (True, False)
    key = fresh_case_key(random_id())
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        carried = Carried(province_key=key, province=picture(desk, key))
        services.report_retaliation(ctx, FileTarget(petition_id, None), report, carried)
    with desk.runtime.transaction(SYSTEM) as ctx:
        (alarm,) = alarms_of(ctx, petition_id)
        assert alarm.id == key.case_id
        assert enclosures_of(ctx, petition_id) == {}
        assert len(enclosures_of(ctx, alarm.id)) == 1


def test_they_go_with_their_word_and_with_the_whole(desk: Desk, petition_id: UUID) -> None:
    key, handler, leader = key_of(desk, petition_id), desk.actor(Role.HANDLER), desk.actor(Role.LEADER)
    say(desk, petition_id, picture(desk, key))
    say(desk, petition_id, picture(desk, key))
    both = stored(desk)
    with desk.runtime.transaction(handler) as ctx:
        first, second = (one for one in list_pieces(ctx, petition_id) if one.material is Material.MESSAGE)
        assert len(first.files) == 1
    (only,) = second.files
    _destroy(desk, petition_id, Material.ENCLOSED, only)  # the word stays, its picture goes
    assert len(stored(desk)) == 3
    with desk.runtime.transaction(handler) as ctx:
        assert len([one for one in list_pieces(ctx, petition_id) if one.material is Material.MESSAGE]) == 2
    say(desk, petition_id, picture(desk, key))
    both = stored(desk)
    _destroy(desk, petition_id, Material.MESSAGE, first.id)
    left = stored(desk)
    assert len(left) == 3
    assert missing(desk, [one for one in both if one not in left])
    with desk.runtime.transaction(handler) as ctx:
        (left_over,) = enclosures_of(ctx, petition_id)
        assert left_over not in (only.hex, first.files[0].hex)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        feedback.withdraw(ctx, petition_id)
    _destroy(desk, petition_id, Material.CASE, None)
    assert stored(desk) == []
    assert missing(desk, both)
    with desk.runtime.transaction(leader) as ctx, pytest.raises(CaseShredded):
        open_case_key(ctx, petition_id)


def _destroy(desk: Desk, petition_id: UUID, material: Material, item_id: UUID | None) -> None:
    command = Propose(material, item_id, DeletionReason.THIRD_PERSON, "Nói về người không liên quan.")
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        deletion_id = propose_deletion(ctx, petition_id, command)
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        approve_deletion(ctx, deletion_id, number="17/QĐ-UBND", digest=get_deletion(ctx, deletion_id).digest)
