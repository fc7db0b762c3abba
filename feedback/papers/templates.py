"""The templates of a province: which one is in force, a new version, and back to the one before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, insert, select, update

from accounts.roles import Role
from agencies.queries import lock_agency
from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import uuid7
from core.papers import CheckedTemplate, PaperForm
from feedback.papers.errors import TemplateDayPassed
from feedback.papers.models import DocumentTemplate
from feedback.papers.policies import can_keep_templates
from feedback.papers.shipped import ShippedForm, shipped
from feedback.papers.states import PaperKind

_FIELD = re.compile(r"\{\{\??([a-z0-9_]+)\}\}")
# What the layout itself asks for, whatever the words of the form (infra.papers.composing).
_FRAME = ("co_quan_chu_quan", "co_quan", "noi_co_quan", "so_van_ban", "dia_danh", "ngay_van_ban")
_SIGNATURE = ("quyen_ky", "chuc_vu_ky", "nguoi_ky")


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """A version of a province's own template, without its bytes."""

    id: UUID
    province_id: UUID
    kind: PaperKind
    number: int
    valid_from: date
    sha256: str
    fields: Sequence[str]
    created_at: datetime
    created_by: UUID | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class InForce:
    """What a document is written with today: a province's version, or the shipped form."""

    shipped: ShippedForm
    fields: frozenset[str]
    version: TemplateVersion | None = None
    data: bytes | None = None


_VERSION = tuple(getattr(DocumentTemplate, name) for name in TemplateVersion.__slots__)


def template_in_force(ctx: Context, province_id: UUID, kind: PaperKind) -> InForce:
    """The template of a kind today."""
    t = DocumentTemplate
    row = ctx.session.execute(
        _of(province_id, kind)
        .where(t.withdrawn_at.is_(None), t.valid_from <= local_date(ctx.now))
        .add_columns(t.data)
        .limit(1)
    ).one_or_none()
    form = shipped(kind)
    if row is None:
        return InForce(form, frozenset(_fields_of(form.form)))
    version = TemplateVersion(*row[:-1])
    return InForce(form, frozenset(version.fields), version, row.data)


def list_versions(ctx: Context, province_id: UUID, kind: PaperKind) -> Sequence[TemplateVersion]:
    """Every version of a kind, newest first."""
    return [TemplateVersion(*row) for row in ctx.session.execute(_of(province_id, kind))]


def own_kinds(ctx: Context, province_id: UUID) -> frozenset[PaperKind]:
    """Of which kinds the province has a template of its own in force or to come."""
    t = DocumentTemplate
    rows = ctx.session.execute(select(t.kind).where(t.province_id == province_id, t.withdrawn_at.is_(None)).distinct())
    return frozenset(rows.scalars())


def read_version(ctx: Context, province_id: UUID, version_id: UUID) -> tuple[PaperKind, bytes]:
    """A version's kind and file. Raises NotFound."""
    t = DocumentTemplate
    row = ctx.session.execute(
        select(t.kind, t.data).where(t.id == version_id, t.province_id == province_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row.kind, row.data


def add_version(
    ctx: Context, province_id: UUID, kind: PaperKind, checked: CheckedTemplate, *, valid_from: date
) -> TemplateVersion:
    """Keep a checked template as the newest version. Raises Forbidden, TemplateDayPassed."""
    _demand(ctx, province_id)
    if valid_from < local_date(ctx.now):
        raise TemplateDayPassed
    lock_agency(ctx, province_id)
    last = next(iter(list_versions(ctx, province_id, kind)), None)
    values: dict[str, Any] = {
        "id": uuid7(), "province_id": province_id, "kind": kind, "number": last.number + 1 if last else 1,
        "valid_from": valid_from, "sha256": hashlib.sha256(checked.data).hexdigest(), "fields": list(checked.fields),
        "created_at": ctx.now, "created_by": ctx.actor.account_id, "withdrawn_at": None,
    }  # fmt: skip
    ctx.session.execute(insert(DocumentTemplate).values(**values, data=checked.data, withdrawn_by=None))
    _record(ctx, values["id"], province_id, "replace", kind, values["number"])
    return TemplateVersion(**values)


def withdraw_version(ctx: Context, province_id: UUID, version_id: UUID) -> PaperKind:
    """Take a version back: the one before it, or the shipped form, is in force again. Raises Forbidden, NotFound."""
    _demand(ctx, province_id)
    t = DocumentTemplate
    lock_agency(ctx, province_id)
    row = ctx.session.execute(
        select(t.kind, t.number).where(t.id == version_id, t.province_id == province_id, t.withdrawn_at.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound
    gone = {"withdrawn_at": ctx.now, "withdrawn_by": ctx.actor.account_id}
    ctx.session.execute(update(t).where(t.id == version_id).values(**gone))
    _record(ctx, version_id, province_id, "withdraw", row.kind, row.number)
    return PaperKind(row.kind)


def _of(province_id: UUID, kind: PaperKind) -> Select[tuple[Any, ...]]:
    t = DocumentTemplate
    return select(*_VERSION).where(t.province_id == province_id, t.kind == kind).order_by(t.number.desc())


def _demand(ctx: Context, province_id: UUID) -> None:
    can_keep_templates(ctx.actor).demand()
    if province_id not in ctx.actor.agencies(Role.PROVINCE_ADMIN):
        raise Forbidden


def _record(ctx: Context, version_id: UUID, province_id: UUID, verb: str, kind: PaperKind, number: int) -> None:
    audit.record(
        ctx, agency_id=province_id, action=f"feedback:template:{verb}", subject_type="document_template",
        subject_id=version_id, kind=kind.value, number=number,
    )  # fmt: skip


def _fields_of(form: PaperForm) -> Iterator[str]:
    yield from _FRAME
    if not form.signers:
        yield from _SIGNATURE
    for one in fields(form):
        value = getattr(form, one.name)
        for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
            yield from _FIELD.findall(text)
