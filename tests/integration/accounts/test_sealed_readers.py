"""Readers of sealed petitions: made, reset and closed above the commune only, and never its leader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

import pytest

from accounts import queries, services
from accounts.commands import CreateAccount
from accounts.errors import LeaderReceivesNothing, ReceiverWorksNotBelow, SealedReaderFromAbove
from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.actor import SYSTEM, Actor
from core.context import Context
from core.errors import Forbidden
from tests.support.people import Officials
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

Units = Mapping[str, UUID]
Act = Callable[[Context], object]


def do(runtime: Runtime, actor: Actor, act: Act) -> None:
    with runtime.transaction(actor) as ctx:
        act(ctx)


def new(*grants: tuple[Role, UUID]) -> CreateAccount:
    return CreateAccount(user_name="hoang.man", name="Hoàng Mận", password_hash="x", grants=grants)


@pytest.mark.parametrize("reader", [Role.INTAKE_CLERK, Role.LEADER, Role.RECORDS_CLERK])
def test_a_commune_admin_makes_nobody_who_reads_sealed_petitions(
    runtime: Runtime, units: Units, officials: Officials, reader: Role
) -> None:
    """Neither the clerk who receives them nor whoever their answers and papers lie before."""
    admin, publisher = officials.actor(Role.COMMUNE_ADMIN), officials.account(Role.PUBLISHER)
    with pytest.raises(SealedReaderFromAbove):
        do(runtime, admin, lambda ctx: services.create_account(ctx, new((reader, units[COMMUNE]))))
    give: Act = lambda ctx: services.grant_role(  # noqa: E731 - used twice
        ctx, account_id=publisher, role=reader, agency_id=units[COMMUNE]
    )
    with pytest.raises(SealedReaderFromAbove):
        do(runtime, admin, give)
    do(runtime, officials.actor(Role.PROVINCE_ADMIN), give)


def changes(account_id: UUID, grant_id: UUID) -> list[Act]:
    """What would let someone in as the clerk, or keep the clerk out."""
    return [
        lambda ctx: services.reset_password(ctx, account_id=account_id, password_hash="x"),
        lambda ctx: services.reset_second_factor(ctx, account_id=account_id),
        lambda ctx: services.disable_account(ctx, account_id=account_id),
        lambda ctx: services.enable_account(ctx, account_id=account_id),
        lambda ctx: services.revoke_role(ctx, account_id=account_id, grant_id=grant_id),
    ]


@pytest.mark.parametrize("number", range(5))
def test_who_may_change_an_intake_clerks_account(runtime: Runtime, officials: Officials, number: int) -> None:
    clerk = officials.account(Role.INTAKE_CLERK)
    with runtime.reading() as ctx:
        grant = queries.get_account(ctx, clerk, viewer=SYSTEM).grants[0].id
    with pytest.raises(Forbidden):
        do(runtime, officials.actor(Role.COMMUNE_ADMIN), changes(clerk, grant)[number])
    do(runtime, officials.actor(Role.PROVINCE_ADMIN), changes(clerk, grant)[number])


@pytest.mark.parametrize(("first", "second"), [(Role.LEADER, Role.INTAKE_CLERK), (Role.INTAKE_CLERK, Role.LEADER)])
def test_a_leader_receives_nothing_at_their_own_agency(
    runtime: Runtime, units: Units, officials: Officials, first: Role, second: Role
) -> None:
    account_id = officials.account(first)
    for actor in (officials.actor(Role.PROVINCE_ADMIN), SYSTEM):
        with pytest.raises(LeaderReceivesNothing):
            do(runtime, actor, lambda ctx: services.grant_role(
                ctx, account_id=account_id, role=second, agency_id=units[COMMUNE],
            ))  # fmt: skip
        command = new((first, units[COMMUNE]), (second, units[COMMUNE]))
        with pytest.raises(LeaderReceivesNothing):
            do(runtime, actor, lambda ctx, c=command: services.create_account(ctx, c))  # type: ignore[misc]  # bound now
    do(runtime, SYSTEM, lambda ctx: services.grant_role(
        ctx, account_id=account_id, role=second, agency_id=units[OTHER],
    ))  # fmt: skip


@pytest.mark.parametrize("lower", [Role.LEADER, Role.PUBLISHER, Role.HANDLER, Role.INTAKE_CLERK, Role.HAMLET_HEAD])
def test_who_receives_works_nowhere_below(runtime: Runtime, units: Units, officials: Officials, lower: Role) -> None:
    """What the province receives speaks of the commune's own people, what the commune receives of hamlet heads."""
    below = units["hamlet" if lower is Role.HAMLET_HEAD else COMMUNE]
    above = units[COMMUNE if lower is Role.HAMLET_HEAD else PROVINCE]
    with pytest.raises(ReceiverWorksNotBelow):
        do(runtime, SYSTEM, lambda ctx: services.create_account(ctx, new((Role.INTAKE_CLERK, above), (lower, below))))
    account_id = officials.create("chi-lam-mot-noi", (lower, below))
    with pytest.raises(ReceiverWorksNotBelow):
        do(
            runtime,
            SYSTEM,
            lambda ctx: services.grant_role(ctx, account_id=account_id, role=Role.INTAKE_CLERK, agency_id=above),
        )
