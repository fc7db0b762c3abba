"""Official documents of a petition, for those who work it."""
