"""Pages of admin_audit."""
