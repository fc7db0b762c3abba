"""Templates of official documents, kept by the province."""
