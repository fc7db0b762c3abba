"""Who is shut out of a sealed petition: those it accuses, those under them, those close to them (docs/adr/0421)."""
