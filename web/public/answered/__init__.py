"""The public register of answered petitions."""
