"""Pages of staff_disclosures."""
