"""Text messages from a gateway."""
