"""The audit log: one keyed hash chain per agency over salted commitments.

The chain holds who, when, what kind of act and a commitment to the detail; the detail and its salt lie in a table of
their own. Erasing a person's detail leaves the chain whole; changing any row by hand breaks it and the row is named.
The key is not in the database: whoever can write there but cannot read the key files can neither rewrite a chain nor
cut off its end.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Table, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.context import Context
from core.crypto import Keyring
from core.db import Model, insert_row
from core.ids import random_id

GENESIS = b"\x00" * 32


class AuditHead(Model):
    """The newest link of an agency's chain; locked while a link is added, so that the chain never forks."""

    __tablename__ = "audit_head"

    chain: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    # A keyed hash of the three above: cutting off the newest links would need an older one, and none is kept.
    seal: Mapped[bytes] = mapped_column(LargeBinary(32))


_HEADS = cast(Table, AuditHead.__table__)
_OF = _HEADS.c.chain == bindparam("of")
# Built once: every act writes a link.
_LOCKED_HEAD = select(_HEADS.c.seq, _HEADS.c.hash).where(_OF).with_for_update()
_NEXT_HEAD = update(_HEADS).where(_OF)


class AuditEntry(Model):
    """One link: who did which kind of act to what, when. Append only."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject_type", "subject_id"),)

    chain: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(unique=True)
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[uuid.UUID | None]
    action: Mapped[str] = mapped_column(String(80))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(64))
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditDetail(Model):
    """What exactly was done, with the salt of its commitment; may be erased without breaking the chain."""

    __tablename__ = "audit_detail"

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("audit_entry.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that does not hold: which, and why."""

    chain: uuid.UUID
    seq: int
    entry_id: uuid.UUID | None
    reason: str


def _commit(salt: bytes, detail: dict[str, Any]) -> bytes:
    text = json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(salt + text.encode()).digest()


def _seal(keys: Keyring, chain: uuid.UUID, seq: int, newest: bytes) -> bytes:
    return keys.tag("audit-head", chain.bytes + seq.to_bytes(8, "big") + newest)


def _link(keys: Keyring, previous: bytes, row: dict[str, Any]) -> bytes:
    moment = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    parts = [
        row["chain"].hex, str(row["seq"]), row["id"].hex, moment, row["actor_kind"],
        row["account_id"].hex if row["account_id"] else "-", row["action"], row["subject_type"], row["subject_id"],
        row["commitment"].hex(),
    ]  # fmt: skip
    return keys.tag("audit-link", previous + "\x1f".join(parts).encode())


def record(
    ctx: Context, *, agency_id: uuid.UUID, action: str, subject_type: str, subject_id: object, **detail: Any
) -> None:
    """Add a link to the agency's chain, in the transaction of the act itself.

    `action` is `area:subject:verb`; `detail` holds plain JSON values and never a text a citizen wrote.
    """
    session = ctx.session
    head = session.connection().execute(_LOCKED_HEAD, {"of": agency_id}).one_or_none()
    seq, previous = (head.seq + 1, head.hash) if head else (1, GENESIS)
    salt = secrets.token_bytes(16)
    row: dict[str, Any] = {
        "chain": agency_id, "seq": seq, "id": random_id(), "at": ctx.now, "actor_kind": ctx.actor.kind.value,
        "account_id": ctx.actor.account_id, "action": action, "subject_type": subject_type,
        "subject_id": str(subject_id), "commitment": _commit(salt, detail),
    }  # fmt: skip
    row["hash"] = _link(ctx.keys, previous, row)
    insert_row(session, AuditEntry, row)
    insert_row(session, AuditDetail, {"entry_id": row["id"], "salt": salt, "detail": detail})
    _move_head(ctx, agency_id, seq, row["hash"], known=head is not None)


@dataclass(frozen=True, slots=True)
class Link:
    """An act to be added to a chain together with many others."""

    agency_id: uuid.UUID
    at: datetime
    action: str
    subject_type: str
    subject_id: str
    detail: dict[str, Any]


