"""Public pages of what follows an answer."""
