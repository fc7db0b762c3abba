"""The demo's story: one commune, one province, every role, relative to today. Never loaded into a real installation."""
