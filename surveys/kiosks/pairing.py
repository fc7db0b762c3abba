"""The life of a tablet at the desk: prepared by an official, paired on the tablet, left with a PIN, taken off again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select, update

from agencies.models import ServicePoint
from casework.budgets import Budget, spend
from casework.errors import BudgetSpent
from core import audit
from core.clock import local_date
from core.context import Context
from core.crypto import same
from core.errors import Forbidden, NotFound
from core.ids import random_symbols, uuid7
from surveys.kiosks.errors import PairingUnknown, PinTriedTooOften, PinWrongLength
from surveys.models import SurveyKiosk
from surveys.policies import can_pair_kiosks

PAIR_LIFE = timedelta(minutes=15)
# 31⁸ codes, each good for a quarter of an hour; an address of 31²⁰.
_CODE, _KEY = 8, 20
_PIN_LENGTHS = range(4, 9)
_MOST_SHOWN = 50
# It says how it stands every ten minutes (survey_kiosk.js).
SILENT_AFTER = timedelta(minutes=30)
_MOST_TOLD, _LONGEST_TOLD = 100_000, 400 * 86_400
# Every try counts, the right ones too: who stands before the tablet has five an hour, and as many while it is paired.
_LEAVING, _PAIRING, TRIES_AN_HOUR = Budget("kiosk-pin", 1, 1), Budget("kiosk-pair", 1, 1), 5


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A tablet as the desk's page shows it."""

    id: uuid.UUID
    agency_id: uuid.UUID
    service_point_id: uuid.UUID
    created_at: datetime
    pair_until: datetime
    paired_at: datetime | None
    seen_on: date | None
    told_at: datetime | None
    waiting: int | None
    waiting_since: datetime | None
    refused: int | None
    keeps: bool | None

    def is_silent(self, now: datetime) -> bool:
        """Whether it has said nothing for so long that it is off, or has no connection."""
        return self.told_at is not None and now - self.told_at > SILENT_AFTER


@dataclass(frozen=True, slots=True)
class Told:
    """How a tablet says that it stands: what waits on it and for how many seconds, what we refused, whether it can
    keep anything at all.
    """

    waiting: int
    seconds: int
    refused: int
    keeps: bool


_COLUMNS = tuple(getattr(SurveyKiosk, name) for name in Kiosk.__slots__)


def prepare_kiosk(ctx: Context, *, service_point_id: uuid.UUID, pin: str) -> str:
    """Prepare a tablet for a service point; gives the code to type on it, shown once and good for a quarter of an hour.

    Raises NotFound, Forbidden, PinWrongLength.
    """
    agency_id = ctx.session.scalar(select(ServicePoint.agency_id).where(ServicePoint.id == service_point_id))
    if agency_id is None:
        raise NotFound
    if ctx.actor.account_id is None or not can_pair_kiosks(ctx.actor, agency_id=agency_id):
        raise Forbidden
    if not (pin.isascii() and pin.isdigit() and len(pin) in _PIN_LENGTHS):
        raise PinWrongLength
    kiosk_id, code = uuid7(), random_symbols(_CODE)
    ctx.session.execute(
        insert(SurveyKiosk).values(
            id=kiosk_id, agency_id=agency_id, service_point_id=service_point_id, account_id=ctx.actor.account_id,
            created_at=ctx.now, pin_tag=_pin_tag(ctx, kiosk_id, pin), pair_tag=_tag(ctx, "pair", code),
            pair_until=ctx.now + PAIR_LIFE,
        )
    )  # fmt: skip
    _record(ctx, kiosk_id, agency_id, "prepare")
    return code


