"""Believable volume: years of petitions and survey answers, written in bulk as the services would have left them."""
