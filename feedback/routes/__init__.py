"""How a petition leaves its way: to another desk and back, into parts, together with others of the same matter."""
