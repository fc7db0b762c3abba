"""How an issued paper reaches whom it is for, what proves it, what follows from that day, and public posting."""
