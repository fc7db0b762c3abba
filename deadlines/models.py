"""Tables of deadlines."""
