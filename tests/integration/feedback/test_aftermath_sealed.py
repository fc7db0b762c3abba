"""What follows the answer to a sealed case: no word or place of it lies in clear, in the database or beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.roles import Role
from casework.sealing import open_case_key
from core.actor import ANONYMOUS
from feedback.aftermath.commands import Disagree, TakeBack
from feedback.aftermath.services.disputing import disagree
from feedback.aftermath.services.wishing import begin_wish
from feedback.aftermath.services.withdrawing import take_back
from feedback.aftermath.states import Doubt, Part, Way, Wish
from feedback.claims.commands import ClaimDone, Looked
from feedback.claims.scenes import store_scene
from feedback.claims.services import claim_done, look
from feedback.claims.states import Side
from feedback.commands import Spot
from feedback.states import Concerns
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.scenes import photo

HERE = Spot(21.4773, 106.1234)
SECRETS = (
    "Ông ấy vẫn đòi thêm tiền của nhà tôi.", "Phần nói về con trai ông ấy thì thôi.", "Đã thu lại tiền ở quầy số ba.",
    "Quầy số ba, cạnh cửa sổ", "Tôi tới hỏi thì đã trả lại tiền.", "Tôi sợ nên không tố cáo nữa.", "21.4773",
)  # fmt: skip


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A sealed report disputed, claimed and seen; a sealed denunciation whose sender begins to withdraw."""
    petition_id = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        take_back(ctx, petition_id, TakeBack(Part.MATTER, SECRETS[1]))
    desk.propose(petition_id, public="")
    desk.approve(petition_id)
    with desk.runtime.reading() as ctx:
        key = open_case_key(ctx, petition_id)
    scene = store_scene(desk.runtime.files, key, photo(desk.runtime.clock(), HERE), Side.AFTER)
    done = ClaimDone(SECRETS[2], SECRETS[3], desk.runtime.clock(), HERE, (scene,), open_photos=True)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        claim_id = claim_done(ctx, petition_id, done)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        look(ctx, claim_id, Looked(done=True, text=SECRETS[4]))
        disagree(ctx, petition_id, Disagree(Way.REOPEN, 1, SECRETS[0], (Doubt.CONDUCT,)))
    court = Court(desk)
    denounced = court.examined()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        begin_wish(ctx, denounced, Wish.WITHDRAW, SECRETS[5])
    return desk


@pytest.mark.sqlite_only
def test_no_byte_of_it_is_readable(told: Desk, data_dir: Path) -> None:
    told.runtime.engine.dispose()
    files = [one for one in data_dir.rglob("*") if one.is_file() and "keys" not in one.parts]
    assert files
    for one in files:
        content = one.read_bytes()
        for secret in SECRETS:
            assert secret.encode() not in content, (secret, one.name)


def test_log_timeline_and_messages_hold_choices_only(told: Desk) -> None:
    with told.runtime.reading() as ctx:
        connection = ctx.session.connection()
        for statement in (
            "SELECT params FROM case_event",
            "SELECT detail FROM audit_detail",
            "SELECT payload FROM outbox_message",
        ):
            found = " ".join(str(row) for row in connection.exec_driver_sql(statement).scalars())
            assert not [secret for secret in SECRETS if secret in found], statement
