"""Officials who sign in at the province's portal: which of its people is whose account, and how surely it knew them."""
