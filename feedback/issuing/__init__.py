"""Official papers as an office issues them: drafted, checked, approved, numbered, signed, kept."""
