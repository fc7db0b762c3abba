"""Every state × act × role of an official paper against the table that people wrote (tests/expectations/papers.txt)."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace
from datetime import date

import pytest

from accounts.roles import Role
from core.actor import Actor, ActorKind, Grant
from feedback.issuing.catalogue import MATTER_OF, MATTERS, SIGNING, WAYS, WITHOUT_NUMBER, checklist
from feedback.issuing.policies import PaperStanding, acts_on, can_do, can_know, can_read
from feedback.issuing.states import PAPER, Matter, PaperAct, PaperState
from feedback.papers.states import PaperKind, SignedAs
from feedback.policies import PetitionFacts
from feedback.states import PetitionKind, PetitionState
from tests.support.expectations import NOBODY, assert_as_written, expected
from tests.unit.feedback.test_expectations import HERE, ME, OTHER, official

SIGNER, ELSEWHERE = uuid.uuid4(), uuid.uuid4()
WORDS = ("drafter", "holder", "colleague", "signer", "delegate", "leader", "records")


def _facts(word: str, state: PaperState, *, sealed: bool) -> tuple[Actor, PaperStanding]:
    """The actor of a word, and the paper as it stands towards them."""
    role = {"signer": Role.LEADER, "leader": Role.LEADER, "records": Role.RECORDS_CLERK}.get(word, Role.HANDLER)
    team = frozenset({ME}) if word == "drafter" else frozenset({OTHER})
    petition = PetitionFacts(
        PetitionState.PROCEEDING, HERE, ME if word == "holder" else OTHER, sealed, team=team
    )  # fmt: skip
    standing = PaperStanding(
        state, PaperKind.DECISION, HERE, ME if word == "drafter" else OTHER, ME if word == "signer" else SIGNER,
        petition, frozenset({SIGNER}) if word == "delegate" else frozenset(),
    )  # fmt: skip
    return official(role), standing


def test_papers() -> None:
    table = expected("papers.txt")
    assert_as_written(PAPER, table)
    for word, state, act, sealed in itertools.product(WORDS, PaperState, PaperAct, (False, True)):
        allowed = table.get((str(state), str(act)), NOBODY).may(other=sealed)
        actor, standing = _facts(word, state, sealed=sealed)
        assert bool(can_do(actor, act, standing)) is (word in allowed), (word, state, act, sealed)


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.RECORDS_CLERK, Role.LEADER)])
def test_other_roles_of_the_agency_do_nothing_but_speak(role: Role, sealed: bool) -> None:
    working = role in (Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER)
    for state in PaperState:
        _, standing = _facts("colleague", state, sealed=sealed)
        wanted = {PaperAct.COMMENT} if working and not sealed and PAPER.allows(state, PaperAct.COMMENT) else set()
        assert set(acts_on(official(role), standing)) == wanted, (role, state)


def test_nobody_of_another_agency_does_anything() -> None:
    for word, state, role in itertools.product(WORDS, PaperState, Role):
        _, standing = _facts(word, state, sealed=False)
        actor = Actor(ActorKind.OFFICIAL, ME, "x", (Grant(role.value, ELSEWHERE, "24.07294"),))
        assert not acts_on(actor, standing), (word, state, role)
        assert not can_know(actor, standing)


def test_who_wrote_it_holds_the_case_or_is_meant_approves_nothing() -> None:
    actor, standing = _facts("signer", PaperState.SUBMITTED, sealed=False)
    assert can_do(actor, PaperAct.APPROVE, standing)
    barred = (
        replace(standing, drafter_id=ME), replace(standing, concerned=True),
        replace(standing, petition=replace(standing.petition, assignee_id=ME)),
    )  # fmt: skip
    for each in barred:
        assert not can_do(actor, PaperAct.APPROVE, each)
        assert not can_do(actor, PaperAct.RETURN, each)


def test_the_registry_reads_no_paper_of_a_sealed_case_and_none_before_approval() -> None:
    waiting = {PaperState.APPROVED, PaperState.NUMBERED, PaperState.ISSUED, PaperState.VOIDED}
    for state, sealed in itertools.product(PaperState, (False, True)):
        actor, standing = _facts("records", state, sealed=sealed)
        assert bool(can_know(actor, standing)) is (state in waiting)
        assert bool(can_read(actor, standing)) is (state in waiting and not sealed)


def test_every_kind_has_its_matter_its_check_list_and_every_form_its_rule() -> None:
    today = date(2026, 11, 23)
    assert set(MATTER_OF) == set(PaperKind)
    assert set(MATTERS) == set(Matter)
    assert set(SIGNING) == set(SignedAs)
    assert set(WAYS) == set(PetitionKind)
    for kind in set(PaperKind) - WITHOUT_NUMBER:
        assert len(checklist(kind, today)) >= 4, kind
        assert not checklist(kind, today.replace(year=2019)), kind
    assert not MATTERS[Matter.DENUNCIATION_CONCLUSION].delegable


def test_what_the_law_wants_on_paper_is_never_open_to_the_province() -> None:
    assert not WAYS[PetitionKind.COMPLAINT].open
    assert not WAYS[PetitionKind.DENUNCIATION].open
