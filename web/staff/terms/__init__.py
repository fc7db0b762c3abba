"""Pages of staff_terms."""
