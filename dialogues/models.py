"""Tables of dialogues."""
