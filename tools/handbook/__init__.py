"""Takes the pictures of the officials' handbook and prints it: `make handbook`, `python -m tools.handbook`."""
