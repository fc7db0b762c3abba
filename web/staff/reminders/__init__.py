"""Pages of staff_reminders."""
