"""Where a petition stands, asked and answered by text message."""
