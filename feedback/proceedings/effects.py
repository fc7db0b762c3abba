"""What each step asks for and what it does to the clocks (law sheet §9.10 rows 28–52), as one table. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from feedback.proceedings.machine import (
    ACTING,
    COMPLAINTS,
    NOTIFYING,
    OVERDUE,
    PUBLIC_VARIANT,
    PUBLISHING,
    RELAYED,
    REPORT_VARIANT,
    ROWS,
)
from feedback.proceedings.states import Ground, Step, Track

G, A = Ground, Step
C_ARTICLE_11 = (
    G.C_INTERNAL, G.C_NOT_AFFECTED, G.C_NO_CAPACITY, G.C_UNLAWFUL_REPRESENTATIVE, G.C_NO_SIGNATURE, G.C_TIME_BAR,
    G.C_SECOND_DECISION, G.C_TERMINATED, G.C_COURT,
)  # fmt: skip
D_ARTICLE_29 = (G.D_FORM, G.D_NO_CAPACITY, G.D_NOT_COMPETENT, G.D_NO_BASIS, G.D_SETTLED_COMPLAINT, G.D_WITHDRAWN)
_HALT = (G.S_FORCE_MAJEURE, G.S_OTHER_RESULT)


@dataclass(frozen=True, slots=True)
class Effect:
    """One step of one track. `grounds`: one of them must be chosen; `remote`: rows longer in a remote area.

    `column`: which day of the proceeding it sets. `tells`: the sender gets word. `public`: the sender's page shows it.
    """

    number: bool = False
    grounds: tuple[Ground, ...] = ()
    finding: bool = False
    meeting: bool = False
    withdrawal: bool = False
    day: bool = True
    meets: tuple[int, ...] = ()
    starts: tuple[tuple[int, str | None], ...] = ()
    pauses: bool = False
    resumes: bool = False
    stops: bool = False
    column: str = ""
    tells: bool = True
    public: bool = True


def _common(track: Track) -> dict[Step, Effect]:
    rows = ROWS[track]
    notice = ((rows.halt, None),)
    return {
        A.ACCEPT: Effect(
            number=True, meets=rows.initial, starts=((rows.settle, None),), column="accepted_on"
        ),
        A.REFUSE: Effect(number=True, grounds=C_ARTICLE_11, meets=(*rows.initial, RELAYED)),
        A.REPORT: Effect(tells=False),
        A.SEND: Effect(meets=(rows.send,), column="sent_on"),
        A.PUBLISH: Effect(meets=(PUBLISHING,), column="published_on"),
        A.SUSPEND: Effect(number=True, grounds=_HALT, pauses=True, starts=notice),
        A.RESUME: Effect(number=True, resumes=True),
        A.TERMINATE: Effect(number=True, grounds=(G.E_WITHDRAWN,), stops=True, starts=notice),
        A.SEND_NOTICE: Effect(meets=(rows.halt,), tells=False),
        A.WITHDRAW: Effect(withdrawal=True),
    }  # fmt: skip


def _complaint(track: Track) -> dict[Step, Effect]:
    rows, common = ROWS[track], _common(track)
    # A second decision is made public (law sheet §2.3).
    public = ((PUBLISHING, PUBLIC_VARIANT),) if track is Track.COMPLAINT_SECOND else ()
    return {
        **common,
        A.REFER: Effect(meets=rows.initial),
        # Of a complaint the continuation is sent too (Decree 124/2020 art. 28b (new)).
        A.RESUME: replace(common[A.RESUME], starts=((rows.halt, None),)),
        A.TERMINATE: replace(common[A.TERMINATE], grounds=(G.E_WITHDRAWN, G.E_NO_HEIR, G.E_COURT)),
        A.INVITE: Effect(meeting=True),
        A.MEET: Effect(column="met_on"),
        A.DECIDE: Effect(
            number=True, finding=True, meets=(rows.settle,), starts=((rows.send, None), *public), column="decided_on"
        ),
        A.TAKE_EFFECT: Effect(day=False),
        A.SUE: Effect(),
        **({A.APPEAL: Effect()} if track is Track.COMPLAINT_FIRST else {}),
    }


def _denunciation() -> dict[Step, Effect]:
    track = Track.DENUNCIATION
    rows, common = ROWS[track], _common(track)
    accept, left = common[A.ACCEPT], (*rows.initial, RELAYED)
    return {
        **common,
        A.ACCEPT: replace(accept, starts=(*accept.starts, (NOTIFYING, None))),
        A.REFUSE: replace(common[A.REFUSE], grounds=D_ARTICLE_29),
        A.TRANSFER: Effect(number=True, grounds=(G.T_COMPETENT, G.T_INVESTIGATION, G.T_PARTY), meets=left),
        A.SUSPEND: replace(common[A.SUSPEND], grounds=(G.S_OTHER_RESULT, G.S_ASSESSMENT)),
        A.SHELVE: Effect(grounds=(G.D_SENT_TO_MANY, G.D_GUIDED_BEFORE), meets=left),
        A.INSPECT: Effect(grounds=(G.D_ANONYMOUS, G.D_FALSE_NAME, G.D_NOT_BY_FORM), meets=left),
        A.NOTIFY: Effect(number=True, meets=(NOTIFYING,)),
        A.CONCLUDE: Effect(
            number=True, finding=True, meets=(rows.settle,),
            starts=((rows.send, None), (ACTING, None), (PUBLISHING, None)), column="decided_on",
        ),
        A.ACT_ON: Effect(meets=(ACTING,)),
        A.TERMINATE: replace(common[A.TERMINATE], grounds=(G.E_WITHDRAWN, G.E_DIED, G.E_SETTLED)),
        A.FINISH: Effect(day=False),
        A.RENEW: Effect(),
        A.GO_ON: Effect(grounds=(G.G_VIOLATION, G.G_THREATENED, G.G_ABUSE)),
        A.ANSWER_BODY: Effect(number=True, meets=(RELAYED,), tells=False, public=False),
        A.ASK_BELOW: Effect(number=True, meets=(OVERDUE,), tells=False, public=False),
        A.CHASED: Effect(number=True, starts=((OVERDUE, REPORT_VARIANT),), tells=False, public=False),
        A.REPORT_ABOVE: Effect(number=True, meets=(OVERDUE,), tells=False, public=False),
    }  # fmt: skip


EFFECTS: Mapping[Track, Mapping[Step, Effect]] = {
    **{track: _complaint(track) for track in Track if track in COMPLAINTS},
    Track.DENUNCIATION: _denunciation(),
}
