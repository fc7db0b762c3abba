"""The blueprint of the desk, and who passes its gate."""

from __future__ import annotations

from flask import Blueprint

from accounts.matrix import Capability, roles_for
from feedback.desk.states import Arrival
from web.gates import requires

bp = Blueprint("staff_intake", __name__, url_prefix="/can-bo/tiep-nhan")

gate = requires(*roles_for(Capability.PETITION_RECEIVE))
# How each way of arriving is called in an address.
WAYS = {
    "ke": Arrival.ORAL, "giay": Arrival.PAPER, "dien-thoai": Arrival.TELEPHONE, "chuyen-toi": Arrival.FORWARDED,
}  # fmt: skip