def record_many(ctx: Context, links: Iterable[Link]) -> None:
    """Add many links in their order, each chain's head locked and written once: for what is brought in by the thousand.

    The same links as `record` makes, one by one.
    """
    chains: dict[uuid.UUID, list[Link]] = {}
    for link in links:
        chains.setdefault(link.agency_id, []).append(link)
    entries, details = [], []
    for agency_id in sorted(chains, key=lambda one: one.bytes):
        head = ctx.session.connection().execute(_LOCKED_HEAD, {"of": agency_id}).one_or_none()
        seq, newest = (head.seq, head.hash) if head else (0, GENESIS)
        for link in chains[agency_id]:
            seq += 1
            salt = secrets.token_bytes(16)
            row: dict[str, Any] = {
                "chain": agency_id, "seq": seq, "id": random_id(), "at": link.at,
                "actor_kind": ctx.actor.kind.value, "account_id": ctx.actor.account_id, "action": link.action,
                "subject_type": link.subject_type, "subject_id": link.subject_id,
                "commitment": _commit(salt, link.detail),
            }  # fmt: skip
            newest = row["hash"] = _link(ctx.keys, newest, row)
            entries.append(row)
            details.append({"entry_id": row["id"], "salt": salt, "detail": link.detail})
        _move_head(ctx, agency_id, seq, newest, known=head is not None)
    if entries:
        ctx.session.connection().execute(insert(cast(Table, AuditEntry.__table__)), entries)
        ctx.session.connection().execute(insert(cast(Table, AuditDetail.__table__)), details)


def _move_head(ctx: Context, agency_id: uuid.UUID, seq: int, newest: bytes, *, known: bool) -> None:
    values = {"seq": seq, "hash": newest, "seal": _seal(ctx.keys, agency_id, seq, newest)}
    if known:
        ctx.session.connection().execute(_NEXT_HEAD, {"of": agency_id, **values})
    else:
        insert_row(ctx.session, AuditHead, {"chain": agency_id, **values})


def verify(ctx: Context, *, chain: uuid.UUID | None = None) -> Iterator[Broken]:
    """Walk every chain, or one, and yield each link that does not hold; nothing yielded means all hold."""
    known = select(AuditHead.chain, AuditHead.seq, AuditHead.hash, AuditHead.seal)
    if chain is not None:
        known = known.where(AuditHead.chain == chain)
    for head in ctx.session.execute(known).all():
        yield from _verify_chain(ctx, head.chain, head.seq, head.hash)
        if head.seal != _seal(ctx.keys, head.chain, head.seq, head.hash):
            yield Broken(head.chain, head.seq, None, "the head was changed")
    if chain is None:
        yield from _orphans(ctx.session)


def _orphans(session: Session) -> Iterator[Broken]:
    heads = select(AuditHead.chain)
    orphans = select(AuditEntry.chain).where(AuditEntry.chain.not_in(heads)).distinct()
    for (name,) in session.execute(orphans):
        yield Broken(name, 0, None, "chain without its head")


def _verify_chain(ctx: Context, chain: uuid.UUID, head_seq: int, head_hash: bytes) -> Iterator[Broken]:
    e, d = AuditEntry, AuditDetail
    columns = [getattr(e, name) for name in e.__table__.columns.keys()]  # noqa: SIM118 - a ColumnCollection, not a dict
    statement = (
        select(*columns, d.salt, d.detail).outerjoin(d, d.entry_id == e.id).where(e.chain == chain).order_by(e.seq)
    )
    previous, expected = GENESIS, 1
    for record_row in ctx.session.execute(statement.execution_options(yield_per=500)):
        row = record_row._asdict()
        reason = _fault(ctx.keys, row, previous, expected)
        if reason:
            yield Broken(chain, row["seq"], row["id"], reason)
        previous, expected = row["hash"], row["seq"] + 1
    if expected - 1 != head_seq or previous != head_hash:
        yield Broken(chain, head_seq, None, "the newest links are missing or the head was changed")


def _fault(keys: Keyring, row: dict[str, Any], previous: bytes, expected: int) -> str | None:
    if row["seq"] != expected:
        return f"link {expected} is missing"
    if row["hash"] != _link(keys, previous, row):
        return "the entry was changed"
    if row["salt"] is not None and _commit(row["salt"], row["detail"]) != row["commitment"]:
        return "the detail was changed"
    return None
