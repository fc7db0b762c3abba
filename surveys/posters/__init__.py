"""Posters and table tents of many service points at once."""
