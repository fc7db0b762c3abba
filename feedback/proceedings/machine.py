"""Which stage of a proceeding leads where (law sheet §9.1): one table for each track, and what belongs to a track."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.transitions import Machine
from feedback.proceedings.states import Stage, Step, Track

S, A = Stage, Step
Table = Mapping[tuple[Stage, Step], Stage]

_UNDER_WAY = (S.VERIFYING, S.REPORTED, S.DIALOGUE)


def _machine(name: str, initial: Stage, final: Iterable[Stage], table: Table) -> Machine[Stage, Step]:
    """A machine of just the stages and steps that its table names."""
    stages = {initial, *table.values(), *(source for source, _ in table)}
    steps = {step for _, step in table}
    return Machine(
        name=name, states=tuple(one for one in Stage if one in stages), acts=tuple(one for one in Step if one in steps),
        initial=initial, final=frozenset(final), table=table,
    )  # fmt: skip


def _halting(stages: Iterable[Stage], back_to: Stage) -> dict[tuple[Stage, Step], Stage]:
    """tạm đình chỉ, tiếp tục, đình chỉ, and the notice that goes out with each. What was found so far is kept."""
    stages = tuple(stages)
    return {
        **{(stage, A.SUSPEND): S.SUSPENDED for stage in stages},
        **{(stage, A.TERMINATE): S.STOPPING for stage in (*stages, S.SUSPENDED)},
        **{(stage, A.SEND_NOTICE): stage for stage in (*stages, S.SUSPENDED)},
        **{(stage, A.WITHDRAW): stage for stage in (*stages, S.SUSPENDED)},
        (S.SUSPENDED, A.RESUME): back_to,
        (S.STOPPING, A.SEND_NOTICE): S.STOPPED,
    }


_COMPLAINT: Table = {
    (S.CHECKING, A.ACCEPT): S.VERIFYING,
    (S.CHECKING, A.REFUSE): S.NOT_ACCEPTED,
    (S.CHECKING, A.REFER): S.REFERRED,
    (S.CHECKING, A.WITHDRAW): S.WITHDRAWN,
    (S.VERIFYING, A.REPORT): S.REPORTED,
    (S.REPORTED, A.REPORT): S.REPORTED,
    (S.REPORTED, A.INVITE): S.DIALOGUE,
    (S.DIALOGUE, A.INVITE): S.DIALOGUE,
    (S.DIALOGUE, A.MEET): S.REPORTED,
    (S.REPORTED, A.DECIDE): S.DECIDED,
    (S.DECIDED, A.SEND): S.SENT,
    (S.SENT, A.PUBLISH): S.PUBLISHED,
    (S.SENT, A.TAKE_EFFECT): S.IN_EFFECT,
    (S.PUBLISHED, A.TAKE_EFFECT): S.IN_EFFECT,
    **{(stage, A.SUE): S.SUED for stage in (*_UNDER_WAY, S.SENT, S.PUBLISHED)},
    **_halting(_UNDER_WAY, S.VERIFYING),
}
_COMPLAINT_ENDS = (S.NOT_ACCEPTED, S.REFERRED, S.WITHDRAWN, S.STOPPED, S.IN_EFFECT, S.SUED)

FIRST = _machine(
    "complaint, first instance", S.CHECKING, (*_COMPLAINT_ENDS, S.APPEALED),
    {**_COMPLAINT, **{(stage, A.APPEAL): S.APPEALED for stage in (*_UNDER_WAY, S.SENT, S.PUBLISHED)}},
)  # fmt: skip
SECOND = _machine("complaint, second instance", S.CHECKING, _COMPLAINT_ENDS, _COMPLAINT)

_EXAMINED = (S.VERIFYING, S.REPORTED)
_RUNNING = (S.ACCEPTED, *_EXAMINED, S.SUSPENDED)
DENUNCIATION = _machine(
    "denunciation",
    S.INITIAL,
    (S.NOT_ACCEPTED, S.TRANSFERRED, S.NOT_HANDLED, S.INSPECTING, S.STOPPED, S.FINISHED, S.RENEWED),
    {
        (S.INITIAL, A.ACCEPT): S.ACCEPTED,
        (S.INITIAL, A.REFUSE): S.NOT_ACCEPTED,
        (S.INITIAL, A.TRANSFER): S.TRANSFERRED,
        (S.INITIAL, A.SHELVE): S.NOT_HANDLED,
        (S.INITIAL, A.INSPECT): S.INSPECTING,
        (S.INITIAL, A.WITHDRAW): S.INITIAL,
        (S.INITIAL, A.ASK_BELOW): S.INITIAL,
        (S.ACCEPTED, A.NOTIFY): S.VERIFYING,
        (S.VERIFYING, A.REPORT): S.REPORTED,
        (S.REPORTED, A.REPORT): S.REPORTED,
        (S.REPORTED, A.CONCLUDE): S.CONCLUDED,
        (S.CONCLUDED, A.SEND): S.CONCLUSION_SENT,
        (S.CONCLUSION_SENT, A.ACT_ON): S.ACTED,
        (S.ACTED, A.PUBLISH): S.PUBLISHED,
        (S.PUBLISHED, A.FINISH): S.FINISHED,
        **{(stage, A.RENEW): S.RENEWED for stage in (*_EXAMINED, S.CONCLUSION_SENT, S.ACTED, S.PUBLISHED)},
        **{(stage, A.GO_ON): stage for stage in _RUNNING},
        **{(stage, A.ANSWER_BODY): stage for stage in (S.INITIAL, *_RUNNING, S.CONCLUDED, S.CONCLUSION_SENT)},
        **{(stage, A.CHASED): stage for stage in _EXAMINED},
        **{(stage, A.REPORT_ABOVE): stage for stage in (*_EXAMINED, S.CONCLUDED)},
        **_halting(_EXAMINED, S.VERIFYING),
        (S.ACCEPTED, A.WITHDRAW): S.ACCEPTED,
    },
)

MACHINES: Mapping[Track, Machine[Stage, Step]] = {
    Track.COMPLAINT_FIRST: FIRST,
    Track.COMPLAINT_SECOND: SECOND,
    Track.DENUNCIATION: DENUNCIATION,
}
COMPLAINTS = frozenset({Track.COMPLAINT_FIRST, Track.COMPLAINT_SECOND})


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the deadlines table (law sheet §9.10) that a track runs under."""

    initial: tuple[int, ...]  # met by the first decision
    settle: int
    send: int
    halt: int  # sending a suspension, continuation or termination


