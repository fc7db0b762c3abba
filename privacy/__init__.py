"""Personal data: what is processed and why, how long it is kept, what people ask about it, and what went wrong."""
