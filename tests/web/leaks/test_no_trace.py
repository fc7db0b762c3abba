"""Nobody who has nothing to do with a denunciation sees, hears or counts that there is one.

Two installations alike; in one of them the commune's chairman is denounced, then an official of it. Every page, feed
and export that each other role and the public can reach is opened in both, after reminders and escalations went out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from accounts import sessions, sign_in
from accounts.roles import Role
from accounts.states import Factor
from casework.identity import Identity
from feedback.proceedings.states import Step
from feedback.states import Concerns, PetitionKind
from tests.support.clock import SteppingClock
from tests.support.desk_entries import take_in
from tests.support.petitioning import Desk, Sent
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE, OTHER, PROVINCE
from tests.support.twin_worlds import Saw, Walker, World, differences, twins, work_off

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
    """A commune with work: counts that are not nought, lists that are not empty, senders with names."""
    for steps in range(4):
        sent = desk.send(what="Cống đầu xóm tắc.", **PLAIN)
        if steps > 0:
            desk.triage(sent.id)
        if steps > 1:
            desk.assign(sent.id)
            desk.start(sent.id)
        if steps > 2:
            desk.propose(sent.id)
            desk.approve(sent.id)
    sender = Identity(name=PLAIN_NAME, phone=PLAIN_PHONE, address=f"Xóm {PLAIN_NAME}")
    take_in(desk, sender=sender, contact_consent=True)
    settle_complaint(Court(desk))
    desk.triage(desk.send(Concerns.COMMUNE_OFFICIAL).id, PetitionKind.DENUNCIATION_INFO)
    for role in Role:
        desk.officials.account(role)
    desk.province_clerk()
    desk.another("xu-ly-tinh", Role.HANDLER, PROVINCE)
    work_off(desk.runtime)  # now, so that what it makes has the same ids, and so the same order, in both worlds
    return desk


# Somebody with a name and a way to reach them: mail goes out, blind indexes could be written.
SENDER = {
    "name": "Nguyễn Văn Kín", "phone": "0934567891", "email": "kin@vidu.vn", "consent": True, "place": "Thôn Kín",
}  # fmt: skip
# Whoever sent what is no secret to the desk; their name and how to reach them stand in no list all the same.
PLAIN_NAME, PLAIN_PHONE = "Trần Thị Thường", "0977123456"
PLAIN = {"name": PLAIN_NAME, "phone": PLAIN_PHONE, "email": "thuong@vidu.vn", "consent": True}
PERSONAL = re.compile(
    r"Văn Kín|kin@vidu|Thôn Kín|0934[ .]?567[ .]?891|Thị Thường|thuong@vidu|0977[ .]?123[ .]?456", re.IGNORECASE
)
# Where somebody's name or number is what the page is for, by the role that needs it; nowhere else, of nobody.
DECLARED: dict[Role, tuple[str, ...]] = {}


def settle_complaint(court: Court) -> None:
    """Somebody's complaint is decided, and the decision goes out to them by post."""
    petition_id = court.formal(**PLAIN)
    court.take(petition_id, Step.ACCEPT, court.leader)
    court.take(petition_id, Step.REPORT, court.handler)
    court.take(petition_id, Step.DECIDE, court.leader)
    court.take(petition_id, Step.SEND, court.handler)


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


def unmasked(role: Role, saw: Saw) -> list[str]:
    """Pages that show somebody of this role who sent something, though nobody declared that they do."""
    found = [address for address, words in saw.items() if PERSONAL.search(words)]
    return [address for address in found if not address.startswith(DECLARED.get(role, ("-",)))]


def told_apart(worlds: tuple[World, World], role: Role, sent: Sent) -> list[str]:
    """Where somebody of this role sees that the worlds differ; they try its number and its address, too."""
    number = sent.receipt.number
    tries = [f"/can-bo/don-thu/tim?q={typed}" for typed in (number, number[-7:], "nhan tien", "Kín", "0934567891")]
    tries += [f"/can-bo/don-thu/{sent.id}", f"/can-bo/don-thu?q={number}", f"/tra-cuu?so={number}"]
    tries += [f"/api/v1/units?q={typed}" for typed in ("kin", "thon kin")]
    walkers = [enter(world, role, sessions.new_token()) for world in worlds]
    one, other = (walker.walk_all(["/can-bo"]) for walker in walkers)
    assert len(one) > 30, role
    assert unmasked(role, other) == [], role
    asked = [walker.ask(tries) for walker in walkers]
    return differences({**one, **asked[0]}, {**other, **asked[1]})


def public_apart(worlds: tuple[World, World]) -> list[str]:
    """Where anybody sees it."""
    one, other = (Walker(world.app, None).walk_all(PUBLIC) for world in worlds)
    assert len(one) > 30
    assert not any(PERSONAL.search(words) for words in other.values())
    return differences(one, other)


def audited(world: World, agency_id: UUID) -> int:
    """How long an agency's log is."""
    counted = text("SELECT count(*) FROM audit_entry WHERE chain = :chain")
    with world.desk.runtime.reading() as ctx:
        return int(ctx.session.execute(counted, {"chain": agency_id.hex}).scalar_one())


@pytest.mark.timeout(400)
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
        for role in WORKS:
            assert unmasked(role, enter(loud, role, sessions.new_token()).walk_all(["/can-bo"])) == [], role
