"""Decisions and conclusions that are posted now, for everybody."""
