"""Dân biết: disclosure items, their legal list and postings."""
