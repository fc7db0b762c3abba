"""Pages of the time without a connection."""
