"""The desk: petitions taken in for people who come by, write on paper, or call."""
