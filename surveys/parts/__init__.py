"""What the public is told of a month beside its figure."""
