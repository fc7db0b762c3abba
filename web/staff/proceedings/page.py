"""What the part on a formal proceeding shows, gathered once: for the case page and for its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext

from accounts.queries import Person, list_holders, names_of
from accounts.roles import Role
from core.clock import local_date
from core.context import Context
from deadlines.explaining import Explanation
from feedback.inventory import inventory_of
from feedback.policies import acts_for, can_open
from feedback.proceedings.effects import EFFECTS
from feedback.proceedings.machine import COMPLAINTS, MACHINES
from feedback.proceedings.policies import ProceedingFacts, can_name, hindrance, steps_for
from feedback.proceedings.queries import (
    Details,
    ProceedingView,
    StepView,
    facts_of,
    find_proceeding,
    list_steps,
    open_details,
)
from feedback.proceedings.states import Part, Stage, Step
from feedback.proceedings.team import named_in
from feedback.queries import CaseView, list_assignable
from feedback.states import Act
from web.public.petitions.formal import Coming, course_of, terms_of
from web.staff.proceedings.forms import LodgeForm, NamedFields, NameForm, StepForm
from web.staff.proceedings.words import DAY_LABELS, HINTS, NEXT, ONWARD, SLUG_OF, TOLD_WHEN_HINDERED

LODGE_SLUG, DECIDER_SLUG, MEMBER_SLUG = "lan-hai", "nguoi-giai-quyet", "them-nguoi"


@dataclass(frozen=True, slots=True)
class Offer:
    """A step this official may take now: its form, or why not yet."""

    step: Step
    slug: str
    hint: str
    form: NamedFields | None
    hindered: str
    main: bool  # the next step of the plain course


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything about the proceeding that this official may see. `details` and `steps` only for a reader."""

    case: CaseView
    view: ProceedingView
    course: Sequence[Coming]
    next: str
    who_next: str
    offers: Sequence[Offer]
    details: Details | None
    steps: Sequence[StepView]
    names: Mapping[UUID, str]
    team: Sequence[tuple[str, Part, UUID]]
    terms: Sequence[tuple[str, Explanation]]
    decider_form: NameForm | None
    member_form: NameForm | None
    open_slug: str


def may_formalise(ctx: Context, case: CaseView) -> bool:
    """Whether this official can record a signature now."""
    return Act.FORMALISE in acts_for(ctx.actor, case.facts())


def panel_of(
    ctx: Context, case: CaseView, *, readable: bool, filled: tuple[str, NamedFields] | None = None
) -> Panel | None:
    """The proceeding of a petition; None when it has none. `readable`: the opening was decided on and audited."""
    view = find_proceeding(ctx, case.id) if inventory_of(ctx, case.id).proceeding else None
    if view is None:
        return None
    facts = facts_of(ctx, view, case.facts())
    readable = readable and bool(can_open(ctx.actor, case.facts()))
    steps = list_steps(ctx, case.id) if readable else []
    team = named_in(ctx, case.id)
    names = names_of(ctx, {*team, *(step.account_id for step in steps), case.assignee_id})
    decider, member = _naming(ctx, case, facts, filled)
    return Panel(
        case=case, view=view, course=course_of(view), next=gettext(NEXT[view.stage]) if view.stage in NEXT else "",
        who_next=_who_next(view, case, facts, names), offers=_offers(ctx, case, view, facts, filled),
        details=open_details(ctx, case.id) if readable else None, steps=steps, names=names,
        team=[(names.get(account_id, ""), part, account_id) for account_id, part in team.items()],
        terms=terms_of(ctx, view, case.agency_id), decider_form=decider, member_form=member,
        open_slug=filled[0] if filled else "",
    )  # fmt: skip


def leaders_of(ctx: Context, agency_id: UUID) -> Sequence[Person]:
    """Who may be named to settle."""
    return list_holders(ctx, role=Role.LEADER, agency_id=agency_id)


def _who_next(view: ProceedingView, case: CaseView, facts: ProceedingFacts, names: Mapping[UUID, str]) -> str:
    """Whose turn it is, by name."""
    if view.stage in MACHINES[view.track].final:
        return ""
    deciding = (Stage.CHECKING, Stage.INITIAL, Stage.REPORTED, Stage.SUSPENDED)
    if view.stage in deciding:
        named = names.get(facts.decider_id, "") if facts.decider_id else ""
        return named or gettext("chưa cử người giải quyết")
    return names.get(case.assignee_id, "") if case.assignee_id else gettext("chưa giao cho ai")


def _offers(
    ctx: Context, case: CaseView, view: ProceedingView, facts: ProceedingFacts,
    filled: tuple[str, NamedFields] | None,
) -> list[Offer]:  # fmt: skip
    offers = []
    for step in steps_for(ctx.actor, facts):
        slug = LODGE_SLUG if step is Step.APPEAL else SLUG_OF[step]
        error = hindrance(step, facts)
        form = None
        if error is None:
            form = filled[1] if filled and filled[0] == slug else _form(ctx, case, view, step)
            form.name_fields(slug)
        onward = step in ONWARD and MACHINES[view.track].target(view.stage, step) is not view.stage
        # That nothing waits to be sent or answered is no news.
        if error is None or step in TOLD_WHEN_HINDERED:
            offers.append(Offer(step, slug, gettext(HINTS[step]), form, gettext(error.text) if error else "", onward))
    return offers


def _form(ctx: Context, case: CaseView, view: ProceedingView, step: Step) -> NamedFields:
    version = {"version": str(case.version)}
    if step is Step.APPEAL:
        # When the person had the decision is on record once something shows it.
        known = {"received_on": local_date(ctx.now), "told_on": view.served_on, "obstacle_days": 0}
        return LodgeForm(formdata=None, data={**version, **known})
    form = StepForm(formdata=None, data={**version, "day": local_date(ctx.now)})
    return fitted(form, step, view)


def fitted(form: StepForm, step: Step, view: ProceedingView) -> StepForm:
    """A form with just the fields of the step, and its day called by its name."""
    whole = MACHINES[view.track].target(view.stage, step) in MACHINES[view.track].final
    form.fit(step, EFFECTS[view.track][step], complaint=view.track in COMPLAINTS, whole=whole)
    if "day" in form and step in DAY_LABELS:
        form.day.label.text = gettext(DAY_LABELS[step])
    return form


def _naming(
    ctx: Context, case: CaseView, facts: ProceedingFacts, filled: tuple[str, NamedFields] | None
) -> tuple[NameForm | None, NameForm | None]:
    if not can_name(ctx.actor, facts.petition):
        return None, None
    forms = []
    for slug, people in (
        (DECIDER_SLUG, leaders_of(ctx, case.agency_id)),
        (MEMBER_SLUG, list_assignable(ctx, case.agency_id)),
    ):
        again = filled[1] if filled and filled[0] == slug else None
        form = again if isinstance(again, NameForm) else NameForm(formdata=None, data={"version": str(case.version)})
        form.offer(people)
        form.name_fields(slug)
        forms.append(form)
    return forms[0], forms[1]
