"""Real drops: a week below the lower control limit is kept and told to the head."""
