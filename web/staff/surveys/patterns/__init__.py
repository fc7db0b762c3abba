"""The numbers by which odd ratings are told: read by whom they concern, kept by the province."""
