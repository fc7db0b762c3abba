"""Sealing, paging, state machines."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Date, Integer, MetaData, Table, Uuid, select

from core.actor import Actor, ActorKind, Grant, covers
from core.crypto import Keyring, SealBroken, new_key, open_with, seal_with
from core.db import UtcDateTime
from core.paging import PageRequest, decode_cursor, encode_cursor, keyset
from core.transitions import Machine, TransitionNotAllowed


class Light(StrEnum):
    RED = "red"
    GREEN = "green"


class Turn(StrEnum):
    GO = "go"
    STOP = "stop"


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_what_is_sealed_opens_again_with_the_same_key_and_binding(plain: bytes, bound: bytes) -> None:
    key = new_key()
    assert open_with(key, seal_with(key, plain, bound_to=bound), bound_to=bound) == plain


def test_a_seal_does_not_open_for_another_record_key_or_changed_byte() -> None:
    key = new_key()
    sealed = seal_with(key, b"secret", bound_to=b"case-1")
    for broken in (sealed[:-1] + bytes([sealed[-1] ^ 1]), b"\x09" + sealed[1:]):
        with pytest.raises(SealBroken):
            open_with(key, broken, bound_to=b"case-1")
    with pytest.raises(SealBroken):
        open_with(key, sealed, bound_to=b"case-2")
    with pytest.raises(SealBroken):
        open_with(new_key(), sealed, bound_to=b"case-1")


def test_a_keyring_opens_what_an_older_master_sealed_and_tags_stay_the_same() -> None:
    old, new = new_key(), new_key()
    before, after = Keyring((old,)), Keyring((old, new))
    sealed = before.seal("p", b"x", bound_to=b"1")
    assert after.open("p", sealed, bound_to=b"1") == b"x"
    assert after.seal("p", b"x", bound_to=b"1")[0] == 1
    assert before.tag("t", b"d") == after.tag("t", b"d") != before.tag("u", b"d")
    with pytest.raises(SealBroken):
        before.open("p", after.seal("p", b"x", bound_to=b"1"), bound_to=b"1")


def test_secrets_never_show_in_a_keyrings_repr() -> None:
    assert "masters" not in repr(Keyring((b"k" * 32,)))


def test_cursors_survive_the_address_and_refuse_tampering() -> None:
    values = [datetime(2026, 11, 22, tzinfo=UTC), date(2026, 11, 22), uuid4(), 3, "x"]
    assert decode_cursor(encode_cursor(values), 5) == values
    assert decode_cursor(encode_cursor(values), 4) is None
    for broken in ("", None, "!!!", "bm9wZQ", "A" * 500):
        assert decode_cursor(broken, 5) is None


def test_a_machine_refuses_what_its_table_does_not_list() -> None:
    machine = Machine("light", Light, Turn, Light.RED, frozenset(), {
        (Light.RED, Turn.GO): Light.GREEN, (Light.GREEN, Turn.STOP): Light.RED,
    })  # fmt: skip
    assert machine.target(Light.RED, Turn.GO) is Light.GREEN
    assert not machine.allows(Light.RED, Turn.STOP)
    assert machine.acts_from(Light.GREEN) == [Turn.STOP]
    with pytest.raises(TransitionNotAllowed):
        machine.target(Light.RED, Turn.STOP)


def test_an_incomplete_table_is_refused_at_import() -> None:
    with pytest.raises(ValueError, match=r"dead end: green.*act never used: stop"):
        Machine("light", Light, Turn, Light.RED, frozenset(), {(Light.RED, Turn.GO): Light.GREEN})
    with pytest.raises(ValueError, match="unreachable: green"):
        Machine("light", Light, Turn, Light.RED, frozenset(Light), {
            (Light.RED, Turn.GO): Light.RED, (Light.RED, Turn.STOP): Light.RED,
        })  # fmt: skip


@pytest.mark.parametrize(
    ("above", "path", "expected"),
    [
        ("24", "24.07288", True),
        ("24.07288", "24.07288", True),
        ("24.0728", "24.07288", False),
        ("24.07288", "24", False),
    ],
)
def test_a_path_covers_itself_and_what_is_below(above: str, path: str, expected: bool) -> None:
    assert covers(above, path) is expected


def test_case_work_is_not_inherited_but_supervision_is() -> None:
    commune, province = uuid4(), uuid4()
    actor = Actor(ActorKind.OFFICIAL, uuid4(), "x", (Grant("leader", province, "24"),))
    assert actor.holds_at("leader", province)
    assert not actor.holds_at("leader", commune)
    assert actor.holds_over("leader", "24.07288")
    assert not actor.holds_over("leader", "240")
    assert not actor.holds_over("handler", "24.07288")


@pytest.mark.parametrize(
    "crafted",
    [
        [[1], "x"],
        [{"u": 5}, 3],
        [2**70, 1],
        ["0001-01-01", 1],
        [{"t": "2026-11-22T00:00:00"}, 1],
        [{"t": "9999-12-31T23:59:59+00:00"}, 1],
        [True, 1],
    ],
)
def test_a_crafted_cursor_shows_the_first_page(crafted: list[object]) -> None:
    text = base64.urlsafe_b64encode(json.dumps(crafted).encode()).decode()
    table = Table("t", MetaData(), Column("at", UtcDateTime()), Column("id", Integer()))
    statement = keyset(select(table.c.id), [table.c.at, table.c.id], PageRequest(after=text))
    assert "WHERE" not in str(statement)


def test_a_cursor_of_our_own_is_followed() -> None:
    table = Table("t", MetaData(), Column("at", UtcDateTime()), Column("id", Uuid()), Column("day", Date()))
    values = [datetime(2026, 11, 22, tzinfo=UTC), uuid4(), date(2026, 11, 22)]
    keys = [table.c.at, table.c.id, table.c.day]
    assert "WHERE" in str(keyset(select(table.c.id), keys, PageRequest(after=encode_cursor(values))))
