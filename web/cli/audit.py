"""`flask audit …`: is the log whole."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from agencies.models import Agency
from core.audit import AuditEntry, AuditHead, verify
from surveys.batches import verify_batches
from web.context import runtime

group = AppGroup("audit", help="Nhật ký / the audit log.")


@group.command("verify")
def verify_command() -> None:
    """Walk every chain; exit 1 and name each row that does not hold."""
    with runtime().reading() as ctx:
        names = {row.id: row.name for row in ctx.session.execute(
            select(Agency.id, Agency.name).join(AuditHead, AuditHead.chain == Agency.id)
        )}  # fmt: skip
        links = ctx.session.execute(select(func.count()).select_from(AuditEntry)).scalar_one()
        broken = list(verify(ctx))
        changed = list(verify_batches(ctx))
    for fault in broken:
        where = names.get(fault.chain, str(fault.chain))
        entry = f" (audit_entry {fault.entry_id})" if fault.entry_id else ""
        click.echo(f"BROKEN  {where}, chain {fault.chain}, row {fault.seq}{entry}: {fault.reason}")
    for batch in changed:
        where = names.get(batch.agency_id, str(batch.agency_id))
        click.echo(f"BROKEN  {where}, survey_batch {batch.batch_id}: {batch.reason}")
    if broken or changed:
        sys.exit(1)
    click.echo(f"All hold: {links} rows in {len(names)} chains.")
