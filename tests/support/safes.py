"""A province with a safe: who works, who agrees, and a locked desk that receives."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from casework.identities.errors import TwoPersonsNeeded
from casework.identity import (
    identity_to_compare,
    is_in_safe,
)
from casework.locks.errors import CaseLocked
from casework.locks.models import CaseShare
from casework.safes.keys import find_safe, side_of
from casework.safes.models import ClosedIdentity
from casework.safes.states import Side
from casework.safes.tending import tend_safes
from casework.states import IdentityReason
from core.actor import SYSTEM, Actor
from feedback.opening.services import (
    ask_opening,
    decide_opening,
    read_identity,
)
from feedback.states import Concerns, PetitionKind
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE

WORDS = "Phải gặp để nhận chứng cứ gốc, hẹn ngoài trụ sở."
NAME, PHONE = "Bà Kín Đáo", "0900 000 777"
WHAT = "Tôi là ba kin dao, thấy cán bộ đòi thêm tiền ở quầy, gọi tôi số 0900000777."


class House:
    """A commune whose desk has a key, and a province, with enough people for a safe."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.clerk, self.handler, self.leader = (
            with_key(desk.runtime, desk.officials.account(role))
            for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)
        )
        self.second = self.more("pho-chu-tich", Role.LEADER)
        close_desk(desk.runtime, desk.units[COMMUNE], self.clerk)
        assert self.tend() == 1

    def more(self, name: str, role: Role, code: str = COMMUNE) -> Actor:
        account_id = self.desk.another(name, role, code).account_id
        assert account_id is not None
        return with_key(self.desk.runtime, account_id)

    def tend(self) -> int:
        with self.desk.runtime.transaction(SYSTEM) as ctx:
            return tend_safes(ctx)

    def safe_id(self) -> UUID:
        with self.desk.runtime.reading() as ctx:
            found = find_safe(ctx, self.desk.units[PROVINCE])
        assert found is not None
        return found.id

    def side(self, who: Actor) -> Side | None:
        with self.desk.runtime.reading() as ctx:
            return side_of(ctx, self.safe_id(), who.account_id)

    def sent(self, concerns: Concerns = Concerns.COMMUNE_OFFICIAL, **more: object) -> UUID:
        left = {"what": WHAT, "name": NAME, "phone": PHONE, "consent": True}
        return self.desk.send(concerns, **{**left, **more}).id  # type: ignore[arg-type]

    def assigned(self) -> UUID:
        petition_id = self.sent()
        self.desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO, clerk=self.clerk)
        self.desk.assign(petition_id, clerk=self.clerk)
        return petition_id

    def in_safe(self, petition_id: UUID) -> bool:
        with self.desk.runtime.reading() as ctx:
            return is_in_safe(ctx, petition_id)

    def ask(self, petition_id: UUID, who: Actor | None = None) -> UUID:
        with self.desk.runtime.transaction(who or self.handler) as ctx:
            return ask_opening(ctx, petition_id, IdentityReason.MEET, WORDS)

    def agree(self, opening_id: UUID, who: Actor | None = None) -> None:
        with self.desk.runtime.transaction(who or self.leader) as ctx:
            decide_opening(ctx, opening_id, agrees=True)

    def look(self, opening_id: UUID, who: Actor | None = None) -> str:
        with self.desk.runtime.transaction(who or self.handler) as ctx:
            return read_identity(ctx, opening_id).name

    def boxes(self, petition_id: UUID) -> int:
        with self.desk.runtime.reading() as ctx:
            keys = select(ClosedIdentity.key_id).where(ClosedIdentity.case_id == petition_id)
            return len(ctx.session.execute(select(CaseShare.case_id).where(CaseShare.case_id.in_(keys))).all())


def closed(house: House, petition_id: UUID, *actors: Actor) -> None:
    """None of them learns it by what the program does without the rules around it."""
    for actor in actors:
        with house.desk.runtime.transaction(actor) as ctx, pytest.raises((TwoPersonsNeeded, CaseLocked)):
            identity_to_compare(ctx, petition_id)
