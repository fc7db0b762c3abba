"""A running term becomes that of another variant: a complex case, a remote area, more or less urgent."""

from __future__ import annotations

from uuid import UUID

from core.clock import local_date
from core.context import Context
from deadlines.catalogue import RuleView, current
from deadlines.commands import ChangeVariant
from deadlines.complexity import check_variant, for_remote_areas
from deadlines.errors import ExtensionStands, ReasonMissing, SameVariant
from deadlines.queries import ClockView, lock_clock
from deadlines.services.acting import act, course, ended_pauses, in_remote_area, not_over, province_of
from deadlines.states import ClockAct, Criterion, EventKind


def change_variant(ctx: Context, clock_id: UUID, command: ChangeVariant) -> ClockView:
    """Count the term by another variant of its row, as that stood when the clock started; the criteria are kept.

    Complaints Act art. 28, 37; Denunciation Act art. 30. The caller has locked the subject and decided that the actor
    may. Raises NotFound, NoSuchRule, SameVariant, TermOver, CriteriaMissing, NotRemote, ReasonMissing,
    ExtensionStands, TransitionNotAllowed.
    """
    clock = lock_clock(ctx, clock_id)
    province_id = province_of(ctx, clock.agency_id)
    rule = current(ctx).find(clock.row, command.variant, local_date(clock.started_at), province_id)
    _check(ctx, clock, rule, command)
    criteria = ",".join(sorted({Criterion(criterion).value for criterion in command.criteria}))
    return act(
        ctx, clock, ClockAct.VARY, EventKind.VARIED, at=ctx.now, reason=command.reason,
        document_number=command.document_number, more={"rule_id": rule.id, "criteria": criteria},
        changes={
            "rule_id": rule.id, "rule_version": rule.version, "length": rule.length, "unit": rule.unit,
            **course(ctx, clock, pauses=ended_pauses(ctx, clock), extended_by=clock.extended_by, rule=rule),
        },
    )  # fmt: skip


def _check(ctx: Context, clock: ClockView, rule: RuleView, command: ChangeVariant) -> None:
    if rule.id == clock.rule_id:
        raise SameVariant
    not_over(ctx, clock)
    remote = for_remote_areas(rule.variant) and in_remote_area(ctx, clock.agency_id)
    check_variant(rule.row, rule.variant, criteria=command.criteria, remote=remote)
    if not command.reason.strip():
        raise ReasonMissing
    if clock.extended_by > (rule.extension_cap or 0):
        raise ExtensionStands
