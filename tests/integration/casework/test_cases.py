"""Numbers, codes, throttling, erasure."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import delete

from bootstrap.runtime import Runtime
from casework import identity, numbers
from casework.errors import CaseShredded, TooManyAttempts
from casework.identity import Identity
from casework.models import CaseKeyRow
from casework.numbers import FoundCase, IssuedCase, find_case, issue_case
from casework.sealing import new_case_key, open_case_key
from core.actor import ANONYMOUS
from core.errors import Forbidden
from core.ids import new_access_code
from tests.support.clock import SteppingClock

NETWORK = b"n" * 32


def issue(runtime: Runtime, case_id: uuid.UUID) -> IssuedCase:
    with runtime.transaction() as ctx:
        return issue_case(ctx, agency_code="07288", case_type="petition", case_id=case_id)


def look_up(runtime: Runtime, number: str, code: str, network: bytes = NETWORK) -> FoundCase | None:
    with runtime.transaction() as ctx:
        return find_case(ctx, number_typed=number, access_code_typed=code, network=network)


def test_a_case_is_found_however_its_names_are_typed(runtime: Runtime) -> None:
    case_id = uuid.uuid4()
    issued = issue(runtime, case_id)
    found = look_up(runtime, issued.number.lower().replace("-", " "), issued.access_code.lower().replace("-", ""))
    assert found == FoundCase(case_id, "petition", issued.number)


def test_a_taken_number_is_drawn_again(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    first = issue(runtime, uuid.uuid4()).number
    drawn = iter([first, first, "07288-26-AAAA-AA2"])
    monkeypatch.setattr(numbers, "new_number", lambda *_: next(drawn))
    assert issue(runtime, uuid.uuid4()).number == "07288-26-AAAA-AA2"


def test_unknown_number_wrong_code_and_other_kind_look_the_same(runtime: Runtime) -> None:
    issued, other = issue(runtime, uuid.uuid4()), issue(runtime, uuid.uuid4())
    assert look_up(runtime, issued.number, other.access_code) is None
    assert look_up(runtime, "07288-26-AAAA-AAA", issued.access_code) is None
    assert look_up(runtime, "rác", "") is None
    with runtime.transaction() as ctx:
        asked = {"number_typed": issued.number, "access_code_typed": issued.access_code, "network": NETWORK}
        assert find_case(ctx, **asked, case_type="opinion") is None


def test_guessing_is_slowed_down_and_time_forgives(runtime: Runtime, clock: SteppingClock) -> None:
    issued = issue(runtime, uuid.uuid4())
    for _ in range(numbers.PER_NUMBER_AND_NETWORK):
        assert look_up(runtime, issued.number, new_access_code()) is None
    with pytest.raises(TooManyAttempts):
        look_up(runtime, issued.number, new_access_code())
    assert look_up(runtime, issued.number, new_access_code(), network=b"o" * 32) is None
    clock.advance(minutes=61)
    assert look_up(runtime, issued.number, new_access_code()) is None


def test_a_right_code_opens_however_often_others_guessed_wrong(runtime: Runtime) -> None:
    issued = issue(runtime, uuid.uuid4())
    for number in range(numbers.PER_NUMBER):
        look_up(runtime, issued.number, new_access_code(), network=bytes([number]) * 32)
    for network in (bytes([0]) * 32, bytes([200]) * 32):
        with pytest.raises(TooManyAttempts):
            look_up(runtime, issued.number, new_access_code(), network=network)
        assert look_up(runtime, issued.number, issued.access_code, network=network) is not None


def test_one_network_cannot_try_many_numbers(runtime: Runtime) -> None:
    for _ in range(numbers.PER_NETWORK):
        assert look_up(runtime, "07288-26-" + new_access_code()[:4] + "-AAA", "x") is None
    with pytest.raises(TooManyAttempts):
        look_up(runtime, "07288-26-AAAA-AAA", "x")


def test_erasing_the_key_makes_identity_unreadable_for_ever(runtime: Runtime) -> None:
    case_id = uuid.uuid4()
    with runtime.transaction() as ctx:
        identity.keep_identity(ctx, new_case_key(ctx, case_id), Identity(name="Ai đó"))
    with runtime.transaction() as ctx:
        ctx.session.execute(delete(CaseKeyRow).where(CaseKeyRow.case_id == case_id))
    with runtime.reading() as ctx:
        assert not identity.has_identity(ctx, case_id)
        with pytest.raises(CaseShredded):
            open_case_key(ctx, case_id)


def test_only_the_system_uses_an_identity_for_a_notice(runtime: Runtime) -> None:
    with runtime.transaction(ANONYMOUS) as ctx, pytest.raises(Forbidden):
        identity.identity_for_notice(ctx, uuid.uuid4(), case_type="petition", agency_id=uuid.uuid4())
