"""Pages of staff_petitions."""
