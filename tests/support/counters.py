"""A commune with counters, officials and a way to rate: what tests of surveys start from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from accounts.commands import CreateAccount
from accounts.factors import store_totp
from accounts.roles import Role
from accounts.services import create_account
from agencies.commands import CreateServicePoint, UpdateServicePoint
from agencies.queries import ServicePointCard, get_card, list_service_points
from agencies.services import create_service_point, update_service_point
from bootstrap.runtime import Runtime
from core.actor import Actor, ActorKind, Grant
from surveys.commands import NewAnswer
from surveys.forms import COUNTER
from surveys.ingest import record_answers
from surveys.states import Channel
from tests.support.places import settle


@dataclass(frozen=True)
class Counters:
    """Xã Yên Thế with three counters, the last one closed; `others` is Xã Bố Hạ."""

    runtime: Runtime
    commune: uuid.UUID
    others: uuid.UUID
    province: uuid.UUID
    points: tuple[ServicePointCard, ...]

    def answer(self, overall: int, *, point: int = 0, at: datetime | None = None) -> NewAnswer:
        """One rating, ready to record."""
        return NewAnswer(
            id=uuid.uuid4(), form_id=COUNTER.id, agency_id=self.commune, service_point_id=self.points[point].id,
            at=at or self.runtime.clock(), overall=overall, channel=Channel.QR, language="vi",
        )  # fmt: skip

    def rate(self, *scores: int, point: int = 0, at: datetime | None = None) -> list[uuid.UUID]:
        """Record ratings; gives their ids."""
        answers = [self.answer(score, point=point, at=at) for score in scores]
        with self.runtime.transaction() as ctx:
            record_answers(ctx, answers)
        return [answer.id for answer in answers]

    def official(self, role: Role, agency_id: uuid.UUID | None = None) -> Actor:
        """An official with an account, in a role at the commune (or the agency given)."""
        agency_id = agency_id or self.commune
        with self.runtime.transaction() as ctx:
            path = get_card(ctx, agency_id).path
            user_name = f"{role.value}-{uuid.uuid4().hex[:6]}".replace("_", "-")
            grants = ((role, agency_id),)
            account_id = create_account(
                ctx,
                CreateAccount(
                    user_name=user_name, name="Chu Văn Thóc", password_hash="x", must_change=False, grants=grants
                ),
            )
            store_totp(ctx, account_id=account_id, secret="JBSWY3DPEHPK3PXP")
        return Actor(ActorKind.OFFICIAL, account_id, "Chu Văn Thóc", (Grant(role.value, agency_id, path),))


def make_counters(runtime: Runtime, folder: Path) -> Counters:
    """The counters over a test's database."""
    ids = settle(runtime, folder, "24", "07288", "07294")
    commune = ids["07288"]
    with runtime.transaction() as ctx:
        for number, name in (("1", "Hộ tịch"), ("2", "Đất đai"), ("3", "Quầy cũ")):
            create_service_point(ctx, CreateServicePoint(agency_id=commune, number=number, name=name))
        last = list_service_points(ctx, commune)[-1]
        update_service_point(ctx, UpdateServicePoint(last.id, last.version, last.number, last.name, active=False))
        points = list_service_points(ctx, commune, active_only=False)
    return Counters(runtime, commune, ids["07294"], ids["24"], points)
