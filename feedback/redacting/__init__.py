"""A copy of a sealed petition without whoever sent it, for those who verify and assist (docs/adr/0421)."""
