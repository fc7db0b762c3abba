"""A province sets its own length where the law leaves it open."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from agencies.models import Agency
from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from deadlines.catalogue import RuleView, changed, current
from deadlines.commands import ProvinceRule
from deadlines.errors import BadLength, BasisMissing, RuleNotOpenToProvince
from deadlines.models import Rule
from deadlines.policies import can_set_length
from deadlines.states import Confidence

LONGEST = 365


def set_province_rule(ctx: Context, command: ProvinceRule) -> RuleView:
    """A new version of the rule for the province, in force from today; running clocks keep theirs.

    Raises Forbidden, NotFound, RuleNotOpenToProvince, BadLength, BasisMissing.
    """
    path = ctx.session.execute(select(Agency.path).where(Agency.id == command.province_id)).scalar_one_or_none()
    if path is None:
        raise NotFound
    if not can_set_length(ctx.actor, province_path=path):
        raise Forbidden
    versions = [rule for rule in current(ctx).rules if rule.id == command.rule_id]
    if not versions:
        raise NotFound
    base = max((rule for rule in versions if rule.province_id is None), key=lambda rule: rule.version)
    _check(base, command)
    today = local_date(ctx.now)
    mine = (Rule.id == base.id, Rule.province_id == command.province_id, Rule.valid_to.is_(None))
    ctx.session.execute(update(Rule).where(*mine).values(valid_to=today))
    columns = {name: getattr(base, name) for name in RuleView.__slots__}
    columns |= {
        "version": max(rule.version for rule in versions) + 1, "length": command.length,
        "legal_basis": command.legal_basis, "province_id": command.province_id, "confidence": Confidence.HIGH,
        "to_be_confirmed": False, "valid_from": today, "valid_to": None,
        "extension_length": base.extension_length and command.length,
        "extension_cap": base.extension_cap and command.length,
    }  # fmt: skip
    ctx.session.execute(insert(Rule).values(**columns))
    changed(ctx)
    audit.record(
        ctx, agency_id=command.province_id, action="deadlines:rule:set", subject_type="deadline_rule",
        subject_id=base.id, length=command.length, legal_basis=command.legal_basis,
    )  # fmt: skip
    return RuleView(**columns)


def _check(base: RuleView, command: ProvinceRule) -> None:
    if not base.open_to_province:
        raise RuleNotOpenToProvince
    if not 1 <= command.length <= LONGEST:
        raise BadLength
    if not command.legal_basis.strip():
        raise BasisMissing
