"""A report of retaliation: to the team of the case, and to the province when it concerns the commune."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from casework.locks.closing import keep_part_key
from casework.sealing import CaseKey, fresh_case_key
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id
from feedback.policies import PetitionFacts
from feedback.protection.commands import FileTarget, Retaliation
from feedback.protection.enclosing import NOTHING, Put
from feedback.protection.errors import DeedMissing, NowhereElse
from feedback.protection.folding import fold_alarm
from feedback.protection.policies import can_act_on_alarm, can_read_alarm
from feedback.protection.record import FileRow, append, find_file, read_entries
from feedback.protection.services.holding import Held, hold, noted, province_of, voice
from feedback.protection.services.watching import look_again, look_now
from feedback.protection.states import AlarmAct, Avenger, EntryKind, Voice
from feedback.services.moving import lock_petition, told
from feedback.shutting.refreshing import refresh

# Whom the team must not warn: the report goes past them, to the province alone.
PAST_THE_TEAM = frozenset({Avenger.LEADER, Avenger.HANDLER})
OF_THE_COMMUNE = PAST_THE_TEAM | {Avenger.OFFICIAL, Avenger.HAMLET, Avenger.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes with a report, stored before: for the team under the petition's key, for the province under the key
    that the report to it will have.
    """

    team: Put = NOTHING
    province_key: CaseKey | None = None
    province: Put = NOTHING


EMPTY = Carried()


def goes_to(ctx: Context, petition: PetitionFacts, avenger: Avenger) -> tuple[bool, bool]:
    """Whether the team reads such a report, and whether the province does."""
    province = province_of(ctx, petition) is not None and avenger in OF_THE_COMMUNE
    return not (province and avenger in PAST_THE_TEAM), province


def report_retaliation(
    ctx: Context, target: FileTarget, command: Retaliation, carried: Carried = EMPTY
) -> None:  # fmt: skip
    """Somebody is hurt because they denounced (Denunciation Act art. 8, 47 clause 3).

    The team of the case reads it in its record. What concerns the commune goes to the province's desk too, under a key
    of its own that nobody of the commune has; of a leader or of whoever handles the case the team hears nothing.
    Raises what `holding.hold` raises, TextMissing, DeedMissing, NowhereElse, CaseFull, KeyRenewed.
    """
    words = told(command.words)
    if not command.deeds:
        raise DeedMissing
    held = hold(ctx, target)
    province_id = province_of(ctx, held.petition.facts())
    if province_id is None and command.avenger is Avenger.HANDLER:
        raise NowhereElse
    said = {
        "avenger": command.avenger.value, "deeds": [one.value for one in command.deeds], "when": command.when.strip()
    }  # fmt: skip
    if province_id is not None and command.avenger in OF_THE_COMMUNE:
        _to_province(ctx, held, province_id, words, said, carried)
        if command.avenger in PAST_THE_TEAM:
            return
    append(ctx, held.petition.id, EntryKind.RETALIATION, Voice.SENDER, words=words, data=said, put=carried.team)
    noted(ctx, held.petition.agency_id, held.petition.id)
    look_again(ctx, held.petition.id, held.petition.agency_id)


def answer_alarm(ctx: Context, target: FileTarget, act: AlarmAct, words: str, put: Put = NOTHING) -> None:
    """The province answers whoever reported, or closes the report and says why; the sender writes on (REOPEN), with
    files if they like.

    Raises NotFound, Forbidden, TransitionNotAllowed, TextMissing, CaseLocked, CaseFull, KeyRenewed.
    """
    text, row = told(words), hold_alarm(ctx, target.file_id)
    assert row.desk_id is not None  # `hold_alarm` looked
    state = fold_alarm(read_entries(ctx, row.id))
    can_act_on_alarm(ctx.actor, act, state, row.desk_id).demand()
    if put and act is not AlarmAct.REOPEN:
        raise Forbidden
    append(ctx, row.id, EntryKind.ANSWER, voice(ctx), words=text, data={"act": act.value}, put=put)
    noted(ctx, row.desk_id, row.petition_id)
    look_now(ctx, row.id, local=act is AlarmAct.REOPEN)


def note_alarm_opened(ctx: Context, file_id: UUID) -> None:
    """Audit, in the province's chain, that a report is shown. Raises NotFound."""
    row = hold_alarm(ctx, file_id)
    assert row.desk_id is not None
    if not can_read_alarm(ctx.actor, row.desk_id):
        raise NotFound
    noted(ctx, row.desk_id, row.petition_id, "open")


def hold_alarm(ctx: Context, file_id: UUID) -> FileRow:
    """The report's row, its petition held. Raises NotFound, also for an official whom the case is shut to."""
    row = find_file(ctx, file_id)
    if row is None or row.desk_id is None or lock_petition(ctx, row.petition_id).shut:
        raise NotFound
    return row


def _to_province(
    ctx: Context, held: Held, province_id: UUID, words: str, said: Mapping[str, object], carried: Carried
) -> None:  # fmt: skip
    """Sealed for the province's desk and for whoever sent it; the commune's chain of the audit never hears of it."""
    key = carried.province_key or fresh_case_key(random_id())
    keep_part_key(ctx, key, agency_id=province_id, whole_id=held.petition.id)
    data = {**said, "petition": held.petition.number, "agency": str(held.petition.agency_id)}
    append(
        ctx, key.case_id, EntryKind.RETALIATION, Voice.SENDER, words=words, data=data, petition_id=held.petition.id,
        desk_id=province_id, put=carried.province,
    )  # fmt: skip
    noted(ctx, province_id, held.petition.id)
    look_now(ctx, key.case_id, local=True)
    refresh(ctx, held.petition.id)  # whom the case accuses, or who is close to them, may receive at the province by now
