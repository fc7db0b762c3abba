"""Who is close to whom among officials: declared, with dates (docs/adr/0421)."""
