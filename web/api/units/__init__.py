"""Pages of api_units."""
