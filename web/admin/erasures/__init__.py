"""Pages of admin_erasures."""
