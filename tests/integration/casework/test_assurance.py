"""How surely it is known who sent a case: inside the sealed identity, lowered when the name changes, erased too."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from accounts.states import Assurance
from bootstrap.runtime import Runtime
from casework import identity
from casework.identity import Identity
from casework.models import CaseIdentity
from casework.sealing import new_case_key, open_case_key

ISSUER = "https://cong.tinh.example"


def kept(runtime: Runtime, left: Identity) -> uuid.UUID:
    case_id = uuid.uuid4()
    with runtime.transaction() as ctx:
        identity.keep_identity(ctx, new_case_key(ctx, case_id), left)
    return case_id


def read(runtime: Runtime, case_id: uuid.UUID) -> Identity | None:
    with runtime.reading() as ctx:
        return identity.identity_to_compare(ctx, case_id)


@pytest.mark.parametrize("level", Assurance)
def test_every_level_comes_back_from_the_seal(runtime: Runtime, level: Assurance) -> None:
    case_id = kept(runtime, Identity(name="Bà Na", level=level))
    assert read(runtime, case_id) == Identity(name="Bà Na", level=level)
    with runtime.reading() as ctx:
        sealed = ctx.session.execute(select(CaseIdentity.sealed)).scalar_one()
    assert level.value.encode() not in sealed


def test_what_was_kept_before_there_were_levels_is_not_verified(runtime: Runtime) -> None:
    case_id = uuid.uuid4()
    old = {"name": "Bà Na", "phone": "", "email": "", "address": "", "behalf": None}
    with runtime.transaction() as ctx:
        key = new_case_key(ctx, case_id)
        ctx.session.add(CaseIdentity(case_id=case_id, sealed=key.seal_json(old, part=identity.PART)))
    assert read(runtime, case_id) == Identity(name="Bà Na", level=Assurance.UNVERIFIED)


@pytest.mark.parametrize(
    ("signed", "level"), [("BÀ NA", Assurance.VNEID_2), ("Bà Mơ", Assurance.UNVERIFIED), ("", Assurance.VNEID_2)]
)
def test_another_name_on_the_paper_is_not_the_one_that_was_verified(
    runtime: Runtime, signed: str, level: Assurance
) -> None:
    case_id = kept(runtime, Identity(name="Bà Na", level=Assurance.VNEID_2, subject="ab"))
    with runtime.transaction() as ctx:
        identity.sign_identity(ctx, open_case_key(ctx, case_id), name=signed, address="Thôn Cầu Gỗ")
    found = read(runtime, case_id)
    assert found is not None
    assert (found.level, found.subject) == (level, "ab")


def test_a_sign_in_names_nobody_and_links_no_two_cases(runtime: Runtime) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    with runtime.reading() as ctx:
        tags = [
            identity.tag_subject(ctx, case_id, issuer=issuer, subject="001099000001")
            for case_id, issuer in ((first, ISSUER), (second, ISSUER), (first, ISSUER + ".vn"))
        ]
        assert identity.tag_subject(ctx, first, issuer=ISSUER, subject="001099000001") == tags[0]
    assert len(set(tags)) == 3
    assert "001099000001" not in "".join(tags)


def test_erasing_takes_the_sign_in_too(runtime: Runtime) -> None:
    case_id = kept(runtime, Identity(level=Assurance.VNEID_2, subject="ab"))
    with runtime.transaction() as ctx:
        assert identity.names_somebody(ctx, case_id)
        assert identity.erase_identity(ctx, case_id, case_type="petition")
    assert read(runtime, case_id) is None
