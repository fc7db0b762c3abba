"""Accounts and roles: created, given, withdrawn, closed; each by whom and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from accounts import queries, services
from accounts.commands import CreateAccount
from accounts.errors import (
    AccountDisabled,
    AdminSeesNoPetitions,
    NotOnOneself,
    RoleAlreadyHeld,
    RoleNotHere,
    RoleOutOfReach,
    RoleRequired,
    UserNameMalformed,
    UserNameTaken,
)
from accounts.models import Account
from accounts.roles import OVERSEERS, Role
from bootstrap.runtime import Runtime
from core import audit
from core.actor import SYSTEM, Actor
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from tests.support.clock import SteppingClock
from tests.support.people import Officials
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

Units = Mapping[str, UUID]


def do(runtime: Runtime, actor: Actor, act: Callable[[Context], object]) -> object:
    with runtime.transaction(actor) as ctx:
        return act(ctx)


def refused(runtime: Runtime, actor: Actor, act: Callable[[Context], object], error: type[DomainError]) -> None:
    with pytest.raises(error):
        do(runtime, actor, act)


def new(*grants: tuple[Role, UUID], user_name: str = "hoang.man") -> CreateAccount:
    return CreateAccount(user_name=user_name, name="Hoàng Mận", password_hash="x", grants=grants)


def actions(runtime: Runtime, chain: UUID) -> list[str]:
    with runtime.reading() as ctx:
        entry = audit.AuditEntry
        rows = select(entry.action).where(entry.chain == chain).order_by(entry.seq)
        assert list(audit.verify(ctx)) == []
        return [action for action in ctx.session.execute(rows).scalars() if action.startswith("accounts:")]


def test_a_commune_admin_creates_an_account(runtime: Runtime, units: Units, officials: Officials) -> None:
    admin = officials.actor(Role.COMMUNE_ADMIN)
    command = new((Role.HANDLER, units[COMMUNE]), (Role.HAMLET_HEAD, units["hamlet"]), user_name=" Hoang.Man ")
    account_id = do(runtime, admin, lambda ctx: services.create_account(ctx, command))
    assert isinstance(account_id, UUID)
    with runtime.reading() as ctx:
        card = queries.get_account(ctx, account_id, viewer=SYSTEM)
        grants = queries.active_grants(ctx.session, account_id, now=ctx.now)
    assert (card.user_name, card.must_change_password, card.has_totp) == ("hoang.man", True, False)
    assert [(grant.role, grant.path) for grant in grants] == [
        ("handler", f"{PROVINCE}.{COMMUNE}"), ("hamlet_head", f"{PROVINCE}.{COMMUNE}.th-cau-go"),
    ]  # fmt: skip
    assert actions(runtime, units[COMMUNE])[-2:] == ["accounts:account:created", "accounts:role:granted"]
    assert actions(runtime, units["hamlet"]) == ["accounts:role:granted"]


@pytest.mark.parametrize("name", ["", "ab", "có dấu", "a b c", "-abc", "x" * 61, "a/b/c"])
def test_odd_user_names_are_refused(runtime: Runtime, units: Units, name: str) -> None:
    command = new((Role.HANDLER, units[COMMUNE]), user_name=name)
    refused(runtime, SYSTEM, lambda ctx: services.create_account(ctx, command), UserNameMalformed)


def test_a_user_name_is_taken_once_whatever_its_case(runtime: Runtime, units: Units, officials: Officials) -> None:
    officials.create("hoang.man", (Role.HANDLER, units[COMMUNE]))
    command = new((Role.HANDLER, units[COMMUNE]), user_name="Hoang.MAN")
    refused(runtime, SYSTEM, lambda ctx: services.create_account(ctx, command), UserNameTaken)


def test_an_account_starts_with_a_role(runtime: Runtime, units: Units) -> None:
    refused(runtime, SYSTEM, lambda ctx: services.create_account(ctx, new()), RoleRequired)


@pytest.mark.parametrize("role", sorted(OVERSEERS))
def test_a_commune_admin_appoints_nobody_above(
    runtime: Runtime, units: Units, officials: Officials, role: Role
) -> None:
    admin = officials.actor(Role.COMMUNE_ADMIN)
    for place in (COMMUNE, PROVINCE):
        command = new((role, units[place]))
        refused(runtime, admin, lambda ctx, c=command: services.create_account(ctx, c), RoleOutOfReach)  # type: ignore[misc]  # bound now


def test_a_commune_admin_appoints_nobody_next_door(runtime: Runtime, units: Units, officials: Officials) -> None:
    command = new((Role.HANDLER, units[OTHER]))
    act: Callable[[Context], object] = lambda ctx: services.create_account(ctx, command)  # noqa: E731 - used twice
    refused(runtime, officials.actor(Role.COMMUNE_ADMIN), act, RoleOutOfReach)
    refused(runtime, officials.actor(Role.INTAKE_CLERK), act, RoleOutOfReach)
    assert do(runtime, officials.actor(Role.PROVINCE_ADMIN), act)


@pytest.mark.parametrize(
    ("role", "place"), [(Role.HAMLET_HEAD, COMMUNE), (Role.HANDLER, "hamlet"), (Role.PROVINCIAL_INSPECTOR, COMMUNE)]
)
def test_a_role_belongs_to_its_kind_of_agency(runtime: Runtime, units: Units, role: Role, place: str) -> None:
    refused(runtime, SYSTEM, lambda ctx: services.create_account(ctx, new((role, units[place]))), RoleNotHere)


def test_an_unknown_agency_is_not_found(runtime: Runtime, units: Units) -> None:
    refused(runtime, SYSTEM, lambda ctx: services.create_account(ctx, new((Role.HANDLER, uuid4()))), NotFound)


def test_roles_are_given_once_and_withdrawn(runtime: Runtime, units: Units, officials: Officials) -> None:
    admin, account_id = officials.actor(Role.COMMUNE_ADMIN), officials.account(Role.HANDLER)
    give: Callable[[Context], UUID] = lambda ctx: services.grant_role(  # noqa: E731 - used three times
        ctx, account_id=account_id, role=Role.VERIFIER, agency_id=units[COMMUNE]
    )
    grant_id = do(runtime, admin, give)
    assert isinstance(grant_id, UUID)
    refused(runtime, admin, give, RoleAlreadyHeld)
    do(runtime, admin, lambda ctx: services.revoke_role(ctx, account_id=account_id, grant_id=grant_id))
    with runtime.reading() as ctx:
        assert [grant.role for grant in queries.active_grants(ctx.session, account_id, now=ctx.now)] == ["handler"]
    refused(runtime, admin, lambda ctx: services.revoke_role(ctx, account_id=account_id, grant_id=grant_id), NotFound)
    assert do(runtime, admin, give)  # and may be given again


def test_a_role_may_end_by_itself(runtime: Runtime, clock: SteppingClock, units: Units, officials: Officials) -> None:
    account_id = officials.account(Role.HANDLER)
    end = clock() + timedelta(days=2)
    do(runtime, SYSTEM, lambda ctx: services.grant_role(
        ctx, account_id=account_id, role=Role.VERIFIER, agency_id=units[COMMUNE], valid_to=end,
    ))  # fmt: skip
    held = []
    for _ in range(2):
        with runtime.reading() as ctx:
            held.append(len(queries.active_grants(ctx.session, account_id, now=ctx.now)))
        clock.advance(days=3)
    assert held == [2, 1]


@pytest.mark.parametrize("role", [Role.HANDLER, Role.LOG_AUDITOR])
def test_an_administrator_never_gives_themself_petitions(
    runtime: Runtime, units: Units, officials: Officials, role: Role
) -> None:
    admin = officials.actor(Role.PROVINCE_ADMIN)
    assert admin.account_id is not None
    own = admin.account_id
    refused(runtime, admin, lambda ctx: services.grant_role(
        ctx, account_id=own, role=role, agency_id=units[COMMUNE],
    ), AdminSeesNoPetitions)  # fmt: skip


def test_nobody_disables_or_resets_themself(runtime: Runtime, officials: Officials) -> None:
    admin = officials.actor(Role.COMMUNE_ADMIN)
    own = officials.account(Role.COMMUNE_ADMIN)
    refused(runtime, admin, lambda ctx: services.disable_account(ctx, account_id=own), NotOnOneself)
    refused(runtime, admin, lambda ctx: services.reset_second_factor(ctx, account_id=own), NotOnOneself)
    refused(runtime, admin, lambda ctx: services.reset_password(ctx, account_id=own, password_hash="x"), NotOnOneself)


def test_a_commune_admin_cannot_touch_someone_above(runtime: Runtime, officials: Officials) -> None:
    admin, above = officials.actor(Role.COMMUNE_ADMIN), officials.account(Role.PROVINCE_ADMIN)
    refused(runtime, admin, lambda ctx: services.reset_second_factor(ctx, account_id=above), Forbidden)
    refused(runtime, admin, lambda ctx: services.disable_account(ctx, account_id=above), Forbidden)


def test_closing_an_account_takes_effect_in_the_next_transaction(runtime: Runtime, officials: Officials) -> None:
    handler = officials.actor(Role.HANDLER)
    account_id = officials.account(Role.HANDLER)
    admin = officials.actor(Role.COMMUNE_ADMIN)
    do(runtime, admin, lambda ctx: services.disable_account(ctx, account_id=account_id, version=1))
    refused(runtime, handler, lambda ctx: ctx, Forbidden)
    refused(runtime, admin, lambda ctx: services.disable_account(ctx, account_id=account_id), AccountDisabled)
    refused(runtime, admin, lambda ctx: services.enable_account(ctx, account_id=account_id, version=1), StaleVersion)
    do(runtime, admin, lambda ctx: services.enable_account(ctx, account_id=account_id, version=2))
    with runtime.transaction(handler) as ctx:
        assert ctx.actor.roles() == {Role.HANDLER}


def test_the_actor_is_read_again_in_each_transaction(runtime: Runtime, units: Units, officials: Officials) -> None:
    handler = officials.actor(Role.HANDLER)
    with runtime.transaction(handler) as ctx:
        assert ctx.actor.holds_at(Role.HANDLER, units[COMMUNE])
    with runtime.reading() as ctx:
        grant = queries.get_account(ctx, officials.account(Role.HANDLER), viewer=SYSTEM).grants[0]
    account_id = officials.account(Role.HANDLER)
    do(runtime, SYSTEM, lambda ctx: services.revoke_role(ctx, account_id=account_id, grant_id=grant.id))
    with runtime.transaction(handler) as ctx:
        assert ctx.actor.grants == ()


def test_resetting_the_factor_forgets_everything(runtime: Runtime, officials: Officials) -> None:
    account_id = officials.account(Role.HANDLER)
    admin = officials.actor(Role.COMMUNE_ADMIN)
    do(runtime, admin, lambda ctx: services.reset_second_factor(ctx, account_id=account_id))
    with runtime.reading() as ctx:
        card = queries.get_account(ctx, account_id, viewer=SYSTEM)
        assert (card.has_totp, card.passkeys, queries.count_recovery_codes(ctx, account_id)) == (False, 0, 0)


def test_lists_show_only_the_administrators_own_place(runtime: Runtime, units: Units, officials: Officials) -> None:
    officials.create("ben.canh", (Role.HANDLER, units[OTHER]))
    officials.account(Role.HAMLET_HEAD)
    officials.account(Role.PROVINCE_ADMIN)
    seen = {}
    for role in (Role.COMMUNE_ADMIN, Role.PROVINCE_ADMIN, Role.HANDLER):
        viewer = do(runtime, officials.actor(role), lambda ctx: ctx.actor)
        assert isinstance(viewer, Actor)
        with runtime.reading() as ctx:
            page = queries.list_accounts(ctx, viewer=viewer, page=PageRequest(50))
            seen[role] = [row.user_name for row in page.items]
            places = queries.list_places(ctx, viewer=viewer)
            assert bool(places) is (role is not Role.HANDLER)
    assert seen[Role.COMMUNE_ADMIN] == ["commune-admin", "hamlet-head"]
    assert seen[Role.PROVINCE_ADMIN] == ["ben.canh", "commune-admin", "hamlet-head", "province-admin"]
    assert seen[Role.HANDLER] == []


def test_lists_go_on_where_the_page_ended(runtime: Runtime, units: Units, officials: Officials) -> None:
    for number in range(5):
        officials.create(f"nguoi.{number}", (Role.HANDLER, units[COMMUNE]), app=False)
    names: list[str] = []
    page = PageRequest(2)
    with runtime.reading() as ctx:
        while True:
            found = queries.list_accounts(ctx, viewer=SYSTEM, page=page)
            names += [row.user_name for row in found.items]
            if found.next_cursor is None:
                break
            page = PageRequest(2, found.next_cursor)
    assert names == [f"nguoi.{number}" for number in range(5)]


def test_holders_and_names(runtime: Runtime, units: Units, officials: Officials) -> None:
    first = officials.create("thu.b", (Role.HANDLER, units[COMMUNE]))
    second = officials.create("thu.a", (Role.HANDLER, units[COMMUNE]), (Role.VERIFIER, units[COMMUNE]))
    gone = officials.create("thu.c", (Role.HANDLER, units[COMMUNE]))
    officials.create("thu.d", (Role.HANDLER, units[OTHER]))
    do(runtime, SYSTEM, lambda ctx: services.disable_account(ctx, account_id=gone))
    with runtime.reading() as ctx:
        holders = queries.list_holders(ctx, role=Role.HANDLER, agency_id=units[COMMUNE])
        assert [person.account_id for person in holders] == [second, first]
        assert queries.names_of(ctx, [first, None, uuid4()]) == {first: "Người thu.b"}
        assert queries.names_of(ctx, [None]) == {}


def test_what_is_stored_is_not_what_was_typed(runtime: Runtime, officials: Officials) -> None:
    officials.account(Role.HANDLER)
    with runtime.reading() as ctx:
        account = ctx.session.execute(select(Account)).scalars().one()
        assert account.password_hash is not None
        assert account.password_hash.startswith("$argon2id$")
        assert account.totp_sealed is not None
        assert b"JBSWY3DP" not in account.totp_sealed
