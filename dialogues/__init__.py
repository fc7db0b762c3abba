"""Leader–citizen dialogues (đối thoại): announcement, questions, conclusions, commitments."""
