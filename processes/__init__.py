"""Acts that touch two domains in one transaction."""
