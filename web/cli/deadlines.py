"""`flask deadlines …`: the rules table, and why a date is the date it is."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from agencies.models import Agency
from bootstrap.runtime import Runtime
from core.clock import VIETNAM, local, local_date
from core.context import Context
from deadlines.calendar import Skipped
from deadlines.catalogue import RuleView, current
from deadlines.explaining import Explanation, explain
from deadlines.labels import LABELS
from deadlines.queries import find_rule, list_rules
from deadlines.reference import ensure_reference
from processes.due_dates import copies_follow

group = AppGroup("deadlines", help="Thời hạn theo luật / legal deadlines.")


@group.command("load")
def load() -> None:
    """Write the shipped rules and calendar that the database lacks."""
    runtime = _runtime()
    with runtime.transaction(public=True) as ctx:
        done = ensure_reference(ctx, on_change=copies_follow)
    click.echo(f"rules {done.rules}, days {done.days}, clocks {done.clocks}")


@group.command("rules")
@click.option("--json", "as_json", is_flag=True, help="Machine readable.")
def rules(as_json: bool) -> None:
    """List the rules in force, base variants first."""
    with _ready().reading() as ctx:
        rows = [_rule(rule) for rule in list_rules(ctx) if rule.province_id is None]
    if as_json:
        _print(rows)
        return
    for row in rows:
        doubt = "  (chờ xác nhận)" if row["to_be_confirmed"] else ""
        click.echo(f"{row['id']:<24} {row['length'] or '–':>4} {row['unit']:<14} {row['step']}{doubt}")


@group.command("explain")
@click.option("--rule", "rule_id", required=True, help='Row, or row and variant: "28", "55.urgent".')
@click.option("--from", "start", required=True, help="Start in Vietnam: 2026-02-12T09:00.")
@click.option("--commune", help="Code of a commune: its province's own lengths count.")
@click.option("--json", "as_json", is_flag=True, help="Machine readable.")
def explain_rule(rule_id: str, start: str, commune: str | None, as_json: bool) -> None:
    """Compute a due date and say how."""
    started_at = _moment(start)
    with _ready().reading() as ctx:
        rule = _find(ctx, rule_id, local_date(started_at), commune)
        told = _told(explain(rule, started_at, current(ctx).calendar))
    if as_json:
        _print(told)
        return
    click.echo(f"{told['rule']} · {told['step']} · {told['legal_basis']}")
    click.echo(f"{told['due_at'] or '–'}: {len(told['counted'])} ngày được tính")
    for skipped in told["skipped"]:
        click.echo(f"  bỏ qua {skipped['date']}: {skipped['reason']}")


def _runtime() -> Runtime:
    runtime: Runtime = current_app.extensions["runtime"]
    return runtime


def _ready() -> Runtime:
    """The runtime, over a database that holds the shipped rules (a fresh one is filled)."""
    runtime = _runtime()
    with runtime.reading() as ctx:
        empty = not current(ctx).rules
    if empty:
        with runtime.transaction() as ctx:
            ensure_reference(ctx)
    return runtime


def _rule(rule: RuleView) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": rule.id, "row": rule.row, "variant": rule.variant, "step": rule.step, "length": rule.length,
        "unit": rule.unit.value, "confidence": rule.confidence.value, "legal_basis": rule.legal_basis,
        "kind": rule.kind, "start_event": rule.start_event, "direction": rule.direction.value,
        "extension_length": rule.extension_length, "extension_cap": rule.extension_cap, "note": rule.extension_note,
        "to_be_confirmed": rule.to_be_confirmed, "open_to_province": rule.open_to_province,
        "valid_from": rule.valid_from.isoformat(), "valid_to": rule.valid_to and rule.valid_to.isoformat(),
        "version": rule.version,
    }  # fmt: skip
    if rule.other_length is not None and rule.other_unit is not None:
        row["or_earlier"] = {"length": rule.other_length, "unit": rule.other_unit.value}
    return row


def _find(ctx: Context, rule_id: str, on: date, commune: str | None) -> RuleView:
    """The version in force on the day, else the first there was: asking about the past is no error."""
    row, _, variant = rule_id.partition(".")
    known = [rule for rule in current(ctx).rules if rule.id == rule_id or (not variant and str(rule.row) == row)]
    if not known:
        raise click.BadParameter(f"unknown rule {rule_id}", param_hint="--rule")
    base = known[0]
    return find_rule(
        ctx, row=base.row, variant=base.variant, on=max(on, base.valid_from), province_id=_province(ctx, commune)
    )


def _province(ctx: Context, commune: str | None) -> Any:
    if commune is None:
        return None
    statement = select(Agency.province_id).where(Agency.code == commune, Agency.valid_to.is_(None))
    province_id = ctx.session.execute(statement).scalar_one_or_none()
    if province_id is None:
        raise click.BadParameter(f"unknown commune {commune}", param_hint="--commune")
    return province_id


def _told(told: Explanation) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "due_at": told.due_at and local(told.due_at).isoformat(), "length": told.length, "unit": told.unit.value,
        "counted": [day.isoformat() for day in told.counted], "skipped": [_skipped(day) for day in told.skipped],
        "legal_basis": told.legal_basis, "rule": told.rule_id, "step": told.step,
        "started_at": local(told.started_at).isoformat(), "direction": told.direction.value,
        "provisional": told.provisional, "to_be_confirmed": told.to_be_confirmed, "moved": None,
    }  # fmt: skip
    if told.moved:
        answer["moved"] = {**_skipped(told.moved.off), "to": told.moved.to.isoformat()}
    return answer


def _skipped(day: Skipped) -> dict[str, str]:
    reason = LABELS[day.reason]
    return {"date": day.date.isoformat(), "reason": f"{reason}: {day.name}" if day.name else reason}


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"not a moment: {text}", param_hint="--from") from None
    return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment


def _print(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
