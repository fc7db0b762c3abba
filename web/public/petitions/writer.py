"""The steps about the writer: for whom, and how to reach them. Anonymous ones are asked nothing more."""

from __future__ import annotations

from typing import Any

from accounts.states import Assurance
from casework.behalf import Behalf
from casework.identity import tag_subject
from casework.states import Writer
from feedback.drafts import Draft
from feedback.states import Concerns
from web.context import read_context
from web.forms import typed
from web.gates import public
from web.public.identity.vouched import Vouched, offered_name, vouched
from web.public.petitions.blueprint import bp
from web.public.petitions.drafting import Page, agency_of_step, draft_for, keep, onward, show_step
from web.public.petitions.forms import ContactForm, WriterForm

UNPROVEN: dict[str, Any] = {"level": Assurance.UNVERIFIED, "subject": ""}


@bp.route("/gui-don/<code>/nguoi-gui", methods=["GET", "POST"])
@public
def writer(code: str) -> Page:
    """Alone, with others, for an organisation, with authority, or without a name; says what each means."""
    card, draft = agency_of_step(code), draft_for(code)
    if draft is None:
        return onward("petitions.concerns", code)
    said = draft.behalf.writer
    form = WriterForm(data={"writer": said.value if said else None})
    if form.validate_on_submit():
        chosen = Writer(form.writer.data)
        if chosen is Writer.ANONYMOUS:
            # Whoever chose it does not expect us to hold what they typed before.
            keep(code, behalf=Behalf(chosen), name="", phone="", email="", consent=False, **UNPROVEN)
            return onward("petitions.check", code)
        keep(code, behalf=draft.behalf if chosen is said else Behalf(chosen))
        return onward("petitions.contact", code)
    return show_step("writer", form, card=card)


@bp.route("/gui-don/<code>/lien-he", methods=["GET", "POST"])
@public
def contact(code: str) -> Page:
    """A way to reach the person, or nothing at all."""
    card, draft = agency_of_step(code), draft_for(code)
    if draft is None:
        return onward("petitions.concerns", code)
    if draft.behalf.writer is Writer.ANONYMOUS:
        return onward("petitions.writer", code)
    person = vouched() if offered_name() else None
    form = ContactForm.asking(draft, vouched=person is not None)
    if form.validate_on_submit():
        attached = person if person is not None and form.attach.data else None
        name = (attached.name if attached else "") or typed(form.name)
        keep(
            code, phone=typed(form.phone), email=typed(form.email), name=name, behalf=form.said(draft.behalf.writer),
            consent=bool(form.consent.data), **_proof(draft, attached),
        )  # fmt: skip
        return onward("petitions.check", code)
    return show_step(
        "contact", form, card=card, behalf=draft.behalf, portal_name=offered_name(), person=person,
        about_someone=draft.concerns not in (None, Concerns.NOBODY),
    )  # fmt: skip


def _proof(draft: Draft, attached: Vouched | None) -> dict[str, Any]:
    """What the portal's word adds to the draft: nothing unless its writer ticked the box."""
    if attached is None:
        return UNPROVEN
    tag = tag_subject(read_context(), draft.case_id, issuer=attached.issuer, subject=attached.subject)
    return {"level": attached.level, "subject": tag}
