"""Surveys where people are served: one-time codes, the changing code of a screen, paper forms."""
