"""Pages of those who may read a sealed record: their own list, the record of a case, reports to the province."""
