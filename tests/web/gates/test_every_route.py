"""Every route × every role: exactly those whom the gate names get in; everyone else is refused, visitors sent away.

A request that passes its gate may then fail for what it carries (unknown ids: 404, empty forms: 422); one that does not
pass never gets that far.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule, UUIDConverter

from accounts.matrix import HOLDERS
from accounts.roles import Role
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials
from web.gates import Gate, gate_of

SIGN_IN = "/can-bo/dang-nhap"
UNKNOWN = UUID("00000000-0000-4000-8000-000000000000")
# Ends the session it is asked with: asked last.
LAST = ("staff_auth.sign_out_everywhere", "staff_auth.sign_out")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The demo has every page."""
    return dataclasses.replace(settings, demo=True)


def gates(app: Flask) -> Iterator[tuple[Rule, Gate]]:
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint in LAST, rule.rule))
    for rule in rules:
        gate = gate_of(app.view_functions[rule.endpoint])
        assert gate is not None, rule.endpoint
        if not gate.open:
            yield rule, gate


def address(app: Flask, rule: Rule) -> str:
    """The rule's address with arguments that fit its converters and belong to nothing."""
    values = {name: _dummy(converter) for name, converter in rule._converters.items()}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


def _dummy(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    known: dict[type, object] = {UUIDConverter: UNKNOWN, IntegerConverter: 0}
    return known.get(type(converter), "khong-co")


def ask(client: CheckingClient, method: str, target: str) -> tuple[int, str]:
    answer = client.browser.open(target, method=method)
    return answer.status_code, answer.headers.get("Location", "")


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


@pytest.fixture
def lenient(app: Flask) -> Flask:
    """Forged requests are stopped before the gate; here the gate itself is looked at."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    return app


@pytest.mark.parametrize("role", Role)
def test_exactly_the_named_roles_pass(lenient: Flask, client: CheckingClient, officials: Officials, role: Role) -> None:
    officials.sign_in(client, role)
    wrong = []
    for rule, gate in gates(lenient):
        for method in methods(rule):
            status, location = ask(client, method, address(lenient, rule))
            sent_away = location.split("?")[0].endswith(SIGN_IN) and rule.endpoint not in LAST
            refused = status == 403 or sent_away
            allowed = not gate.roles or role in gate.roles
            if status >= 500 or status == 405 or refused is allowed:
                wrong.append(f"{method} {rule.rule}: {status} {location}, expected {'in' if allowed else '403'}")
    assert wrong == []


def test_visitors_are_sent_to_sign_in(lenient: Flask, client: CheckingClient) -> None:
    wrong = []
    for rule, _ in gates(lenient):
        for method in methods(rule):
            status, location = ask(client, method, address(lenient, rule))
            if status != 303 or not location.startswith(SIGN_IN):
                wrong.append(f"{method} {rule.rule}: {status} {location}")
    assert wrong == []


def test_a_password_alone_opens_no_gate(
    lenient: Flask, client: CheckingClient, runtime: Runtime, officials: Officials
) -> None:
    """Every gate at once: signed in by password, second factor still to come."""
    from accounts import sessions

    token = sessions.new_token()
    account_id = officials.account(Role.LEADER)
    with runtime.transaction() as ctx:
        sessions.open_session(ctx, account_id=account_id, token=token, device="Test")
    with client.browser.session_transaction() as cookie:
        cookie["_user_id"] = token
    opened = [
        rule.rule
        for rule, _ in gates(lenient)
        for method in methods(rule)
        if not ask(client, method, address(lenient, rule))[1].startswith(SIGN_IN)
    ]
    assert opened == []


def test_posts_without_the_forms_token_are_refused(app: Flask, client: CheckingClient, officials: Officials) -> None:
    officials.sign_in(client, Role.LEADER)
    accepted = [
        rule.rule
        for rule, _ in gates(app)
        if "POST" in methods(rule) and ask(client, "POST", address(app, rule))[0] != 400
    ]
    assert accepted == []


def test_gates_and_matrix_agree(app: Flask) -> None:
    """Every gate's roles are those of capabilities of the matrix, so that docs/roles.md tells the truth."""
    sets = set(HOLDERS.values())
    odd = []
    for rule, gate in gates(app):
        inside = [holders for holders in sets if holders <= gate.roles]
        if gate.roles and frozenset().union(*inside) != gate.roles:
            odd.append(f"{rule.rule}: {sorted(gate.roles)}")
    assert odd == []
