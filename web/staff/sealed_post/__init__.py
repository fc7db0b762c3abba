"""Sealed post between a commune that runs alone and its province."""
