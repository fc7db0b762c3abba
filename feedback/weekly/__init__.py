"""The leader's week: what is due, late, answered, waiting, by field, hamlet and handler; five weeks side by side."""
