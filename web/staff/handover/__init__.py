"""Pages of staff_handover."""
