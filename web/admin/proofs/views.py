"""Whether the counts of surveys are those of their answers: each night's proof, and what differs."""

from __future__ import annotations

from flask import Blueprint, render_template

from accounts.matrix import Capability, roles_for
from surveys.forms import COUNTER
from surveys.proof.queries import HIDDEN, list_faults, list_nights
from web.context import read_context
from web.gates import requires

bp = Blueprint("admin_proofs", __name__, url_prefix="/quan-tri/doi-chieu")


@bp.get("")
@requires(*roles_for(Capability.SURVEY_PROVE))
def index() -> str:
    """The last nights, and the cells that differ in the reader's reach."""
    ctx = read_context()
    faults = list_faults(ctx)
    return render_template(
        "admin/proofs/index.html", nights=list_nights(ctx),
        open_faults=[one for one in faults if one.settled_at is None],
        settled=[one for one in faults if one.settled_at is not None],
        asked={question.key: question.short for question in COUNTER.questions}, hidden=HIDDEN,
    )  # fmt: skip
