"""The first page after signing in: what is due today, and the way to each task."""

from __future__ import annotations

from flask import Blueprint, render_template

from web.context import actor, runtime
from web.gates import signed_in
from web.staff.desk.cards import cards_for, counts

bp = Blueprint("staff", __name__, url_prefix="/can-bo")


@bp.get("")
@signed_in
def today() -> str:
    """A welcome, the numbers that matter today, and one card per task of the person's roles."""
    return render_template("staff/desk/today.html", cards=cards_for(actor()), today=runtime().clock(), counts=counts())
