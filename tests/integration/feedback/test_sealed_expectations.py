"""Every role and everybody near a sealed case × every act, tried on a real one, against the table that people wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from sqlalchemy import update

from accounts.matrix import Capability, roles_for
from accounts.policies import fits
from accounts.roles import Role
from accounts.ties.errors import TieWithOneself
from accounts.ties.services import declare_tie
from accounts.ties.states import Tie
from agencies.states import AgencyKind
from casework.identities.errors import TwoPersonsNeeded
from casework.identities.models import IdentityOpening
from casework.identities.states import OpeningAct
from casework.identity import open_identity
from casework.locks.desks import hand_desk_key
from casework.locks.drills import open_drill
from casework.locks.errors import HalvesMissing, KeyNotInHand, NotAKeyHolder
from casework.locks.escrow import join_halves, list_halves, make_and_split, return_half
from casework.locks.keepers import list_keepers
from casework.locks.rotating import move_boxes, rotate_desk_key
from casework.safes.errors import NoSafeKey
from casework.safes.tending import tend_safes
from casework.states import IdentityReason
from core.actor import ANONYMOUS, SYSTEM, Actor
from core.context import Context
from core.errors import Forbidden, NotFound
from feedback import services
from feedback.opening.policies import OpeningFacts, can_act_on, identity_facts
from feedback.opening.queries import facts_of
from feedback.opening.services import (
    ask_opening,
    decide_opening,
    read_identity,
    shut_opening,
    withdraw_opening,
)
from feedback.policies import PetitionFacts, can_open
from feedback.protection.policies import ProtectionFacts, can_act_on_alarm, can_do, can_read_alarm, can_write
from feedback.protection.states import Alarm, AlarmAct, Protection, ProtectionAct
from feedback.queries.cases import find_case_view, get_case, open_content
from feedback.redacting.services import MakeCopy, decide_copy, make_copy, name_reader, read_copy, withdraw_copy
from feedback.redacting.source import read_words
from feedback.sealed_post.errors import NotABag
from feedback.sealed_post.taking import receipt_for, take_bag
from feedback.seconding.requests import row_of
from feedback.services.releasing import keep_apart
from feedback.shutting.services import declare_accused, stand_aside
from feedback.states import Concerns, PetitionKind
from tests.support.keys import with_key
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE, PROVINCE

TABLE = Path(__file__).parents[2] / "expectations" / "sealed.txt"
WORDS = "Phải gặp để nhận chứng cứ gốc, hẹn ngoài trụ sở."
NEAR = {
    "accused": Role.LEADER, "under": Role.INTAKE_CLERK, "relative": Role.INTAKE_CLERK, "aside": Role.INTAKE_CLERK,
}  # fmt: skip
REFUSED = (Forbidden, NotFound, NotAKeyHolder, NoSafeKey, TwoPersonsNeeded)
# The act is theirs: only what it needs is not there.
THEIRS = (HalvesMissing, NotABag, TieWithOneself)
Act = Callable[[Context], object]


class Undone(Exception):
    """Nothing of what was tried stays."""


class World:
    """A commune whose desk has a key, a province, everybody there, and sealed cases at several stages."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.here, self.above = desk, desk.units[COMMUNE], desk.units[PROVINCE]
        self.people: dict[str, Actor] = {"anonymous": ANONYMOUS, "system": SYSTEM}
        for role in Role:
            place = desk.units["hamlet"] if role is Role.HAMLET_HEAD else self.here
            if fits(role, AgencyKind.COMMUNE) or role is Role.HAMLET_HEAD:
                self._person(role.value, (role, place))
            if fits(role, AgencyKind.PROVINCE):
                self._person(f"{role.value}@tinh", (role, self.above))
        for word, role in NEAR.items():
            self._person(word, (role, self.here))
        self._person("desk", (Role.INTAKE_CLERK, self.here))
        self._person("holder", (Role.HANDLER, self.here))
        self._person("reader", (Role.VERIFIER, self.here))
        self._person("decider", (Role.LEADER, self.here))
        keepers = [self._person(f"keeper-{n}", (Role.RECORDS_CLERK, self.here)) for n in range(2)]
        with desk.runtime.transaction(self.people["desk"]) as ctx:
            make_and_split(ctx, self.here, keepers)
            for word in ("under", "relative", "aside"):  # it is the case alone that keeps them out
                hand_desk_key(ctx, self.here, self.account(word))
        with desk.runtime.transaction(SYSTEM) as ctx:
            assert tend_safes(ctx) == 1
        for word, tie in (("under", Tie.SUPERIOR), ("relative", Tie.RELATIVE)):
            with desk.runtime.transaction(self.people[word]) as ctx:
                declare_tie(ctx, self.account(word), self.account("accused"), tie)
        self.untriaged, self.given, self.asked, self.opened, self.formal = (self._sent() for _ in range(5))
        for petition_id in (self.given, self.asked, self.opened, self.formal):
            desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO, clerk=self.people["desk"])
            desk.assign(petition_id, clerk=self.people["desk"], to=self.account("holder"))
        self.request, self.copy = self._together(self.asked)
        self.seen, self.let = self._together(self.opened)
        self._agree()
        court = Court(desk)
        command = court.denunciation(decider_id=self.account("decider"))
        court.formalise(self.formal, command, actor=self.people["holder"])

    def account(self, word: str) -> UUID:
        account_id = self.people[word].account_id
        assert account_id is not None
        return account_id

    def may(self, who: Actor) -> set[str]:
        """What somebody may do now: everything is tried, and nothing of it stays."""
        found = set()
        with suppress(Undone), self.desk.runtime.transaction(who) as ctx:
            for name, act in self.acts().items():
                ctx.session.info.pop("opened_cases", None)  # keys that the act before had in hand
                if _tried(ctx, act):
                    found.add(name)
            raise Undone
        return found

    def acts(self) -> Mapping[str, Act]:
        """What is tried, by its name in the table."""
        target, account = self.desk.target, self.account
        return {
            "make desk key": lambda ctx: make_and_split(ctx, self.above, self._keepers(ctx, self.above)),
            "hand desk key": lambda ctx: hand_desk_key(ctx, self.here, account("intake_clerk")),
            "rotate desk key": lambda ctx: rotate_desk_key(ctx, self.here, self._keepers(ctx, self.here)),
            "move boxes": lambda ctx: move_boxes(ctx, self.here),
            "open drill": lambda ctx: open_drill(ctx, self.here),
            "give half": lambda ctx: return_half(ctx, _half(ctx), account("intake_clerk")),
            "join halves": lambda ctx: join_halves(ctx, self.here),
            "read untriaged": lambda ctx: _read(ctx, self.untriaged),
            "read given": lambda ctx: _read(ctx, self.given),
            "read formal": lambda ctx: _read(ctx, self.formal),
            "say accused untriaged": lambda ctx: declare_accused(ctx, self.untriaged, [account("reader")]),
            "say accused given": lambda ctx: declare_accused(ctx, self.given, [account("reader")]),
            "stand aside given": lambda ctx: stand_aside(ctx, self.given, "Người bị nói tới là em ruột tôi."),
            "replace holder": lambda ctx: services.assign(ctx, target(self.given), account("reader")),
            "declare tie of own": lambda ctx: declare_tie(ctx, _me(ctx), account("publisher@tinh"), Tie.INTEREST),
            "declare tie of others": lambda ctx: declare_tie(ctx, account("holder"), account("desk"), Tie.RELATIVE),
            "make copy": lambda ctx: _make_copy(ctx, self.given),
            "let copy": lambda ctx: decide_copy(ctx, self.copy, lets=True),
            "read copy let": lambda ctx: read_copy(ctx, self.let),
            "read copy not let": lambda ctx: read_copy(ctx, self.copy),
            "name reader": lambda ctx: name_reader(ctx, self.let, account("verifier")),
            "withdraw copy": lambda ctx: withdraw_copy(ctx, self.let),
            "open identity alone": lambda ctx: _open_alone(ctx, self.given),
            "ask identity": lambda ctx: ask_opening(ctx, self.given, IdentityReason.MEET, WORDS),
            "agree identity": lambda ctx: decide_opening(ctx, self.request, agrees=True),
            "refuse identity": lambda ctx: decide_opening(ctx, self.request, agrees=False),
            "withdraw request": lambda ctx: withdraw_opening(ctx, self.request),
            "see identity": lambda ctx: read_identity(ctx, self.seen),
            "shut identity": lambda ctx: shut_opening(ctx, self.seen),
            "lapse request": lambda ctx: _lapse(ctx, self.request, self.asked),
            **{name: self._protecting(act, state) for name, (act, state) in _PROTECTING.items()},
            "write to sender": lambda ctx: can_write(ctx.actor, _facts(ctx, self.formal)).demand(),
            "read retaliation": lambda ctx: can_read_alarm(ctx.actor, self.above).demand(),
            "answer retaliation": self._alarm(AlarmAct.ANSWER, Alarm.OPEN),
            "close retaliation": self._alarm(AlarmAct.CLOSE, Alarm.OPEN),
            "reopen retaliation": self._alarm(AlarmAct.REOPEN, Alarm.CLOSED),
            "take post": lambda ctx: take_bag(ctx, self.above, b"not a bag"),
            "receipt for post": lambda ctx: _receipt(ctx, self.above),
        }

    def _person(self, word: str, *grants: tuple[Role, UUID]) -> UUID:
        account_id = self.desk.officials.create(
            f"bang-{word.replace('_', '-').replace('@', '-o-')}", *grants, app=False
        )
        self.people[word] = with_key(self.desk.runtime, account_id)
        return account_id

    def _sent(self) -> UUID:
        sent = self.desk.send(Concerns.COMMUNE_OFFICIAL, name="Bà Kín Đáo", phone="0900 000 777", consent=True)
        with self.desk.runtime.transaction(self.people["desk"]) as ctx:
            keep_apart(ctx, sent.id, {self.account("aside")})
            declare_accused(ctx, sent.id, [self.account("accused")])
        return sent.id

    def _together(self, petition_id: UUID) -> tuple[UUID, UUID]:
        with self.desk.runtime.transaction(self.people["holder"]) as ctx:
            return ask_opening(ctx, petition_id, IdentityReason.MEET, WORDS), _make_copy(ctx, petition_id)

    def _agree(self) -> None:
        with self.desk.runtime.transaction(self.people["leader"]) as ctx:
            decide_opening(ctx, self.seen, agrees=True)
            decide_copy(ctx, self.let, lets=True)
        with self.desk.runtime.transaction(self.people["holder"]) as ctx:
            name_reader(ctx, self.let, self.account("reader"))

    def _keepers(self, ctx: Context, agency_id: UUID) -> list[UUID]:
        return [one.account_id for one in list_keepers(ctx, agency_id)[:2]]

    def _protecting(self, act: ProtectionAct, state: Protection) -> Act:
        decider = self.account("decider")
        return lambda ctx: can_do(ctx.actor, act, ProtectionFacts(_facts(ctx, self.formal), state, decider)).demand()

    def _alarm(self, act: AlarmAct, state: Alarm) -> Act:
        return lambda ctx: can_act_on_alarm(ctx.actor, act, state, self.above).demand()


