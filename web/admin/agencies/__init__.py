"""Pages of admin_agencies."""
