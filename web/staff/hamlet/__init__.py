"""Pages of the head of a hamlet."""
