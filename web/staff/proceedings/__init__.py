"""Formal complaints and denunciations, for the officials who settle them."""
