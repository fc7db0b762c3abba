"""What follows an answer: the sender agrees or not, asks the Board, takes back a part, goes on to a formal act."""