_PROTECTING = {
    "take up protection": (ProtectionAct.TAKE_UP, Protection.ASKED),
    "protect at once": (ProtectionAct.PROTECT_NOW, Protection.CONSIDERING),
    "apply measures": (ProtectionAct.APPLY, Protection.CONSIDERING),
    "end measures": (ProtectionAct.END, Protection.APPLIED),
    "ask protection": (ProtectionAct.ASK, Protection.NONE),
}


def _tried(ctx: Context, act: Act) -> bool:
    try:
        with ctx.session.begin_nested():
            act(ctx)
            raise Undone
    except (Undone, *THEIRS):
        return True
    except (*REFUSED, KeyNotInHand):
        return False


def _me(ctx: Context) -> UUID:
    if ctx.actor.account_id is None:
        raise Forbidden
    return ctx.actor.account_id


def _facts(ctx: Context, petition_id: UUID) -> PetitionFacts:
    return get_case(ctx, petition_id, viewer=ctx.actor).facts()


def _read(ctx: Context, petition_id: UUID) -> None:
    """As the page does: first the rule, then the key."""
    can_open(ctx.actor, _facts(ctx, petition_id)).demand()
    open_content(ctx, petition_id)


def _half(ctx: Context) -> UUID:
    halves = list_halves(ctx)
    if not halves:
        raise NotFound
    return halves[0].desk_key_id


