"""Records of petitions for the machines of a province."""
