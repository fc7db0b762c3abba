"""Delivering issued papers, and posting them publicly."""
