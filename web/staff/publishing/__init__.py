"""Covering answers and approving what was covered."""
