"""The acts of officials: which form, which address, which service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.context import Context
from feedback import services
from feedback.commands import DraftAnswer, Leave, Target, Triage
from feedback.states import Act, Field, Outcome, PetitionKind, RefusalReason, ReleaseReason, Urgency
from web.forms import typed
from web.staff.petitions.forms import (
    ActForm,
    AnswerForm,
    AssignForm,
    ForwardForm,
    GuideForm,
    RefuseForm,
    ReleaseForm,
    TriageForm,
    WordsForm,
)

Send = Callable[[Context, Target, Any], None]


@dataclass(frozen=True, slots=True)
class Doing:
    """One act as a form: its address, the act that the policy decides on, and what it calls."""

    slug: str
    act: Act
    form: type[ActForm]
    send: Send
    public: bool = False


def _triage(ctx: Context, target: Target, form: TriageForm) -> None:
    command = Triage(
        PetitionKind(form.kind.data), Field(form.field.data), Urgency(form.urgency.data), typed(form.title),
        keep_sealed=bool(form.keep_sealed.data),
    )  # fmt: skip
    services.triage(ctx, target, command)


def _assign(ctx: Context, target: Target, form: AssignForm) -> None:
    services.assign(ctx, target, UUID(form.assignee.data), instruction=typed(form.instruction))


def _answer(ctx: Context, target: Target, form: AnswerForm) -> None:
    command = DraftAnswer(Outcome(form.outcome.data), typed(form.text), typed(form.public_text))
    services.save_answer(ctx, target, command)
    if form.hand_in.data:  # keeping the draft was a version of its own
        services.propose(ctx, Target(target.petition_id, (target.version or 0) + 1))


def _release(ctx: Context, target: Target, form: ReleaseForm) -> None:
    services.release(ctx, target, ReleaseReason(form.reason.data))


def _leave(act: Act) -> Send:
    def send(ctx: Context, target: Target, form: Any) -> None:
        to = typed(form.to) if act is Act.FORWARD else ""
        given = act in (Act.REFUSE, Act.GUIDE) and form.reason.data
        reason = RefusalReason(form.reason.data) if given else None
        back = act is Act.REFUSE and bool(form.handed_back.data)
        services.leave(ctx, target, Leave(act, typed(form.text), to, reason, handed_back=back))

    return send


_ALL = (
    Doing("phan-loai", Act.TRIAGE, TriageForm, _triage, public=True),
    Doing("nhan", Act.ASSIGN, ActForm, lambda ctx, target, _: services.claim(ctx, target)),
    Doing("giao", Act.ASSIGN, AssignForm, _assign),
    Doing("bat-dau", Act.START, ActForm, lambda ctx, target, _: services.start(ctx, target)),
    Doing("soan", Act.PROPOSE, AnswerForm, _answer),
    Doing("trinh", Act.PROPOSE, ActForm, lambda ctx, target, _: services.propose(ctx, target)),
    Doing("hoi-lai", Act.ASK, WordsForm, lambda ctx, target, form: services.ask(ctx, target, typed(form.text))),
    Doing("lam-tiep", Act.RESUME, ActForm, lambda ctx, target, _: services.resume(ctx, target)),
    Doing("duyet", Act.APPROVE, ActForm, lambda ctx, target, _: services.approve(ctx, target), public=True),
    Doing(
        "tra-lai", Act.RETURN, WordsForm,
        lambda ctx, target, form: services.return_answer(ctx, target, typed(form.text)),
    ),
    Doing("tra-ban", Act.RELEASE, ReleaseForm, _release),
    Doing("dong", Act.CLOSE, ActForm, lambda ctx, target, _: services.close(ctx, target)),
    Doing("chuyen", Act.FORWARD, ForwardForm, _leave(Act.FORWARD)),
    Doing("huong-dan", Act.GUIDE, GuideForm, _leave(Act.GUIDE)),
    Doing("khong-xu-ly", Act.REFUSE, RefuseForm, _leave(Act.REFUSE)),
    Doing("luu", Act.FILE, WordsForm, _leave(Act.FILE)),
)  # fmt: skip
DOINGS: Mapping[str, Doing] = {doing.slug: doing for doing in _ALL}
# The case page offers these as links of their own kind, the rest as forms that unfold.
ASIDE = frozenset({"chuyen", "huong-dan", "khong-xu-ly", "luu"})
