"""Pages of staff_weekly."""
