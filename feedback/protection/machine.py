"""Which state of a protection leads where (law sheet §9.1: đề nghị → xem xét → áp dụng → thay đổi → chấm dứt)."""

from __future__ import annotations

from core.transitions import Machine
from feedback.protection.states import Alarm, AlarmAct, Protection, ProtectionAct

S, A = Protection, ProtectionAct

_WAITING = (S.ASKED, S.CONSIDERING, S.URGENT)
_IN_FORCE = (S.APPLIED, S.CHANGING)
_OVER = (S.REFUSED, S.ENDED, S.TAKEN_BACK)

PROTECTION: Machine[Protection, ProtectionAct] = Machine(
    name="protection", states=Protection, acts=ProtectionAct, initial=S.NONE, final=frozenset(),
    table={
        **{(state, A.ASK): S.ASKED for state in (S.NONE, *_OVER)},
        # Said again while it waits: what is new is added.
        **{(state, A.ASK): state for state in _WAITING},
        (S.ASKED, A.TAKE_UP): S.CONSIDERING,
        **{(state, A.WRITTEN): state for state in _WAITING},
        **{(state, A.CHECKED): state for state in (S.CONSIDERING, S.URGENT, S.CHANGING)},
        **{(state, A.PROTECT_NOW): S.URGENT for state in _WAITING},
        **{(state, A.CALL_ON): state for state in (S.CONSIDERING, S.URGENT, *_IN_FORCE)},
        **{(state, A.APPLY): S.APPLIED for state in (S.CONSIDERING, S.URGENT)},
        **{(state, A.REFUSE): S.REFUSED for state in (S.CONSIDERING, S.URGENT)},
        # Whoever is protected may refuse it (art. 48 clause 1 d).
        **{(state, A.TAKE_BACK): S.TAKEN_BACK for state in (S.ASKED, S.CONSIDERING)},
        (S.APPLIED, A.ASK_CHANGE): S.CHANGING,
        (S.CHANGING, A.ASK_CHANGE): S.CHANGING,
        (S.URGENT, A.ASK_CHANGE): S.URGENT,
        **{(state, A.CHANGE): S.APPLIED for state in _IN_FORCE},
        (S.CHANGING, A.KEEP): S.APPLIED,
        (S.APPLIED, A.REPORT): S.APPLIED,
        **{(state, A.END): S.ENDED for state in _IN_FORCE},
    },
)  # fmt: skip

ALARM: Machine[Alarm, AlarmAct] = Machine(
    name="report of retaliation", states=Alarm, acts=AlarmAct, initial=Alarm.OPEN, final=frozenset(),
    table={
        **{(state, AlarmAct.ANSWER): Alarm.ANSWERED for state in (Alarm.OPEN, Alarm.ANSWERED)},
        **{(state, AlarmAct.CLOSE): Alarm.CLOSED for state in (Alarm.OPEN, Alarm.ANSWERED)},
        **{(state, AlarmAct.REOPEN): Alarm.OPEN for state in Alarm},
    },
)  # fmt: skip
