"""Officials lead a petition elsewhere, apart, or together with another."""
