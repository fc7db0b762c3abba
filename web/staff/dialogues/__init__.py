"""Pages of staff_dialogues."""
