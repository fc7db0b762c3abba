"""Which row of the deadlines table a request runs under (law sheet rows 56, 57; a complaint: row 34)."""

from __future__ import annotations

from privacy.states import RequestKind

ACKNOWLEDGE_ROW, SETTLE_ROW, COMPLAINT_ROW = 56, 57, 34
# The rule's variant, and the one when a third party takes part in the processing.
_VARIANTS: dict[RequestKind, tuple[str | None, str]] = {
    RequestKind.ACCESS: ("show", "show_third_party"),
    RequestKind.CORRECT: ("show", "show_third_party"),
    RequestKind.ERASE: ("erase", "erase_third_party"),
    RequestKind.RESTRICT: (None, "third_party"),
    RequestKind.WITHDRAW: (None, "third_party"),
    RequestKind.OBJECT: (None, "third_party"),
}


def settling(kind: RequestKind, *, third_party: bool) -> tuple[int, str | None]:
    """Row and variant under which a request is settled. A complaint runs as the Complaints Act says."""
    if kind is RequestKind.COMPLAIN:
        return COMPLAINT_ROW, None
    own, shared = _VARIANTS[kind]
    return SETTLE_ROW, shared if third_party else own
