"""Who sent a sealed petition, opened by two people for some hours (docs/adr/0421)."""
