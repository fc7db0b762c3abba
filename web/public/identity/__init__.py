"""A citizen may show who they are by signing in at the province's portal. Nobody has to, nothing is done silently."""
