"""The second of two people, whatever the first one asked for: a sender's name, a deletion, a covered copy."""
