"""The kernel: what every domain needs and none owns. It knows no domain word and imports no domain."""
