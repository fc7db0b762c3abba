"""The screen in the hall: what was published, in large type, at an address that can be withdrawn."""
