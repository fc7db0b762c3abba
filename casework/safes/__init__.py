"""Who sent a case that stays sealed: under a key of its own that no single official opens (docs/adr/0427)."""
