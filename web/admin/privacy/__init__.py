"""Pages of admin_privacy, admin_retention, admin_holds."""
