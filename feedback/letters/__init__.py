"""One kind of document written for many cases at once, in the background."""
