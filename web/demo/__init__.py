"""Pages of demo."""
