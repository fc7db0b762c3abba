"""Pages of staff_surveys."""
