"""Pages of admin_notices."""