def _make_copy(ctx: Context, petition_id: UUID) -> UUID:
    return make_copy(ctx, petition_id, MakeCopy(read_words(ctx, petition_id).digest))


def _open_alone(ctx: Context, petition_id: UUID) -> None:
    facts = identity_facts(_facts(ctx, petition_id))
    open_identity(ctx, petition_id, case_type="petition", facts=facts, reason=IdentityReason.MEET)


def _lapse(ctx: Context, opening_id: UUID, petition_id: UUID) -> None:
    """Nobody answered in time: who ends it, for whoever the facts are read."""
    ctx.session.execute(update(IdentityOpening).values(lapses_at=ctx.now))
    row, case = row_of(ctx, IdentityOpening, opening_id), find_case_view(ctx, petition_id)
    assert case is not None
    facts: OpeningFacts = facts_of(ctx, row, case.facts())
    can_act_on(ctx.actor, OpeningAct.LAPSE, facts).demand()


def _receipt(ctx: Context, agency_id: UUID) -> None:
    """For a bag that never came: whoever may ask is told so by the key that is missing."""
    if not ctx.actor.holds_at(Role.INTAKE_CLERK, agency_id):
        receipt_for(ctx, agency_id, agency_id)


def table() -> Iterator[tuple[str, set[str]]]:
    for line in TABLE.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            act, _, who = line.partition(";")
            yield act.strip(), set(who.split())


def test_every_role_and_everybody_near_it(desk: Desk) -> None:
    world = World(desk)
    wanted = {act: who for act, who in table() if not act.startswith("gate ")}
    assert set(world.acts()) == set(wanted)
    everybody = {word for word, who in world.people.items() if who.account_id}
    may = {word: world.may(who) for word, who in world.people.items()}
    found = {act: {_group(word) for word, acts in may.items() if act in acts} for act in wanted}
    meant = {act: {_group(one) for one in everybody} if who == {"*"} else who for act, who in wanted.items()}
    assert found == meant


def _group(word: str) -> str:
    """Both who keep a half are one word in the table."""
    return word.partition("-")[0]


def test_what_the_gates_let_through() -> None:
    gates = {act.removeprefix("gate "): who for act, who in table() if act.startswith("gate ")}
    assert set(gates) >= {"key:hold", "key:keep_half", "post:carry", "sealed:together"}
    for name, who in gates.items():
        assert {role.value for role in roles_for(Capability(name))} == who, name
