"""The records clerk's book."""
