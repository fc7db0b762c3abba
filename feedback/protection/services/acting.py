"""Protection, step by step (Denunciation Act art. 47–58; Decree 31/2019 art. 7, 8; law sheet §2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.clock import local_date
from core.context import Context
from core.errors import DomainError, Forbidden
from core.transitions import TransitionNotAllowed
from feedback.protection.commands import AskProtection, FileTarget, Step
from feedback.protection.errors import (
    BodyNeeded,
    DangerMissing,
    DayWrong,
    EndBeforeStart,
    GroundNeeded,
    MeasureMissing,
    NobodyDecides,
    NumberNeeded,
    ProtectedMissing,
)
from feedback.protection.machine import PROTECTION
from feedback.protection.papers import paper_for
from feedback.protection.policies import can_do
from feedback.protection.record import append
from feedback.protection.services.holding import Held, hold, noted, voice
from feedback.protection.services.watching import look_again
from feedback.protection.states import EndGround, EntryKind, Protection, ProtectionAct, RefuseGround
from feedback.services.moving import told

A = ProtectionAct


@dataclass(frozen=True, slots=True)
class Needs:
    """What a step of the office asks for besides its day."""

    words: bool = True
    number: bool = False
    body: bool = False
    measures: bool = False
    grounds: type[RefuseGround] | type[EndGround] | None = None


NEEDS: Mapping[ProtectionAct, Needs] = {
    A.TAKE_UP: Needs(words=False),
    A.WRITTEN: Needs(words=False),
    A.CHECKED: Needs(),
    A.PROTECT_NOW: Needs(measures=True),
    A.CALL_ON: Needs(body=True),
    A.APPLY: Needs(number=True, measures=True),
    A.REFUSE: Needs(number=True, grounds=RefuseGround),
    A.ASK_CHANGE: Needs(),
    A.CHANGE: Needs(number=True, measures=True),
    A.KEEP: Needs(),
    A.REPORT: Needs(),
    A.END: Needs(number=True, grounds=EndGround),
}
_DECIDED = (A.APPLY, A.REFUSE, A.CHANGE, A.KEEP, A.END)


def ask(ctx: Context, target: FileTarget, command: AskProtection) -> None:
    """Ask for protection: whoever denounced, with number and code, or the office on its own motion.

    Raises what `holding.hold` raises, TransitionNotAllowed, Forbidden, TextMissing, ProtectedMissing, DangerMissing.
    Denunciation Act art. 47 clause 3, 50, 51 clause 1.
    """
    words, held = told(command.words), hold(ctx, target)
    _demand(ctx, held, A.ASK)
    if not command.relations:
        raise ProtectedMissing
    if not command.dangers:
        raise DangerMissing
    _write(
        ctx, held, A.ASK, words,
        relations=[one.value for one in command.relations], dangers=[one.value for one in command.dangers],
        names=command.names.strip(), urgent=command.urgent,
    )  # fmt: skip


def ask_change(ctx: Context, target: FileTarget, words: str) -> None:
    """Ask for other measures, more of them or none any more (art. 48 clause 1 c, 54). Raises as `ask`."""
    _simple(ctx, target, A.ASK_CHANGE, told(words))


def take_back(ctx: Context, target: FileTarget, words: str = "") -> None:
    """Whoever is to be protected does not want it (art. 48 clause 1 d). Raises as `ask`."""
    _simple(ctx, target, A.TAKE_BACK, words.strip())


def step(ctx: Context, target: FileTarget, command: Step) -> Protection:
    """One step of the office; gives the state it leads to.

    A decision takes number and day from the paper that was issued for it, when there is one. Raises what
    `holding.hold` raises, TransitionNotAllowed, Forbidden, NobodyDecides, and what is missing or wrong in the command.
    """
    held, act = hold(ctx, target), command.act
    if act in _DECIDED and held.decider_id is None and PROTECTION.allows(held.folded.state, act):
        raise NobodyDecides
    if act not in NEEDS:
        raise Forbidden
    _demand(ctx, held, act)
    paper = paper_for(ctx, held.petition.id, act, held.folded.papers)
    number, day = (paper.number, paper.day) if paper else (command.number.strip(), command.day)
    day = _checked(ctx, held, command, day or local_date(ctx.now), number)
    words = told(command.words) if NEEDS[act].words else command.words.strip()
    return _write(ctx, held, act, words, **_said(command, day, number, str(paper.id) if paper else ""))


def _simple(ctx: Context, target: FileTarget, act: ProtectionAct, words: str) -> None:
    held = hold(ctx, target)
    _demand(ctx, held, act)
    _write(ctx, held, act, words)


def _demand(ctx: Context, held: Held, act: ProtectionAct) -> None:
    if not PROTECTION.allows(held.folded.state, act):
        raise TransitionNotAllowed
    can_do(ctx.actor, act, held.facts()).demand()


def _checked(ctx: Context, held: Held, command: Step, day: date, number: str) -> date:
    needs = NEEDS[command.act]
    missing: tuple[tuple[bool, type[DomainError]], ...] = (
        (day > local_date(ctx.now) or bool(held.folded.asked_on and day < held.folded.asked_on), DayWrong),
        (needs.number and not number, NumberNeeded),
        (needs.body and not command.body.strip(), BodyNeeded),
        (needs.measures and not command.measures, MeasureMissing),
        (needs.grounds is not None and not isinstance(command.ground, needs.grounds or ()), GroundNeeded),
        (command.until is not None and command.until <= day, EndBeforeStart),
    )
    for broken, error in missing:
        if broken:
            raise error
    return day


def _said(command: Step, day: date, number: str, paper: str) -> dict[str, Any]:
    return {
        "day": day.isoformat(), "number": number, "paper": paper, "body": command.body.strip(),
        "measures": [one.value for one in command.measures], "relations": [one.value for one in command.relations],
        "names": command.names.strip(), "until": command.until.isoformat() if command.until else "",
        "ground": command.ground.value if command.ground else "",
    }  # fmt: skip


def _write(ctx: Context, held: Held, act: ProtectionAct, words: str, **data: Any) -> Protection:
    """Append, note, and say when somebody should look again."""
    petition = held.petition
    append(ctx, petition.id, EntryKind.ACT, voice(ctx), words=words, data={"act": act.value, **data})
    noted(ctx, petition.agency_id, petition.id)
    look_again(ctx, petition.id, petition.agency_id)
    return PROTECTION.target(held.folded.state, act)
