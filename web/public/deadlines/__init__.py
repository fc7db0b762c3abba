"""Pages of public_deadlines."""
