"""Official documents of a petition's case: which fit, what is in them, and the templates they are written with."""
