"""The parts of the story, by who acts."""
