"""Pages of staff_consultations."""
