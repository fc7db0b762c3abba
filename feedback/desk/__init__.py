"""The desk: petitions taken in by an official for people who do not write on the web themselves."""
