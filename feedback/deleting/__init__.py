"""Destroying what a sealed petition holds, or one piece of it: one proposes, another agrees (docs/adr/0428)."""
