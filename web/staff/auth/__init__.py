"""Pages of staff_auth."""
