"""What follows an answer."""
