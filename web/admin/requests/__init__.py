"""Pages of admin_requests."""
