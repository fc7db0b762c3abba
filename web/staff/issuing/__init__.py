"""Official papers on their way out: drafting, approving, the registry, delegations, what the province sets."""
