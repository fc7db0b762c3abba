"""Finding petitions: by words or number in the address, by phone in a form that leaves no trace in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.roles import Role
from core.text import clean
from feedback.highlights import Piece, excerpt, highlight
from feedback.queries.search import LOOKED_AT, Hit, phrases_of, search_number, search_phone, search_words
from web.context import actor, read_context, transaction
from web.forms import typed
from web.gates import requires
from web.staff.petitions.blueprint import bp, gate
from web.staff.petitions.forms import PhoneForm
from web.staff.petitions.glances import chosen
from web.staff.petitions.narrowing import choices, from_address, in_address
from web.staff.petitions.rows import row_entry

LONGEST = 200
Phrases = Sequence[Sequence[str]]


@bp.get("/tim")
@gate
def search() -> str:
    """Petitions that hold the words, newest first; or the one of a number."""
    ctx, viewer, query = read_context(), actor(), clean(request.args.get("q", ""))[:LONGEST]
    narrowed, after = from_address(), request.args.get("sau")
    numbered = [] if after else list(search_number(ctx, viewer=viewer, typed=query))
    found = search_words(ctx, viewer=viewer, typed=query, narrowed=narrowed, after=after)
    glance, phrases = chosen(), phrases_of(query)
    address = {"q": query, **in_address(narrowed)}
    here: dict[str, Any] = {**address, "sau": after}
    shown = [*numbered, *(hit for hit in found.page.items if hit.row.id not in {one.row.id for one in numbered})]
    cursor, selects = found.page.next_cursor, choices(ctx, None, narrowed)
    picked = [text for select in selects for value, text in select.options if value == select.chosen]
    return render_template(
        "staff/petitions/search.html", query=query, choices=selects, picked=picked,
        rows=[_entry(hit, phrases, glance.case.id if glance else None, here) for hit in shown],
        count=None if found.count is None else found.count + len(shown) - len(found.page.items), capped=found.capped,
        older=found.older, looked_at=LOOKED_AT,
        next_url=url_for("staff_petitions.search", **address, sau=cursor) if cursor else None,
        back_url=url_for("staff_petitions.search", **here), page=glance, case_open=glance is not None,
        may_find_phones=bool(viewer.agencies(Role.INTAKE_CLERK)),
    )  # fmt: skip


@bp.route("/tim-so-dien-thoai", methods=["GET", "POST"])
@requires(Role.INTAKE_CLERK)
def search_by_phone() -> str | Response | tuple[str, int]:
    """With which petitions a phone was left, for the desk. Posted, so that no number stands in an address or a log."""
    form = PhoneForm()
    rows = None
    if form.validate_on_submit():
        with transaction() as ctx:
            hits = search_phone(ctx, phone=typed(form.phone))
        rows = [_entry(hit, [], None, None) for hit in hits]
    page = render_template("staff/petitions/search_phone.html", form=form, rows=rows)
    return (page, 422) if form.errors else page


def _entry(hit: Hit, phrases: Phrases, glanced: UUID | None, here: dict[str, Any] | None) -> dict[str, object]:
    """A line of the result, its hits marked. Without `here` it leads to the petition's own page."""
    row = hit.row
    url = (
        url_for("staff_petitions.case", petition_id=row.id)
        if here is None
        else url_for("staff_petitions.search", **here, xem=row.id)
    )
    entry = row_entry(row, current=row.id == glanced, url=url)
    if row.title:
        entry["title_pieces"] = highlight(row.title, phrases)
    text = " · ".join(part for part in (hit.body, hit.place) if part)
    entry["excerpt"] = excerpt(text, phrases) if text else [Piece(gettext("Nội dung được giữ kín."), hit=False)]
    return entry
