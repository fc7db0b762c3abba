"""The processing register, for those who answer for personal data."""

from __future__ import annotations

from flask import Blueprint, render_template

from accounts.matrix import Capability, roles_for
from privacy.register.columns import tables_of
from privacy.register.fields import BY_HAND, FIELDS
from privacy.register.purposes import PURPOSES
from privacy.retention.rules import BY_CODE
from web.gates import requires

bp = Blueprint("admin_privacy", __name__, url_prefix="/quan-tri/so-xu-ly-du-lieu")


@bp.get("")
@requires(*roles_for(Capability.PROCESSING_SEE))
def register() -> str:
    """Purpose by purpose: basis, term, readers, and every field it lies in."""
    fields = {
        purpose.code: [
            f"{form}.{name}"
            for form, codes in (*FIELDS.items(), *BY_HAND.items())
            for name in codes.get(purpose.code, "").split()
        ]
        for purpose in PURPOSES
    }
    columns = {purpose.code: tables_of(purpose.code) for purpose in PURPOSES}
    return render_template(
        "admin/privacy/register.html", purposes=PURPOSES, rules=BY_CODE, columns=columns, fields=fields
    )
