"""Pages of keys to sealed cases."""
