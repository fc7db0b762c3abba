"""Pages of admin_breaches, staff_incidents."""
