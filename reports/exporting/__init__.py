"""What goes to the national database of citizen reception and petitions: records in the order of changes (ADR 0702)."""
