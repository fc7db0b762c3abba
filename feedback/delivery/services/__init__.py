"""Writes of deliveries."""

from feedback.delivery.services.acting import record_delivery
from feedback.delivery.services.opening import note_opened
from feedback.delivery.services.planning import address_from_case, change_delivery, plan_delivery, plan_issued
from feedback.delivery.services.settling import settle_case
from feedback.delivery.services.telling import follow_notices, tell_by_notice

__all__ = [
    "address_from_case",
    "change_delivery",
    "follow_notices",
    "note_opened",
    "plan_delivery",
    "plan_issued",
    "record_delivery",
    "settle_case",
    "tell_by_notice",
]
