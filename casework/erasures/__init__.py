"""What was erased and must stay erased, and what may not be erased yet."""
