"""The handbook beside the work: what to do, task by task, with the terms of this installation's rules."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from core.context import Context
from core.errors import NotFound
from deadlines.catalogue import RuleView
from deadlines.queries import list_rules
from web.context import read_context
from web.gates import signed_in
from web.staff.handbook.pages import PARTS, get_page, list_pages, picture_file, sizes_of

bp = Blueprint("staff_handbook", __name__, url_prefix="/can-bo/so-tay")


@bp.get("")
@signed_in
def index() -> str:
    """The tasks of each part."""
    pages = list_pages()
    parts = [(name, [page for page in pages if page.part == part]) for part, name in PARTS.items()]
    return render_template("staff/handbook/index.html", parts=parts)


@bp.get("/<part>/<name>")
@signed_in
def page(part: str, name: str) -> str:
    """One task; pictures only where `make handbook` has made them."""
    shown = get_page(part, name)
    pages = list_pages()
    at = pages.index(shown)
    return render_template(
        "staff/handbook/page.html", shown=shown, rules=rules_by_id(read_context()), part_name=PARTS[part],
        made=sizes_of(shown.text.pictures()), previous=pages[at - 1] if at else None,
        following=pages[at + 1] if at + 1 < len(pages) else None,
    )  # fmt: skip


@bp.get("/anh/<name>.png")
@signed_in
def picture(name: str) -> Response:
    """A picture of the handbook."""
    path = picture_file(name)
    if path is None:
        raise NotFound
    return Response(path.read_bytes(), mimetype="image/png")


def rules_by_id(ctx: Context) -> dict[str, RuleView]:
    """The national rules now in force, by id: what the text's terms are read from."""
    return {rule.id: rule for rule in reversed(list_rules(ctx)) if rule.province_id is None}
