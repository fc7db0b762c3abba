"""A tablet at the desk: paired by an official, asks one person after the other."""
