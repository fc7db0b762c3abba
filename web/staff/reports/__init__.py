"""Reports: the legal tables, and what goes to the national database."""
