"""Hot spots: which open petitions a leader looks at first, each with the reason that is counted from the record."""
