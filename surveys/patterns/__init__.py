"""What tells stuffing from a busy or a bad day: chance, the counter's own usual, and a bound on kept pages."""
