"""Opening who sent a sealed case: one asks with a motive, another agrees, for some hours (docs/adr/0421)."""
