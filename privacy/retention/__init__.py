"""How long what is personal is kept, as data, and the nightly work that acts on it."""
