"""Nobody who has nothing to do with a denunciation sees, hears or counts that there is one.

Two installations alike; in one of them the commune's chairman is denounced, then an official of it. Every page, feed
and export that each other role and the public can reach is opened in both, after reminders and escalations went out.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from accounts import sessions, sign_in
from accounts.roles import Role
from accounts.states import Factor
from feedback.states import Concerns, PetitionKind
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk, Sent
from tests.support.staffed import COMMUNE, OTHER, PROVINCE
from tests.support.twin_worlds import Walker, World, differences, twins, work_off

pytestmark = pytest.mark.sqlite_only
PUBLIC = ("/", f"/xa/{COMMUNE}", f"/tinh/{PROVINCE}", f"/xa/{OTHER}", "/tra-cuu", "/hoi-nguoi-truc", "/ks")
# Of the chairman's case nobody here may see anything: the accused, those who take in what comes to the commune, and
# who reads there who opened what.
NEAR = (Role.LEADER, Role.INTAKE_CLERK, Role.HANDLER, Role.LOG_AUDITOR, Role.DATA_PROTECTION_OFFICER)
# Of the official's case at the commune's own desk these know by their office, on these pages alone: how many there are
# in the reports they sign or sum up, that one is overdue, that somebody opened something.
KNOWS = {
    Role.LEADER: ("/can-bo/bao-cao",),
    Role.PROVINCIAL_INSPECTOR: ("/can-bo/bao-cao", "/can-bo/nhac-viec"),
    Role.DATA_PROTECTION_OFFICER: ("/quan-tri/nhat-ky",),
}
WORKS = {Role.INTAKE_CLERK, Role.HANDLER, Role.LOG_AUDITOR}


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A commune with work: counts that are not nought, lists that are not empty."""
    desk.answered()
    desk.in_progress()
    desk.send()
    desk.triage(desk.send(Concerns.COMMUNE_OFFICIAL).id, PetitionKind.DENUNCIATION_INFO)
    for role in Role:
        desk.officials.account(role)
    desk.province_clerk()
    desk.another("xu-ly-tinh", Role.HANDLER, PROVINCE)
    return desk


# Somebody with a name and a way to reach them: mail goes out, blind indexes could be written.
SENDER = {
    "name": "Nguyễn Văn Kín", "phone": "0912345678", "email": "kin@vidu.vn", "consent": True, "place": "Thôn Kín",
}  # fmt: skip


def denounce_chairman(desk: Desk) -> Sent:
    """The province takes it in hand and gives it to somebody."""
    sent = desk.send(Concerns.COMMUNE_LEADER, what="Chủ tịch xã nhận tiền của dân.", **SENDER)
    clerk = desk.province_clerk()
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    desk.assign(sent.id, clerk=clerk, to=desk.extra["xu-ly-tinh"])
    return sent


def denounce_official(desk: Desk) -> Sent:
    """An official of the commune; the desk there gives it to somebody."""
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, what="Cán bộ địa chính nhận tiền của dân.", **SENDER)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sent.id)
    return sent


def let_pass(worlds: Iterable[World], clock: SteppingClock, *, days: int) -> None:
    """Messages are handed on, days go by, reminders and escalations go out."""
    for spent in (0, days):
        clock.advance(days=spent)
        for world in worlds:
            work_off(world.desk.runtime)


def enter(world: World, role: Role, token: str) -> Walker:
    """The official of this role, signed in just now."""
    account_id = world.desk.officials.account(role)
    with world.desk.runtime.transaction() as ctx:
        session_id = sessions.open_session(ctx, account_id=account_id, token=token, device="Test")
        sign_in.factor_was_right(ctx, account_id=account_id, session_id=session_id, token=token, how=Factor.TOTP)
    return Walker(world.app, token)


def told_apart(worlds: tuple[World, World], role: Role, sent: Sent) -> list[str]:
    """Where somebody of this role sees that the worlds differ; they try its number and its address, too."""
    number = sent.receipt.number
    tries = [f"/can-bo/don-thu/tim?q={typed}" for typed in (number, number[-7:], "nhan tien", "Kín", "0912345678")]
    tries += [f"/can-bo/don-thu/{sent.id}", f"/can-bo/don-thu?q={number}", f"/tra-cuu?so={number}"]
    tries += [f"/api/v1/units?q={typed}" for typed in ("kin", "thon kin")]
    walkers = [enter(world, role, sessions.new_token()) for world in worlds]
    one, other = ({**walker.walk_all(["/can-bo"]), **walker.ask(tries)} for walker in walkers)
    assert len(one) > 60, role
    return differences(one, other)


def public_apart(worlds: tuple[World, World]) -> list[str]:
    """Where anybody sees it."""
    one, other = (Walker(world.app, None).walk_all(PUBLIC) for world in worlds)
    assert len(one) > 30
    return differences(one, other)


def audited(world: World, agency_id: UUID) -> int:
    """How long an agency's log is."""
    counted = text("SELECT count(*) FROM audit_entry WHERE chain = :chain")
    with world.desk.runtime.reading() as ctx:
        return int(ctx.session.execute(counted, {"chain": agency_id.hex}).scalar_one())


@pytest.mark.timeout(240)
def test_nobody_can_tell_that_somebody_was_denounced(busy: Desk, clock: SteppingClock, tmp_path: Path) -> None:
    with twins(busy, clock, tmp_path / "copy") as worlds:
        quiet, loud = worlds
        sent = denounce_chairman(loud.desk)
        let_pass(worlds, clock, days=40)
        assert {role: told_apart(worlds, role, sent) for role in NEAR} == {role: [] for role in NEAR}
        commune = busy.units[COMMUNE]
        assert audited(quiet, commune) == audited(loud, commune) > 0

        other = denounce_official(loud.desk)
        let_pass(worlds, clock, days=40)
        apart = {role: told_apart(worlds, role, other) for role in Role if role not in WORKS}
        for role, pages in KNOWS.items():
            apart[role] = [line for line in apart[role] if not line.startswith(pages)]
        assert {role: lines for role, lines in apart.items() if lines} == {}
        assert public_apart(worlds) == []
