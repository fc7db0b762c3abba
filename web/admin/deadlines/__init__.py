"""Pages of admin_deadlines."""
