"""Public figures on denunciations, by province and ended year."""
