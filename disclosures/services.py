"""Writes of disclosures. Each act: policy, machine, audit, in one transaction; nothing public is ever overwritten."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from core import audit
from core.block_parsing import parse
from core.blocks import to_json
from core.clock import local_date
from core.context import Context
from core.errors import StaleVersion
from core.ids import uuid7
from core.pdf import StoredPdf
from disclosures.commands import (
    DisclosureContent,
    DraftDisclosure,
    EditDisclosure,
    EditLegalItem,
    WithdrawDisclosure,
)
from disclosures.errors import (
    IssuedInFuture,
    NothingToPublish,
    ReplacementPending,
    UnknownLegalItem,
    WithdrawalReasonMissing,
)
from disclosures.legal_items import SHIPPED
from disclosures.models import Disclosure, DisclosureFile, LegalItemOverride
from disclosures.policies import can_edit_legal_items, can_publish
from disclosures.posting import posting_end
from disclosures.queries import legal_items, lock_disclosure
from disclosures.states import DISCLOSURE, DisclosureAct


def draft_disclosure(ctx: Context, command: DraftDisclosure) -> UUID:
    """Begin an item. Raises Forbidden, UnknownLegalItem, IssuedInFuture, PostingTooShort."""
    can_publish(ctx.actor, command.agency_id).demand()
    values = _content_values(ctx, command.content)
    disclosure_id = _insert(ctx, agency_id=command.agency_id, edition=1, replaces_id=None, **values)
    _attach(ctx, disclosure_id, command.file)
    _record(ctx, command.agency_id, disclosure_id, "draft")
    return disclosure_id


def edit_disclosure(ctx: Context, command: EditDisclosure) -> None:
    """Change a draft. Raises Forbidden, StaleVersion, TransitionNotAllowed and what `draft_disclosure` raises."""
    row = _lock(ctx, command.disclosure_id, command.version)
    DISCLOSURE.target(row.state, DisclosureAct.EDIT)
    _change(ctx, row, **_content_values(ctx, command.content))
    if command.file or command.drop_file:
        ctx.session.execute(delete(DisclosureFile).where(DisclosureFile.disclosure_id == row.id))
        _attach(ctx, row.id, command.file)
    _record(ctx, row.agency_id, row.id, "edit")


def publish_disclosure(ctx: Context, disclosure_id: UUID, *, version: int) -> None:
    """Make a draft public from today; what it replaces steps back in the same moment.

    Raises Forbidden, StaleVersion, TransitionNotAllowed, NothingToPublish, PostingTooShort. Law 10/2022 art. 12, 13.
    """
    row = _lock(ctx, disclosure_id, version)
    target = DISCLOSURE.target(row.state, DisclosureAct.PUBLISH)
    if not row.body and _file(ctx, row.id) is None:
        raise NothingToPublish
    item = legal_items(ctx)[row.legal_item]
    start = local_date(ctx.now)
    end = posting_end(item, start=start, chosen=row.posting_to, other_law=row.other_law)
    _change(ctx, row, state=target, published_at=ctx.now, posting_from=start, posting_to=end, posting_rule=item.rule)
    _record(ctx, row.agency_id, row.id, "publish", legal_item=row.legal_item, posting_to=str(end) if end else None)
    if row.replaces_id is not None:
        _step_back(ctx, row.replaces_id, successor=row.id)


def _step_back(ctx: Context, disclosure_id: UUID, *, successor: UUID) -> None:
    old = lock_disclosure(ctx, disclosure_id)
    if not DISCLOSURE.allows(old.state, DisclosureAct.REPLACE):
        return  # withdrawn while its next edition was being written: its page goes on saying why
    target = DISCLOSURE.target(old.state, DisclosureAct.REPLACE)
    _change(ctx, old, state=target, replaced_by_id=successor)
    _record(ctx, old.agency_id, old.id, "replace", replaced_by=str(successor))


def begin_replacement(ctx: Context, disclosure_id: UUID) -> UUID:
    """A draft of the next edition, filled with what is public now; that stays public until the draft is published.

    Raises Forbidden, TransitionNotAllowed, ReplacementPending.
    """
    old = lock_disclosure(ctx, disclosure_id)
    can_publish(ctx.actor, old.agency_id).demand()
    DISCLOSURE.target(old.state, DisclosureAct.REPLACE)
    kept = ("legal_item", "title", "summary", "source", "body", "issuer", "number", "issued_on", "historical",
            "other_law", "posting_rule")  # fmt: skip
    values = {name: getattr(old, name) for name in kept}
    try:
        with ctx.session.begin_nested():
            new_id = _insert(
                ctx, agency_id=old.agency_id, edition=old.edition + 1, replaces_id=old.id, posting_to=None, **values
            )
    except IntegrityError:
        raise ReplacementPending from None
    _attach(ctx, new_id, _file(ctx, old.id))
    _record(ctx, old.agency_id, new_id, "draft", replaces=str(old.id))
    return new_id


def withdraw_disclosure(ctx: Context, command: WithdrawDisclosure) -> None:
    """Take an item down; its page stays and says why.

    Raises Forbidden, StaleVersion, TransitionNotAllowed, WithdrawalReasonMissing.
    """
    row = _lock(ctx, command.disclosure_id, command.version)
    target = DISCLOSURE.target(row.state, DisclosureAct.WITHDRAW)
    if len(command.reason) < 10:
        raise WithdrawalReasonMissing
    _change(ctx, row, state=target, withdrawn_at=ctx.now, withdrawn_reason=command.reason)
    _record(ctx, row.agency_id, row.id, "withdraw", reason=command.reason)


def discard_draft(ctx: Context, disclosure_id: UUID, *, version: int) -> None:
    """Throw a draft away; the public never saw it. Raises Forbidden, StaleVersion, TransitionNotAllowed."""
    row = _lock(ctx, disclosure_id, version)
    DISCLOSURE.target(row.state, DisclosureAct.EDIT)
    ctx.session.execute(delete(DisclosureFile).where(DisclosureFile.disclosure_id == row.id))
    ctx.session.execute(delete(Disclosure).where(Disclosure.id == row.id))
    _record(ctx, row.agency_id, row.id, "discard")


def edit_legal_item(ctx: Context, command: EditLegalItem, *, agency_id: UUID) -> None:
    """Reword one content of article 11 for the whole installation; `agency_id` is the administrator's province.

    Raises Forbidden, UnknownLegalItem.
    """
    can_edit_legal_items(ctx.actor).demand()
    if command.code not in SHIPPED:
        raise UnknownLegalItem
    values: dict[str, Any] = {
        "name": command.name, "description": command.description, "rule": command.rule, "days": command.days,
        "channels": [channel.value for channel in command.channels], "basis": SHIPPED[command.code].basis,
        "changed_at": ctx.now, "changed_by": ctx.actor.account_id,
    }  # fmt: skip
    o = LegalItemOverride
    known = ctx.session.execute(select(o.code).where(o.code == command.code).with_for_update()).first()
    if known:
        ctx.session.execute(update(o).where(o.code == command.code).values(**values))
    else:
        ctx.session.execute(insert(o).values(code=command.code, **values))
    audit.record(
        ctx, agency_id=agency_id, action="disclosures:legal_item:edit", subject_type="disclosure_legal_item",
        subject_id=command.code, rule=command.rule.value, days=command.days,
    )  # fmt: skip


def _lock(ctx: Context, disclosure_id: UUID, version: int) -> Disclosure:
    row = lock_disclosure(ctx, disclosure_id)
    can_publish(ctx.actor, row.agency_id).demand()
    if row.version != version:
        raise StaleVersion
    return row


def _content_values(ctx: Context, content: DisclosureContent) -> dict[str, Any]:
    item = legal_items(ctx).get(content.legal_item)
    if item is None:
        raise UnknownLegalItem
    today = local_date(ctx.now)
    if content.issued_on is not None and content.issued_on > today:
        raise IssuedInFuture
    # Checked now too, so that the clerk hears of it while typing and not at the last step.
    posting_end(item, start=today, chosen=content.posting_to, other_law=content.other_law)
    return {
        "legal_item": content.legal_item, "title": content.title, "summary": content.summary,
        "source": content.source, "body": to_json(parse(content.source)), "issuer": content.issuer,
        "number": content.number, "issued_on": content.issued_on, "historical": content.historical,
        "posting_to": content.posting_to, "other_law": content.other_law, "posting_rule": item.rule,
    }  # fmt: skip


def _insert(ctx: Context, **values: Any) -> UUID:
    disclosure_id = uuid7()
    ctx.session.execute(
        insert(Disclosure).values(
            id=disclosure_id, state=DISCLOSURE.initial, version=1, withdrawn_reason="", created_by=ctx.actor.account_id,
            created_at=ctx.now, updated_at=ctx.now, **values,
        )
    )  # fmt: skip
    return disclosure_id


def _change(ctx: Context, row: Disclosure, **values: Any) -> None:
    ctx.session.execute(
        update(Disclosure)
        .where(Disclosure.id == row.id)
        .values(version=row.version + 1, updated_at=ctx.now, **values)
        .execution_options(synchronize_session=False)
    )


def _attach(ctx: Context, disclosure_id: UUID, file: StoredPdf | None) -> None:
    if file is not None:
        values = {"id": uuid7(), "disclosure_id": disclosure_id, **asdict(file)}
        ctx.session.execute(insert(DisclosureFile).values(**values))


def _file(ctx: Context, disclosure_id: UUID) -> StoredPdf | None:
    f = DisclosureFile
    row = ctx.session.execute(
        select(f.key, f.name, f.size, f.pages, f.sha256).where(f.disclosure_id == disclosure_id)
    ).one_or_none()
    return StoredPdf(*row) if row else None


def _record(ctx: Context, agency_id: UUID, disclosure_id: UUID, verb: str, **detail: Any) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"disclosures:item:{verb}", subject_type="disclosure",
        subject_id=disclosure_id, **detail,
    )  # fmt: skip
