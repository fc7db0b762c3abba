"""Handing over: everything open in one person's hands, given to another who signs for it."""