def pair_kiosk(ctx: Context, code: str, pin: str) -> str | None:
    """What a tablet gets for a code and the PIN typed on it: the secret part of its address. A code pairs one tablet.

    None when the PIN is not the one that was set; the try is counted (so do not raise before the commit). The tablet
    learns the PIN in this moment, so that it can check it without us.
    Raises PairingUnknown, PinTriedTooOften.
    """
    k = SurveyKiosk
    tag = _tag(ctx, "pair", normalize(code))
    row = ctx.session.execute(
        select(k.id, k.agency_id)
        .where(k.pair_tag == tag, k.pair_until > ctx.now, k.revoked_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise PairingUnknown
    if not check_pin(ctx, row.id, pin, budget=_PAIRING):
        return None
    key = random_symbols(_KEY)
    changes = {"pair_tag": None, "key_tag": _tag(ctx, "key", key), "paired_at": ctx.now}
    ctx.session.execute(update(k).where(k.id == row.id).values(changes))
    _record(ctx, row.id, row.agency_id, "pair")
    return key


def find_kiosk(ctx: Context, key: str) -> Kiosk | None:
    """The tablet of an address; None when it is not ours or was taken off."""
    k = SurveyKiosk
    if len(key) != _KEY or not key.isascii():
        return None
    here = select(*_COLUMNS).where(k.key_tag == _tag(ctx, "key", key), k.revoked_at.is_(None))
    row = ctx.session.execute(here).one_or_none()
    return Kiosk(*row) if row is not None else None


def check_pin(ctx: Context, kiosk_id: uuid.UUID, pin: str, *, budget: Budget = _LEAVING) -> bool:
    """Count a try, and say whether it was right. Raises PinTriedTooOften after five in an hour."""
    try:
        spend(ctx, budget, network=kiosk_id.bytes, sends=TRIES_AN_HOUR)
    except BudgetSpent:
        raise PinTriedTooOften from None
    kept = ctx.session.scalar(select(SurveyKiosk.pin_tag).where(SurveyKiosk.id == kiosk_id))
    return kept is not None and same(kept, _pin_tag(ctx, kiosk_id, pin.strip()))


def note_seen(ctx: Context, kiosk: Kiosk) -> None:
    """Note that the tablet brought a rating today: the day only, once a day."""
    ctx.session.execute(
        update(SurveyKiosk).where(SurveyKiosk.id == kiosk.id).values(seen_on=local_date(ctx.now))
    )  # fmt: skip


def note_told(ctx: Context, kiosk: Kiosk, told: Told) -> None:
    """Note how the tablet says that it stands: how many wait and the oldest's age, nothing that leads to one rating."""
    waiting = min(told.waiting, _MOST_TOLD)
    since = ctx.now - timedelta(seconds=min(told.seconds, _LONGEST_TOLD)) if waiting else None
    changes = {
        "told_at": ctx.now, "waiting": waiting, "waiting_since": since, "refused": min(told.refused, _MOST_TOLD),
        "keeps": told.keeps,
    }  # fmt: skip
    ctx.session.execute(update(SurveyKiosk).where(SurveyKiosk.id == kiosk.id).values(changes))


def revoke_kiosk(ctx: Context, kiosk_id: uuid.UUID) -> None:
    """Take a tablet off; its address answers no more. Raises NotFound, also for one of another agency."""
    k = SurveyKiosk
    row = ctx.session.execute(
        select(k.id, k.agency_id).where(k.id == kiosk_id, k.revoked_at.is_(None)).with_for_update()
    ).one_or_none()
    if row is None or not can_pair_kiosks(ctx.actor, agency_id=row.agency_id):
        raise NotFound
    ctx.session.execute(update(k).where(k.id == kiosk_id).values(revoked_at=ctx.now, pair_tag=None, key_tag=None))
    _record(ctx, row.id, row.agency_id, "revoke")


def list_kiosks(ctx: Context, agency_ids: Sequence[uuid.UUID]) -> Sequence[Kiosk]:
    """The tablets of these agencies that are paired or wait for it, newest first."""
    k = SurveyKiosk
    rows = ctx.session.execute(
        select(*_COLUMNS)
        .where(k.agency_id.in_(agency_ids), k.revoked_at.is_(None))
        .where(k.paired_at.is_not(None) | (k.pair_until > ctx.now))
        .order_by(k.created_at.desc(), k.id.desc())
        .limit(_MOST_SHOWN)
    )
    return [Kiosk(*row) for row in rows]


def normalize(code: str) -> str:
    """A pairing code as it was typed: without spaces and dashes, in capitals."""
    return "".join(symbol for symbol in code[:40].upper() if symbol.isalnum())


def _tag(ctx: Context, what: str, text: str) -> bytes:
    return ctx.keys.tag(f"survey:kiosk-{what}", text.encode())


def _pin_tag(ctx: Context, kiosk_id: uuid.UUID, pin: str) -> bytes:
    return ctx.keys.tag("survey:kiosk-pin", kiosk_id.bytes + pin[:20].encode())


def _record(ctx: Context, kiosk_id: uuid.UUID, agency_id: uuid.UUID, act: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"surveys:kiosk:{act}", subject_type="survey_kiosk", subject_id=kiosk_id
    )  # fmt: skip
