"""Posters and table tents for all service points of a place in one go."""
