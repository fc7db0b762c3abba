"""Ratings that come as text messages: the code of the counter and a number from 1 to 5."""
