"""The officials' handbook, shown from the same text that is printed."""
