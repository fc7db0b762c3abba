"""Pages of admin_accounts."""
