"""Letters to many, for those who work petitions."""
