"""Links by which a sender answers one question without number, code or account."""