# 28: the first reply to whoever came to the office; the written acceptance or refusal is that reply (ADR 0415).
REPLY = 28
TIME_BAR, LODGE, INVITATION, EFFECT = 32, 36, 39, 41
MISDIRECTED, NOTIFYING, ACTING, PUBLISHING, RELAYED, CONTINUED, OVERDUE = 43, 44, 48, 49, 50, 51, 52
REPORT_VARIANT, REMOTE_VARIANT, PUBLIC_VARIANT = "report", "remote", "complaint"
# How long what must be made public stays posted: conclusions, and decisions of the second instance.
POSTING_VARIANTS: Mapping[Track, str] = {Track.COMPLAINT_SECOND: "complaint_posting", Track.DENUNCIATION: "posting"}
ROWS: Mapping[Track, Rows] = {
    Track.COMPLAINT_FIRST: Rows((33, REPLY), 34, 35, 40),
    Track.COMPLAINT_SECOND: Rows((33, REPLY), 37, 38, 40),
    Track.DENUNCIATION: Rows((42, MISDIRECTED, CONTINUED, OVERDUE, REPLY), 45, 47, 46),
}
# The steps of the plain course, in order: what the page shows as the way ahead.
COURSE: Mapping[Track, tuple[Stage, ...]] = {
    Track.COMPLAINT_FIRST: (S.CHECKING, S.VERIFYING, S.REPORTED, S.DECIDED, S.SENT, S.PUBLISHED, S.IN_EFFECT),
    Track.COMPLAINT_SECOND: (
        S.CHECKING, S.VERIFYING, S.REPORTED, S.DIALOGUE, S.DECIDED, S.SENT, S.PUBLISHED, S.IN_EFFECT,
    ),
    Track.DENUNCIATION: (
        S.INITIAL, S.ACCEPTED, S.VERIFYING, S.REPORTED, S.CONCLUDED, S.CONCLUSION_SENT, S.ACTED, S.PUBLISHED,
        S.FINISHED,
    ),
}  # fmt: skip
